// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>
#include <optional>

class QSocketNotifier;

namespace live {

/// One end of a TCP connection, non-blocking. QTcpSocket cannot half-close and tells FIN and RST
/// alike; this one keeps the two directions apart. The socket is closed as soon as both have ended, or one
/// RST has.
class TcpEnd : public QObject
{
    Q_OBJECT

public:
    static constexpr int readSize = 64 * 1024; // bytes one read() asks for
    static constexpr int usualConnectLimitMs = 10'000;

    explicit TcpEnd(QObject *parent = nullptr);
    ~TcpEnd() override;

    /// Takes an accepted socket over.
    void adopt(int descriptor);
    /// Ends in connected() or failed(), both after this call has returned.
    void connectTo(quint16 port) { connectTo(QHostAddress::LocalHost, port); }
    void connectTo(const QHostAddress &address, quint16 port);
    /// After so long a connect has failed. The kernel's own limit is minutes.
    void setConnectLimit(int ms) { m_connectLimit.setInterval(ms); }

    bool isOpen() const { return m_socket >= 0; }
    bool hasEndReceived() const { return m_endReceived; }
    /// As "127.0.0.1:8080" or "[::1]:8080"; empty where the socket is not connected.
    QString peerAddress() const;
    QString ownAddress() const;
    quint64 queued() const { return m_queued; } // bytes that the kernel has not taken yet

    /// Dropped where the connection is no longer there to be written to.
    void write(const QByteArray &bytes);
    /// FIN once the queue is written.
    void end();
    /// RST (close with SO_LINGER 0); what is queued is lost.
    void reset();

    void setReading(bool reading);
    /// Reads at most so many bytes from now on.
    void setReadLimit(quint64 bytes);
    void clearReadLimit();
    /// Looks for an RST now instead of waiting to be told.
    void lookForReset();

signals:
    void connected();
    void failed(const QString &reason);
    void received(const QByteArray &bytes); // one read()
    void written(quint64 bytes);            // one send()
    void endSent();
    void endReceived();
    void resetReceived();

private:
    void open(int descriptor);
    void close();
    void readable();
    void writable();
    void finishConnect(int error);
    void flush();
    void sendEnd();
    void sendFailed();
    void updateNotifiers();

    int m_socket = -1;
    QTimer m_connectLimit;
    std::unique_ptr<QSocketNotifier> m_readNotifier;
    std::unique_ptr<QSocketNotifier> m_writeNotifier;
    std::unique_ptr<QSocketNotifier> m_errorNotifier;
    std::deque<QByteArray> m_queue;
    quint64 m_queued = 0;
    std::optional<quint64> m_readLimit;
    bool m_reading = true;
    bool m_connecting = false;
    bool m_blocked = false; // the kernel takes no more for now
    bool m_broken = false;  // a send failed: what can still be read is read, then comes the RST
    bool m_endWanted = false;
    bool m_endSent = false;
    bool m_endReceived = false;
};

} // namespace live
