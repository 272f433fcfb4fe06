// SPDX-License-Identifier: GPL-3.0-or-later
#include "labrun.h"

#include <QDir>

using core::Direction;

namespace {

const QString shipped = QStringLiteral(TEST_DATA "/../../../resources/scenarios/");
const QString badDays = QStringLiteral(TEST_DATA "/");
constexpr int repeats = 10; // FRAMESCOPE_REPEATS in the environment for more

int repeatCount()
{
    return qEnvironmentVariableIntValue("FRAMESCOPE_REPEATS") > 0
               ? qEnvironmentVariableIntValue("FRAMESCOPE_REPEATS")
               : repeats;
}

} // namespace

class TestScenarios : public QObject
{
    Q_OBJECT

private slots:
    void endsAsItSays_data();
    void endsAsItSays();
    void endOfTcp_data();
    void endOfTcp();
    void helloOnTheWire();
    void helloRecordsBothCloses();
    void fragmentsAreCutAtSyllables();
    void cutLeavesNineBytes();
    void endlessHeaderIsRecordedWhole();
    void oneMoveReachesTheTwoOthers();
    void clientsComeOneAfterAnother();
    void aClientWhoseTurnNeverComes();
};

void TestScenarios::endsAsItSays_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &folder : {shipped, badDays})
        for (const QFileInfo &file :
             QDir(folder).entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Name))
            if (!readFile(file.filePath()).experiment) // tst_experiments.cpp has these
                QTest::newRow(qPrintable(file.baseName())) << file.filePath();
}

void TestScenarios::endsAsItSays()
{
    QFETCH(QString, path);
    const core::Scenario scenario = readFile(path);
    QCOMPARE(scenario.id, QFileInfo(path).baseName());
    QStringList firstEvents;
    for (int i = 0; i < repeatCount(); ++i) {
        const LabRun run = runToEnd(scenario);
        QVERIFY(run.end);
        QCOMPARE(run.end->problem, core::RunProblem::None);
        QVERIFY(run.everyRecordFits);
        const auto difference = core::compare(scenario, run.recording);
        QVERIFY2(!difference,
                 difference ? qPrintable(difference->expected + QStringLiteral(" | ") + difference->observed)
                            : "");
        if (i == 0)
            firstEvents = tcpEvents(run.recording);
        QCOMPARE(tcpEvents(run.recording), firstEvents);
    }
}

void TestScenarios::endOfTcp_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("events");
    const auto row = [](const QString &folder, const char *name, const char *events) {
        QTest::newRow(name) << folder + QLatin1StringView(name) + QStringLiteral(".json")
                            << QString::fromLatin1(events);
    };
    // RFC 6455 §7.1.1: the server ends TCP first, whoever began to close.
    row(shipped, "hello",
        "client connect, client connect>, server fin, server fin>, client fin, client fin>");
    row(shipped, "server-speaks-first",
        "client connect, client connect>, server fin, server fin>, client fin, client fin>");
    // The QWebSocket that closes sends its FIN with its Close and is gone: the other's Close is answered by
    // an RST.
    row(shipped, "qt", "client connect, client connect>, client fin, client fin>, client rst, server fin");
    row(shipped, "refused",
        "client connect, client connect>, server fin, server fin>, client fin, client fin>");
    row(shipped, "cut", "client connect, client connect>, client rst by wire>, server rst by wire>");
    row(badDays, "no-server", "client connect, server rst by wire>");
    row(badDays, "server-ends-early",
        "client connect, client connect>, server fin, server fin>, client fin, client fin>");
    row(badDays, "server-resets-early", "client connect, client connect>, server rst, server rst>");
}

void TestScenarios::endOfTcp()
{
    QFETCH(QString, path);
    QFETCH(QString, events);
    const LabRun run = runToEnd(readFile(path));
    QCOMPARE(tcpEvents(run.recording).join(QStringLiteral(", ")), events);
}

void TestScenarios::helloOnTheWire()
{
    const LabRun run = runToEnd(readFile(shipped + QStringLiteral("hello.json")));
    QVERIFY(run.recording.connections().front().keysFixed);
    const QByteArray client = run.sent(Direction::Client);
    const QByteArray server = run.sent(Direction::Server);
    QVERIFY(client.contains("\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
    QVERIFY(server.contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
    // The totals of lesson L01.
    QCOMPARE(client.size(), 157 + 12 + 8);
    QCOMPARE(server.size(), 129 + 14 + 4);
    QVERIFY(client.endsWith(QByteArray::fromHex("818637fa213d"
                                                "db6fa9d6b26f"
                                                "888237fa213d3412")));
    QVERIFY(server.endsWith(QByteArray::fromHex("810cebb098eab080ec9b8cec9a94"
                                                "880203e8")));
}

void TestScenarios::helloRecordsBothCloses()
{
    const LabRun run = runToEnd(readFile(shipped + QStringLiteral("hello.json")));
    core::Conversation conversation(run.recording, 1);
    conversation.finish();
    const core::CloseInfo close = conversation.closeInfo();
    QCOMPARE(close.code, 1000);
    QCOMPARE(close.onWire, std::optional(1000));
    QVERIFY(close.clean);
    QCOMPARE(close.by, std::optional(Direction::Client));
    // The wire wrote the server's Close to a socket that nobody reads any more.
    QVERIFY(run.delivered(Direction::Server).endsWith(QByteArray::fromHex("880203e8")));
}

void TestScenarios::fragmentsAreCutAtSyllables()
{
    const LabRun run = runToEnd(readFile(shipped + QStringLiteral("fragments.json")));
    core::Conversation conversation(run.recording, 1);
    conversation.finish();
    const auto messages = core::assembleMessages(conversation.index());
    QCOMPARE(messages.size(), 2);
    QCOMPARE(messages[0].units.size(), 3);
    QCOMPARE(QString::fromUtf8(core::payloadOf(conversation.index(), messages[0])),
             QStringLiteral("안녕하세요"));
    for (const quint32 unit : messages[0].units)
        QCOMPARE(conversation.units()[unit].payloadLength % 3, 0);
}

void TestScenarios::cutLeavesNineBytes()
{
    const LabRun run = runToEnd(readFile(shipped + QStringLiteral("cut.json")));
    core::Conversation conversation(run.recording, 1);
    conversation.finish();
    QCOMPARE(conversation.index().length(2), 9);
    QCOMPARE(run.delivered(Direction::Client), run.sent(Direction::Client));
}

void TestScenarios::endlessHeaderIsRecordedWhole()
{
    const LabRun run = runToEnd(readFile(badDays + QStringLiteral("endless-header.json")));
    QCOMPARE(run.sent(Direction::Server).size(), 34 + 70'000);
    QCOMPARE(run.delivered(Direction::Server), run.sent(Direction::Server));
}

// Lesson L07: three clients, one move, two frames.
void TestScenarios::oneMoveReachesTheTwoOthers()
{
    const LabRun run = runToEnd(readFile(shipped + QStringLiteral("game.json")));
    const auto serverSent = [&run](quint16 connection) {
        const auto length = run.recording.streamLength(connection, Direction::Server, core::Leg::Sent);
        const QByteArray all = run.recording.bytes(connection, Direction::Server, core::Leg::Sent, 0, length);
        return all.sliced(all.indexOf("\r\n\r\n") + 4).toHex();
    };
    // Text "시작", the moves of the two others, text "1번 승리", Close 1000.
    QCOMPARE(serverSent(1), QByteArray("8106ec8b9cec9e918203020002820303010181"
                                       "0b31ebb28820ec8ab9eba6ac880203e8"));
    QCOMPARE(serverSent(2), QByteArray("8106ec8b9cec9e91820301020282030301018203010302"
                                       "810b31ebb28820ec8ab9eba6ac880203e8"));
    QCOMPARE(serverSent(3), QByteArray("8106ec8b9cec9e91820301020282030200028203010302"
                                       "810b31ebb28820ec8ab9eba6ac880203e8"));
    for (const quint16 id : {1, 2, 3}) {
        core::Conversation conversation(run.recording, id);
        conversation.finish();
        QVERIFY(conversation.findings().empty());
    }
}

void TestScenarios::clientsComeOneAfterAnother()
{
    const LabRun run = runToEnd(readFile(shipped + QStringLiteral("chat.json")));
    QVector<quint16> ids;
    for (const core::ConnectionInfo &info : run.recording.connections())
        ids.append(info.id);
    QCOMPARE(ids, (QVector<quint16>{1, 2, 3}));
    for (const quint16 id : ids) {
        core::Conversation conversation(run.recording, id);
        conversation.finish();
        QVERIFY(conversation.findings().empty());
    }
    // The whole 101 of one had been passed on before the next connected.
    QMap<quint16, quint64> delivered;
    for (const core::Entry &entry : run.recording.entries()) {
        if (entry.kind == core::EntryKind::Connect && entry.leg == core::Leg::Sent && entry.connection > 1)
            QCOMPARE(delivered[static_cast<quint16>(entry.connection - 1)], 129U);
        if (entry.isChunk() && entry.direction == Direction::Server && entry.leg == core::Leg::Delivered)
            delivered[entry.connection] += entry.length;
    }
}

// The connection that it waits for ends before that has happened: the run does not wait for the limit.
void TestScenarios::aClientWhoseTurnNeverComes()
{
    const core::Scenario scenario = scenarioOf(R"({"id": "a", "title": {"ko": "b", "en": "c"},
        "summary": {"ko": "d", "en": "e"}, "connections": [
          {"client": {"kind": "engine"}, "server": {"kind": "engine", "refuse": true}},
          {"id": 2, "after": "1:client.opened", "client": {"kind": "engine"}, "server": {"kind": "engine"}},
          {"id": 3, "after": "2:client.closed", "client": {"kind": "engine"}, "server": {"kind": "engine"}},
          {"id": 4, "after": "1:client.closed", "client": {"kind": "engine"},
           "server": {"kind": "engine", "refuse": true}}]})");
    const LabRun run = runToEnd(scenario);
    QVERIFY(run.end);
    QCOMPARE(run.end->problem, core::RunProblem::None);
    QCOMPARE(run.recording.connections().size(), std::size_t(2));
    QCOMPARE(run.recording.connections().back().id, quint16(4));
}

QTEST_GUILESS_MAIN(TestScenarios)
#include "tst_scenarios.moc"
