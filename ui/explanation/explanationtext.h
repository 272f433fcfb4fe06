// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/conversation.h"
#include "ui/text/steptext.h"

namespace ui {

class TextWriter;

/// Writes the explanation of a step and of the selected bits with `out`: what happens here, what the
/// field is, what its value means, why it is so, which rule it keeps or breaks, where it stands.
void writeExplanation(TextWriter &out, const core::Conversation &conversation, const core::Step &step,
                      core::BitSpan selected, const Narrator &narrator);

/// The word joiner put behind hyphens of header names so that they stay on one line; copies must not carry
/// it.
inline constexpr QChar wordJoiner(0x2060);

} // namespace ui
