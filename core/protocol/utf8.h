// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes/bytes.h"

namespace core {

/// Bytes of the UTF-8 sequence that starts at `bytes`[0], or 0 where none does (RFC 3629 §4: no overlong
/// form, no surrogate, nothing above U+10FFFF) or where it is cut off.
int utf8SequenceLength(ByteSpan bytes);

bool isValidUtf8(ByteSpan bytes);

} // namespace core
