// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/annotate/field.h"
#include "core/lab/hold.h"
#include "core/lab/unitedit.h"
#include "ui/draw/drawingview.h"
#include "ui/text/steptext.h"

namespace ui {

/// The bytes of a held unit, to be changed: the diagram and the hex view of what will be delivered, with a
/// cursor that stands on one bit. Cursor keys move it, Space flips the bit, a hex digit sets half a byte.
class HeldView : public DrawingView
{
    Q_OBJECT

public:
    explicit HeldView(QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator);
    /// No unit: an empty view.
    void setUnit(const std::optional<core::HeldUnit> &unit);

    /// The bytes that will be delivered.
    const QByteArray &bytes() const { return m_bytes; }
    /// Bit under the cursor, from the unit's start.
    quint64 cursor() const { return m_cursor; }
    void setCursor(quint64 bit);
    /// The leaf field under the cursor; null where there are no bytes.
    const core::Field *field() const;

signals:
    void cursorMoved();
    /// Not consistent: that is for the panel to say.
    void editRequested(const core::UnitEdit &edit);

protected:
    void layOut() override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    std::optional<quint64> bitAt(QPointF position) const;
    int rowBits() const;
    void flip();
    void setNibble(int value);

    std::optional<Narrator> m_narrator;
    std::optional<core::HeldUnit> m_unit;
    QByteArray m_bytes;
    core::Field m_tree;
    quint64 m_cursor = 0;
};

} // namespace ui
