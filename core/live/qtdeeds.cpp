// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/qtdeeds.h"

#include "core/live/endpoint.h"

#include <QWebSocket>

namespace live {

namespace {

bool sendText(QWebSocket &socket, const QJsonObject &args)
{
    const QJsonValue text = args.value(QLatin1StringView("text"));
    const qint64 frameSize = args.value(QLatin1StringView("frame_size")).toInteger(0);
    if (!text.isString() || frameSize < 0)
        return false;
    const quint64 usual = socket.outgoingFrameSize();
    if (frameSize > 0)
        socket.setOutgoingFrameSize(static_cast<quint64>(frameSize));
    socket.sendTextMessage(text.toString());
    socket.setOutgoingFrameSize(usual);
    return true;
}

bool close(QWebSocket &socket, const QJsonObject &args)
{
    const qint64 code = args.value(QLatin1StringView("code")).toInteger(1000);
    if (code < 0 || code > 0xffff)
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
    const auto bytes = bytesOf(action.args);
    if (action.what == QLatin1StringView("send-binary") && bytes) {
        socket.sendBinaryMessage(*bytes);
        return true;
    }
    if (action.what == QLatin1StringView("ping") && (bytes || action.args.isEmpty())) {
        socket.ping(bytes.value_or(QByteArray()));
        return true;
    }
    return false;
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
