// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/library.h"
#include "app/options.h"
#include "core/record/recording.h"
#include "ui/text/steptext.h"

#include <memory>

namespace app {

/// A recording to look at, or the reason why there is none. Both where a part could be read.
struct Input
{
    std::unique_ptr<core::Recording> recording;
    QString problem;
    int status = 0; // what the program exits with because of the problem
};

/// SCENARIO is run, FILE is read: an id that is known, else a path.
Input loadInput(const QString &name, const Library &library, const ui::Narrator &narrator);

/// Says that there is no such scenario (or file), and which scenarios there are.
QString noSuchScenario(const QString &name, const Library &library, const ui::Narrator &narrator);

Input loadFile(const QString &path, const ui::Narrator &narrator);

/// Raw streams by side. Order: request, response, client frames, server frames.
Input loadRaw(const Options &options, const ui::Narrator &narrator);

/// One finished conversation a connection.
std::vector<std::unique_ptr<core::Conversation>> conversationsOf(const core::Recording &recording,
                                                                 core::Leg leg);

} // namespace app
