// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QIODevice;

namespace ui {

/// HTML that QTextDocument reads on A4 pages in PDF, in the program's face, which is embedded. False where
/// the device cannot be written.
bool writePaper(QIODevice &device, const QString &title, const QString &html);

} // namespace ui
