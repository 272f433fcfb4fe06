// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/conversation.h"
#include "ui/draw/theme.h"
#include "ui/text/steptext.h"

#include <QTextDocument>

namespace ui {

/// Writes the explanation of a step and of the selected bits into a document: what happens here, what the
/// field is, what its value means, why it is so, which rule it keeps or breaks, where it stands.
void writeExplanation(QTextDocument &document, const core::Conversation &conversation, const core::Step &step,
                      core::BitSpan selected, const Narrator &narrator, const Theme &theme);

/// The word joiner put behind hyphens of header names so that they stay on one line; copies must not carry
/// it.
inline constexpr QChar wordJoiner(0x2060);

} // namespace ui
