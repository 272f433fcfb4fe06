// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/preferences.h"

#include "core/lab/scenariowriter.h"
#include "ui/viewmenu.h"

#include <QLocale>
#include <QSettings>

#include <algorithm>

namespace app {

namespace {

const QString languageKey = QStringLiteral("language");
const QString pairsKey = QStringLiteral("pairs");
const QString themeKey = QStringLiteral("theme");
const QString zoomKey = QStringLiteral("zoom");
const QString panelKey = QStringLiteral("explanation");
const QString arrangementKey = QStringLiteral("arrangement");

// By Theme::Kind, as --theme has them.
const QString themeNames[] = {QStringLiteral("light"), QStringLiteral("dark"),
                              QStringLiteral("high-contrast")};

// By PanelLanguage.
const QString panelNames[] = {QStringLiteral("menus"), QStringLiteral("ko"), QStringLiteral("en"),
                              QStringLiteral("ko-en")};

} // namespace

Preferences loadPreferences()
{
    const QSettings settings;
    Preferences preferences;
    const QString language = settings.value(languageKey).toString();
    if (language == QLatin1StringView("ko") || language == QLatin1StringView("en"))
        preferences.language =
            language == QLatin1StringView("ko") ? ui::Language::Korean : ui::Language::English;
    const auto theme =
        std::find(std::begin(themeNames), std::end(themeNames), settings.value(themeKey).toString());
    if (theme != std::end(themeNames))
        preferences.theme = static_cast<ui::Theme::Kind>(theme - std::begin(themeNames));
    const int zoom = settings.value(zoomKey).toInt();
    if (std::find(std::begin(ui::zooms), std::end(ui::zooms), zoom) != std::end(ui::zooms))
        preferences.zoom = zoom;
    const auto panel =
        std::find(std::begin(panelNames), std::end(panelNames), settings.value(panelKey).toString());
    if (panel != std::end(panelNames))
        preferences.panel = static_cast<ui::PanelLanguage>(panel - std::begin(panelNames));
    preferences.arrangement = settings.value(arrangementKey).toByteArray();
    return preferences;
}

void savePreferences(const ui::Look &look)
{
    QSettings settings;
    settings.setValue(languageKey, QString::fromLatin1(ui::code(look.language)));
    settings.setValue(themeKey, themeNames[static_cast<std::size_t>(look.theme)]);
    settings.setValue(zoomKey, look.zoom);
    settings.setValue(panelKey, panelNames[static_cast<std::size_t>(look.panel)]);
}

void saveArrangement(const QByteArray &state) { QSettings().setValue(arrangementKey, state); }

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
