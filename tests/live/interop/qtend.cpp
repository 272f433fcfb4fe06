// SPDX-License-Identifier: GPL-3.0-or-later
#include "qtend.h"

#include <QNetworkProxy>

namespace interop {

using core::Opcode;

core::HeadDraft soundRequest() { return core::makeRequest({}, "dGhlIHNhbXBsZSBub25jZQ=="); }

QtEnd::QtEnd(bool serves)
    : m_serves(serves)
{
    m_server.setProxy(QNetworkProxy::NoProxy);
    QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server,
                     [this] { take(m_server.nextPendingConnection()); });
    QObject::connect(&m_listener, &live::Listener::accepted, &m_listener, [this](int descriptor) {
        peer.end->adopt(descriptor);
        peer.connected = true;
    });
}

void QtEnd::take(QWebSocket *socket)
{
    m_socket.reset(socket);
    QObject::connect(socket, &QWebSocket::connected, socket, [this] { log.add("open"); });
    QObject::connect(socket, &QWebSocket::textMessageReceived, socket,
                     [this](const QString &text) { log.add(line("text", text.toUtf8())); });
    QObject::connect(socket, &QWebSocket::binaryMessageReceived, socket,
                     [this](const QByteArray &bytes) { log.add(line("binary", bytes)); });
    QObject::connect(socket, &QWebSocket::disconnected, socket,
                     [this] { log.add("closed " + QByteArray::number(m_socket->closeCode())); });
    QObject::connect(socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), socket,
                     [this] { ++errors; });
}

bool QtEnd::connectTcp(const QString &rest)
{
    if (m_serves) {
        if (!m_server.listen(QHostAddress::LocalHost))
            return false;
        peer.end->connectTo(m_server.serverPort());
        return QTest::qWaitFor([this] { return peer.connected; }, limitMs);
    }
    if (!m_listener.listen(QHostAddress::LocalHost))
        return false;
    const QUrl url(QStringLiteral("ws://127.0.0.1:%1").arg(m_listener.serverPort()) + rest);
    take(new QWebSocket);
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->open(url);
    const bool asked = QTest::qWaitFor([this] { return peer.log.contains("\r\n\r\n"); }, limitMs);
    head = std::exchange(peer.log, {});
    return asked;
}

bool QtEnd::open(const QByteArray &more, const QByteArray &extensions)
{
    if (!connectTcp())
        return false;
    if (m_serves) {
        core::HeadDraft request = soundRequest();
        if (!extensions.isEmpty())
            request.add("Sec-WebSocket-Extensions", extensions);
        write(request.bytes() + more);
        const bool answered =
            QTest::qWaitFor([this] { return m_socket != nullptr && peer.log.contains("\r\n\r\n"); }, limitMs);
        const qsizetype end = peer.log.indexOf("\r\n\r\n") + 4;
        head = peer.log.first(end);
        peer.log.remove(0, end);
        return answered;
    }
    core::ServerDecision decision = core::answerRequest(core::readHttpHead(head, false), {});
    if (!extensions.isEmpty())
        decision.response.add("Sec-WebSocket-Extensions", extensions);
    write(decision.response.bytes() + more);
    return QTest::qWaitFor([this] { return log.has("open"); }, limitMs);
}

QByteArray QtEnd::frame(Opcode opcode, const QByteArray &payload, bool fin) const
{
    core::OutFrame frame(opcode, payload);
    frame.header.fin = fin;
    frame.header.masked = m_serves;
    frame.header.key = {0x37, 0xfa, 0x21, 0x3d};
    return core::encode(frame);
}

std::optional<int> QtEnd::sentClose() const
{
    for (qsizetype at = 0; at < peer.log.size();) {
        const core::ByteSpan rest = core::spanOf(peer.log).subspan(static_cast<std::size_t>(at));
        const auto header = core::readFrameHeader(rest);
        if (!header || rest.size() < header->size + header->payloadLength)
            return {};
        const core::ByteSpan payload = rest.subspan(header->size, header->payloadLength);
        if (core::is(header->opcode, Opcode::Close)) {
            const QByteArray body = core::applyMask(payload, header->key);
            return body.size() < 2 ? 1005 : static_cast<int>(core::bitsValue(core::spanOf(body), {0, 16}));
        }
        at += static_cast<qsizetype>(header->size + header->payloadLength);
    }
    return {};
}

} // namespace interop
