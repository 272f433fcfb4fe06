// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/scenario.h"

namespace core {

/// The file that readScenario() reads as `scenario`: in the order of docs/scenarios.md, a connection, action
/// or expected unit a line, without what is so anyway.
QByteArray writeScenario(const Scenario &scenario);

} // namespace core
