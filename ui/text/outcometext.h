// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/scenario.h"
#include "ui/text/steptext.h"

namespace ui {

/// What happens, in a few words: "the server closes with code 1002".
QString endText(const Narrator &narrator, const core::ExperimentEnd &end);
QString reactionText(const Narrator &narrator, const core::Reaction &reaction);

/// What should have happened and what did, in one line.
QString outcomeText(const Narrator &narrator, const core::Scenario &experiment,
                    const core::Recording &recording);

QString groupText(const Narrator &narrator, core::Experiment::Group group);

} // namespace ui
