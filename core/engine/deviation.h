// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/handshake.h"
#include "core/engine/outframe.h"
#include "core/engine/reception.h"
#include "core/record/unit.h"

#include <span>
#include <string_view>

namespace core {

/// One way to misbehave on purpose: a change to what an endpoint of ours is about to send, or to how it takes
/// what comes.
struct Deviation
{
    /// What the frame rows may look at.
    struct Situation
    {
        Direction sender = Direction::Client;
        bool isInsideMessage = false; // a message of the other side has begun and is not finished
    };

    using HeadChange = void (*)(HeadDraft &);
    using FrameChange = std::vector<OutFrame> (*)(OutFrame, const Situation &);

    std::string_view name;
    std::string_view rule;         // that it breaks first; empty where it breaks none by itself
    std::optional<Direction> side; // whose it is, where not of both
    HeadChange head = nullptr;
    FrameChange frame = nullptr;
    Reception reception = {};

    bool isOf(Direction direction) const { return side.value_or(direction) == direction; }
};

/// Those that change what is sent, then those that change how it is taken.
std::span<const Deviation> allDeviations();
std::span<const Deviation> sendingDeviations();
std::span<const Deviation> receivingDeviations();

/// The deviation of that name; null where there is none.
const Deviation *deviation(std::string_view name);

} // namespace core
