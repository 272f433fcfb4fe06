// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes/bytes.h"
#include "ui/draw/theme.h"

#include <QFontMetricsF>
#include <QLineF>
#include <QPainter>
#include <QRectF>
#include <QSizeF>
#include <QString>

#include <optional>
#include <vector>

namespace ui {

/// What a layout function makes: shapes in logical pixels, no painting done yet. Layouts are pure: the same
/// input gives the same drawing, and a test can look at every text and every cell.
struct Box
{
    enum class Style : quint8 {
        Cell,      // tinted, with a solid edge below
        Chip,      // tinted, rounded
        Frame,     // outlined
        Pill,      // outlined, round ends
        Dashed,    // outlined with dashes
        Current,   // filled as what is current
        Selection, // the selection's outline
        Disc,      // filled circle
        Bar,       // filled
        Mark,      // a cross in a corner: a rule is broken here
        // Pieces on a board, filled with the edge of a tone; one shape a player.
        Round,
        Square,
        Diamond,
    };
    QRectF rect;
    Style style = Style::Cell;
    Tone tone = Tone::Plain;
    Ink ink = Ink::Line; // of outlines
};

struct TextItem
{
    QRectF rect; // the text must fit inside
    QString text;
    FontRole font = FontRole::Body;
    Ink ink = Ink::Normal;
    Qt::Alignment align = Qt::AlignLeft | Qt::AlignVCenter;
};

struct Stroke
{
    QLineF line;
    Ink ink = Ink::Normal;
    qreal width = 1.2;
    bool dashed = false;
    bool arrow = false; // a head at its end
};

/// Where a click or a cursor key lands: bits of the unit shown, or a step.
struct Target
{
    QRectF rect;
    core::BitSpan span;
    std::optional<int> step;
    core::BitSpan cells; // the bits that are drawn here side by side, all as wide; empty: none
    bool isEcho = false; // a second place of what another target shows
};

struct Drawing
{
    QSizeF size;
    std::vector<Box> boxes;
    std::vector<Stroke> strokes;
    std::vector<TextItem> texts;
    std::vector<Target> targets;

    /// Adds another drawing with its top left corner at (x, y); the size grows to hold it.
    void place(const Drawing &other, qreal x, qreal y);

    /// The selection's outline that was added last, to be made longer; nothing where there is none.
    Box *lastSelection();
};

/// Widths and heights of text in the theme's fonts.
class Metrics
{
public:
    explicit Metrics(const Theme &theme);

    qreal width(const QString &text, FontRole role) const;
    qreal lineHeight(FontRole role) const;
    qreal cell(FontRole monoRole) const; // of one character of a fixed pitch face
    QString elided(const QString &text, FontRole role, qreal width) const;
    /// In lines, broken between words; a word that is wider than a line is elided.
    QStringList wrapped(const QString &text, FontRole role, qreal width) const;

private:
    const QFontMetricsF &of(FontRole role) const { return m_metrics[static_cast<std::size_t>(role)]; }

    std::vector<QFontMetricsF> m_metrics; // by FontRole
};

constexpr bool isMono(FontRole r)
{
    return r == FontRole::Mono || r == FontRole::MonoBold || r == FontRole::MonoSmall;
}

void paint(QPainter &painter, const Drawing &drawing, const Theme &theme);

} // namespace ui
