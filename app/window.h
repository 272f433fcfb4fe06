// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options.h"

namespace app {

/// Opens the window and stays until it is closed. Needs a QApplication.
int windowCommand(const Options &options);

} // namespace app
