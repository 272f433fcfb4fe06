// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options.h"

namespace app {

/// Each needs a QCoreApplication (render a QApplication) and returns the exit status that the README lists.
int recordCommand(const Options &options);
int explainCommand(const Options &options);
int decodeCommand(const Options &options);
int renderCommand(const Options &options);

/// A line for people, on standard error.
void complain(const QString &text);

} // namespace app
