// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../wirebench.h"
#include "bench.h"

#include <QWebSocket>
#include <QWebSocketServer>

namespace interop {

/// One of Qt's two ends, and a plain TCP program at the other end of its connection.
class QtEnd
{
public:
    explicit QtEnd(bool serves);

    /// TCP, and nothing more: a QWebSocket has sent its request.
    [[nodiscard]] bool connectTcp(const QString &rest = QStringLiteral("/"));
    /// Both: the handshake. `more` comes in the same write as what ends our part of it.
    [[nodiscard]] bool open(const QByteArray &more = {}, const QByteArray &extensions = {});

    bool isServer() const { return m_serves; }
    QWebSocket &socket() { return *m_socket; }
    QWebSocketServer &server() { return m_server; }
    /// A frame of the plain program, masked where it is the client.
    QByteArray frame(core::Opcode opcode, const QByteArray &payload, bool fin = true) const;
    void write(const QByteArray &bytes) { peer.end->write(bytes); }
    /// Code of the Close that Qt has sent; 1005: without a code; nothing: none yet.
    std::optional<int> sentClose() const;

    Peer peer;       // what it has read is without the handshake once that is over
    QByteArray head; // that Qt has sent
    Log log;         // of Qt's
    int errors = 0;  // that Qt has told

private:
    void take(QWebSocket *socket);

    bool m_serves;
    QWebSocketServer m_server{QStringLiteral("Qt"), QWebSocketServer::NonSecureMode};
    live::Listener m_listener;
    std::unique_ptr<QWebSocket> m_socket;
};

/// A request in order.
core::HeadDraft soundRequest();

} // namespace interop
