// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/relay.h"

#include "core/protocol/accept.h"

#include <algorithm>
#include <utility>

namespace live {

using core::Actor;
using core::Direction;
using core::EntryKind;
using core::Leg;

Relay::Relay(quint16 connection, const QElapsedTimer &clock, Sink sink, quint64 seed, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_clock(clock)
    , m_sink(std::move(sink))
{
    for (Side *side : {&m_client, &m_server}) {
        connectSide(*side);
        buildWay(*side, seed);
    }
    m_client.gate->setKeepAccept([this](const QByteArray &request) { keepAccept(request); });
    connect(&m_server.end, &TcpEnd::connected, this, &Relay::serverReached);
    connect(&m_server.end, &TcpEnd::failed, this, &Relay::serverMissing);
    m_holdTimer.setSingleShot(true);
    m_holdTimer.setInterval(finHoldMs);
    connect(&m_holdTimer, &QTimer::timeout, this, &Relay::holdOver);
    m_answerTimer.setSingleShot(true);
    m_answerTimer.setInterval(answerWaitMs);
    connect(&m_answerTimer, &QTimer::timeout, this, &Relay::answerWaitOver);
}

void Relay::connectSide(Side &side)
{
    connect(&side.end, &TcpEnd::received, this, [&](const QByteArray &bytes) { bytesFrom(side, bytes); });
    connect(&side.end, &TcpEnd::written, this, [&](quint64 count) { bytesTo(side, count); });
    connect(&side.end, &TcpEnd::endReceived, this, [&] { finFrom(side); });
    connect(&side.end, &TcpEnd::endSent, this, [&] {
        const Side &sender = other(side);
        recordEvent(EntryKind::Fin, sender.direction, Leg::Delivered, core::actorOf(sender.direction));
        checkEnded();
    });
    connect(&side.end, &TcpEnd::resetReceived, this, [&] { resetFrom(side); });
}

void Relay::buildWay(Side &side, quint64 seed)
{
    const bool isClient = side.direction == Direction::Client;
    core::RandomStream jitter(seed, m_connection, isClient ? "jitter of the client" : "jitter of the server");
    side.path =
        std::make_unique<Path>(jitter, [this, &side](const Passage &passage) { write(side, passage); });
    side.gate.emplace(m_connection, side.direction,
                      [&side](Passage passage) { side.path->take(std::move(passage)); });
    side.gate->setBreaks([this, &side](quint64 offset, const QByteArray &rule) {
        return m_rules && m_rules->breaks(side.direction, offset, rule);
    });
}

void Relay::start(int clientDescriptor, Route route)
{
    m_route = std::move(route);
    m_client.end.setReading(false); // until there is somebody to pass it to
    m_client.end.adopt(clientDescriptor);
    emit clientConnected();
    recordEvent(EntryKind::Connect, Direction::Client, Leg::Sent, Actor::Client);
    tryServer();
}

void Relay::tryServer()
{
    if (m_route.empty()) {
        QMetaObject::invokeMethod(
            this, [this] { serverMissing({}); }, Qt::QueuedConnection);
        return;
    }
    const ServerAddress next = m_route.front();
    m_route.erase(m_route.begin());
    m_server.end.connectTo(next.host, next.port);
}

void Relay::serverReached()
{
    recordEvent(EntryKind::Connect, Direction::Client, Leg::Delivered, Actor::Client);
    m_reached = true;
    emit serverConnected();
    updateReading(m_client);
    if (!m_ended && (m_client.cutAt == 0 || m_server.cutAt == 0))
        cut();
}

void Relay::serverMissing(const QString &reason)
{
    if (!m_route.empty()) {
        tryServer();
        return;
    }
    emit serverMissed(reason);
    m_client.end.reset();
    recordEvent(EntryKind::Rst, Direction::Server, Leg::Delivered, Actor::Wire);
    checkEnded();
}

void Relay::bytesFrom(Side &side, const QByteArray &bytes)
{
    core::WireRecord chunk;
    chunk.entry.kind = EntryKind::Chunk;
    chunk.entry.direction = side.direction;
    chunk.entry.leg = Leg::Sent;
    chunk.entry.by = core::actorOf(side.direction);
    chunk.entry.offset = side.sent;
    chunk.entry.length = static_cast<quint32>(bytes.size());
    chunk.bytes = bytes;
    record(std::move(chunk));
    side.sent += static_cast<quint64>(bytes.size());
    const quint64 offset = side.sent - static_cast<quint64>(bytes.size());
    watchRules(side, offset, bytes, false);
    side.gate->take(bytes, m_clock.nsecsElapsed());
    watchRules(side, offset, bytes, true);
    if (side.direction == Direction::Server && side.gate->cutter().status() >= 200)
        m_client.gate->refused();
    tellHeld();
    updateReading(side);
}

// A watch that came late begins with the first unit that begins after it. Where the chunk begins in the
// middle of one, the gate knows only afterwards where the next begins.
void Relay::watchRules(Side &side, quint64 offset, const QByteArray &bytes, bool isTaken)
{
    if (!m_rules)
        return;
    const quint64 unit = side.gate->unitOffset();
    const bool hasBegun = m_rules->hasHandshake() || m_rules->hasBegun(side.direction);
    const bool isFraming = side.gate->cutter().isFraming() && m_server.gate->cutter().isFraming();
    if (!isTaken && (hasBegun || (isFraming && unit == offset)))
        m_rules->take(side.direction, offset, bytes, m_clock.nsecsElapsed());
    else if (isTaken && !hasBegun && isFraming && unit >= offset)
        m_rules->take(side.direction, unit, bytes.mid(static_cast<qsizetype>(unit - offset)),
                      m_clock.nsecsElapsed());
}

/// What has come through the gate and along the path goes to the other side.
void Relay::write(Side &side, const Passage &passage)
{
    for (core::Entry edit : passage.edits) {
        edit.direction = side.direction;
        edit.offset += side.written;
        side.gained += qint64{edit.length} - qint64{edit.sentLength};
        record({edit, {}});
    }
    if (passage.end == Passage::End::Fin) {
        finReached(side);
        return;
    }
    if (passage.end == Passage::End::Rst) {
        resetReached(side);
        return;
    }
    if (passage.bytes.isEmpty()) {
        if (isCutDue(side)) // the last unit was dropped
            cut();
        return;
    }
    side.written += static_cast<quint64>(passage.bytes.size());
    qsizetype from = 0;
    for (const Passage::Segment &segment : passage.segments) {
        Side::UnderWay *const last = side.underWay.empty() ? nullptr : &side.underWay.back();
        const auto length = static_cast<qsizetype>(segment.length);
        if (segment.sentOffset == core::Entry::ownBytes)
            side.underWay.push_back({segment, passage.bytes.mid(from, length)});
        else if (last != nullptr && last->segment.sentOffset != core::Entry::ownBytes &&
                 last->segment.sentOffset + last->segment.length == segment.sentOffset)
            last->segment.length += segment.length;
        else
            side.underWay.push_back({segment, {}});
        from += length;
    }
    Side &receiver = other(side);
    receiver.end.write(passage.bytes);
    if (side.gate->closeSeen() && receiver.finHeld)
        passFin(receiver);
    waitForAnswer(receiver);
    updateReading(side);
}

// The server answers the key that it was given; the client expects the answer to its own.
void Relay::keepAccept(const QByteArray &request)
{
    const QByteArray key = core::readHttpHead(request, false).joined("Sec-WebSocket-Key");
    if (key.isNull())
        return;
    core::WireChange change;
    change.unit.direction = Direction::Server;
    change.unit.what = QStringLiteral("response");
    change.unit.nth = 1;
    change.change = core::Change::Edited;
    change.edit.kind = core::UnitEdit::Kind::Header;
    change.edit.name = "Sec-WebSocket-Accept";
    change.edit.bytes = core::deriveAccept(key).accept;
    m_server.gate->change(change);
}

/// Once for what is there, and once when nothing is any more.
void Relay::tellHeld()
{
    const bool isWaiting = m_client.gate->waitingBytes() > 0 || m_server.gate->waitingBytes() > 0;
    if (std::exchange(m_wasWaiting, isWaiting) || isWaiting)
        emit heldChanged();
}

// One write of what stands side by side in the sent stream is one chunk.
void Relay::bytesTo(Side &receiver, quint64 count)
{
    Side &sender = other(receiver);
    while (count > 0) {
        Side::UnderWay &front = sender.underWay.front();
        const quint64 length = std::min(count, front.segment.length);
        core::WireRecord chunk;
        chunk.entry.kind = EntryKind::Chunk;
        chunk.entry.direction = sender.direction;
        chunk.entry.leg = Leg::Delivered;
        chunk.entry.by = core::actorOf(sender.direction);
        chunk.entry.offset = sender.delivered;
        chunk.entry.sentOffset = front.segment.sentOffset;
        chunk.entry.length = static_cast<quint32>(length);
        if (front.segment.sentOffset == core::Entry::ownBytes) {
            chunk.bytes = front.bytes.first(static_cast<qsizetype>(length));
            front.bytes.remove(0, static_cast<qsizetype>(length));
        } else {
            front.segment.sentOffset += length;
        }
        front.segment.length -= length;
        if (front.segment.length == 0)
            sender.underWay.pop_front();
        record(std::move(chunk));
        sender.delivered += length;
        count -= length;
    }
    if (isCutDue(sender))
        cut();
    else
        updateReading(sender);
}

void Relay::finFrom(Side &side)
{
    recordEvent(EntryKind::Fin, side.direction, Leg::Sent, core::actorOf(side.direction));
    side.finSeen = true;
    Side &peer = other(side);
    if (peer.finHeld)
        passFin(peer);
    side.gate->end(Passage::End::Fin);
    tellHeld();
    checkEnded();
}

void Relay::finReached(Side &side)
{
    const Side &peer = other(side);
    if (side.gate->closeSeen() && !peer.gate->closeSeen() && !peer.finSeen && peer.end.isOpen()) {
        side.finHeld = true;
        m_holdTimer.start();
    } else {
        passFin(side);
    }
    checkEnded();
}

void Relay::passFin(Side &side)
{
    if (side.finHeld)
        m_holdTimer.stop();
    side.finHeld = false;
    other(side).end.end();
}

// The RST that a closed socket answers to a Close it never reads comes while the FIN of that Close's sender
// is still on its way. That FIN belongs to the story, so it is awaited before the other side is reset in its
// turn.
void Relay::resetFrom(Side &side)
{
    recordEvent(EntryKind::Rst, side.direction, Leg::Sent, core::actorOf(side.direction));
    if (m_waitingFor == &side)
        answerWaitOver();
    side.gate->end(Passage::End::Rst);
    tellHeld();
    checkEnded();
}

void Relay::resetReached(Side &side)
{
    const Side &peer = other(side);
    if (peer.end.isOpen() && side.finSeen && peer.gate->closeSeen() && !peer.finSeen) {
        m_resetBy = &side;
        m_holdTimer.start();
    } else {
        passReset(side);
    }
    checkEnded();
}

void Relay::passReset(Side &side)
{
    TcpEnd &end = other(side).end;
    if (!end.isOpen())
        return;
    end.reset();
    recordEvent(EntryKind::Rst, side.direction, Leg::Delivered, core::actorOf(side.direction));
}

// A socket that was closed for good answers the first bytes after its FIN with an RST; one that was only half
// closed does not. The other side is read on after that is clear, so that the order of events is the same in
// every run.
void Relay::waitForAnswer(Side &receiver)
{
    if (!receiver.finSeen || receiver.answered || !receiver.end.isOpen())
        return;
    receiver.answered = true;
    m_waitingFor = &receiver;
    m_answerTimer.start();
}

void Relay::answerWaitOver()
{
    m_answerTimer.stop();
    Side *const side = m_waitingFor;
    m_waitingFor = nullptr;
    if (side == nullptr)
        return;
    side->end.lookForReset();
    updateReading(other(*side));
}

void Relay::holdOver()
{
    for (Side *side : {&m_client, &m_server})
        if (side->finHeld)
            passFin(*side);
    if (m_resetBy != nullptr)
        passReset(*m_resetBy);
    checkEnded();
}

void Relay::cutAfter(Direction direction, quint64 after, bool withFin)
{
    m_cutsWithFin = withFin;
    if (after == 0 && m_reached && !m_ended) { // what is held or under way is not waited for
        cut();
        return;
    }
    Side &sender = direction == Direction::Client ? m_client : m_server;
    sender.cutAt = sender.sent + after;
    sender.end.setReadLimit(after);
}

void Relay::cut()
{
    if (m_cutsWithFin) {
        for (Side *side : {&m_client, &m_server}) {
            side->cutAt.reset();
            side->end.clearReadLimit(); // its FIN is still to come
            side->end.end();
        }
        checkEnded();
        return;
    }
    m_client.end.reset();
    m_server.end.reset();
    recordEvent(EntryKind::Rst, Direction::Client, Leg::Delivered, Actor::Wire);
    recordEvent(EntryKind::Rst, Direction::Server, Leg::Delivered, Actor::Wire);
    checkEnded();
}

bool Relay::isCutDue(const Side &sender) const
{
    return !m_ended && sender.cutAt &&
           static_cast<qint64>(sender.delivered) == static_cast<qint64>(*sender.cutAt) + sender.gained;
}

void Relay::updateReading(Side &side)
{
    const Side &receiver = other(side);
    side.end.setReading((m_reached || side.direction == Direction::Server) &&
                        receiver.end.queued() + side.path->waitingBytes() <= queueLimit &&
                        side.gate->waitingBytes() <= heldLimit && m_waitingFor != &receiver);
}

void Relay::setHold(const core::HoldSettings &settings)
{
    const bool asksForRule =
        std::any_of(settings.conditions.begin(), settings.conditions.end(),
                    [](const core::HoldCondition &c) { return c.enabled && !c.rule.isEmpty(); });
    if (!asksForRule)
        m_rules.reset();
    else if (!m_rules && m_client.sent == 0 && m_server.sent == 0)
        m_rules = std::make_unique<RuleWatch>();
    else if (!m_rules)
        m_rules = std::make_unique<RuleWatch>(m_server.gate->cutter().extensions());
    for (Side *side : {&m_client, &m_server})
        side->gate->setHold(settings);
    changed();
}

void Relay::setPath(Direction direction, const core::PathConditions &conditions)
{
    Side &side = direction == Direction::Client ? m_client : m_server;
    side.path->setConditions(conditions);
    updateReading(side);
}

void Relay::change(const core::WireChange &change)
{
    (change.unit.direction == Direction::Server ? m_server : m_client).gate->change(change);
}

void Relay::setDelivery(quint64 held, const core::Delivery &delivery)
{
    if (m_client.gate->setDelivery(held, delivery) || m_server.gate->setDelivery(held, delivery))
        changed();
}

void Relay::swapWithNext(quint64 held)
{
    if (m_client.gate->swapWithNext(held) || m_server.gate->swapWithNext(held))
        changed();
}

void Relay::letGo(quint64 held)
{
    if (m_client.gate->letGo(held) || m_server.gate->letGo(held))
        changed();
}

void Relay::letAllGo()
{
    m_client.gate->letAllGo();
    m_server.gate->letAllGo();
    changed();
}

std::vector<core::HeldUnit> Relay::waiting() const
{
    std::vector<core::HeldUnit> all = m_client.gate->waiting();
    const std::vector<core::HeldUnit> more = m_server.gate->waiting();
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

void Relay::changed()
{
    tellHeld();
    for (Side *side : {&m_client, &m_server})
        updateReading(*side);
}

void Relay::checkEnded()
{
    if (m_ended || m_client.end.isOpen() || m_server.end.isOpen())
        return;
    m_ended = true;
    m_holdTimer.stop();
    m_answerTimer.stop();
    emit ended();
}

void Relay::recordEvent(EntryKind kind, Direction direction, Leg leg, Actor by)
{
    core::WireRecord event;
    event.entry.kind = kind;
    event.entry.direction = direction;
    event.entry.leg = leg;
    event.entry.by = by;
    record(std::move(event));
}

void Relay::record(core::WireRecord record)
{
    record.entry.connection = m_connection;
    record.entry.timeNs = m_clock.nsecsElapsed();
    m_sink(record);
}

} // namespace live
