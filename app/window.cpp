// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window.h"

#include "app/commands.h"
#include "app/display.h"
#include "app/input.h"
#include "app/library.h"
#include "app/preferences.h"
#include "app/translation.h"
#include "core/live/lab.h"

#include <QApplication>
#include <QDesktopServices>
#include <QNetworkInterface>
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
    window.show();
    if (options.inputs.isEmpty())
        window.runScenario(scenario);
    else if (!window.openFile(options.inputs.front()))
        complain(window.message());
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
