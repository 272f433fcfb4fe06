// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <span>

namespace core {

/// The states of one side of a connection (RFC 6455 §4.1, §7.1; the names are those of the WebSocket API).
enum class ConnectionState : quint8 { Connecting, Open, Closing, Closed };

/// What moves one side from state to state, seen from that side.
enum class ConnectionEvent : quint8 {
    HandshakeDone,   // client: the 101 passed its checks; server: the 101 has been sent (§4.1, §4.2.2)
    HandshakeFailed, // no WebSocket connection comes about (§4.1)
    CloseSent,       // §7.1.3
    CloseReceived,   // §7.1.3
    TcpEnded,        // §7.1.4
};

struct Transition
{
    ConnectionState from;
    ConnectionEvent event;
    ConnectionState to;
};

/// Every change of state there is. The state diagram is drawn from these rows too.
std::span<const Transition> transitions();

/// The state after `event`; the same state where the table has no row.
ConnectionState next(ConnectionState state, ConnectionEvent event);

/// connecting, open, closing, closed: the names of the command line's JSON.
const char *name(ConnectionState state);

} // namespace core
