// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hex/hexview.h"

#include "core/annotate/annotate.h"
#include "core/record/messages.h"
#include "ui/explanation/fieldtext.h"
#include "ui/hex/hexlayout.h"

namespace ui {

namespace {

constexpr qreal margin = 14;
constexpr qreal leastWidth = 340;
constexpr qsizetype rowBytes = 16;

} // namespace

HexView::HexView(const Session &session, Selection &selection)
    : m_session(session)
    , m_selection(selection)
{
    connect(&selection, &Selection::changed, this, &HexView::follow);
    connect(this, &DrawingView::targetActivated, this, [this](int target) {
        m_selection.selectBits(drawing().targets[static_cast<std::size_t>(target)].span);
    });
    connect(this, &DrawingView::moveRequested, &selection,
            [&selection](int direction, bool) { selection.move(direction); });
    connect(this, &DrawingView::depthRequested, &selection, &Selection::deepen);
    setLeastWidth(leastWidth);
}

void HexView::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    layOut();
}

void HexView::setSource(HexSource source)
{
    m_source = source;
    m_unit.reset();
    follow();
}

/// The bytes of the source.
void HexView::take()
{
    m_bytes.clear();
    m_firstBit = 0;
    if (!m_selection.unit())
        return;
    const core::Conversation &conversation = *m_session.conversation();
    const quint32 unit = *m_selection.unit();
    const core::Unit &shown = conversation.units()[unit];
    if (m_source == HexSource::Wire) {
        m_bytes = conversation.index().bytes(unit);
        return;
    }
    if (!shown.isFrame())
        return;
    m_firstBit = 8 * quint64{shown.headerLength};
    if (m_source == HexSource::Unmasked) {
        m_bytes = core::unmaskedPayload(conversation.index(), unit);
        return;
    }
    const core::Message message = core::messageUpTo(conversation.index(), unit);
    if (!message.units.empty() && conversation.isCompressed(message))
        m_bytes = conversation.contentOf(message);
}

void HexView::follow()
{
    if (!isVisibleTo(window()))
        return;
    if (m_unit != m_selection.unit() || m_source == HexSource::Inflated) {
        m_unit = m_selection.unit();
        m_from = 0;
    }
    take();
    if (const auto selected = selectedOffset())
        if (*selected < m_from || *selected >= m_from + hexBytesShown)
            m_from = *selected / hexBytesShown * hexBytesShown;
    layOut();
}

std::optional<qsizetype> HexView::selectedOffset() const
{
    const core::BitSpan bits = m_selection.bits();
    if (m_source == HexSource::Inflated || bits.bits == 0 || bits.end() <= m_firstBit)
        return std::nullopt;
    const auto offset = static_cast<qsizetype>((std::max(bits.bit, m_firstBit) - m_firstBit) / 8);
    return offset < m_bytes.size() ? std::optional(offset) : std::nullopt;
}

bool HexView::goTo(qsizetype offset)
{
    if (offset < 0 || offset >= m_bytes.size())
        return false;
    if (m_source == HexSource::Inflated) {
        m_from = offset / rowBytes * rowBytes;
        layOut();
    } else {
        m_selection.selectBits({m_firstBit + 8 * static_cast<quint64>(offset), 8});
    }
    return true;
}

QRectF HexView::selectedRect() const
{
    for (const Box &box : drawing().boxes)
        if (box.style == Box::Style::Selection)
            return onWidget(box.rect);
    return {};
}

void HexView::layOut()
{
    if (!m_narrator || !isVisibleTo(window()))
        return;
    Drawing out;
    const qreal width = std::max(200.0, layoutWidth() - 2 * margin);
    const Metrics metrics(theme());
    if (m_bytes.isEmpty()) {
        const char *const why = !m_selection.unit()               ? "lane.nobytes"
                                : m_source == HexSource::Unmasked ? "hex.nopayload"
                                : m_source == HexSource::Inflated ? "hex.notcompressed"
                                                                  : "lane.nobytes";
        const QStringList lines = metrics.wrapped(m_narrator->phrase(why), FontRole::Body, width);
        for (const QString &line : lines) {
            out.texts.push_back({QRectF(margin, out.size.height() + 8, width, 24), line, FontRole::Body,
                                 Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
            out.size.rheight() += 24;
        }
        out.size.setWidth(layoutWidth());
    } else {
        const core::Conversation &conversation = *m_session.conversation();
        constexpr qreal widest = 720; // bytes and their text are read together
        const core::Field tree = conversation.fieldsOf(*m_selection.unit());
        BytesInput input{tree, m_bytes, m_selection.bits(), *m_narrator, metrics, std::min(width, widest),
                         {},   {}};
        HexWindow window{m_from, m_firstBit, {}};
        if (m_source == HexSource::Inflated)
            window.standsFor =
                core::BitSpan{m_firstBit, 8 * conversation.units()[*m_selection.unit()].payloadLength};
        else
            for (const core::Finding *finding : conversation.findingsOf(*m_selection.unit()))
                input.broken.push_back(finding->check.span);
        out.place(layoutHex(input, window), margin, 4);
    }
    out.size.rheight() += margin;
    setDrawing(std::move(out));
}

void HexView::showEvent(QShowEvent *event)
{
    DrawingView::showEvent(event);
    follow();
}

bool HexView::isSelected(const Target &target) const
{
    return target.span.bits > 0 && target.span.overlaps(m_selection.bits());
}

TargetText HexView::textOf(const Target &target) const
{
    if (!m_narrator || !m_selection.unit())
        return {};
    return fieldText(*m_narrator, *m_session.conversation(), *m_selection.unit(), target.span);
}

} // namespace ui
