// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes/bytes.h"

#include <array>
#include <bit>
#include <cstring>

namespace core {

/// RFC 6455 §5.2, §11.8.
enum class Opcode : quint8 { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

constexpr bool isControl(quint8 opcode) { return (opcode & 0x8) != 0; }
constexpr bool isReserved(quint8 opcode) { return (opcode >= 3 && opcode <= 7) || opcode >= 11; }
constexpr bool is(quint8 opcode, Opcode wanted) { return opcode == static_cast<quint8>(wanted); }

inline constexpr std::size_t maxHeaderBytes = 14;              // RFC 6455 §5.2
inline constexpr quint64 maxControlBytes = 125;                // RFC 6455 §5.5
inline constexpr quint64 maxReasonBytes = maxControlBytes - 2; // of a Close, after the code

using MaskingKey = std::array<std::uint8_t, 4>;

/// The first 2 to 14 bytes of a frame (RFC 6455 §5.2).
struct FrameHeader
{
    bool fin = true;
    bool rsv1 = false;
    bool rsv2 = false;
    bool rsv3 = false;
    quint8 opcode = 0;
    bool masked = false;
    quint8 length7 = 0;        // as it stands in the second byte
    quint64 payloadLength = 0; // bytes; bit 63 set means that the length is not valid
    MaskingKey key{};
    quint32 size = 0; // bytes of the header itself

    bool hasValidLength() const { return payloadLength >> 63 == 0; }
};

/// How many bytes the header has, told from its second byte.
constexpr quint32 frameHeaderSize(quint8 secondByte)
{
    const quint8 length7 = secondByte & 0x7f;
    const quint32 extended = length7 < 126 ? 0 : length7 == 126 ? 2 : 8;
    return 2 + extended + ((secondByte & 0x80) != 0 ? 4 : 0);
}

/// Reads a header. Nothing where bytes are missing.
std::optional<FrameHeader> readFrameHeader(ByteSpan bytes);

/// The same into `header`; false where bytes are missing, and `header` is as it was. Here, so that it melts
/// into the loop over a million frames.
inline bool readFrameHeader(ByteSpan bytes, FrameHeader &header)
{
    if (bytes.size() < 2 || bytes.size() < frameHeaderSize(bytes[1]))
        return false;
    const std::uint8_t first = bytes[0];
    const std::uint8_t second = bytes[1];
    header.fin = (first & 0x80) != 0;
    header.rsv1 = (first & 0x40) != 0;
    header.rsv2 = (first & 0x20) != 0;
    header.rsv3 = (first & 0x10) != 0;
    header.opcode = first & 0x0f;
    header.masked = (second & 0x80) != 0;
    header.length7 = second & 0x7f;
    header.size = frameHeaderSize(second);
    header.payloadLength = header.length7;
    if (header.length7 >= 126) {
        header.payloadLength = 0;
        for (const std::uint8_t byte : bytes.subspan(2, header.length7 == 126 ? 2 : 8))
            header.payloadLength = header.payloadLength << 8 | byte;
    }
    header.key = {};
    if (header.masked)
        std::memcpy(header.key.data(), bytes.data() + header.size - 4, 4);
    return true;
}

/// The header for a payload of `payloadLength` bytes, with the shortest form of the length (RFC 6455 §5.2).
QByteArray writeFrameHeader(const FrameHeader &header);

/// A whole frame; `payload` is given unmasked and masked here if header.masked says so.
QByteArray writeFrame(FrameHeader header, ByteSpan payload);

/// XOR with the key repeated, beginning at key byte `phase` mod 4 (RFC 6455 §5.3). Masks and unmasks.
QByteArray applyMask(ByteSpan bytes, const MaskingKey &key, quint64 phase = 0);
/// The same into `to`, which has room for all of them and may be where they are.
void applyMask(ByteSpan bytes, const MaskingKey &key, quint64 phase, std::uint8_t *to);

/// Whether all bytes, unmasked, are below 0x80. They are not written anywhere.
inline bool isAsciiUnderMask(ByteSpan bytes, const MaskingKey &key)
{
    const quint64 mask = std::bit_cast<quint32>(key) * 0x1'0000'0001ULL;
    quint64 all = 0;
    quint64 word = 0;
    std::size_t at = 0;
    for (; bytes.size() - at >= sizeof word; at += sizeof word) {
        std::memcpy(&word, bytes.data() + at, sizeof word);
        all |= word ^ mask;
    }
    if (at < bytes.size()) {
        word = mask;
        std::memcpy(&word, bytes.data() + at, bytes.size() - at);
        all |= word ^ mask;
    }
    return (all & 0x8080'8080'8080'8080ULL) == 0;
}

} // namespace core
