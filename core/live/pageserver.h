// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>

class QTcpSocket;

namespace live {

/// A small HTTP server on 127.0.0.1 with one page at /TOKEN/ and its script: a WebSocket client in the
/// browser. Who does not know the token gets 404, whom another site sends 403.
class PageServer : public QTcpServer
{
    Q_OBJECT

public:
    static constexpr qsizetype headLimit = 16LL * 1024; // bytes of a request; beyond it 431
    static constexpr int visitorLimit = 32;             // connections at once; further ones are closed
    static constexpr int headTimeoutMs = 10'000;

    /// `wireUrl`: where the page's WebSocket goes, and the only address that it may connect to. `language`:
    /// "ko" or "en"; empty: what the browser accepts.
    PageServer(const QUrl &wireUrl, QString language, QObject *parent = nullptr);

    bool start() { return listen(QHostAddress::LocalHost); }
    /// Of the page, once it has started.
    QString url() const;

private:
    void take(QTcpSocket *socket);
    void read(QTcpSocket *socket);
    QByteArray answer(const QByteArray &head) const;
    bool isOwn(const QByteArray &authority) const;
    QByteArray page(const QByteArray &language) const;
    QByteArray policy() const;

    QByteArray m_wireUrl;
    QByteArray m_wireOrigin;
    QString m_language;
    QByteArray m_token;
    int m_visitors = 0;
};

} // namespace live
