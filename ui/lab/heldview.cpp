// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/heldview.h"

#include "core/annotate/annotate.h"
#include "core/protocol/httphead.h"
#include "ui/diagram/httplayout.h"
#include "ui/hex/hexlayout.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>

namespace ui {

namespace {

constexpr qreal margin = 20;
constexpr qreal gap = 12;

core::Field treeOf(core::UnitKind kind, const QByteArray &bytes)
{
    switch (kind) {
    case core::UnitKind::Frame:
        return core::annotateFrame(core::spanOf(bytes));
    case core::UnitKind::Request:
    case core::UnitKind::Response: {
        const bool isResponse = kind == core::UnitKind::Response;
        const core::HttpHead head = core::readHttpHead(bytes, isResponse);
        const quint32 length = head.lines.empty() ? 0 : head.lines.back().all().end();
        return core::annotateHttp(core::spanOf(bytes), length, isResponse);
    }
    case core::UnitKind::Tls:
    case core::UnitKind::Unknown:
        break;
    }
    core::Unit unit;
    unit.payloadLength = static_cast<quint64>(bytes.size());
    return core::annotate(unit, core::spanOf(bytes));
}

} // namespace

HeldView::HeldView(QWidget *parent)
    : DrawingView(parent)
{
    setObjectName(QStringLiteral("heldBytes"));
}

void HeldView::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    setAccessibleName(narrator.phrase("held.bytes"));
    layOut();
}

void HeldView::setUnit(const std::optional<core::HeldUnit> &unit)
{
    const bool isOther = !unit || !m_unit || unit->id != m_unit->id;
    m_unit = unit;
    m_bytes = unit ? unit->delivery.bytes.value_or(unit->bytes) : QByteArray();
    m_tree = unit ? treeOf(unit->kind, m_bytes) : core::Field();
    if (isOther)
        m_cursor = 0;
    m_cursor = std::min(m_cursor, static_cast<quint64>(std::max<qsizetype>(1, m_bytes.size())) * 8 - 1);
    layOut();
    emit cursorMoved();
}

void HeldView::setCursor(quint64 bit)
{
    m_cursor = std::min(bit, static_cast<quint64>(std::max<qsizetype>(1, m_bytes.size())) * 8 - 1);
    layOut();
    emit cursorMoved();
}

const core::Field *HeldView::field() const
{
    for (const core::Field *leaf : core::leavesOf(m_tree))
        if (leaf->span.contains({m_cursor, 1}))
            return leaf;
    return nullptr;
}

void HeldView::layOut()
{
    if (!m_narrator || !m_unit) {
        setDrawing({});
        return;
    }
    const Metrics metrics(theme());
    const bool isHttp = m_unit->kind == core::UnitKind::Request || m_unit->kind == core::UnitKind::Response;
    const core::Field *const leaf = field();
    const core::BitSpan selected = isHttp && leaf != nullptr ? leaf->span : core::BitSpan{m_cursor, 1};
    const qreal inner = layoutWidth() - 2 * margin;
    const BytesInput input{m_tree, m_bytes, selected, *m_narrator, metrics, inner};
    Drawing out;
    out.size = QSizeF(layoutWidth(), 4);
    if (m_unit->kind == core::UnitKind::Frame)
        out.place(layoutFrame(input), margin, out.size.height());
    else if (isHttp)
        out.place(layoutHttp(input), margin, out.size.height());
    out.size.rheight() += gap;
    const BytesInput hex{m_tree, m_bytes, {m_cursor / 8 * 8, 8}, *m_narrator, metrics, inner};
    out.place(layoutHex(hex), margin, out.size.height());
    out.size.rheight() += gap;
    setDrawing(std::move(out));
}

/// Elsewhere than in the diagram a target stands for its first bit.
std::optional<quint64> HeldView::bitAt(QPointF position) const
{
    const int at = targetAt(position);
    if (at < 0)
        return std::nullopt;
    const Target &target = drawing().targets[static_cast<std::size_t>(at)];
    if (target.cells.bits == 0)
        return target.span.bits == 0 ? std::nullopt : std::optional(target.span.bit);
    const qreal into = (position.x() / theme().zoom() - target.rect.left()) / target.rect.width();
    const auto column = static_cast<quint64>(std::max(0.0, into * static_cast<qreal>(target.cells.bits)));
    return std::min(target.cells.bit + column, target.cells.end() - 1);
}

void HeldView::mousePressEvent(QMouseEvent *event)
{
    setFocus(Qt::MouseFocusReason);
    if (const auto bit = bitAt(event->position()))
        setCursor(*bit);
}

void HeldView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const auto bit = bitAt(event->position()); bit && *bit == m_cursor)
        flip();
}

void HeldView::flip()
{
    if (!m_unit)
        return;
    core::UnitEdit edit;
    edit.at = m_cursor;
    emit editRequested(edit);
}

void HeldView::setNibble(int value)
{
    const quint64 at = m_cursor / 8;
    if (!m_unit || at >= static_cast<quint64>(m_bytes.size()))
        return;
    const auto byte = static_cast<quint8>(m_bytes[static_cast<qsizetype>(at)]);
    const bool isHigh = m_cursor % 8 < 4;
    core::UnitEdit edit;
    edit.kind = core::UnitEdit::Kind::Replace;
    edit.at = at;
    edit.removed = 1;
    edit.bytes =
        QByteArray(1, static_cast<char>(isHigh ? value << 4 | (byte & 0x0f) : (byte & 0xf0) | value));
    const quint64 next = m_cursor / 4 * 4 + 4;
    emit editRequested(edit);
    setCursor(next);
}

int HeldView::rowBits() const { return bitsPerRow({}, layoutWidth() - 2 * margin); }

void HeldView::keyPressEvent(QKeyEvent *event)
{
    const auto move = [this](qint64 bits) {
        setCursor(static_cast<quint64>(std::max<qint64>(0, static_cast<qint64>(m_cursor) + bits)));
    };
    bool isDigit = false;
    const int digit = event->text().toInt(&isDigit, 16);
    switch (event->key()) {
    case Qt::Key_Left:
        move(-1);
        break;
    case Qt::Key_Right:
        move(1);
        break;
    case Qt::Key_Up:
        move(-rowBits());
        break;
    case Qt::Key_Down:
        move(rowBits());
        break;
    case Qt::Key_Space:
        flip();
        break;
    default:
        if (isDigit && (event->modifiers() & ~Qt::ShiftModifier) == 0)
            setNibble(digit);
        else
            DrawingView::keyPressEvent(event);
    }
}

} // namespace ui
