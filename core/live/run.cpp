// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/run.h"

#include "core/live/endpoints.h"
#include "core/live/maskkeys.h"
#include "core/live/outsider.h"

#include <unistd.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace live {

using core::RunProblem;

Run::Run(const core::Scenario &scenario, const core::RunOptions &options, WireSettings wire, int limitMs)
    : m_scenario(scenario)
    , m_options(options)
    , m_wire(std::move(wire))
    , m_batchTimer(this)
    , m_limit(this)
    , m_resolver(this)
{
    std::erase_if(m_scenario.actions, [&options](const core::ActionSpec &action) {
        return action.byHand.value_or(options.byHand) != options.byHand;
    });
    connect(&m_resolver, &Resolver::resolved, this, &Run::begin);
    m_batchTimer.setInterval(batchMs);
    connect(&m_batchTimer, &QTimer::timeout, this, &Run::flush);
    m_limit.setSingleShot(true);
    m_limit.setInterval(limitMs);
    connect(&m_limit, &QTimer::timeout, this, [this] { finish(RunProblem::TimedOut); });
}

Run::~Run() { m_over = true; }

// A client that is awaited takes the time it takes.
void Run::start()
{
    m_clock.start();
    if (!m_options.open && !awaitsClients())
        m_limit.start();
    for (core::ConnectionSpec &spec : m_scenario.connections) {
        if (spec.server.kind != urlKind)
            continue;
        const auto url = core::readServerUrl(spec.server.url);
        if (!url) {
            finish(RunProblem::BadUrl, spec.server.url);
            return;
        }
        core::followUrl(spec);
        m_resolver.look(spec.id, *url);
    }
    if (!m_resolver.isLooking())
        begin();
}

bool Run::awaitsClients() const
{
    const auto &all = m_scenario.connections;
    return std::any_of(all.begin(), all.end(), [](const auto &spec) { return isAwaited(spec.client); });
}

// All listen before the first client connects, and "start" lies between: there an action can still change the
// set-up.
void Run::begin()
{
    if (m_over || !makeCertificate())
        return;
    for (const core::ConnectionSpec &spec : m_scenario.connections)
        m_lastId = std::max(m_lastId, spec.id);
    for (const core::ConnectionSpec &spec : m_scenario.connections)
        if (!setUp(spec))
            return;
    for (const auto &line : m_lines)
        tell(*line, QStringLiteral("start"));
    for (const auto &line : m_lines)
        if (line->spec.after.isEmpty())
            startClient(*line);
    checkEnded();
}

void Run::startClient(Line &line)
{
    if (m_over || std::exchange(line.isDue, true))
        return;
    if (!line.client->start())
        finish(RunProblem::NoSockets);
    else if (isAwaited(line.spec.client))
        emit clientAwaited(line.spec.id, line.client->awaitedUrl());
}

void Run::startClientsAfter(const QString &event)
{
    for (const auto &line : m_lines)
        if (line->spec.after == event)
            startClient(*line);
}

void Run::stop() { finish(RunProblem::Stopped); }

bool Run::setUp(const core::ConnectionSpec &spec)
{
    auto line = std::make_unique<Line>();
    line->spec = spec;
    line->first = spec.id;
    if (!serve(*line) || !listen(*line))
        return false;
    const bool needsTls = line->front && line->front->originator;
    const quint16 port = needsTls ? line->front->originator->port() : entrance(*line).port();
    line->client = makeClient(spec, m_scenario.seed, m_options, port, m_certificate);
    if (!line->client) {
        finish(RunProblem::UnknownKind, spec.client.kind);
        return false;
    }
    join(std::move(line));
    return true;
}

bool Run::serve(Line &line)
{
    line.server = makeServer(line.spec);
    if (!line.server)
        finish(RunProblem::UnknownKind, line.spec.server.kind);
    else if (!line.server->start())
        finish(RunProblem::NoSockets);
    if (m_over)
        return false;
    if (line.spec.cache) {
        line.cache = std::make_unique<ToyCache>(m_store, line.server->port());
        if (!line.cache->listen()) {
            finish(RunProblem::NoSockets);
            return false;
        }
    }
    line.wire = std::make_unique<Wire>(
        line.spec.id, m_clock, [this](const core::WireRecord &record) { m_batch.append(record); },
        m_options.seed.value_or(m_scenario.seed));
    applyWire(line);
    if (line.spec.server.kind == urlKind && m_resolver.found(line.first).url.secure && !secureBack(line))
        return false;
    return !line.spec.secure || secureFront(line);
}

bool Run::listen(Line &line)
{
    Wire &wire = entrance(line);
    wire.setGoingOn(isAwaited(line.spec.client));
    const quint16 port = m_lines.empty() ? m_options.port : 0;
    const bool isAway = line.spec.client.kind == programKind && !m_options.listenOn.isEmpty();
    const QHostAddress on = isAway ? QHostAddress(m_options.listenOn) : QHostAddress::LocalHost;
    const Route route = line.front ? Route{{.port = line.front->terminator->port()}} : routeOf(line);
    if (!wire.listen(port, route, on)) {
        if (wire.serverError() == QAbstractSocket::AddressInUseError)
            finish(RunProblem::PortTaken, QString::number(port));
        else
            finish(RunProblem::NoSockets, wire.errorString());
        return false;
    }
    if (!line.front || isAwaited(line.spec.client) || line.spec.client.kind == qtKind)
        return true;
    // Who cannot speak TLS is helped: what it writes in clear does not leave this process before it is
    // encrypted.
    const TlsSession::Trust trust{.host = QStringLiteral("localhost"), .certificate = m_certificate};
    line.front->originator = std::make_unique<TlsJoint>(TlsJoint::Role::Originator,
                                                        std::make_unique<TlsSession>(trust), wire.port());
    if (line.front->originator->listen())
        return true;
    finish(RunProblem::NoSockets);
    return false;
}

Route Run::routeOf(const Line &line) const
{
    if (line.spec.server.kind == urlKind)
        return serverRoute(line);
    return {{.port = line.cache ? line.cache->port() : line.server->port()}};
}

Run::Line &Run::join(std::unique_ptr<Line> line)
{
    line->script = std::make_unique<Script>(
        m_scenario.actions, [this, line = line.get()](const core::ActionSpec &action) {
            const bool isElsewhere = action.connection != 0 && action.connection != line->spec.id;
            if (!m_over && !isElsewhere && !perform(*line, action))
                finish(RunProblem::BadAction, action.who + QLatin1Char(' ') + action.what);
        });
    connectLine(*line);
    m_lines.push_back(std::move(line));
    return *m_lines.back();
}

// A server of ours takes one connection, so each has its own.
void Run::takeFurther(const Line &first, int descriptor)
{
    auto line = std::make_unique<Line>();
    line->spec = first.spec;
    line->first = first.first;
    line->spec.id = takeId();
    if (m_lines.size() >= clientLimit)
        emit problemArose(line->spec.id, {RunProblem::TooManyClients, QString::number(clientLimit)});
    if (m_over || m_lines.size() >= clientLimit || !serve(*line)) {
        ::close(descriptor);
        return;
    }
    line->client = std::make_unique<Outsider>();
    Line &joined = join(std::move(line));
    tell(joined, QStringLiteral("start"));
    const quint16 port = first.front ? first.front->wire.port() : first.wire->port();
    const Route route = joined.front ? Route{{.port = joined.front->terminator->port()}} : routeOf(joined);
    entrance(joined).take(descriptor, port, route);
}

void Run::connectLine(Line &line)
{
    follow(line, *line.client, QStringLiteral("client"));
    follow(line, *line.server, QStringLiteral("server"));
    Relay &relay = line.wire->relay();
    if (line.front)
        followLeg(line, *line.front);
    else
        connect(&relay, &Relay::clientConnected, this, [this, &line] { announce(line, line.wire->relay()); });
    if (line.back)
        followLeg(line, *line.back);
    connect(&relay, &Relay::heldChanged, this, [this] { m_heldChanged = true; });
    connect(&relay, &Relay::ended, this, &Run::checkEnded);
    connect(&relay, &Relay::serverMissed, this,
            [this, &line](const QString &reason) { serverMissed(line, reason); });
    connect(&entrance(line), &Wire::cameFurther, this,
            [this, &line](int descriptor) { takeFurther(line, descriptor); });
    // A QWebSocket does not tell of TCP, nor does what is not ours; the wire does.
    if (line.spec.client.kind == qtKind || isAwaited(line.spec.client))
        connect(&relay, &Relay::clientConnected, this,
                [this, &line] { tell(line, QStringLiteral("client.connected")); });
    if (line.spec.server.kind == qtKind || line.spec.server.kind == urlKind)
        connect(&relay, &Relay::serverConnected, this,
                [this, &line] { tell(line, QStringLiteral("server.connected")); });
}

void Run::follow(Line &line, Endpoint &endpoint, const QString &side)
{
    connect(&endpoint, &Endpoint::happened, this,
            [this, &line, side](const QString &event, const QByteArray &message) {
                tell(line, side + QLatin1Char('.') + event, message);
            });
}

// What happens on one connection can be an event of the others too: "1:client.text".
void Run::tell(Line &line, const QString &event, const QByteArray &message)
{
    if (!m_over)
        line.script->happened(event, message);
    const QString elsewhere = QString::number(line.spec.id) + QLatin1Char(':') + event;
    startClientsAfter(elsewhere);
    const auto isAwaited = [&](const core::ActionSpec &action) { return action.on == elsewhere; };
    if (std::none_of(m_scenario.actions.begin(), m_scenario.actions.end(), isAwaited))
        return;
    for (const auto &other : m_lines)
        if (!m_over && other.get() != &line)
            other->script->happened(elsewhere, message);
}

bool Run::perform(Line &line, const core::ActionSpec &action)
{
    if (action.who == QLatin1StringView("client"))
        return line.client->act(action);
    if (action.who == QLatin1StringView("server"))
        return line.server->act(action);
    return action.who == QLatin1StringView("wire") && line.wire->act(action);
}

void Run::act(quint16 connection, const core::ActionSpec &action)
{
    for (const auto &line : m_lines) {
        if (m_over || (connection != 0 && line->spec.id != connection))
            continue;
        core::ActionSpec tried = action;
        std::tie(tried.on, tried.nth) = line->script->last();
        emit acted(line->spec.id, tried, perform(*line, action));
    }
}

void Run::applyWire(Line &line) const
{
    Relay &relay = line.wire->relay();
    relay.setHold(m_wire.hold);
    relay.setPath(core::Direction::Client, m_wire.path[0]);
    relay.setPath(core::Direction::Server, m_wire.path[1]);
}

void Run::setHold(const core::HoldSettings &hold)
{
    m_wire.hold = hold;
    for (const auto &line : m_lines)
        line->wire->relay().setHold(hold);
}

void Run::setPath(core::Direction direction, const core::PathConditions &path)
{
    m_wire.path[direction == core::Direction::Server ? 1 : 0] = path;
    for (const auto &line : m_lines)
        line->wire->relay().setPath(direction, path);
}

void Run::setDelivery(quint64 held, const core::Delivery &delivery)
{
    for (const auto &line : m_lines)
        line->wire->relay().setDelivery(held, delivery);
}

void Run::swapWithNext(quint64 held)
{
    for (const auto &line : m_lines)
        line->wire->relay().swapWithNext(held);
}

void Run::letGo(quint64 held)
{
    for (const auto &line : m_lines)
        line->wire->relay().letGo(held);
}

void Run::letAllGo()
{
    for (const auto &line : m_lines)
        line->wire->relay().letAllGo();
}

/// `came` is the wire that the client came to.
void Run::announce(const Line &line, const Relay &came)
{
    core::ConnectionInfo info;
    info.id = line.spec.id;
    info.clientName = line.spec.clientName;
    info.client = came.clientAddress();
    info.server = came.wireAddress();
    info.serverIsOurs = line.spec.server.kind == engineKind;
    if (line.spec.client.kind == httpKind && line.spec.server.kind == httpKind)
        info.layer = core::Layer::Http;
    info.keysFixed = line.spec.client.kind != rawKind && !isAwaited(line.spec.client) &&
                     MaskKeys::isFixed(line.spec, m_options.seed);
    emit connectionAdded(info);
    m_batchTimer.start();
}

// A server of ours that is not there belongs to the scenario.
void Run::serverMissed(const Line &line, const QString &reason)
{
    if (line.spec.server.kind != urlKind)
        return;
    const Resolver::Found &found = m_resolver.found(line.first);
    m_problem = {RunProblem::ServerMissing,
                 QStringLiteral("%1 (%2)").arg(QString::fromLatin1(found.url.authority),
                                               reason.isEmpty() ? found.problem : reason)};
    emit problemArose(line.spec.id, m_problem);
}

void Run::checkEnded()
{
    if (m_options.open && awaitsClients())
        return;
    const auto ended = [this](const auto &line) { return hasEnded(*line); };
    if (std::all_of(m_lines.begin(), m_lines.end(), ended))
        finish(m_problem.problem, m_problem.detail);
}

// A client that was to come after something on a connection that is over will not come any more. An end of
// TCP is over on the wire before its side has seen it.
bool Run::hasEnded(const Line &line) const
{
    if (line.isDue || line.spec.after.isEmpty()) {
        if (line.front && line.front->hasFailed)
            return line.front->wire.relay().hasEnded(); // nothing came to the plain wire
        return line.wire->relay().hasEnded() && (!line.front || line.front->hasEnded()) &&
               (!line.back || line.back->hasEnded());
    }
    const quint16 awaited = line.spec.after.section(QLatin1Char(':'), 0, 0).toUShort();
    const bool isOfEnd = line.spec.after.endsWith(QLatin1StringView(".closed"));
    return std::any_of(m_lines.begin(), m_lines.end(), [&](const auto &other) {
        return other->spec.id == awaited && !(isOfEnd && other->isDue) && hasEnded(*other);
    });
}

void Run::flush()
{
    if (!m_batch.isEmpty())
        emit recordsArrived(std::exchange(m_batch, {}));
    if (std::exchange(m_heldChanged, false))
        flushHeld();
}

void Run::flushHeld()
{
    QVector<core::HeldUnit> held;
    for (const auto &line : m_lines)
        for (const core::HeldUnit &unit : line->wire->relay().waiting())
            held.append(unit);
    emit heldChanged(held);
}

// May be called from inside an endpoint's or a wire's signal, so they are taken down later.
void Run::finish(RunProblem problem, const QString &detail)
{
    if (m_over)
        return;
    m_over = true;
    m_end = {problem, detail};
    m_limit.stop();
    QMetaObject::invokeMethod(this, &Run::wrapUp, Qt::QueuedConnection);
}

void Run::wrapUp()
{
    m_batchTimer.stop();
    flush();
    m_lines.clear();
    flushHeld();
    emit finished(m_end);
}

} // namespace live
