// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/theme.h"
#include "ui/text/language.h"

#include <QString>
#include <QWidget>

/// From now on tr() speaks that language, as the program's translations have it.
void speak(ui::Language language);

/// The window's look on a widget that stands alone.
void dress(QWidget &widget, const ui::Theme &theme);

/// What is clipped, without a name for assistive technology, or in the other language among the visible
/// children; empty where all is well.
QString faultsOf(const QWidget &widget, ui::Language language);

/// Saves a picture of it as NAME.png where FRAMESCOPE_PICTURES names a folder, to be looked at.
void picture(QWidget &widget, const QString &name);
