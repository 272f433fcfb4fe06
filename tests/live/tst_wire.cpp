// SPDX-License-Identifier: GPL-3.0-or-later
#include "wirebench.h"

#include <QRandomGenerator>

using core::Direction;
using core::EntryKind;
using core::Leg;

namespace {

const QByteArray request =
    "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n";
const QByteArray response = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
const QByteArray clientClose = QByteArray::fromHex("888237fa213d3412");
const QByteArray serverClose = QByteArray::fromHex("880203e8");

QByteArray randomBytes(QRandomGenerator &random, qsizetype count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    for (char &c : bytes)
        c = static_cast<char>(random.generate());
    return bytes;
}

// Writes `bytes` in chunks of random size, a few at a time, so that reads and writes interleave.
void writeInChunks(QRandomGenerator &random, live::TcpEnd &end, const QByteArray &bytes)
{
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype count = std::min<qsizetype>(random.bounded(1, 200'000), bytes.size() - at);
        end.write(bytes.mid(at, count));
        at += count;
        QCoreApplication::processEvents();
    }
}

qint64 timeOf(const core::Recording &recording, EntryKind kind, Direction direction, Leg leg)
{
    for (const core::Entry &entry : recording.entries())
        if (entry.kind == kind && entry.direction == direction && entry.leg == leg)
            return entry.timeNs;
    return -1;
}

} // namespace

class TestWire : public QObject
{
    Q_OBJECT

private slots:
    void relaysAnyBytes_data();
    void relaysAnyBytes();
    void readsNoFasterThanItCanWrite();
    void oneHalfMayEndBeforeTheOther();
    void resetIsNotAnEnd_data();
    void resetIsNotAnEnd();
    void resetWhileBytesWait();
    void bytesBeforeAResetArrive();
    void aClosedSocketAnswersWithAReset();
    void resetWaitsForTheFinOfWhoSentClose();
    void finWaitsForTheOtherClose();
    void finWaitsOneSecondAtMost();
    void finWithoutCloseDoesNotWait();
    void cut_data();
    void cut();
    void serverMissing();
};

void TestWire::relaysAnyBytes_data()
{
    QTest::addColumn<int>("fromClient");
    QTest::addColumn<int>("fromServer");
    QTest::newRow("nothing") << 0 << 0;
    QTest::newRow("one byte") << 1 << 0;
    QTest::newRow("a few each") << 7 << 11;
    QTest::newRow("a read and one more") << live::TcpEnd::readSize << live::TcpEnd::readSize + 1;
    QTest::newRow("5 MiB one way") << 0 << 5 * 1024 * 1024;
    QTest::newRow("5 MiB both ways") << 5 * 1024 * 1024 << 5 * 1024 * 1024;
}

void TestWire::relaysAnyBytes()
{
    QFETCH(int, fromClient);
    QFETCH(int, fromServer);
    QRandomGenerator random(6455);
    WireBench bench;
    QVERIFY(bench.connectBoth());
    const QByteArray up = randomBytes(random, fromClient);
    const QByteArray down = randomBytes(random, fromServer);
    writeInChunks(random, *bench.client.end, up);
    writeInChunks(random, *bench.server.end, down);
    bench.client.end->end();
    bench.server.end->end();
    QTRY_VERIFY_WITH_TIMEOUT(bench.hasEnded() && bench.client.sawFin && bench.server.sawFin, 30'000);

    QCOMPARE(bench.server.log == up, true);
    QCOMPARE(bench.client.log == down, true);
    QCOMPARE(bench.stream(Direction::Client, Leg::Sent) == up, true);
    QCOMPARE(bench.stream(Direction::Client, Leg::Delivered) == up, true);
    QCOMPARE(bench.stream(Direction::Server, Leg::Sent) == down, true);
    QCOMPARE(bench.stream(Direction::Server, Leg::Delivered) == down, true);
    QVERIFY(bench.everyRecordFits);
    QVERIFY(bench.timeNeverRunsBack);
    QVERIFY(!bench.client.sawRst && !bench.server.sawRst);
}

void TestWire::readsNoFasterThanItCanWrite()
{
    constexpr qsizetype total = 32LL * 1024 * 1024;
    WireBench bench;
    QVERIFY(bench.connectBoth());
    bench.server.end->setReading(false);
    bench.client.end->write(QByteArray(total, 'x'));
    QTRY_VERIFY(bench.mostWaiting > live::Relay::queueLimit);
    bench.server.end->setReading(true);
    bench.client.end->end();
    QTRY_VERIFY_WITH_TIMEOUT(bench.server.sawFin, 30'000);
    QCOMPARE(bench.server.log.size(), total);
    QVERIFY(bench.mostWaiting <= live::Relay::queueLimit + live::TcpEnd::readSize);
}

void TestWire::oneHalfMayEndBeforeTheOther()
{
    WireBench bench;
    QVERIFY(bench.connectBoth());
    bench.client.end->write("question");
    bench.client.end->end();
    QTRY_VERIFY(bench.server.sawFin);
    QCOMPARE(bench.server.log, "question");
    const QByteArray answer(3'000'000, 'a');
    bench.server.end->write(answer);
    bench.server.end->end();
    QTRY_VERIFY(bench.hasEnded() && bench.client.sawFin);
    QCOMPARE(bench.client.log.size(), answer.size());
    QCOMPARE(tcpEvents(bench.recording),
             QStringList({QStringLiteral("client connect"), QStringLiteral("client connect>"),
                          QStringLiteral("client fin"), QStringLiteral("client fin>"),
                          QStringLiteral("server fin"), QStringLiteral("server fin>")}));
}

void TestWire::resetIsNotAnEnd_data()
{
    QTest::addColumn<bool>("byClient");
    QTest::newRow("client") << true;
    QTest::newRow("server") << false;
}

void TestWire::resetIsNotAnEnd()
{
    QFETCH(bool, byClient);
    WireBench bench;
    QVERIFY(bench.connectBoth());
    (byClient ? bench.client : bench.server).end->reset();
    QTRY_VERIFY(bench.hasEnded() && (byClient ? bench.server : bench.client).sawRst);
    QVERIFY(!bench.client.sawFin && !bench.server.sawFin);
    const QString side = byClient ? QStringLiteral("client") : QStringLiteral("server");
    QCOMPARE(tcpEvents(bench.recording),
             QStringList({QStringLiteral("client connect"), QStringLiteral("client connect>"),
                          side + QStringLiteral(" rst"), side + QStringLiteral(" rst>")}));
}

// The wire learns of the RST by a send that fails, long before it could read it.
void TestWire::resetWhileBytesWait()
{
    WireBench bench;
    QVERIFY(bench.connectBoth());
    bench.client.end->setReading(false);
    bench.server.end->write(QByteArray(16LL * 1024 * 1024, 'x'));
    QTRY_VERIFY(bench.mostWaiting > live::Relay::queueLimit);
    bench.client.end->reset();
    QTRY_VERIFY(bench.hasEnded() && bench.server.sawRst);
    QVERIFY(!bench.server.sawFin);
    QCOMPARE(tcpEvents(bench.recording).mid(2),
             QStringList({QStringLiteral("client rst"), QStringLiteral("client rst>")}));
}

void TestWire::bytesBeforeAResetArrive()
{
    WireBench bench;
    QVERIFY(bench.connectBoth());
    bench.client.end->write("last words");
    bench.client.end->reset();
    QTRY_VERIFY(bench.hasEnded() && bench.server.sawRst);
    QCOMPARE(bench.server.log, "last words");
}

void TestWire::aClosedSocketAnswersWithAReset()
{
    WireBench bench;
    QVERIFY(bench.connectBoth());
    bench.client.end.reset(); // close(): nobody will read any more
    QTRY_VERIFY(bench.server.sawFin);
    bench.server.end->write("too late");
    QTRY_VERIFY(bench.hasEnded() && bench.server.sawRst);
    QCOMPARE(tcpEvents(bench.recording).mid(2),
             QStringList({QStringLiteral("client fin"), QStringLiteral("client fin>"),
                          QStringLiteral("client rst"), QStringLiteral("client rst>")}));
    QCOMPARE(bench.stream(Direction::Server, Leg::Delivered), "too late");
}

// As a QWebSocket does it: Close, FIN, and gone. The server's Close is answered by an RST, its FIN comes
// after.
void TestWire::resetWaitsForTheFinOfWhoSentClose()
{
    WireBench bench;
    QVERIFY(bench.connectBoth());
    bench.client.end->write(request);
    QTRY_COMPARE(bench.server.log, request);
    bench.server.end->write(response);
    QTRY_COMPARE(bench.client.log, response);
    bench.client.end->write(clientClose);
    bench.client.end.reset();
    QTRY_COMPARE(bench.server.log, request + clientClose);
    bench.server.end->write(serverClose);
    QTRY_COMPARE(tcpEvents(bench.recording).mid(2),
                 QStringList({QStringLiteral("client fin"), QStringLiteral("client fin>"),
                              QStringLiteral("client rst")}));
    QVERIFY(!bench.hasEnded() && !bench.server.sawRst);
    bench.server.end->end();
    QTRY_VERIFY(bench.hasEnded());
    QCOMPARE(tcpEvents(bench.recording).mid(5), QStringList({QStringLiteral("server fin")}));
    QVERIFY(bench.server.sawFin && !bench.server.sawRst);
}

void TestWire::finWaitsForTheOtherClose()
{
    WireBench bench;
    QVERIFY(bench.connectBoth());
    bench.client.end->write(request);
    QTRY_COMPARE(bench.server.log, request);
    bench.server.end->write(response);
    bench.client.end->write(clientClose);
    bench.client.end->end();
    QTRY_COMPARE(bench.server.log, request + clientClose);
    QTRY_VERIFY(timeOf(bench.recording, EntryKind::Fin, Direction::Client, Leg::Sent) > 0);
    QVERIFY(!bench.server.sawFin);
    bench.server.end->write(serverClose);
    bench.server.end->end();
    QTRY_VERIFY(bench.hasEnded() && bench.server.sawFin && bench.client.sawFin);
    QCOMPARE(bench.client.log, response + serverClose);
    const qint64 held = timeOf(bench.recording, EntryKind::Fin, Direction::Client, Leg::Delivered) -
                        timeOf(bench.recording, EntryKind::Fin, Direction::Client, Leg::Sent);
    QVERIFY(held < live::Relay::finHoldMs * 1'000'000LL);
    QCOMPARE(tcpEvents(bench.recording).mid(2),
             QStringList({QStringLiteral("client fin"), QStringLiteral("client fin>"),
                          QStringLiteral("server fin"), QStringLiteral("server fin>")}));
}

void TestWire::finWaitsOneSecondAtMost()
{
    WireBench bench;
    QVERIFY(bench.connectBoth());
    bench.client.end->write(request + clientClose);
    bench.client.end->end();
    QTRY_VERIFY(bench.server.sawFin);
    const qint64 held = timeOf(bench.recording, EntryKind::Fin, Direction::Client, Leg::Delivered) -
                        timeOf(bench.recording, EntryKind::Fin, Direction::Client, Leg::Sent);
    QVERIFY(held > (live::Relay::finHoldMs - 60) * 1'000'000LL); // a coarse timer may be 5 % early
    bench.server.end->end();
    QTRY_VERIFY(bench.hasEnded());
}

void TestWire::finWithoutCloseDoesNotWait()
{
    WireBench bench;
    QVERIFY(bench.connectBoth());
    bench.client.end->write(request + QByteArray::fromHex("818100000000") + 'x');
    bench.client.end->end();
    QTRY_VERIFY(bench.server.sawFin);
    const qint64 held = timeOf(bench.recording, EntryKind::Fin, Direction::Client, Leg::Delivered) -
                        timeOf(bench.recording, EntryKind::Fin, Direction::Client, Leg::Sent);
    QVERIFY(held < live::Relay::finHoldMs * 1'000'000LL / 2);
}

void TestWire::cut_data()
{
    QTest::addColumn<bool>("fromClient");
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("after");
    QTest::newRow("client, at once") << true << 0 << 0;
    QTest::newRow("client, one byte") << true << 0 << 1;
    QTest::newRow("client, later") << true << 100 << 9;
    QTest::newRow("server, later") << false << 100 << 9;
    QTest::newRow("server, many") << false << 0 << 300'000;
}

void TestWire::cut()
{
    QFETCH(bool, fromClient);
    QFETCH(int, before);
    QFETCH(int, after);
    WireBench bench;
    QVERIFY(bench.connectBoth());
    Peer &sender = fromClient ? bench.client : bench.server;
    Peer &receiver = fromClient ? bench.server : bench.client;
    const Direction direction = fromClient ? Direction::Client : Direction::Server;
    sender.end->write(QByteArray(before, 'b'));
    QTRY_COMPARE(receiver.log.size(), before);
    bench.relay().cutAfter(direction, static_cast<quint64>(after));
    sender.end->write(QByteArray(1'000'000, 'a'));
    QTRY_VERIFY(bench.hasEnded() && sender.sawRst && receiver.sawRst);
    QCOMPARE(bench.stream(direction, Leg::Sent).size(), before + after);
    QCOMPARE(bench.stream(direction, Leg::Delivered).size(), before + after);
    QCOMPARE(receiver.log.size(), before + after);
    QCOMPARE(tcpEvents(bench.recording).mid(2),
             QStringList({QStringLiteral("client rst by wire>"), QStringLiteral("server rst by wire>")}));
}

void TestWire::serverMissing()
{
    WireBench bench;
    QVERIFY(bench.listen());
    bench.removeServer();
    bench.connectClient();
    QTRY_VERIFY(bench.hasEnded());
    QTRY_VERIFY(bench.client.sawRst);
    QCOMPARE(tcpEvents(bench.recording),
             QStringList({QStringLiteral("client connect"), QStringLiteral("server rst by wire>")}));
}

QTEST_GUILESS_MAIN(TestWire)
#include "tst_wire.moc"
