// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/drawing.h"

#include <QWidget>

namespace ui {

/// What a target is called, what it holds and what that means; for assistive technology and tool tips.
struct TargetText
{
    QString name;
    QString value;
    QString description;
};

/// Shows a drawing, as large as the theme's zoom says, and reports what was clicked or reached by keys. Knows
/// no protocol. Each target is an accessible object.
class DrawingView : public QWidget
{
    Q_OBJECT

public:
    explicit DrawingView(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    const Theme &theme() const { return m_theme; }
    const Drawing &drawing() const { return m_drawing; }
    QSize sizeHint() const override;

    /// Of the drawing: logical pixels, before zoom.
    QRectF onWidget(const QRectF &inDrawing) const;
    /// The topmost target there, by its index; -1 where there is none.
    int targetAt(QPointF onWidget) const;

    virtual TargetText textOf(const Target &target) const;
    virtual bool isSelected(const Target &target) const;

signals:
    void targetActivated(int target);
    /// A cursor key: -1 for left and up, +1 for right and down.
    void moveRequested(int direction, bool byRow);
    /// What is selected is being dragged away.
    void dragRequested();
    /// Enter: +1, to a smaller part of what is selected; Escape: -1.
    void depthRequested(int deeper);

protected:
    void setDrawing(Drawing drawing);
    /// The width to lay out for, logical pixels.
    qreal layoutWidth() const;
    /// A drawing that is narrower cannot be read: the view asks for that much, and is scrolled.
    void setLeastWidth(qreal logical) { m_leastWidth = logical; }
    /// Called when the width or the theme has changed and the drawing must be laid out anew.
    virtual void layOut() = 0;

    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void hover(int target);

    Theme m_theme;
    Drawing m_drawing;
    qreal m_leastWidth = 0;
    int m_hovered = -1;
    std::optional<QPointF> m_pressed; // on what is selected: it may be dragged
    bool m_focusShown = false;        // reached by the keyboard
};

} // namespace ui
