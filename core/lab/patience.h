// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/hold.h"
#include "core/lab/scenario.h"

namespace core {

/// Who waits while a unit is held, and how long. The ends live on: their clocks run.
struct Patience
{
    enum class Limit : quint8 {
        None,    // it waits without one
        Known,   // `ms`
        Unknown, // a program that is not ours decides
    };

    Direction who = Direction::Client;
    Limit limit = Limit::None;
    qint64 ms = 0;

    bool operator==(const Patience &) const = default;
};

/// Nothing where nobody waits for it. What Framescope's engine does is its policy; Qt's WebSockets (6.4) give
/// a handshake ten seconds and half a frame five, and wait for no Pong and no Close.
std::optional<Patience> patienceFor(const HeldUnit &unit, const ConnectionSpec &ends);

} // namespace core
