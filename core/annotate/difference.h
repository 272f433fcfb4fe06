// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/annotate/field.h"

#include <optional>

namespace core {

/// A field in which two units differ. Where one of them has no such field its span is nothing.
struct FieldDifference
{
    std::string_view id;
    std::optional<BitSpan> first; // bits of the first unit
    std::optional<BitSpan> second;
};

/// The bytes that a leaf holds, those of a payload unmasked.
QByteArray contentBytes(const Field &leaf, ByteSpan unitBytes);

/// The leaves in which two units differ by value, in the order of the first one, then those that only the
/// second has. A leaf is set against the leaf of the same id, counted from the unit's start. Contents are
/// compared unmasked: under different keys only the keys differ.
std::vector<FieldDifference> differences(const Field &first, ByteSpan firstBytes, const Field &second,
                                         ByteSpan secondBytes);

} // namespace core
