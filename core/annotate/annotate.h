// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/annotate/field.h"
#include "core/record/unit.h"

namespace core {

/// The tree of fields of one unit. `bytes` are those present, from the unit's first; a unit that was cut
/// short has the fields that its bytes reach.
Field annotate(const Unit &unit, ByteSpan bytes);

/// What annotate() calls for each kind.
Field annotateFrame(ByteSpan bytes);
Field annotateHttp(ByteSpan bytes, quint32 headLength, bool isResponse);

} // namespace core
