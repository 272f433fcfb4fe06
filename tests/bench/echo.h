// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <thread>
#include <vector>

namespace bench {

/// A WebSocket echo of one payload on blocking sockets, as cheap as two ends can be: what lies between them
/// is what is measured. Both ends know the frames beforehand and compare each byte.
class EchoServer
{
public:
    EchoServer();
    ~EchoServer();
    EchoServer(const EchoServer &) = delete;
    EchoServer &operator=(const EchoServer &) = delete;

    quint16 port() const { return m_port; }

private:
    static void serve(int socket);

    int m_listener = -1;
    quint16 m_port = 0;
    std::thread m_accepting;
    std::vector<std::thread> m_connections;
};

class EchoClient
{
public:
    /// Connects and shakes hands. Payloads of so many bytes, at most 65535.
    EchoClient(quint16 port, int payloadLength);
    ~EchoClient();
    EchoClient(const EchoClient &) = delete;
    EchoClient &operator=(const EchoClient &) = delete;

    bool isOpen() const { return m_open; }
    /// One in flight; appends the time of each in µs. False where an answer is wrong or missing.
    bool roundTrips(int count, std::vector<double> &micros);
    /// So many in flight; the seconds that all took, or nothing good: 0.
    double flood(int count, int inFlight);
    // Of all that it has done, with the handshake.
    quint64 bytesSent() const { return m_sent; }
    quint64 bytesReceived() const { return m_received; }

private:
    bool send();
    bool receive();

    int m_socket = -1;
    bool m_open = false;
    QByteArray m_request;
    QByteArray m_answer;
    QByteArray m_buffer;
    quint64 m_sent = 0;
    quint64 m_received = 0;
};

} // namespace bench
