// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explanation/explanationtext.h"

#include "core/annotate/annotate.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocumentFragment>
#include <QTextTable>

namespace ui {

namespace {

// Noto Sans CJK's own line is 1.45 of its size already.
constexpr int lineHeightPercent = 104;
constexpr qsizetype headingWidth = 22; // letters that fit beside each other in the column

class Writer
{
public:
    Writer(QTextDocument &document, const Narrator &narrator, const Theme &theme)
        : m_document(document)
        , m_cursor(&document)
        , m_say(narrator)
        , m_theme(theme)
    {
        document.clear();
        document.setDocumentMargin(0);
        document.setDefaultFont(theme.font(FontRole::Body));
        m_cursor.movePosition(QTextCursor::Start);
    }

    void heading(const QString &text, const QString &gloss = {})
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

    void value(const QString &literal, const QString &meaning)
    {
        block(2, 0);
        m_cursor.insertText(joined(literal), format(FontRole::Mono, Ink::Normal));
        if (!meaning.isEmpty())
            m_cursor.insertText(QStringLiteral(" — ") + meaning, format(FontRole::Body, Ink::Normal));
    }

    void label(const QString &text)
    {
        block(12, 1);
        m_cursor.insertText(text, format(FontRole::SmallBold, Ink::Secondary));
    }

    void markdown(const QString &text, qreal space = 0)
    {
        block(space, 0);
        const int from = m_cursor.position();
        m_cursor.insertFragment(
            QTextDocumentFragment::fromMarkdown(joined(text), QTextDocument::MarkdownNoHTML));
        dress(from);
    }

    void secondary(const QString &text)
    {
        block(2, 0);
        m_cursor.insertText(text, format(FontRole::MonoSmall, Ink::Secondary));
    }

    void link(const QString &href, const QString &name, const QString &literal, const QString &meaning)
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

    /// A card with a coloured edge: mark and sentence, id and section below.
    void rule(const core::Check &check)
    {
        const Ink edge = check.kept ? Ink::Kept : Ink::Broken;
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
        m_cursor.insertText(check.kept ? QStringLiteral("✓ ") : QStringLiteral("✗ "),
                            format(FontRole::Bold, edge));
        m_cursor.insertFragment(QTextDocumentFragment::fromMarkdown(
            joined(m_say.ruleText(check.rule->id, check.kept ? "kept" : "broken", check)),
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

private:
    QTextCharFormat format(FontRole role, Ink ink) const
    {
        QTextCharFormat f;
        f.setFont(m_theme.font(role));
        f.setForeground(m_theme.ink(ink));
        return f;
    }

    void block(qreal above, qreal below)
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

    static QString joined(QString text)
    {
        for (qsizetype i = text.size() - 1; i > 0; --i)
            if (text[i - 1] == QLatin1Char('-') && text[i].isLetter())
                text.insert(i, wordJoiner);
        return text;
    }

    // What Markdown made gets the theme's faces and colours, and line height.
    void dress(int from)
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
                    dressed.setForeground(m_theme.ink(Ink::Selection));
                    dressed.setFontUnderline(true);
                    dressed.setUnderlineStyle(QTextCharFormat::DotLine);
                }
                c.setCharFormat(dressed);
            }
            QTextBlockFormat bf = b.blockFormat();
            bf.setLineHeight(lineHeightPercent, QTextBlockFormat::ProportionalHeight);
            QTextCursor(b).setBlockFormat(bf);
        }
    }

    QTextDocument &m_document;
    QTextCursor m_cursor;
    const Narrator &m_say;
    const Theme &m_theme;
    bool m_fresh = true;
};

/// The name of a header is explained by what the header means.
std::string_view explainedId(const core::Field &tree, const core::Field &field)
{
    if (field.id != "http.header.name" && field.id != "http.header")
        return field.id;
    for (const core::Field *at : core::pathTo(tree, field.span.bit))
        if (at->id == "http.header")
            for (const core::Field &part : at->children)
                if (part.id.substr(0, 13) == "http.request." || part.id.substr(0, 14) == "http.response.")
                    return part.id;
    return field.id;
}

// Bytes by their offset, bits of a byte from its most significant, as hex view and ruler count them.
TextValues whereValues(core::BitSpan span, const QByteArray &bytes)
{
    const quint64 byte = span.bit / 8;
    const quint64 last = (span.end() - 1) / 8;
    return {{QStringLiteral("byte"), QString::number(byte)},
            {QStringLiteral("last"), QString::number(span.bits % 8 == 0 ? last : (span.end() - 1) % 8)},
            {QStringLiteral("first"), QString::number(span.bit % 8)},
            {QStringLiteral("count"), QString::number(last - byte + 1)},
            {QStringLiteral("hex"), QString::fromLatin1(bytes.mid(static_cast<qsizetype>(byte), 1).toHex())}};
}

const char *whereId(core::BitSpan span)
{
    if (span.bits == 1)
        return "where.bit";
    if (span.bits % 8 != 0)
        return "where.bits";
    return span.bits == 8 ? "where.byte" : "where.bytes";
}

void writeField(Writer &out, const core::Conversation &conversation, const core::Step &step,
                const core::Field &tree, const core::Field &field, const QByteArray &bytes,
                const Narrator &say)
{
    const Catalogue &texts = say.catalogue();
    const Language language = say.language();
    const QString id = Catalogue::key(explainedId(tree, field));
    const auto has = [&](const char *key) { return texts.has(id, key, language); };
    out.heading(texts.text(id, "label", language),
                has("gloss") ? texts.text(id, "gloss", language) : QString());
    const QString literal = Narrator::valueLiteral(field, core::spanOf(bytes));
    if (!literal.isEmpty())
        out.value(literal, say.valueMeaning(field, core::spanOf(bytes)));
    out.label(say.phrase("heading.what"));
    out.markdown(texts.markdown(id, "what", language));
    out.label(say.phrase("heading.why"));
    out.markdown(texts.markdown(id, "why", language));
    const bool isKey = id == QLatin1StringView("http.request.key") || id == QLatin1StringView("ws.frame.key");
    if (isKey && conversation.connection().keysFixed)
        out.markdown(say.phrase("note.fixed"), 6);
    bool ruleHeading = false;
    for (const core::Check &check : conversation.checksOf(*step.unit)) {
        if (check.field != field.id || check.span.bits == 0)
            continue;
        if (!ruleHeading)
            out.label(say.phrase("heading.rule"));
        ruleHeading = true;
        out.rule(check);
    }
    if (has("mistake")) {
        out.label(say.phrase("heading.mistake"));
        out.markdown(texts.markdown(id, "mistake", language));
    }
    if (has("library")) {
        out.label(say.phrase("heading.library"));
        out.markdown(texts.markdown(id, "library", language));
    }
    out.label(say.phrase("heading.where"));
    out.markdown(texts.markdown(QString::fromLatin1(whereId(field.span)), "text", language,
                                whereValues(field.span, bytes)));
    if (!texts.rfc(id).isEmpty())
        out.secondary(texts.rfc(id));
}

void writeCheck(Writer &out, const core::Check &check, const Narrator &say)
{
    const QString id = QStringLiteral("rule.") + Catalogue::key(check.rule->id);
    out.label(say.phrase("heading.rule"));
    out.rule(check);
    out.label(say.phrase("heading.why"));
    out.markdown(say.ruleText(check.rule->id, "why", check));
    out.label(say.phrase("heading.peer"));
    out.markdown(say.ruleText(check.rule->id, "peer", check));
}

} // namespace

void writeExplanation(QTextDocument &document, const core::Conversation &conversation, const core::Step &step,
                      core::BitSpan selected, const Narrator &say, const Theme &theme)
{
    Writer out(document, say, theme);
    out.heading(say.stepTitle(step));
    out.markdown(say.stepMarkdown(step), 4);
    const QString stepRfc = say.catalogue().rfc(Catalogue::key(step.id));

    if (!step.unit) {
        if (!stepRfc.isEmpty())
            out.secondary(stepRfc);
        return;
    }
    const QByteArray bytes = conversation.index().bytes(*step.unit);
    const core::Field tree = core::annotate(conversation.units()[*step.unit], core::spanOf(bytes));
    const bool ownFocus = selected == step.focus;
    if (ownFocus && !step.rule.empty()) {
        const std::vector<core::Check> checks = conversation.checksOf(*step.unit);
        if (step.part >= 0 && static_cast<std::size_t>(step.part) < checks.size())
            writeCheck(out, checks[static_cast<std::size_t>(step.part)], say);
        return;
    }
    if (selected.bits == 0)
        return;
    const core::Field &covering = core::smallestCovering(tree, selected);
    const bool several = covering.span != selected && !covering.isLeaf();
    if (!several) {
        writeField(out, conversation, step, tree, covering, bytes, say);
        return;
    }
    if (!stepRfc.isEmpty())
        out.secondary(stepRfc);
    out.label(say.phrase("heading.fields"));
    for (const core::Field *leaf : core::leavesOf(tree)) {
        if (!selected.overlaps(leaf->span))
            continue;
        const QString meaning = say.valueMeaning(*leaf, core::spanOf(bytes));
        out.link(QStringLiteral("bits:%1:%2").arg(leaf->span.bit).arg(leaf->span.bits),
                 say.fieldLabel(leaf->id), Narrator::valueLiteral(*leaf, core::spanOf(bytes)), meaning);
    }
}

} // namespace ui
