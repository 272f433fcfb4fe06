// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/hold.h"
#include "core/lab/scenario.h"
#include "core/lab/unitedit.h"

namespace core {

/// A deed of the wire on one unit: the first that fits from then on is changed on its way, without being
/// held.
struct WireChange
{
    HoldCondition unit;
    Change change = Change::Dropped;
    UnitEdit edit;               // Edited
    int delayMs = 0;             // Delayed
    std::vector<quint32> splits; // Split
};

/// Reads an action of the wire: edit, drop, double, delay, swap, split, glue; docs/scenarios.md has the args.
/// Nothing where it is none of these, or an argument is wrong or not known.
std::optional<WireChange> readWireChange(const ActionSpec &action);

/// The conditions of an action "path"; nothing as above. `direction` is told apart.
std::optional<std::pair<Direction, PathConditions>> readPath(const ActionSpec &action);

} // namespace core
