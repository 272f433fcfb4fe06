// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes/bytes.h"

#include <QMetaType>

#include <span>
#include <string_view>
#include <vector>

namespace core {

enum class ValueKind : quint8 {
    None,    // a group, or a value of which bytes are missing
    Flag,    // one bit
    Integer, // unsigned, big-endian
    Literal, // ASCII as it stands
    Bytes,   // any bytes
};

/// What the bits mean when read: as they are on the wire, or after the frame's masking key.
enum class ValueSource : quint8 { Wire, Unmasked };

/// A named stretch of a unit. Children lie side by side and cover their parent; fields without children are
/// leaves, and the leaves of a unit cover each of its bits once.
struct Field
{
    std::string_view id; // one of allFieldIds()
    BitSpan span;        // wire bits, from the unit's first
    ValueKind kind = ValueKind::None;
    ValueSource source = ValueSource::Wire;
    std::vector<Field> children;

    bool isLeaf() const { return children.empty(); }
};

/// The ids that annotate() gives, every one with a text in both languages.
std::span<const std::string_view> allFieldIds();

/// The leaves of a field in order.
std::vector<const Field *> leavesOf(const Field &root);

/// From the root down to the leaf that holds `bit`; empty where the bit lies outside.
std::vector<const Field *> pathTo(const Field &root, quint64 bit);

/// The first field of that id in depth-first order, or nothing.
const Field *findField(const Field &root, std::string_view id);

/// All fields of that id in depth-first order.
std::vector<const Field *> findFields(const Field &root, std::string_view id);

/// The smallest field that covers `span` whole.
const Field &smallestCovering(const Field &root, BitSpan span);

/// The bits of an unmasked field read as bytes (a flag or opcode is right-aligned in its last byte).
QByteArray valueBytes(const Field &field, ByteSpan unitBytes);

/// Value of a Flag or an Integer.
quint64 integerValue(const Field &field, ByteSpan unitBytes);

} // namespace core
