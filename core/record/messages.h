// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/inflater.h"
#include "core/record/unitindex.h"

#include <optional>

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

/// The payload of one frame as far as it is present, unmasked.
QByteArray unmaskedPayload(const UnitIndex &index, quint32 frame);

/// The payloads of the message joined and unmasked, not inflated.
QByteArray payloadOf(const UnitIndex &index, const Message &message);

/// Inflates the messages of one direction, in any order. Where a message refers back to earlier ones all of
/// these are read again first, but for those that have just been read: forward is quick.
class MessageReader
{
public:
    /// What inflates of `message`, at most `limit` bytes.
    QByteArray content(const UnitIndex &index, const Message &message, Inflater::Options options,
                       quint64 limit);

private:
    void catchUp(const UnitIndex &index, const Message &message);

    std::optional<Inflater> m_inflater;
    quint32 m_next = 0; // units before this one have been read
    std::vector<quint32> m_lastUnits;
    QByteArray m_lastContent;
};

} // namespace core
