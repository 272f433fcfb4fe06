// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/rawendpoint.h"

namespace live {

RawEndpoint::RawEndpoint()
{
    connect(&m_end, &TcpEnd::received, this,
            [this](const QByteArray &bytes) { emit happened(QStringLiteral("bytes"), bytes); });
    connect(&m_end, &TcpEnd::endReceived, this, [this] {
        emit happened(QStringLiteral("closed"), {});
        m_end.end();
    });
    connect(&m_end, &TcpEnd::resetReceived, this, [this] { emit happened(QStringLiteral("closed"), {}); });
}

bool RawEndpoint::act(const core::ActionSpec &action)
{
    if (action.what == QLatin1StringView("end")) {
        m_end.end();
        return true;
    }
    if (action.what == QLatin1StringView("reset")) {
        m_end.reset();
        return true;
    }
    const auto bytes = bytesOf(action.args);
    if (action.what != QLatin1StringView("send-bytes") || !bytes)
        return false;
    m_end.write(*bytes);
    return true;
}

RawClient::RawClient(quint16 wirePort)
    : m_wirePort(wirePort)
{
    connect(&m_end, &TcpEnd::connected, this, [this] { emit happened(QStringLiteral("connected"), {}); });
    connect(&m_end, &TcpEnd::failed, this, [this] { emit happened(QStringLiteral("closed"), {}); });
}

bool RawClient::start()
{
    m_end.connectTo(m_wirePort);
    return true;
}

RawServer::RawServer()
{
    connect(&m_listener, &Listener::accepted, this, [this](int descriptor) {
        m_end.adopt(descriptor);
        emit happened(QStringLiteral("connected"), {});
    });
}

bool RawServer::start() { return m_listener.listen(QHostAddress::LocalHost); }

bool RawServer::act(const core::ActionSpec &action)
{
    if (m_listener.isListening() && action.what != QLatin1StringView("send-bytes"))
        m_listener.close();
    return RawEndpoint::act(action);
}

} // namespace live
