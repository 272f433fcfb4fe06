// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/deflate.h"
#include "core/protocol/limits.h"

#include <QByteArray>

#include <optional>
#include <utility>
#include <vector>

namespace core {

/// How an endpoint of ours behaves once the connection is open. Times in ms; 0: never.
struct EndpointPolicy
{
    Limits limits = {};
    DeflatePolicy deflate = {};
    quint64 deflateFrom = 0; // bytes of a message that is worth compressing
    quint64 frameSize = 0;   // payload bytes of a frame; longer messages are cut up. 0: never cut
    bool acceptText = true;
    bool acceptBinary = true;
    bool autoPong = true;
    qint64 handshakeTimeout = 10'000; // until the head of the other side is whole
    qint64 pingInterval = 0;          // in an open connection
    qint64 pongTimeout = 10'000;      // from a ping of pingInterval until a silent peer is failed: a server
                                      // says 1011, a client 1008, as 1011 is a server's (RFC 6455 §7.4.1)
    qint64 closeTimeout = 5'000;      // from our Close, and from the end of our side, until TCP is given up
    QByteArray deviation;             // name of a Deviation; empty: none

    bool operator==(const EndpointPolicy &) const = default;
};

/// What a server lets in, and what it answers else: 405 not GET, 400 malformed or missing, 426 version (with
/// the list), 404 path, 403 origin, 431 header block too large.
struct ServerPolicy : EndpointPolicy
{
    std::vector<QByteArray> paths;        // without their query; empty: any
    std::vector<QByteArray> origins;      // empty: any. A request without Origin is not a browser's: let in
    std::vector<QByteArray> subprotocols; // that it speaks; of those offered the client's first is taken
    std::optional<int> refuseWith;        // status for every request that is in order

    bool operator==(const ServerPolicy &) const = default;
};

struct ClientPolicy : EndpointPolicy
{
    QByteArray host = "127.0.0.1:8080"; // of the Host header
    QByteArray target = "/";
    QByteArray origin; // empty: none is sent
    std::vector<QByteArray> subprotocols;
    std::vector<std::pair<QByteArray, QByteArray>> headers; // further ones

    bool operator==(const ClientPolicy &) const = default;
};

} // namespace core
