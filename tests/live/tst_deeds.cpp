// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/engineend.h"
#include "core/live/maskkeys.h"
#include "labrun.h"

#include <sys/socket.h>
#include <unistd.h>

using core::Direction;
using core::RunProblem;

namespace {

/// `more` begins with a comma: further fields of client and server.
core::Scenario scenario(const QByteArray &actions, const QByteArray &client = R"({"kind": "engine"})",
                        const QByteArray &server = R"({"kind": "engine"})")
{
    const QByteArray connection = "{\"client\": " + client + ", \"server\": " + server +
                                  R"(, "fixed": {"key": "dGhlIHNhbXBsZSBub25jZQ==", "masks": ["37fa213d"]}})";
    return scenarioOf(
        R"({"id": "t", "title": {"ko": "t", "en": "t"}, "summary": {"ko": "t", "en": "t"}, "connections": [)" +
        connection + "], \"actions\": [" + actions + "]}");
}

const QByteArray qt = R"({"kind": "qt"})";
const QByteArray closes =
    R"({"on": "client.opened", "who": "client", "do": "close", "args": {"code": 1000}})";

QByteArray hex(const char *digits) { return QByteArray::fromHex(digits); }

QByteArray afterHead(const QByteArray &stream) { return stream.mid(stream.indexOf("\r\n\r\n") + 4); }

/// A server's engine on one end of a pair of sockets, the test on the other.
class EndAndPeer
{
public:
    EndAndPeer()
        : m_end(std::make_unique<core::Engine>(core::ServerPolicy(), live::strongRandomness()))
    {
        int pair[2] = {};
        if (::socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
            qFatal("no sockets");
        m_peer = pair[0];
        m_end.adopt(pair[1]);
    }
    ~EndAndPeer() { ::close(m_peer); }
    EndAndPeer(const EndAndPeer &) = delete;
    EndAndPeer &operator=(const EndAndPeer &) = delete;

    live::EngineEnd &end() { return m_end; }
    void write(const QByteArray &bytes) const
    {
        if (::send(m_peer, bytes.constData(), static_cast<std::size_t>(bytes.size()), 0) != bytes.size())
            qFatal("not written");
    }
    QByteArray read() const // what is there by now
    {
        QByteArray bytes(4096, Qt::Uninitialized);
        const ssize_t got =
            ::recv(m_peer, bytes.data(), static_cast<std::size_t>(bytes.size()), MSG_DONTWAIT);
        return bytes.first(std::max<ssize_t>(0, got));
    }

private:
    live::EngineEnd m_end;
    int m_peer = -1;
};

} // namespace

class TestDeeds : public QObject
{
    Q_OBJECT

private slots:
    void everyWayToSend();
    void compressionAsTold();
    void framesByHandBeforeAndAfter();
    void deviatesFromTheStart();
    void deviatesForAWhile();
    void takesWhatItShouldNot();
    void busyProgramAnswersLater();
    void busyProgramLeavesWhatItHasRead();
    void qtSendsInFrames();
    void wrongDeeds_data();
    void wrongDeeds();
};

void TestDeeds::everyWayToSend()
{
    const LabRun run = runToEnd(scenario(R"(
        {"on": "client.opened", "who": "client", "do": "send-text",
         "args": {"text": "안녕", "split_at": [3], "key": "zero"}},
        {"on": "client.opened", "who": "client", "do": "send-binary",
         "args": {"hex": "0102030405", "fragments": 2, "key": "01020304"}},
        {"on": "client.opened", "who": "client", "do": "send-text",
         "args": {"text": "abc", "frame_size": 2, "key": "zero"}},
        {"on": "client.opened", "who": "client", "do": "ping", "args": {"text": "a", "key": "zero"}},
        {"on": "client.opened", "who": "client", "do": "pong", "args": {"hex": "00", "key": "01020304"}},
        {"on": "client.opened", "who": "client", "do": "send-frame",
         "args": {"opcode": 1, "fin": false, "hex": "48", "length_bits": 16, "key": "zero"}},
        {"on": "client.opened", "who": "client", "do": "send-frame", "args": {"opcode": 0, "text": "i"}},
        {"on": "server.opened", "who": "server", "do": "send-text", "args": {"text": "abc", "split_at": [1, 1]}},
        {"on": "client.pong", "who": "client", "do": "close", "args": {"code": 1000, "key": "zero"}})"));
    QCOMPARE(run.end->problem, RunProblem::None);
    QCOMPARE(afterHead(run.sent(Direction::Client)), hex("0183 00000000 ec9588  8083 00000000 eb8595"
                                                         "0283 01020304 000000  8082 01020304 0507"
                                                         "0182 00000000 6162  8081 00000000 63"
                                                         "8981 00000000 61  8a81 01020304 01"
                                                         "01fe0001 00000000 48  8081 37fa213d 5e"
                                                         "8882 00000000 03e8"));
    const QByteArray server = afterHead(run.sent(Direction::Server));
    QVERIFY2(server.startsWith(hex("0101 61  0000  8002 6263")), server.toHex(' ').constData());
}

void TestDeeds::compressionAsTold()
{
    const LabRun run =
        runToEnd(scenario(R"(
        {"on": "server.opened", "who": "server", "do": "send-text", "args": {"text": "Hello", "compress": false}},
        {"on": "server.opened", "who": "server", "do": "send-text", "args": {"text": "Hello", "compress": true}},
        {"on": "client.text", "nth": 2, "who": "client", "do": "close"})",
                          R"({"kind": "engine", "policy": {"deflate": {}}})",
                          R"({"kind": "engine", "policy": {"deflate": {}, "deflate_from": 100}})"));
    QCOMPARE(run.end->problem, RunProblem::None);
    QVERIFY(afterHead(run.sent(Direction::Server)).startsWith(hex("8105 48656c6c6f  c107 f248cdc9c90700")));
}

void TestDeeds::framesByHandBeforeAndAfter()
{
    const LabRun after =
        runToEnd(scenario(closes + R"(, {"on": "client.opened", "who": "client", "do": "send-frame",
                       "args": {"opcode": 1, "text": "late", "key": "zero"}})"));
    QCOMPARE(after.end->problem, RunProblem::None);
    QVERIFY(after.sent(Direction::Client).endsWith(hex("8882 37fa213d 3412  8184 00000000 6c617465")));
    const LabRun before = runToEnd(scenario(
        R"({"on": "server.connected", "who": "server", "do": "send-frame", "args": {"opcode": 9}})"));
    QCOMPARE(before.end->problem, RunProblem::None);
    QVERIFY(before.sent(Direction::Server).startsWith(hex("8900")));
}

void TestDeeds::deviatesFromTheStart()
{
    const LabRun run = runToEnd(
        scenario(R"({"on": "start", "who": "client", "do": "deviate", "args": {"name": "request-post"}})"));
    QCOMPARE(run.end->problem, RunProblem::None);
    QVERIFY(run.sent(Direction::Client).startsWith("POST / HTTP/1.1\r\n"));
    QVERIFY(run.sent(Direction::Server).startsWith("HTTP/1.1 405 "));
}

void TestDeeds::deviatesForAWhile()
{
    const LabRun run = runToEnd(scenario(R"(
        {"on": "server.opened", "who": "server", "do": "deviate", "args": {"name": "length-16-bit"}},
        {"on": "server.opened", "who": "server", "do": "send-text", "args": {"text": "a"}},
        {"on": "server.opened", "who": "server", "do": "deviate", "args": {"name": ""}},
        {"on": "server.opened", "who": "server", "do": "send-text", "args": {"text": "b"}},)" +
                                         closes));
    QCOMPARE(run.end->problem, RunProblem::None);
    QVERIFY(afterHead(run.sent(Direction::Server)).startsWith(hex("817e0001 61  8101 62")));
}

// Two mistakes that meet: the server masks, and the client does not mind.
void TestDeeds::takesWhatItShouldNot()
{
    const QByteArray actions = R"(
        {"on": "server.opened", "who": "server", "do": "send-text", "args": {"text": "a"}},
        {"on": "client.text", "who": "client", "do": "close", "args": {"code": 4000}})";
    const QByteArray masks = R"({"kind": "engine", "policy": {"deviation": "masked-frame"}})";
    const LabRun strict = runToEnd(scenario(actions, R"({"kind": "engine"})", masks));
    QVERIFY(strict.sent(Direction::Client).endsWith(hex("8882 37fa213d 3410"))); // 1002
    const LabRun lax = runToEnd(
        scenario(actions, R"({"kind": "engine", "policy": {"deviation": "masked-frames-taken"}})", masks));
    QVERIFY(lax.sent(Direction::Client).endsWith(hex("8882 37fa213d 385a"))); // 4000
}

void TestDeeds::busyProgramAnswersLater()
{
    LabRun run;
    live::Lab lab;
    collect(lab, run);
    QSignalSpy acted(&lab, &core::LabControl::acted);
    const auto act = [&](const char *who, const char *what, const QJsonObject &args = {}) {
        lab.act(0, {{}, 1, QString::fromLatin1(who), QString::fromLatin1(what), args});
    };
    const auto frames = [&run](Direction sender) { return afterHead(run.sent(sender)); };
    core::RunOptions options;
    options.open = true;
    lab.run(scenario(R"({"on": "client.opened", "who": "server", "do": "stop-reading"},
                        {"on": "client.opened", "who": "client", "do": "ping", "args": {"key": "zero"}})"),
            options);
    QTRY_VERIFY(run.delivered(Direction::Client).endsWith(hex("8980 00000000")));
    act("server", "send-text", {{QStringLiteral("text"), QStringLiteral("a")}});
    QTRY_COMPARE(frames(Direction::Server), hex("8101 61"));
    act("server", "read-on");
    QTRY_COMPARE(frames(Direction::Server), hex("8101 61  8a00"));
    act("client", "close");
    waitForEnd(lab, run);
    QCOMPARE(run.end->problem, RunProblem::None);
    QCOMPARE(acted.size(), 3);
}

void TestDeeds::busyProgramLeavesWhatItHasRead()
{
    EndAndPeer pair;
    int texts = 0;
    connect(&pair.end(), &live::EngineEnd::happened, this, [&](const core::EngineEvent &event) {
        if (event.kind == core::EngineEvent::Kind::Opened)
            pair.write(hex("8181 00000000 61  8980 00000000")); // a text and a Ping in one read
        if (event.kind == core::EngineEvent::Kind::Text && ++texts == 1)
            pair.end().setReading(false);
    });
    pair.write("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    QTRY_COMPARE(texts, 1);
    pair.end().write("busy");
    QCOMPARE(afterHead(pair.read()), QByteArray("busy"));
    pair.end().setReading(true);
    QCOMPARE(pair.read(), hex("8a00"));
}

void TestDeeds::qtSendsInFrames()
{
    const LabRun run = runToEnd(scenario(R"(
        {"on": "client.opened", "who": "client", "do": "send-binary", "args": {"hex": "0102030405", "frame_size": 2}},
        {"on": "client.opened", "who": "client", "do": "send-text", "args": {"text": "a", "repeat": 3}},)" +
                                             closes,
                                         qt, qt));
    core::Conversation conversation(run.recording, 1);
    conversation.finish();
    const auto messages = core::assembleMessages(conversation.index());
    QCOMPARE(messages.size(), 2);
    QCOMPARE(messages[0].units.size(), 3);
    QCOMPARE(core::payloadOf(conversation.index(), messages[0]), hex("0102030405"));
    QCOMPARE(core::payloadOf(conversation.index(), messages[1]), QByteArray("aaa"));
}

void TestDeeds::wrongDeeds_data()
{
    QTest::addColumn<QByteArray>("kind"); // of both
    QTest::addColumn<QByteArray>("action");
    const QByteArray engine = R"({"kind": "engine"})";
    const auto row = [](const QByteArray &kind, const char *action) {
        QTest::newRow(action) << kind << QByteArray(action);
    };
    row(engine, R"("who": "client", "do": "deviate")");
    row(engine, R"("who": "client", "do": "deviate", "args": {"name": "rudeness"})");
    row(engine, R"("who": "client", "do": "deviate", "args": {"name": "masked-frame"})");
    row(engine, R"("who": "client", "do": "deviate", "args": {"name": "rsv1", "for": 1})");
    row(engine, R"("who": "client", "do": "stop-reading", "args": {"ms": 1})");
    row(engine, R"("who": "client", "do": "send-text", "args": {"text": "a", "compress": true})");
    row(engine, R"("who": "client", "do": "send-text", "args": {"text": "a", "fragment": 1})");
    row(engine, R"("who": "client", "do": "send-frame", "args": {"text": "a"})");
    row(engine, R"("who": "server", "do": "send-text", "args": {"text": "a", "key": "zero"})");
    row(engine, R"("who": "server", "do": "ping", "args": {"key": "zero"})");
    row(qt, R"("who": "client", "do": "send-text", "args": {"text": "b", "compress": false})");
    row(qt, R"("who": "client", "do": "send-text", "args": {"text": "b", "fragments": 2})");
    row(qt, R"("who": "client", "do": "send-text", "args": {"text": "b", "split_at": [1]})");
    row(qt, R"("who": "client", "do": "send-text", "args": {"text": "b", "key": "zero"})");
    row(qt, R"("who": "client", "do": "send-text", "args": {"hex": "ff"})");
    row(qt, R"("who": "client", "do": "close", "args": {"code": 1000, "key": "zero"})");
    row(qt, R"("who": "client", "do": "send-frame", "args": {"opcode": 1})");
    row(qt, R"("who": "client", "do": "deviate", "args": {"name": ""})");
    row(qt, R"("who": "client", "do": "stop-reading")");
    row(qt, R"("who": "client", "do": "read-on")");
}

void TestDeeds::wrongDeeds()
{
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, action);
    const core::Scenario bad = scenario("{\"on\": \"client.opened\", " + action + "}", kind, kind);
    const LabRun run = runToEnd(bad);
    QCOMPARE(run.end->problem, RunProblem::BadAction);
    QCOMPARE(run.end->detail, bad.actions.front().who + QLatin1Char(' ') + bad.actions.front().what);
}

QTEST_GUILESS_MAIN(TestDeeds)
#include "tst_deeds.moc"
