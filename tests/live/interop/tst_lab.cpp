// SPDX-License-Identifier: GPL-3.0-or-later
#include "../labrun.h"
#include "wspeer.h"

#include <QFileInfo>
#include <QStandardPaths>
#include <QTest>
#include <QUrl>

using core::Direction;
using interop::limitMs;

namespace {

const QString wsFolder = QStringLiteral("/usr/share/nodejs/ws");

QJsonObject wsOptions(bool isCompressed)
{
    if (!isCompressed)
        return {{QStringLiteral("perMessageDeflate"), false}};
    return {{QStringLiteral("perMessageDeflate"), QJsonObject{{QStringLiteral("threshold"), 0}}}};
}

core::Scenario betweenStrangers(quint16 serverPort)
{
    core::Scenario scenario;
    scenario.id = QStringLiteral("strangers");
    core::ConnectionSpec connection;
    connection.client.kind = QStringLiteral("program");
    connection.server.kind = QStringLiteral("url");
    connection.server.url = QStringLiteral("ws://127.0.0.1:%1/").arg(serverPort);
    scenario.connections.push_back(connection);
    return scenario;
}

} // namespace

// npm's ws at both ends of the lab's wire: a program that comes and a server elsewhere, neither of them ours.
class TestInteropLab : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void wsAtBothEnds_data();
    void wsAtBothEnds();

private:
    interop::WsPeer m_client;
    interop::WsPeer m_server;
};

void TestInteropLab::initTestCase()
{
    const QString node = QStandardPaths::findExecutable(QStringLiteral("node"));
    if (node.isEmpty() || !QFileInfo::exists(wsFolder))
        QSKIP("packages nodejs and node-ws are not installed");
    for (interop::WsPeer *peer : {&m_client, &m_server})
        QVERIFY2(peer->start(node, QStringLiteral(TEST_DATA "/wspeer.js")), peer->problem().constData());
}

void TestInteropLab::wsAtBothEnds_data()
{
    QTest::addColumn<bool>("clientOffers");
    QTest::addColumn<bool>("serverTakes");
    QTest::newRow("compressed") << true << true;
    QTest::newRow("not compressed") << false << false;
    QTest::newRow("offered, not taken") << true << false;
}

void TestInteropLab::wsAtBothEnds()
{
    QFETCH(const bool, clientOffers);
    QFETCH(const bool, serverTakes);
    m_server.listen(wsOptions(serverTakes));
    QTRY_VERIFY_WITH_TIMEOUT(m_server.port != 0, limitMs);
    LabRun run;
    live::Lab lab;
    collect(lab, run);
    connect(&lab, &core::LabControl::clientAwaited, &lab, [&](quint16, const QString &url) {
        m_client.connectTo(static_cast<quint16>(QUrl(url).port()), wsOptions(clientOffers));
    });
    lab.run(betweenStrangers(m_server.port), {});
    QTRY_VERIFY_WITH_TIMEOUT(m_client.log.has("open") && m_server.log.has("open"), limitMs);

    const std::vector<interop::Message> messages = interop::messages(100'000);
    for (const interop::Message &message : messages) {
        m_client.send(message);
        m_server.send(message);
    }
    const QByteArrayList lines = interop::linesOf(messages);
    QTRY_COMPARE_WITH_TIMEOUT(m_server.log.messages(), lines, limitMs);
    QTRY_COMPARE_WITH_TIMEOUT(m_client.log.messages(), lines, limitMs);
    m_client.close(1000, QStringLiteral("끝"));
    waitForEnd(lab, run);

    QVERIFY(run.end);
    QCOMPARE(run.end->problem, core::RunProblem::None);
    QVERIFY(run.everyRecordFits);
    for (const core::Leg leg : {core::Leg::Sent, core::Leg::Delivered}) {
        core::Conversation conversation(run.recording, 1, leg);
        conversation.finish();
        QCOMPARE(conversation.findings().size(), std::size_t(0));
        QCOMPARE(conversation.deflate().has_value(), serverTakes);
        QVERIFY(conversation.closeInfo().clean);
        QByteArrayList of[2];
        for (const core::Message &message : core::assembleMessages(conversation.index()))
            of[message.direction == Direction::Client ? 0 : 1].append(
                interop::line(core::is(message.opcode, core::Opcode::Text) ? "text" : "binary",
                              conversation.contentOf(message)));
        QCOMPARE(of[0], lines);
        QCOMPARE(of[1], lines);
    }
    for (const Direction side : {Direction::Client, Direction::Server})
        QCOMPARE(run.delivered(side), run.sent(side));
    QVERIFY(m_client.forget());
    QVERIFY(m_server.forget());
}

QTEST_GUILESS_MAIN(TestInteropLab)
#include "tst_lab.moc"
