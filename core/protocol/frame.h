// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes/bytes.h"

#include <array>

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
quint32 frameHeaderSize(quint8 secondByte);

/// Reads a header. Nothing where bytes are missing.
std::optional<FrameHeader> readFrameHeader(ByteSpan bytes);

/// The header for a payload of `payloadLength` bytes, with the shortest form of the length (RFC 6455 §5.2).
QByteArray writeFrameHeader(const FrameHeader &header);

/// A whole frame; `payload` is given unmasked and masked here if header.masked says so.
QByteArray writeFrame(FrameHeader header, ByteSpan payload);

/// XOR with the key repeated, beginning at key byte `phase` mod 4 (RFC 6455 §5.3). Masks and unmasks.
QByteArray applyMask(ByteSpan bytes, const MaskingKey &key, quint64 phase = 0);
/// The same into `to`, which has room for all of them and may be where they are.
void applyMask(ByteSpan bytes, const MaskingKey &key, quint64 phase, std::uint8_t *to);

} // namespace core
