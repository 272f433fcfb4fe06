// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdint>
#include <optional>
#include <span>

namespace core {

using ByteSpan = std::span<const std::uint8_t>;

/// A stretch of bits. Bit 0 is the most significant bit of the first byte, as RFC 6455 §5.2 draws it.
struct BitSpan
{
    quint64 bit = 0;  // from the start of the unit
    quint64 bits = 0; // how many

    quint64 end() const { return bit + bits; }
    bool contains(quint64 position) const { return position >= bit && position < end(); }
    bool contains(BitSpan other) const { return other.bit >= bit && other.end() <= end(); }
    bool overlaps(BitSpan other) const { return bit < other.end() && other.bit < end(); }
    bool operator==(const BitSpan &) const = default;
};

inline BitSpan byteRange(quint64 firstByte, quint64 bytes) { return {firstByte * 8, bytes * 8}; }

ByteSpan spanOf(const QByteArray &bytes);
QByteArray toByteArray(ByteSpan bytes);

/// The bits of `span` as an unsigned number, most significant first. At most 64 bits, inside `bytes`.
quint64 bitsValue(ByteSpan bytes, BitSpan span);

/// Lower-case hex without separators, or with one between bytes.
QByteArray toHex(ByteSpan bytes, char separator = '\0');

/// Reads hex digits (white space between bytes is skipped); nothing where the text is not hex.
std::optional<QByteArray> fromHex(const QByteArray &text);

} // namespace core
