// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace app {

/// Whether a window can be shown. To be asked before QApplication is made.
bool hasDisplay();

/// Makes QApplication draw into memory at `scale` pixels a logical pixel. To be called before it is made.
void useOffscreen(double scale);

/// Whether some font has Hangul. Needs QGuiApplication.
bool hasHangul();

} // namespace app
