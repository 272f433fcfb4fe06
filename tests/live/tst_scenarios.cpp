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
        core::Conversation conversation(run.recording, 1);
        conversation.finish();
        const auto difference = core::compare(scenario, conversation);
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

QTEST_GUILESS_MAIN(TestScenarios)
#include "tst_scenarios.moc"
