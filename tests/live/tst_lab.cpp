// SPDX-License-Identifier: GPL-3.0-or-later
#include "labrun.h"

#include <QTcpServer>

using core::Direction;
using core::RunProblem;

namespace {

/// A scenario with the parts that matter to a test.
core::Scenario scenario(const QByteArray &actions, const QByteArray &client = "qt",
                        const QByteArray &server = "qt", const QByteArray &more = {})
{
    const QByteArray connection = "{\"client\": {\"kind\": \"" + client + "\"}, \"server\": {\"kind\": \"" +
                                  server + "\"}" + more + "}";
    return scenarioOf(
        R"({"id": "t", "title": {"ko": "t", "en": "t"}, "summary": {"ko": "t", "en": "t"}, "connections": [)" +
        connection + "], \"actions\": [" + actions + "]}");
}

const QByteArray sendAndClose = R"(
    {"on": "client.opened", "who": "client", "do": "send-text", "args": {"text": "one"}},
    {"on": "client.opened", "who": "client", "do": "send-binary", "args": {"hex": "00ff", "repeat": 3}},
    {"on": "client.opened", "who": "client", "do": "close", "args": {"code": 4001, "reason": "끝"}})";

const QByteArray neverEnds =
    R"({"on": "client.connected", "who": "client", "do": "send-bytes", "args": {"text": "GET "}})";

const QByteArray flood = R"({"on": "client.connected", "who": "client", "do": "send-bytes",
                             "args": {"text": "0123456789abcdef", "repeat": 4000000}})";

core::RunOptions seeded(quint64 seed)
{
    core::RunOptions options;
    options.seed = seed;
    return options;
}

/// From the key on; before it stands the port, which the system chooses.
QByteArray afterHost(const QByteArray &request) { return request.mid(request.indexOf("Upgrade:")); }

/// A port on loopback that is free, as far as anybody can say.
quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace

class TestLab : public QObject
{
    Q_OBJECT

private slots:
    void aSeedRepeats();
    void withoutASeedKeysDiffer();
    void aSeedReplacesWhatIsFixed();
    void masksAfterTheFixedOnesRepeat();
    void aMaskOfZeroIsNoMask();
    void everyDeedOfQt();
    void tcpIsToldOfQtToo_data();
    void tcpIsToldOfQtToo();
    void nthEventOnly();
    void twoConnections();
    void givenPortIsUsedTwiceInARow();
    void portTaken();
    void unknownKind();
    void badAction_data();
    void badAction();
    void timeLimitKeepsWhatWasRecorded();
    void stopInMidRun_data();
    void stopInMidRun();
    void stopWithoutARunDoesNothing();
    void destroyedInMidRun_data();
    void destroyedInMidRun();
    void endOfARunCanBeginTheNext();
};

void TestLab::aSeedRepeats()
{
    const LabRun first = runToEnd(scenario(sendAndClose), seeded(7));
    const LabRun second = runToEnd(scenario(sendAndClose), seeded(7));
    const LabRun other = runToEnd(scenario(sendAndClose), seeded(8));
    QCOMPARE(afterHost(first.sent(Direction::Client)), afterHost(second.sent(Direction::Client)));
    QVERIFY(afterHost(first.sent(Direction::Client)) != afterHost(other.sent(Direction::Client)));
    QVERIFY(!first.recording.connections().front().keysFixed);
}

void TestLab::withoutASeedKeysDiffer()
{
    const LabRun first = runToEnd(scenario(sendAndClose));
    const LabRun second = runToEnd(scenario(sendAndClose));
    QVERIFY(afterHost(first.sent(Direction::Client)) != afterHost(second.sent(Direction::Client)));
    QVERIFY(!first.recording.connections().front().keysFixed);
}

void TestLab::aSeedReplacesWhatIsFixed()
{
    const QByteArray fixed = R"(, "fixed": {"key": "dGhlIHNhbXBsZSBub25jZQ==", "masks": ["37fa213d"]})";
    const LabRun run = runToEnd(scenario(sendAndClose, "qt", "qt", fixed), seeded(7));
    QVERIFY(!run.sent(Direction::Client).contains("dGhlIHNhbXBsZSBub25jZQ=="));
    QVERIFY(!run.sent(Direction::Client).contains(QByteArray::fromHex("37fa213d")));
    QVERIFY(!run.recording.connections().front().keysFixed);
}

void TestLab::masksAfterTheFixedOnesRepeat()
{
    const QByteArray fixed = R"(, "fixed": {"key": "AAECAwQFBgcICQoLDA0ODw==", "masks": ["01020304"]})";
    const LabRun first = runToEnd(scenario(sendAndClose, "qt", "qt", fixed));
    const LabRun second = runToEnd(scenario(sendAndClose, "qt", "qt", fixed));
    QVERIFY(first.sent(Direction::Client).contains("\r\nSec-WebSocket-Key: AAECAwQFBgcICQoLDA0ODw==\r\n"));
    QVERIFY(first.sent(Direction::Client).contains(QByteArray::fromHex("818301020304")));
    QCOMPARE(afterHost(first.sent(Direction::Client)), afterHost(second.sent(Direction::Client)));
}

// Measured, and told in docs/scenarios.md.
void TestLab::aMaskOfZeroIsNoMask()
{
    const QByteArray fixed = R"(, "fixed": {"masks": ["00000000"]})";
    const LabRun run = runToEnd(scenario(sendAndClose, "qt", "qt", fixed));
    QVERIFY(run.sent(Direction::Client).contains("\x81\x03one"));
}

void TestLab::tcpIsToldOfQtToo_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::newRow("start") << QByteArray("start");
    QTest::newRow("client") << QByteArray("client.connected");
    QTest::newRow("server") << QByteArray("server.connected");
}

void TestLab::tcpIsToldOfQtToo()
{
    QFETCH(QByteArray, event);
    const LabRun run = runToEnd(scenario("{\"on\": \"" + event + R"(", "who": "wire", "do": "cut",
                                         "args": {"direction": "client", "after": 0}})"));
    QCOMPARE(run.end->problem, RunProblem::None);
    QCOMPARE(tcpEvents(run.recording),
             QStringList({QStringLiteral("client connect"), QStringLiteral("client connect>"),
                          QStringLiteral("client rst by wire>"), QStringLiteral("server rst by wire>")}));
}

void TestLab::everyDeedOfQt()
{
    const LabRun run = runToEnd(scenario(sendAndClose));
    core::Conversation conversation(run.recording, 1);
    conversation.finish();
    const auto messages = core::assembleMessages(conversation.index());
    QCOMPARE(messages.size(), 2);
    QCOMPARE(core::payloadOf(conversation.index(), messages[0]), "one");
    QCOMPARE(core::payloadOf(conversation.index(), messages[1]), QByteArray::fromHex("00ff00ff00ff"));
    QCOMPARE(conversation.closeInfo().onWire, std::optional(4001));
}

void TestLab::nthEventOnly()
{
    const QByteArray actions = R"(
        {"on": "client.opened", "who": "client", "do": "send-text", "args": {"text": "a"}},
        {"on": "client.opened", "who": "client", "do": "send-text", "args": {"text": "b"}},
        {"on": "server.text", "nth": 2, "who": "server", "do": "send-text", "args": {"text": "second"}},
        {"on": "client.text", "who": "client", "do": "close"})";
    const LabRun run = runToEnd(scenario(actions));
    core::Conversation conversation(run.recording, 1);
    conversation.finish();
    const auto messages = core::assembleMessages(conversation.index());
    QCOMPARE(messages.size(), 3);
    QCOMPARE(core::payloadOf(conversation.index(), messages[2]), "second");
}

void TestLab::twoConnections()
{
    core::Scenario two = scenario(sendAndClose);
    two.connections.push_back(two.connections.front());
    two.connections.back().id = 2;
    const LabRun run = runToEnd(two);
    QCOMPARE(run.end->problem, RunProblem::None);
    QCOMPARE(run.recording.connections().size(), 2);
    for (const quint16 id : {quint16(1), quint16(2)}) {
        core::Conversation conversation(run.recording, id);
        conversation.finish();
        QCOMPARE(conversation.units().size(), 6);
    }
}

void TestLab::givenPortIsUsedTwiceInARow()
{
    core::RunOptions options;
    options.port = freePort();
    const QString address = QStringLiteral("127.0.0.1:%1").arg(options.port);
    for (int i = 0; i < 2; ++i) {
        const LabRun run = runToEnd(scenario(sendAndClose), options);
        QCOMPARE(run.end->problem, RunProblem::None);
        QCOMPARE(run.recording.connections().front().server, address);
        QVERIFY(run.sent(Direction::Client).contains("\r\nHost: " + address.toLatin1() + "\r\n"));
    }
}

void TestLab::portTaken()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    core::RunOptions options;
    options.port = other.serverPort();
    const LabRun run = runToEnd(scenario(sendAndClose), options);
    QCOMPARE(run.end->problem, RunProblem::PortTaken);
    QCOMPARE(run.end->detail, QString::number(other.serverPort()));
    QVERIFY(run.entries().empty());
}

void TestLab::unknownKind()
{
    core::Scenario unknown = scenario(sendAndClose);
    unknown.connections.front().client.kind = QStringLiteral("telegraph");
    const LabRun run = runToEnd(unknown);
    QCOMPARE(run.end->problem, RunProblem::UnknownKind);
    QCOMPARE(run.end->detail, QStringLiteral("telegraph"));
}

void TestLab::badAction_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::newRow("not a deed of qt")
        << QByteArray(R"("who": "client", "do": "send-bytes", "args": {"text": "x"})");
    QTest::newRow("no text") << QByteArray(R"("who": "client", "do": "send-text")");
    QTest::newRow("not hex") << QByteArray(R"("who": "client", "do": "send-binary", "args": {"hex": "0g"})");
    QTest::newRow("too much") << QByteArray(
        R"("who": "client", "do": "send-binary", "args": {"hex": "00", "repeat": 1e9})");
    QTest::newRow("code") << QByteArray(R"("who": "client", "do": "close", "args": {"code": 65536})");
    QTest::newRow("cut without direction")
        << QByteArray(R"("who": "wire", "do": "cut", "args": {"after": 1})");
    QTest::newRow("the wire sends nothing")
        << QByteArray(R"("who": "wire", "do": "send-text", "args": {"text": "x"})");
}

void TestLab::badAction()
{
    QFETCH(QByteArray, action);
    const core::Scenario bad = scenario("{\"on\": \"client.opened\", " + action + "}");
    const LabRun run = runToEnd(bad);
    QCOMPARE(run.end->problem, RunProblem::BadAction);
    QCOMPARE(run.end->detail, bad.actions.front().who + QLatin1Char(' ') + bad.actions.front().what);
}

void TestLab::timeLimitKeepsWhatWasRecorded()
{
    const LabRun run = runToEnd(scenario(neverEnds, "raw", "raw"), {}, 300);
    QCOMPARE(run.end->problem, RunProblem::TimedOut);
    QCOMPARE(run.sent(Direction::Client), "GET ");
    QCOMPARE(run.delivered(Direction::Client), "GET ");
}

void TestLab::stopInMidRun_data()
{
    QTest::addColumn<QByteArray>("actions");
    QTest::newRow("silence") << neverEnds;
    QTest::newRow("flood") << flood;
}

void TestLab::stopInMidRun()
{
    QFETCH(QByteArray, actions);
    LabRun run;
    live::Lab lab;
    collect(lab, run);
    QSignalSpy arrived(&lab, &core::LabControl::recordsArrived);
    lab.run(scenario(actions, "raw", "raw"), {});
    QVERIFY(arrived.wait());
    lab.stop();
    waitForEnd(lab, run);
    QVERIFY(run.end);
    QCOMPARE(run.end->problem, RunProblem::Stopped);
    QVERIFY(run.everyRecordFits);
    const QByteArray delivered = run.delivered(Direction::Client);
    QVERIFY(!delivered.isEmpty() && run.sent(Direction::Client).startsWith(delivered));
    QVERIFY(!lab.isRunning());
}

void TestLab::stopWithoutARunDoesNothing()
{
    LabRun run;
    live::Lab lab;
    collect(lab, run);
    lab.stop();
    lab.run(scenario(sendAndClose), {});
    waitForEnd(lab, run);
    QCOMPARE(run.end->problem, RunProblem::None);
}

void TestLab::destroyedInMidRun_data()
{
    stopInMidRun_data();
    QTest::newRow("handshake done") << QByteArray();
}

void TestLab::destroyedInMidRun()
{
    QFETCH(QByteArray, actions);
    const core::Scenario raw = actions.isEmpty() ? scenario({}) : scenario(actions, "raw", "raw");
    for (const bool waits : {false, true}) {
        live::Lab lab;
        QSignalSpy arrived(&lab, &core::LabControl::recordsArrived);
        lab.run(raw, {});
        if (waits)
            QVERIFY(arrived.wait());
    }
}

void TestLab::endOfARunCanBeginTheNext()
{
    live::Lab lab;
    int left = 20;
    bool good = true;
    connect(&lab, &core::LabControl::finished, this, [&](const core::RunEnd &end) {
        good = good && end.problem == RunProblem::None;
        if (--left > 0)
            lab.run(scenario(sendAndClose), {});
    });
    lab.run(scenario(sendAndClose), {});
    QTRY_COMPARE_WITH_TIMEOUT(left, 0, 20'000);
    QVERIFY(good);
}

QTEST_GUILESS_MAIN(TestLab)
#include "tst_lab.moc"
