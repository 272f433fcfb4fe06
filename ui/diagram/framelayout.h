// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/annotate/field.h"
#include "ui/draw/drawing.h"
#include "ui/text/steptext.h"

namespace ui {

/// What a layout of one unit's bytes needs to know.
struct BytesInput
{
    const core::Field &tree;
    const QByteArray &bytes; // of the unit, those present
    core::BitSpan selected;
    const Narrator &narrator;
    const Metrics &metrics;
    qreal width = 640; // logical pixels there are
};

/// The frame in rows of 32 bits as RFC 6455 §5.2 draws it, from the captured bytes. A long payload shows its
/// beginning and its end and says how many bytes lie between.
Drawing layoutFrame(const BytesInput &input);

constexpr int bitsPerRow = 32;

} // namespace ui
