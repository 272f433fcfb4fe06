// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace core {

/// RFC 6455 §1.3: the GUID that every server appends to the key.
inline constexpr char handshakeGuid[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// The way from Sec-WebSocket-Key to Sec-WebSocket-Accept with all that lies between (RFC 6455 §4.2.2,
/// item 5.4).
struct AcceptDerivation
{
    QByteArray key;          // the text of the header, not decoded
    QByteArray concatenated; // key + GUID
    QByteArray sha1;         // 20 bytes
    QByteArray accept;       // 28 characters of Base64
};

AcceptDerivation deriveAccept(const QByteArray &key);

} // namespace core
