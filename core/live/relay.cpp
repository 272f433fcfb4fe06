// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/relay.h"

namespace live {

using core::Actor;
using core::Direction;
using core::EntryKind;
using core::Leg;

Relay::Relay(quint16 connection, const QElapsedTimer &clock, Sink sink, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_clock(clock)
    , m_sink(std::move(sink))
{
    connectSide(m_client);
    connectSide(m_server);
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
    side.watch.feed(core::spanOf(bytes));

    Side &receiver = other(side);
    receiver.end.write(bytes);
    if (side.watch.closeSeen() && receiver.finHeld)
        passFin(receiver);
    waitForAnswer(receiver);
    updateReading(side);
}

void Relay::bytesTo(Side &receiver, quint64 count)
{
    Side &sender = other(receiver);
    core::WireRecord chunk;
    chunk.entry.kind = EntryKind::Chunk;
    chunk.entry.direction = sender.direction;
    chunk.entry.leg = Leg::Delivered;
    chunk.entry.by = core::actorOf(sender.direction);
    chunk.entry.offset = sender.delivered;
    chunk.entry.sentOffset = sender.delivered;
    chunk.entry.length = static_cast<quint32>(count);
    record(std::move(chunk));
    sender.delivered += count;
    if (sender.cutAt == sender.delivered)
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
    if (side.watch.closeSeen() && !peer.watch.closeSeen() && !peer.finSeen && peer.end.isOpen()) {
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
    Side &peer = other(side);
    if (peer.end.isOpen() && side.finSeen && peer.watch.closeSeen() && !peer.finSeen) {
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

void Relay::cutAfter(Direction direction, quint64 after)
{
    Side &sender = direction == Direction::Client ? m_client : m_server;
    sender.cutAt = sender.sent + after;
    sender.end.setReadLimit(after);
    if (m_reached && !m_ended && sender.cutAt == sender.delivered)
        cut();
}

void Relay::cut()
{
    m_client.end.reset();
    m_server.end.reset();
    recordEvent(EntryKind::Rst, Direction::Client, Leg::Delivered, Actor::Wire);
    recordEvent(EntryKind::Rst, Direction::Server, Leg::Delivered, Actor::Wire);
    checkEnded();
}

void Relay::updateReading(Side &side)
{
    const Side &receiver = other(side);
    side.end.setReading(receiver.end.queued() <= queueLimit && m_waitingFor != &receiver);
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
