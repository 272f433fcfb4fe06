// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/endpoint.h"
#include "core/live/listener.h"
#include "core/live/tcpend.h"

#include <QTimer>

namespace live {

/// A client of plain HTTP/1.1 (RFC 9112), for comparison with WebSocket: request and end. What it sends is
/// what the deed says, byte for byte. Events: connected, response (a whole one), event (of a
/// text/event-stream), closed.
class HttpClient : public Endpoint
{
    Q_OBJECT

public:
    HttpClient(quint16 wirePort, QByteArray host);

    bool start() override;
    bool act(const core::ActionSpec &action) override;

private:
    void take(const QByteArray &bytes);
    /// Takes the next response or event off what was read. False where it is not whole yet.
    bool takeNext();

    TcpEnd m_end;
    quint16 m_wirePort;
    QByteArray m_host;
    QByteArray m_read;
    bool m_isStream = false; // of events, up to its end
};

/// A server of the same: respond, feed, publish, end. Events: connected, request (a whole one), closed.
///
/// `feed` publishes values at times from then on, in one of three ways: "poll" answers each request at once,
/// with the newest value that was not told yet, or 204; "long" keeps the answer until there is one; "stream"
/// begins a text/event-stream and sends each as an event. `publish` adds one value now.
class HttpServer : public Endpoint
{
    Q_OBJECT

public:
    HttpServer();

    bool start() override;
    bool act(const core::ActionSpec &action) override;
    quint16 port() const override { return m_listener.serverPort(); }

private:
    enum class Feed : quint8 { None, Poll, Long, Stream };

    void take(const QByteArray &bytes);
    bool takeNext();
    bool respond(const QJsonObject &args);
    bool beginFeed(const QJsonObject &args);
    void publish(const QByteArray &value);
    void answerFromFeed();
    void send(int status, const QByteArray &body, const QByteArray &more = {});

    TcpEnd m_end;
    Listener m_listener;
    QByteArray m_read;
    QByteArray m_body; // of the request that came last
    Feed m_feed = Feed::None;
    QByteArrayList m_news;        // that was not told yet
    bool m_tellsTogether = false; // all news in one answer
    bool m_isWaiting = false;     // a request, for news
};

} // namespace live
