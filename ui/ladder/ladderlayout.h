// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/hold.h"
#include "core/record/conversation.h"
#include "ui/draw/drawing.h"
#include "ui/text/steptext.h"

namespace ui {

struct LadderDrawing
{
    Drawing drawing;
    QRectF current; // of the turn that the step belongs to
};

/// The turns around a step that are drawn: a long conversation has more than anybody reads, and the same work
/// is done while it grows. The same for neighbouring steps, so that the ladder does not creep under a click.
struct LadderPart
{
    std::size_t from = 0;
    std::size_t to = 0;

    bool operator==(const LadderPart &) const = default;
};
LadderPart ladderPart(const core::Conversation &conversation, int step);

/// The conversation as a sequence diagram: life lines, an arrow a unit, states as pills. What is to come
/// after `step` is faint; what is held on the wire has come half the way. Of a long one the part
/// around `step`.
LadderDrawing layoutLadder(const core::Conversation &conversation, int step, const Narrator &narrator,
                           const Metrics &metrics, qreal width, const QVector<core::HeldUnit> &held = {});

/// The heads of the two life lines, to stand above the ladder while it scrolls.
Drawing layoutLadderHeads(const Narrator &narrator, const Metrics &metrics, qreal width);

} // namespace ui
