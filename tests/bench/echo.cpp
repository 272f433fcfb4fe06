// SPDX-License-Identifier: GPL-3.0-or-later
#include "echo.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstring>

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int patienceSeconds = 20; // for one read or write

const QByteArray upgrade =
    "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
const QByteArray accepted =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"; // of RFC 6455 §1.3's key

void prepare(int socket)
{
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const timeval limit{patienceSeconds, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

sockaddr_in loopback(quint16 port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool sendAll(int socket, const char *bytes, qsizetype size)
{
    while (size > 0) {
        const ssize_t sent = ::send(socket, bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes += sent;
        size -= sent;
    }
    return true;
}

bool receiveAll(int socket, char *to, qsizetype size)
{
    while (size > 0) {
        const ssize_t got = ::recv(socket, to, static_cast<std::size_t>(size), MSG_WAITALL);
        if (got <= 0)
            return false;
        to += got;
        size -= got;
    }
    return true;
}

// RFC 6455 §5.2, one frame of a binary message.
QByteArray frame(int length, bool isMasked)
{
    const char key[4] = {0x37, char(0xfa), 0x21, 0x3d};
    QByteArray bytes(1, char(0x82));
    const char mask = isMasked ? char(0x80) : char(0);
    if (length < 126) {
        bytes += static_cast<char>(mask | length);
    } else {
        bytes += static_cast<char>(mask | 126);
        bytes += static_cast<char>(length >> 8);
        bytes += static_cast<char>(length & 0xff);
    }
    if (isMasked)
        bytes += QByteArray(key, 4);
    for (int i = 0; i < length; ++i)
        bytes += static_cast<char>((i * 7 & 0xff) ^ (isMasked ? key[i % 4] : 0));
    return bytes;
}

} // namespace

EchoServer::EchoServer()
{
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 ||
        ::listen(m_listener, 8) != 0 ||
        ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        return; // no client will open
    m_port = ntohs(address.sin_port);
    m_accepting = std::thread([this] {
        for (int socket = 0; (socket = ::accept(m_listener, nullptr, nullptr)) >= 0;)
            m_connections.emplace_back([socket] {
                serve(socket);
                ::close(socket);
            });
    });
}

EchoServer::~EchoServer()
{
    ::shutdown(m_listener, SHUT_RDWR); // accept() returns
    if (m_accepting.joinable())
        m_accepting.join();
    for (std::thread &connection : m_connections)
        connection.join();
    ::close(m_listener);
}

// The client's payload length is read from its first frame; all that follow are the same.
void EchoServer::serve(int socket)
{
    prepare(socket);
    QByteArray request(upgrade.size(), '\0');
    if (!receiveAll(socket, request.data(), request.size()) || request != upgrade ||
        !sendAll(socket, accepted.constData(), accepted.size()))
        return;
    unsigned char head[4] = {};
    if (::recv(socket, head, sizeof head, MSG_PEEK | MSG_WAITALL) != qsizetype{sizeof head})
        return;
    const int length = (head[1] & 0x7f) < 126 ? head[1] & 0x7f : head[2] << 8 | head[3];
    const QByteArray expected = frame(length, true);
    const QByteArray answer = frame(length, false);
    QByteArray got(expected.size(), '\0');
    while (receiveAll(socket, got.data(), got.size()) && got == expected)
        if (!sendAll(socket, answer.constData(), answer.size()))
            return;
}

EchoClient::EchoClient(quint16 port, int payloadLength)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    , m_request(frame(payloadLength, true))
    , m_answer(frame(payloadLength, false))
    , m_buffer(m_answer.size(), '\0')
{
    prepare(m_socket);
    const sockaddr_in address = loopback(port);
    QByteArray response(accepted.size(), '\0');
    m_open = ::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 &&
             sendAll(m_socket, upgrade.constData(), upgrade.size()) &&
             receiveAll(m_socket, response.data(), response.size()) && response == accepted;
    m_sent = static_cast<quint64>(upgrade.size());
    m_received = static_cast<quint64>(accepted.size());
}

EchoClient::~EchoClient() { ::close(m_socket); }

bool EchoClient::send()
{
    m_sent += static_cast<quint64>(m_request.size());
    return sendAll(m_socket, m_request.constData(), m_request.size());
}

bool EchoClient::receive()
{
    m_received += static_cast<quint64>(m_answer.size());
    return receiveAll(m_socket, m_buffer.data(), m_buffer.size()) && m_buffer == m_answer;
}

bool EchoClient::roundTrips(int count, std::vector<double> &micros)
{
    for (int i = 0; i < count; ++i) {
        const auto begin = Clock::now();
        if (!send() || !receive())
            return false;
        micros.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begin).count());
    }
    return true;
}

double EchoClient::flood(int count, int inFlight)
{
    const auto begin = Clock::now();
    for (int sent = 0, got = 0; got < count;) {
        for (; sent < count && sent - got < inFlight; ++sent)
            if (!send())
                return 0;
        if (!receive())
            return 0;
        ++got;
    }
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

} // namespace bench
