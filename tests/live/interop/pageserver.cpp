// SPDX-License-Identifier: GPL-3.0-or-later
#include "pageserver.h"

#include <QJsonDocument>
#include <QNetworkProxy>
#include <QTcpSocket>

namespace interop {

namespace {

constexpr qint64 headLimit = 16LL * 1024;
constexpr qsizetype requestLimit = 64LL * 1024 * 1024;

qsizetype contentLength(const QByteArray &head)
{
    for (const QByteArray &field : head.split('\n'))
        if (field.toLower().startsWith("content-length:"))
            return field.mid(field.indexOf(':') + 1).trimmed().toLongLong();
    return 0;
}

QByteArray answer(const QByteArray &status, const QByteArray &body)
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n" +
           "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace

PageServer::PageServer(QByteArray page)
    : m_page(std::move(page))
{
    setProxy(QNetworkProxy::NoProxy);
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *const socket = nextPendingConnection()) {
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { serve(socket); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        }
    });
}

// A request is looked at again with every read, from its start, until it is whole.
void PageServer::serve(QTcpSocket *socket)
{
    const QByteArray start = socket->peek(headLimit);
    const qsizetype headEnd = start.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return;
    const qsizetype size = headEnd + 4 + contentLength(start.first(headEnd));
    if (size > requestLimit) {
        socket->abort();
        return;
    }
    if (socket->bytesAvailable() < size)
        return;
    const QByteArray request = socket->read(size);
    if (request.startsWith("GET / ")) {
        socket->write(answer("200 OK", m_page));
    } else if (request.startsWith("POST ")) {
        m_report = QJsonDocument::fromJson(request.mid(headEnd + 4)).object();
        m_hasReport = true;
        socket->write(answer("200 OK", {}));
    } else {
        socket->write(answer("404 Not Found", {}));
    }
    socket->disconnectFromHost();
}

} // namespace interop
