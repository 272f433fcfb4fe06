// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace ui {

/// Page Up, Page Down, Home and End scroll `view` while it has the keyboard; else they are the window's,
/// which steps with them.
void keepPageKeys(QWidget *view);

} // namespace ui
