// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window.h"

#include "app/commands.h"
#include "app/display.h"
#include "app/input.h"
#include "app/library.h"
#include "app/preferences.h"
#include "app/progress.h"
#include "app/translation.h"
#include "core/live/lab.h"

#include <QApplication>
#include <QDesktopServices>
#include <QDir>
#include <QNetworkInterface>
#include <QStandardPaths>
#include <QTimer>

namespace app {

namespace {

/// This computer's addresses that others can reach.
QStringList ownAddresses()
{
    QStringList all;
    const QList<QHostAddress> addresses = QNetworkInterface::allAddresses();
    for (const QHostAddress &each : addresses)
        if (!each.isLoopback() && !each.isLinkLocal())
            all += each.toString();
    return all;
}

} // namespace

ui::Course courseOf(const Library &library, const ProgressFile *progress)
{
    ui::Course course;
    course.lessons = [&library] {
        QStringList problems;
        const QString own = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
        std::vector<core::Lesson> all =
            library.lessons(QDir(own).filePath(QStringLiteral("lessons")), &problems);
        for (const QString &problem : problems)
            complain(problem);
        return all;
    };
    course.misconceptions = library.misconceptions();
    course.makeLab = [] { return std::make_unique<live::Lab>(); };
    if (progress != nullptr)
        course.progress = [progress](const QString &lesson) { return progress->of(lesson); };
    return course;
}

int windowCommand(const Options &options)
{
    const Library library;
    const Preferences saved = loadPreferences();
    const ui::Look look{languageFor(options.language),
                        options.theme.value_or(saved.theme.value_or(ui::Theme::Kind::Light)),
                        saved.zoom.value_or(100), saved.panel};
    const QString scenario = options.scenario.isEmpty() ? QStringLiteral("hello") : options.scenario;
    if (library.scenarios.find(scenario) == nullptr) {
        complain(noSuchScenario(scenario, library, ui::Narrator(library.catalogue, look.language)));
        return 2;
    }
    Translation translation;
    translation.use(look.language);
    live::Lab lab;
    ui::MainWindow window(library.catalogue, library.scenarios, lab, look);
    QObject::connect(&window, &ui::MainWindow::lookChanged, &window, [&translation](const ui::Look &chosen) {
        translation.use(chosen.language);
        savePreferences(chosen);
    });
    if (!saved.arrangement.isEmpty())
        window.setArrangement(saved.arrangement);
    QObject::connect(&window, &ui::MainWindow::arrangementLeft, &window, &saveArrangement);
    window.setPairs(loadPairs());
    QObject::connect(&window, &ui::MainWindow::pairsChanged, &window, &savePairs);
    window.setAddresses(ownAddresses());
    QObject::connect(&window, &ui::MainWindow::pageRequested, &window,
                     [](const QUrl &url) { QDesktopServices::openUrl(url); });
    const ProgressFile progress(ProgressFile::standardPath());
    window.setCourse(courseOf(library, &progress));
    QObject::connect(&window, &ui::MainWindow::lessonProgressed, &window,
                     [&progress](const ui::LessonProgress &now) { progress.keep(now); });
    window.show();
    if (options.present)
        window.present();
    if (!options.lesson.isEmpty() && !window.openLesson(options.lesson, options.seed)) {
        complain(ui::Narrator(library.catalogue, look.language)
                     .phrase("problem.nolesson", {{QStringLiteral("detail"), options.lesson}}));
        return 2;
    }
    if (!options.inputs.isEmpty() && !window.openFile(options.inputs.front()))
        complain(window.message());
    else if (options.inputs.isEmpty() && options.lesson.isEmpty())
        window.runScenario(scenario);
    if (!hasHangul())
        sayMissingHangul(library.catalogue, window);
    return QApplication::exec();
}

void sayMissingHangul(const ui::Catalogue &catalogue, ui::MainWindow &window)
{
    QStringList lines;
    for (const ui::Language language : {ui::Language::English, ui::Language::Korean})
        lines += ui::Narrator(catalogue, language).phrase("problem.nofont");
    complain(lines.join(QLatin1Char('\n')));
    window.showMessage(lines.join(QLatin1Char('\n')));
}

} // namespace app
