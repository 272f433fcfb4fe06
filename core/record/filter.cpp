// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/filter.h"

#include "core/protocol/frame.h"

#include <algorithm>

namespace core {

namespace {

bool holdsNumber(double value, auto compare, double against)
{
    using C = decltype(compare);
    switch (compare) {
    case C::Equal:
        return value == against;
    case C::NotEqual:
        return value != against;
    case C::Less:
        return value < against;
    case C::LessEqual:
        return value <= against;
    case C::Greater:
        return value > against;
    case C::GreaterEqual:
        return value >= against;
    }
    return false;
}

/// The code of a Close frame that has one.
std::optional<int> closeCode(const Conversation &conversation, quint32 unit)
{
    const Unit &frame = conversation.units()[unit];
    if (!frame.isFrame() || frame.opcode() != static_cast<quint8>(Opcode::Close) || frame.payloadLength < 2)
        return std::nullopt;
    const QByteArray payload = unmaskedPayload(conversation.index(), unit);
    if (payload.size() < 2)
        return std::nullopt;
    return static_cast<int>(bitsValue(spanOf(payload), {0, 16}));
}

QString messageText(const Conversation &conversation, quint32 unit, qsizetype limit)
{
    const Unit &frame = conversation.units()[unit];
    if (conversation.endsCompressed(unit))
        return QString::fromUtf8(conversation.contentOf(messageUpTo(conversation.index(), unit)).left(limit));
    const QByteArray bytes =
        conversation.index().bytes(unit, frame.headerLength + static_cast<quint64>(limit));
    const auto header = readFrameHeader(spanOf(bytes));
    if (!header)
        return {};
    QByteArray payload = bytes.mid(header->size);
    if (header->masked)
        payload = applyMask(spanOf(payload), header->key);
    if (frame.opcode() == static_cast<quint8>(Opcode::Close))
        payload.remove(0, 2);
    return QString::fromUtf8(payload);
}

} // namespace

QString unitText(const Conversation &conversation, quint32 unit, qsizetype limit)
{
    const Unit &asked = conversation.units()[unit];
    if (asked.isHttp())
        return QString::fromLatin1(conversation.index().bytes(
            unit, std::min<quint64>(asked.headerLength, static_cast<quint64>(limit))));
    return asked.isFrame() ? messageText(conversation, unit, limit) : QString();
}

bool Filter::matches(const Conversation &conversation, quint32 unit) const
{
    return m_nodes.empty() || holds(m_nodes.back(), conversation, unit);
}

bool Filter::holds(const Node &node, const Conversation &conversation, quint32 unit) const
{
    const Unit &asked = conversation.units()[unit];
    switch (node.kind) {
    case Kind::And:
        return holds(m_nodes[node.left], conversation, unit) &&
               holds(m_nodes[node.right], conversation, unit);
    case Kind::Or:
        return holds(m_nodes[node.left], conversation, unit) ||
               holds(m_nodes[node.right], conversation, unit);
    case Kind::Not:
        return !holds(m_nodes[node.left], conversation, unit);
    case Kind::Text:
        return unitText(conversation, unit).contains(node.text, Qt::CaseInsensitive);
    case Kind::Pattern:
        return node.pattern.match(unitText(conversation, unit)).hasMatch();
    case Kind::Hex:
        return conversation.index().bytes(unit).contains(node.bytes);
    case Kind::UnitKind:
        return asked.kind == static_cast<core::UnitKind>(node.value);
    case Kind::Opcode:
        return asked.isFrame() && asked.opcode() == node.value;
    case Kind::From:
        return asked.direction == static_cast<Direction>(node.value);
    case Kind::Flag:
        if (!asked.isFrame())
            return false;
        if (node.value >> 8 == 0x100) { // MASK is in the second byte
            const QByteArray start = conversation.index().bytes(unit, 2);
            return start.size() == 2 && ((start[1] & 0x80) != 0) == ((node.value & 1) != 0);
        }
        return ((asked.detail & (node.value >> 8)) != 0) == ((node.value & 1) != 0);
    case Kind::Number:
        switch (node.number) {
        case Number::Size:
            return holdsNumber(static_cast<double>(asked.payloadLength), node.compare, node.against);
        case Number::Wire:
            return holdsNumber(static_cast<double>(asked.announced()), node.compare, node.against);
        case Number::Time: {
            const quint32 entry = conversation.index().firstEntry(unit);
            return holdsNumber(static_cast<double>(conversation.recording().entries()[entry].timeNs) / 1e9,
                               node.compare, node.against);
        }
        case Number::Code: {
            const auto code = closeCode(conversation, unit);
            return code && holdsNumber(*code, node.compare, node.against);
        }
        case Number::Index:
            return holdsNumber(unit, node.compare, node.against);
        }
        return false;
    case Kind::Finding: {
        const std::vector<const core::Finding *> findings = conversation.findingsOf(unit);
        return std::any_of(findings.begin(), findings.end(), [&](const core::Finding *finding) {
            return node.text.isEmpty() ||
                   node.text.compare(QLatin1StringView(finding->check.rule->id), Qt::CaseInsensitive) == 0;
        });
    }
    }
    return false;
}

} // namespace core
