// SPDX-License-Identifier: GPL-3.0-or-later
// Servers that pass on what they are given, and runs that go on by hand.
#include "core/programs/readings.h"
#include "labrun.h"

namespace {

const QString shipped = QStringLiteral(TEST_DATA "/../../../resources/scenarios/");

core::Scenario twoClients(const QByteArray &actions)
{
    return scenarioOf(R"({"id": "t", "title": {"ko": "t", "en": "t"}, "summary": {"ko": "t", "en": "t"},
        "connections": [{"client": {"kind": "engine"}, "server": {"kind": "engine"}},
                        {"id": 2, "after": "1:client.opened", "client": {"kind": "qt"}, "server": {"kind": "qt"}}],
        "actions": [)" +
                      actions + "]}");
}

struct Read
{
    explicit Read(const core::Recording &recording)
        : all(recording)
        , log(all)
    {
        all.finish();
        log.update();
    }
    QByteArrayList contents(std::size_t client) const
    {
        QByteArrayList contents;
        for (const core::ProgramMessage &message : log.clients()[client].messages)
            contents += (message.isReceived ? "< " : "> ") + message.content;
        return contents;
    }

    core::Conversations all;
    core::ProgramLog log;
};

} // namespace

class TestPrograms : public QObject
{
    Q_OBJECT

private slots:
    // Whatever it is, to the byte, by Framescope's own end and by Qt's.
    void passesOnWhatItIsGiven()
    {
        const LabRun run = runToEnd(twoClients(R"(
            {"on": "1:server.text", "times": 1000, "who": "server", "do": "pass-on"},
            {"on": "2:server.text", "times": 1000, "who": "server", "do": "pass-on"},
            {"on": "1:server.binary", "who": "server", "do": "pass-on"},
            {"on": "2:client.opened", "who": "client", "do": "send-text", "args": {"text": "안녕 “\\” 👋"}, "connection": 1},
            {"on": "2:client.opened", "who": "client", "do": "send-text", "args": {"text": ""}, "connection": 1},
            {"on": "2:client.opened", "who": "client", "do": "send-binary", "args": {"hex": "00ff8000"}, "connection": 1},
            {"on": "client.binary", "who": "client", "do": "send-text", "args": {"text": "done"}, "connection": 2},
            {"on": "client.text", "who": "client", "do": "close", "args": {"code": 1000}, "connection": 1},
            {"on": "1:client.closed", "who": "client", "do": "close", "args": {"code": 1000}, "connection": 2})"));
        QVERIFY(run.end);
        QCOMPARE(run.end->problem, core::RunProblem::None);
        const Read read(run.recording);
        const QByteArray text = QStringLiteral("안녕 “\\” 👋").toUtf8();
        const QByteArray bytes = QByteArray::fromHex("00ff8000");
        QCOMPARE(read.contents(0), (QByteArrayList{"> " + text, "> ", "> " + bytes, "< done"}));
        QCOMPARE(read.contents(1), (QByteArrayList{"< " + text, "< ", "< " + bytes, "> done"}));
    }

    void whatWasGivenThenIsPassedOnLater()
    {
        const LabRun run = runToEnd(twoClients(R"(
            {"on": "1:server.text", "times": 2, "delay_ms": 30, "who": "server", "do": "pass-on"},
            {"on": "2:client.opened", "who": "client", "do": "send-text", "args": {"text": "a"}, "connection": 1},
            {"on": "2:client.opened", "who": "client", "do": "send-text", "args": {"text": "b"}, "connection": 1},
            {"on": "client.text", "nth": 2, "who": "client", "do": "close", "args": {"code": 1000}, "connection": 2},
            {"on": "2:client.closed", "who": "client", "do": "close", "args": {"code": 1000}, "connection": 1})"));
        QCOMPARE(Read(run.recording).contents(1), (QByteArrayList{"< a", "< b"}));
    }

    // The scenario's own end is left out by hand, and what is there for the hand alone is left out else.
    void byHandOrNot_data()
    {
        QTest::addColumn<bool>("byHand");
        QTest::newRow("by hand") << true;
        QTest::newRow("by itself") << false;
    }
    void byHandOrNot()
    {
        QFETCH(const bool, byHand);
        const core::Scenario scenario = twoClients(R"(
            {"on": "2:client.opened", "who": "client", "do": "send-text", "args": {"text": "both"}, "connection": 1},
            {"on": "2:client.opened", "who": "client", "do": "send-text", "args": {"text": "hand"}, "connection": 1, "by_hand": true},
            {"on": "2:client.opened", "who": "client", "do": "send-text", "args": {"text": "self"}, "connection": 1, "by_hand": false},
            {"on": "server.text", "nth": 2, "who": "client", "do": "close", "args": {"code": 1000}, "connection": 1},
            {"on": "1:client.closed", "who": "client", "do": "close", "args": {"code": 1000}, "connection": 2})");
        const LabRun run = runToEnd(scenario, {.open = true, .byHand = byHand});
        QCOMPARE(Read(run.recording).contents(0), (QByteArrayList{"> both", byHand ? "> hand" : "> self"}));
    }

    // Each client's board is what that client was told: with a delay on the way they differ for so long.
    void boardsDifferForAsLongAsItTakes()
    {
        core::Scenario scenario = readFile(shipped + QStringLiteral("try-game.json"));
        core::ActionSpec slow;
        slow.on = QStringLiteral("start");
        slow.who = QStringLiteral("wire");
        slow.what = QStringLiteral("path");
        slow.args = {{QStringLiteral("direction"), QStringLiteral("server")},
                     {QStringLiteral("delay_ms"), 150}};
        slow.connection = 2;
        scenario.actions.push_back(slow);
        const LabRun run = runToEnd(scenario);
        QVERIFY(run.end);
        QCOMPARE(run.end->problem, core::RunProblem::None);
        const Read read(run.recording);
        QVERIFY(core::kindOf(read.log.clients()) == core::ProgramKind::Game);
        const auto board = [&read](std::size_t client, int number) {
            const auto &messages = read.log.clients()[client].messages;
            std::size_t count = 0;
            while (count < messages.size() && messages[count].entry < core::entriesAt(read.all, number))
                ++count;
            std::map<int, core::Move> moves;
            for (const auto &[player, placed] : core::boardOf(messages, count))
                moves[player] = placed.move;
            return moves;
        };
        int differ = 0;
        for (int number = 1; number <= read.all.stepCount(); ++number)
            differ += board(0, number) != board(1, number) ? 1 : 0;
        QVERIFY(differ > 0);
        const int last = read.all.stepCount();
        QCOMPARE(board(0, last).size(), std::size_t(3));
        QVERIFY(board(0, last) == board(1, last) && board(1, last) == board(2, last));
    }

    void recordedRunsAreRead()
    {
        const auto kind = [](const char *id) {
            const LabRun run = runToEnd(readFile(shipped + QLatin1StringView(id) + QStringLiteral(".json")));
            return core::kindOf(Read(run.recording).log.clients());
        };
        QVERIFY(kind("chat") == core::ProgramKind::Chat);
        QVERIFY(kind("game") == core::ProgramKind::Game);
        QVERIFY(kind("try-prices") == core::ProgramKind::Prices);
    }
};

QTEST_GUILESS_MAIN(TestPrograms)
#include "tst_programs.moc"
