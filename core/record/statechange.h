// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/conversation.h"

namespace core {

/// How one side came into a state.
struct StateChange
{
    ConnectionState from = ConnectionState::Connecting;
    ConnectionEvent event = ConnectionEvent::HandshakeDone;
    ConnectionState to = ConnectionState::Open;
    int step = 1; // the first one of the turn that brought it about
};

/// The changes of a side's state up to and with `step`, in order.
std::vector<StateChange> stateChanges(const Conversation &conversation, Direction side, int step);

} // namespace core
