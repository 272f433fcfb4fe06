// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options.h"

namespace app {

/// Framescope's engine as a peer for conformance suites and for trying things out. Needs a QCoreApplication,
/// returns the exit status. A server stops on SIGINT and SIGTERM.
int endpointCommand(const Options &options);

} // namespace app
