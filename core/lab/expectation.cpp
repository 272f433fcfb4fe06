// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/expectation.h"

#include "core/lab/hold.h"

#include "core/protocol/frame.h"
#include "core/record/messages.h"

#include <algorithm>

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

} // namespace

std::optional<Difference> compare(const Scenario &scenario, const Conversation &conversation)
{
    if (scenario.experiment && scenario.expect.empty())
        return compareEnd(scenario, conversation);
    const std::size_t count = std::max(scenario.expect.size(), conversation.units().size());
    for (std::size_t i = 0; i < count; ++i) {
        const ExpectedUnit *const wanted = i < scenario.expect.size() ? &scenario.expect[i] : nullptr;
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
    const quint16 wanted =
        scenario.experiment ? scenario.experiment->mark.connection : recording.connections().front().id;
    if (recording.connection(wanted) == nullptr)
        return Difference{0, QStringLiteral("connection %1").arg(wanted), {}};
    Conversation conversation(recording, wanted);
    conversation.finish();
    return compare(scenario, conversation);
}

} // namespace core
