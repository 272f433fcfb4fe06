// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/scenario.h"
#include "core/record/conversation.h"

namespace core {

/// Where a run did not end as its scenario says: the first unit that differs.
struct Difference
{
    int index = 0;    // in the scenario's list, from 0
    QString expected; // as "server close 1000"; empty where nothing more was expected
    QString observed; // empty where nothing more came
};

/// Of an experiment it compares what happened in the end, on the connection that its mark names.
std::optional<Difference> compare(const Scenario &scenario, const Conversation &conversation);

/// The same for a whole recording: of its first connection, or that of the mark. Nothing where it has none.
std::optional<Difference> compare(const Scenario &scenario, const Recording &recording);

} // namespace core
