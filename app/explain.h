// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/conversation.h"
#include "ui/text/steptext.h"

namespace app {

/// The annotated conversation for a terminal: every unit with its bytes, fields, checks and findings.
QString explain(const core::Conversation &conversation, const ui::Narrator &narrator);

} // namespace app
