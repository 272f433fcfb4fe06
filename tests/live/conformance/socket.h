// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDeadlineTimer>

#include <utility>

// A TCP socket on loopback that is waited for, not called back: a case reads as what happens one after the
// other.
namespace conformance {

class Socket
{
public:
    Socket() = default;
    explicit Socket(int descriptor);
    ~Socket();
    Socket(Socket &&other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
        , m_ended(other.m_ended)
        , m_in(std::move(other.m_in))
    {}
    Socket &operator=(Socket &&other) noexcept;
    Q_DISABLE_COPY(Socket)

    static Socket connected(quint16 port);

    bool isOpen() const { return m_fd >= 0; }
    // The peer has ended its half, or the connection is gone.
    bool hasEnded() const { return m_ended; }

    // Reads while it waits, since a peer that echoes may have to be read from before it reads on.
    bool write(const QByteArray &bytes, const QDeadlineTimer &deadline);
    // True if octets came or the end; false at the deadline.
    bool wait(const QDeadlineTimer &deadline);
    QByteArray take() { return std::exchange(m_in, {}); }

    void finishWriting();
    void drop();

private:
    void receive();
    short pollFor(short events, const QDeadlineTimer &deadline) const;

    int m_fd = -1;
    bool m_ended = false;
    QByteArray m_in;
};

class Listener
{
public:
    Listener() = default;
    ~Listener();
    Q_DISABLE_COPY_MOVE(Listener)

    // 0: a port of the system's choice. The port, or 0 where it failed.
    quint16 listen(quint16 port);
    Socket accept(const QDeadlineTimer &deadline);

private:
    int m_fd = -1;
};

} // namespace conformance
