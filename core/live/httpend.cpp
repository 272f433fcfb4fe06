// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/httpend.h"

#include "core/protocol/httphead.h"

#include <QJsonArray>

#include <algorithm>
#include <optional>

namespace live {

namespace {

constexpr int headLimit = 64 * 1024;
constexpr int bodyLimit = 16 * 1024 * 1024;
constexpr int feedLimitMs = 60'000;

/// A message at the start of what was read: its head, and how many bytes it has in all.
struct Message
{
    core::HttpHead head;
    qsizetype size = 0;
};

/// Nothing where it is not whole yet.
std::optional<Message> messageAt(const QByteArray &bytes, bool isResponse)
{
    Message message{core::readHttpHead(bytes.first(std::min<qsizetype>(bytes.size(), headLimit)), isResponse),
                    0};
    if (!message.head.complete)
        return std::nullopt;
    const qsizetype body = std::clamp(message.head.joined("Content-Length").toInt(), 0, bodyLimit);
    message.size = message.head.bytes.size() + body;
    return message.size <= bytes.size() ? std::optional(std::move(message)) : std::nullopt;
}

/// {"headers": [["Name", "value"], …]} as lines; nothing where it has another form.
std::optional<QByteArray> headersOf(const QJsonObject &args)
{
    QByteArray lines;
    for (const QJsonValue &each : args.value(QLatin1StringView("headers")).toArray()) {
        const QJsonArray pair = each.toArray();
        if (pair.size() != 2)
            return std::nullopt;
        lines += pair[0].toString().toUtf8() + ": " + pair[1].toString().toUtf8() + "\r\n";
    }
    return lines;
}

QByteArray bodyLines(const QByteArray &body)
{
    return "Content-Type: text/plain; charset=utf-8\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\n";
}

QByteArray reasonOf(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 204:
        return "No Content";
    case 404:
        return "Not Found";
    default:
        return "Status";
    }
}

bool hasOnly(const QJsonObject &args, std::initializer_list<const char *> names)
{
    const QStringList keys = args.keys();
    return std::all_of(keys.begin(), keys.end(), [&](const QString &key) {
        return std::any_of(names.begin(), names.end(),
                           [&key](const char *name) { return key == QLatin1StringView(name); });
    });
}

} // namespace

// --- The client ---

HttpClient::HttpClient(quint16 wirePort, QByteArray host)
    : m_wirePort(wirePort)
    , m_host(std::move(host))
{
    connect(&m_end, &TcpEnd::connected, this, [this] { emit happened(QStringLiteral("connected"), {}); });
    connect(&m_end, &TcpEnd::received, this, &HttpClient::take);
    connect(&m_end, &TcpEnd::endReceived, this, [this] {
        emit happened(QStringLiteral("closed"), {});
        m_end.end();
    });
    connect(&m_end, &TcpEnd::resetReceived, this, [this] { emit happened(QStringLiteral("closed"), {}); });
    connect(&m_end, &TcpEnd::failed, this, [this] { emit happened(QStringLiteral("closed"), {}); });
}

bool HttpClient::start()
{
    m_end.connectTo(m_wirePort);
    return true;
}

void HttpClient::take(const QByteArray &bytes)
{
    m_read += bytes;
    while (takeNext()) {
    }
}

bool HttpClient::takeNext()
{
    if (m_isStream) {
        const qsizetype end = m_read.indexOf("\n\n");
        if (end < 0)
            return false;
        const QByteArray event = m_read.first(end);
        m_read.remove(0, end + 2);
        emit happened(QStringLiteral("event"), event);
        return true;
    }
    const auto message = messageAt(m_read, true);
    if (!message)
        return false;
    m_isStream = message->head.lists("Content-Type", "text/event-stream");
    const QByteArray body =
        m_read.mid(message->head.bytes.size(), message->size - message->head.bytes.size());
    m_read.remove(0, message->size);
    emit happened(QStringLiteral("response"), body);
    return true;
}

bool HttpClient::act(const core::ActionSpec &action)
{
    if (action.what == QLatin1StringView("end")) {
        m_end.end();
        return true;
    }
    if (action.what == QLatin1StringView("reset")) {
        m_end.reset();
        return true;
    }
    const QJsonObject &args = action.args;
    const auto headers = headersOf(args);
    if (action.what != QLatin1StringView("request") || !headers ||
        !hasOnly(args, {"method", "target", "text", "headers"}))
        return false;
    const QByteArray method =
        args.value(QLatin1StringView("method")).toString(QStringLiteral("GET")).toUtf8();
    const QByteArray target = args.value(QLatin1StringView("target")).toString(QStringLiteral("/")).toUtf8();
    const QByteArray body = args.value(QLatin1StringView("text")).toString().toUtf8();
    m_end.write(method + ' ' + target + " HTTP/1.1\r\nHost: " + m_host + "\r\n" +
                (args.contains(QLatin1StringView("text")) ? bodyLines(body) : QByteArray()) + *headers +
                "\r\n" + body);
    return true;
}

// --- The server ---

HttpServer::HttpServer()
{
    connect(&m_listener, &Listener::accepted, this, [this](int descriptor) {
        m_end.adopt(descriptor);
        emit happened(QStringLiteral("connected"), {});
    });
    connect(&m_end, &TcpEnd::received, this, &HttpServer::take);
    connect(&m_end, &TcpEnd::endReceived, this, [this] {
        emit happened(QStringLiteral("closed"), {});
        m_end.end();
    });
    connect(&m_end, &TcpEnd::resetReceived, this, [this] { emit happened(QStringLiteral("closed"), {}); });
}

bool HttpServer::start() { return m_listener.listen(QHostAddress::LocalHost); }

void HttpServer::take(const QByteArray &bytes)
{
    m_read += bytes;
    while (takeNext()) {
    }
}

bool HttpServer::takeNext()
{
    const auto message = messageAt(m_read, false);
    if (!message)
        return false;
    m_body = m_read.mid(message->head.bytes.size(), message->size - message->head.bytes.size());
    m_read.remove(0, message->size);
    if (m_feed != Feed::None)
        answerFromFeed();
    emit happened(QStringLiteral("request"), m_body);
    return true;
}

bool HttpServer::act(const core::ActionSpec &action)
{
    if (action.what == QLatin1StringView("end")) {
        m_end.end();
        return true;
    }
    if (action.what == QLatin1StringView("reset")) {
        m_end.reset();
        return true;
    }
    if (action.what == QLatin1StringView("respond"))
        return respond(action.args);
    if (action.what == QLatin1StringView("publish")) {
        publish(action.args.value(QLatin1StringView("text")).toString().toUtf8());
        return m_feed != Feed::None && hasOnly(action.args, {"text"});
    }
    return action.what == QLatin1StringView("feed") && beginFeed(action.args);
}

bool HttpServer::respond(const QJsonObject &args)
{
    const auto headers = headersOf(args);
    if (!headers || !hasOnly(args, {"status", "text", "echo", "headers"}))
        return false;
    const QByteArray body = args.value(QLatin1StringView("echo")).toBool()
                                ? m_body
                                : args.value(QLatin1StringView("text")).toString().toUtf8();
    send(args.value(QLatin1StringView("status")).toInt(200), body, *headers);
    return true;
}

void HttpServer::send(int status, const QByteArray &body, const QByteArray &more)
{
    m_end.write("HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonOf(status) + "\r\n" +
                (status == 204 ? QByteArray() : bodyLines(body)) + more + "\r\n" + body);
}

bool HttpServer::beginFeed(const QJsonObject &args)
{
    const QString as = args.value(QLatin1StringView("as")).toString();
    const QJsonArray values = args.value(QLatin1StringView("values")).toArray();
    const QJsonArray times = args.value(QLatin1StringView("at_ms")).toArray();
    if (!hasOnly(args, {"as", "values", "at_ms", "together"}) || values.size() != times.size())
        return false;
    m_feed = as == QLatin1StringView("poll")     ? Feed::Poll
             : as == QLatin1StringView("long")   ? Feed::Long
             : as == QLatin1StringView("stream") ? Feed::Stream
                                                 : Feed::None;
    m_tellsTogether = args.value(QLatin1StringView("together")).toBool();
    for (qsizetype i = 0; i < values.size(); ++i)
        QTimer::singleShot(std::clamp(times[i].toInt(), 0, feedLimitMs), Qt::PreciseTimer, this,
                           [this, value = values[i].toString().toUtf8()] { publish(value); });
    return m_feed != Feed::None;
}

void HttpServer::publish(const QByteArray &value)
{
    if (m_feed == Feed::Stream && m_isWaiting) {
        m_end.write("data: " + value + "\n\n");
        return;
    }
    m_news.append(value);
    if (m_feed == Feed::Long && m_isWaiting) {
        m_isWaiting = false;
        send(200, m_news.takeFirst());
    }
}

void HttpServer::answerFromFeed()
{
    if (m_feed == Feed::Stream) {
        m_isWaiting = true; // for all that comes
        m_end.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\r\n");
        return;
    }
    m_isWaiting = m_feed == Feed::Long && m_news.isEmpty();
    if (m_isWaiting)
        return;
    if (m_news.isEmpty()) {
        send(204, {});
    } else if (m_tellsTogether) {
        send(200, m_news.join(", "));
        m_news.clear();
    } else {
        send(200, m_news.takeFirst());
    }
}

} // namespace live
