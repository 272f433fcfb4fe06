// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/messages.h"

#include "core/protocol/frame.h"

#include <algorithm>
#include <array>
#include <optional>

namespace core {

namespace {

bool startsMessage(const Unit &unit)
{
    return unit.isFrame() && (is(unit.opcode(), Opcode::Text) || is(unit.opcode(), Opcode::Binary));
}

bool continuesMessage(const Unit &unit)
{
    return unit.isFrame() && unit.headerLength >= 1 && is(unit.opcode(), Opcode::Continuation);
}

} // namespace

std::vector<Message> assembleMessages(const UnitIndex &index)
{
    std::vector<Message> messages;
    std::array<std::optional<std::size_t>, 2> open;
    for (quint32 i = 0; i < index.units().size(); ++i) {
        const Unit &unit = index.units()[i];
        auto &current = open[static_cast<std::size_t>(unit.direction)];
        if (startsMessage(unit)) {
            current = messages.size();
            messages.push_back({unit.direction, unit.opcode(), {}, false});
        } else if (!continuesMessage(unit)) {
            continue;
        }
        if (!current)
            continue;
        Message &message = messages[*current];
        message.units.push_back(i);
        if (unit.fin()) {
            message.complete = unit.complete;
            current.reset();
        }
    }
    return messages;
}

Message messageUpTo(const UnitIndex &index, quint32 frame)
{
    const FrameLink &link = index.link(frame);
    Message message;
    message.direction = index.units()[frame].direction;
    if (link.message == FrameLink::none)
        return message;
    message.opcode = index.units()[link.message].opcode();
    message.complete = index.units()[frame].fin() && index.units()[frame].complete;
    for (quint32 unit = frame; unit != link.message; unit = index.link(unit).previous)
        message.units.push_back(unit);
    message.units.push_back(link.message);
    std::reverse(message.units.begin(), message.units.end());
    return message;
}

bool isMessageOpenBefore(const UnitIndex &index, quint32 frame)
{
    const quint32 previous = index.link(frame).previous;
    return previous != FrameLink::none && !index.units()[previous].fin() &&
           index.link(previous).message != FrameLink::none;
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

} // namespace core
