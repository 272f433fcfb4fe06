// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/reaction.h"

namespace core {

/// What came of a change on the wire, found in the recording.
struct Consequence
{
    EditedBytes bytes;
    /// Ids of rules that what was delivered breaks and what was sent does not.
    std::vector<std::string_view> rules;
    Reaction reaction; // of the receiver
};

/// `edit` is an entry of the recording. Both conversations read the same connection, one each leg.
Consequence consequenceOf(const Conversation &sent, const Conversation &delivered, const Entry &edit);

} // namespace core
