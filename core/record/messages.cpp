// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/messages.h"

#include "core/protocol/frame.h"

#include <algorithm>
#include <array>

namespace core {

std::vector<Message> assembleMessages(const UnitIndex &index)
{
    std::vector<Message> messages;
    std::array<std::size_t, 2> open{}; // the message of each direction that was begun last
    for (quint32 i = 0; i < index.units().size(); ++i) {
        const Unit &unit = index.units()[i];
        if (unit.message == Unit::none)
            continue;
        auto &current = open[static_cast<std::size_t>(unit.direction)];
        if (unit.message == i) {
            current = messages.size();
            messages.push_back({unit.direction, unit.opcode(), {}, false});
        }
        Message &message = messages[current];
        message.units.push_back(i);
        message.complete = unit.fin() && unit.complete;
    }
    return messages;
}

Message messageUpTo(const UnitIndex &index, quint32 frame)
{
    const Unit &last = index.units()[frame];
    Message message;
    message.direction = last.direction;
    if (last.message == Unit::none)
        return message;
    message.opcode = index.units()[last.message].opcode();
    message.complete = last.fin() && last.complete;
    for (quint32 i = last.message; i <= frame; ++i)
        if (index.units()[i].message == last.message)
            message.units.push_back(i);
    return message;
}

QByteArray unmaskedPayload(const UnitIndex &index, quint32 frame)
{
    const QByteArray bytes = index.bytes(frame);
    const auto header = readFrameHeader(spanOf(bytes));
    if (!header)
        return {};
    const QByteArray payload = bytes.mid(header->size);
    return header->masked ? applyMask(spanOf(payload), header->key) : payload;
}

QByteArray payloadOf(const UnitIndex &index, const Message &message)
{
    QByteArray all;
    for (const quint32 unit : message.units)
        all += unmaskedPayload(index, unit);
    return all;
}

QByteArray MessageReader::content(const UnitIndex &index, const Message &message, Inflater::Options options,
                                  quint64 limit)
{
    if (message.units == m_lastUnits)
        return m_lastContent;
    if (!m_inflater || message.units.front() < m_next) {
        m_inflater.emplace(options);
        m_next = 0;
    }
    catchUp(index, message);
    QByteArray all;
    const auto take = [&](ByteSpan piece) {
        const quint64 fits = std::min<quint64>(piece.size(), limit - static_cast<quint64>(all.size()));
        all.append(reinterpret_cast<const char *>(piece.data()), static_cast<qsizetype>(fits));
        return fits == piece.size();
    };
    m_inflater->feed(spanOf(payloadOf(index, message)), take);
    if (index.units()[message.units.back()].fin())
        m_inflater->endMessage(take);
    m_next = message.units.back() + 1;
    m_lastUnits = message.units;
    m_lastContent = all;
    return all;
}

/// Reads the compressed messages between the last one that was read and this one.
void MessageReader::catchUp(const UnitIndex &index, const Message &message)
{
    const auto skip = [](ByteSpan) { return true; };
    for (quint32 i = m_next; i < message.units.front(); ++i) {
        const Unit &unit = index.units()[i];
        if (unit.direction != message.direction || unit.message == Unit::none ||
            !index.units()[unit.message].rsv1())
            continue;
        m_inflater->feed(spanOf(unmaskedPayload(index, i)), skip);
        if (unit.fin())
            m_inflater->endMessage(skip);
    }
}

} // namespace core
