// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/deviation.h"
#include "core/lab/scenario.h"

namespace core {

/// The experiment "deviation-NAME": the engine misbehaves that way in a conversation where it shows, and ends
/// it in good order where nobody minds. The other side is an engine too; withPeer() puts another there.
/// Title, summary, question and ends are left open.
Scenario deviationExperiment(const Deviation &deviation);

/// One for each deviation of the table. `ends` is a JSON object NAME: {KIND: END} with an entry for each of
/// them; `error` says in English where it is not that.
std::optional<std::vector<Scenario>> deviationExperiments(const QByteArray &ends, QString *error);

} // namespace core
