// SPDX-License-Identifier: GPL-3.0-or-later
#include "../labrun.h"
#include "bench.h"
#include "devtools.h"

#include <QStandardPaths>
#include <QTest>

namespace {

constexpr int enterKey = 13;

core::Scenario pageWith(const QByteArray &policy)
{
    return scenarioOf(R"({"id": "t", "title": {"ko": "t", "en": "t"}, "summary": {"ko": "t", "en": "t"},
        "connections": [{"client": {"kind": "browser"},
                         "server": {"kind": "engine", "policy": {)" +
                      policy + R"(}}}],
        "actions": [{"on": "server.opened", "who": "server", "do": "send-text", "args": {"text": "어서 오세요"}},
                    {"on": "server.text", "who": "server", "do": "send-binary", "args": {"hex": "00ff80"}},
                    {"on": "server.binary", "who": "server", "do": "close", "args": {"code": 1000}}]})");
}

} // namespace

// Chromium always offers compression; what it does depends on whether the server takes it.
class TestPageDeflate : public QObject
{
    Q_OBJECT

private slots:
    void messagesBothWays_data();
    void messagesBothWays();
};

void TestPageDeflate::messagesBothWays_data()
{
    QTest::addColumn<QByteArray>("policy");
    QTest::addColumn<bool>("isCompressed");
    QTest::newRow("compressed") << QByteArray(R"("deflate": {})") << true;
    QTest::newRow("not compressed") << QByteArray() << false;
}

void TestPageDeflate::messagesBothWays()
{
    QFETCH(const QByteArray, policy);
    QFETCH(const bool, isCompressed);
    const QString binary = QStandardPaths::findExecutable(QStringLiteral("chromium"));
    if (binary.isEmpty())
        QSKIP("package chromium is not installed");
    LabRun run;
    live::Lab lab;
    collect(lab, run);
    QString url;
    connect(&lab, &core::LabControl::clientAwaited, &lab, [&url](quint16, const QString &at) { url = at; });
    lab.run(pageWith(policy), {.language = QStringLiteral("ko")});
    QTRY_VERIFY(!url.isEmpty());
    interop::Chromium page;
    QVERIFY2(page.start(binary, url), page.problem().constData());
    QVERIFY(page.becomesTrue(QStringLiteral("document.getElementById('state').textContent === '1 OPEN'")));
    const auto send = [&page](const QString &id, const QString &text) {
        page.evaluate(QStringLiteral("document.getElementById('%1').focus()").arg(id));
        page.type(text);
        page.press(QStringLiteral("Enter"), enterKey);
    };
    send(QStringLiteral("text"), QStringLiteral("안녕하세요"));
    QVERIFY(
        page.becomesTrue(QStringLiteral("document.getElementById('log').textContent.includes('00 ff 80')")));
    send(QStringLiteral("hex"), QStringLiteral("ff 00"));
    waitForEnd(lab, run);

    QVERIFY(run.end);
    QCOMPARE(run.end->problem, core::RunProblem::None);
    QVERIFY(run.everyRecordFits);
    for (const core::Leg leg : {core::Leg::Sent, core::Leg::Delivered}) {
        core::Conversation conversation(run.recording, 1, leg);
        conversation.finish();
        QCOMPARE(conversation.findings().size(), std::size_t(0));
        QCOMPARE(conversation.deflate().has_value(), isCompressed);
        QByteArrayList lines;
        for (const core::Message &message : core::assembleMessages(conversation.index()))
            lines.append((message.direction == core::Direction::Client ? "client " : "server ") +
                         conversation.contentOf(message).toHex());
        QCOMPARE(lines, (QByteArrayList{"server " + QByteArray("어서 오세요").toHex(),
                                        "client " + QByteArray("안녕하세요").toHex(), "server 00ff80",
                                        "client ff00"}));
    }
    const QByteArray fromClient = run.sent(core::Direction::Client);
    QVERIFY(fromClient.contains("permessage-deflate"));
}

QTEST_GUILESS_MAIN(TestPageDeflate)
#include "tst_pagedeflate.moc"
