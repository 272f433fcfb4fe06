// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/listener.h"
#include "core/live/tcpend.h"
#include "core/live/tlssession.h"

namespace live {

/// Joins a TCP connection in clear to one that speaks TLS. A terminator is connected to by TLS and goes on in
/// clear; an originator is the other way round. It takes one connection.
///
/// A FIN of the plain side becomes close_notify and FIN on the other, and close_notify or FIN becomes FIN; an
/// RST of either side is passed on as one. Both sides can be half closed, as TCP can.
class TlsJoint : public QObject
{
    Q_OBJECT

public:
    enum class Role : quint8 { Terminator, Originator };
    static constexpr quint64 queueLimit =
        256ULL * 1024; // bytes that wait; beyond it their sender is not read

    /// Goes on to `target`, a port of loopback.
    TlsJoint(Role role, std::unique_ptr<TlsSession> session, quint16 target, QObject *parent = nullptr);

    bool listen() { return m_listener.listen(QHostAddress::LocalHost); }
    quint16 port() const { return m_listener.serverPort(); }
    const TlsSession &session() const { return *m_session; }

signals:
    void opened(); // TLS stands; session().unverified() is known
    /// TLS did not come about. `reason` is OpenSSL's or the system's.
    void failed(const QString &reason);

private:
    void accept(int descriptor);
    void pump();
    void becameOpen();
    void fail(const QString &reason);
    void cipherEnded(bool byReset);
    void updateReading();

    Role m_role;
    std::unique_ptr<TlsSession> m_session;
    quint16 m_target;
    Listener m_listener;
    TcpEnd m_cipher;
    TcpEnd m_plain;
    bool m_opened = false;
    bool m_failed = false;
    bool m_endPassed = false; // the peer's end of TLS, on to the plain side
};

} // namespace live
