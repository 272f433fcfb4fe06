// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/framelayout.h"

namespace ui {

/// Offset, sixteen bytes (eight or four where there is less room), text: one cell a byte, tinted by the field
/// that it belongs to. The first 4 KiB.
Drawing layoutHex(const BytesInput &input);

inline constexpr qsizetype hexBytesShown = 4096;

} // namespace ui
