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

} // namespace

std::optional<Difference> compare(const Scenario &scenario, const Conversation &conversation)
{
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

} // namespace core
