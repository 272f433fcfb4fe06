// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/inflater.h"

#include <algorithm>
#include <functional>

/// Messages put through an Inflater, and DEFLATE blocks made by hand.
namespace inflating {

/// All that must not depend on the chunking.
struct Read
{
    QByteArray output;
    core::InflateFault fault = core::InflateFault::None;
    quint64 distance = 0;
    quint64 allowed = 0;
    QByteArray badData = QByteArray();
    bool isLost = false; // after the message
    bool tailWasLeft = false;

    bool operator==(const Read &) const = default;
};

using NextSize = std::function<std::size_t()>;
inline NextSize every(std::size_t bytes)
{
    return [bytes] { return bytes; };
}
inline NextSize whole() { return every(SIZE_MAX); }

/// Reads one message; the receiver stops at its first byte above `limit`.
inline Read readMessage(core::Inflater &inflater, const QByteArray &payload, const NextSize &next = whole(),
                        qsizetype limit = PTRDIFF_MAX)
{
    Read read;
    const auto output = [&](core::ByteSpan piece) {
        read.output += core::toByteArray(piece);
        const bool goesOn = read.output.size() <= limit && piece.size() <= 16384 && !piece.empty();
        read.output.truncate(limit);
        return goesOn;
    };
    for (core::ByteSpan left = core::spanOf(payload); !left.empty();) {
        const std::size_t size = std::min(left.size(), std::max<std::size_t>(next(), 1));
        inflater.feed(left.first(size), output);
        left = left.subspan(size);
    }
    read.fault = inflater.endMessage(output);
    read.distance = inflater.distance();
    read.allowed = inflater.allowedDistance();
    read.badData = inflater.badData();
    read.isLost = inflater.isLost();
    read.tailWasLeft = inflater.tailWasLeft();
    return read;
}

inline Read readOne(const QByteArray &payload, core::Inflater::Options options = {},
                    const NextSize &next = whole())
{
    core::Inflater inflater(options);
    return readMessage(inflater, payload, next);
}

/// Writes blocks bit by bit (RFC 1951 §3.1.1).
class Blocks
{
public:
    Blocks &bits(quint32 value, int count)
    {
        for (int bit = 0; bit < count; ++bit, ++m_count) {
            if (m_count % 8 == 0)
                m_bytes += '\0';
            m_bytes.back() = static_cast<char>(m_bytes.back() | ((value >> bit & 1) << m_count % 8));
        }
        return *this;
    }
    Blocks &code(quint32 value, int count) // a prefix code begins with its highest bit
    {
        for (int bit = count - 1; bit >= 0; --bit)
            bits(value >> bit & 1, 1);
        return *this;
    }
    Blocks &stored(const QByteArray &data, bool isFinal = false)
    {
        bits(isFinal ? 1 : 0, 3).align();
        const auto size = static_cast<quint32>(data.size());
        return bits(size, 16).bits(size ^ 0xffff, 16).bytes(data);
    }
    Blocks &fixed(bool isFinal = false) { return bits(isFinal ? 3 : 2, 3); }
    /// Counts and the lengths of the code length codes as they stand in a dynamic block (§3.2.7).
    Blocks &dynamic(quint32 literals, quint32 distances, std::initializer_list<quint32> codeLengths)
    {
        bits(4, 3).bits(literals, 5).bits(distances, 5).bits(static_cast<quint32>(codeLengths.size()) - 4, 4);
        for (const quint32 length : codeLengths)
            bits(length, 3);
        return *this;
    }
    Blocks &repeatZero(quint32 times) { return code(1, 1).bits(times - 11, 7); } // 18, where its code is 1
    Blocks &literal(char c) { return code(0x30 + static_cast<quint32>(c), 8); }  // below 0x80
    Blocks &match3(quint32 distanceCode, quint32 extra, int extraBits)           // a length of 3
    {
        return code(1, 7).code(distanceCode, 5).bits(extra, extraBits);
    }
    Blocks &match(quint32 distance) // of 3 bytes, as §3.2.5 counts distances
    {
        quint32 base = 1;
        for (quint32 code = 0;; ++code) {
            const int extraBits = code < 4 ? 0 : static_cast<int>(code / 2 - 1);
            if (distance < base + (1U << extraBits))
                return match3(code, distance - base, extraBits);
            base += 1U << extraBits;
        }
    }
    Blocks &end() { return code(0, 7); }
    Blocks &align() { return bits(0, (8 - m_count % 8) % 8); }
    Blocks &bytes(const QByteArray &data)
    {
        m_bytes += data;
        m_count += static_cast<int>(data.size()) * 8;
        return *this;
    }
    /// The message's payload: the header of the empty block whose rest is the tail.
    QByteArray payload() { return bits(0, 3).m_bytes; }
    QByteArray taken() const { return m_bytes; }

private:
    QByteArray m_bytes;
    int m_count = 0;
};

} // namespace inflating
