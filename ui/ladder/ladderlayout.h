// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/conversation.h"
#include "ui/draw/drawing.h"
#include "ui/text/steptext.h"

namespace ui {

struct LadderDrawing
{
    Drawing drawing;
    QRectF current; // of the turn that the step belongs to
};

/// The conversation as a sequence diagram: life lines, an arrow a unit, states as pills. What is to come
/// after `step` is faint.
LadderDrawing layoutLadder(const core::Conversation &conversation, int step, const Narrator &narrator,
                           const Metrics &metrics, qreal width);

/// The heads of the two life lines, to stand above the ladder while it scrolls.
Drawing layoutLadderHeads(const Narrator &narrator, const Metrics &metrics, qreal width);

} // namespace ui
