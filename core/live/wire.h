// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/scenario.h"
#include "core/live/listener.h"
#include "core/live/relay.h"

namespace live {

/// The wire between one client and one server: the client connects to port(), on loopback unless told
/// otherwise, the wire to the server.
class Wire : public QObject
{
    Q_OBJECT

public:
    /// `clock` runs since the recording began and outlives the wire.
    Wire(quint16 connection, const QElapsedTimer &clock, Sink sink, quint64 seed = 0,
         QObject *parent = nullptr);

    /// Port 0: the system chooses. False where the port cannot be had: serverError() says why.
    bool listen(quint16 port, quint16 serverPort) { return listen(port, Route{{.port = serverPort}}); }
    bool listen(quint16 port, Route route, const QHostAddress &on = QHostAddress::LocalHost);
    /// The wire of a client that came further to another wire, instead of listen().
    void take(int descriptor, quint16 port, Route route);
    /// Goes on listening after the first client: cameFurther() tells of those that follow.
    void setGoingOn(bool goesOn) { m_listener.setGoingOn(goesOn); }
    quint16 port() const { return m_port; }
    quint16 connection() const { return m_relay.connection(); }
    QAbstractSocket::SocketError serverError() const { return m_listener.serverError(); }
    QString errorString() const { return m_listener.errorString(); }

    /// The deeds of the wire: cut, path, and the changes to one unit. False where it is none of these, or its
    /// args are wrong.
    bool act(const core::ActionSpec &action);

    Relay &relay() { return m_relay; }
    const Relay &relay() const { return m_relay; }

signals:
    void cameFurther(int descriptor); // is the receiver's

private:
    void accept(int descriptor);

    Listener m_listener;
    Relay m_relay;
    quint16 m_port = 0;
    Route m_route;
    bool m_isTaken = false;
};

} // namespace live
