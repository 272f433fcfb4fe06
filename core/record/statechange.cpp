// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/statechange.h"

#include "core/record/search.h"

#include <algorithm>

namespace core {

namespace {

ConnectionState stateOf(const Turn &turn, Direction side)
{
    return side == Direction::Client ? turn.client : turn.server;
}

ConnectionEvent eventOf(const Conversation &conversation, const Turn &turn, Direction side,
                        ConnectionState from)
{
    switch (turn.kind) {
    case TurnKind::TcpFin:
    case TurnKind::TcpRst:
    case TurnKind::TcpCut:
    case TurnKind::TcpClosed:
        return ConnectionEvent::TcpEnded;
    case TurnKind::Frame:
        return conversation.units()[turn.source].direction == side ? ConnectionEvent::CloseSent
                                                                   : ConnectionEvent::CloseReceived;
    default:
        return from == ConnectionState::Connecting && stateOf(turn, side) == ConnectionState::Open
                   ? ConnectionEvent::HandshakeDone
                   : ConnectionEvent::HandshakeFailed;
    }
}

} // namespace

std::vector<StateChange> stateChanges(const Conversation &conversation, Direction side, int step)
{
    std::vector<StateChange> changes;
    if (step < 1 || step > conversation.stepCount())
        return changes;
    const TurnList &turns = conversation.turns();
    const auto last = std::min(conversation.turnOf(step) + 1, turns.size());
    // A state never comes back, so that each is found by halves.
    ConnectionState state = ConnectionState::Connecting;
    const Step now = conversation.step(step);
    const ConnectionState current = side == Direction::Client ? now.client : now.server;
    while (state < current) {
        const std::size_t found =
            firstWithout(last, [&](std::size_t at) { return stateOf(turns[at], side) <= state; });
        if (found == last)
            break;
        const Turn turn = turns[found];
        const ConnectionState to = stateOf(turn, side);
        changes.push_back(
            {state, eventOf(conversation, turn, side, state), to, static_cast<int>(turn.firstStep)});
        state = to;
    }
    return changes;
}

} // namespace core
