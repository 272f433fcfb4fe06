// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/annotate/field.h"

#include <QtGlobal>

#include <span>
#include <vector>

namespace ui {

/// A row of the frame diagram that is shown.
struct FrameRow
{
    quint64 bit = 0; // its first
    qreal top = 0;
    qreal height = 0;
};

/// Where the rows stand. Of a long frame those in the middle are folded away and have no place.
class FrameRows
{
public:
    static constexpr qreal rulerHeight = 20;
    static constexpr qreal foldHeight = 30;

    /// Rows in which a number begins have room for its meaning.
    FrameRows(quint64 bits, quint64 perRow, quint64 unfolded, const std::vector<const core::Field *> &leaves);

    /// Those that hold bits of `span`.
    std::span<const FrameRow> rowsOf(core::BitSpan span) const;
    /// Folded; no bits where all is shown.
    core::BitSpan hidden() const { return m_hidden; }
    qreal foldTop() const { return m_foldTop; }
    qreal bottom() const { return m_bottom; }

private:
    std::vector<FrameRow> m_rows;
    quint64 m_perRow;
    core::BitSpan m_hidden;
    qreal m_foldTop = 0;
    qreal m_bottom = rulerHeight;
};

} // namespace ui
