// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explanation/textwriter.h"

#include "ui/explanation/explanationtext.h"

#include <QTextBlock>
#include <QTextDocumentFragment>
#include <QTextTable>

namespace ui {

namespace {

// Noto Sans CJK's own line is 1.45 of its size already.
constexpr int lineHeightPercent = 104;
constexpr qsizetype headingWidth = 22; // letters that fit beside each other in the column

} // namespace

TextWriter::TextWriter(QTextDocument &document, const Narrator &narrator, const Theme &theme)
    : m_document(document)
    , m_cursor(&document)
    , m_say(narrator)
    , m_theme(theme)
{
    document.clear();
    document.setDocumentMargin(0);
    document.setDefaultFont(theme.zoomedFont(FontRole::Body));
    m_cursor.movePosition(QTextCursor::Start);
}

void TextWriter::heading(const QString &text, const QString &gloss)
{
    block(10, 0);
    m_cursor.insertText(joined(text), format(FontRole::Title, Ink::Normal));
    if (gloss.isEmpty() || gloss == text)
        return;
    if (text.size() + gloss.size() > headingWidth)
        block(0, 0);
    else
        m_cursor.insertText(QStringLiteral("  "), format(FontRole::Small, Ink::Secondary));
    m_cursor.insertText(joined(gloss), format(FontRole::Small, Ink::Secondary));
}

void TextWriter::value(const QString &literal, const QString &meaning)
{
    block(2, 0);
    m_cursor.insertText(joined(literal), format(FontRole::Mono, Ink::Normal));
    if (!meaning.isEmpty())
        m_cursor.insertText(QStringLiteral(" — ") + meaning, format(FontRole::Body, Ink::Normal));
}

void TextWriter::label(const QString &text)
{
    block(12, 1);
    m_cursor.insertText(text, format(FontRole::SmallBold, Ink::Secondary));
}

void TextWriter::markdown(const QString &text, qreal space)
{
    block(space, 0);
    const int from = m_cursor.position();
    m_cursor.insertFragment(QTextDocumentFragment::fromMarkdown(joined(text), QTextDocument::MarkdownNoHTML));
    dress(from);
}

void TextWriter::secondary(const QString &text)
{
    block(2, 0);
    m_cursor.insertText(text, format(FontRole::MonoSmall, Ink::Secondary));
}

void TextWriter::link(const QString &href, const QString &name, const QString &literal,
                      const QString &meaning)
{
    block(2, 0);
    QTextCharFormat anchor = format(FontRole::Body, Ink::Selection);
    anchor.setAnchor(true);
    anchor.setAnchorHref(href);
    m_cursor.insertText(name, anchor);
    m_cursor.insertText(QStringLiteral("  ") + literal, format(FontRole::Mono, Ink::Normal));
    if (!meaning.isEmpty())
        m_cursor.insertText(QStringLiteral(" — ") + meaning, format(FontRole::Body, Ink::Normal));
}

void TextWriter::rule()
{
    block(10, 6);
    QTextBlockFormat line = m_cursor.blockFormat();
    line.setProperty(QTextFormat::BlockTrailingHorizontalRulerWidth,
                     QTextLength(QTextLength::PercentageLength, 100));
    m_cursor.setBlockFormat(line);
}

void TextWriter::rule(const core::Check &check)
{
    const bool isHint = !check.kept && check.rule->severity == core::Severity::Hint;
    const Ink edge = check.kept ? Ink::Kept : isHint ? Ink::Secondary : Ink::Broken;
    block(4, 0);
    QTextTableFormat form;
    form.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    form.setBottomMargin(8);
    form.setCellPadding(8);
    form.setCellSpacing(0);
    form.setBorder(1);
    form.setBorderBrush(m_theme.ink(Ink::Line));
    form.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    form.setBorderCollapse(true);
    QTextTable *const table = m_cursor.insertTable(1, 1, form);
    QTextTableCellFormat cell;
    cell.setLeftBorder(4);
    cell.setLeftBorderBrush(m_theme.ink(edge));
    cell.setLeftBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    cell.setPadding(8);
    table->cellAt(0, 0).setFormat(cell);
    m_cursor = table->cellAt(0, 0).firstCursorPosition();
    m_fresh = true;
    block(0, 0);
    const int from = m_cursor.position();
    m_cursor.insertText(check.kept ? QStringLiteral("✓ ")
                        : isHint   ? QStringLiteral("ⓘ ")
                                   : QStringLiteral("✗ "),
                        format(FontRole::Bold, edge));
    m_cursor.insertFragment(QTextDocumentFragment::fromMarkdown(
        joined(m_say.ruleText(check.rule->id, Narrator::verdictKey(check), check)),
        QTextDocument::MarkdownNoHTML));
    dress(from);
    QString foot =
        Catalogue::key(check.rule->id) + QStringLiteral(" · ") +
        QString::fromUtf8(check.rule->section.data(), static_cast<qsizetype>(check.rule->section.size()));
    if (!check.kept && check.rule->close != 0 && check.rule->close != 1006)
        foot += QStringLiteral(" · Close %1").arg(check.rule->close);
    if (!check.kept && check.rule->status != 0)
        foot += QStringLiteral(" · HTTP %1").arg(check.rule->status);
    block(2, 0);
    m_cursor.insertText(foot, format(FontRole::MonoSmall, Ink::Secondary));
    m_cursor = QTextCursor(&m_document);
    m_cursor.movePosition(QTextCursor::End);
    m_fresh = true; // the block behind the table
    if (!check.kept) {
        label(m_say.phrase("heading.observed"));
        value(QString::fromLatin1(check.expected) + QStringLiteral(" / ") +
                  (check.observed.isEmpty() ? QStringLiteral("–")
                                            : QString::fromLatin1(check.observed.left(200))),
              {});
    }
}

QTextCharFormat TextWriter::format(FontRole role, Ink ink) const
{
    QTextCharFormat f;
    f.setFont(m_theme.zoomedFont(role));
    f.setForeground(m_theme.ink(ink));
    return f;
}

void TextWriter::block(qreal above, qreal below)
{
    QTextBlockFormat f;
    f.setTopMargin(above);
    f.setBottomMargin(below);
    f.setLineHeight(lineHeightPercent, QTextBlockFormat::ProportionalHeight);
    if (m_fresh)
        m_cursor.setBlockFormat(f);
    else
        m_cursor.insertBlock(f);
    m_cursor.setCharFormat(format(FontRole::Body, Ink::Normal));
    m_fresh = false;
}

QString TextWriter::joined(QString text)
{
    for (qsizetype i = text.size() - 1; i > 0; --i)
        if (text[i - 1] == QLatin1Char('-') && text[i].isLetter())
            text.insert(i, wordJoiner);
    return text;
}

void TextWriter::dress(int from)
{
    const int to = m_cursor.position();
    for (QTextBlock b = m_document.findBlock(from); b.isValid() && b.position() <= to; b = b.next()) {
        struct Run
        {
            int position;
            int length;
            QTextCharFormat format;
        };
        std::vector<Run> runs;
        for (auto it = b.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            if (fragment.position() + fragment.length() > from && fragment.position() < to)
                runs.push_back({fragment.position(), fragment.length(), fragment.charFormat()});
        }
        for (const Run &run : runs) {
            QTextCursor c(&m_document);
            c.setPosition(std::max(run.position, from));
            c.setPosition(std::min(run.position + run.length, to), QTextCursor::KeepAnchor);
            QTextCharFormat f = run.format;
            const bool isCode = f.fontFixedPitch() ||
                                f.fontFamilies().toStringList().contains(QStringLiteral("monospace")) ||
                                f.font().fixedPitch();
            const bool isBold = f.fontWeight() > QFont::Normal;
            if (f.foreground().color() == m_theme.ink(Ink::Kept) ||
                f.foreground().color() == m_theme.ink(Ink::Broken))
                continue;
            QTextCharFormat dressed = format(isCode   ? FontRole::Mono
                                             : isBold ? FontRole::Bold
                                                      : FontRole::Body,
                                             Ink::Normal);
            if (f.isAnchor()) {
                dressed.setAnchor(true);
                dressed.setAnchorHref(f.anchorHref());
                // Many words are terms: the line says so, and the text stays calm.
                dressed.setFontUnderline(true);
                dressed.setUnderlineStyle(QTextCharFormat::DotLine);
                dressed.setUnderlineColor(m_theme.ink(Ink::Selection));
            }
            c.setCharFormat(dressed);
        }
        QTextBlockFormat bf = b.blockFormat();
        bf.setLineHeight(lineHeightPercent, QTextBlockFormat::ProportionalHeight);
        QTextCursor(b).setBlockFormat(bf);
    }
}

} // namespace ui
