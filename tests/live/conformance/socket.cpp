// SPDX-License-Identifier: GPL-3.0-or-later
#include "socket.h"

#include <arpa/inet.h>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <limits>

namespace conformance {

namespace {

sockaddr_in loopback(quint16 port)
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int pollTime(const QDeadlineTimer &deadline)
{
    if (deadline.isForever())
        return -1;
    return static_cast<int>(std::min<qint64>(deadline.remainingTime(), std::numeric_limits<int>::max()));
}

short pollOne(int fd, short events, const QDeadlineTimer &deadline)
{
    for (;;) {
        pollfd one = {fd, events, 0};
        const int count = ::poll(&one, 1, pollTime(deadline));
        if (count > 0)
            return one.revents;
        if (count == 0 || errno != EINTR)
            return 0;
    }
}

} // namespace

Socket::Socket(int descriptor)
    : m_fd(descriptor)
{
    if (m_fd < 0)
        return;
    ::fcntl(m_fd, F_SETFL, ::fcntl(m_fd, F_GETFL) | O_NONBLOCK);
    ::fcntl(m_fd, F_SETFD, FD_CLOEXEC);
    const int on = 1; // else chops would be gathered into segments again
    ::setsockopt(m_fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Socket::~Socket() { drop(); }

Socket &Socket::operator=(Socket &&other) noexcept
{
    std::swap(m_fd, other.m_fd);
    std::swap(m_ended, other.m_ended);
    std::swap(m_in, other.m_in);
    return *this;
}

Socket Socket::connected(quint16 port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in address = loopback(port);
    if (fd >= 0 && ::connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        ::close(fd);
        return {};
    }
    return Socket(fd);
}

short Socket::pollFor(short events, const QDeadlineTimer &deadline) const
{
    return m_fd < 0 ? short(0) : pollOne(m_fd, events, deadline);
}

void Socket::receive()
{
    char buffer[65'536];
    for (;;) {
        const ssize_t count = ::recv(m_fd, buffer, sizeof buffer, 0);
        if (count > 0) {
            m_in.append(buffer, count);
            if (count < static_cast<ssize_t>(sizeof buffer))
                return;
        } else if (count < 0 && errno == EINTR) {
            continue;
        } else {
            // A reset is an end too: what had come before it has been read by now.
            m_ended = m_ended || count == 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
            return;
        }
    }
}

bool Socket::write(const QByteArray &bytes, const QDeadlineTimer &deadline)
{
    for (qsizetype at = 0; at < bytes.size();) {
        if (m_fd < 0)
            return false;
        const ssize_t count =
            ::send(m_fd, bytes.constData() + at, static_cast<size_t>(bytes.size() - at), MSG_NOSIGNAL);
        if (count > 0) {
            at += count;
            continue;
        }
        if (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
            return false;
        const short events = pollFor(m_ended ? POLLOUT : POLLIN | POLLOUT, deadline);
        if (events == 0)
            return false;
        if (events & (POLLIN | POLLHUP | POLLERR))
            receive();
    }
    return true;
}

bool Socket::wait(const QDeadlineTimer &deadline)
{
    if (m_ended || m_fd < 0 || !m_in.isEmpty())
        return true;
    if (pollFor(POLLIN, deadline) == 0)
        return false;
    receive();
    return true;
}

void Socket::finishWriting()
{
    if (m_fd >= 0)
        ::shutdown(m_fd, SHUT_WR);
}

void Socket::drop()
{
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
    m_ended = true;
}

Listener::~Listener()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

quint16 Listener::listen(quint16 port)
{
    m_fd = ::socket(AF_INET, SOCK_STREAM, 0);
    if (m_fd < 0)
        return 0;
    ::fcntl(m_fd, F_SETFD, FD_CLOEXEC);
    const int on = 1;
    ::setsockopt(m_fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address = loopback(port);
    socklen_t size = sizeof address;
    if (::bind(m_fd, reinterpret_cast<const sockaddr *>(&address), size) != 0 || ::listen(m_fd, 16) != 0 ||
        ::getsockname(m_fd, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        return 0;
    return ntohs(address.sin_port);
}

Socket Listener::accept(const QDeadlineTimer &deadline)
{
    if (m_fd < 0 || pollOne(m_fd, POLLIN, deadline) == 0)
        return {};
    return Socket(::accept(m_fd, nullptr, nullptr));
}

} // namespace conformance
