// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/qtserver.h"

#include "core/live/qtdeeds.h"

#include <QNetworkProxy>
#include <QWebSocket>
#include <QWebSocketCorsAuthenticator>

namespace live {

QtServer::QtServer(bool refuse)
    : m_server(QStringLiteral("Framescope"), QWebSocketServer::NonSecureMode)
{
    m_server.setProxy(QNetworkProxy::NoProxy);
    connect(&m_server, &QWebSocketServer::newConnection, this, &QtServer::takeConnection);
    if (refuse)
        connect(&m_server, &QWebSocketServer::originAuthenticationRequired, this,
                [](QWebSocketCorsAuthenticator *authenticator) { authenticator->setAllowed(false); });
}

QtServer::~QtServer() = default;

bool QtServer::start() { return m_server.listen(QHostAddress::LocalHost); }

void QtServer::takeConnection()
{
    std::unique_ptr<QWebSocket> socket(m_server.nextPendingConnection());
    if (!socket || m_socket)
        return;
    m_socket = std::move(socket);
    tellEvents(*m_socket, *this);
    emit happened(QStringLiteral("opened"), {});
}

bool QtServer::act(const core::ActionSpec &action)
{
    // Before there is a connection there is nothing to write to, as after it.
    return !m_socket || actOn(*m_socket, action);
}

} // namespace live
