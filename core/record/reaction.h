// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/conversation.h"

namespace core {

/// What one side did about something: the first thing that it did afterwards, found in the recording.
struct Reaction
{
    enum class Kind : quint8 {
        Nothing, // it went on as if nothing had happened
        Message, // a data frame
        Pong,
        Close,
        Status, // of a response
        Fin,    // the end of TCP without a Close
        Rst,
    };

    Kind kind = Kind::Nothing;
    Direction who = Direction::Client;
    int code = 0;      // of a Close; 1005 where it has none
    int status = 0;    // of a response
    QByteArray reason; // of a Close
    std::optional<quint32> unit;
    std::optional<quint32> entry; // of the recording: the unit's first chunk, the FIN, the RST
    qint64 afterNs = 0;
};

/// What side `who` of a conversation over the sent leg did from `sinceNs` on (since the recording began).
///
/// What answers something else is no reaction: the Pong for another Ping, the same code back for a later
/// Close, the end of TCP after the other's later Close or end. Nor is the end of TCP after a Close of its
/// own: there the Close is.
Reaction reactionTo(const Conversation &conversation, Direction who, qint64 sinceNs);

/// The same from `unit` on. What follows it in the same read counts as later.
Reaction reactionTo(const Conversation &conversation, Direction who, quint32 unit);

/// The name in scenarios: nothing, message, pong, close, status, fin, rst.
const char *nameOf(Reaction::Kind kind);
std::optional<Reaction::Kind> reactionKindOf(const QString &name);

} // namespace core
