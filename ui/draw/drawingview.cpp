// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/draw/drawingview.h"

#include "ui/draw/drawingaccess.h"

#include <QApplication>
#include <QFocusEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QToolTip>

#include <algorithm>

namespace ui {

DrawingView::DrawingView(QWidget *parent)
    : QWidget(parent)
{
    installDrawingAccess();
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
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
    m_hovered = -1;
    setMinimumSize(qFloor(m_leastWidth * m_theme.zoom()),
                   std::max(0, qCeil(m_drawing.size.height() * m_theme.zoom())));
    updateGeometry();
    update();
    tellDrawingChanged(*this);
}

QSize DrawingView::sizeHint() const { return (m_drawing.size * m_theme.zoom()).toSize(); }

qreal DrawingView::layoutWidth() const { return std::max(width() / m_theme.zoom(), m_leastWidth); }

QRectF DrawingView::onWidget(const QRectF &inDrawing) const
{
    return {inDrawing.topLeft() * m_theme.zoom(), inDrawing.size() * m_theme.zoom()};
}

int DrawingView::targetAt(QPointF onWidget) const
{
    const QPointF at = onWidget / m_theme.zoom();
    // Later targets lie on top of earlier ones.
    for (int i = static_cast<int>(m_drawing.targets.size()); i-- > 0;)
        if (m_drawing.targets[static_cast<std::size_t>(i)].rect.contains(at))
            return i;
    return -1;
}

TargetText DrawingView::textOf(const Target &) const { return {}; }

bool DrawingView::isSelected(const Target &) const { return false; }

bool DrawingView::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *const help = static_cast<QHelpEvent *>(event);
    const int target = targetAt(help->pos());
    const TargetText text =
        target < 0 ? TargetText() : textOf(m_drawing.targets[static_cast<std::size_t>(target)]);
    QStringList lines;
    for (const QString &line : {text.name, text.value, text.description})
        if (!line.isEmpty())
            lines += line.toHtmlEscaped();
    if (lines.isEmpty()) {
        QToolTip::hideText();
        event->ignore();
        return true;
    }
    lines.front() = QStringLiteral("<b>%1</b>").arg(lines.front());
    QToolTip::showText(help->globalPos(), lines.join(QStringLiteral("<br>")), this);
    return true;
}

void DrawingView::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.setClipRect(event->rect());
    painter.fillRect(rect(), m_theme.panel());
    painter.save();
    painter.scale(m_theme.zoom(), m_theme.zoom());
    paint(painter, m_drawing, m_theme);
    if (m_hovered >= 0) {
        painter.setPen(QPen(m_theme.ink(Ink::Secondary), 1));
        painter.setBrush(Qt::NoBrush);
        // Wherever else the same bits are drawn, too.
        const Target &hovered = m_drawing.targets[static_cast<std::size_t>(m_hovered)];
        for (const Target &target : m_drawing.targets)
            if (&target == &hovered || (hovered.span.bits > 0 && target.span == hovered.span))
                painter.drawRoundedRect(target.rect.adjusted(1, 1, -1, -1), 3, 3);
    }
    painter.restore();
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
    const int target = targetAt(event->position());
    if (target < 0)
        return;
    if (m_drawing.targets[static_cast<std::size_t>(target)].span.bits > 0)
        m_pressed = event->position();
    emit targetActivated(target);
}

void DrawingView::mouseMoveEvent(QMouseEvent *event)
{
    const bool isHeld = (event->buttons() & Qt::LeftButton) != 0 && m_pressed;
    if (isHeld && (event->position() - *m_pressed).manhattanLength() >= QApplication::startDragDistance()) {
        m_pressed.reset();
        emit dragRequested();
        return;
    }
    hover(targetAt(event->position()));
    QWidget::mouseMoveEvent(event);
}

void DrawingView::leaveEvent(QEvent *event)
{
    hover(-1);
    QWidget::leaveEvent(event);
}

void DrawingView::hover(int target)
{
    if (target == m_hovered)
        return;
    m_hovered = target;
    update();
}

void DrawingView::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() != Qt::NoModifier && event->modifiers() != Qt::KeypadModifier) {
        QWidget::keyPressEvent(event);
        return;
    }
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
    case Qt::Key_Return:
    case Qt::Key_Enter:
        emit depthRequested(1);
        break;
    case Qt::Key_Escape:
        emit depthRequested(-1);
        event->ignore(); // it may close something, too
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
    tellFocus(*this);
}

void DrawingView::focusOutEvent(QFocusEvent *event)
{
    m_focusShown = false;
    QWidget::focusOutEvent(event);
    update();
}

} // namespace ui
