// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow.h"

#include <optional>

namespace app {

/// What the user chose and the program remembers (QSettings).
struct Preferences
{
    std::optional<ui::Language> language;
    std::optional<ui::Theme::Kind> theme;
    std::optional<int> zoom; // percent
    ui::PanelLanguage panel = ui::PanelLanguage::AsMenus;
    QByteArray arrangement; // of the panels; empty where none was saved
};

Preferences loadPreferences();
void saveArrangement(const QByteArray &state);
void savePreferences(const ui::Look &look);

/// Pairs of ends that were chosen before, as scenarios. What cannot be read is left out.
std::vector<core::Scenario> loadPairs();
void savePairs(const std::vector<core::Scenario> &pairs);

/// What was asked for, else what was chosen before, else the system's, else English.
ui::Language languageFor(std::optional<ui::Language> asked);

} // namespace app
