// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace core {

/// Who sent it. The client's direction runs from the client to the server.
enum class Direction : quint8 { Client, Server };

constexpr Direction opposite(Direction d)
{
    return d == Direction::Client ? Direction::Server : Direction::Client;
}

/// Each direction is recorded twice: as the wire read it from the sender, and as it wrote it to the receiver.
enum class Leg : quint8 { Sent, Delivered };

enum class UnitKind : quint8 { Request, Response, Frame, Unknown };

/// Why bytes could not be cut into units any more.
enum class UnknownReason : quint8 {
    NotHttp,   // the head does not begin as HTTP does
    HeadLimit, // the header block is longer than headerBlockLimit
    BadLength, // bit 63 of a 64-bit length is set (RFC 6455 §5.2)
};

/// Bytes of a header block, the empty line included, that are read before the rest counts as unknown.
inline constexpr quint32 headerBlockLimit = 64 * 1024;

/// Bytes a frame may announce before FRM-11 says that this is over our limit.
inline constexpr quint64 payloadLimit = 64ULL * 1024 * 1024;

/// One request, response, frame, or bytes that are none of these. 40 bytes at most, so that a million frames
/// stay small.
struct Unit
{
    quint64 offset = 0; // bytes, in its direction's stream
    quint64 payloadLength =
        0;                  // bytes announced: payload of a frame, body of a message, all of an unknown unit
    quint32 firstEntry = 0; // the recording's entries that hold its first and its last byte
    quint32 lastEntry = 0;
    quint32 headerLength = 0; // bytes: frame header or HTTP head; grows while bytes come
    UnitKind kind = UnitKind::Unknown;
    Direction direction = Direction::Client;
    bool complete = false;
    quint8 detail = 0; // first byte of a frame, UnknownReason of an unknown unit

    quint8 opcode() const { return detail & 0x0f; }
    bool fin() const { return (detail & 0x80) != 0; }
    UnknownReason reason() const { return static_cast<UnknownReason>(detail); }
    bool isFrame() const { return kind == UnitKind::Frame; }
    bool isHttp() const { return kind == UnitKind::Request || kind == UnitKind::Response; }
};
static_assert(sizeof(Unit) <= 40);

} // namespace core
