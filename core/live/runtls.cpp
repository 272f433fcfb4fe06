// SPDX-License-Identifier: GPL-3.0-or-later
// The encrypted legs of a run's connections.
#include "core/live/endpoints.h"
#include "core/live/run.h"

#include <algorithm>

namespace live {

using core::RunProblem;

bool Run::makeCertificate()
{
    const auto &all = m_scenario.connections;
    if (std::none_of(all.begin(), all.end(), [](const auto &spec) { return spec.secure; }))
        return true;
    m_certificate = Certificate::make();
    if (!m_certificate) {
        finish(RunProblem::TlsFailed, QStringLiteral("OpenSSL"));
        return false;
    }
    emit certificateMade(m_certificate->pem());
    return true;
}

quint16 Run::takeId() { return ++m_lastId; }

/// The client speaks TLS up to here; from here on it is clear.
bool Run::secureFront(Line &line)
{
    line.front = std::make_unique<CipherLeg>(
        takeId(), m_clock, [this](const core::WireRecord &record) { m_batch.append(record); });
    if (!line.wire->listen(0, routeOf(line))) {
        finish(RunProblem::NoSockets, line.wire->errorString());
        return false;
    }
    line.front->terminator = std::make_unique<TlsJoint>(
        TlsJoint::Role::Terminator, std::make_unique<TlsSession>(m_certificate), line.wire->port());
    if (line.front->terminator->listen())
        return true;
    finish(RunProblem::NoSockets);
    return false;
}

/// From here on to the server it is TLS.
bool Run::secureBack(Line &line)
{
    const core::ServerUrl &url = m_resolver.found(line.first).url;
    line.back = std::make_unique<CipherLeg>(
        takeId(), m_clock, [this](const core::WireRecord &record) { m_batch.append(record); });
    if (!line.back->wire.listen(0, m_resolver.found(line.first).route)) {
        finish(RunProblem::NoSockets, line.back->wire.errorString());
        return false;
    }
    const TlsSession::Trust trust{
        .host = url.host, .certificate = nullptr, .goesOn = line.spec.server.unverified};
    line.back->originator = std::make_unique<TlsJoint>(
        TlsJoint::Role::Originator, std::make_unique<TlsSession>(trust), line.back->wire.port());
    if (line.back->originator->listen())
        return true;
    finish(RunProblem::NoSockets);
    return false;
}

void Run::followLeg(Line &line, CipherLeg &leg)
{
    const bool isFront = &leg == line.front.get();
    Relay &relay = leg.wire.relay();
    connect(&relay, &Relay::clientConnected, this, [this, &line, &leg, isFront] {
        if (isFront)
            announce(line, leg.wire.relay()); // the plain one first: it is what is talked about
        // Who speaks TLS itself was given an address, which is not sent as a name (RFC 6066 §3).
        announceLeg(line, leg,
                    !isFront         ? m_resolver.found(line.first).url.host
                    : leg.originator ? QStringLiteral("localhost")
                                     : QStringLiteral("127.0.0.1"));
    });
    connect(&relay, &Relay::ended, this, &Run::checkEnded);
    connect(&relay, &Relay::serverMissed, this,
            [this, &line](const QString &reason) { serverMissed(line, reason); });
    for (TlsJoint *joint : {leg.originator.get(), leg.terminator.get()}) {
        if (joint == nullptr)
            continue;
        connect(joint, &TlsJoint::failed, this,
                [this, &line, &leg, joint](const QString &reason) { tlsFailed(line, leg, *joint, reason); });
        if (!isFront)
            connect(joint, &TlsJoint::opened, this, [this, &line] { tlsOpened(line); });
    }
}

void Run::tlsOpened(Line &line)
{
    if (const auto &unverified = line.back->originator->session().unverified())
        emit problemArose(line.spec.id, {RunProblem::CertificateUnverified, unverified->toDetail()});
}

void Run::tlsFailed(Line &line, CipherLeg &leg, TlsJoint &joint, const QString &reason)
{
    leg.hasFailed = true;
    const bool isFront = &leg == line.front.get();
    const auto &unverified = joint.session().unverified();
    if (m_problem.problem == RunProblem::None) { // else this follows from it
        if (isFront)
            m_problem = {RunProblem::TlsClient, reason};
        else if (unverified)
            m_problem = {RunProblem::CertificateRefused, unverified->toDetail()};
        else
            m_problem = {RunProblem::TlsFailed,
                         QStringLiteral("%1 (%2)").arg(m_resolver.found(line.first).url.host, reason)};
        emit problemArose(line.spec.id, m_problem);
    }
    checkEnded();
}

void Run::announceLeg(const Line &line, const CipherLeg &leg, const QString &host)
{
    const Relay &relay = leg.wire.relay();
    core::ConnectionInfo info;
    info.id = leg.wire.connection();
    info.clientName = line.spec.clientName;
    info.client = relay.clientAddress();
    info.server = relay.wireAddress();
    info.layer = core::Layer::Tls;
    info.carries = line.spec.id;
    info.host = host;
    emit connectionAdded(info);
    m_batchTimer.start();
}

Route Run::serverRoute(const Line &line) const
{
    if (line.back)
        return {{.port = line.back->originator->port()}};
    return m_resolver.found(line.first).route;
}

} // namespace live
