// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/experiment.h"

#include "core/lab/scenario.h"
#include "core/protocol/frame.h"

#include <algorithm>

namespace core {

namespace {

using Kind = Reaction::Kind;

const QStringList kinds = {QStringLiteral("engine"), QStringLiteral("qt")};

Direction readSide(JsonReader &reader, const char *name, std::optional<Direction> otherwise = {})
{
    const QString side = otherwise && !reader.has(name)
                             ? QString::fromLatin1(*otherwise == Direction::Client ? "client" : "server")
                             : reader.requiredText(name);
    reader.oneOf(name, side, {QStringLiteral("client"), QStringLiteral("server")});
    return side == QLatin1StringView("server") ? Direction::Server : Direction::Client;
}

QString kindName(const Unit &unit)
{
    switch (unit.kind) {
    case UnitKind::Request:
        return QStringLiteral("request");
    case UnitKind::Response:
        return QStringLiteral("response");
    case UnitKind::Unknown:
        return QStringLiteral("unknown");
    case UnitKind::Frame:
        break;
    }
    switch (static_cast<Opcode>(unit.opcode())) {
    case Opcode::Continuation:
        return QStringLiteral("continuation");
    case Opcode::Text:
        return QStringLiteral("text");
    case Opcode::Binary:
        return QStringLiteral("binary");
    case Opcode::Close:
        return QStringLiteral("close");
    case Opcode::Ping:
        return QStringLiteral("ping");
    case Opcode::Pong:
        return QStringLiteral("pong");
    }
    return QStringLiteral("reserved");
}

ExperimentMark readMark(JsonReader reader, Direction who)
{
    ExperimentMark mark;
    mark.connection = static_cast<quint16>(reader.integer("connection", 1, 65535).value_or(1));
    mark.who = readSide(reader, "who", who);
    mark.what = reader.text("what", QStringLiteral("frame"));
    reader.oneOf("what", mark.what,
                 {QStringLiteral("frame"), QStringLiteral("request"), QStringLiteral("response"),
                  QStringLiteral("text"), QStringLiteral("binary"), QStringLiteral("continuation"),
                  QStringLiteral("ping"), QStringLiteral("pong"), QStringLiteral("close"),
                  QStringLiteral("reserved"), QStringLiteral("unknown")});
    mark.nth = reader.integer("nth", 1, 1'000'000).value_or(1);
    mark.field = reader.text("field");
    reader.finish();
    return mark;
}

Experiment::Group readGroup(JsonReader &reader)
{
    static const QStringList names = {QStringLiteral("fault"), QStringLiteral("deviation"),
                                      QStringLiteral("museum"), QStringLiteral("proxy")};
    const QString name = reader.requiredText("group");
    reader.oneOf("group", name, names);
    return static_cast<Experiment::Group>(std::max<qsizetype>(0, names.indexOf(name)));
}

ExperimentEnd readEnd(JsonReader reader, Direction peer)
{
    ExperimentEnd end;
    const QString what = reader.requiredText("what");
    reader.oneOf("what", what,
                 {QStringLiteral("nothing"), QStringLiteral("message"), QStringLiteral("pong"),
                  QStringLiteral("close"), QStringLiteral("status"), QStringLiteral("fin"),
                  QStringLiteral("rst")});
    end.what = reactionKindOf(what).value_or(Kind::Nothing);
    end.who = readSide(reader, "who", peer);
    end.code = reader.integer("code", 0, 65535);
    end.status = reader.integer("status", 100, 999);
    if (end.code && end.what != Kind::Close)
        reader.fail("code", "goes with \"close\"");
    if (end.status && end.what != Kind::Status)
        reader.fail("status", "goes with \"status\"");
    reader.finish();
    return end;
}

const EndpointSpec &peerOf(const Scenario &scenario)
{
    const ConnectionSpec &connection = scenario.connections.front();
    return scenario.experiment->who == Direction::Client ? connection.server : connection.client;
}

} // namespace

bool ExperimentEnd::fits(const Reaction &reaction) const
{
    return reaction.kind == what && reaction.who == who && (!code || *code == reaction.code) &&
           (!status || *status == reaction.status);
}

std::map<QString, ExperimentEnd> readExperimentEnds(JsonReader reader, Direction who)
{
    std::map<QString, ExperimentEnd> ends;
    for (const QString &kind : kinds)
        if (reader.has(qPrintable(kind)))
            ends.emplace(kind, readEnd(reader.inside(qPrintable(kind)), opposite(who)));
    reader.finish();
    return ends;
}

Experiment readExperiment(JsonReader reader)
{
    Experiment experiment;
    experiment.group = readGroup(reader);
    experiment.who = readSide(reader, "who");
    experiment.question = readLocalText(reader.inside("question", true));
    if (reader.has("story"))
        experiment.story = readLocalText(reader.inside("story"));
    experiment.mark = readMark(reader.inside("at"), experiment.who);
    experiment.ends = readExperimentEnds(reader.inside("ends", true), experiment.who);
    if (reader.ok() && experiment.ends.empty())
        reader.fail("ends", "must name one kind at least");
    experiment.mended = reader.text("mended");
    reader.finish();
    return experiment;
}

QStringList kindsOf(const Experiment &experiment)
{
    QStringList known;
    for (const QString &kind : kinds)
        if (experiment.ends.contains(kind))
            known += kind;
    return known;
}

Scenario withPeer(const Scenario &scenario, const QString &kind)
{
    Scenario changed = scenario;
    const bool isServer = !scenario.experiment || scenario.experiment->who == Direction::Client;
    for (ConnectionSpec &connection : changed.connections)
        (isServer ? connection.server : connection.client).kind = kind;
    return changed;
}

const ExperimentEnd *endOf(const Scenario &scenario)
{
    if (!scenario.experiment)
        return nullptr;
    const auto found = scenario.experiment->ends.find(peerOf(scenario).kind);
    return found == scenario.experiment->ends.end() ? nullptr : &found->second;
}

std::optional<quint32> markedUnit(const ExperimentMark &mark, const Conversation &conversation)
{
    int left = mark.nth;
    for (quint32 i = 0; i < conversation.units().size(); ++i) {
        const Unit &unit = conversation.units()[i];
        const bool fits =
            mark.what == QLatin1StringView("frame") ? unit.isFrame() : mark.what == kindName(unit);
        if (unit.direction == mark.who && fits && --left == 0)
            return i;
    }
    return std::nullopt;
}

std::optional<Reaction> outcomeOf(const Experiment &experiment, const ExperimentEnd &end,
                                  const Conversation &conversation)
{
    const auto unit = markedUnit(experiment.mark, conversation);
    return unit ? std::optional(reactionTo(conversation, end.who, *unit)) : std::nullopt;
}

} // namespace core
