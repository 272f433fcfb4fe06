// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/annotate/annotate.h"

namespace core {

Field annotate(const Unit &unit, ByteSpan bytes)
{
    switch (unit.kind) {
    case UnitKind::Request:
    case UnitKind::Response:
        return annotateHttp(bytes, unit.headerLength, unit.kind == UnitKind::Response);
    case UnitKind::Frame:
        return annotateFrame(bytes);
    case UnitKind::Tls:
        return annotateTls(bytes, unit.afterCipherChange);
    case UnitKind::Unknown:
        break;
    }
    return {.id = "bytes.unknown",
            .span = byteRange(0, bytes.size()),
            .kind = ValueKind::Bytes,
            .source = {},
            .children = {}};
}

} // namespace core
