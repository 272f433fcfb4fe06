// SPDX-License-Identifier: GPL-3.0-or-later
#include "enginebench.h"
#include "judging.h"

#include <QRegularExpression>
#include <QTest>

using namespace core;
using namespace enginebench;
using judging::list;
using Kind = EngineEvent::Kind;

namespace {

constexpr auto client = Direction::Client;
constexpr auto server = Direction::Server;

const QByteArray korean = "안녕하세요";

/// Repeats with distances that only a large window reaches.
QByteArray longText()
{
    QByteArray text;
    for (int round = 0; round < 4; ++round)
        for (int i = 0; i < 150; ++i)
            text += QByteArray::number(i * 7919 % 1009) + ' ';
    return text;
}

QByteArray noise(quint64 seed, int size)
{
    std::mt19937_64 chance(seed);
    QByteArray bytes;
    for (int i = 0; i < size; ++i)
        bytes.append(static_cast<char>(chance() >> 40));
    return bytes;
}

struct Setting
{
    ClientPolicy client;
    ServerPolicy server;
};

Setting deflating(int clientBits, int serverBits, bool clientForgets, bool serverForgets)
{
    Setting setting;
    setting.client.deflate = {true, serverForgets, clientForgets, serverBits, clientBits, true};
    setting.server.deflate.enabled = true;
    return setting;
}

/// Text in two frames with a ping and a pong between them, by hand.
void sendAround(Engine &engine)
{
    auto send = [&engine, key = std::uint8_t{0}](Opcode opcode, const QByteArray &payload, bool fin) mutable {
        OutFrame out = frame(engine.side(), opcode, payload, fin);
        out.header.key[0] = ++key; // equal keys in a row are a hint (FRM-14)
        engine.sendRaw(out);
    };
    send(Opcode::Text, korean.first(4), false);
    send(Opcode::Ping, "between", true);
    send(Opcode::Continuation, {}, false);
    send(Opcode::Pong, "unasked", true);
    send(Opcode::Continuation, korean.sliced(4), true);
}

constexpr int conversationMessages = 8;
const QRegularExpression aMessage(QStringLiteral("^(text|binary)\\b"));

/// What a conversation makes of the messages that this side got.
QStringList messagesTo(const Conversation &watched, Direction receiver)
{
    QStringList all;
    for (const Message &message : assembleMessages(watched.index()))
        if (message.complete && message.direction != receiver)
            all.append(line({.kind = message.opcode == 1 ? Kind::Text : Kind::Binary,
                             .bytes = watched.contentOf(message)}));
    return all;
}

void talk(Engine &engine)
{
    QVERIFY(engine.send(Opcode::Text, korean));
    QVERIFY(engine.send(Opcode::Text, longText(), {.sizes = {1, 0, 5}}));
    QVERIFY(engine.send(Opcode::Binary, noise(1, 300)));
    QVERIFY(engine.ping("are you there"));
    QVERIFY(engine.send(Opcode::Text, longText() + korean));
    QVERIFY(engine.send(Opcode::Text, {}));
    QVERIFY(engine.send(Opcode::Binary, QByteArray(70'000, 'z')));
    sendAround(engine);
    QVERIFY(engine.send(Opcode::Text, korean, {.sizes = {2, 2, 2, 2, 100}}));
}

/// The client talks, the server echoes, the client closes when it has all back.
void converse(Peers &peers)
{
    int back = 0;
    peers.setOwner([&peers, &back](Direction d, const EngineEvent &event) {
        const bool isMessage = event.kind == Kind::Text || event.kind == Kind::Binary;
        const Opcode opcode = event.kind == Kind::Text ? Opcode::Text : Opcode::Binary;
        if (d == client && event.kind == Kind::Opened)
            talk(peers[client]);
        if (d == server && isMessage)
            QVERIFY(peers[server].send(opcode, event.bytes));
        if (d == client && isMessage && ++back == conversationMessages)
            QVERIFY(peers[client].close(1000, "수업 끝", peers.now()));
    });
    peers.start();
}

} // namespace

class TestEngine : public QObject
{
    Q_OBJECT

private slots:
    void conversation_data();
    void conversation();
    void compresses();
    void frameSizes_data();
    void frameSizes();
    void frameBytesOfTheLessons();
    void oneEventAtATime();
    void answersBeforeWhatFollows();
    void closing_data();
    void closing();
    void closingAtOnce();
    void whatMayNotBeSent();
    void endsWithoutAClose();
    void nothingAfterAFailure();
    void acceptsOneType_data();
    void acceptsOneType();
};

void TestEngine::conversation_data()
{
    QTest::addColumn<Setting>("setting");
    QTest::newRow("plain") << Setting();
    Setting setting;
    setting.client.frameSize = 7;
    setting.server.frameSize = 1000;
    QTest::newRow("cut into frames") << setting;
    for (const int bits : {8, 9, 10, 12, 15})
        for (const bool clientForgets : {false, true})
            for (const bool serverForgets : {false, true})
                QTest::addRow("deflate %d%s%s", bits, clientForgets ? ", the client forgets" : "",
                              serverForgets ? ", the server forgets" : "")
                    << deflating(bits, 23 - bits, clientForgets, serverForgets);
    for (const quint64 from : {1, 100, 1000}) {
        setting = deflating(15, 15, false, false);
        setting.client.deflateFrom = from;
        setting.server.deflateFrom = from * 2;
        setting.client.frameSize = 50;
        QTest::addRow("deflate from %d bytes", static_cast<int>(from)) << setting;
    }
}

void TestEngine::conversation()
{
    QFETCH(Setting, setting);
    QStringList told[2];
    for (quint64 seed = 0; seed < 10; ++seed) {
        Peers peers(setting.client, setting.server, seed);
        converse(peers);
        QVERIFY2(peers.fault().isEmpty(), peers.fault());
        for (const Direction d : {client, server}) {
            QStringList &first = told[static_cast<std::size_t>(d)];
            if (seed == 0)
                first = peers.told(d);
            QCOMPARE(peers.told(d).join(u'\n'), first.join(u'\n'));
            QCOMPARE(peers[d].state(), ConnectionState::Closed);
            QVERIFY(!peers[d].nextTimeout());
        }
        QCOMPARE(peers.firstEnd(), server);
        const auto watched = peers.watched();
        QVERIFY2(watched->findings().empty(), qPrintable(fixtures::findings(*watched).join(u'\n')));
        QVERIFY(watched->closeInfo().clean);
        QCOMPARE(messagesTo(*watched, client), told[0].filter(aMessage));
        QCOMPARE(messagesTo(*watched, server), told[1].filter(aMessage));
    }
    const QStringList heard = told[1].filter(aMessage);
    QCOMPARE(heard.size(), conversationMessages);
    for (const qsizetype number : {0, 6, 7})
        QCOMPARE(heard[number], QStringLiteral("text ") + QString::fromUtf8(korean));
    QCOMPARE(heard[4], QStringLiteral("text"));
    QVERIFY(heard[5].startsWith(QStringLiteral("binary 70000#")));
    QCOMPARE(told[0].filter(aMessage), heard);
    QCOMPARE(told[0].filter(QStringLiteral("pong")), list("pong are you there|pong between"));
    QCOMPARE(told[0].last(), QStringLiteral("closed 1000"));
    QCOMPARE(told[1].mid(told[1].size() - 2),
             QStringList({QStringLiteral("close-received 1000 수업 끝"), QStringLiteral("closed 1000")}));
}

// What deflateFrom leaves alone is not compressed, and what it compresses comes out smaller.
void TestEngine::compresses()
{
    Setting setting = deflating(15, 15, false, false);
    setting.client.deflateFrom = 10;
    Opened engines(setting.client, setting.server);
    engines.client.send(Opcode::Text, "Hello");
    const QByteArray plain = engines.client.takeOutput();
    QCOMPARE(plain, fixtures::hex("81 85 37 fa 21 3d 7f 9f 4d 51 58"));
    engines.client.send(Opcode::Text, longText());
    const QByteArray compressed = engines.client.takeOutput();
    QCOMPARE(static_cast<quint8>(compressed[0]), quint8{0xc1});
    QVERIFY(compressed.size() < longText().size() / 2);
    engines.client.send(Opcode::Text, longText(), {.sizes = {10, 10}});
    const QByteArray again = engines.client.takeOutput();
    QVERIFY(again.size() < compressed.size() / 2);
    QCOMPARE(static_cast<quint8>(again[0]), quint8{0x41});
    QCOMPARE(lines(feed(engines.server, plain + compressed + again)).size(), 3);
}

void TestEngine::frameSizes_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<quint64>("frameSize");
    QTest::addColumn<std::vector<quint64>>("sizes");
    QTest::addColumn<std::vector<quint64>>("frames");
    const auto row = [](const char *name, int bytes, quint64 frameSize, const std::vector<quint64> &sizes,
                        const std::vector<quint64> &frames) {
        QTest::newRow(name) << bytes << frameSize << sizes << frames;
    };
    row("whole", 10, 0, {}, {10});
    row("empty", 0, 0, {}, {0});
    row("empty under a policy", 0, 4, {}, {0});
    row("policy", 10, 4, {}, {4, 4, 2});
    row("policy that fits", 8, 4, {}, {4, 4});
    row("sizes go before the policy", 10, 4, {3}, {3, 7});
    row("sizes that fit", 10, 0, {3, 7}, {3, 7});
    row("more than there is", 3, 0, {2, 5, 5}, {2, 1, 0});
    row("nothing in them", 3, 0, {0, 0}, {0, 0, 3});
    row("empty ones of an empty message", 0, 0, {0, 0, 0}, {0, 0, 0});
    row("larger than any", 3, 0, {~0ULL}, {3});
    row("policy larger than any", 3, ~0ULL, {}, {3});
}

void TestEngine::frameSizes()
{
    QFETCH(int, bytes);
    QFETCH(quint64, frameSize);
    QFETCH(std::vector<quint64>, sizes);
    QFETCH(std::vector<quint64>, frames);
    ServerPolicy policy;
    policy.frameSize = frameSize;
    Opened engines({}, policy);
    const QByteArray message = noise(3, bytes);
    QVERIFY(engines.server.send(Opcode::Binary, message, {.sizes = sizes}));
    const QByteArray out = engines.server.takeOutput();
    qsizetype at = 0;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const auto header = readFrameHeader(spanOf(out).subspan(static_cast<std::size_t>(at)));
        QVERIFY(header);
        QCOMPARE(header->payloadLength, frames[i]);
        QCOMPARE(header->fin, i + 1 == frames.size());
        QCOMPARE(header->opcode, static_cast<quint8>(i == 0 ? Opcode::Binary : Opcode::Continuation));
        at += static_cast<qsizetype>(header->size + header->payloadLength);
    }
    QCOMPARE(at, out.size());
    const auto told = feed(engines.client, out);
    QCOMPARE(told.size(), std::size_t{1});
    QCOMPARE(told[0].bytes, message);
}

void TestEngine::frameBytesOfTheLessons()
{
    Opened engines;
    Engine &c = engines.client;
    Engine &s = engines.server;
    const auto gives = [](Engine &engine, const char *bytes) {
        return engine.takeOutput() == fixtures::hex(bytes);
    };
    QVERIFY(s.send(Opcode::Text, "Hello") && gives(s, "81 05 48 65 6c 6c 6f"));
    QVERIFY(c.send(Opcode::Text, "Hello") && gives(c, "81 85 37 fa 21 3d 7f 9f 4d 51 58"));
    QVERIFY(s.send(Opcode::Text, korean));
    QVERIFY(gives(s, "81 0f ec 95 88 eb 85 95 ed 95 98 ec 84 b8 ec 9a 94"));
    QVERIFY(c.send(Opcode::Text, korean));
    QVERIFY(gives(c, "81 8f 37 fa 21 3d db 6f a9 d6 b2 6f cc a8 af 16 a5 85 db 60 b5"));
    QVERIFY(s.send(Opcode::Text, "Hello", {.sizes = {3}}) && gives(s, "01 03 48 65 6c  80 02 6c 6f"));
    QVERIFY(s.ping("Hello") && gives(s, "89 05 48 65 6c 6c 6f"));
    QVERIFY(c.pong("Hello") && gives(c, "8a 85 37 fa 21 3d 7f 9f 4d 51 58"));
    QVERIFY(c.close(1000, {}, 0) && gives(c, "88 82 37 fa 21 3d 34 12"));
    QVERIFY(s.close(1000, "수업 끝", 0));
    QVERIFY(gives(s, "88 0c 03 e8 ec 88 98 ec 97 85 20 eb 81 9d"));
    Opened others;
    QVERIFY(others.client.close({}, {}, 0) && gives(others.client, "88 80 37 fa 21 3d"));
    QVERIFY(others.server.close({}, {}, 0) && gives(others.server, "88 00"));
}

void TestEngine::oneEventAtATime()
{
    Opened engines;
    QByteArray bytes;
    for (const char *text : {"a", "b", "c"})
        bytes += frameBytes(client, Opcode::Text, text);
    engines.server.receive(spanOf(bytes), 0);
    for (const char *expected : {"text a", "text b", "text c"}) {
        // Before the event is taken nothing goes on, and what comes meanwhile stays behind.
        engines.server.resume(0);
        engines.server.receive(spanOf(bytes), 0);
        QCOMPARE(lines(engines.server.takeEvents()), list(expected));
        engines.server.resume(0);
    }
    QCOMPARE(lines(engines.server.takeEvents()), list("text a"));
    QCOMPARE(drain(engines.server).size(), std::size_t{8});
    QVERIFY(!engines.server.hasWaiting());
}

void TestEngine::answersBeforeWhatFollows()
{
    for (quint64 seed = 0; seed < 30; ++seed) {
        Opened engines;
        const QByteArray bytes = frameBytes(client, Opcode::Text, "a") +
                                 frameBytes(client, Opcode::Ping, "p") +
                                 frameBytes(client, Opcode::Text, "b") +
                                 frameBytes(client, Opcode::Close, fixtures::hex("03 e8")) +
                                 frameBytes(client, Opcode::Text, "late");
        const auto chunking = seed == 0 ? fixtures::whole() : fixtures::random(seed);
        QByteArray out;
        for (qsizetype at = 0; at < bytes.size();) {
            const QByteArray chunk = bytes.mid(at, std::min(chunking(), bytes.size() - at));
            at += chunk.size();
            engines.server.receive(spanOf(chunk), 0);
            while (true) {
                const auto events = engines.server.takeEvents();
                QVERIFY(events.size() <= 1);
                for (const EngineEvent &event : events)
                    if (event.kind == Kind::Text)
                        QVERIFY(engines.server.send(Opcode::Text, event.bytes + '!'));
                if (!engines.server.hasWaiting())
                    break;
                engines.server.resume(0);
            }
            out += engines.server.takeOutput();
        }
        QCOMPARE(out, frameBytes(server, Opcode::Text, "a!") + frameBytes(server, Opcode::Pong, "p") +
                          frameBytes(server, Opcode::Text, "b!") +
                          frameBytes(server, Opcode::Close, fixtures::hex("03 e8")));
        QVERIFY(engines.server.wantsTcpEnd());
    }
}

void TestEngine::closing_data()
{
    QTest::addColumn<Direction>("by");
    QTest::addColumn<int>("code"); // 0: none
    QTest::addColumn<QByteArray>("reason");
    for (const Direction by : {client, server}) {
        const char *const who = by == client ? "client" : "server";
        for (const int code :
             {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
            QTest::addRow("%s %d", who, code) << by << code << QByteArray();
        QTest::addRow("%s without a code", who) << by << 0 << QByteArray();
        QTest::addRow("%s with a reason", who) << by << 1000 << QByteArray("수업 끝");
        QTest::addRow("%s with the longest reason", who) << by << 4001 << QByteArray(123, 'r');
    }
    // One side's alone (RFC 6455 §7.4.1).
    QTest::addRow("client 1010") << client << 1010 << QByteArray();
    QTest::addRow("server 1011") << server << 1011 << QByteArray();
}

void TestEngine::closing()
{
    QFETCH(Direction, by);
    QFETCH(int, code);
    QFETCH(QByteArray, reason);
    const Direction other = opposite(by);
    for (quint64 seed = 0; seed < 5; ++seed) {
        Peers peers({}, {}, seed);
        peers.setOwner([&](Direction d, const EngineEvent &event) {
            if (d == by && event.kind == Kind::Opened)
                QVERIFY(peers[by].close(code == 0 ? std::nullopt : std::optional(code), reason, peers.now()));
        });
        peers.start();
        const QString number = QString::number(code == 0 ? 1005 : code);
        const QString received = QStringLiteral("close-received ") + number;
        const QString closed = QStringLiteral("closed ") + number;
        QCOMPARE(peers.told(by), QStringList({QStringLiteral("opened"), received, closed}));
        QCOMPARE(peers.told(other).size(), 3);
        QVERIFY(peers.told(other)[1].startsWith(received));
        QCOMPARE(peers.told(other)[1].size() > received.size(), !reason.isEmpty());
        QCOMPARE(peers.told(other)[2], closed);
        QCOMPARE(peers.firstEnd(), server);
        QVERIFY2(peers.fault().isEmpty(), peers.fault());
        const auto watched = peers.watched();
        QCOMPARE(watched->closeInfo().code, number.toInt());
        QVERIFY(watched->closeInfo().clean);
        QVERIFY2(watched->findings().empty(), qPrintable(fixtures::findings(*watched).join(u'\n')));
    }
}

// Each has sent its Close before the other's came: nobody answers twice, and each has the other's code.
void TestEngine::closingAtOnce()
{
    Peers peers({}, {});
    peers.start();
    QVERIFY(peers[client].close(4001, "client", peers.now()));
    QVERIFY(peers[server].close(4002, "server", peers.now()));
    for (const Direction d : {client, server})
        QCOMPARE(peers[d].state(), ConnectionState::Closing);
    peers.pass(1);
    QCOMPARE(peers.told(client), list("opened|close-received 4002 server|closed 4002"));
    QCOMPARE(peers.told(server), list("opened|close-received 4001 client|closed 4001"));
    QCOMPARE(peers.firstEnd(), server);
    const auto watched = peers.watched();
    QVERIFY2(watched->findings().empty(), qPrintable(fixtures::findings(*watched).join(u'\n')));
}

void TestEngine::whatMayNotBeSent()
{
    Opened engines;
    for (Engine *engine : {&engines.client, &engines.server}) {
        for (const int code : {-1, 0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535, 65536, 66536})
            QVERIFY2(!engine->close(code, {}, 0), QByteArray::number(code));
        QVERIFY(!engine->close(1000, QByteArray(124, 'r'), 0));
        QVERIFY(!engine->ping(QByteArray(126, 'p')));
        QVERIFY(!engine->pong(QByteArray(126, 'p')));
        QVERIFY(engine->takeOutput().isEmpty());
        QCOMPARE(engine->state(), ConnectionState::Open);
        QVERIFY(engine->ping(QByteArray(125, 'p')) && engine->pong(QByteArray(125, 'p')));
        QVERIFY(engine->close(1000, QByteArray(123, 'r'), 0));
        engine->takeOutput();
        QVERIFY(!engine->close(1000, {}, 0));
        QVERIFY(!engine->send(Opcode::Text, "late") && !engine->ping({}) && !engine->pong({}));
        QVERIFY(engine->takeOutput().isEmpty());
    }
    Engine early(ClientPolicy(), ofLesson());
    early.start(0);
    early.takeOutput();
    QVERIFY(!early.send(Opcode::Text, "early") && !early.ping({}) && !early.close(1000, {}, 0));
    QVERIFY(early.takeOutput().isEmpty());
}

void TestEngine::endsWithoutAClose()
{
    for (const Direction d : {client, server}) {
        Opened engines;
        feed(engines[d], frameBytes(opposite(d), Opcode::Text, "half", false));
        engines[d].receiveEnd(0);
        QCOMPARE(lines(engines[d].takeEvents()), list("closed 1006"));
        QCOMPARE(engines[d].state(), ConnectionState::Closed);
        QVERIFY(engines[d].wantsTcpEnd());
        engines[d].receiveEnd(0);
        engines[d].receive(spanOf(frameBytes(opposite(d), Opcode::Text, "late")), 0);
        QVERIFY(engines[d].takeEvents().empty() && !engines[d].hasWaiting());
        QVERIFY(engines[d].takeOutput().isEmpty()); // 1006 is never on the wire
        QVERIFY(!engines[d].nextTimeout());
    }
}

// RFC 6455 §7.1.7. A server ends TCP at once, a client waits for that.
void TestEngine::nothingAfterAFailure()
{
    for (const Direction d : {client, server}) {
        Opened engines;
        const QByteArray bad = frameBytes(opposite(d), Opcode::Text, "\xff");
        const QByteArray late = frameBytes(opposite(d), Opcode::Ping, "late") +
                                frameBytes(opposite(d), Opcode::Close, fixtures::hex("03 e8"));
        QCOMPARE(lines(feed(engines[d], bad + late)), list("failed 1007 TXT-05"));
        QCOMPARE(engines[d].takeOutput(), frameBytes(d, Opcode::Close, fixtures::hex("03 ef")));
        QVERIFY(feed(engines[d], late).empty());
        QCOMPARE(engines[d].state(), ConnectionState::Closing);
        QCOMPARE(engines[d].wantsTcpEnd(), d == server);
        engines[d].receiveEnd(0);
        QCOMPARE(lines(engines[d].takeEvents()), list("closed 1006"));
        QVERIFY(engines[d].takeOutput().isEmpty() && engines[d].wantsTcpEnd());
    }
}

void TestEngine::acceptsOneType_data()
{
    QTest::addColumn<bool>("text");
    QTest::addColumn<bool>("binary");
    for (const bool text : {false, true})
        for (const bool binary : {false, true})
            QTest::addRow("%s, %s", text ? "text" : "no text", binary ? "binary" : "no binary")
                << text << binary;
}

void TestEngine::acceptsOneType()
{
    QFETCH(bool, text);
    QFETCH(bool, binary);
    ServerPolicy policy;
    policy.acceptText = text;
    policy.acceptBinary = binary;
    for (const Opcode opcode : {Opcode::Text, Opcode::Binary}) {
        const bool accepts = opcode == Opcode::Text ? text : binary;
        Opened engines({}, policy);
        const QString message = QLatin1StringView(opcode == Opcode::Text ? "text x" : "binary x");
        QCOMPARE(lines(feed(engines.server, frameBytes(client, opcode, "x"))),
                 accepts ? QStringList(message) : list("failed 1003 MSG-12"));
    }
}

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
