// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/conversation.h"

namespace soak {

/// Bytes of memory that are this process's alone and in use.
quint64 ownMemory();

/// What a recording and the index that reads it have to take, in bytes.
quint64 neededFor(const core::Recording &recording, const core::Conversation &conversation);

/// Whether the recording holds messages 0 to `count` - 1 of both sides, unharmed and in order, the same on
/// both legs, and the referee found nothing. Says what is not so.
bool isComplete(const core::Recording &recording, const core::Conversation &conversation, quint64 count);

} // namespace soak
