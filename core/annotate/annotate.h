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
/// `afterCipherChange` as Unit has it.
Field annotateTls(ByteSpan bytes, bool afterCipherChange);
Field annotateHttp(ByteSpan bytes, quint32 headLength, bool isResponse);

/// What a record holds: "client-hello", "server-hello", "handshake" (another message in clear),
/// "cipher-change", "alert", "encrypted", or "fragment", where none of these can be made out.
std::string_view tlsContentOf(const Field &record, ByteSpan bytes);

} // namespace core
