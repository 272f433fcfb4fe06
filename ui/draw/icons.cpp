// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/draw/icons.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

namespace ui {

namespace {

constexpr int size = 16;

void triangle(QPainter &p, qreal left, qreal right)
{
    p.drawPolygon(QPolygonF({{left, 3}, {left, 13}, {right, 8}}));
}

void draw(QPainter &p, Glyph glyph, const QColor &colour)
{
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    p.setBrush(colour);
    switch (glyph) {
    case Glyph::Run:
        triangle(p, 4, 13);
        break;
    case Glyph::Play: // in a ring: it goes on by itself
        p.setBrush(Qt::NoBrush);
        p.setPen(QPen(colour, 1.4));
        p.drawEllipse(QPointF(8, 8), 6.6, 6.6);
        p.setPen(Qt::NoPen);
        p.setBrush(colour);
        p.drawPolygon(QPolygonF({{6.2, 4.8}, {6.2, 11.2}, {11.4, 8}}));
        break;
    case Glyph::Pause:
        p.drawRect(QRectF(4, 3, 3, 10));
        p.drawRect(QRectF(9, 3, 3, 10));
        break;
    case Glyph::First:
        p.drawRect(QRectF(1.5, 3, 1.8, 10));
        triangle(p, 9, 3.5);
        triangle(p, 14.5, 9);
        break;
    case Glyph::Previous:
        triangle(p, 12, 4);
        break;
    case Glyph::Next:
        triangle(p, 4, 12);
        break;
    case Glyph::Last:
        triangle(p, 1.5, 7);
        triangle(p, 7, 12.5);
        p.drawRect(QRectF(12.7, 3, 1.8, 10));
        break;
    case Glyph::Chevron:
        p.setBrush(Qt::NoBrush);
        p.setPen(QPen(colour, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        p.drawPolyline(QPolygonF({{4.5, 6.5}, {8, 10}, {11.5, 6.5}}));
        break;
    case Glyph::Sun:
        p.drawEllipse(QPointF(8, 8), 3, 3);
        p.setPen(QPen(colour, 1.4, Qt::SolidLine, Qt::RoundCap));
        for (int i = 0; i < 8; ++i) {
            p.save();
            p.translate(8, 8);
            p.rotate(i * 45);
            p.drawLine(QPointF(0, -5.2), QPointF(0, -6.8));
            p.restore();
        }
        break;
    case Glyph::Moon: {
        QPainterPath disc;
        disc.addEllipse(QPointF(7.5, 8), 5.5, 5.5);
        QPainterPath bite;
        bite.addEllipse(QPointF(10.5, 6), 4.6, 4.6);
        p.drawPath(disc.subtracted(bite));
        break;
    }
    }
}

} // namespace

QIcon icon(Glyph glyph, const QColor &colour)
{
    QIcon result;
    for (const int ratio : {1, 2, 3, 4}) {
        QPixmap pixmap(size * ratio, size * ratio);
        pixmap.setDevicePixelRatio(ratio);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        draw(painter, glyph, colour);
        result.addPixmap(pixmap);
    }
    return result;
}

} // namespace ui
