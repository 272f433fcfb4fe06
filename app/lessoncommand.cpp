// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lessoncommand.h"

#include "app/commands.h"
#include "app/preferences.h"
#include "app/record.h"
#include "core/lab/expectation.h"
#include "core/lesson/lessonplay.h"
#include "ui/export/lessonpaper.h"

#include <QFile>
#include <QProcess>
#include <QSaveFile>

#include <algorithm>

namespace app {

namespace {

constexpr int runLimitMs = 40'000;

/// Where a browser is awaited, the one of FRAMESCOPE_BROWSER (a command line) is sent there, else the
/// system's.
RunResult runWithBrowser(const core::Scenario &scenario)
{
    QProcess browser;
    RunSink sink;
    sink.limitMs = runLimitMs;
    sink.awaited = [&browser](const QString &url) {
        QStringList command =
            QProcess::splitCommand(qEnvironmentVariable("FRAMESCOPE_BROWSER", QStringLiteral("xdg-open")));
        browser.setProcessChannelMode(QProcess::MergedChannels); // it has much to say, and nothing for us
        const QString program = command.takeFirst();
        browser.start(program, command + QStringList{url});
    };
    RunResult result = runScenario(scenario, {}, sink);
    browser.kill();
    browser.waitForFinished();
    return result;
}

/// Whether the bytes are there that answers are disproved by.
void judgeEvidence(const core::Lesson &lesson, const core::Conversations &recorded, const QString &run,
                   QStringList *broken)
{
    for (const core::LessonQuestion &question : lesson.questions)
        for (const core::LessonOption &option : question.options) {
            const core::LessonStep *const step = lesson.step(option.evidenceStep);
            if (step == nullptr || step->run != run)
                continue;
            core::LessonPlace place = step->place;
            place.focus = option.evidenceField.isEmpty() ? place.focus : option.evidenceField;
            if (!core::findPlace(place, recorded))
                *broken += QStringLiteral("%1: step %2 has no field %3 to show")
                               .arg(question.id, step->id, option.evidenceField);
        }
}

/// What the log of a run says about the questions that are asked of it.
void judgeQuestions(const core::Lesson &lesson, const core::LessonPlay &play, const QString &run,
                    QStringList *broken)
{
    for (const core::LessonQuestion &question : lesson.questions) {
        const core::LessonStep *const at = lesson.step(question.at);
        if (at == nullptr || at->run != run || !question.answer)
            continue;
        qsizetype right = 0;
        for (const core::LessonPlay::Option &option : play.options(question))
            right += option.right ? 1 : 0;
        if (right != 1)
            *broken +=
                QStringLiteral("%1: %2 options are as the log says, not one").arg(question.id).arg(right);
    }
}

} // namespace

QStringList brokenPromises(const core::Lesson &lesson, std::optional<quint64> seed, const Library &library)
{
    QStringList broken;
    core::LessonPlay play(lesson, seed);
    for (const core::LessonRun &run : lesson.runs) {
        QString error;
        const auto scenario = core::scenarioOf(run, lesson, play.numbers(), library.scenarios, &error);
        if (!scenario) {
            broken += run.id + QStringLiteral(": ") + error;
            continue;
        }
        const RunResult result = runWithBrowser(*scenario);
        if (result.end.problem != core::RunProblem::None)
            broken += QStringLiteral("%1: the run ended with problem %2 %3")
                          .arg(run.id)
                          .arg(static_cast<int>(result.end.problem))
                          .arg(result.end.detail);
        core::Conversations recorded(*result.recording);
        recorded.update();
        recorded.finish();
        play.take(run.id, recorded);
        for (const core::LessonStep *step : lesson.steps())
            if (step->run == run.id)
                if (const QString why = core::brokenPromise(*step, play.numbers(), recorded); !why.isEmpty())
                    broken += step->id + QStringLiteral(": ") + why;
        for (const core::LessonCheck &check : lesson.checks)
            if (check.run == run.id)
                if (const QString why = core::brokenPromise(check, play.numbers(), recorded); !why.isEmpty())
                    broken += QStringLiteral("check of %1: %2").arg(run.id, why);
        judgeEvidence(lesson, recorded, run.id, &broken);
        judgeQuestions(lesson, play, run.id, &broken);
    }
    return broken;
}

int exportCommand(const Options &options)
{
    const Library library;
    const ui::Narrator say(library.catalogue, languageFor(options.language));
    QStringList problems;
    const std::vector<core::Lesson> lessons = library.lessons({}, &problems);
    const QString &id = options.inputs.at(1);
    const auto lesson = std::find_if(lessons.begin(), lessons.end(),
                                     [&id](const core::Lesson &each) { return each.id == id; });
    if (lesson == lessons.end()) {
        complain(say.phrase("problem.nolesson", {{QStringLiteral("detail"), id}}));
        return 2;
    }
    core::LessonPlay play(*lesson, options.seed);
    // What was observed is part of both papers, and so are the bytes: the traffic is run.
    std::vector<std::unique_ptr<core::Recording>> recordings;
    std::vector<std::unique_ptr<core::Conversations>> read;
    ui::LessonRecordings byRun;
    for (const core::LessonRun &run : lesson->runs) {
        QString error;
        const auto scenario = core::scenarioOf(run, *lesson, play.numbers(), library.scenarios, &error);
        if (!scenario) {
            complain(run.id + QStringLiteral(": ") + error);
            return 2;
        }
        recordings.push_back(runWithBrowser(*scenario).recording);
        read.push_back(std::make_unique<core::Conversations>(*recordings.back()));
        read.back()->update();
        read.back()->finish();
        play.take(run.id, *read.back());
        byRun[run.id] = read.back().get();
    }
    QSaveFile file(options.output);
    bool isWritten = file.open(QIODevice::WriteOnly);
    if (isWritten && options.to == QLatin1StringView("pdf"))
        isWritten = ui::writeWorksheet(file, play, say, options.answers);
    else if (isWritten)
        isWritten = file.write(ui::handoutHtml(play, byRun, say, options.answers).toUtf8()) >= 0;
    if (isWritten && file.commit())
        return 0;
    complain(say.phrase("problem.nowrite", {{QStringLiteral("file"), options.output},
                                            {QStringLiteral("detail"), file.errorString()}}));
    return 2;
}

int lessonCommand(const Options &options)
{
    const Library library;
    int status = 0;
    for (const QString &path : options.inputs.mid(1)) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            complain(QStringLiteral("%1: %2").arg(path, file.errorString()));
            status = 2;
            continue;
        }
        const QByteArray json = file.readAll();
        const std::vector<core::LessonFault> faults = core::checkLesson(json, library.lessonWorld());
        for (const core::LessonFault &fault : faults)
            complain(lessonFaultText(path, fault));
        if (!faults.empty())
            status = 2;
        else if (options.run)
            for (const QString &broken :
                 brokenPromises(*core::readLesson(json).lesson, options.seed, library)) {
                complain(QStringLiteral("%1: %2").arg(path, broken));
                status = 2;
            }
    }
    return status;
}

} // namespace app
