// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/lessontext.h"

#include <QTextBlockFormat>
#include <QTextCursor>
#include <QTextDocument>

namespace ui {

QString lessonPlain(const Narrator &narrator, const core::LocalText &text, const core::LessonNumbers &numbers)
{
    return narrator.catalogue().plainOf(localText(text, narrator.language()), narrator.language(), numbers);
}

QString lessonHtml(const Narrator &narrator, const core::LocalText &text, const core::LessonNumbers &numbers)
{
    return htmlOf(
        narrator.catalogue().markdownOf(localText(text, narrator.language()), narrator.language(), numbers));
}

QString htmlOf(const QString &markdown)
{
    QTextDocument document;
    document.setMarkdown(markdown);
    QTextCursor cursor(&document);
    cursor.select(QTextCursor::Document);
    QTextBlockFormat format;
    format.setBottomMargin(8);
    format.setLineHeight(135, QTextBlockFormat::ProportionalHeight);
    cursor.mergeBlockFormat(format);
    return document.toHtml();
}

QString optionText(const Narrator &narrator, const core::LessonOption &option,
                   const core::LessonPlay::Option &shown)
{
    return option.text.ko.isEmpty() ? shown.value : lessonPlain(narrator, option.text, shown.numbers);
}

} // namespace ui
