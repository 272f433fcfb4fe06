// SPDX-License-Identifier: GPL-3.0-or-later
#include "enginebench.h"
#include "judging.h"

#include "core/protocol/deflater.h"

#include <QTest>

#include <sys/resource.h>

using namespace core;
using namespace enginebench;
using judging::latin;
using judging::list;
using Kind = EngineEvent::Kind;

namespace {

constexpr auto client = Direction::Client;
constexpr auto server = Direction::Server;
constexpr Direction sides[] = {client, server};
constexpr quint64 mebibyte = quint64{1024} * 1024;

/// The most memory that this process has held so far, bytes.
quint64 mostMemory()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<quint64>(usage.ru_maxrss) * 1024;
}

class Chance
{
public:
    explicit Chance(quint64 seed)
        : m_engine(seed)
    {}
    qsizetype below(qsizetype limit)
    {
        return static_cast<qsizetype>(m_engine() % static_cast<quint64>(limit));
    }
    QByteArray bytes(qsizetype size)
    {
        QByteArray all(size, '\0');
        for (char &c : all)
            c = static_cast<char>(below(256));
        return all;
    }
    /// A few bytes changed, left out or said twice.
    QByteArray damaged(QByteArray bytes)
    {
        for (qsizetype times = 1 + below(4); times > 0 && !bytes.isEmpty(); --times) {
            const qsizetype at = below(bytes.size());
            switch (below(4)) {
            case 0:
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
                break;
            case 1:
                bytes[at] = static_cast<char>(below(256));
                break;
            case 2:
                bytes.remove(at, 1 + below(8));
                break;
            default:
                bytes.insert(at, bytes.mid(at, 1 + below(20)));
                break;
            }
        }
        return bytes;
    }

private:
    std::mt19937_64 m_engine;
};

/// Frames of every kind that a side may send, up to its Close.
QByteArray goodFrames(Direction sender)
{
    return frameBytes(sender, Opcode::Text, "안녕하세요") + frameBytes(sender, Opcode::Ping, "ping") +
           frameBytes(sender, Opcode::Text, QByteArray("안녕").first(4), false) +
           frameBytes(sender, Opcode::Pong, {}) + frameBytes(sender, Opcode::Continuation, {}, false) +
           frameBytes(sender, Opcode::Continuation, QByteArray("안녕").sliced(4)) +
           frameBytes(sender, Opcode::Binary, QByteArray(130, 'b')) +
           frameBytes(sender, Opcode::Close, fixtures::hex("03 e8 ec 88 98"));
}

QByteArray headOf(Direction sender) { return sender == client ? fixtures::request() : fixtures::response(); }

/// An engine that waits for the head of the other side.
std::unique_ptr<Engine> waiting(Direction side)
{
    if (side == server) {
        auto engine = std::make_unique<Engine>(ServerPolicy(), ofLesson());
        engine->start(0);
        return engine;
    }
    ClientPolicy policy;
    policy.target = "/chat";
    auto engine = std::make_unique<Engine>(policy, ofLesson());
    engine->start(0);
    return engine;
}

QStringList findingsAgainst(const Conversation &conversation, Direction who)
{
    QStringList rules;
    for (const Finding &finding : conversation.findings())
        if (finding.who == who)
            rules.append(latin(finding.check.rule->id));
    return rules;
}

/// Looks at all that a conversation can be asked for; of very many steps at some.
bool canBeRead(const Conversation &conversation)
{
    const int stride = 1 + conversation.stepCount() / 200;
    for (int number = 1; number <= conversation.stepCount(); number += stride)
        if (conversation.step(number).number != number)
            return false;
    for (quint32 unit = 0; unit < conversation.units().size(); ++unit) {
        quint64 next = 0;
        const Field tree = conversation.fieldsOf(unit);
        for (const Field *leaf : leavesOf(tree)) {
            if (leaf->span.bit != next)
                return false;
            next = leaf->span.end();
        }
        if (next != conversation.index().length(unit) * 8)
            return false;
        conversation.checksOf(unit);
    }
    for (const Message &message : assembleMessages(conversation.index()))
        conversation.contentOf(message);
    return true;
}

/// What the other side sent to an engine, and what it answered, as one conversation.
fixtures::Played watch(Direction engine, const QByteArray &received, const QByteArray &answered)
{
    fixtures::Script script{fixtures::connect()};
    const auto play = [](Direction who, const QByteArray &bytes) {
        return who == client ? fixtures::client(bytes) : fixtures::server(bytes);
    };
    if (engine == server) {
        script.push_back(play(client, received));
        script.push_back(play(server, answered));
    } else { // its request goes first
        const qsizetype request = answered.indexOf("\r\n\r\n") + 4;
        script.push_back(play(client, answered.first(request)));
        script.push_back(play(server, received));
        script.push_back(play(client, answered.sliced(request)));
    }
    ConnectionInfo info;
    info.keysFixed = true;
    return fixtures::play(script, fixtures::whole(), info);
}

struct Outcome
{
    QStringList told;
    QByteArray output;
    bool isSound = false; // over, without a byte or a timer left
};

/// All of it, then the end of TCP.
Outcome play(Engine &engine, const QByteArray &bytes, const fixtures::Chunking &chunking)
{
    Outcome outcome;
    outcome.told = lines(feed(engine, bytes, chunking));
    const bool waits = engine.hasWaiting();
    engine.receiveEnd(0);
    outcome.told += lines(drain(engine));
    outcome.output = engine.takeOutput();
    outcome.isSound = !waits && engine.state() == ConnectionState::Closed && engine.wantsTcpEnd() &&
                      !engine.nextTimeout() && outcome.told.filter(QStringLiteral("closed")).size() == 1;
    return outcome;
}

/// An engine and a conversation take `bytes` in, whole and in pieces, and the engine gives no cause to
/// complain.
void checkTaken(Direction side, const QByteArray &bytes, quint64 seed)
{
    const auto engine = waiting(side);
    const Outcome whole = play(*engine, bytes, fixtures::whole());
    const auto again = waiting(side);
    const Outcome pieces = play(*again, bytes, fixtures::random(seed));
    QVERIFY(whole.isSound && pieces.isSound);
    QCOMPARE(pieces.told.join(u'\n'), whole.told.join(u'\n'));
    QCOMPARE(pieces.output, whole.output);
    const auto watched = watch(side, bytes, whole.output);
    QVERIFY(canBeRead(*watched.conversation));
    QCOMPARE(findingsAgainst(*watched.conversation, side).join(u' '), QString());
}

/// One compressed payload that inflates to 1 GiB of zeros: the same piece again and again, with the tail that
/// a message leaves out between them (RFC 7692 §7.2.1).
QByteArray bomb()
{
    const QByteArray piece =
        Deflater({15, true}).message(spanOf(QByteArray(static_cast<qsizetype>(mebibyte) * 16, '\0')));
    return (piece + QByteArray("\0\0\xff\xff", 4)).repeated(63) + piece;
}

QByteArray compressedFrame(Direction sender, const QByteArray &payload)
{
    OutFrame out = frame(sender, Opcode::Binary, payload);
    out.header.rsv1 = true;
    return encode(out);
}

} // namespace

class TestHardening : public QObject
{
    Q_OBJECT

private slots:
    void promises_data();
    void promises();
    void emptyFragments();
    void emptyFragmentsByDefault();
    void endlessHeads();
    void messageLimit_data();
    void messageLimit();
    void bombs_data();
    void bombs();
    void manyFramesInOneRead();
    void prefixes();
    void noiseInsteadOfHttp();
    void noiseAfterOpen();
    void damagedConversations();
};

void TestHardening::promises_data()
{
    QTest::addColumn<quint64>("length");
    QTest::newRow("2^62") << (quint64{1} << 62);
    QTest::newRow("2^63-1") << ~quint64{0} / 2;
    QTest::newRow("1 GiB") << 1024 * mebibyte;
    QTest::newRow("a byte too many") << Limits().message + 1;
}

// By the header alone: not a byte of the payload is waited for, and no memory is taken for it.
void TestHardening::promises()
{
    QFETCH(quint64, length);
    const quint64 before = mostMemory();
    for (const Direction side : sides) {
        OutFrame promise = frame(opposite(side), Opcode::Binary, {});
        promise.announced = length;
        const QByteArray header = encode(promise);
        for (const qsizetype piece : {qsizetype{1}, header.size()}) {
            Opened engines;
            QVERIFY(feed(engines[side], header.chopped(1), fixtures::every(piece)).empty());
            QCOMPARE(lines(feed(engines[side], header.last(1))), list("failed 1009 FRM-11"));
            QCOMPARE(engines[side].takeOutput(), frameBytes(side, Opcode::Close, fixtures::hex("03 f1")));
            QVERIFY(feed(engines[side], QByteArray(100'000, 'x')).empty());
            QVERIFY(!engines[side].hasWaiting());
        }
        const auto watched = watch(server, fixtures::request() + encode(promise), fixtures::response());
        QVERIFY(canBeRead(*watched.conversation));
    }
    QVERIFY(mostMemory() - before < 64 * mebibyte);
}

void TestHardening::emptyFragments()
{
    constexpr int limit = 1000;
    ClientPolicy clientPolicy;
    ServerPolicy serverPolicy;
    clientPolicy.limits.fragments = serverPolicy.limits.fragments = limit;
    for (const Direction side : sides) {
        const Direction sender = opposite(side);
        const QByteArray first = frameBytes(sender, Opcode::Text, {}, false);
        const QByteArray more = frameBytes(sender, Opcode::Continuation, {}, false);
        const QByteArray last = frameBytes(sender, Opcode::Continuation, {});
        Opened within(clientPolicy, serverPolicy);
        QCOMPARE(lines(feed(within[side], first + more.repeated(limit - 2) + last)), list("text"));
        QCOMPARE(lines(feed(within[side], first + last)), list("text")); // counted anew
        Opened beyond(clientPolicy, serverPolicy);
        QVERIFY(feed(beyond[side], first + more.repeated(limit - 1)).empty());
        QCOMPARE(lines(feed(beyond[side], last)), list("failed 1008 MSG-08"));
        QCOMPARE(beyond[side].takeOutput(), frameBytes(side, Opcode::Close, fixtures::hex("03 f0")));
    }
}

void TestHardening::emptyFragmentsByDefault()
{
    const QByteArray first = frameBytes(server, Opcode::Text, {}, false);
    const QByteArray more = frameBytes(server, Opcode::Continuation, {}, false).repeated(500'000);
    Opened engines;
    QVERIFY(feed(engines.client, first + more + more).empty());
    QCOMPARE(lines(feed(engines.client, frameBytes(server, Opcode::Continuation, "!"))), list("text !"));
    QVERIFY(feed(engines.client, first + more + more + more).empty());
    QCOMPARE(lines(feed(engines.client, more)), list("failed 1008 MSG-08"));
}

void TestHardening::endlessHeads()
{
    for (const Direction side : sides) {
        for (const QByteArray &line : {QByteArray("X: y\r\n"), QByteArray(1000, 'x'), QByteArray("\t"),
                                       QByteArray("Sec-WebSocket-Key: \r\n"), QByteArray("X:\n")}) {
            const quint64 before = mostMemory();
            const auto engine = waiting(side);
            engine->takeOutput();
            const QByteArray start = headOf(opposite(side)).chopped(2);
            const QByteArray more = line.repeated(100'000 / line.size());
            const auto told = feed(*engine, start + more + more);
            QCOMPARE(lines(told), list("handshake-failed 431 REQ-33"));
            QVERIFY(feed(*engine, more).empty() && !engine->hasWaiting());
            QVERIFY(mostMemory() - before < 64 * mebibyte);
        }
    }
    // As many lines as fit, and then an end.
    const QByteArray most = fixtures::requestWith(QByteArray("a:\r\n").repeated(16'000));
    checkTaken(server, most, 1);
    checkTaken(server, fixtures::requestWith(QByteArray("Sec-WebSocket-Protocol: a\r\n").repeated(2000)), 2);
    checkTaken(
        server,
        fixtures::requestWith("Sec-WebSocket-Extensions: " + QByteArray("a;b,").repeated(15'000) + "c\r\n"),
        3);
}

void TestHardening::messageLimit_data()
{
    QTest::addColumn<std::vector<quint64>>("sizes");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("at the limit") << std::vector<quint64>{400, 400, 200} << QByteArray("binary");
    QTest::newRow("above, in the last")
        << std::vector<quint64>{400, 400, 201} << QByteArray("failed 1009 MSG-07");
    QTest::newRow("above, in the first") << std::vector<quint64>{1001, 1} << QByteArray("failed 1009 FRM-11");
    QTest::newRow("above, by a header in the middle")
        << std::vector<quint64>{1, 1001, 1} << QByteArray("failed 1009 FRM-11");
}

void TestHardening::messageLimit()
{
    QFETCH(std::vector<quint64>, sizes);
    QFETCH(QByteArray, said);
    ClientPolicy clientPolicy;
    ServerPolicy serverPolicy;
    clientPolicy.limits.message = serverPolicy.limits.message = 1000;
    quint64 all = 0;
    for (const quint64 size : sizes)
        all += size;
    for (const Direction side : sides) {
        Opened senders; // without a limit of their own
        Engine &sender = senders[opposite(side)];
        QVERIFY(sender.send(Opcode::Binary, QByteArray(static_cast<qsizetype>(all), 'x'), {.sizes = sizes}));
        const QByteArray bytes = sender.takeOutput();
        for (quint64 seed = 1; seed < 10; ++seed) {
            Opened engines(clientPolicy, serverPolicy);
            const QStringList told = lines(feed(engines[side], bytes, fixtures::random(seed)));
            QCOMPARE(told.size(), 1);
            QVERIFY2(told[0].startsWith(QString::fromLatin1(said)), qPrintable(told[0]));
        }
    }
}

void TestHardening::bombs_data()
{
    QTest::addColumn<quint64>("limit");
    QTest::newRow("a limit of 2 MiB") << 2 * mebibyte;
    QTest::newRow("the default") << Limits().message;
}

// 1 MiB that becomes 1 GiB.
void TestHardening::bombs()
{
    QFETCH(quint64, limit);
    ClientPolicy clientPolicy;
    ServerPolicy serverPolicy;
    clientPolicy.deflate.enabled = serverPolicy.deflate.enabled = true;
    clientPolicy.limits.message = serverPolicy.limits.message = limit;
    const QByteArray payload = bomb();
    QVERIFY(static_cast<quint64>(payload.size()) < 2 * mebibyte); // the wire's length is not what stops it
    for (const Direction side : sides) {
        for (const qsizetype piece : {qsizetype{1000}, payload.size()}) {
            const quint64 before = mostMemory();
            Opened engines(clientPolicy, serverPolicy);
            const QByteArray bytes = compressedFrame(opposite(side), payload);
            QCOMPARE(lines(feed(engines[side], bytes, fixtures::every(piece))), list("failed 1009 PMD-24"));
            QVERIFY(!engines[side].hasWaiting());
            QVERIFY(mostMemory() - before < 4 * limit + 64 * mebibyte);
        }
    }
    const QByteArray agreed = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
    const fixtures::Script script{
        fixtures::connect(), fixtures::client(fixtures::requestWith(agreed)),
        fixtures::server(fixtures::responseWith(agreed) + compressedFrame(server, payload))};
    const auto recording = fixtures::record(script);
    Limits limits;
    limits.message = limit;
    Conversation conversation(*recording, 1, Leg::Sent, limits);
    conversation.finish();
    QCOMPARE(fixtures::rules(conversation), list("PMD-24"));
    const auto messages = assembleMessages(conversation.index());
    QCOMPARE(messages.size(), std::size_t{1});
    QCOMPARE(static_cast<quint64>(conversation.contentOf(messages[0]).size()), limit);
}

// What waits for its turn is not copied for each event: else this would be terabytes.
void TestHardening::manyFramesInOneRead()
{
    constexpr int pings = 1'000'000;
    Opened engines;
    engines.client.receive(spanOf(frameBytes(server, Opcode::Ping, {}).repeated(pings)), 0);
    int told = static_cast<int>(engines.client.takeEvents().size());
    while (engines.client.hasWaiting()) {
        engines.client.resume(0);
        told += static_cast<int>(engines.client.takeEvents().size());
    }
    QCOMPARE(told, pings);
    QCOMPARE(engines.client.takeOutput().size(), qsizetype{6} * pings);
}

void TestHardening::prefixes()
{
    for (const Direction side : sides) {
        const Direction sender = opposite(side);
        const QByteArray all = headOf(sender) + goodFrames(sender);
        for (qsizetype size = 0; size <= all.size(); ++size) {
            const auto engine = waiting(side);
            const Outcome outcome = play(*engine, all.first(size), fixtures::every(1 + size % 5));
            QVERIFY(outcome.isSound);
            const bool isWhole = size == all.size();
            QCOMPARE(outcome.told.last(), QLatin1StringView(isWhole ? "closed 1000" : "closed 1006"));
            QCOMPARE(outcome.told.contains(QStringLiteral("opened")), size >= headOf(sender).size());
            QVERIFY(outcome.told.filter(QStringLiteral("failed 1")).isEmpty());
            const auto watched = watch(side, all.first(size), outcome.output);
            QVERIFY(canBeRead(*watched.conversation));
            QCOMPARE(findingsAgainst(*watched.conversation, side).join(u' '), QString());
        }
    }
}

void TestHardening::noiseInsteadOfHttp()
{
    Chance chance(11);
    for (int round = 0; round < 200; ++round) {
        for (const Direction side : sides) {
            const QByteArray noise = chance.bytes(chance.below(400));
            checkTaken(side, noise, static_cast<quint64>(round) + 1);
            checkTaken(side, headOf(opposite(side)).first(chance.below(100)) + noise,
                       static_cast<quint64>(round) + 1);
            if (QTest::currentTestFailed())
                return;
        }
    }
}

void TestHardening::noiseAfterOpen()
{
    Chance chance(12);
    for (int round = 0; round < 200; ++round) {
        for (const Direction side : sides) {
            checkTaken(side, headOf(opposite(side)) + chance.bytes(chance.below(2000)),
                       static_cast<quint64>(round) + 1);
            if (QTest::currentTestFailed())
                return;
        }
    }
}

void TestHardening::damagedConversations()
{
    Chance chance(13);
    for (int round = 0; round < 400; ++round) {
        for (const Direction side : sides) {
            const Direction sender = opposite(side);
            checkTaken(side, headOf(sender) + chance.damaged(goodFrames(sender)),
                       static_cast<quint64>(round) + 1);
            const QByteArray damaged = chance.damaged(headOf(sender));
            checkTaken(side, damaged + goodFrames(sender), static_cast<quint64>(round) + 1);
            if (QTest::currentTestFailed())
                return;
        }
    }
}

QTEST_GUILESS_MAIN(TestHardening)
#include "tst_hardening.moc"
