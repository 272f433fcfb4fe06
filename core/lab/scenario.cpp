// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/scenario.h"

#include "core/bytes/bytes.h"
#include "core/lab/jsonreader.h"
#include "core/lab/policyreader.h"
#include "core/lab/serverurl.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace core {

namespace {

constexpr int repeatLimit = 200; // connections one after the other

// What an endpoint may be told goes by its kind: Qt's server can only refuse, the engine has a policy.
EndpointSpec readEndpoint(JsonReader reader, bool isServer)
{
    EndpointSpec spec;
    spec.kind = reader.text("kind", QStringLiteral("engine"));
    QStringList kinds = {QStringLiteral("engine"), QStringLiteral("qt"), QStringLiteral("raw"),
                         QStringLiteral("http")};
    if (isServer)
        kinds += {QStringLiteral("url")};
    else
        kinds += {QStringLiteral("program"), QStringLiteral("browser")};
    reader.oneOf("kind", spec.kind, kinds);
    if (spec.kind == QLatin1StringView("url")) {
        spec.url = reader.requiredText("url");
        const auto url = readServerUrl(spec.url);
        if (!url)
            reader.fail("url",
                        "must be ws://HOST, ws://HOST:PORT or ws://HOST:PORT/PATH, or the same with wss");
        spec.unverified = reader.flag("unverified", false);
        if (spec.unverified && url && !url->secure)
            reader.fail("unverified", "goes with a wss:// URL");
    } else if (isServer) {
        spec.refuse = reader.flag("refuse", false);
    }
    if (reader.has("policy") && spec.kind != QLatin1StringView("engine"))
        reader.fail("policy", "goes with the kind \"engine\"");
    if (reader.has("policy") && isServer)
        readServerPolicy(reader.inside("policy"), spec.serverPolicy);
    else if (reader.has("policy"))
        readClientPolicy(reader.inside("policy"), spec.clientPolicy);
    reader.finish();
    return spec;
}

void readFixed(JsonReader reader, ConnectionSpec &spec)
{
    spec.fixedKey = reader.text("key").toLatin1();
    const auto decoded =
        QByteArray::fromBase64Encoding(spec.fixedKey, QByteArray::AbortOnBase64DecodingErrors);
    if (!spec.fixedKey.isEmpty() && (!decoded || decoded.decoded.size() != 16))
        reader.fail("key", "must be 16 bytes in Base64");
    for (const QJsonValue &value : reader.array("masks")) {
        const auto mask = fromHex(value.toString().toLatin1());
        if (!mask || mask->size() != 4)
            reader.fail("masks", "must hold keys of 8 hex digits each");
        else
            spec.fixedMasks.push_back(*mask);
    }
    reader.finish();
}

ConnectionSpec readConnection(JsonReader &reader)
{
    ConnectionSpec spec;
    spec.id = static_cast<quint16>(reader.integer("id", 1, 65535).value_or(1));
    spec.client = readEndpoint(reader.inside("client"), false);
    spec.server = readEndpoint(reader.inside("server"), true);
    spec.clientName = reader.text("client_name");
    spec.secure = reader.flag("secure", false);
    spec.cache = reader.flag("cache", false);
    spec.after = reader.text("after");
    spec.host = reader.text("host", QStringLiteral("127.0.0.1:8080"));
    spec.path = reader.text("path", QStringLiteral("/"));
    if (reader.has("fixed"))
        readFixed(reader.inside("fixed"), spec);
    return spec;
}

/// What can happen on a connection.
const QStringList &eventNames()
{
    static const QStringList events = {
        QStringLiteral("start"),         QStringLiteral("client.connected"), QStringLiteral("client.opened"),
        QStringLiteral("client.text"),   QStringLiteral("client.binary"),    QStringLiteral("client.pong"),
        QStringLiteral("client.bytes"),  QStringLiteral("client.response"),  QStringLiteral("client.event"),
        QStringLiteral("client.closed"), QStringLiteral("server.connected"), QStringLiteral("server.opened"),
        QStringLiteral("server.text"),   QStringLiteral("server.binary"),    QStringLiteral("server.pong"),
        QStringLiteral("server.bytes"),  QStringLiteral("server.request"),   QStringLiteral("server.closed")};
    return events;
}

/// There has to be a message to pass on, and it goes as it came.
void checkPassOn(JsonReader &reader, const ActionSpec &action)
{
    if (!action.on.endsWith(QLatin1StringView(".text")) && !action.on.endsWith(QLatin1StringView(".binary")))
        reader.fail("do", "\"pass-on\" goes with an event that brings a message: text or binary");
    if (!action.args.isEmpty())
        reader.fail("args", "are not for \"pass-on\"");
}

ActionSpec readAction(JsonReader reader)
{
    static const QStringList deeds = {
        QStringLiteral("send-text"), QStringLiteral("send-binary"), QStringLiteral("ping"),
        QStringLiteral("pong"),      QStringLiteral("close"),       QStringLiteral("send-bytes"),
        QStringLiteral("end"),       QStringLiteral("reset"),       QStringLiteral("cut"),
        QStringLiteral("edit"),      QStringLiteral("drop"),        QStringLiteral("double"),
        QStringLiteral("delay"),     QStringLiteral("swap"),        QStringLiteral("split"),
        QStringLiteral("glue"),      QStringLiteral("path"),        QStringLiteral("pass-on")};
    ActionSpec action;
    action.on = reader.requiredText("on");
    static const QRegularExpression elsewhere(QStringLiteral("^[1-9][0-9]{0,4}:"));
    reader.oneOf("on", QString(action.on).remove(elsewhere), eventNames());
    action.nth = reader.integer("nth", 1, 1'000'000).value_or(1);
    action.times = reader.integer("times", 0, 1'000'000).value_or(1);
    action.delayMs = reader.integer("delay_ms", 0, 60'000).value_or(0);
    action.count = reader.integer("count", 0, 10'000).value_or(1);
    action.everyMs = reader.integer("every_ms", 0, 60'000).value_or(0);
    action.who = reader.requiredText("who");
    reader.oneOf("who", action.who,
                 {QStringLiteral("client"), QStringLiteral("server"), QStringLiteral("wire")});
    action.what = reader.requiredText("do");
    static const QStringList engineDeeds = {QStringLiteral("send-frame"), QStringLiteral("deviate"),
                                            QStringLiteral("stop-reading"), QStringLiteral("read-on")};
    static const QStringList httpDeeds = {QStringLiteral("request"), QStringLiteral("respond"),
                                          QStringLiteral("feed"), QStringLiteral("publish")};
    reader.oneOf("do", action.what, deeds + engineDeeds + httpDeeds);
    action.args = reader.object("args");
    action.connection = static_cast<quint16>(reader.integer("connection", 1, 65535).value_or(0));
    if (reader.has("by_hand"))
        action.byHand = reader.flag("by_hand", false);
    if (action.what == QLatin1StringView("pass-on"))
        checkPassOn(reader, action);
    reader.finish();
    return action;
}

ExpectedUnit readExpected(JsonReader reader)
{
    ExpectedUnit unit;
    const QString who = reader.requiredText("who");
    reader.oneOf("who", who, {QStringLiteral("client"), QStringLiteral("server")});
    unit.who = who == QLatin1StringView("server") ? Direction::Server : Direction::Client;
    unit.what = reader.requiredText("what");
    reader.oneOf("what", unit.what,
                 {QStringLiteral("request"), QStringLiteral("response"), QStringLiteral("text"),
                  QStringLiteral("binary"), QStringLiteral("continuation"), QStringLiteral("ping"),
                  QStringLiteral("pong"), QStringLiteral("close"), QStringLiteral("reserved"),
                  QStringLiteral("unknown")});
    unit.status = reader.integer("status", 100, 999);
    unit.code = reader.integer("code", 0, 65535);
    unit.complete = reader.flag("complete", true);
    unit.connection = static_cast<quint16>(reader.integer("connection", 1, 65535).value_or(0));
    reader.finish();
    return unit;
}

bool hasConnection(const Scenario &scenario, quint16 id)
{
    const auto &all = scenario.connections;
    return std::any_of(all.begin(), all.end(), [id](const ConnectionSpec &spec) { return spec.id == id; });
}

/// `spec` comes after those that the scenario has already, so none waits for itself.
void checkAfter(JsonReader &reader, const Scenario &scenario, const ConnectionSpec &spec)
{
    if (spec.after.isEmpty())
        return;
    const qsizetype colon = spec.after.indexOf(QLatin1Char(':'));
    const QString event = spec.after.sliced(colon + 1);
    if (colon < 0 || event == QLatin1StringView("start") || !eventNames().contains(event) ||
        !hasConnection(scenario, spec.after.first(colon).toUShort()))
        reader.fail("after", "must be an event of a connection before this one, as \"1:client.opened\"");
    else if (spec.client.kind == QLatin1StringView("program") ||
             spec.client.kind == QLatin1StringView("browser"))
        reader.fail("after", "goes with a client that the lab starts");
}

} // namespace

std::optional<Scenario> readScenario(const QByteArray &json, QString *error)
{
    error->clear();
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parseError);
    if (parseError.error == QJsonParseError::NoError && !document.isObject()) {
        *error = QStringLiteral("the document must be an object");
        return std::nullopt;
    }
    if (!document.isObject()) {
        const auto line = json.first(std::min<qsizetype>(parseError.offset, json.size())).count('\n') + 1;
        *error = QStringLiteral("line %1: %2").arg(line).arg(parseError.errorString());
        return std::nullopt;
    }
    JsonReader reader(document.object(), {}, error);
    Scenario scenario;
    scenario.id = reader.requiredText("id");
    scenario.title = readLocalText(reader.inside("title", true));
    scenario.summary = readLocalText(reader.inside("summary", true));
    scenario.seed = static_cast<quint64>(reader.integer("seed", 0, 2'147'483'647).value_or(0));
    std::vector<quint16> absent; // repeated zero times
    for (JsonReader &connection : reader.objects("connections", true)) {
        const ConnectionSpec spec = readConnection(connection);
        const int count = connection.integer("repeat", 0, repeatLimit).value_or(1);
        if (count == 0) {
            absent.push_back(spec.id);
            connection.finish();
            continue;
        }
        if (hasConnection(scenario, spec.id))
            connection.fail("id", "is used twice");
        checkAfter(connection, scenario, spec);
        scenario.connections.push_back(spec);
        for (int i = 1; i < count; ++i) {
            ConnectionSpec next = spec;
            next.id = static_cast<quint16>(spec.id + i);
            next.after = QStringLiteral("%1:client.closed").arg(next.id - 1);
            if (hasConnection(scenario, next.id))
                connection.fail("repeat", "leads to an id that is used already");
            scenario.connections.push_back(next);
        }
        connection.finish();
    }
    if (reader.ok() && scenario.connections.empty())
        reader.fail("connections", "must hold one at least");
    for (JsonReader &action : reader.objects("actions")) {
        scenario.actions.push_back(readAction(action));
        const quint16 id = scenario.actions.back().connection;
        if (std::find(absent.begin(), absent.end(), id) != absent.end())
            scenario.actions.pop_back();
        else if (id != 0 && !hasConnection(scenario, id))
            action.fail("connection", "is not one of the scenario's");
    }
    for (JsonReader &expected : reader.objects("expect")) {
        scenario.expect.push_back(readExpected(expected));
        if (const quint16 id = scenario.expect.back().connection; id != 0 && !hasConnection(scenario, id))
            expected.fail("connection", "is not one of the scenario's");
    }
    if (reader.has("experiment"))
        scenario.experiment = readExperiment(reader.inside("experiment"));
    reader.finish();
    return reader.ok() ? std::optional(std::move(scenario)) : std::nullopt;
}

} // namespace core
