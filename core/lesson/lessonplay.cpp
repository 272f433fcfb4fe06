// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lesson/lessonplay.h"

#include "core/annotate/annotate.h"

#include <algorithm>

namespace core {

std::vector<LessonStop> lessonStops(const Lesson &lesson)
{
    using Kind = LessonQuestion::Kind;
    std::vector<LessonStop> stops;
    std::size_t number = 0;
    for (std::size_t segment = 0; segment < lesson.segments.size(); ++segment)
        for (const LessonStep &step : lesson.segments[segment].steps) {
            const auto addQuestions = [&](bool before, Kind only) {
                for (std::size_t i = 0; i < lesson.questions.size(); ++i)
                    if (const LessonQuestion &each = lesson.questions[i];
                        each.at == step.id && (each.kind == Kind::Predict) == before && each.kind == only)
                        stops.push_back({LessonStop::Kind::Question, i, segment});
            };
            addQuestions(true, Kind::Predict);
            if (!lesson.isReview)
                stops.push_back({LessonStop::Kind::Step, number++, segment});
            addQuestions(false, Kind::Observe);
            for (std::size_t i = 0; i < lesson.exercises.size(); ++i)
                if (lesson.exercises[i].at == step.id)
                    stops.push_back({LessonStop::Kind::Exercise, i, segment});
            for (std::size_t i = 0; i < lesson.comparisons.size(); ++i)
                if (lesson.comparisons[i].at == step.id)
                    stops.push_back({LessonStop::Kind::Comparison, i, segment});
            addQuestions(false, Kind::Transfer);
        }
    return stops;
}

LessonPlay::LessonPlay(const Lesson &lesson, std::optional<quint64> seed)
    : m_lesson(lesson)
    , m_seed(seed)
    , m_stops(lessonStops(lesson))
{
    QString error;
    m_numbers = lessonNumbers(lesson, seed, &error).value_or(LessonNumbers());
}

const LessonStep *LessonPlay::step() const
{
    return stop().kind == LessonStop::Kind::Step ? m_lesson.steps()[stop().index] : nullptr;
}

const LessonQuestion *LessonPlay::question() const
{
    return stop().kind == LessonStop::Kind::Question ? &m_lesson.questions[stop().index] : nullptr;
}

const LessonExercise *LessonPlay::exercise() const
{
    return stop().kind == LessonStop::Kind::Exercise ? &m_lesson.exercises[stop().index] : nullptr;
}

const LessonComparison *LessonPlay::comparison() const
{
    return stop().kind == LessonStop::Kind::Comparison ? &m_lesson.comparisons[stop().index] : nullptr;
}

bool LessonPlay::canGoForward() const
{
    if (m_at + 1 >= m_stops.size())
        return false;
    if (const LessonQuestion *const asked = question())
        return answerTo(asked->id) != nullptr;
    if (const LessonExercise *const task = exercise())
        return task->fading == LessonExercise::Fading::Example || answerTo(task->id) != nullptr;
    return runWanted() == nullptr; // a step is seen before one goes on
}

bool LessonPlay::forward() { return canGoForward() && (goTo(m_at + 1) || true); }

bool LessonPlay::back() { return canGoBack() && goTo(m_at - 1); }

bool LessonPlay::goTo(std::size_t stop)
{
    if (stop >= m_stops.size() || stop > m_reached + (canGoForward() && stop == m_at + 1 ? 1 : 0))
        return false;
    m_at = stop;
    m_reached = std::max(m_reached, m_at);
    return true;
}

bool LessonPlay::isDone() const
{
    if (m_at + 1 < m_stops.size())
        return false;
    if (const LessonQuestion *const asked = question())
        return answerTo(asked->id) != nullptr;
    const LessonExercise *const task = exercise();
    return task == nullptr || task->fading == LessonExercise::Fading::Example ||
           answerTo(task->id) != nullptr;
}

const LessonRun *LessonPlay::runWanted() const
{
    const LessonStep *const here = step();
    return here != nullptr && here->run != m_run ? m_lesson.run(here->run) : nullptr;
}

void LessonPlay::take(const QString &run, const Conversations &recorded)
{
    m_run = run;
    for (const LessonQuestion &question : m_lesson.questions) {
        const LessonStep *const at = m_lesson.step(question.at);
        if (!question.answer || at == nullptr || at->run != run || answerTo(question.id) != nullptr)
            continue;
        QString error;
        if (const auto value = evaluate(*question.answer, m_numbers, recorded, &error))
            m_observed.insert(question.id, *value);
    }
}

std::vector<LessonPlay::Option> LessonPlay::options(const LessonQuestion &question) const
{
    std::vector<Option> all;
    for (const LessonOption &option : question.options) {
        Option shown{m_numbers, {}, option.correct};
        if (option.value) {
            QString error;
            shown.value = evaluate(*option.value, m_numbers, &error).value_or(QString());
            shown.numbers.insert(QStringLiteral("value"), shown.value);
        }
        if (question.answer)
            shown.right = m_observed.contains(question.id) && m_observed.value(question.id) == shown.value;
        all.push_back(std::move(shown));
    }
    return all;
}

LessonAnswer *LessonPlay::stored(const QString &item)
{
    const auto found = std::find_if(m_answers.begin(), m_answers.end(),
                                    [&item](const LessonAnswer &each) { return each.item == item; });
    return found == m_answers.end() ? nullptr : &*found;
}

const LessonAnswer *LessonPlay::answerTo(const QString &item) const
{
    return const_cast<LessonPlay *>(this)->stored(item); // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

bool LessonPlay::answer(std::optional<int> option, qint64 spentMs)
{
    const LessonQuestion *const asked = question();
    if (asked == nullptr || answerTo(asked->id) != nullptr)
        return false;
    const std::vector<Option> shown = options(*asked);
    if (option && (*option < 0 || static_cast<std::size_t>(*option) >= shown.size()))
        return false;
    m_answers.push_back(
        {asked->id, option, {}, option && shown[static_cast<std::size_t>(*option)].right, 1, spentMs});
    return true;
}

const LessonQuestion *LessonPlay::revealed() const
{
    const LessonStep *const here = step();
    if (here == nullptr)
        return nullptr;
    for (const LessonQuestion &each : m_lesson.questions)
        if (each.kind == LessonQuestion::Kind::Predict &&
            here->id == (each.reveal.isEmpty() ? each.at : each.reveal))
            return &each;
    return nullptr;
}

QString LessonPlay::answerOf(const LessonExercise &exercise) const
{
    QString error;
    return evaluate(exercise.answer, m_numbers, &error).value_or(QString());
}

LessonPlay::Verdict LessonPlay::judge(const LessonExercise &exercise, const QString &typed) const
{
    Verdict verdict;
    QString answer = answerOf(exercise);
    QString given = typed.trimmed();
    if (exercise.isFrame) {
        given = given.remove(QLatin1Char(' ')).toLower();
        answer = answer.remove(QLatin1Char(' '));
    }
    for (const LessonSlip &slip : exercise.slips) {
        QString error;
        QString value = evaluate(slip.value, m_numbers, &error).value_or(QString());
        if (exercise.isFrame)
            value = value.remove(QLatin1Char(' '));
        if (value == given)
            verdict.slip = &slip;
    }
    verdict.right = given == answer;
    if (verdict.right || !exercise.isFrame)
        return verdict;
    const auto wanted = fromHex(answer.toLatin1());
    const auto got = fromHex(given.toLatin1());
    verdict.readable = got.has_value();
    if (!got || !wanted)
        return verdict;
    const qsizetype common = std::min(got->size(), wanted->size());
    quint64 bit = 8 * static_cast<quint64>(common);
    for (qsizetype i = 0; i < common; ++i)
        if (const auto differs = static_cast<quint8>((*got)[i] ^ (*wanted)[i])) {
            bit = 8 * static_cast<quint64>(i) + static_cast<quint64>(std::countl_zero(differs));
            break;
        }
    verdict.wrongBit = bit;
    const Field tree = annotateFrame(spanOf(*wanted));
    const auto path = pathTo(tree, bit);
    verdict.field = path.empty() ? std::string_view("ws.frame") : path.back()->id;
    return verdict;
}

LessonPlay::Verdict LessonPlay::attempt(const QString &typed, qint64 spentMs)
{
    const LessonExercise *const task = exercise();
    if (task == nullptr)
        return {};
    const Verdict verdict = judge(*task, typed);
    if (LessonAnswer *const before = stored(task->id)) {
        if (!before->right) {
            before->text = typed;
            before->right = verdict.right;
            before->spentMs += spentMs;
            ++before->tries;
        }
    } else {
        m_answers.push_back({task->id, std::nullopt, typed, verdict.right, 1, spentMs});
    }
    return verdict;
}

void LessonPlay::resume(std::size_t stop, std::vector<LessonAnswer> answers)
{
    m_answers = std::move(answers);
    m_at = m_reached = 0;
    while (m_reached < stop && m_reached + 1 < m_stops.size()) {
        // No further than the answers go.
        m_at = m_reached;
        const LessonQuestion *const asked = question();
        const LessonExercise *const task = exercise();
        if (asked != nullptr && answerTo(asked->id) == nullptr)
            break;
        if (task != nullptr && task->fading != LessonExercise::Fading::Example &&
            answerTo(task->id) == nullptr)
            break;
        ++m_reached;
    }
    m_at = m_reached;
}

} // namespace core
