// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/qtclient.h"

#include "core/live/qtdeeds.h"

#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslConfiguration>

namespace live {

QtClient::QtClient(const QUrl &url, std::unique_ptr<MaskKeys> keys, const QByteArray &trusted)
    : m_url(url)
    , m_keys(std::move(keys))
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_socket.setMaskGenerator(m_keys.get());
    if (!trusted.isEmpty()) {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates(QSslCertificate::fromData(trusted));
        m_socket.setSslConfiguration(configuration);
    }
    tellEvents(m_socket, *this);
    connect(&m_socket, &QWebSocket::connected, this, [this] { emit happened(QStringLiteral("opened"), {}); });
}

bool QtClient::start()
{
    m_socket.open(m_url);
    return true;
}

bool QtClient::act(const core::ActionSpec &action) { return actOn(m_socket, action); }

} // namespace live
