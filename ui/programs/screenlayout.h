// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/programs/readings.h"
#include "ui/draw/drawing.h"
#include "ui/text/steptext.h"

namespace ui {

/// What the screen of one client's program is drawn from.
struct ScreenInput
{
    core::ProgramKind kind = core::ProgramKind::Chat;
    const std::vector<core::ProgramMessage> &messages;
    std::size_t count;                   // of them that are there by now
    std::optional<std::size_t> selected; // message
    int player = 1;                      // this client's own number, from 1
    bool isActive = false;               // has the keyboard
    const Narrator &narrator;
    const Metrics &metrics;
    QSizeF room; // logical pixels
};

struct Screen
{
    Drawing drawing;
    std::vector<std::size_t> messages; // by target: which one it stands for
};

/// A chat's bubbles, a board or a chart. It knows what this client has sent and was given, nothing else.
Screen layoutScreen(const ScreenInput &input);

/// A message in words: “received: hello”.
QString messageText(const core::ProgramMessage &message, core::ProgramKind kind, const Narrator &narrator);
/// A number with the language's separators.
QString priceText(double price, Language language);

} // namespace ui
