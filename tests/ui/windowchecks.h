// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow.h"

bool hasHangul(const QString &text);

/// Fails the running test where, at any step, something that the window shows is clipped, lacks a glyph or a
/// translation, or is in the other language. What was said on the wire (in “…”) may be in any.
void checkEveryStep(ui::MainWindow &window);
