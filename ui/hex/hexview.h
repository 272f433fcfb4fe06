// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/drawingview.h"
#include "ui/selection.h"
#include "ui/text/steptext.h"

namespace ui {

/// Which bytes of a unit are shown.
enum class HexSource : quint8 {
    Wire,     // all of it, as it passed
    Unmasked, // a frame's payload, as the receiver reads it
    Inflated, // the content of the compressed message up to and with this frame
};

/// The bytes of the unit selected, from one of three sources. Those of the wire and the unmasked ones are
/// linked byte by byte with the other views; an inflated one comes from many bits.
class HexView : public DrawingView
{
    Q_OBJECT

public:
    HexView(const Session &session, Selection &selection);

    void setNarrator(const Narrator &narrator);
    void setSource(HexSource source);
    HexSource source() const { return m_source; }
    /// Shows the byte at an offset of the source, and selects it. False where there is none.
    bool goTo(qsizetype offset);
    qsizetype byteCount() const { return m_bytes.size(); }
    /// The offset of the first selected byte in the source.
    std::optional<qsizetype> selectedOffset() const;
    /// Where the selected bytes stand on the widget, to scroll to.
    QRectF selectedRect() const;

    TargetText textOf(const Target &target) const override;
    bool isSelected(const Target &target) const override;

protected:
    void layOut() override;
    void showEvent(QShowEvent *event) override;

private:
    void follow();
    void take();

    const Session &m_session;
    Selection &m_selection;
    std::optional<Narrator> m_narrator;
    HexSource m_source = HexSource::Wire;
    QByteArray m_bytes;     // of the source
    quint64 m_firstBit = 0; // where they begin in the unit
    qsizetype m_from = 0;   // the first one shown
    std::optional<quint32> m_unit;
};

} // namespace ui
