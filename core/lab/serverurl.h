// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace core {

struct ConnectionSpec;

/// A WebSocket URL (RFC 6455 §3) in its parts.
struct ServerUrl
{
    QString host;         // a name or an address; IPv6 without its brackets
    quint16 port = 80;    // 443 for wss
    bool secure = false;  // wss
    QByteArray authority; // as the Host header says it: with the port where it is not the usual one
    QByteArray target;    // path and query, as the request line says them
};

/// Nothing where it is no ws:// or wss:// URL, or has a fragment or a user name, which such a URL has not.
std::optional<ServerUrl> readServerUrl(const QString &url);

/// Where the server is one of kind "url", `host` and `path` become the URL's.
void followUrl(ConnectionSpec &spec);

} // namespace core
