// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/draw/drawingview.h"

#include <QFocusEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QResizeEvent>

#include <algorithm>

namespace ui {

DrawingView::DrawingView(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
}

void DrawingView::setTheme(const Theme &theme)
{
    m_theme = theme;
    layOut();
    update();
}

void DrawingView::setDrawing(Drawing drawing)
{
    m_drawing = std::move(drawing);
    setMinimumHeight(std::max(0, qCeil(m_drawing.size.height())));
    updateGeometry();
    update();
}

QSize DrawingView::sizeHint() const { return m_drawing.size.toSize(); }

void DrawingView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.panel());
    paint(painter, m_drawing, m_theme);
    if (m_focusShown) {
        painter.setPen(QPen(m_theme.ink(Ink::Selection), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(1, 1, -2, -2));
    }
}

void DrawingView::resizeEvent(QResizeEvent *event)
{
    if (event->size().width() != event->oldSize().width())
        layOut();
}

void DrawingView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    // Later targets lie on top of earlier ones.
    for (int i = static_cast<int>(m_drawing.targets.size()); i-- > 0;) {
        if (!m_drawing.targets[static_cast<std::size_t>(i)].rect.contains(event->position()))
            continue;
        emit targetActivated(i);
        return;
    }
}

void DrawingView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        emit moveRequested(-1, false);
        break;
    case Qt::Key_Right:
        emit moveRequested(1, false);
        break;
    case Qt::Key_Up:
        emit moveRequested(-1, true);
        break;
    case Qt::Key_Down:
        emit moveRequested(1, true);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void DrawingView::focusInEvent(QFocusEvent *event)
{
    m_focusShown = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                   event->reason() == Qt::ShortcutFocusReason;
    QWidget::focusInEvent(event);
    update();
}

void DrawingView::focusOutEvent(QFocusEvent *event)
{
    m_focusShown = false;
    QWidget::focusOutEvent(event);
    update();
}

} // namespace ui
