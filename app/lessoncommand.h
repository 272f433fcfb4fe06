// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/library.h"
#include "app/options.h"

namespace app {

/// lesson check FILE…
int lessonCommand(const Options &options);

/// export lesson ID --to pdf|html. Needs a QApplication: text is laid out.
int exportCommand(const Options &options);

/// Runs the traffic of a lesson with real sockets; what its recordings show against what it promises, a line
/// each.
QStringList brokenPromises(const core::Lesson &lesson, std::optional<quint64> seed, const Library &library);

} // namespace app
