// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/frame.h"

#include <string_view>

namespace core {

/// How an endpoint of ours takes what comes, where that is not what RFC 6455 asks.
struct Reception
{
    /// Which bytes of a read never reach the program.
    enum class Loses : quint8 { Nothing, AfterHead, AfterFrame };

    /// The rule that a data frame is said to break though it breaks none; empty: none. `content` is what it
    /// adds to the message, unmasked and inflated.
    using Objection = std::string_view (*)(Opcode message, ByteSpan content);

    std::string_view overlooks = {}; // rules of a response or a frame, with a space between: "RSP-05 RSP-06"
    Loses loses = Loses::Nothing;
    Objection objection = nullptr;
    int hangsUpFor = 0; // the close code with which it should fail the connection: it ends TCP instead

    bool doesOverlook(std::string_view rule) const { return overlooks.find(rule) != overlooks.npos; }
};

} // namespace core
