// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/drawing.h"

#include <QImage>
#include <QString>

#include <map>

class QIODevice;

namespace ui {

/// Drawings that stand in the text of a paper, by the name that its <img src="…"> has.
using PaperDrawings = std::map<QString, Drawing>;

/// Of an A4 page within its margins, logical pixels.
QSizeF paperSize();

/// HTML that QTextDocument reads on A4 pages in PDF, in the program's face, which is embedded. False where
/// the device cannot be written.
bool writePaper(QIODevice &device, const QString &title, const QString &html,
                const PaperDrawings &drawings = {});

/// How high it is in the width of a page, logical pixels.
qreal paperHeight(const QString &html, const PaperDrawings &drawings);

/// The same HTML as one picture as wide as a page, for a screen: with a margin, two pixels to a logical one.
/// What is too high for a picture is made smaller.
QImage paperImage(const QString &html, const PaperDrawings &drawings);

} // namespace ui
