// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/serverurl.h"

#include "core/lab/scenario.h"

#include <QUrl>

namespace core {

namespace {

constexpr quint16 usualPort = 80; // RFC 6455 §3
constexpr quint16 usualSecurePort = 443;

} // namespace

std::optional<ServerUrl> readServerUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isSecure = url.scheme() == QLatin1StringView("wss");
    const int usual = isSecure ? usualSecurePort : usualPort;
    if (!url.isValid() || url.host().isEmpty() || (!isSecure && url.scheme() != QLatin1StringView("ws")) ||
        url.hasFragment() || !url.userInfo().isEmpty() || url.port(usual) == 0)
        return std::nullopt;
    ServerUrl server;
    server.secure = isSecure;
    server.host = url.host();
    server.port = static_cast<quint16>(url.port(usual));
    server.authority = url.host(QUrl::FullyEncoded).toLatin1();
    if (server.authority.contains(':'))
        server.authority = '[' + server.authority + ']';
    if (server.port != usual)
        server.authority += ':' + QByteArray::number(server.port);
    server.target = url.path(QUrl::FullyEncoded).toLatin1();
    if (server.target.isEmpty())
        server.target = "/";
    if (url.hasQuery())
        server.target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return server;
}

void followUrl(ConnectionSpec &spec)
{
    if (spec.server.kind != QLatin1StringView("url"))
        return;
    const auto url = readServerUrl(spec.server.url);
    if (!url)
        return;
    spec.host = QString::fromLatin1(url->authority);
    spec.path = QString::fromLatin1(url->target);
}

} // namespace core
