// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/framelayout.h"

#include "ui/diagram/framerows.h"

#include <algorithm>

namespace ui {

namespace {

/// The part of a field that lies in one row.
struct Piece
{
    core::BitSpan span;
    const FrameRow *row = nullptr;
    QRectF rect;
};

constexpr qreal valueTop = 22; // below the label
constexpr qreal valueHeight = 20;

class Layout
{
public:
    explicit Layout(const BytesInput &input)
        : m_in(input)
        , m_perRow(bitsPerRow(input.options, input.width))
        , m_bitWidth((input.width - 1) / m_perRow)
        , m_leaves(core::leavesOf(input.tree))
        , m_rows(static_cast<quint64>(input.bytes.size()) * 8, static_cast<quint64>(m_perRow),
                 input.options.rowsUnfolded, m_leaves)
    {}

    Drawing make()
    {
        ruler();
        for (const core::Field *leaf : m_leaves)
            addLeaf(*leaf);
        if (m_rows.hidden().bits > 0)
            fold();
        select();
        m_out.size = QSizeF(m_in.width, m_rows.bottom() + 2);
        markBroken(m_out, m_in);
        return std::move(m_out);
    }

private:
    void ruler()
    {
        for (const int bit : {0, 1, 4, 7, 8, 9, 15, 16, 24, 31}) {
            const bool isEnd = bit == m_perRow - 1;
            if (bit >= m_perRow || (!isEnd && (bit == 7 || bit == 15 || (bit == 1 && m_perRow > 8))))
                continue;
            const QRectF rect(bit * m_bitWidth - 4, 0, m_bitWidth + 8, FrameRows::rulerHeight - 2);
            m_out.texts.push_back({rect, QString::number(bit), FontRole::MonoSmall, Ink::Secondary,
                                   Qt::AlignHCenter | Qt::AlignVCenter});
        }
    }

    QRectF rectOf(core::BitSpan inRow, const FrameRow &row) const
    {
        const auto column = static_cast<qreal>(inRow.bit - row.bit);
        return {column * m_bitWidth, row.top, static_cast<qreal>(inRow.bits) * m_bitWidth, row.height};
    }

    std::vector<Piece> piecesOf(core::BitSpan span) const
    {
        std::vector<Piece> pieces;
        for (const FrameRow &row : m_rows.rowsOf(span)) {
            const quint64 from = std::max(span.bit, row.bit);
            const quint64 to = std::min(span.end(), row.bit + static_cast<quint64>(m_perRow));
            pieces.push_back({{from, to - from}, &row, rectOf({from, to - from}, row)});
        }
        return pieces;
    }

    void addLeaf(const core::Field &leaf)
    {
        const std::vector<Piece> pieces = piecesOf(leaf.span);
        const bool whole = pieces.size() == 1 && pieces.front().span == leaf.span;
        for (const Piece &piece : pieces) {
            m_out.boxes.push_back({piece.rect, Box::Style::Cell, toneOf(leaf.id), Ink::Line});
            m_out.targets.push_back({piece.rect, leaf.span, std::nullopt, piece.span, &piece != &pieces[0]});
            label(leaf, piece, whole);
            value(leaf, piece);
        }
    }

    void label(const core::Field &leaf, const Piece &piece, bool whole)
    {
        QString text = m_in.narrator.fieldLabel(leaf.id);
        qreal room = piece.rect.width() - 4;
        const bool isPayload = leaf.id == "ws.frame.payload" || leaf.id.substr(0, 14) == "ws.frame.close";
        if (!whole) {
            const quint64 from = (piece.span.bit - leaf.span.bit) / 8;
            text = m_in.narrator.phrase(
                piece.span.bits == 8 ? "diagram.one" : "diagram.range",
                {{QStringLiteral("label"), text},
                 {QStringLiteral("from"), QString::number(from)},
                 {QStringLiteral("to"), QString::number(from + piece.span.bits / 8 - 1)}});
        }
        if (isPayload && isMasked()) {
            const QString masked = m_in.narrator.phrase("diagram.masked", {{QStringLiteral("label"), text}});
            if (m_in.metrics.width(masked, FontRole::SmallBold) <= room)
                text = masked;
        }
        if (m_in.metrics.width(text, FontRole::SmallBold) > room) {
            text = m_in.narrator.fieldShort(leaf.id);
            room = piece.rect.width();
        }
        text = m_in.metrics.elided(text, FontRole::SmallBold, room);
        const QRectF rect(piece.rect.center().x() - room / 2, piece.rect.top() + 4, room, 18);
        m_out.texts.push_back(
            {rect, text, FontRole::SmallBold, Ink::Normal, Qt::AlignHCenter | Qt::AlignVCenter});
    }

    void literal(const QString &text, core::BitSpan bits, const FrameRow &row)
    {
        const QRectF rect = rectOf(bits, row).adjusted(1, valueTop, -1, 0);
        m_out.texts.push_back({QRectF(rect.left(), rect.top(), rect.width(), valueHeight), text,
                               FontRole::Mono, Ink::Normal, Qt::AlignHCenter | Qt::AlignVCenter});
    }

    void bitsOf(core::BitSpan span, const FrameRow &row)
    {
        for (quint64 bit = span.bit; bit < span.end(); ++bit)
            literal(QString::number(core::bitsValue(core::spanOf(m_in.bytes), {bit, 1})), {bit, 1}, row);
    }

    QString byteText(std::uint8_t byte) const
    {
        using Format = DiagramOptions::Format;
        switch (m_in.options.format) {
        case Format::Decimal:
            return QString::number(byte);
        case Format::Text:
            return byte >= 0x20 && byte < 0x7f ? QString(QLatin1Char(static_cast<char>(byte)))
                                               : QString(QChar(0x00b7));
        case Format::Hex:
        case Format::Binary:
            break;
        }
        return QStringLiteral("%1").arg(byte, 2, 16, QLatin1Char('0'));
    }

    void value(const core::Field &leaf, const Piece &piece)
    {
        const core::ByteSpan bytes = core::spanOf(m_in.bytes);
        if (leaf.span.bits < 8 || m_in.options.format == DiagramOptions::Format::Binary)
            bitsOf(piece.span, *piece.row);
        else // each byte in the middle of its own eight bits
            for (quint64 bit = piece.span.bit; bit < piece.span.end(); bit += 8)
                literal(byteText(bytes[bit / 8]), {bit, 8}, *piece.row);
        if (leaf.kind == core::ValueKind::Integer && piece.span.bit == leaf.span.bit)
            meaning(leaf, piece);
    }

    void meaning(const core::Field &leaf, const Piece &piece)
    {
        const core::ByteSpan bytes = core::spanOf(m_in.bytes);
        QString text = m_in.narrator.valueMeaning(leaf, bytes);
        const qreal room = piece.rect.width() - 4;
        // "continuation frame" is too wide for four bits; its first word says enough.
        if (m_in.metrics.width(text, FontRole::Small) > room)
            text = text.section(QLatin1Char(' '), 0, 0);
        if (leaf.id != "ws.frame.opcode" || m_in.metrics.width(text, FontRole::Small) > room)
            text = QStringLiteral("= %1").arg(core::integerValue(leaf, bytes));
        const QRectF below(piece.rect.left() + 2, piece.rect.top() + valueTop + valueHeight, room, 18);
        m_out.texts.push_back({below, m_in.metrics.elided(text, FontRole::Small, room), FontRole::Small,
                               Ink::Secondary, Qt::AlignHCenter | Qt::AlignVCenter});
    }

    void fold()
    {
        const QRectF rect = QRectF(0, m_rows.foldTop(), m_perRow * m_bitWidth, FrameRows::foldHeight);
        const core::BitSpan hidden = m_rows.hidden();
        QString text = m_in.narrator.phrase("diagram.folded",
                                            {{QStringLiteral("bytes"), QString::number(hidden.bits / 8)}});
        m_out.boxes.push_back(
            {rect.adjusted(4, 3, -4, -3), Box::Style::Dashed, Tone::Payload, Ink::Secondary});
        if (hidden.contains(m_in.selected) && m_in.selected.bits > 0)
            m_out.boxes.push_back(
                {rect.adjusted(4, 3, -4, -3), Box::Style::Selection, Tone::Plain, Ink::Selection});
        text = m_in.metrics.elided(text, FontRole::Small, rect.width() - 16);
        m_out.texts.push_back(
            {rect.adjusted(8, 0, -8, 0), text, FontRole::Small, Ink::Secondary, Qt::AlignCenter});
        m_out.targets.push_back({rect, {hidden.bit, 0}, std::nullopt, {}, false});
    }

    void select()
    {
        // A part of a field is outlined below the label, which belongs to the whole.
        const bool isPart = std::any_of(m_leaves.begin(), m_leaves.end(), [&](const core::Field *leaf) {
            return leaf->span.contains(m_in.selected) && leaf->span != m_in.selected;
        });
        for (const Piece &piece : piecesOf(m_in.selected))
            m_out.boxes.push_back({piece.rect.adjusted(0, isPart ? valueTop : 0, 0, 0), Box::Style::Selection,
                                   Tone::Plain, Ink::Selection});
    }

    bool isMasked() const { return m_in.bytes.size() > 1 && (m_in.bytes[1] & 0x80) != 0; }

    const BytesInput &m_in;
    int m_perRow;
    qreal m_bitWidth;
    std::vector<const core::Field *> m_leaves;
    FrameRows m_rows;
    Drawing m_out;
};

} // namespace

int bitsPerRow(const DiagramOptions &options, qreal width)
{
    constexpr qreal leastBit = 15; // a digit and some air
    if (options.bitsPerRow != 0)
        return options.bitsPerRow;
    return width >= 32 * leastBit ? 32 : width >= 16 * leastBit ? 16 : 8;
}

void markBroken(Drawing &drawing, const BytesInput &input)
{
    constexpr qreal size = 13;
    for (const core::BitSpan broken : input.broken) {
        const auto piece =
            std::find_if(drawing.targets.begin(), drawing.targets.end(), [&](const Target &target) {
                return target.span.bits > 0 && target.span.overlaps(broken);
            });
        if (piece == drawing.targets.end())
            continue;
        const QRectF place(piece->rect.right() - size + 3, piece->rect.top() - 3, size, size);
        const bool isMarked = std::any_of(drawing.boxes.begin(), drawing.boxes.end(), [&](const Box &box) {
            return box.style == Box::Style::Mark && box.rect == place;
        });
        if (!isMarked)
            drawing.boxes.push_back({place, Box::Style::Mark, Tone::Plain, Ink::Broken});
    }
}

Drawing layoutFrame(const BytesInput &input) { return Layout(input).make(); }

} // namespace ui
