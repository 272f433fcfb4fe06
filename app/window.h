// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/library.h"
#include "app/options.h"
#include "app/progress.h"
#include "ui/mainwindow.h"

namespace app {

/// Opens the window and stays until it is closed. Needs a QApplication.
int windowCommand(const Options &options);

/// The lessons of the program and of the user's own folder. Without `progress` nothing is gone on with.
ui::Course courseOf(const Library &library, const ProgressFile *progress);

/// Where no font has Hangul: says what to install, on standard error and in the window. In both languages,
/// since the Korean one is not legible then.
void sayMissingHangul(const ui::Catalogue &catalogue, ui::MainWindow &window);

} // namespace app
