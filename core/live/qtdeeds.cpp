// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/qtdeeds.h"

#include "core/live/endpoint.h"

#include <QWebSocket>

namespace live {

using core::Direction;

namespace {

/// Of Qt's ways to send: whole, or in frames of a size. Masks, compression and the rest are its own affair.
std::optional<core::MessageDeed> messageOf(const QJsonObject &args)
{
    auto deed = core::messageOf(args, Direction::Server); // nobody can choose its keys
    if (deed && (deed->options.compress || deed->options.frames > 0 || !deed->options.sizes.empty()))
        deed.reset();
    return deed;
}

/// Sends by `send`, in frames as the deed says.
template<typename Send>
void sendFramed(QWebSocket &socket, const core::MessageDeed &deed, Send send)
{
    const quint64 usual = socket.outgoingFrameSize();
    if (deed.options.frameSize > 0)
        socket.setOutgoingFrameSize(deed.options.frameSize);
    send(deed.bytes);
    socket.setOutgoingFrameSize(usual);
}

bool sendText(QWebSocket &socket, const QJsonObject &args)
{
    const auto deed = messageOf(args);
    if (!deed || !args.contains(QLatin1StringView("text")))
        return false;
    sendFramed(socket, *deed,
               [&](const QByteArray &bytes) { socket.sendTextMessage(QString::fromUtf8(bytes)); });
    return true;
}

bool sendBinary(QWebSocket &socket, const QJsonObject &args)
{
    const auto deed = messageOf(args);
    if (deed)
        sendFramed(socket, *deed, [&](const QByteArray &bytes) { socket.sendBinaryMessage(bytes); });
    return deed.has_value();
}

bool ping(QWebSocket &socket, const QJsonObject &args)
{
    const auto deed = core::controlOf(args, Direction::Server);
    if (deed)
        socket.ping(deed->payload);
    return deed.has_value();
}

bool close(QWebSocket &socket, const QJsonObject &args)
{
    const qint64 code = args.value(QLatin1StringView("code")).toInteger(1000);
    if (code < 0 || code > 0xffff || args.contains(QLatin1StringView("key")))
        return false;
    socket.close(static_cast<QWebSocketProtocol::CloseCode>(code),
                 args.value(QLatin1StringView("reason")).toString());
    return true;
}

} // namespace

bool actOn(QWebSocket &socket, const core::ActionSpec &action)
{
    if (action.what == QLatin1StringView("send-text"))
        return sendText(socket, action.args);
    if (action.what == QLatin1StringView("close"))
        return close(socket, action.args);
    if (action.what == QLatin1StringView("send-binary"))
        return sendBinary(socket, action.args);
    return action.what == QLatin1StringView("ping") && ping(socket, action.args);
}

void tellEvents(QWebSocket &socket, Endpoint &endpoint)
{
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &endpoint, [&endpoint](const QString &text) {
        emit endpoint.happened(QStringLiteral("text"), text.toUtf8());
    });
    QObject::connect(
        &socket, &QWebSocket::binaryMessageReceived, &endpoint,
        [&endpoint](const QByteArray &bytes) { emit endpoint.happened(QStringLiteral("binary"), bytes); });
    QObject::connect(&socket, &QWebSocket::pong, &endpoint, [&endpoint](quint64, const QByteArray &payload) {
        emit endpoint.happened(QStringLiteral("pong"), payload);
    });
    QObject::connect(&socket, &QWebSocket::disconnected, &endpoint,
                     [&endpoint] { emit endpoint.happened(QStringLiteral("closed"), {}); });
}

} // namespace live
