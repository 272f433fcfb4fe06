// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/lessontext.h"

#include <QRegularExpression>
#include <QTextBlockFormat>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>

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
    constexpr qreal indent = 18;      // of lists, pixels
    constexpr qreal lineHeight = 105; // percent of the face's own: 1.5 of the letters
    static const QRegularExpression bodyStyle(QStringLiteral("<body style=\"[^\"]*\">"));
    QTextDocument document;
    document.setIndentWidth(indent);
    document.setMarkdown(markdown);
    QTextCursor cursor(&document);
    cursor.select(QTextCursor::Document);
    QTextBlockFormat format;
    format.setBottomMargin(8);
    format.setLineHeight(lineHeight, QTextBlockFormat::ProportionalHeight);
    cursor.mergeBlockFormat(format);
    // The label says how large and in which face; what is code has one of its own, without ligatures.
    static const QRegularExpression face(QStringLiteral("font-family:'[^']*'"));
    static const QRegularExpression size(QStringLiteral(" ?font-size:[0-9.]+p[tx];"));
    static const QRegularExpression table(QStringLiteral("<table border=\"1\"[^>]*>"));
    return document.toHtml()
        .remove(size)
        .replace(table, QStringLiteral("<table border=\"0\" cellspacing=\"0\" cellpadding=\"4\">"))
        .replace(bodyStyle, QStringLiteral("<body>"))
        .replace(face, QStringLiteral("font-family:") + codeFaces);
}

QString withoutLinks(QString html)
{
    static const QRegularExpression link(
        QStringLiteral("<a href=\"[^\"]*\">(?:<span[^>]*>)?([^<]*)(?:</span>)?</a>"));
    return html.replace(link, QStringLiteral("\\1"));
}

QString optionText(const Narrator &narrator, const core::LessonOption &option,
                   const core::LessonPlay::Option &shown)
{
    return option.text.ko.isEmpty() ? shown.value : lessonPlain(narrator, option.text, shown.numbers);
}

bool isCode(const Narrator &narrator, const core::LessonQuestion &question,
            const std::vector<core::LessonPlay::Option> &shown, std::size_t option)
{
    static const QRegularExpression bytes(QStringLiteral("^[0-9a-f]{2}( ?[0-9a-f]{2})*$"));
    static const QRegularExpression unlikeNumbers(QStringLiteral("[a-f ]|^0"));
    static const QRegularExpression marked(QStringLiteral("^`[^`]+`$"));
    const core::LocalText &text = question.options[option].text;
    if (!text.ko.isEmpty())
        return marked.match(localText(text, narrator.language())).hasMatch();
    // 15 alone may be a number or a byte; its neighbours tell.
    return bytes.match(shown[option].value).hasMatch() &&
           std::any_of(shown.begin(), shown.end(), [](const core::LessonPlay::Option &each) {
               return bytes.match(each.value).hasMatch() && unlikeNumbers.match(each.value).hasMatch();
           });
}

} // namespace ui
