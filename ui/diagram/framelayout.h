// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/annotate/field.h"
#include "ui/draw/drawing.h"
#include "ui/text/steptext.h"

namespace ui {

/// How the reader wants the bytes.
struct DiagramOptions
{
    enum class Format : quint8 { Hex, Decimal, Binary, Text };

    int bitsPerRow = 0; // 32, 16 or 8; 0: as many as are legible in the width
    Format format = Format::Hex;
    quint64 rowsUnfolded = 0; // of a long payload, beside those that are always shown

    bool operator==(const DiagramOptions &) const = default;
};

/// What a layout of one unit's bytes needs to know.
struct BytesInput
{
    const core::Field &tree;
    const QByteArray &bytes; // of the unit, those present
    core::BitSpan selected;
    const Narrator &narrator;
    const Metrics &metrics;
    qreal width = 640; // logical pixels there are
    DiagramOptions options = {};
    std::vector<core::BitSpan> broken = {}; // where rules are broken
};

/// The frame in rows of 32 bits as RFC 6455 §5.2 draws it, or of 16 or 8, from the captured bytes. A long
/// payload shows its beginning and its end and says how many bytes lie between; a target without bits stands
/// for that fold.
Drawing layoutFrame(const BytesInput &input);

/// Bits in a row that the width has room for, or that were asked for.
int bitsPerRow(const DiagramOptions &options, qreal width);

/// The crosses of what is broken: at the right of the first piece of each field that holds some.
void markBroken(Drawing &drawing, const BytesInput &input);

} // namespace ui
