// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/drawing.h"

#include <QWidget>

namespace ui {

/// Shows a drawing and reports what was clicked or reached by keys. Knows no protocol.
class DrawingView : public QWidget
{
    Q_OBJECT

public:
    explicit DrawingView(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    const Theme &theme() const { return m_theme; }
    const Drawing &drawing() const { return m_drawing; }
    QSize sizeHint() const override;

signals:
    void targetActivated(int target);
    /// A cursor key: -1 for left and up, +1 for right and down.
    void moveRequested(int direction, bool byRow);

protected:
    void setDrawing(Drawing drawing);
    /// Called when the width or the theme has changed and the drawing must be laid out anew.
    virtual void layOut() = 0;

    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    Theme m_theme;
    Drawing m_drawing;
    bool m_focusShown = false; // reached by the keyboard
};

} // namespace ui
