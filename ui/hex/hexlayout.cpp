// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hex/hexlayout.h"

namespace ui {

namespace {

constexpr qreal margin = 12;
constexpr qreal rowHeight = 25;
constexpr qreal chipHeight = 21;

} // namespace

int bytesPerRow(const Metrics &metrics, qreal width)
{
    constexpr qreal leastPitch = 21;
    const qreal mono = metrics.cell(FontRole::Mono);
    const auto needed = [&](int count) { return 2 * margin + 5 * mono + 16 + count * (leastPitch + mono); };
    return width >= needed(16) ? 16 : width >= needed(8) ? 8 : 4;
}

Drawing layoutHex(const BytesInput &input, const HexWindow &window)
{
    Drawing out;
    const qreal mono = input.metrics.cell(FontRole::Mono);
    const int digits = input.bytes.size() > 0x10000 ? 6 : 4;
    const qreal offsetWidth = (digits + 1) * mono;
    const int perRow = bytesPerRow(input.metrics, input.width);
    const qreal textWidth = perRow * mono;
    const qreal room = input.width - 2 * margin - offsetWidth - textWidth - 16;
    const qreal pitch = std::min(room / perRow, 28.0);
    const qreal hexLeft = margin + offsetWidth;
    const qreal textLeft = input.width - margin - textWidth;

    const qsizetype end = std::min<qsizetype>(input.bytes.size(), window.from + hexBytesShown);
    const std::vector<const core::Field *> leaves = core::leavesOf(input.tree);
    std::size_t leaf = 0;
    for (qsizetype i = window.from; i < end; ++i) {
        const qsizetype row = (i - window.from) / perRow;
        const auto column = static_cast<qreal>(i % perRow);
        const qreal y = margin + static_cast<qreal>(row) * rowHeight;
        const core::BitSpan byteBits =
            window.standsFor.value_or(core::BitSpan{window.bit + 8 * static_cast<quint64>(i), 8});
        while (leaf + 1 < leaves.size() && leaves[leaf]->span.end() <= byteBits.bit)
            ++leaf;
        // A byte of several fields takes the tone of its last one: opcode for the first byte, length for the
        // second.
        std::size_t lastInByte = leaf;
        while (lastInByte + 1 < leaves.size() && leaves[lastInByte + 1]->span.bit < byteBits.end())
            ++lastInByte;
        const bool several = lastInByte != leaf;
        const Tone tone = leaves.empty() ? Tone::Plain : toneOf(leaves[lastInByte]->id);
        const core::BitSpan target =
            several || leaves.empty() || window.standsFor ? byteBits : leaves[leaf]->span;
        const auto byte = static_cast<std::uint8_t>(input.bytes[i]);

        if (column == 0)
            out.texts.push_back({QRectF(margin, y, offsetWidth, chipHeight),
                                 QStringLiteral("%1").arg(i, digits, 16, QLatin1Char('0')), FontRole::Mono,
                                 Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
        const QRectF cell(hexLeft + column * pitch + 1.5, y, pitch - 3, chipHeight);
        if (tone != Tone::Plain)
            out.boxes.push_back({cell, Box::Style::Chip, tone, Ink::Line});
        out.texts.push_back({cell, QStringLiteral("%1").arg(byte, 2, 16, QLatin1Char('0')), FontRole::Mono,
                             Ink::Normal, Qt::AlignCenter});
        const QRectF letter(textLeft + column * mono, y, mono, chipHeight);
        const bool printable = byte >= 0x20 && byte < 0x7f;
        out.texts.push_back(
            {letter.adjusted(0, 0, 0.5, 0),
             printable ? QString(QLatin1Char(static_cast<char>(byte))) : QString(QChar(0x00b7)),
             FontRole::Mono, printable ? Ink::Normal : Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
        const bool isEcho = !out.targets.empty() && out.targets.back().span == target;
        out.targets.push_back({cell, target, std::nullopt, {}, isEcho});
        out.targets.push_back({letter, target, std::nullopt, {}, true});
        if (input.selected.bits > 0 && input.selected.overlaps(byteBits)) {
            const bool joins =
                column > 0 && (window.standsFor || input.selected.overlaps({byteBits.bit - 8, 8}));
            const QRectF outline = cell.adjusted(-1.5, -1, 1.5, 1);
            Box *const last = joins ? out.lastSelection() : nullptr;
            if (last != nullptr)
                last->rect.setRight(outline.right());
            else
                out.boxes.push_back({outline, Box::Style::Selection, Tone::Plain, Ink::Selection});
        }
    }
    const qsizetype rows = (end - window.from + perRow - 1) / perRow;
    qreal bottom = margin + static_cast<qreal>(rows) * rowHeight - (rowHeight - chipHeight);
    if (end < input.bytes.size()) {
        const QString more = input.narrator.phrase(
            "hex.more", {{QStringLiteral("bytes"), QString::number(input.bytes.size() - end)}});
        out.texts.push_back({QRectF(hexLeft, bottom + 4, input.width - hexLeft - margin, 18), more,
                             FontRole::Small, Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
        bottom += 22;
    }
    out.size = QSizeF(input.width, bottom + margin);
    out.boxes.insert(out.boxes.begin(),
                     {QRectF(QPointF(0, 0), out.size), Box::Style::Frame, Tone::Plain, Ink::Line});
    out.size.rheight() += 1;
    markBroken(out, input);
    return out;
}

} // namespace ui
