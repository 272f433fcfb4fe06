// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/serverurl.h"

#include "core/lab/scenario.h"

#include <QUrl>

namespace core {

namespace {

constexpr quint16 usualPort = 80;

} // namespace

std::optional<ServerUrl> readServerUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || url.scheme() != QLatin1StringView("ws") ||
        url.hasFragment() || !url.userInfo().isEmpty() || url.port(usualPort) == 0)
        return std::nullopt;
    ServerUrl server;
    server.host = url.host();
    server.port = static_cast<quint16>(url.port(usualPort));
    server.authority = url.host(QUrl::FullyEncoded).toLatin1();
    if (server.authority.contains(':'))
        server.authority = '[' + server.authority + ']';
    if (server.port != usualPort)
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
