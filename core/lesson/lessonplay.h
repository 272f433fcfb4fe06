// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lesson/runvalues.h"

namespace core {

/// Where a lesson can stand: a step, or a question, an exercise or a comparison between steps. By its place
/// in the lesson.
struct LessonStop
{
    enum class Kind : quint8 { Step, Question, Exercise, Comparison };

    Kind kind = Kind::Step;
    std::size_t index = 0; // among the lesson's steps(), questions, exercises or comparisons
    std::size_t segment = 0;

    bool operator==(const LessonStop &) const = default;
};

/// All stops of a lesson in order: before the first step of a run its predictions, after a step what belongs
/// to it. Of a review the questions and exercises alone.
std::vector<LessonStop> lessonStops(const Lesson &lesson);

/// An answer that was given: to a question, or to an exercise (then `right` says whether it was solved).
struct LessonAnswer
{
    QString item;              // id of the question or exercise
    std::optional<int> option; // of the question, by its place; nothing: "I don't know"
    QString text;              // of an exercise: what was typed
    bool right = false;
    int tries = 1;      // of an exercise
    qint64 spentMs = 0; // from when it was asked

    bool operator==(const LessonAnswer &) const = default;
};

/// A lesson on its way: what is shown, what may come next, what was answered. It knows no clock and no
/// socket: whoever plays it runs what it asks for and hands over the recording. What lies behind a question
/// stays shut until an answer is stored.
class LessonPlay
{
public:
    /// `seed`: nothing for the numbers of the course. The lesson is checked (checkLesson()) and outlives it.
    LessonPlay(const Lesson &lesson, std::optional<quint64> seed);

    const Lesson &lesson() const { return m_lesson; }
    std::optional<quint64> seed() const { return m_seed; }
    const LessonNumbers &numbers() const { return m_numbers; }

    std::size_t stopCount() const { return m_stops.size(); }
    std::size_t at() const { return m_at; }
    const LessonStop &stop() const { return m_stops[m_at]; }
    const LessonStep *step() const;
    const LessonQuestion *question() const;
    const LessonExercise *exercise() const;
    const LessonComparison *comparison() const;

    bool canGoForward() const;
    bool canGoBack() const { return m_at > 0; }
    /// False where it cannot.
    bool forward();
    bool back();
    /// To a stop that was reached before.
    bool goTo(std::size_t stop);
    std::size_t reached() const { return m_reached; }
    /// All stops were reached and nothing is unanswered.
    bool isDone() const;

    /// The run whose recording has to be shown now; nothing while a prediction is open, or the last one
    /// stays. The run is asked for each time that its part is entered anew.
    const LessonRun *runWanted() const;
    /// That run has ended; what its log says is kept for the questions.
    void take(const QString &run, const Conversations &recorded);
    const QString &running() const { return m_run; }

    /// An option as it is shown.
    struct Option
    {
        LessonNumbers numbers; // for its texts: {value} among them
        QString value;         // empty where it has none
        bool right = false;
    };
    std::vector<Option> options(const LessonQuestion &question) const;

    /// Stores the answer to the question at hand: an option by its place, or nothing for "I don't know".
    /// False where one is stored already: a prediction is made once.
    bool answer(std::optional<int> option, qint64 spentMs);
    const LessonAnswer *answerTo(const QString &item) const;
    /// The prediction that the step at hand reveals.
    const LessonQuestion *revealed() const;

    /// What was typed into an exercise, held against its answer.
    struct Verdict
    {
        bool right = false;
        std::optional<quint64> wrongBit; // the first one, of a frame
        std::string_view field;          // that holds it; "" of a text
        const LessonSlip *slip = nullptr;
        bool readable = true; // hex, for a frame
    };
    Verdict judge(const LessonExercise &exercise, const QString &typed) const;
    /// Stores it, right or not; more tries may follow.
    Verdict attempt(const QString &typed, qint64 spentMs);
    QString answerOf(const LessonExercise &exercise) const;

    const std::vector<LessonAnswer> &answers() const { return m_answers; }
    /// Goes on where somebody left: `stop` and the answers from before.
    void resume(std::size_t stop, std::vector<LessonAnswer> answers);

private:
    LessonAnswer *stored(const QString &item);

    const Lesson &m_lesson;
    std::optional<quint64> m_seed;
    LessonNumbers m_numbers;
    std::vector<LessonStop> m_stops;
    std::size_t m_at = 0;
    std::size_t m_reached = 0;
    QString m_run;                      // whose recording is shown
    QHash<QString, QString> m_observed; // by question: what the log said
    std::vector<LessonAnswer> m_answers;
};

} // namespace core
