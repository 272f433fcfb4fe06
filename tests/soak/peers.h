// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/echoserver.h"

#include <QElapsedTimer>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <memory>

namespace soak {

/// Message number n, from 0: which one it is can be told from it alone. Even ones are binary, odd ones text.
QByteArray messageNumber(quint64 n);

/// A client that sends messages at a pace and compares what an echo server returns, both on a thread of
/// their own.
class Peers
{
public:
    /// Messages of the client a second; as many come back.
    explicit Peers(int perSecond);
    ~Peers();
    Q_DISABLE_COPY_MOVE(Peers)

    quint16 serverPort() const { return m_serverPort; }
    /// Begins when the connection is open.
    void connectTo(quint16 wirePort);
    /// Sends no more; isOver() once all echoes are there and the connection has closed.
    void finish();

    quint64 sent() const { return m_sent; }
    quint64 returned() const { return m_returned; }
    bool isOver() const { return m_over; }
    /// A wrong echo, a failed connection.
    bool hasFailed() const { return m_failed; }

private:
    void start();
    void happened(const core::EngineEvent &event);
    void sendWhatIsDue();
    void closeWhereDone();

    QThread m_thread;
    QObject m_context; // lives on m_thread, as all that follows
    std::unique_ptr<live::EchoServer> m_server;
    std::unique_ptr<live::EngineEnd> m_client;
    std::unique_ptr<QTimer> m_pace;
    QElapsedTimer m_clock;
    quint64 m_perSecond;
    bool m_finishing = false;
    quint16 m_serverPort = 0;

    std::atomic<quint64> m_sent = 0;
    std::atomic<quint64> m_returned = 0;
    std::atomic<bool> m_over = false;
    std::atomic<bool> m_failed = false;
};

} // namespace soak
