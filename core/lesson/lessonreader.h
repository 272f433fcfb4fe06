// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lesson/jsonplaces.h"
#include "core/lesson/lesson.h"

namespace core {

/// What is wrong with a lesson file, in English: for whoever writes one.
struct LessonFault
{
    TextPlace place;
    QString why;

    bool operator==(const LessonFault &) const = default;
};

/// Reads a lesson. Every field is checked and unknown ones are faults. The first fault ends the reading; what
/// the fields say together lessonFaults() judges.
struct ReadLesson
{
    std::optional<Lesson> lesson;
    std::vector<LessonFault> faults;
};
ReadLesson readLesson(const QByteArray &json);

} // namespace core
