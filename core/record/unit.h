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

enum class UnitKind : quint8 { Request, Response, Frame, Unknown, Tls };

/// Why bytes could not be cut into units any more.
enum class UnknownReason : quint8 {
    NotHttp,   // the head does not begin as HTTP does
    HeadLimit, // the header block is longer than Limits::headerBlock
    BadLength, // bit 63 of a 64-bit length is set (RFC 6455 §5.2)
    NotTls,    // no head of a TLS record (RFC 8446 §5.1)
};

/// One request, response, frame, TLS record, or bytes that are none of these. Small, so that a million frames
/// stay small; which chunks it came in, the recording knows.
struct Unit
{
    static constexpr quint32 none = ~0U;

    quint64 offset : 47 = 0; // bytes, in its direction's stream
    quint64 headerLength : 17 =
        0;                     // bytes: frame header, HTTP head or head of a record; grows while bytes come
    quint64 payloadLength = 0; // bytes announced: payload of a frame, body of a message, fragment of a
                               // record, all of an unknown unit
    quint32 message = none;    // frame: unit that began the message it belongs to
    quint8 detail = 0;         // first byte of a frame or a record, UnknownReason of an unknown unit
    UnitKind kind = UnitKind::Unknown;
    Direction direction = Direction::Client;
    bool complete : 1 = false;
    bool messageOpenBefore : 1 = false; // frame: a fragmented message of its direction was unfinished
    bool afterCipherChange : 1 = false; // record: a change_cipher_spec of its direction came before

    quint8 opcode() const { return detail & 0x0f; }
    bool fin() const { return (detail & 0x80) != 0; }
    bool rsv1() const { return (detail & 0x40) != 0; }
    UnknownReason reason() const { return static_cast<UnknownReason>(detail); }
    bool isFrame() const { return kind == UnitKind::Frame; }
    bool isHttp() const { return kind == UnitKind::Request || kind == UnitKind::Response; }
    quint64 announced() const { return headerLength + payloadLength; }
};
static_assert(sizeof(Unit) <= 24);

} // namespace core
