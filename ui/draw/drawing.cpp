// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/draw/drawing.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr qreal radius = 6;

/// Fields are told apart without colour too: each tone has a line of its own below.
void paintEdge(QPainter &painter, const QRectF &rect, Tone tone, const Theme &theme)
{
    static const QVector<qreal> patterns[] = {
        {},           // Plain
        {},           // Control: unbroken, thin
        {4, 1, 1, 1}, // Opcode: dash and dot
        {2.2, 1.4},   // Mask: dashes
        {0.7, 0.9},   // Length: dots
        {},           // Payload: unbroken
    };
    const auto index = static_cast<std::size_t>(tone);
    const qreal width = tone == Tone::Control ? rect.height() * 0.5 : rect.height();
    QPen pen(theme.edge(tone), width, Qt::SolidLine, Qt::FlatCap);
    if (!patterns[index].isEmpty())
        pen.setDashPattern(patterns[index]);
    painter.setPen(pen);
    const qreal y = rect.bottom() - width / 2;
    painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y));
    painter.setPen(Qt::NoPen);
}

void paintMark(QPainter &painter, const QRectF &rect, const Theme &theme)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.ink(Ink::Broken));
    painter.drawEllipse(rect);
    painter.setPen(QPen(theme.panel(), rect.width() / 8, Qt::SolidLine, Qt::RoundCap));
    const QRectF cross =
        rect.adjusted(rect.width() * 0.32, rect.width() * 0.32, -rect.width() * 0.32, -rect.width() * 0.32);
    painter.drawLine(cross.topLeft(), cross.bottomRight());
    painter.drawLine(cross.topRight(), cross.bottomLeft());
}

void paintBox(QPainter &painter, const Box &box, const Theme &theme)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::NoBrush);
    const QRectF inner = box.rect.adjusted(0.5, 0.5, -0.5, -0.5);
    switch (box.style) {
    case Box::Style::Cell: {
        painter.fillRect(box.rect.adjusted(0.5, 0, -0.5, 0), theme.fill(box.tone));
        if (box.tone != Tone::Plain)
            paintEdge(painter, QRectF(box.rect.left() + 0.5, box.rect.bottom() - 3, box.rect.width() - 1, 3),
                      box.tone, theme);
        break;
    }
    case Box::Style::Chip:
        painter.setBrush(theme.fill(box.tone));
        painter.drawRoundedRect(box.rect, 3, 3);
        if (box.tone != Tone::Plain)
            paintEdge(painter, QRectF(box.rect.left() + 2, box.rect.bottom() - 2, box.rect.width() - 4, 2),
                      box.tone, theme);
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
    case Box::Style::Bar:
        painter.fillRect(box.rect, theme.ink(box.ink));
        break;
    case Box::Style::Mark:
        paintMark(painter, box.rect, theme);
        break;
    case Box::Style::Round:
        painter.setBrush(theme.edge(box.tone));
        painter.drawEllipse(box.rect);
        break;
    case Box::Style::Square:
        painter.setBrush(theme.edge(box.tone));
        painter.drawRoundedRect(box.rect, 3, 3);
        break;
    case Box::Style::Diamond: {
        const QPointF middle = box.rect.center();
        painter.setBrush(theme.edge(box.tone));
        painter.drawPolygon(
            QPolygonF({QPointF(middle.x(), box.rect.top()), QPointF(box.rect.right(), middle.y()),
                       QPointF(middle.x(), box.rect.bottom()), QPointF(box.rect.left(), middle.y())}));
        break;
    }
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

Metrics::Metrics(const Theme &theme)
{
    m_metrics.reserve(fontRoles);
    for (std::size_t role = 0; role < fontRoles; ++role)
        m_metrics.emplace_back(theme.font(static_cast<FontRole>(role)));
}

qreal Metrics::width(const QString &text, FontRole role) const
{
    return isMono(role) ? cell(role) * cellsOf(text) : of(role).horizontalAdvance(text);
}

qreal Metrics::lineHeight(FontRole role) const { return fontPixels(role) * 1.5; }

qreal Metrics::cell(FontRole monoRole) const { return of(monoRole).horizontalAdvance(QLatin1Char('0')); }

QString Metrics::elided(const QString &text, FontRole role, qreal width) const
{
    if (this->width(text, role) <= width)
        return text;
    if (!isMono(role))
        return of(role).elidedText(text, Qt::ElideRight, width - 1.5); // hinted advances are wider
    QString shorter = text;
    while (!shorter.isEmpty() && this->width(shorter, role) + cell(role) > width)
        shorter.chop(1);
    return shorter + QChar(0x2026);
}

QStringList Metrics::wrapped(const QString &text, FontRole role, qreal width) const
{
    QStringList lines;
    for (const QString &word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const QString longer = lines.isEmpty() ? word : lines.back() + QLatin1Char(' ') + word;
        if (!lines.isEmpty() && this->width(longer, role) <= width)
            lines.back() = longer;
        else
            lines += elided(word, role, width);
    }
    return lines;
}

void paint(QPainter &painter, const Drawing &drawing, const Theme &theme)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const auto isOnTop = [](const Box &box) {
        return box.style == Box::Style::Selection || box.style == Box::Style::Pill ||
               box.style == Box::Style::Mark;
    };
    const QRectF shown = painter.hasClipping() ? painter.clipBoundingRect() : QRectF(QPointF(), drawing.size);
    const auto isShown = [&](const QRectF &rect) { return shown.intersects(rect.adjusted(-3, -3, 3, 3)); };
    for (const Box &box : drawing.boxes)
        if (!isOnTop(box) && isShown(box.rect))
            paintBox(painter, box, theme);
    for (const Stroke &stroke : drawing.strokes)
        paintStroke(painter, stroke, theme);
    for (const Box &box : drawing.boxes)
        if (isOnTop(box) && isShown(box.rect))
            paintBox(painter, box, theme);
    std::vector<QFont> fonts;
    std::vector<QFontMetricsF> metrics;
    for (std::size_t role = 0; role < fontRoles; ++role) {
        fonts.push_back(theme.font(static_cast<FontRole>(role)));
        metrics.emplace_back(fonts.back());
    }
    for (const TextItem &item : drawing.texts) {
        if (!shown.intersects(item.rect))
            continue;
        const auto role = static_cast<std::size_t>(item.font);
        painter.setFont(fonts[role]);
        painter.setPen(theme.ink(item.ink));
        if (isMono(item.font))
            paintMono(painter, item, metrics[role]);
        else
            painter.drawText(item.rect, static_cast<int>(item.align) | Qt::TextSingleLine, item.text);
    }
}

} // namespace ui
