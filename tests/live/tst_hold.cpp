// SPDX-License-Identifier: GPL-3.0-or-later
#include "labrun.h"

#include "core/record/conversation.h"

#include <QTest>

using namespace core;

namespace {

/// The client says 안녕, and is answered by the other side's Close, or closes itself when the server has
/// heard it.
Scenario scenario(const QByteArray &serverKind, const QByteArray &actions)
{
    return scenarioOf(R"({"id":"h","title":{"ko":"가","en":"a"},"summary":{"ko":"가","en":"a"},"seed":1,
        "connections":[{"server":{"kind":")" +
                      serverKind + R"("}}],"actions":[)" + actions + R"(
        {"on":"client.opened","who":"client","do":"send-text","args":{"text":"안녕"}},
        {"on":"server.text","who":"client","do":"close","args":{"code":1000}}]})");
}

QStringList units(const Recording &recording, Leg leg)
{
    Conversation conversation(recording, 1, leg);
    conversation.update();
    conversation.finish();
    QStringList names;
    for (quint32 i = 0; i < conversation.units().size(); ++i) {
        const Unit &unit = conversation.units()[i];
        QString name = unit.direction == Direction::Client ? QStringLiteral("> ") : QStringLiteral("< ");
        name += nameOf(unit.kind, unit.opcode());
        if (unit.isFrame() && is(unit.opcode(), Opcode::Close)) {
            const QByteArray payload = unmaskedPayload(conversation.index(), i);
            name += QStringLiteral(" %1").arg(
                payload.size() < 2 ? 1005 : static_cast<int>(bitsValue(spanOf(payload), {0, 16})));
        }
        names << name;
    }
    return names;
}

QStringList rules(const Recording &recording, Leg leg)
{
    Conversation conversation(recording, 1, leg);
    conversation.update();
    conversation.finish();
    QStringList ids;
    for (const Finding &finding : conversation.findings())
        ids << QString::fromLatin1(finding.check.rule->id.data(),
                                   static_cast<qsizetype>(finding.check.rule->id.size()));
    return ids;
}

int chunks(const Recording &recording, Direction direction, Leg leg)
{
    return static_cast<int>(
        std::count_if(recording.entries().begin(), recording.entries().end(), [&](const Entry &e) {
            return e.isChunk() && e.direction == direction && e.leg == leg;
        }));
}

/// A lab that holds, driven by hand.
struct HeldRun : LabRun
{
    HeldRun()
    {
        collect(lab, *this);
        QObject::connect(&lab, &LabControl::heldChanged, &lab,
                         [this](const QVector<HeldUnit> &units) { held = units; });
    }
    live::Lab lab;
    QVector<HeldUnit> held;
};

} // namespace

class TestHold : public QObject
{
    Q_OBJECT

private slots:
    void aFlippedMaskBitIsAnswered_data();
    void aFlippedMaskBitIsAnswered();
    void stepByStep();
    void anEditInTheHand();
    void theKeyIsChangedAndTheAcceptFollows();
    void theKeyIsChangedAndLeftBroken();
    void oneByteAtATime();
    void aSilentLineIsCut();
    void aRuleStopsTheWire_data();
    void aRuleStopsTheWire();
    void stoppingInMidHold();
    void aPeerLeavesInMidHold_data();
    void aPeerLeavesInMidHold();
    void settingsStay();
    void cutEndsWhateverWasChanged_data();
    void cutEndsWhateverWasChanged();
    void holdingLeavesThePathAlone();
    void aSecondRequestIsHttp();
};

void TestHold::aFlippedMaskBitIsAnswered_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QString>("answer");
    QTest::newRow("engine") << QByteArray("engine") << QStringLiteral("< close 1002");
    // Qt 6.4's server does not ask for a mask: it reads the message, and the closing handshake follows.
    QTest::newRow("qt") << QByteArray("qt") << QStringLiteral("< close 1000");
}

void TestHold::aFlippedMaskBitIsAnswered()
{
    QFETCH(QByteArray, kind);
    QFETCH(QString, answer);
    const LabRun run = runToEnd(scenario(
        kind,
        R"({"on":"start","who":"wire","do":"edit","args":{"direction":"client","what":"text","flip":8,"consistent":true}},)"));
    QCOMPARE(run.end->problem, RunProblem::None);
    QVERIFY(run.everyRecordFits);
    const QStringList sent = units(run.recording, Leg::Sent);
    QVERIFY2(sent.contains(answer), qPrintable(sent.join(u'\n')));
    QVERIFY(
        !rules(run.recording, Leg::Sent).contains(QStringLiteral("FRM-01"))); // the client did nothing wrong
    QVERIFY(rules(run.recording, Leg::Delivered).contains(QStringLiteral("FRM-01")));
}

void TestHold::stepByStep()
{
    HeldRun run;
    HoldSettings hold;
    hold.all[0] = hold.all[1] = true;
    run.lab.setHold(hold);
    run.lab.run(scenario("engine", {}), {});
    QStringList seen;
    while (!run.end) {
        QTRY_VERIFY(!run.held.isEmpty() || run.end);
        if (run.end)
            break;
        const HeldUnit first = run.held.first();
        seen << nameOf(first.kind, first.opcode);
        // Nothing of it has been delivered while it is held.
        const quint64 delivered = run.recording.streamLength(1, first.direction, Leg::Delivered);
        QVERIFY(delivered <= first.offset);
        run.held.clear();
        run.lab.letGo(first.id);
    }
    QCOMPARE(seen, (QStringList{QStringLiteral("request"), QStringLiteral("response"), QStringLiteral("text"),
                                QStringLiteral("close"), QStringLiteral("close")}));
    QCOMPARE(run.sent(Direction::Client), run.delivered(Direction::Client));
    QCOMPARE(run.sent(Direction::Server), run.delivered(Direction::Server));
}

void TestHold::anEditInTheHand()
{
    HeldRun run;
    HoldCondition text;
    text.what = QStringLiteral("text");
    HoldSettings hold;
    hold.conditions.push_back(text);
    run.lab.setHold(hold);
    run.lab.run(scenario("engine", {}), {});
    QTRY_VERIFY(!run.held.isEmpty());
    const HeldUnit held = run.held.first();
    UnitEdit edit;
    edit.at = 1; // RSV1
    run.lab.setDelivery(held.id, {.bytes = applyEdit(held.bytes, held.kind, edit)});
    QTRY_VERIFY(run.held.first().delivery.bytes.has_value());
    run.lab.setDelivery(held.id, {}); // taken back
    QTRY_VERIFY(!run.held.first().delivery.bytes.has_value());
    run.lab.setDelivery(held.id, {.bytes = applyEdit(held.bytes, held.kind, edit)});
    run.lab.letGo(held.id);
    waitForEnd(run.lab, run);
    QVERIFY(units(run.recording, Leg::Sent).contains(QStringLiteral("< close 1002")));
    QVERIFY(run.held.isEmpty());
    const auto edits = std::count_if(run.entries().begin(), run.entries().end(),
                                     [](const Entry &e) { return e.kind == EntryKind::Edit; });
    QCOMPARE(edits, 1);
}

void TestHold::theKeyIsChangedAndTheAcceptFollows()
{
    HeldRun run;
    HoldCondition request;
    request.what = QStringLiteral("request");
    HoldSettings hold;
    hold.conditions.push_back(request);
    run.lab.setHold(hold);
    run.lab.run(scenario("qt", {}), {});
    QTRY_VERIFY(!run.held.isEmpty());
    const HeldUnit held = run.held.first();
    UnitEdit edit;
    edit.kind = UnitEdit::Kind::Header;
    edit.name = "Sec-WebSocket-Key";
    edit.bytes = "AAAAAAAAAAAAAAAAAAAAAA==";
    run.lab.setDelivery(held.id, {.bytes = applyEdit(held.bytes, held.kind, edit), .keepAccept = true});
    run.lab.letGo(held.id);
    waitForEnd(run.lab, run);
    QCOMPARE(run.end->problem, RunProblem::None);
    QVERIFY(units(run.recording, Leg::Sent).contains(QStringLiteral("> text"))); // the client was content
}

void TestHold::theKeyIsChangedAndLeftBroken()
{
    const LabRun run = runToEnd(scenario(
        "engine",
        R"({"on":"start","who":"wire","do":"edit","args":{"direction":"client","what":"request","header":"Sec-WebSocket-Key","value":"AAAAAAAAAAAAAAAAAAAAAA=="}},)"));
    QCOMPARE(units(run.recording, Leg::Sent),
             (QStringList{QStringLiteral("> request"), QStringLiteral("< response")}));
}

void TestHold::oneByteAtATime()
{
    for (const char *kind : {"engine", "qt"}) {
        const LabRun run = runToEnd(
            scenario(kind, R"({"on":"start","who":"wire","do":"path","args":{"direction":"client","chop":1}},
                     {"on":"start","who":"wire","do":"path","args":{"direction":"server","chop":1}},)"));
        QCOMPARE(run.end->problem, RunProblem::None);
        QVERIFY(units(run.recording, Leg::Sent).contains(QStringLiteral("> text")));
        QCOMPARE(run.sent(Direction::Client), run.delivered(Direction::Client));
        QCOMPARE(chunks(run.recording, Direction::Client, Leg::Delivered),
                 static_cast<int>(run.sent(Direction::Client).size()));
    }
}

void TestHold::aSilentLineIsCut()
{
    const LabRun run = runToEnd(scenarioOf(
        R"({"id":"h","title":{"ko":"가","en":"a"},"summary":{"ko":"가","en":"a"},
            "connections":[{"client":{"policy":{"ping_interval":20,"pong_timeout":60,"close_timeout":60}}}],
            "actions":[{"on":"client.opened","who":"wire","do":"path","args":{"direction":"client","silent":true}},
                       {"on":"client.closed","who":"wire","do":"cut","args":{"direction":"server","after":0}}]})"));
    QCOMPARE(run.end->problem, RunProblem::None);
    const QStringList sent = units(run.recording, Leg::Sent);
    QVERIFY2(sent.contains(QStringLiteral("> ping")) && sent.contains(QStringLiteral("> close 1008")),
             qPrintable(sent.join(u'\n')));
    QVERIFY(!units(run.recording, Leg::Delivered).contains(QStringLiteral("> ping")));
}

void TestHold::aRuleStopsTheWire_data()
{
    QTest::addColumn<bool>("late"); // set in mid-connection
    QTest::newRow("from the first byte") << false;
    QTest::newRow("in mid-connection") << true;
}

void TestHold::aRuleStopsTheWire()
{
    QFETCH(bool, late);
    HeldRun run;
    HoldCondition rule;
    rule.rule = "FRM-04";
    HoldSettings hold;
    hold.conditions.push_back(rule);
    if (!late)
        run.lab.setHold(hold);
    run.lab.run(scenarioOf(
                    R"({"id":"h","title":{"ko":"가","en":"a"},"summary":{"ko":"가","en":"a"},"seed":1,
            "connections":[{}],
            "actions":[{"on":"client.opened","who":"client","do":"send-text","args":{"text":"fine"}},
                       {"on":"server.text","who":"client","do":"send-bytes","args":{"hex":"81810000000062"}}]})"),
                {.open = true});
    QTRY_COMPARE(run.recording.streamLength(1, Direction::Client, Leg::Delivered),
                 run.recording.streamLength(1, Direction::Client, Leg::Sent));
    QTRY_VERIFY(run.sent(Direction::Client).endsWith('b'));
    run.lab.setHold(hold);
    ActionSpec send;
    send.who = QStringLiteral("client");
    send.what = QStringLiteral("send-bytes");
    send.args = {{QStringLiteral("hex"), QStringLiteral("81810000000063")}};
    run.lab.act(0, send); // breaks nothing
    send.args = {{QStringLiteral("hex"), QStringLiteral("a1810000000064")}};
    run.lab.act(0, send); // RSV2
    QTRY_VERIFY(!run.held.isEmpty() && run.held.first().isHeld);
    QCOMPARE(run.held.first().bytes.toHex(), QByteArray("a1810000000064"));
    QVERIFY(run.delivered(Direction::Client).endsWith('c'));
    run.lab.letAllGo();
    run.lab.stop();
    waitForEnd(run.lab, run);
}

void TestHold::stoppingInMidHold()
{
    HeldRun run;
    HoldSettings hold;
    hold.all[0] = true;
    run.lab.setHold(hold);
    run.lab.run(scenario("engine", {}), {.open = true});
    QTRY_VERIFY(!run.held.isEmpty());
    run.lab.stop();
    waitForEnd(run.lab, run);
    QCOMPARE(run.end->problem, RunProblem::Stopped);
    QVERIFY(run.held.isEmpty());
    QVERIFY(!run.sent(Direction::Client).isEmpty()); // the recording is complete up to there
    QVERIFY(run.delivered(Direction::Client).isEmpty());

    // And without a word: the lab goes while it holds.
    {
        HeldRun gone;
        gone.lab.setHold(hold);
        gone.lab.run(scenario("engine", {}), {.open = true});
        QTRY_VERIFY(!gone.held.isEmpty());
    }
}

void TestHold::aPeerLeavesInMidHold_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<QString>("what");
    for (const char *who : {"client", "server"})
        for (const char *what : {"reset", "end"})
            QTest::addRow("%s: %s", who, what) << QString::fromLatin1(who) << QString::fromLatin1(what);
}

// The recording says who left, the text stays what was sent, and its wire ends when it is let go.
void TestHold::aPeerLeavesInMidHold()
{
    QFETCH(const QString, who);
    QFETCH(const QString, what);
    HeldRun run;
    HoldCondition text;
    text.what = QStringLiteral("text");
    HoldSettings hold;
    hold.conditions.push_back(text);
    run.lab.setHold(hold);
    run.lab.run(scenario("engine", {}), {});
    QTRY_VERIFY(!run.held.isEmpty());
    const QByteArray heldBytes = run.held.front().bytes;
    ActionSpec leave;
    leave.who = who;
    leave.what = what;
    run.lab.act(0, leave);
    const Direction side = who == QLatin1StringView("client") ? Direction::Client : Direction::Server;
    const EntryKind kind = what == QLatin1StringView("end") ? EntryKind::Fin : EntryKind::Rst;
    QTRY_VERIFY(std::any_of(run.entries().begin(), run.entries().end(), [&](const Entry &e) {
        return e.kind == kind && e.direction == side && e.leg == Leg::Sent;
    }));
    QVERIFY(!units(run.recording, Leg::Delivered).contains(QStringLiteral("> text")));
    run.lab.letAllGo();
    waitForEnd(run.lab, run);
    QVERIFY(run.end);
    QCOMPARE(run.end->problem, RunProblem::None);
    QVERIFY(run.everyRecordFits);
    QVERIFY(run.held.isEmpty());
    QVERIFY(run.sent(Direction::Client).contains(heldBytes));
    QVERIFY(run.sent(Direction::Client).startsWith(run.delivered(Direction::Client)));
    QVERIFY(run.sent(Direction::Server).startsWith(run.delivered(Direction::Server)));
    if (kind == EntryKind::Rst && side == Direction::Server)
        QVERIFY(!units(run.recording, Leg::Delivered).contains(QStringLiteral("> text")));
}

void TestHold::settingsStay()
{
    HeldRun run;
    HoldSettings hold;
    hold.all[0] = true;
    run.lab.setHold(hold);
    for (int round = 0; round < 2; ++round) {
        run.lab.run(scenario("engine", {}), {});
        QTRY_VERIFY(!run.held.isEmpty());
        run.lab.stop();
        waitForEnd(run.lab, run);
        run.end.reset();
        run.recording = Recording();
    }
}

void TestHold::cutEndsWhateverWasChanged_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<QByteArray>("how");
    const QByteArray none;
    const QByteArray drop =
        R"({"on":"start","who":"wire","do":"drop","args":{"direction":"client","what":"ping"}},)";
    const QByteArray twice =
        R"({"on":"start","who":"wire","do":"double","args":{"direction":"client","what":"ping"}},)";
    for (const char *how : {"rst", "fin"}) {
        QTest::addRow("nothing, %s", how) << none << QByteArray(how);
        QTest::addRow("dropped, %s", how) << drop << QByteArray(how);
        QTest::addRow("doubled, %s", how) << twice << QByteArray(how);
    }
}

void TestHold::cutEndsWhateverWasChanged()
{
    QFETCH(QByteArray, change);
    QFETCH(QByteArray, how);
    const LabRun run = runToEnd(
        scenarioOf(
            R"({"id":"h","title":{"ko":"가","en":"a"},"summary":{"ko":"가","en":"a"},"connections":[{}],
            "actions":[)" +
            change + R"({"on":"client.opened","who":"client","do":"ping"},
                       {"on":"client.opened","who":"client","do":"send-text","args":{"text":"a"}},
                       {"on":"server.text","who":"wire","do":"cut",
                        "args":{"direction":"client","after":0,"how":")" +
            how + R"("}}]})"),
        {}, 5000);
    QCOMPARE(run.end->problem, RunProblem::None);
    QVERIFY(run.everyRecordFits);
}

void TestHold::holdingLeavesThePathAlone()
{
    HeldRun run;
    run.lab.run(
        scenarioOf(
            R"({"id":"h","title":{"ko":"가","en":"a"},"summary":{"ko":"가","en":"a"},"connections":[{}],
            "actions":[{"on":"client.opened","who":"wire","do":"path","args":{"direction":"client","chop":1}},
                       {"on":"client.opened","who":"client","do":"ping"}]})"),
        {.open = true});
    QTRY_VERIFY(!run.recording.connections().empty() &&
                units(run.recording, Leg::Delivered).contains(QStringLiteral("> ping")));
    HoldCondition never;
    never.what = QStringLiteral("close");
    HoldSettings hold;
    hold.conditions.push_back(never);
    run.lab.setHold(hold);
    const int before = chunks(run.recording, Direction::Client, Leg::Delivered);
    ActionSpec ping;
    ping.who = QStringLiteral("client");
    ping.what = QStringLiteral("ping");
    run.lab.act(0, ping);
    QTRY_COMPARE(chunks(run.recording, Direction::Client, Leg::Delivered), before + 6); // still byte by byte
    run.lab.stop();
    waitForEnd(run.lab, run);
}

// After a refusal the client may ask again on the same connection (RFC 6455 §4.2.2).
void TestHold::aSecondRequestIsHttp()
{
    HeldRun run;
    HoldCondition second;
    second.what = QStringLiteral("request");
    second.nth = 2;
    HoldSettings hold;
    hold.conditions.push_back(second);
    run.lab.setHold(hold);
    const QByteArray request = "474554202f20485454502f312e310d0a557067726164653a20776562736f636b65740d0a0d0a";
    run.lab.run(scenarioOf(R"({"id":"h","title":{"ko":"가","en":"a"},"summary":{"ko":"가","en":"a"},
            "connections":[{"client":{"kind":"raw"},"server":{"kind":"raw"}}],
            "actions":[{"on":"client.connected","who":"client","do":"send-bytes","args":{"hex":")" +
                           request + R"("}},
                       {"on":"server.bytes","who":"server","do":"send-bytes",
                        "args":{"text":"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"}},
                       {"on":"client.bytes","who":"client","do":"send-bytes","args":{"hex":")" +
                           request + R"("}}]})"),
                {.open = true});
    QTRY_VERIFY(!run.held.isEmpty() && run.held.first().isHeld);
    QCOMPARE(run.held.first().kind, UnitKind::Request);
    run.lab.stop();
    waitForEnd(run.lab, run);
}

QTEST_GUILESS_MAIN(TestHold)
#include "tst_hold.moc"
