// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/hold.h"
#include "core/record/conversations.h"
#include "ui/draw/drawing.h"
#include "ui/text/steptext.h"

namespace ui {

struct LadderDrawing
{
    Drawing drawing;
    QRectF current; // of the turn that the step belongs to
};

/// What a ladder shows.
struct LadderInput
{
    const core::Conversations &conversations;
    int number = 0; // of the current step, among those of all connections
    const Narrator &narrator;
    const Metrics &metrics;
    qreal width = 300;
    const QVector<core::HeldUnit> &held;
    std::optional<std::size_t> only = {}; // the connection shown alone; else all
    bool byTime = false; // heights and slopes say how long things took; else all rows are alike
};

/// A wait as long as that is folded into a line that names it.
inline constexpr qint64 foldedWaitNs = 200'000'000;
inline constexpr qint64 foldedWaitByTimeNs = 1'000'000; // what is longer would leave nothing to see

/// The turns that are drawn, by their order in what is shown: a long conversation has more than anybody
/// reads, and the same work is done while it grows. The same for neighbouring steps, so that the ladder does
/// not creep under a click.
struct LadderPart
{
    std::size_t from = 0;
    std::size_t to = 0;
    std::size_t all = 0; // turns there are

    bool operator==(const LadderPart &) const = default;
};
LadderPart ladderPart(const LadderInput &input);

/// The conversation as a sequence diagram: life lines, an arrow a unit, states as pills. What is to come
/// after the current step is faint; what is held on the wire has come half the way. Several connections stand
/// in the order in which things happened, each client with a line and a number of its own. Of a long
/// recording the part around the step. Long waits are folded.
LadderDrawing layoutLadder(const LadderInput &input);

/// The heads of the life lines, to stand above the ladder while it scrolls.
Drawing layoutLadderHeads(const LadderInput &input);

} // namespace ui
