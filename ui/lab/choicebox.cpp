// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/choicebox.h"

#include "ui/draw/icons.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QWheelEvent>

namespace ui {

namespace {

constexpr int rowHeight = 30;
constexpr int margin = 10;
constexpr int chevron = 16;

} // namespace

ChoiceBox::ChoiceBox(QWidget *parent)
    : QComboBox(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    view()->setTextElideMode(Qt::ElideNone);
}

QSize ChoiceBox::sizeHint() const
{
    int widest = 0;
    for (int i = 0; i < count(); ++i)
        widest = std::max(widest, fontMetrics().horizontalAdvance(itemText(i)));
    return {widest + 2 * margin + chevron + 4, std::max(rowHeight, fontMetrics().height() + 10)};
}

void ChoiceBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isFocused = hasFocus();
    const QColor edge = isFocused ? palette().color(QPalette::Highlight) : palette().color(QPalette::Mid);
    const qreal width = isFocused ? 2 : 1;
    painter.setPen(QPen(edge, width));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2), 6, 6);
    const QColor ink =
        palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::ButtonText);
    painter.setPen(ink);
    painter.drawText(rect().adjusted(margin, 0, -margin - chevron, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     (currentIndex() < 0 ? placeholderText() : currentText()));
    icon(Glyph::Chevron, ink)
        .paint(&painter,
               QRect(this->width() - margin - chevron + 2, (this->height() - chevron) / 2, chevron, chevron));
}

void ChoiceBox::wheelEvent(QWheelEvent *event)
{
    if (hasFocus())
        QComboBox::wheelEvent(event);
    else
        event->ignore();
}

} // namespace ui
