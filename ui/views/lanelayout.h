// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/conversation.h"
#include "ui/draw/drawing.h"
#include "ui/text/steptext.h"

namespace ui {

struct LaneInput
{
    const core::Conversation &conversation;
    quint32 unit = 0;
    core::BitSpan selected; // of that unit
    const Narrator &narrator;
    const Metrics &metrics;
    qreal width = 640; // the drawing is wider where its bytes need more
};

/// The same bytes of one direction three times, aligned: chunks as TCP moved them, frames, messages. The
/// stretch is the message of `unit` with all chunks that hold some of it. Widths grow with the logarithm of
/// the number of bytes. A target with bits stands for those of `unit`; one with a step for the first step of
/// another unit.
Drawing layoutLanes(const LaneInput &input);

} // namespace ui
