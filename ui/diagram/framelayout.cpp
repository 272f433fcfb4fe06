// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/framelayout.h"

#include <algorithm>

namespace ui {

namespace {

constexpr qreal rulerHeight = 20;
constexpr qreal tallRow = 64;  // label, value, meaning
constexpr qreal shortRow = 52; // label, value
constexpr qreal foldHeight = 30;
constexpr quint64 rowsAtStart = 4; // of the frame, before a fold
constexpr quint64 rowsUnfolded = 8;

/// Where the rows of 32 bits stand; folded rows have no place.
class Rows
{
public:
    explicit Rows(quint64 bits)
        : m_count((bits + bitsPerRow - 1) / bitsPerRow)
        , m_folded(m_count > rowsUnfolded)
    {}

    quint64 count() const { return m_count; }
    bool isFolded() const { return m_folded; }
    bool isShown(quint64 row) const { return !m_folded || row < rowsAtStart || row + 1 == m_count; }
    quint64 firstFoldedBit() const { return rowsAtStart * bitsPerRow; }
    quint64 foldedBits() const { return (m_count - rowsAtStart - 1) * bitsPerRow; }
    qreal top(quint64 row) const
    {
        qreal y = rulerHeight +
                  (row == 0 ? 0 : tallRow + static_cast<qreal>(std::min(row, rowsAtStart) - 1) * shortRow);
        if (m_folded && row >= rowsAtStart)
            return y + shortRow + foldHeight;
        if (row > rowsAtStart)
            y += static_cast<qreal>(row - rowsAtStart) * shortRow;
        return y;
    }
    static qreal height(quint64 row) { return row == 0 ? tallRow : shortRow; }
    qreal foldTop() const { return top(rowsAtStart - 1) + height(rowsAtStart - 1); }
    qreal bottom() const { return m_count == 0 ? rulerHeight : top(m_count - 1) + height(m_count - 1); }

private:
    quint64 m_count;
    bool m_folded;
};

/// The part of a field that lies in one row.
struct Piece
{
    core::BitSpan span;
    quint64 row = 0;
    QRectF rect;
};

class Layout
{
public:
    explicit Layout(const BytesInput &input)
        : m_in(input)
        , m_bitWidth((input.width - 1) / bitsPerRow)
        , m_rows(static_cast<quint64>(input.bytes.size()) * 8)
    {}

    Drawing make()
    {
        ruler();
        for (const core::Field *leaf : core::leavesOf(m_in.tree))
            addLeaf(*leaf);
        if (m_rows.isFolded())
            fold();
        select();
        m_out.size = QSizeF(m_in.width, m_rows.bottom() + 2);
        return std::move(m_out);
    }

private:
    void ruler()
    {
        for (const int bit : {0, 4, 8, 9, 16, 24, 31}) {
            const QRectF rect(bit * m_bitWidth - 4, 0, m_bitWidth + 8, rulerHeight - 2);
            m_out.texts.push_back({rect, QString::number(bit), FontRole::MonoSmall, Ink::Secondary,
                                   Qt::AlignHCenter | Qt::AlignVCenter});
        }
    }

    QRectF rectOf(core::BitSpan inRow, quint64 row) const
    {
        const auto column = static_cast<qreal>(inRow.bit % bitsPerRow);
        return {column * m_bitWidth, m_rows.top(row), static_cast<qreal>(inRow.bits) * m_bitWidth,
                Rows::height(row)};
    }

    std::vector<Piece> piecesOf(core::BitSpan span) const
    {
        std::vector<Piece> pieces;
        quint64 row = span.bit / bitsPerRow;
        while (row < m_rows.count() && row * bitsPerRow < span.end()) {
            if (!m_rows.isShown(row)) {
                row = m_rows.count() - 1;
                continue;
            }
            const quint64 from = std::max(span.bit, row * bitsPerRow);
            const quint64 to = std::min(span.end(), (row + 1) * bitsPerRow);
            if (to > from)
                pieces.push_back({{from, to - from}, row, rectOf({from, to - from}, row)});
            ++row;
        }
        return pieces;
    }

    void addLeaf(const core::Field &leaf)
    {
        const std::vector<Piece> pieces = piecesOf(leaf.span);
        const bool whole = pieces.size() == 1 && pieces.front().span == leaf.span;
        for (const Piece &piece : pieces) {
            m_out.boxes.push_back({piece.rect, Box::Style::Cell, toneOf(leaf.id), Ink::Line});
            m_out.targets.push_back({piece.rect, leaf.span, std::nullopt, m_in.narrator.fieldLabel(leaf.id)});
            label(leaf, piece, whole);
            value(leaf, piece);
        }
    }

    void label(const core::Field &leaf, const Piece &piece, bool whole)
    {
        QString text = m_in.narrator.fieldLabel(leaf.id);
        const qreal room = piece.rect.width() - 4;
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
        if (m_in.metrics.width(text, FontRole::SmallBold) > room)
            text = m_in.narrator.fieldShort(leaf.id);
        text = m_in.metrics.elided(text, FontRole::SmallBold, room);
        const QRectF rect(piece.rect.left() + 2, piece.rect.top() + 4, room, 18);
        m_out.texts.push_back(
            {rect, text, FontRole::SmallBold, Ink::Normal, Qt::AlignHCenter | Qt::AlignVCenter});
    }

    void value(const core::Field &leaf, const Piece &piece)
    {
        const core::ByteSpan bytes = core::spanOf(m_in.bytes);
        const auto literal = [&](const QString &text, core::BitSpan bits) {
            const QRectF rect = rectOf(bits, piece.row).adjusted(1, 22, -1, 0);
            m_out.texts.push_back({QRectF(rect.left(), rect.top(), rect.width(), 20), text, FontRole::Mono,
                                   Ink::Normal, Qt::AlignHCenter | Qt::AlignVCenter});
        };
        if (leaf.span.bits < 8) {
            literal(QStringLiteral("%1").arg(core::bitsValue(bytes, leaf.span),
                                             static_cast<int>(leaf.span.bits), 2, QLatin1Char('0')),
                    piece.span);
        } else { // each byte in the middle of its own eight bits
            for (quint64 bit = piece.span.bit; bit < piece.span.end(); bit += 8)
                literal(QStringLiteral("%1").arg(bytes[bit / 8], 2, 16, QLatin1Char('0')), {bit, 8});
        }
        const bool isInteger = leaf.kind == core::ValueKind::Integer;
        if (!isInteger || piece.row != 0)
            return;
        QString meaning = m_in.narrator.valueMeaning(leaf, bytes);
        const QString number = QStringLiteral("= %1").arg(core::integerValue(leaf, bytes));
        const qreal room = piece.rect.width() - 4;
        // "continuation frame" is too wide for four bits; its first word says enough.
        if (m_in.metrics.width(meaning, FontRole::Small) > room)
            meaning = meaning.section(QLatin1Char(' '), 0, 0);
        if (leaf.id != "ws.frame.opcode" || m_in.metrics.width(meaning, FontRole::Small) > room)
            meaning = number;
        const QRectF below(piece.rect.left() + 2, piece.rect.top() + 42, room, 18);
        m_out.texts.push_back(
            {below, meaning, FontRole::Small, Ink::Secondary, Qt::AlignHCenter | Qt::AlignVCenter});
    }

    void fold()
    {
        const QRectF rect(0, m_rows.foldTop(), bitsPerRow * m_bitWidth, foldHeight);
        const core::BitSpan hidden{m_rows.firstFoldedBit(), m_rows.foldedBits()};
        const QString text = m_in.narrator.phrase(
            "diagram.folded", {{QStringLiteral("bytes"), QString::number(hidden.bits / 8)}});
        m_out.boxes.push_back({rect.adjusted(4, 3, -4, -3), Box::Style::Dashed, Tone::Payload, Ink::Line});
        m_out.texts.push_back({rect, text, FontRole::Small, Ink::Secondary, Qt::AlignCenter});
        m_out.targets.push_back({rect, hidden, std::nullopt, text});
    }

    void select()
    {
        const std::vector<const core::Field *> leaves = core::leavesOf(m_in.tree);
        for (const Piece &piece : piecesOf(m_in.selected)) {
            // A part of a field is outlined below the label, which belongs to the whole.
            const bool isPart = std::any_of(leaves.begin(), leaves.end(), [&](const core::Field *leaf) {
                return leaf->span.contains(m_in.selected) && leaf->span != m_in.selected;
            });
            m_out.boxes.push_back({piece.rect.adjusted(0, isPart ? 22 : 0, 0, 0), Box::Style::Selection,
                                   Tone::Plain, Ink::Selection});
        }
    }

    bool isMasked() const { return m_in.bytes.size() > 1 && (m_in.bytes[1] & 0x80) != 0; }

    const BytesInput &m_in;
    qreal m_bitWidth;
    Rows m_rows;
    Drawing m_out;
};

} // namespace

Drawing layoutFrame(const BytesInput &input) { return Layout(input).make(); }

} // namespace ui
