// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/scenario.h"
#include "core/record/conversation.h"

namespace core {

/// Where a run did not end as its scenario says: the first unit that differs.
struct Difference
{
    int index = 0;    // among what the scenario expects of that connection, from 0
    QString expected; // as "server close 1000"; empty where nothing more was expected
    QString observed; // empty where nothing more came
};

/// With the units that are expected of this connection, or of the first where none name it. Of an experiment
/// it compares what happened in the end, on the connection that its mark names.
std::optional<Difference> compare(const Scenario &scenario, const Conversation &conversation);

/// The same for a whole recording: of its first connection and all that are named, or that of the mark.
/// Nothing where it has none.
std::optional<Difference> compare(const Scenario &scenario, const Recording &recording);

} // namespace core
