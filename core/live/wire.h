// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/scenario.h"
#include "core/live/listener.h"
#include "core/live/relay.h"

namespace live {

/// The wire between one client and one server, on loopback: the client connects to port(), the wire to the
/// server.
class Wire : public QObject
{
    Q_OBJECT

public:
    /// `clock` runs since the recording began and outlives the wire.
    Wire(quint16 connection, const QElapsedTimer &clock, Sink sink, quint64 seed = 0,
         QObject *parent = nullptr);

    /// Port 0: the system chooses. False where the port cannot be had: serverError() says why.
    bool listen(quint16 port, quint16 serverPort);
    quint16 port() const { return m_port; }
    QAbstractSocket::SocketError serverError() const { return m_listener.serverError(); }
    QString errorString() const { return m_listener.errorString(); }

    /// The deeds of the wire: cut, path, and the changes to one unit. False where it is none of these, or its
    /// args are wrong.
    bool act(const core::ActionSpec &action);

    Relay &relay() { return m_relay; }

private:
    Listener m_listener;
    Relay m_relay;
    quint16 m_port = 0;
    quint16 m_serverPort = 0;
};

} // namespace live
