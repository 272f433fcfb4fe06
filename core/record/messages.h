// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/unitindex.h"

namespace core {

/// A data message: one frame, or a first fragment and its continuations (RFC 6455 §5.4).
struct Message
{
    Direction direction = Direction::Client;
    quint8 opcode = 0; // 1 or 2
    std::vector<quint32> units;
    bool complete = false;
};

/// All messages in the order of their first frames. A new start while one is open ends the open one
/// incomplete.
std::vector<Message> assembleMessages(const UnitIndex &index);

/// The message that unit `frame` belongs to, up to and with that frame; no units where it belongs to none.
Message messageUpTo(const UnitIndex &index, quint32 frame);

/// Whether a fragmented message of its direction is unfinished when frame `frame` begins (RFC 6455 §5.4).
bool isMessageOpenBefore(const UnitIndex &index, quint32 frame);

/// The payload of one frame as far as it is present, unmasked.
QByteArray unmaskedPayload(const UnitIndex &index, quint32 frame);

/// The payloads of the message joined and unmasked.
QByteArray payloadOf(const UnitIndex &index, const Message &message);

} // namespace core
