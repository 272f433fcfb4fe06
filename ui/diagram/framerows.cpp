// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/framerows.h"

#include <algorithm>
#include <set>

namespace ui {

namespace {

constexpr qreal tallRow = 64;        // label, value, meaning
constexpr qreal shortRow = 52;       // label, value
constexpr quint64 bitsAtStart = 128; // shown before a fold: any header and some of the payload
constexpr quint64 bitsUnfolded = 256;

} // namespace

FrameRows::FrameRows(quint64 bits, quint64 perRow, quint64 unfolded,
                     const std::vector<const core::Field *> &leaves)
    : m_perRow(perRow)
{
    std::set<quint64> tall{0};
    for (const core::Field *leaf : leaves)
        if (leaf->kind == core::ValueKind::Integer)
            tall.insert(leaf->span.bit / perRow);
    const quint64 count = (bits + perRow - 1) / perRow;
    const quint64 atStart = bitsAtStart / perRow + unfolded;
    const bool folds = count > bitsUnfolded / perRow && count > atStart + 1;
    for (quint64 row = 0; row < count; ++row) {
        if (folds && row == atStart) {
            row = count - 1;
            m_hidden = {atStart * perRow, (row - atStart) * perRow};
            m_foldTop = m_bottom;
            m_bottom += foldHeight;
        }
        const qreal height = tall.contains(row) ? tallRow : shortRow;
        m_rows.push_back({row * perRow, m_bottom, height});
        m_bottom += height;
    }
}

std::span<const FrameRow> FrameRows::rowsOf(core::BitSpan span) const
{
    if (span.bits == 0)
        return {};
    const auto from = std::find_if(m_rows.begin(), m_rows.end(),
                                   [&](const FrameRow &row) { return row.bit + m_perRow > span.bit; });
    const auto to =
        std::find_if(from, m_rows.end(), [&](const FrameRow &row) { return row.bit >= span.end(); });
    return {from, to};
}

} // namespace ui
