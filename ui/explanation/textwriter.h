// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/referee/judge.h"
#include "ui/draw/theme.h"
#include "ui/text/steptext.h"

#include <QTextCursor>
#include <QTextDocument>

namespace ui {

/// Writes headings, paragraphs, links and rule cards into a document, in the theme's faces and colours.
class TextWriter
{
public:
    TextWriter(QTextDocument &document, const Narrator &narrator, const Theme &theme);
    void heading(const QString &text, const QString &gloss = {});
    void value(const QString &literal, const QString &meaning);
    void label(const QString &text);
    void markdown(const QString &text, qreal space = 0);
    void secondary(const QString &text);
    void link(const QString &href, const QString &name, const QString &literal, const QString &meaning);
    /// A line across.
    void rule();
    /// A card with a coloured edge: mark and sentence, id and section below.
    void rule(const core::Check &check);

private:
    QTextCharFormat format(FontRole role, Ink ink) const;
    void block(qreal above, qreal below);
    static QString joined(QString text);
    // What Markdown made gets the theme's faces and colours, and line height.
    void dress(int from);

    QTextDocument &m_document;
    QTextCursor m_cursor;
    const Narrator &m_say;
    const Theme &m_theme;
    bool m_fresh = true; // the block at hand holds nothing yet
};

} // namespace ui
