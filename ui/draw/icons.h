// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>

namespace ui {

enum class Glyph : quint8 { Run, First, Previous, Play, Pause, Next, Last, Chevron, Sun, Moon };

/// One simple set, drawn as paths, sharp at any scale up to 400 %.
QIcon icon(Glyph glyph, const QColor &colour);

} // namespace ui
