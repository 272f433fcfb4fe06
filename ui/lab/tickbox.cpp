// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/tickbox.h"

#include <QPainter>

namespace ui {

namespace {

constexpr int box = 16;
constexpr int gap = 8;

} // namespace

QSize TickBox::sizeHint() const
{
    return {box + gap + fontMetrics().horizontalAdvance(text()) + 4,
            std::max(30, fontMetrics().height() + 4)};
}

void TickBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto group = isEnabled() ? QPalette::Active : QPalette::Disabled;
    const QColor accent = palette().color(QPalette::Highlight);
    const QRectF square(1, (height() - box) / 2.0, box - 1, box - 1);
    const bool isFilled = isChecked() && isEnabled();
    painter.setPen(QPen(isFilled || hasFocus() ? accent : palette().color(QPalette::PlaceholderText),
                        hasFocus() ? 2 : 1));
    painter.setBrush(isFilled ? accent : palette().color(QPalette::Base));
    painter.drawRoundedRect(square, 3, 3);
    if (isChecked()) {
        const QColor tick = isFilled ? palette().color(QPalette::HighlightedText)
                                     : palette().color(QPalette::Disabled, QPalette::ButtonText);
        painter.setPen(QPen(tick, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF at = square.topLeft();
        painter.drawPolyline(QPolygonF({at + QPointF(3.5, 8), at + QPointF(6.5, 11), at + QPointF(12, 4.5)}));
    }
    painter.setPen(palette().color(group, QPalette::WindowText));
    painter.drawText(rect().adjusted(box + gap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text());
    if (hasFocus() && isFilled) { // the edge alone would not show it
        painter.setPen(QPen(accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 2.5, -0.5, -2.5), 4, 4);
    }
}

} // namespace ui
