// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes/bytes.h"
#include "core/record/unit.h"

#include <optional>

namespace core {

/// One change to the bytes of a unit that the wire holds.
struct UnitEdit
{
    enum class Kind : quint8 {
        Flip,    // the bit `at`, counted from the unit's start, most significant first
        Replace, // `removed` bytes at byte `at` by `bytes`
        Header,  // of a head: `name` gets the value `bytes`; one that is not there is added as the last
    };

    Kind kind = Kind::Flip;
    quint64 at = 0;
    quint64 removed = 0;
    QByteArray name;
    QByteArray bytes;
    bool consistent = false; // what depends on the change follows it; else it is left broken
};

/// The unit after the edit; nothing where the edit does not fit it.
///
/// What follows in a frame (RFC 6455 §5.2): a payload of another size, the length; another length, the
/// payload, cut or filled with zeros; MASK, the key and the masking, so that the payload still means what it
/// meant; the key, the masking. In an HTTP message: a body of another size, Content-Length where there is
/// one.
std::optional<QByteArray> applyEdit(const QByteArray &unit, UnitKind kind, const UnitEdit &edit);

} // namespace core
