// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lesson/lesson.h"

#include <algorithm>

namespace core {

const LessonRun *Lesson::run(const QString &wanted) const
{
    const auto found = std::find_if(runs.begin(), runs.end(),
                                    [&wanted](const LessonRun &each) { return each.id == wanted; });
    return found == runs.end() ? nullptr : &*found;
}

const LessonStep *Lesson::step(const QString &wanted) const
{
    for (const LessonStep *each : steps())
        if (each->id == wanted)
            return each;
    return nullptr;
}

std::vector<const LessonStep *> Lesson::steps() const
{
    std::vector<const LessonStep *> all;
    for (const LessonSegment &segment : segments)
        for (const LessonStep &step : segment.steps)
            all.push_back(&step);
    return all;
}

Lesson reviewOf(const Lesson &lesson)
{
    using Kind = LessonQuestion::Kind;
    Lesson review = lesson;
    review.isReview = true;
    std::erase_if(review.questions, [](const LessonQuestion &each) {
        return each.kind == Kind::Observe || each.answer; // only a run knows
    });
    for (LessonQuestion &each : review.questions)
        each.kind = Kind::Transfer; // what is right is told at once
    std::erase_if(review.exercises,
                  [](const LessonExercise &each) { return each.fading != LessonExercise::Fading::Empty; });
    review.comparisons.clear();
    return review;
}

} // namespace core
