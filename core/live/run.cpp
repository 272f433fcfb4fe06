// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/run.h"

#include "core/live/engineendpoint.h"
#include "core/live/qtclient.h"
#include "core/live/qtserver.h"
#include "core/live/rawendpoint.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace live {

using core::RunProblem;

namespace {

const QLatin1StringView engineKind("engine");
const QLatin1StringView qtKind("qt");
const QLatin1StringView rawKind("raw");

QString address(quint16 port) { return QStringLiteral("127.0.0.1:%1").arg(port); }

QUrl urlOf(const core::ConnectionSpec &spec, quint16 wirePort)
{
    return QUrl(QStringLiteral("ws://%1%2").arg(address(wirePort), spec.path));
}

} // namespace

Run::Run(const core::Scenario &scenario, const core::RunOptions &options, WireSettings wire, int limitMs)
    : m_scenario(scenario)
    , m_options(options)
    , m_wire(std::move(wire))
    , m_batchTimer(this)
    , m_limit(this)
{
    m_batchTimer.setInterval(batchMs);
    connect(&m_batchTimer, &QTimer::timeout, this, &Run::flush);
    m_limit.setSingleShot(true);
    m_limit.setInterval(limitMs);
    connect(&m_limit, &QTimer::timeout, this, [this] { finish(RunProblem::TimedOut); });
}

Run::~Run() { m_over = true; }

// All listen before the first client connects, and "start" lies between: there an action can still change the
// set-up.
void Run::start()
{
    m_clock.start();
    if (!m_options.open)
        m_limit.start();
    for (const core::ConnectionSpec &spec : m_scenario.connections)
        if (!setUp(spec))
            return;
    for (const auto &line : m_lines)
        tell(*line, QStringLiteral("start"));
    for (const auto &line : m_lines)
        if (!m_over && !line->client->start())
            finish(RunProblem::NoSockets);
    checkEnded();
}

void Run::stop() { finish(RunProblem::Stopped); }

bool Run::setUp(const core::ConnectionSpec &spec)
{
    auto line = std::make_unique<Line>();
    line->spec = spec;
    line->server = makeServer(spec);
    if (!line->server) {
        finish(RunProblem::UnknownKind, spec.server.kind);
        return false;
    }
    if (!listen(*line))
        return false;
    line->client = makeClient(spec, line->wire->port());
    if (!line->client) {
        finish(RunProblem::UnknownKind, spec.client.kind);
        return false;
    }
    line->script = std::make_unique<Script>(
        m_scenario.actions, [this, line = line.get()](const core::ActionSpec &action) {
            if (!m_over && !perform(*line, action))
                finish(RunProblem::BadAction, action.who + QLatin1Char(' ') + action.what);
        });
    connectLine(*line);
    m_lines.push_back(std::move(line));
    return true;
}

bool Run::listen(Line &line)
{
    if (!line.server->start()) {
        finish(RunProblem::NoSockets);
        return false;
    }
    line.wire = std::make_unique<Wire>(
        line.spec.id, m_clock, [this](const core::WireRecord &record) { m_batch.append(record); },
        m_options.seed.value_or(m_scenario.seed));
    applyWire(line);
    const quint16 port = m_lines.empty() ? m_options.port : 0;
    if (line.wire->listen(port, line.server->port()))
        return true;
    if (line.wire->serverError() == QAbstractSocket::AddressInUseError)
        finish(RunProblem::PortTaken, QString::number(port));
    else
        finish(RunProblem::NoSockets, line.wire->errorString());
    return false;
}

std::unique_ptr<Endpoint> Run::makeServer(const core::ConnectionSpec &spec) const
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
    return nullptr;
}

std::unique_ptr<Endpoint> Run::makeClient(const core::ConnectionSpec &spec, quint16 wirePort) const
{
    if (spec.client.kind == engineKind) {
        core::ClientPolicy policy = spec.client.clientPolicy;
        policy.host = spec.host.toUtf8();
        policy.target = spec.path.toUtf8();
        return std::make_unique<EngineClient>(
            std::make_unique<core::Engine>(std::move(policy),
                                           randomnessOf(spec, m_scenario.seed, m_options.seed)),
            wirePort);
    }
    if (spec.client.kind == qtKind)
        return std::make_unique<QtClient>(urlOf(spec, wirePort),
                                          std::make_unique<MaskKeys>(spec, m_scenario.seed, m_options.seed));
    if (spec.client.kind == rawKind)
        return std::make_unique<RawClient>(wirePort);
    return nullptr;
}

void Run::connectLine(Line &line)
{
    follow(line, *line.client, QStringLiteral("client"));
    follow(line, *line.server, QStringLiteral("server"));
    Relay &relay = line.wire->relay();
    connect(&relay, &Relay::clientConnected, this, [this, &line] { announce(line); });
    connect(&relay, &Relay::heldChanged, this, [this] { m_heldChanged = true; });
    connect(&relay, &Relay::ended, this, &Run::checkEnded);
    // A QWebSocket does not tell of TCP; the wire does.
    if (line.spec.client.kind == qtKind)
        connect(&relay, &Relay::clientConnected, this,
                [this, &line] { tell(line, QStringLiteral("client.connected")); });
    if (line.spec.server.kind == qtKind)
        connect(&relay, &Relay::serverConnected, this,
                [this, &line] { tell(line, QStringLiteral("server.connected")); });
}

void Run::follow(Line &line, Endpoint &endpoint, const QString &side)
{
    connect(&endpoint, &Endpoint::happened, this,
            [this, &line, side](const QString &event) { tell(line, side + QLatin1Char('.') + event); });
}

void Run::tell(Line &line, const QString &event)
{
    if (!m_over)
        line.script->happened(event);
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

void Run::setWire(const WireSettings &settings)
{
    m_wire = settings;
    for (const auto &line : m_lines)
        applyWire(*line);
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

void Run::announce(const Line &line)
{
    core::ConnectionInfo info;
    info.id = line.spec.id;
    info.clientName = line.spec.clientName;
    info.client = address(line.wire->relay().clientPort());
    info.server = address(line.wire->port());
    info.serverIsOurs = line.spec.server.kind == engineKind;
    info.keysFixed = line.spec.client.kind != rawKind && MaskKeys::isFixed(line.spec, m_options.seed);
    emit connectionAdded(info);
    m_batchTimer.start();
}

void Run::checkEnded()
{
    const auto ended = [](const auto &line) { return line->wire->relay().hasEnded(); };
    if (std::all_of(m_lines.begin(), m_lines.end(), ended))
        finish(RunProblem::None);
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
