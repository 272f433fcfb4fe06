// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/conversation.h"
#include "ui/draw/drawing.h"
#include "ui/text/steptext.h"

namespace ui {

struct StateInput
{
    const core::Conversation &conversation;
    int step = 0;
    const Narrator &narrator;
    const Metrics &metrics;
    qreal width = 480;
};

/// The states of both sides with every change that the engine's table has (RFC 6455 §4.1, §7.1). Where each
/// side is now is filled, the way it came is ink, the last change is marked; each change that has happened
/// leads to its step.
Drawing layoutStates(const StateInput &input);

} // namespace ui
