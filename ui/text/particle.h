// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace ui {

/// The Korean particle that fits after `word`. `pair` is 을/를, 은/는, 이/가, 과/와 or 으로/로, in either
/// order. A gloss in brackets at the word's end is not read; digits and Latin letters count by how they are
/// read aloud.
QString particleFor(QStringView word, QStringView pair);

} // namespace ui
