// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/connectionstate.h"

namespace core {

namespace {

using enum ConnectionState;
using enum ConnectionEvent;

constexpr Transition table[] = {
    {Connecting, HandshakeDone, Open}, {Connecting, HandshakeFailed, Closed}, {Connecting, TcpEnded, Closed},
    {Open, CloseSent, Closing},        {Open, CloseReceived, Closing},        {Open, TcpEnded, Closed},
    {Closing, TcpEnded, Closed},
};

} // namespace

std::span<const Transition> transitions() { return table; }

ConnectionState next(ConnectionState state, ConnectionEvent event)
{
    for (const Transition &row : table)
        if (row.from == state && row.event == event)
            return row.to;
    return state;
}

const char *name(ConnectionState state)
{
    switch (state) {
    case Connecting:
        return "connecting";
    case Open:
        return "open";
    case Closing:
        return "closing";
    case Closed:
        return "closed";
    }
    return "";
}

} // namespace core
