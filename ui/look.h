// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/theme.h"
#include "ui/text/language.h"

namespace ui {

/// What the explanation is written in.
enum class PanelLanguage : quint8 {
    AsMenus,
    Korean,
    English,
    EnglishTerms, // Korean, terms by their English names
};

/// What the user has chosen about how the window looks.
struct Look
{
    Language language = Language::English;
    Theme::Kind theme = Theme::Kind::Light;
    int zoom = 100; // percent, of views and their texts; 100 to 400
    PanelLanguage panel = PanelLanguage::AsMenus;

    bool operator==(const Look &) const = default;
};

} // namespace ui
