// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lesson/lessonplay.h"
#include "ui/text/steptext.h"

class QIODevice;

namespace ui {

/// The recordings of a lesson's runs, by id.
using LessonRecordings = std::map<QString, const core::Conversations *>;

/// The paper twin: questions with boxes to tick, exercises with empty byte cells, a line for the name. With
/// `answers` the sheet for the one who teaches instead: what is right and why, and the bytes. As HTML that
/// QTextDocument reads.
QString worksheetHtml(const core::LessonPlay &play, const Narrator &narrator, bool answers);

/// The same as A4 pages in PDF, fonts embedded. False where the device cannot be written.
bool writeWorksheet(QIODevice &device, const core::LessonPlay &play, const Narrator &narrator, bool answers);

/// The lesson as one HTML file that needs nothing beside it: captions, and the bytes of each step as SVG, as
/// they were recorded. Answers only where they are asked for.
QString handoutHtml(const core::LessonPlay &play, const LessonRecordings &recordings,
                    const Narrator &narrator, bool answers);

} // namespace ui
