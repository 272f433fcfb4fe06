// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/scenarios.h"
#include "core/lesson/lessonreader.h"

namespace core {

/// What a lesson may refer to.
struct LessonWorld
{
    Scenarios scenarios;
    QStringList misconceptions; // ids
    QStringList terms;          // English names
};

/// All that is wrong with a lesson file, in the order of the text: its form, and what its fields say
/// together. Every wrong answer names a misconception (or "slip") and bytes that show it; every lesson
/// predicts, observes and transfers; segments have 2 to 7 steps; texts stand in both languages and differ;
/// what is computed can be.
std::vector<LessonFault> checkLesson(const QByteArray &json, const LessonWorld &world);

/// What a lesson can lock while it runs.
const QStringList &lessonLocks();

} // namespace core
