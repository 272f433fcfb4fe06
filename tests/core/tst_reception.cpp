// SPDX-License-Identifier: GPL-3.0-or-later
#include "enginebench.h"

#include "core/protocol/accept.h"

#include <QTest>

using namespace core;
using namespace enginebench;
using fixtures::hex;

namespace {

constexpr auto client = Direction::Client;
constexpr auto server = Direction::Server;

const QByteArray hello = hex("81 05 48 65 6c 6c 6f");
const QByteArray maskedHello = hex("81 85 37 fa 21 3d 7f 9f 4d 51 58");

ClientPolicy clientWith(const QByteArray &deviation)
{
    ClientPolicy policy;
    policy.deviation = deviation;
    return policy;
}

ServerPolicy serverWith(const QByteArray &deviation)
{
    ServerPolicy policy;
    policy.deviation = deviation;
    return policy;
}

/// Both sides OPEN, of which `side` deviates.
struct Deviating : Opened
{
    Deviating(Direction side, const QByteArray &deviation)
        : Opened(clientWith(side == Direction::Client ? deviation : QByteArray()),
                 serverWith(side == Direction::Server ? deviation : QByteArray()))
    {}
};

QStringList told(const char *line) { return QString::fromUtf8(line).split(u'|'); }

/// What a client makes of an answer and of what follows it, in one read or in two.
QStringList answered(const QByteArray &deviation, const QByteArray &first, const QByteArray &second = {})
{
    Engine engine(clientWith(deviation), ofLesson());
    engine.start(0);
    QStringList all = lines(feed(engine, first));
    all += lines(feed(engine, second));
    return all;
}

/// What the other side makes of the end that `engine` has come to.
QString lastTold(Opened &engines, Direction deviating)
{
    Engine &other = engines[opposite(deviating)];
    QStringList all = lines(feed(other, engines[deviating].takeOutput()));
    if (engines[deviating].wantsTcpEnd()) {
        other.receiveEnd(0);
        all += lines(drain(other));
    }
    return all.isEmpty() ? QString() : all.last();
}

} // namespace

class TestReception : public QObject
{
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void framesLostWith101();
    void oneFrameARead();
    void masksOfTheOtherSide_data();
    void masksOfTheOtherSide();
    void utf8PerFragment_data();
    void utf8PerFragment();
    void tooBigWithoutClose_data();
    void tooBigWithoutClose();
    void takesLawfulTraffic_data();
    void takesLawfulTraffic();
};

void TestReception::accepts_data()
{
    QTest::addColumn<QByteArray>("accept"); // value; empty: no line
    QTest::addColumn<QString>("conforming");
    QTest::addColumn<QString>("compared"); // with itself
    QTest::addColumn<QString>("unseen");
    const QString opened = QStringLiteral("opened");
    const QString wrong = QStringLiteral("handshake-failed 101 RSP-06");
    const QString missing = QStringLiteral("handshake-failed 101 RSP-05");
    QTest::newRow("right") << QByteArray("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") << opened << opened << opened;
    QTest::newRow("wrong") << QByteArray("AAAAAAAAAAAAAAAAAAAAAAAAAAA=") << wrong << opened << opened;
    QTest::newRow("missing") << QByteArray() << missing << missing << opened;
}

void TestReception::accepts()
{
    QFETCH(QByteArray, accept);
    QFETCH(QString, conforming);
    QFETCH(QString, compared);
    QFETCH(QString, unseen);
    const QByteArray line = accept.isEmpty() ? QByteArray() : "Sec-WebSocket-Accept: " + accept + "\r\n";
    const QByteArray start = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n";
    const QByteArray answer = start + "Upgrade: websocket\r\n" + line + "\r\n";
    const auto first = [](const QStringList &all) { return all.value(0); };
    QCOMPARE(first(answered({}, answer)), conforming);
    QCOMPARE(first(answered("accept-compared-with-itself", answer)), compared);
    QCOMPARE(first(answered("accept-not-looked-at", answer)), unseen);
    // Nothing else is overlooked.
    const QByteArray noUpgrade = start + line + "\r\n";
    for (const char *name : {"", "accept-compared-with-itself", "accept-not-looked-at"})
        QCOMPARE(first(answered(name, noUpgrade)), QStringLiteral("handshake-failed 101 RSP-03"));
}

void TestReception::framesLostWith101()
{
    const QByteArray name = "frames-lost-with-101";
    const QByteArray answer = fixtures::response();
    QCOMPARE(answered({}, answer + hello), told("opened|text Hello"));
    QCOMPARE(answered(name, answer + hello), told("opened"));
    QCOMPARE(answered(name, answer, hello), told("opened|text Hello"));
    QCOMPARE(answered(name, answer + hello + hello, hello), told("opened|text Hello"));
    // What is lost is lost by the byte: of a frame that was cut the rest is taken for a frame.
    QCOMPARE(answered(name, answer + hello.first(3), hello.mid(3)), told("opened|failed 1002 FRM-03"));
}

void TestReception::oneFrameARead()
{
    const QByteArray name = "one-frame-a-read";
    for (const Direction side : {client, server}) {
        const QByteArray a = frameBytes(opposite(side), Opcode::Text, "a");
        const QByteArray b = frameBytes(opposite(side), Opcode::Text, "b");
        Opened conforming;
        QCOMPARE(lines(feed(conforming[side], a + b)), told("text a|text b"));
        Deviating both(side, name);
        QCOMPARE(lines(feed(both[side], a + b)), told("text a"));
        Deviating one(side, name);
        QCOMPARE(lines(feed(one[side], a)), told("text a"));
        QCOMPARE(lines(feed(one[side], b)), told("text b"));
        Deviating cut(side, name); // the frame is whole in the second read, and alone counts there
        QVERIFY(feed(cut[side], a.first(1)).empty());
        QCOMPARE(lines(feed(cut[side], a.mid(1) + b)), told("text a"));
        // Control frames are frames too.
        const QByteArray ping = frameBytes(opposite(side), Opcode::Ping, "p");
        Deviating control(side, name);
        QCOMPARE(lines(feed(control[side], ping + a)), told("ping p"));
    }
    const QByteArray answer = fixtures::response();
    QCOMPARE(answered(name, answer + hello + hello), told("opened|text Hello"));
}

void TestReception::masksOfTheOtherSide_data()
{
    QTest::addColumn<Direction>("side");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QString>("conforming");
    QTest::newRow("a server takes unmasked frames")
        << server << QByteArray("unmasked-frames-taken") << hello << QStringLiteral("failed 1002 FRM-01");
    QTest::newRow("a client takes masked frames")
        << client << QByteArray("masked-frames-taken") << maskedHello << QStringLiteral("failed 1002 FRM-02");
}

void TestReception::masksOfTheOtherSide()
{
    QFETCH(Direction, side);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, frame);
    QFETCH(QString, conforming);
    Opened strict;
    QCOMPARE(lines(feed(strict[side], frame)).value(0), conforming);
    Deviating lax(side, name);
    QCOMPARE(lines(feed(lax[side], frame)), told("text Hello"));
    QCOMPARE(lax[side].takeOutput(), QByteArray());
    // As it should be it is taken as well, and what else is wrong is still wrong.
    QCOMPARE(lines(feed(lax[side], side == client ? hello : maskedHello)), told("text Hello"));
    QByteArray reserved = frame;
    reserved[0] = '\xa1';
    QCOMPARE(lines(feed(lax[side], reserved)).value(0), QStringLiteral("failed 1002 FRM-04"));
}

void TestReception::utf8PerFragment_data()
{
    QTest::addColumn<QByteArray>("bytes"); // of a server
    QTest::addColumn<QString>("conforming");
    QTest::addColumn<QString>("deviating");
    const auto row = [](const char *name, const char *bytes, const char *conforming, const char *deviating) {
        QTest::newRow(name) << hex(bytes) << QString::fromUtf8(conforming) << QString::fromUtf8(deviating);
    };
    row("a character in two fragments", "01 04 ec 95 88 eb  80 02 85 95", "text 안녕", "failed 1007 TXT-06");
    row("fragments of whole characters", "01 03 ec 95 88  80 03 eb 85 95", "text 안녕", "text 안녕");
    row("one frame", "81 06 ec 95 88 eb 85 95", "text 안녕", "text 안녕");
    row("an empty fragment", "01 00  80 03 ec 95 88", "text 안", "text 안");
    row("a Ping between", "01 03 ec 95 88  89 01 61  80 03 eb 85 95", "ping a|text 안녕", "ping a|text 안녕");
    row("binary", "02 01 ec  80 02 95 88", "binary 안", "binary 안");
    row("text that is broken", "81 02 ec 95", "failed 1007 TXT-06", "failed 1007 TXT-06");
}

void TestReception::utf8PerFragment()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, conforming);
    QFETCH(QString, deviating);
    Opened strict;
    QCOMPARE(lines(feed(strict.client, bytes)).join(u'|'), conforming);
    for (const auto &chunking : {fixtures::whole(), fixtures::every(1), fixtures::random(3)}) {
        Deviating engines(client, "utf8-per-fragment");
        QCOMPARE(lines(feed(engines.client, bytes, chunking)).join(u'|'), deviating);
        if (deviating.startsWith(QLatin1StringView("failed")))
            QCOMPARE(engines.client.takeOutput(), hex("88 82 37 fa 21 3d 34 15"));
    }
}

void TestReception::tooBigWithoutClose_data()
{
    QTest::addColumn<Direction>("side");
    QTest::newRow("client") << client;
    QTest::newRow("server") << server;
}

void TestReception::tooBigWithoutClose()
{
    QFETCH(Direction, side);
    const auto opened = [side](const QByteArray &deviation) {
        ClientPolicy clientPolicy;
        ServerPolicy serverPolicy;
        EndpointPolicy &policy = side == client ? static_cast<EndpointPolicy &>(clientPolicy) : serverPolicy;
        policy.limits.message = 8;
        policy.deviation = deviation;
        return std::make_unique<Opened>(clientPolicy, serverPolicy);
    };
    const QByteArray most = frameBytes(opposite(side), Opcode::Text, "12345678");
    const QByteArray tooBig = frameBytes(opposite(side), Opcode::Text, "123456789");
    const auto strict = opened({});
    QCOMPARE(lines(feed((*strict)[side], tooBig)), told("failed 1009 FRM-11"));
    QCOMPARE((*strict)[side].wantsTcpEnd(), side == server);
    QCOMPARE(lines(feed((*strict)[opposite(side)], (*strict)[side].takeOutput())),
             told("close-received 1009"));

    const auto deviating = opened("too-big-without-close");
    QCOMPARE(lines(feed((*deviating)[side], most)), told("text 12345678"));
    QCOMPARE(lines(feed((*deviating)[side], tooBig)), told("failed 1009 FRM-11"));
    QVERIFY((*deviating)[side].wantsTcpEnd());
    QCOMPARE(lastTold(*deviating, side), QStringLiteral("closed 1006"));

    // For any other reason it says why.
    const auto other = opened("too-big-without-close");
    feed((*other)[side], frameBytes(opposite(side), Opcode::Continuation, "x"));
    QCOMPARE(lines(feed((*other)[opposite(side)], (*other)[side].takeOutput())), told("close-received 1002"));
}

void TestReception::takesLawfulTraffic_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<Direction>("side");
    for (const Deviation &row : receivingDeviations())
        for (const Direction side : {client, server})
            if (row.isOf(side))
                QTest::addRow("%s of the %s", row.name.data(), side == client ? "client" : "server")
                    << QByteArray(row.name.data(), static_cast<qsizetype>(row.name.size())) << side;
}

/// A message a read, in whole characters and within the limits: there none of them shows.
void TestReception::takesLawfulTraffic()
{
    QFETCH(QByteArray, name);
    QFETCH(Direction, side);
    Deviating engines(side, name);
    Engine &other = engines[opposite(side)];
    for (const char *text : {"안녕", "Hello", ""}) {
        QVERIFY(other.send(Opcode::Text, text));
        const auto events = feed(engines[side], other.takeOutput());
        QCOMPARE(events.size(), std::size_t{1});
        QCOMPARE(events[0].bytes, QByteArray(text));
    }
    QVERIFY(engines[side].send(Opcode::Text, "안녕"));
    QCOMPARE(lines(feed(other, engines[side].takeOutput())), told("text 안녕"));
    QVERIFY(other.close(1000, {}, 0));
    QCOMPARE(lines(feed(engines[side], other.takeOutput())), told("close-received 1000"));
    QCOMPARE(lines(feed(other, engines[side].takeOutput())), told("close-received 1000"));
}

QTEST_GUILESS_MAIN(TestReception)
#include "tst_reception.moc"
