// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes/bytes.h"

namespace core {

/// What a TLS record holds (RFC 8446 §5.1).
enum class TlsContent : quint8 {
    ChangeCipherSpec = 20,
    Alert = 21,
    Handshake = 22,
    ApplicationData = 23,
    Heartbeat = 24, // RFC 6520 §3
};
constexpr bool is(quint8 type, TlsContent content) { return type == static_cast<quint8>(content); }

/// Of a record: type, legacy version, length.
inline constexpr quint32 tlsHeadBytes = 5;

/// The longest fragment. RFC 8446 §5.2 allows 2^14 + 256 bytes, TLS 1.2 (RFC 5246 §6.2.3) 2^14 + 2048.
inline constexpr quint32 tlsFragmentLimit = 16'384 + 2048;

/// Whether these bytes, up to five of them, can be the head of a record: a known type, a version 3.x, a
/// length within the limit.
bool beginsTlsRecord(ByteSpan start);

/// A handshake message's type (RFC 8446 §4).
inline constexpr quint8 tlsClientHello = 1;
inline constexpr quint8 tlsServerHello = 2;

/// Whether a record's fragment, of `length` bytes in all, is one hello: its type, its length, and a version
/// 3.x. What is encrypted does not look like that.
bool isTlsHello(ByteSpan fragment, quint32 length);

/// Whether a handshake message may begin with these four bytes: a type that is registered, a length that
/// somebody might send. The rest of a message that began in another record hardly looks like that.
bool beginsTlsMessage(ByteSpan start);

} // namespace core
