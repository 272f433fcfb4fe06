// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lesson/lessonplay.h"
#include "ui/text/steptext.h"

namespace ui {

inline const QString &localText(const core::LocalText &text, Language language)
{
    return language == Language::Korean ? text.ko : text.en;
}

/// A text of a lesson with its numbers, terms and particles; plain, for buttons and names.
QString lessonPlain(const Narrator &narrator, const core::LocalText &text,
                    const core::LessonNumbers &numbers);
/// The same as HTML for a label; terms are links to "term:…".
QString lessonHtml(const Narrator &narrator, const core::LocalText &text, const core::LessonNumbers &numbers);
/// Markdown as HTML with lines that stand apart.
QString htmlOf(const QString &markdown);

/// What an option says: its text, or its value.
QString optionText(const Narrator &narrator, const core::LessonOption &option,
                   const core::LessonPlay::Option &shown);

} // namespace ui
