// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/messages.h"

#include "core/protocol/frame.h"

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
    Message message;
    message.direction = index.units()[frame].direction;
    if (!startsMessage(index.units()[frame]) && !continuesMessage(index.units()[frame]))
        return message;
    for (quint32 i = frame + 1; i-- > 0;) {
        const Unit &unit = index.units()[i];
        if (unit.direction != message.direction || (!startsMessage(unit) && !continuesMessage(unit)))
            continue;
        if (i != frame && unit.fin())
            break; // the message before this one
        message.units.insert(message.units.begin(), i);
        if (startsMessage(unit)) {
            message.opcode = unit.opcode();
            message.complete = index.units()[frame].fin() && index.units()[frame].complete;
            return message;
        }
    }
    message.units.clear();
    return message;
}

bool isMessageOpenBefore(const UnitIndex &index, quint32 frame)
{
    for (quint32 i = frame; i-- > 0;) {
        const Unit &unit = index.units()[i];
        if (unit.direction != index.units()[frame].direction || (!startsMessage(unit) && !continuesMessage(unit)))
            continue;
        return !unit.fin() && (startsMessage(unit) || !messageUpTo(index, i).units.empty());
    }
    return false;
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
