// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/endpoints.h"

#include "core/live/browser.h"
#include "core/live/engineendpoint.h"
#include "core/live/httpend.h"
#include "core/live/outsider.h"
#include "core/live/qtclient.h"
#include "core/live/qtserver.h"
#include "core/live/rawendpoint.h"

#include <QUrl>

namespace live {

namespace {

QString urlOf(const core::ConnectionSpec &spec, quint16 wirePort, const QString &address = {})
{
    QUrl url;
    url.setHost(address.isEmpty() ? QStringLiteral("127.0.0.1") : address); // brackets an IPv6 one
    const QString scheme = spec.secure ? QStringLiteral("wss") : QStringLiteral("ws");
    return QStringLiteral("%1://%2:%3%4")
        .arg(scheme, url.host(QUrl::FullyEncoded))
        .arg(wirePort)
        .arg(spec.path);
}

} // namespace

bool isAwaited(const core::EndpointSpec &client)
{
    return client.kind == programKind || client.kind == browserKind;
}

std::unique_ptr<Endpoint> makeServer(const core::ConnectionSpec &spec)
{
    if (spec.server.kind == engineKind) {
        core::ServerPolicy policy = spec.server.serverPolicy;
        if (spec.server.refuse)
            policy.refuseWith = 403;
        return std::make_unique<EngineServer>(
            std::make_unique<core::Engine>(std::move(policy), strongRandomness()));
    }
    if (spec.server.kind == qtKind)
        return std::make_unique<QtServer>(spec.server.refuse);
    if (spec.server.kind == rawKind)
        return std::make_unique<RawServer>();
    if (spec.server.kind == httpKind)
        return std::make_unique<HttpServer>();
    if (spec.server.kind == urlKind)
        return std::make_unique<Outsider>();
    return nullptr;
}

std::unique_ptr<Endpoint> makeClient(const core::ConnectionSpec &spec, quint64 seed,
                                     const core::RunOptions &options, quint16 wirePort,
                                     const std::shared_ptr<const Certificate> &certificate)
{
    if (spec.client.kind == engineKind) {
        core::ClientPolicy policy = spec.client.clientPolicy;
        policy.host = spec.host.toUtf8();
        policy.target = spec.path.toUtf8();
        return std::make_unique<EngineClient>(
            std::make_unique<core::Engine>(std::move(policy), randomnessOf(spec, seed, options.seed)),
            wirePort);
    }
    if (spec.client.kind == qtKind)
        return std::make_unique<QtClient>(QUrl(urlOf(spec, wirePort)),
                                          std::make_unique<MaskKeys>(spec, seed, options.seed),
                                          spec.secure && certificate ? certificate->pem() : QByteArray());
    if (spec.client.kind == rawKind)
        return std::make_unique<RawClient>(wirePort);
    if (spec.client.kind == httpKind)
        return std::make_unique<HttpClient>(wirePort, spec.host.toUtf8());
    if (spec.client.kind == programKind)
        return std::make_unique<Outsider>(urlOf(spec, wirePort, options.listenOn));
    if (spec.client.kind == browserKind)
        return std::make_unique<Browser>(QUrl(urlOf(spec, wirePort)), options.language);
    return nullptr;
}

} // namespace live
