// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/library.h"
#include "core/lab/labcontrol.h"

#include <functional>
#include <memory>

namespace app {

struct RunResult
{
    std::unique_ptr<core::Recording> recording;
    core::RunEnd end;
};

/// Called with everything as it arrives, in order.
struct RunSink
{
    std::function<void(const core::ConnectionInfo &)> connection = [](const core::ConnectionInfo &) {};
    std::function<void(const core::WireRecord &)> record = [](const core::WireRecord &) {};
    int limitMs = 0; // the run is stopped then; 0: it takes the time it takes
    std::function<void(const QString &url)> awaited = [](const QString &) {}; // a client, there
};

/// Runs a scenario to its end in an event loop of its own.
RunResult runScenario(const core::Scenario &scenario, const core::RunOptions &options,
                      const RunSink &sink = {});

} // namespace app
