// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/tcpend.h"

#include <QSocketNotifier>

#include <arpa/inet.h>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace live {

namespace {

void setOption(int socket, int level, int option, int value)
{
    ::setsockopt(socket, level, option, &value, sizeof value);
}

socklen_t fill(sockaddr_storage &storage, const QHostAddress &host, quint16 port)
{
    if (host.protocol() == QAbstractSocket::IPv6Protocol) {
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        address.sin6_port = htons(port);
        const Q_IPV6ADDR bytes = host.toIPv6Address();
        std::memcpy(&address.sin6_addr, &bytes, sizeof bytes);
        std::memcpy(&storage, &address, sizeof address);
        return sizeof address;
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(host.toIPv4Address());
    std::memcpy(&storage, &address, sizeof address);
    return sizeof address;
}

int pendingError(int socket)
{
    int error = 0;
    socklen_t size = sizeof error;
    return ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

/// At least 1, for the end of the stream and errors: large chunks are kept as they were read, in a buffer of
/// their own size.
std::size_t waitingBytes(int socket, int most)
{
    int waiting = 0;
    if (::ioctl(socket, FIONREAD, &waiting) != 0)
        return static_cast<std::size_t>(most);
    return static_cast<std::size_t>(std::clamp(waiting, 1, most));
}

/// What `ask` (getpeername, getsockname) says of a socket.
QString addressOf(int socket, int (*ask)(int, sockaddr *, socklen_t *))
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (ask(socket, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        return {};
    const QHostAddress host(reinterpret_cast<const sockaddr *>(&address));
    const bool isV6 = address.ss_family == AF_INET6;
    const quint16 port = isV6 ? reinterpret_cast<const sockaddr_in6 &>(address).sin6_port
                              : reinterpret_cast<const sockaddr_in &>(address).sin_port;
    return QStringLiteral("%1:%2")
        .arg(isV6 ? QStringLiteral("[%1]").arg(host.toString()) : host.toString())
        .arg(ntohs(port));
}

} // namespace

TcpEnd::TcpEnd(QObject *parent)
    : QObject(parent)
{
    m_connectLimit.setSingleShot(true);
    m_connectLimit.setInterval(usualConnectLimitMs);
    connect(&m_connectLimit, &QTimer::timeout, this, [this] { finishConnect(ETIMEDOUT); });
}

TcpEnd::~TcpEnd() { close(); }

void TcpEnd::open(int descriptor)
{
    Q_ASSERT(m_socket < 0);
    m_socket = descriptor;
    ::fcntl(m_socket, F_SETFL, ::fcntl(m_socket, F_GETFL) | O_NONBLOCK);
    setOption(m_socket, IPPROTO_TCP, TCP_NODELAY, 1);
    // Urgent data stays in the stream: else the error notifier would ring for it without end.
    setOption(m_socket, SOL_SOCKET, SO_OOBINLINE, 1);
    m_readNotifier = std::make_unique<QSocketNotifier>(m_socket, QSocketNotifier::Read);
    m_writeNotifier = std::make_unique<QSocketNotifier>(m_socket, QSocketNotifier::Write);
    m_errorNotifier = std::make_unique<QSocketNotifier>(m_socket, QSocketNotifier::Exception);
    connect(m_readNotifier.get(), &QSocketNotifier::activated, this, &TcpEnd::readable);
    connect(m_writeNotifier.get(), &QSocketNotifier::activated, this, &TcpEnd::writable);
    connect(m_errorNotifier.get(), &QSocketNotifier::activated, this, &TcpEnd::lookForReset);
    updateNotifiers();
}

void TcpEnd::adopt(int descriptor) { open(descriptor); }

void TcpEnd::connectTo(const QHostAddress &host, quint16 port)
{
    sockaddr_storage address{};
    const socklen_t size = fill(address, host, port);
    const int descriptor = ::socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int error = descriptor < 0 ? errno : 0;
    m_connecting = true;
    m_connectLimit.start();
    if (error == 0) {
        open(descriptor);
        if (::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), size) != 0)
            error = errno;
    }
    // A connect that is under way is told by the write notifier; one that is decided already, by this call.
    if (error != EINPROGRESS)
        QMetaObject::invokeMethod(
            this, [this, error] { finishConnect(error); }, Qt::QueuedConnection);
}

void TcpEnd::finishConnect(int error)
{
    if (!m_connecting)
        return;
    m_connecting = false;
    m_connectLimit.stop();
    if (error != 0) {
        close();
        emit failed(qt_error_string(error));
        return;
    }
    updateNotifiers();
    emit connected();
    flush();
}

QString TcpEnd::peerAddress() const { return addressOf(m_socket, ::getpeername); }

QString TcpEnd::ownAddress() const { return addressOf(m_socket, ::getsockname); }

void TcpEnd::write(const QByteArray &bytes)
{
    if (!isOpen() || m_broken || m_endWanted || bytes.isEmpty())
        return;
    m_queue.push_back(bytes);
    m_queued += static_cast<quint64>(bytes.size());
    flush();
}

void TcpEnd::end()
{
    m_endWanted = true;
    flush();
}

void TcpEnd::reset()
{
    if (!isOpen())
        return;
    const linger atOnce{1, 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    close();
}

void TcpEnd::close()
{
    if (!isOpen())
        return;
    // This may run inside a notifier's own signal.
    for (auto *notifier : {&m_readNotifier, &m_writeNotifier, &m_errorNotifier}) {
        (*notifier)->setEnabled(false);
        notifier->release()->deleteLater();
    }
    ::close(m_socket);
    m_socket = -1;
    m_connecting = false;
    m_connectLimit.stop();
    m_queue.clear();
    m_queued = 0;
}

void TcpEnd::setReading(bool reading)
{
    m_reading = reading;
    updateNotifiers();
}

void TcpEnd::setReadLimit(quint64 bytes)
{
    m_readLimit = bytes;
    updateNotifiers();
}

void TcpEnd::clearReadLimit()
{
    m_readLimit.reset();
    updateNotifiers();
}

void TcpEnd::readable()
{
    std::size_t size = waitingBytes(m_socket, readSize);
    if (m_readLimit)
        size = static_cast<std::size_t>(std::min<quint64>(size, *m_readLimit));
    QByteArray bytes(static_cast<qsizetype>(size), Qt::Uninitialized);
    const ssize_t got = ::recv(m_socket, bytes.data(), size, 0);
    const int error = errno;
    if (got > 0) {
        bytes.truncate(got);
        bytes.squeeze();
        if (m_readLimit)
            *m_readLimit -= static_cast<quint64>(got);
        updateNotifiers();
        emit received(bytes);
        return;
    }
    if (got < 0 && (error == EAGAIN || error == EINTR))
        return;
    // After a send has failed the kernel has told its error already, and the end of what can be read looks
    // like a FIN.
    if (got < 0 || m_broken) {
        close();
        emit resetReceived();
        return;
    }
    m_endReceived = true;
    updateNotifiers();
    if (m_endSent)
        close();
    emit endReceived();
}

void TcpEnd::writable()
{
    if (m_connecting) {
        finishConnect(pendingError(m_socket));
        return;
    }
    m_blocked = false;
    flush();
}

void TcpEnd::flush()
{
    while (isOpen() && !m_connecting && !m_blocked && !m_queue.empty()) {
        QByteArray &front = m_queue.front();
        const ssize_t sent =
            ::send(m_socket, front.constData(), static_cast<std::size_t>(front.size()), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && errno != EAGAIN) {
            sendFailed();
            return;
        }
        m_blocked = sent < 0;
        if (m_blocked)
            break;
        if (sent == front.size())
            m_queue.pop_front();
        else
            front.remove(0, sent);
        m_queued -= static_cast<quint64>(sent);
        emit written(static_cast<quint64>(sent));
    }
    updateNotifiers();
    if (isOpen() && !m_connecting && m_queue.empty() && m_endWanted && !m_endSent)
        sendEnd();
}

void TcpEnd::sendEnd()
{
    if (m_broken)
        return;
    if (::shutdown(m_socket, SHUT_WR) != 0) {
        sendFailed(); // ENOTCONN: an RST was here first
        return;
    }
    m_endSent = true;
    if (m_endReceived)
        close();
    emit endSent();
}

void TcpEnd::sendFailed()
{
    m_broken = true;
    m_queue.clear();
    m_queued = 0;
    m_blocked = false;
    if (m_endReceived) {
        close();
        emit resetReceived();
    } else {
        updateNotifiers();
    }
}

// While the stream can be read, the read tells of an RST, in its place after the last byte. After a FIN only
// the error notifier can.
void TcpEnd::lookForReset()
{
    if (!isOpen() || !m_endReceived)
        return;
    pollfd state{m_socket, 0, 0};
    if (::poll(&state, 1, 0) != 1 || (state.revents & (POLLERR | POLLHUP)) == 0)
        return;
    close();
    emit resetReceived();
}

void TcpEnd::updateNotifiers()
{
    if (!isOpen())
        return;
    const bool mayRead = m_reading && !m_connecting && !m_endReceived && m_readLimit.value_or(1) != 0;
    m_readNotifier->setEnabled(mayRead);
    m_writeNotifier->setEnabled(m_connecting || m_blocked);
    m_errorNotifier->setEnabled(m_endReceived);
}

} // namespace live
