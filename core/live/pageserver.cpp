// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/pageserver.h"

#include "core/live/pagerequest.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QRandomGenerator>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

// Resources of a static library are known once this was called; it must stand outside of a namespace.
static void initPage() { Q_INIT_RESOURCE(framescope_page); }

namespace live {

namespace {

QByteArray read(const QString &name)
{
    QFile file(QStringLiteral(":/page/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray makeToken()
{
    quint32 bits[4];
    QRandomGenerator::system()->fillRange(bits);
    return QByteArray(reinterpret_cast<const char *>(bits), sizeof bits).toHex();
}

QByteArray refusal(const QByteArray &status)
{
    return "HTTP/1.1 " + status +
           "\r\nContent-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n"
           "Connection: close\r\nContent-Length: " +
           QByteArray::number(status.size()) + "\r\n\r\n" + status;
}

} // namespace

PageServer::PageServer(const QUrl &wireUrl, QString language, QObject *parent)
    : QTcpServer(parent)
    , m_wireUrl(wireUrl.toEncoded())
    , m_wireOrigin("ws://" + wireUrl.host().toLatin1() + ':' + QByteArray::number(wireUrl.port()))
    , m_language(std::move(language))
    , m_token(makeToken())
{
    initPage();
    setProxy(QNetworkProxy::NoProxy);
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *const socket = nextPendingConnection())
            take(socket);
    });
}

QString PageServer::url() const
{
    const QString query = m_language.isEmpty() ? QString() : QStringLiteral("?lang=") + m_language;
    return QStringLiteral("http://127.0.0.1:%1/%2/%3")
        .arg(serverPort())
        .arg(QString::fromLatin1(m_token), query);
}

void PageServer::take(QTcpSocket *socket)
{
    ++m_visitors;
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        --m_visitors;
        socket->deleteLater();
    });
    if (m_visitors > visitorLimit) {
        socket->abort();
        return;
    }
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
    QTimer::singleShot(headTimeoutMs, socket, &QTcpSocket::abort);
}

// One request a connection; nothing is read of what comes after its head.
void PageServer::read(QTcpSocket *socket)
{
    const QByteArray start = socket->peek(headLimit);
    const qsizetype end = start.indexOf("\r\n\r\n");
    if (end < 0 && start.size() < headLimit)
        return;
    disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
    socket->readAll();
    socket->write(end < 0 ? refusal("431 Request Header Fields Too Large") : answer(start.first(end)));
    socket->disconnectFromHost();
}

bool PageServer::isOwn(const QByteArray &authority) const
{
    const QByteArray port = ':' + QByteArray::number(serverPort());
    return authority == "127.0.0.1" + port || authority == "localhost" + port;
}

QByteArray PageServer::answer(const QByteArray &head) const
{
    const auto request = readPageRequest(head);
    if (!request)
        return refusal("400 Bad Request");
    const QByteArray scheme("http://");
    const bool isForeign = request->origin && !(request->origin->startsWith(scheme) &&
                                                isOwn(request->origin->mid(scheme.size())));
    if (!isOwn(request->host) || isForeign)
        return refusal("403 Forbidden");
    const bool isPage = request->path == '/' + m_token + '/';
    if (!isPage && request->path != '/' + m_token + "/page.js")
        return refusal("404 Not Found");
    if (request->method != "GET" && request->method != "HEAD")
        return refusal("405 Method Not Allowed");
    const QByteArray body = isPage ? page(languageOf(*request)) : live::read(QStringLiteral("page.js"));
    const QByteArray type = isPage ? "text/html" : "text/javascript";
    const QByteArray fields = "HTTP/1.1 200 OK\r\nContent-Type: " + type +
                              "; charset=utf-8\r\nContent-Length: " + QByteArray::number(body.size()) +
                              "\r\nCache-Control: no-store\r\nContent-Security-Policy: " + policy() +
                              "\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
                              "Cross-Origin-Resource-Policy: same-origin\r\n"
                              "Cross-Origin-Opener-Policy: same-origin\r\nConnection: close\r\n\r\n";
    return request->method == "HEAD" ? fields : fields + body;
}

QByteArray PageServer::policy() const
{
    const QByteArray style =
        QCryptographicHash::hash(live::read(QStringLiteral("page.css")), QCryptographicHash::Sha256);
    return "default-src 'none'; script-src 'self'; style-src 'sha256-" + style.toBase64() +
           "'; connect-src " + m_wireOrigin + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

QByteArray PageServer::page(const QByteArray &language) const
{
    const QJsonObject all = QJsonDocument::fromJson(live::read(QStringLiteral("texts.json"))).object();
    QByteArray html = live::read(QStringLiteral("page.html"));
    QJsonObject texts;
    for (auto it = all.begin(); it != all.end(); ++it) {
        const QString text = it->toObject().value(QLatin1StringView(language)).toString();
        texts.insert(it.key(), text);
        html.replace("{{text:" + it.key().toLatin1() + "}}", text.toHtmlEscaped().toUtf8());
    }
    html.replace("{{lang}}", language);
    html.replace("{{url}}", QString::fromLatin1(m_wireUrl).toHtmlEscaped().toUtf8());
    html.replace("{{style}}", live::read(QStringLiteral("page.css")));
    // Inside a script element "</" would end it.
    html.replace("{{texts}}", QJsonDocument(texts).toJson(QJsonDocument::Compact).replace("<", "\\u003c"));
    return html;
}

} // namespace live
