// SPDX-License-Identifier: GPL-3.0-or-later
#include "enginebench.h"

#include <QCryptographicHash>
#include <QStringDecoder>

namespace enginebench {

using namespace core;

namespace {

constexpr int mostTimeouts = 10'000;

const char *nameOf(EngineEvent::Kind kind)
{
    switch (kind) {
    case EngineEvent::Kind::Opened:
        return "opened";
    case EngineEvent::Kind::HandshakeFailed:
        return "handshake-failed";
    case EngineEvent::Kind::Text:
        return "text";
    case EngineEvent::Kind::Binary:
        return "binary";
    case EngineEvent::Kind::Ping:
        return "ping";
    case EngineEvent::Kind::Pong:
        return "pong";
    case EngineEvent::Kind::CloseReceived:
        return "close-received";
    case EngineEvent::Kind::Failed:
        return "failed";
    case EngineEvent::Kind::Closed:
        return "closed";
    }
    return "";
}

QString shown(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    const bool isText =
        !decoder.hasError() && std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint(); });
    if (isText && text.size() <= 40)
        return text;
    return QString::number(bytes.size()) + QLatin1Char('#') +
           QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex().first(8));
}

ClientPolicy toChat(ClientPolicy policy)
{
    policy.target = "/chat";
    return policy;
}

} // namespace

Randomness seeded(quint64 seed)
{
    auto chance = std::make_shared<std::mt19937_64>(seed);
    const auto byte = [chance] { return static_cast<std::uint8_t>((*chance)() >> 32); };
    return {[byte] {
                return MaskingKey{byte(), byte(), byte(), byte()};
            },
            [byte] {
                QByteArray nonce;
                for (int i = 0; i < 16; ++i)
                    nonce.append(static_cast<char>(byte()));
                return nonce;
            }};
}

Randomness ofLesson()
{
    return {[] { return MaskingKey{0x37, 0xfa, 0x21, 0x3d}; }, [] { return QByteArray("the sample nonce"); }};
}

QString line(const EngineEvent &event)
{
    QStringList parts{QLatin1StringView(nameOf(event.kind))};
    for (const int number : {event.code, event.status})
        if (number != 0)
            parts.append(QString::number(number));
    if (!event.rule.empty())
        parts.append(QString::fromLatin1(event.rule.data(), static_cast<qsizetype>(event.rule.size())));
    if (!event.bytes.isEmpty())
        parts.append(shown(event.bytes));
    return parts.join(QLatin1Char(' '));
}

QStringList lines(const std::vector<EngineEvent> &events)
{
    QStringList all;
    for (const EngineEvent &event : events)
        all.append(line(event));
    return all;
}

std::vector<EngineEvent> drain(Engine &engine, qint64 nowNs)
{
    std::vector<EngineEvent> all = engine.takeEvents();
    while (engine.hasWaiting()) {
        engine.resume(nowNs);
        const std::vector<EngineEvent> more = engine.takeEvents();
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

std::vector<EngineEvent> feed(Engine &engine, const QByteArray &bytes, const fixtures::Chunking &chunking)
{
    std::vector<EngineEvent> all;
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype take = std::min(chunking(), bytes.size() - at);
        engine.receive(spanOf(bytes).subspan(static_cast<std::size_t>(at), static_cast<std::size_t>(take)),
                       0);
        const std::vector<EngineEvent> more = drain(engine);
        all.insert(all.end(), more.begin(), more.end());
        at += take;
    }
    return all;
}

Opened::Opened(ClientPolicy clientPolicy, ServerPolicy serverPolicy)
    : client(toChat(std::move(clientPolicy)), ofLesson())
    , server(std::move(serverPolicy), ofLesson())
{
    client.start(0);
    server.start(0);
    feed(server, client.takeOutput());
    feed(client, server.takeOutput());
    if (client.state() != ConnectionState::Open || server.state() != ConnectionState::Open)
        qFatal("no handshake");
}

OutFrame frame(Direction sender, Opcode opcode, const QByteArray &payload, bool fin)
{
    OutFrame out(opcode, payload);
    out.header.fin = fin;
    if (sender == Direction::Client) {
        out.header.masked = true;
        out.header.key = ofLesson().maskingKey();
    }
    return out;
}

QByteArray frameBytes(Direction sender, Opcode opcode, const QByteArray &payload, bool fin)
{
    return encode(frame(sender, opcode, payload, fin));
}

Peers::Peers(const ClientPolicy &clientPolicy, const ServerPolicy &serverPolicy, quint64 seed)
    : m_client(clientPolicy, seeded(seed + 1000))
    , m_server(serverPolicy, seeded(seed + 2000))
    , m_chance(seed)
    , m_byChance(seed != 0)
    , m_chunking(seed == 0 ? fixtures::whole() : fixtures::random(seed))
{
    m_recording.addConnection({});
    write(EntryKind::Connect, Direction::Client, Leg::Sent);
}

void Peers::start()
{
    for (const Direction d : {Direction::Server, Direction::Client}) {
        (*this)[d].start(m_now);
        settle(d);
    }
    run();
}

void Peers::run()
{
    while (true) {
        const bool fromClient = canDeliver(Direction::Client);
        const bool fromServer = canDeliver(Direction::Server);
        if (!fromClient && !fromServer)
            return;
        const bool client = fromClient && (!fromServer || !m_byChance || m_chance() % 2 == 0);
        deliver(client ? Direction::Client : Direction::Server);
    }
}

void Peers::pass(qint64 ms)
{
    const qint64 until = m_now + ms * nsPerMs;
    for (int i = 0; i < mostTimeouts; ++i) {
        for (const Direction d : {Direction::Client, Direction::Server})
            settle(d);
        run();
        std::optional<qint64> next = m_client.nextTimeout();
        if (const auto other = m_server.nextTimeout(); other && (!next || *other < *next))
            next = other;
        if (!next || *next > until) {
            m_now = std::max(m_now, until);
            return;
        }
        m_now = std::max(m_now, *next);
        m_client.timeOut(m_now);
        m_server.timeOut(m_now);
    }
    m_fault = "timers without an end";
}

std::unique_ptr<Conversation> Peers::watched(const Limits &limits) const
{
    auto conversation = std::make_unique<Conversation>(m_recording, quint16{1}, Leg::Sent, limits);
    conversation->finish();
    return conversation;
}

void Peers::write(EntryKind kind, Direction direction, Leg leg, const QByteArray &bytes)
{
    WireRecord record;
    record.entry.timeNs = m_now;
    record.entry.kind = kind;
    record.entry.direction = direction;
    record.entry.leg = leg;
    record.entry.by = actorOf(direction);
    record.bytes = bytes;
    if (leg == Leg::Delivered && kind == EntryKind::Chunk) {
        record.entry.sentOffset = static_cast<quint64>(pipe(direction).delivered);
        record.entry.length = static_cast<quint32>(bytes.size());
        record.bytes.clear();
    }
    if (!m_recording.append(record))
        m_fault = "an entry that does not fit";
    m_now += 1000;
}

void Peers::collect(Direction d)
{
    Engine &engine = (*this)[d];
    if (const QByteArray out = engine.takeOutput(); !out.isEmpty()) {
        if (pipe(d).ended) {
            m_fault = "bytes after the end of TCP";
            return;
        }
        write(EntryKind::Chunk, d, Leg::Sent, out);
        pipe(d).bytes += out;
    }
    if (engine.wantsTcpEnd() && !std::exchange(pipe(d).ended, true)) {
        write(EntryKind::Fin, d, Leg::Sent);
        m_firstEnd = m_firstEnd.value_or(d);
    }
}

void Peers::settle(Direction d)
{
    Engine &engine = (*this)[d];
    for (bool more = true; more;) {
        const std::vector<EngineEvent> events = engine.takeEvents();
        more = !events.empty();
        m_wasOpen[index(d)] = m_wasOpen[index(d)] || engine.state() == ConnectionState::Open;
        for (const EngineEvent &event : events) {
            m_told[index(d)].append(line(event));
            if (m_owner)
                m_owner(d, event);
        }
        if (engine.hasWaiting()) {
            engine.resume(m_now);
            more = true;
        }
    }
    collect(d);
}

bool Peers::canDeliver(Direction sender)
{
    const Pipe &from = pipe(sender);
    return !from.held && (from.delivered < from.bytes.size() || (from.ended && !from.endDelivered));
}

void Peers::deliver(Direction sender)
{
    Pipe &from = pipe(sender);
    Engine &to = (*this)[opposite(sender)];
    if (from.delivered == from.bytes.size()) {
        from.endDelivered = true;
        write(EntryKind::Fin, sender, Leg::Delivered);
        to.receiveEnd(m_now);
    } else {
        const QByteArray chunk =
            from.bytes.mid(from.delivered, std::min(m_chunking(), from.bytes.size() - from.delivered));
        write(EntryKind::Chunk, sender, Leg::Delivered, chunk);
        from.delivered += chunk.size();
        to.receive(spanOf(chunk), m_now);
    }
    settle(opposite(sender));
}

} // namespace enginebench
