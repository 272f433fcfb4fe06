// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/expectation.h"

#include "core/lab/hold.h"

#include "core/protocol/frame.h"
#include "core/record/messages.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace core {

namespace {

QString sideName(Direction direction)
{
    return direction == Direction::Client ? QStringLiteral("client") : QStringLiteral("server");
}

QString describe(Direction who, const QString &what, std::optional<int> number, bool complete)
{
    QString text = sideName(who) + QLatin1Char(' ') + what;
    if (number)
        text += QLatin1Char(' ') + QString::number(*number);
    return complete ? text : text + QStringLiteral(" cut");
}

std::optional<int> numberOf(const Conversation &conversation, quint32 unit, const ExpectedUnit *like)
{
    if (like != nullptr && like->status && conversation.units()[unit].kind == UnitKind::Response)
        return conversation.index().head(unit).status();
    if (like != nullptr && like->code && conversation.units()[unit].isFrame()) {
        const QByteArray payload = unmaskedPayload(conversation.index(), unit);
        return payload.size() < 2 ? 0 : static_cast<int>(bitsValue(spanOf(payload), {0, 16}));
    }
    return std::nullopt;
}

QString describe(const ExperimentEnd &end)
{
    const std::optional<int> &number = end.what == Reaction::Kind::Close ? end.code : end.status;
    return describe(end.who, QString::fromLatin1(nameOf(end.what)), number, true);
}

// A number that is not expected is not shown: it would look like the difference.
QString describe(const Reaction &reaction, const ExperimentEnd &like)
{
    ExperimentEnd seen{reaction.kind, reaction.who, std::nullopt, std::nullopt};
    if (reaction.kind == Reaction::Kind::Close && (like.code || like.what != reaction.kind))
        seen.code = reaction.code;
    if (reaction.kind == Reaction::Kind::Status && (like.status || like.what != reaction.kind))
        seen.status = reaction.status;
    return describe(seen);
}

std::optional<Difference> compareEnd(const Scenario &scenario, const Conversation &conversation)
{
    const ExperimentEnd *const end = endOf(scenario);
    if (end == nullptr)
        return std::nullopt;
    const auto outcome = outcomeOf(*scenario.experiment, *end, conversation);
    if (outcome && end->fits(*outcome))
        return std::nullopt;
    return Difference{0, describe(*end), outcome ? describe(*outcome, *end) : QString()};
}

std::vector<ExpectedUnit> expectedOf(const Scenario &scenario, quint16 connection)
{
    const auto isNamed = [connection](const ExpectedUnit &unit) { return unit.connection == connection; };
    std::vector<ExpectedUnit> units;
    const bool isAny = std::any_of(scenario.expect.begin(), scenario.expect.end(), isNamed);
    std::copy_if(scenario.expect.begin(), scenario.expect.end(), std::back_inserter(units),
                 [&](const ExpectedUnit &unit) { return isAny ? isNamed(unit) : unit.connection == 0; });
    return units;
}

std::optional<Difference> compareOne(const Scenario &scenario, const Recording &recording, quint16 connection)
{
    if (recording.connection(connection) == nullptr)
        return Difference{0, QStringLiteral("connection %1").arg(connection), {}};
    Conversation conversation(recording, connection);
    conversation.finish();
    return compare(scenario, conversation);
}

} // namespace

std::optional<Difference> compare(const Scenario &scenario, const Conversation &conversation)
{
    if (scenario.experiment && scenario.expect.empty())
        return compareEnd(scenario, conversation);
    const std::vector<ExpectedUnit> expect = expectedOf(scenario, conversation.connection().id);
    const std::size_t count = std::max(expect.size(), conversation.units().size());
    for (std::size_t i = 0; i < count; ++i) {
        const ExpectedUnit *const wanted = i < expect.size() ? &expect[i] : nullptr;
        QString expected;
        QString observed;
        if (wanted != nullptr)
            expected = describe(wanted->who, wanted->what, wanted->status ? wanted->status : wanted->code,
                                wanted->complete);
        if (i < conversation.units().size()) {
            const Unit &unit = conversation.units()[i];
            const bool complete = unit.complete || unit.kind == UnitKind::Unknown;
            observed = describe(unit.direction, nameOf(unit.kind, unit.opcode()),
                                numberOf(conversation, static_cast<quint32>(i), wanted), complete);
        }
        if (expected != observed)
            return Difference{static_cast<int>(i), expected, observed};
    }
    return std::nullopt;
}

std::optional<Difference> compare(const Scenario &scenario, const Recording &recording)
{
    if (recording.connections().empty())
        return std::nullopt;
    if (scenario.experiment)
        return compareOne(scenario, recording, scenario.experiment->mark.connection);
    std::set<quint16> named;
    for (const ExpectedUnit &unit : scenario.expect)
        named.insert(unit.connection);
    const quint16 first = recording.connections().front().id;
    named.erase(0);
    named.erase(first);
    auto difference = compareOne(scenario, recording, first);
    for (auto id = named.begin(); !difference && id != named.end(); ++id) {
        difference = compareOne(scenario, recording, *id);
        // Beside the first one it has to be said which.
        if (difference && recording.connection(*id) != nullptr)
            for (QString *text : {&difference->expected, &difference->observed})
                if (!text->isEmpty())
                    text->prepend(QStringLiteral("%1: ").arg(*id));
    }
    return difference;
}

} // namespace core
