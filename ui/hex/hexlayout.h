// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/framelayout.h"

namespace ui {

/// Which of the bytes are shown, and what they are of the unit.
struct HexWindow
{
    qsizetype from = 0; // the first one shown, a multiple of sixteen
    quint64 bit = 0;    // where the first of all bytes stands in the unit
    std::optional<core::BitSpan> standsFor =
        {}; // all of them together stand for these bits; none has its own
};

/// Offset, sixteen bytes (eight or four where there is less room), text: one cell a byte, tinted by the field
/// that it belongs to. 4 KiB of them.
Drawing layoutHex(const BytesInput &input, const HexWindow &window = {});

inline constexpr qsizetype hexBytesShown = 4096;

} // namespace ui
