// SPDX-License-Identifier: GPL-3.0-or-later
#include "enginebench.h"
#include "judging.h"

#include <QTest>

using namespace core;
using namespace enginebench;
using judging::list;

namespace {

constexpr auto client = Direction::Client;
constexpr auto server = Direction::Server;
constexpr qint64 handshakeMs = 3000;
constexpr qint64 pingMs = 2000;
constexpr qint64 pongMs = 1000;
constexpr qint64 closeMs = 500;

template<typename Policy>
Policy timed()
{
    Policy policy;
    policy.handshakeTimeout = handshakeMs;
    policy.pingInterval = pingMs;
    policy.pongTimeout = pongMs;
    policy.closeTimeout = closeMs;
    return policy;
}

std::unique_ptr<Engine> begun(Direction side, qint64 startNs)
{
    auto engine = side == client ? std::make_unique<Engine>(timed<ClientPolicy>(), ofLesson())
                                 : std::make_unique<Engine>(timed<ServerPolicy>(), ofLesson());
    engine->start(startNs);
    return engine;
}

/// OPEN since that time.
std::unique_ptr<Engine> opened(Direction side, qint64 sinceNs)
{
    auto engine = begun(side, sinceNs);
    engine->takeOutput();
    const bool isClient = side == client;
    QByteArray head = fixtures::request();
    if (isClient)
        head = fixtures::response();
    engine->receive(spanOf(head), sinceNs);
    if (engine->takeEvents().size() != 1)
        qFatal("no handshake");
    engine->takeOutput();
    return engine;
}

/// Whether the next timer is due `ms` after `since`, and nothing happens before.
bool isNext(Engine &engine, qint64 sinceNs, qint64 ms)
{
    const qint64 due = sinceNs + ms * nsPerMs;
    if (engine.nextTimeout() != due)
        return false;
    const ConnectionState state = engine.state();
    for (const qint64 early : {sinceNs, due - nsPerMs, due - 1}) {
        engine.timeOut(early);
        if (!engine.takeEvents().empty() || !engine.takeOutput().isEmpty() || engine.state() != state ||
            engine.nextTimeout() != due)
            return false;
    }
    return true;
}

} // namespace

class TestEngineTimers : public QObject
{
    Q_OBJECT

private slots:
    void handshake_data() { sides(); }
    void handshake();
    void headInPiecesDoesNotHelp();
    void pings_data() { sides(); }
    void pings();
    void silence_data() { sides(); }
    void silence();
    void pongsKeepAlive_data() { sides(); }
    void pongsKeepAlive();
    void close_data() { sides(); }
    void close();
    void endOfTcp_data() { sides(); }
    void endOfTcp();
    void refusal();
    void never_data() { sides(); }
    void never();
    void silentPeerIsNoticed_data() { sides(); }
    void silentPeerIsNoticed();

private:
    static void sides();
};

void TestEngineTimers::sides()
{
    QTest::addColumn<Direction>("side");
    QTest::newRow("client") << client;
    QTest::newRow("server") << server;
}

void TestEngineTimers::handshake()
{
    QFETCH(Direction, side);
    const qint64 start = 77;
    const auto engine = begun(side, start);
    engine->takeOutput();
    QVERIFY(isNext(*engine, start, handshakeMs));
    const qint64 due = *engine->nextTimeout();
    engine->timeOut(due);
    QCOMPARE(lines(engine->takeEvents()), list("handshake-failed"));
    QCOMPARE(engine->state(), ConnectionState::Closed);
    QVERIFY(engine->takeOutput().isEmpty() && engine->wantsTcpEnd());
    QVERIFY(isNext(*engine, due, closeMs)); // then the other side's half is given up too
    engine->timeOut(due + closeMs * nsPerMs);
    QCOMPARE(lines(engine->takeEvents()), list("closed 1006"));
    QVERIFY(!engine->nextTimeout());
}

void TestEngineTimers::headInPiecesDoesNotHelp()
{
    const auto engine = begun(server, 0);
    for (int i = 0; i < 100; ++i)
        engine->receive(spanOf(fixtures::request().mid(i, 1)), qint64{i} * 20 * nsPerMs);
    QVERIFY(isNext(*engine, 0, handshakeMs));
}

void TestEngineTimers::pings()
{
    QFETCH(Direction, side);
    qint64 now = 5;
    const auto engine = opened(side, now);
    for (int round = 0; round < 3; ++round) {
        QVERIFY(isNext(*engine, now, pingMs));
        now = *engine->nextTimeout();
        engine->timeOut(now);
        QCOMPARE(engine->takeOutput(), frameBytes(side, Opcode::Ping, {}));
        QVERIFY(engine->takeEvents().empty());
        QVERIFY(isNext(*engine, now, pongMs));
        engine->receive(spanOf(frameBytes(opposite(side), Opcode::Pong, {})), now + 1);
        QCOMPARE(lines(engine->takeEvents()), list("pong"));
    }
}

// 1006 is what the program is told; it is never on the wire (RFC 6455 §7.4.1).
void TestEngineTimers::silence()
{
    QFETCH(Direction, side);
    const auto engine = opened(side, 0);
    engine->timeOut(pingMs * nsPerMs);
    engine->takeOutput();
    const qint64 due = (pingMs + pongMs) * nsPerMs;
    QCOMPARE(engine->nextTimeout(), due);
    engine->timeOut(due);
    const int code = side == server ? 1011 : 1008;
    QCOMPARE(lines(engine->takeEvents()), QStringList(QStringLiteral("failed %1").arg(code)));
    QCOMPARE(engine->takeOutput(),
             frameBytes(side, Opcode::Close, fixtures::hex(side == server ? "03 f3" : "03 f0")));
    QCOMPARE(engine->state(), ConnectionState::Closing);
    QCOMPARE(engine->wantsTcpEnd(), side == server);
    QVERIFY(feed(*engine, frameBytes(opposite(side), Opcode::Pong, {})).empty()); // too late
    QVERIFY(isNext(*engine, due, closeMs));
    engine->timeOut(due + closeMs * nsPerMs);
    QVERIFY(engine->wantsTcpEnd());
    if (side == client) { // the server did not end TCP: now the client does, and waits once more
        QVERIFY(isNext(*engine, due + closeMs * nsPerMs, closeMs));
        engine->timeOut(due + 2 * closeMs * nsPerMs);
    }
    QCOMPARE(lines(engine->takeEvents()), list("closed 1006"));
    QCOMPARE(engine->state(), ConnectionState::Closed);
    QVERIFY(!engine->nextTimeout() && engine->takeOutput().isEmpty());
}

// A Pong within the limit, however long the answer to an earlier Ping was waited for.
void TestEngineTimers::pongsKeepAlive()
{
    QFETCH(Direction, side);
    ClientPolicy clientPolicy = timed<ClientPolicy>();
    ServerPolicy serverPolicy = timed<ServerPolicy>();
    for (EndpointPolicy *policy :
         {static_cast<EndpointPolicy *>(&clientPolicy), static_cast<EndpointPolicy *>(&serverPolicy)})
        policy->pongTimeout = 3 * pingMs;
    Opened engines(clientPolicy, serverPolicy);
    Engine &engine = engines[side];
    qint64 now = 0;
    for (int round = 0; round < 3; ++round) {
        now += pingMs * nsPerMs;
        engine.timeOut(now);
        QCOMPARE(engine.takeOutput(), frameBytes(side, Opcode::Ping, {}));
    }
    // Three are open; the limit is the first one's.
    QCOMPARE(engine.nextTimeout(), 4 * pingMs * nsPerMs);
    engine.receive(spanOf(frameBytes(opposite(side), Opcode::Pong, {})), now + 1);
    QCOMPARE(lines(engine.takeEvents()), list("pong"));
    engine.timeOut(4 * pingMs * nsPerMs);
    QVERIFY(engine.takeEvents().empty());
    QCOMPARE(engine.state(), ConnectionState::Open);
}

void TestEngineTimers::close()
{
    QFETCH(Direction, side);
    const auto engine = opened(side, 0);
    QVERIFY(engine->close(1000, {}, 9));
    engine->takeOutput();
    QVERIFY(isNext(*engine, 9, closeMs)); // no ping any more
    const qint64 due = *engine->nextTimeout();
    engine->timeOut(due);
    QVERIFY(engine->wantsTcpEnd() && engine->takeEvents().empty() && engine->takeOutput().isEmpty());
    QVERIFY(isNext(*engine, due, closeMs));
    engine->timeOut(due + closeMs * nsPerMs);
    QCOMPARE(lines(engine->takeEvents()), list("closed 1006"));
    QVERIFY(!engine->nextTimeout());
    engine->timeOut(due + 100 * closeMs * nsPerMs);
    engine->receiveEnd(due + 100 * closeMs * nsPerMs);
    QVERIFY(engine->takeEvents().empty() && !engine->nextTimeout());
}

// RFC 6455 §7.1.1: after both Closes the server ends TCP, the client waits for it.
void TestEngineTimers::endOfTcp()
{
    QFETCH(Direction, side);
    const auto engine = opened(side, 0);
    engine->receive(spanOf(frameBytes(opposite(side), Opcode::Close, fixtures::hex("03 e8"))), 30);
    QCOMPARE(lines(engine->takeEvents()), list("close-received 1000"));
    engine->takeOutput();
    QCOMPARE(engine->wantsTcpEnd(), side == server);
    QVERIFY(isNext(*engine, 30, closeMs));
    const qint64 due = *engine->nextTimeout();
    engine->timeOut(due);
    QVERIFY(engine->wantsTcpEnd());
    if (side == client) {
        QVERIFY(isNext(*engine, due, closeMs));
        engine->receiveEnd(due + 1);
    }
    QCOMPARE(lines(engine->takeEvents()), list("closed 1000"));
    QVERIFY(!engine->nextTimeout());
}

void TestEngineTimers::refusal()
{
    const auto engine = begun(server, 0);
    engine->receive(spanOf(QByteArray("GET / HTTP/1.1\r\n\r\n")), 40);
    QCOMPARE(lines(engine->takeEvents()), list("handshake-failed 400 REQ-05"));
    engine->takeOutput();
    QVERIFY(isNext(*engine, 40, closeMs));
    engine->receiveEnd(50);
    QCOMPARE(lines(engine->takeEvents()), list("closed 1006"));
    QVERIFY(!engine->nextTimeout());
}

void TestEngineTimers::never()
{
    QFETCH(Direction, side);
    ClientPolicy clientPolicy;
    ServerPolicy serverPolicy;
    for (EndpointPolicy *policy :
         {static_cast<EndpointPolicy *>(&clientPolicy), static_cast<EndpointPolicy *>(&serverPolicy)})
        policy->handshakeTimeout = policy->pingInterval = policy->pongTimeout = policy->closeTimeout = 0;
    Opened engines(clientPolicy, serverPolicy);
    QVERIFY(!engines[side].nextTimeout());
    QVERIFY(engines[side].close(1000, {}, 0));
    QVERIFY(!engines[side].nextTimeout());
    engines[side].takeOutput();
    engines[side].timeOut(std::numeric_limits<qint64>::max());
    QVERIFY(engines[side].takeEvents().empty() && engines[side].takeOutput().isEmpty());
    // Pings without a limit for their Pongs.
    clientPolicy.pingInterval = serverPolicy.pingInterval = 1;
    Opened pinging(clientPolicy, serverPolicy);
    for (int ms = 1; ms < 100; ++ms) {
        QCOMPARE(pinging[side].nextTimeout(), ms * nsPerMs);
        pinging[side].timeOut(ms * nsPerMs);
        QCOMPARE(pinging[side].takeOutput(), frameBytes(side, Opcode::Ping, {}));
    }
}

// Detected at the latest after interval and limit; on the wire and in the referee's eyes all is lawful.
void TestEngineTimers::silentPeerIsNoticed()
{
    QFETCH(Direction, side);
    ClientPolicy clientPolicy;
    ServerPolicy serverPolicy;
    EndpointPolicy &policy = side == client ? static_cast<EndpointPolicy &>(clientPolicy) : serverPolicy;
    policy.pingInterval = pingMs;
    policy.pongTimeout = pongMs;
    Peers peers(clientPolicy, serverPolicy);
    peers.start();
    peers.pass(3 * pingMs + pingMs / 2);
    QCOMPARE(peers.told(opposite(side)), list("opened|ping|ping|ping"));
    peers.hold(opposite(side));
    peers.hold(side);
    peers.pass(pingMs / 2 + pongMs - 10);
    QCOMPARE(peers[side].state(), ConnectionState::Open);
    peers.pass(20);
    QVERIFY(peers.told(side).last().startsWith(QStringLiteral("failed 10")));
    QCOMPARE(peers[side].state(), ConnectionState::Closing);
    QCOMPARE(peers[opposite(side)].state(), ConnectionState::Open);
    peers.pass(60'000);
    QCOMPARE(peers.told(side).last(), QStringLiteral("closed 1006"));
    QVERIFY2(peers.fault().isEmpty(), peers.fault());
    const auto watched = peers.watched();
    QVERIFY2(watched->findings().empty(), qPrintable(fixtures::findings(*watched).join(u'\n')));
}

QTEST_GUILESS_MAIN(TestEngineTimers)
#include "tst_enginetimers.moc"
