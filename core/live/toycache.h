// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/listener.h"
#include "core/live/tcpend.h"

#include <QHash>

namespace live {

/// What a toy cache has stored, by URL.
using ToyStore = QHash<QByteArray, QByteArray>;

/// A hop between the wire and a server that behaves as a careless transparent cache: it knows nothing of
/// WebSocket, looks at the client's bytes line by line and takes every line "GET http://HOST/PATH HTTP/1.1"
/// for a request. What looks like an HTTP response in the server's bytes after it is stored as the answer. A
/// request for a stored URL is answered from the store.
///
/// A toy: real caches differ, and hardly one is this careless. It shows what masking guards against (RFC 6455
/// §10.3): a client whose bytes on the wire are chosen by somebody else.
class ToyCache : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype lineLimit = 8192;     // bytes of a line that is looked at
    static constexpr qsizetype answerLimit = 65'536; // bytes of an answer that is stored

    /// `store` is shared by the caches of a run and outlives them.
    ToyCache(ToyStore &store, quint16 serverPort);

    bool listen();
    quint16 port() const { return m_listener.serverPort(); }

private:
    void fromClient(const QByteArray &bytes);
    void fromServer(const QByteArray &bytes);
    /// The URL of a request for something that is stored; else empty.
    QByteArray takeLines(const QByteArray &bytes);
    void takeAnswer(const QByteArray &bytes);
    void join(TcpEnd &from, TcpEnd &to);

    ToyStore &m_store;
    quint16 m_serverPort;
    Listener m_listener;
    TcpEnd m_client;
    TcpEnd m_server;
    QByteArray m_line;   // of the client's bytes, as far as it has come
    QByteArray m_asked;  // URL whose answer is awaited
    QByteArray m_answer; // the server's bytes since then
};

} // namespace live
