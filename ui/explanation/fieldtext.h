// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/drawingview.h"
#include "ui/text/steptext.h"

namespace ui {

/// What the smallest field around `bits` of a unit is called, what it holds and means, and what it breaks;
/// for tool tips and assistive technology.
TargetText fieldText(const Narrator &narrator, const core::Conversation &conversation, quint32 unit,
                     core::BitSpan bits);

} // namespace ui
