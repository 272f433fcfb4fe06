// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/draw/drawing.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr qreal radius = 6;

void paintBox(QPainter &painter, const Box &box, const Theme &theme)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::NoBrush);
    const QRectF inner = box.rect.adjusted(0.5, 0.5, -0.5, -0.5);
    switch (box.style) {
    case Box::Style::Cell: {
        painter.fillRect(box.rect.adjusted(0.5, 0, -0.5, 0), theme.fill(box.tone));
        painter.fillRect(QRectF(box.rect.left() + 0.5, box.rect.bottom() - 3, box.rect.width() - 1, 3),
                         theme.edge(box.tone));
        break;
    }
    case Box::Style::Chip:
        painter.setBrush(theme.fill(box.tone));
        painter.drawRoundedRect(box.rect, 3, 3);
        break;
    case Box::Style::Frame:
        painter.setPen(QPen(theme.ink(box.ink), 1));
        painter.setBrush(theme.panel());
        painter.drawRoundedRect(inner, radius, radius);
        break;
    case Box::Style::Pill:
        painter.setPen(QPen(theme.ink(box.ink), 1.3));
        painter.setBrush(theme.panel());
        painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2);
        break;
    case Box::Style::Dashed:
        painter.setPen(QPen(theme.ink(box.ink), 1, Qt::DashLine));
        painter.drawRoundedRect(inner, radius, radius);
        break;
    case Box::Style::Current:
        painter.setBrush(theme.selectionFill());
        painter.drawRoundedRect(box.rect, radius, radius);
        break;
    case Box::Style::Selection:
        painter.setPen(QPen(theme.ink(box.ink), 2));
        painter.drawRoundedRect(box.rect.adjusted(1, 1, -1, -1), 3, 3);
        break;
    case Box::Style::Disc:
        painter.setBrush(theme.ink(box.ink));
        painter.drawEllipse(box.rect);
        break;
    }
}

void paintStroke(QPainter &painter, const Stroke &stroke, const Theme &theme)
{
    const QColor colour = theme.ink(stroke.ink);
    QLineF line = stroke.line;
    QPen pen(colour, stroke.width);
    if (stroke.dashed)
        pen.setDashPattern({4, 4});
    painter.setPen(pen);
    if (!stroke.arrow) {
        painter.drawLine(line);
        return;
    }
    constexpr qreal headLength = 10;
    constexpr qreal headWidth = 4;
    const qreal length = line.length();
    const QPointF along = length > 0 ? QPointF(line.dx() / length, line.dy() / length) : QPointF(1, 0);
    const QPointF across(-along.y(), along.x());
    const QPointF neck = line.p2() - along * headLength;
    painter.drawLine(line.p1(), neck);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF({line.p2(), neck + across * headWidth, neck - across * headWidth}));
}

bool isWide(QChar c)
{
    return c.unicode() >= 0x1100 &&
           (c.script() == QChar::Script_Hangul || c.script() == QChar::Script_Han ||
            c.script() == QChar::Script_Hiragana || c.script() == QChar::Script_Katakana);
}

qreal cellsOf(const QString &text)
{
    qreal cells = 0;
    for (const QChar c : text)
        cells += isWide(c) ? 2 : 1;
    return cells;
}

// Bytes and literals stand in fixed cells whatever face was found.
void paintMono(QPainter &painter, const TextItem &item, const QFontMetricsF &metrics)
{
    const qreal cell = metrics.horizontalAdvance(QLatin1Char('0'));
    const qreal width = cell * cellsOf(item.text);
    qreal x = item.rect.left();
    if (item.align & Qt::AlignHCenter)
        x += (item.rect.width() - width) / 2;
    else if (item.align & Qt::AlignRight)
        x += item.rect.width() - width;
    const qreal baseline = item.rect.center().y() + (metrics.capHeight()) / 2;
    for (const QChar c : item.text) {
        if (c != QLatin1Char(' '))
            painter.drawText(QPointF(x, baseline), QString(c));
        x += cell * (isWide(c) ? 2 : 1);
    }
}

} // namespace

void Drawing::place(const Drawing &other, qreal x, qreal y)
{
    const QPointF by(x, y);
    for (Box box : other.boxes) {
        box.rect.translate(by);
        boxes.push_back(box);
    }
    for (Stroke stroke : other.strokes) {
        stroke.line.translate(by);
        strokes.push_back(stroke);
    }
    for (TextItem item : other.texts) {
        item.rect.translate(by);
        texts.push_back(item);
    }
    for (Target target : other.targets) {
        target.rect.translate(by);
        targets.push_back(target);
    }
    size = size.expandedTo(QSizeF(x + other.size.width(), y + other.size.height()));
}

Box *Drawing::lastSelection()
{
    const auto found = std::find_if(boxes.rbegin(), boxes.rend(),
                                    [](const Box &box) { return box.style == Box::Style::Selection; });
    return found == boxes.rend() ? nullptr : &*found;
}

qreal Metrics::width(const QString &text, FontRole role) const
{
    if (isMono(role))
        return cell(role) * cellsOf(text);
    return QFontMetricsF(m_theme.font(role)).horizontalAdvance(text);
}

qreal Metrics::lineHeight(FontRole role) const { return std::ceil(m_theme.font(role).pixelSize() * 1.5); }

qreal Metrics::cell(FontRole monoRole) const
{
    return QFontMetricsF(m_theme.font(monoRole)).horizontalAdvance(QLatin1Char('0'));
}

QString Metrics::elided(const QString &text, FontRole role, qreal width) const
{
    if (this->width(text, role) <= width)
        return text;
    if (!isMono(role))
        return QFontMetricsF(m_theme.font(role)).elidedText(text, Qt::ElideRight, width);
    QString shorter = text;
    while (!shorter.isEmpty() && this->width(shorter, role) + cell(role) > width)
        shorter.chop(1);
    return shorter + QChar(0x2026);
}

void paint(QPainter &painter, const Drawing &drawing, const Theme &theme)
{
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Box &box : drawing.boxes)
        if (box.style != Box::Style::Selection)
            paintBox(painter, box, theme);
    for (const Stroke &stroke : drawing.strokes)
        paintStroke(painter, stroke, theme);
    for (const Box &box : drawing.boxes)
        if (box.style == Box::Style::Selection || box.style == Box::Style::Pill)
            paintBox(painter, box, theme);
    for (const TextItem &item : drawing.texts) {
        const QFont font = theme.font(item.font);
        painter.setFont(font);
        painter.setPen(theme.ink(item.ink));
        if (isMono(item.font))
            paintMono(painter, item, QFontMetricsF(font));
        else
            painter.drawText(item.rect, static_cast<int>(item.align) | Qt::TextSingleLine, item.text);
    }
}

} // namespace ui
