// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lesson/lessoncheck.h"

#include "core/annotate/annotate.h"
#include "core/lesson/lessonvalues.h"
#include "core/lesson/runvalues.h"

#include <QRegularExpression>

#include <algorithm>

namespace core {

namespace {

constexpr std::size_t leastSteps = 2; // of a segment
constexpr std::size_t mostSteps = 7;
constexpr std::size_t hintCount = 3;

/// Gathers what is wrong, by the paths of the fields.
class Judge
{
public:
    Judge(const Lesson &lesson, const LessonWorld &world)
        : m_lesson(lesson)
        , m_world(world)
    {
        QString error;
        const auto numbers = lessonNumbers(lesson, std::nullopt, &error);
        if (numbers)
            m_numbers = *numbers;
        else
            add(QStringLiteral("values.") + error.section(QLatin1Char(':'), 0, 0), error);
    }

    std::vector<std::pair<QString, QString>> take()
    {
        static const QRegularExpression claim(QStringLiteral("^S(0[1-9]|1[0-9]|2[0-4])$"));
        for (qsizetype i = 0; i < m_lesson.claims.size(); ++i)
            if (!claim.match(m_lesson.claims[i]).hasMatch())
                add(QStringLiteral("claims[%1]").arg(i), QStringLiteral("there are claims S01 to S24"));
        for (qsizetype i = 0; i < m_lesson.locks.size(); ++i)
            if (!lessonLocks().contains(m_lesson.locks[i]))
                add(QStringLiteral("locks[%1]").arg(i),
                    QStringLiteral("can be: ") + lessonLocks().join(QStringLiteral(", ")));
        text(QStringLiteral("title"), m_lesson.title);
        text(QStringLiteral("goal"), m_lesson.goal);
        runs();
        segments();
        questions();
        exercises();
        comparisons();
        checks();
        return std::move(m_faults);
    }

private:
    void add(const QString &path, const QString &why) { m_faults.emplace_back(path, why); }

    void unique(const QString &path, const QString &id)
    {
        if (m_ids.contains(id))
            add(path, QStringLiteral("\"%1\" is used twice").arg(id));
        m_ids += id;
    }

    void text(const QString &path, const LocalText &both)
    {
        static const QRegularExpression letters(QStringLiteral("[a-zA-Z]{3}"));
        static const QRegularExpression term(QStringLiteral("\\[\\[([^\\]|]+)(?:\\|[^\\]]+)?\\]\\]"));
        if (both.ko == both.en && letters.match(both.en).hasMatch())
            add(path, QStringLiteral("is the same in both languages"));
        static const QRegularExpression particle(
            QStringLiteral("(?:\\{[A-Za-z]+|\\[\\[[^\\]|]+)\\|([^\\]}]*)[\\]}]"));
        static const QStringList pairs = {QStringLiteral("을/를"), QStringLiteral("은/는"),
                                          QStringLiteral("이/가"), QStringLiteral("과/와"),
                                          QStringLiteral("으로/로")};
        for (auto it = particle.globalMatch(both.ko); it.hasNext();) {
            const QString pair = it.next().captured(1);
            const QString turned =
                pair.section(QLatin1Char('/'), 1) + QLatin1Char('/') + pair.section(QLatin1Char('/'), 0, 0);
            if (!pairs.contains(pair) && !pairs.contains(turned))
                add(path, QStringLiteral("\"%1\" is no pair of particles; there are %2")
                              .arg(pair, pairs.join(QStringLiteral(", "))));
        }
        for (const QString *each : {&both.ko, &both.en})
            for (auto it = term.globalMatch(*each); it.hasNext();)
                if (const QString name = it.next().captured(1); !m_world.terms.contains(name))
                    add(path, QStringLiteral("[[%1]] is no term of the dictionary").arg(name));
    }

    std::optional<QString> value(const QString &path, const LessonValue &value, bool ofRun)
    {
        if (!value.function.isEmpty() && !isLessonFunction(value.function) &&
            !(ofRun && isRunFunction(value.function))) {
            add(path, QStringLiteral("\"%1\" is no function%2")
                          .arg(value.function, isRunFunction(value.function)
                                                   ? QStringLiteral(" that is known before the run")
                                                   : QString()));
            return std::nullopt;
        }
        if (isRunFunction(value.function))
            return std::nullopt;
        QString error;
        auto result = evaluate(value, m_numbers, &error);
        if (!result)
            add(path, error);
        return result;
    }

    void field(const QString &path, const QString &id)
    {
        const auto ids = allFieldIds();
        if (!id.isEmpty() && std::find(ids.begin(), ids.end(), id.toStdString()) == ids.end())
            add(path, QStringLiteral("\"%1\" is no field").arg(id));
    }

    void misconception(const QString &path, const QString &id)
    {
        if (id != QLatin1StringView("slip") && !m_world.misconceptions.contains(id))
            add(path, QStringLiteral("\"%1\" is no misconception; \"slip\" where it is none").arg(id));
    }

    void step(const QString &path, const QString &id)
    {
        if (m_lesson.step(id) == nullptr)
            add(path, QStringLiteral("\"%1\" is no step").arg(id));
    }

    void runs()
    {
        for (std::size_t i = 0; i < m_lesson.runs.size(); ++i) {
            const LessonRun &run = m_lesson.runs[i];
            const QString path = QStringLiteral("runs[%1]").arg(i);
            unique(path + QStringLiteral(".id"), run.id);
            QString error;
            if (!scenarioOf(run, m_lesson, m_numbers, m_world.scenarios, &error))
                add(path + QLatin1Char('.') + error.section(QLatin1Char(' '), 0, 0), error);
        }
    }

    void segments()
    {
        for (std::size_t i = 0; i < m_lesson.segments.size(); ++i) {
            const LessonSegment &segment = m_lesson.segments[i];
            const QString path = QStringLiteral("segments[%1]").arg(i);
            unique(path + QStringLiteral(".id"), segment.id);
            text(path + QStringLiteral(".purpose"), segment.purpose);
            if (segment.steps.size() < leastSteps || segment.steps.size() > mostSteps)
                add(path + QStringLiteral(".steps"), QStringLiteral("are %1; a segment has %2 to %3")
                                                         .arg(segment.steps.size())
                                                         .arg(leastSteps)
                                                         .arg(mostSteps));
            for (std::size_t j = 0; j < segment.steps.size(); ++j)
                judge(segment.steps[j], path + QStringLiteral(".steps[%1]").arg(j));
        }
    }

    void judge(const LessonStep &step, const QString &path)
    {
        unique(path + QStringLiteral(".id"), step.id);
        text(path + QStringLiteral(".caption"), step.caption);
        if (!step.notes.ko.isEmpty())
            text(path + QStringLiteral(".notes"), step.notes);
        if (m_lesson.run(step.run) == nullptr)
            add(path + QStringLiteral(".run"), QStringLiteral("\"%1\" is no run").arg(step.run));
        field(path + QStringLiteral(".at.focus"), step.place.focus);
        if (step.expect.bytes)
            value(path + QStringLiteral(".expect.bytes"), *step.expect.bytes, false);
        if (step.expect.hex)
            value(path + QStringLiteral(".expect.hex"), *step.expect.hex, false);
    }

    /// Where a step's run is seen first.
    bool beginsItsRun(const QString &id) const
    {
        const LessonStep *const at = m_lesson.step(id);
        for (const LessonStep *each : m_lesson.steps())
            if (at != nullptr && each->run == at->run)
                return each == at;
        return false;
    }

    void questions()
    {
        bool has[3] = {};
        for (std::size_t i = 0; i < m_lesson.questions.size(); ++i) {
            const LessonQuestion &question = m_lesson.questions[i];
            const QString path = QStringLiteral("questions[%1]").arg(i);
            has[static_cast<std::size_t>(question.kind)] = true;
            unique(path + QStringLiteral(".id"), question.id);
            text(path + QStringLiteral(".text"), question.text);
            step(path + QStringLiteral(".at"), question.at);
            const bool predicts = question.kind == LessonQuestion::Kind::Predict;
            if (predicts && !beginsItsRun(question.at))
                add(path + QStringLiteral(".at"),
                    QStringLiteral("must be the first step of a run: a prediction stands before it"));
            if (predicts && !question.reveal.isEmpty())
                step(path + QStringLiteral(".reveal"), question.reveal);
            if (question.answer)
                value(path + QStringLiteral(".answer"), *question.answer, true);
            options(question, path);
        }
        constexpr const char *names[] = {"predict", "observe", "transfer"};
        for (std::size_t i = 0; i < 3; ++i)
            if (!has[i])
                add(QStringLiteral("questions"),
                    QStringLiteral("none is of kind \"%1\"").arg(QLatin1StringView(names[i])));
    }

    void options(const LessonQuestion &question, const QString &path)
    {
        constexpr std::size_t least = 2;
        constexpr std::size_t most = 6;
        if (question.options.size() < least || question.options.size() > most)
            add(path + QStringLiteral(".options"), QStringLiteral("must be 2 to 6"));
        std::size_t right = 0;
        QStringList shown;
        for (std::size_t i = 0; i < question.options.size(); ++i) {
            const LessonOption &option = question.options[i];
            const QString here = path + QStringLiteral(".options[%1]").arg(i);
            right += option.correct ? 1 : 0;
            std::optional<QString> result;
            if (option.value)
                result = value(here + QStringLiteral(".value"), *option.value, question.answer.has_value());
            if (!option.text.ko.isEmpty())
                text(here + QStringLiteral(".text"), option.text);
            const QString seen = option.text.ko + QLatin1Char('/') + result.value_or(QString());
            if ((result || !option.value) && shown.contains(seen))
                add(here, QStringLiteral("is the same as another one"));
            shown += seen;
            if (!option.feedback.ko.isEmpty())
                text(here + QStringLiteral(".feedback"), option.feedback);
            if (!option.evidenceStep.isEmpty())
                step(here + QStringLiteral(".evidence.step"), option.evidenceStep);
            field(here + QStringLiteral(".evidence.focus"), option.evidenceField);
            if (option.correct || question.answer)
                continue;
            misconception(here + QStringLiteral(".misconception"), option.misconception);
            if (option.feedback.ko.isEmpty())
                add(here, QStringLiteral("is wrong, and says no feedback"));
            if (option.evidenceStep.isEmpty())
                add(here, QStringLiteral("is wrong, and names no evidence"));
        }
        if (question.answer ? right != 0 : right != 1)
            add(path + QStringLiteral(".options"),
                question.answer ? QStringLiteral("of an answer from the run must not say which is correct")
                                : QStringLiteral("must have one that is correct"));
    }

    void exercises()
    {
        for (std::size_t i = 0; i < m_lesson.exercises.size(); ++i) {
            const LessonExercise &exercise = m_lesson.exercises[i];
            const QString path = QStringLiteral("exercises[%1]").arg(i);
            unique(path + QStringLiteral(".id"), exercise.id);
            text(path + QStringLiteral(".text"), exercise.text);
            text(path + QStringLiteral(".explain"), exercise.explain);
            step(path + QStringLiteral(".at"), exercise.at);
            if (exercise.hints.size() != hintCount && exercise.fading != LessonExercise::Fading::Example)
                add(path + QStringLiteral(".hints"), QStringLiteral("must be three"));
            for (std::size_t j = 0; j < exercise.hints.size(); ++j)
                text(path + QStringLiteral(".hints[%1]").arg(j), exercise.hints[j]);
            const auto answer = value(path + QStringLiteral(".answer"), exercise.answer, false);
            if (answer && exercise.isFrame)
                frame(path + QStringLiteral(".answer"), *answer, exercise);
            for (std::size_t j = 0; j < exercise.slips.size(); ++j) {
                const QString here = path + QStringLiteral(".slips[%1]").arg(j);
                const auto slip = value(here + QStringLiteral(".value"), exercise.slips[j].value, false);
                if (slip && slip == answer)
                    add(here, QStringLiteral("is the answer itself"));
                misconception(here + QStringLiteral(".misconception"), exercise.slips[j].misconception);
                text(here + QStringLiteral(".feedback"), exercise.slips[j].feedback);
            }
        }
    }

    void frame(const QString &path, const QString &hex, const LessonExercise &exercise)
    {
        const auto bytes = fromHex(QString(hex).remove(QLatin1Char(' ')).toLatin1());
        const auto header = bytes ? readFrameHeader(spanOf(*bytes)) : std::nullopt;
        if (!header) {
            add(path, QStringLiteral("\"%1\" is no frame").arg(hex));
            return;
        }
        const Field tree = annotateFrame(spanOf(*bytes));
        for (const QString &given : exercise.given)
            if (findField(tree, given.toStdString()) == nullptr)
                add(path, QStringLiteral("has no field %1 that could be given").arg(given));
    }

    void comparisons()
    {
        for (std::size_t i = 0; i < m_lesson.comparisons.size(); ++i) {
            const LessonComparison &comparison = m_lesson.comparisons[i];
            const QString path = QStringLiteral("comparisons[%1]").arg(i);
            unique(path + QStringLiteral(".id"), comparison.id);
            step(path + QStringLiteral(".at"), comparison.at);
            text(path + QStringLiteral(".text"), comparison.text);
            if (comparison.sliders.empty() || comparison.ways.size() < 2)
                add(path, QStringLiteral("needs a slider and two ways"));
            for (std::size_t j = 0; j < comparison.sliders.size(); ++j)
                slider(path + QStringLiteral(".sliders[%1]").arg(j), comparison.sliders[j]);
            // At both ends of all sliders.
            for (const bool isUpper : {false, true}) {
                LessonNumbers chosen;
                for (const LessonSlider &each : comparison.sliders)
                    chosen.insert(each.number, QString::number(isUpper ? each.to : each.from));
                ways(path, comparison, chosen);
            }
        }
    }

    void slider(const QString &path, const LessonSlider &slider)
    {
        text(path + QStringLiteral(".label"), slider.label);
        const bool isNumber =
            std::any_of(m_lesson.params.begin(), m_lesson.params.end(), [&slider](const LessonParam &each) {
                return each.name == slider.number && each.pick.empty();
            });
        if (!isNumber)
            add(path + QStringLiteral(".number"),
                QStringLiteral("\"%1\" is no param that is a number").arg(slider.number));
        const int course = m_numbers.value(slider.number).toInt();
        if (isNumber && (course < slider.from || course > slider.to))
            add(path, QStringLiteral("does not reach %1, where the lesson begins").arg(course));
    }

    void ways(const QString &path, const LessonComparison &comparison, const LessonNumbers &chosen)
    {
        QString error;
        const auto numbers = lessonNumbers(m_lesson, std::nullopt, &error, chosen);
        if (!numbers) {
            add(path, error);
            return;
        }
        for (std::size_t i = 0; i < comparison.ways.size(); ++i) {
            const LessonWay &way = comparison.ways[i];
            const QString here = path + QStringLiteral(".ways[%1]").arg(i);
            if (way.delay)
                value(here + QStringLiteral(".delay"), *way.delay, true);
            const LessonRun *const run = m_lesson.run(way.run);
            if (run == nullptr)
                add(here + QStringLiteral(".run"), QStringLiteral("\"%1\" is no run").arg(way.run));
            else if (!scenarioOf(*run, m_lesson, *numbers, m_world.scenarios, &error))
                add(here + QStringLiteral(".run"), error);
            if (way.bytes && !evaluate(*way.bytes, *numbers, &error))
                add(here + QStringLiteral(".bytes"), error);
        }
    }

    void checks()
    {
        for (std::size_t i = 0; i < m_lesson.checks.size(); ++i) {
            const LessonCheck &check = m_lesson.checks[i];
            const QString path = QStringLiteral("checks[%1]").arg(i);
            if (m_lesson.run(check.run) == nullptr)
                add(path + QStringLiteral(".run"), QStringLiteral("\"%1\" is no run").arg(check.run));
            value(path + QStringLiteral(".counter"), check.counter, true);
            value(path + QStringLiteral(".value"), check.value, true);
        }
    }

    const Lesson &m_lesson;
    const LessonWorld &m_world;
    LessonNumbers m_numbers;
    QStringList m_ids;
    std::vector<std::pair<QString, QString>> m_faults;
};

} // namespace

const QStringList &lessonLocks()
{
    static const QStringList all = {QStringLiteral("scenarios"), QStringLiteral("wire"),
                                    QStringLiteral("composer"), QStringLiteral("views")};
    return all;
}

std::vector<LessonFault> checkLesson(const QByteArray &json, const LessonWorld &world)
{
    ReadLesson read = readLesson(json);
    if (!read.lesson)
        return read.faults;
    const JsonPlaces places(json);
    std::vector<LessonFault> faults;
    for (const auto &[path, why] : Judge(*read.lesson, world).take())
        faults.push_back({places.of(path), path + QLatin1Char(' ') + why});
    std::stable_sort(faults.begin(), faults.end(), [](const LessonFault &a, const LessonFault &b) {
        return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
    });
    return faults;
}

} // namespace core
