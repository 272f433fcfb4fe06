// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/preferences.h"

#include "core/lab/scenariowriter.h"

#include <QLocale>
#include <QSettings>

namespace app {

namespace {

const QString languageKey = QStringLiteral("language");
const QString pairsKey = QStringLiteral("pairs");
const QString themeKey = QStringLiteral("theme");

} // namespace

Preferences loadPreferences()
{
    const QSettings settings;
    Preferences preferences;
    const QString language = settings.value(languageKey).toString();
    if (language == QLatin1StringView("ko") || language == QLatin1StringView("en"))
        preferences.language =
            language == QLatin1StringView("ko") ? ui::Language::Korean : ui::Language::English;
    const QString theme = settings.value(themeKey).toString();
    if (theme == QLatin1StringView("light") || theme == QLatin1StringView("dark"))
        preferences.theme =
            theme == QLatin1StringView("dark") ? ui::Theme::Kind::Dark : ui::Theme::Kind::Light;
    return preferences;
}

void savePreferences(const ui::MainWindow::Look &look)
{
    QSettings settings;
    settings.setValue(languageKey, QString::fromLatin1(ui::code(look.language)));
    settings.setValue(themeKey,
                      look.theme == ui::Theme::Kind::Dark ? QStringLiteral("dark") : QStringLiteral("light"));
}

std::vector<core::Scenario> loadPairs()
{
    std::vector<core::Scenario> pairs;
    const QStringList saved = QSettings().value(pairsKey).toStringList();
    for (const QString &each : saved) {
        QString error;
        if (auto pair = core::readScenario(each.toUtf8(), &error))
            pairs.push_back(std::move(*pair));
    }
    return pairs;
}

void savePairs(const std::vector<core::Scenario> &pairs)
{
    QStringList saved;
    for (const core::Scenario &each : pairs)
        saved += QString::fromUtf8(core::writeScenario(each));
    QSettings().setValue(pairsKey, saved);
}

ui::Language languageFor(std::optional<ui::Language> asked)
{
    if (asked)
        return *asked;
    if (const auto saved = loadPreferences().language)
        return *saved;
    return QLocale::system().language() == QLocale::Korean ? ui::Language::Korean : ui::Language::English;
}

} // namespace app
