// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/handshake.h"
#include "core/engine/outframe.h"
#include "core/record/unit.h"

#include <span>
#include <string_view>

namespace core {

/// One way to misbehave on purpose: a change to what an endpoint of ours is about to send.
struct Deviation
{
    /// What the frame rows may look at.
    struct Situation
    {
        Direction sender = Direction::Client;
    };

    using HeadChange = void (*)(HeadDraft &);
    using FrameChange = std::vector<OutFrame> (*)(OutFrame, const Situation &);

    std::string_view name;
    std::string_view rule;         // that it breaks first; empty where it breaks none
    std::optional<Direction> side; // whose it is, where not of both
    HeadChange head = nullptr;
    FrameChange frame = nullptr;
};

std::span<const Deviation> allDeviations();

/// The deviation of that name; null where there is none.
const Deviation *deviation(std::string_view name);

} // namespace core
