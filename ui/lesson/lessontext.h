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
/// Faces of fixed pitch for labels, as style sheets have them; they make no ligatures.
inline const QString codeFaces = QStringLiteral("'Noto Sans Mono CJK KR','DejaVu Sans Mono'");
/// Markdown as HTML with lines that stand apart.
QString htmlOf(const QString &markdown);

/// For the last row: the same HTML without its links.
QString withoutLinks(QString html);

/// What an option says: its text, or its value.
QString optionText(const Narrator &narrator, const core::LessonOption &option,
                   const core::LessonPlay::Option &shown);
/// Whether an option is nothing but bytes in hex, or all of it is marked as code.
bool isCode(const Narrator &narrator, const core::LessonQuestion &question,
            const std::vector<core::LessonPlay::Option> &shown, std::size_t option);

} // namespace ui
