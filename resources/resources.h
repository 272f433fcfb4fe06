// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace resources {

/// Makes the compiled-in texts and scenarios known. To be called once before they are read.
void init();

inline const QString catalogueFolder = QStringLiteral(":/catalogue");
inline const QString scenarioFolder = QStringLiteral(":/scenarios");
/// How the experiment of each deviation ends.
inline const QString deviationEnds = QStringLiteral(":/experiments/deviations.json");

inline const QString lessonFolder = QStringLiteral(":/lessons");
/// What learners take for true, by id; lessons name them.
inline const QString misconceptions = QStringLiteral(":/misconceptions.json");

} // namespace resources
