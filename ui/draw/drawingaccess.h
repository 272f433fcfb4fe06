// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace ui {

class DrawingView;

/// Makes every target of a DrawingView an accessible object with name, value, description, place and state.
/// Once for the program; further calls do nothing.
void installDrawingAccess();

/// The targets of the view are others now, and the one selected may be another.
void tellDrawingChanged(DrawingView &view);

/// The view got the keyboard: its selected target has the focus.
void tellFocus(DrawingView &view);

} // namespace ui
