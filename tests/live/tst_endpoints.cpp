// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/echoserver.h"
#include "core/live/wire.h"
#include "labrun.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>
#include <QWebSocket>

#include <sys/socket.h>

using core::Direction;
using core::RunProblem;

namespace {

core::Scenario scenario(const QByteArray &client, const QByteArray &server, const QByteArray &actions = {},
                        const QByteArray &more = {})
{
    return scenarioOf(
        R"({"id": "t", "title": {"ko": "t", "en": "t"}, "summary": {"ko": "t", "en": "t"}, "connections": [)"
        R"({"client": )" +
        client + R"(, "server": )" + server + more + R"(}], "actions": [)" + actions + "]}");
}

core::RunOptions open()
{
    core::RunOptions options;
    options.open = true;
    return options;
}

const QByteArray program = R"({"kind": "program"})";
const QByteArray engine = R"({"kind": "engine"})";

const QByteArray serverAnswers =
    R"({"on": "server.text", "who": "server", "do": "send-text", "args": {"text": "들었습니다"}})";

QByteArray urlServer(const QByteArray &url) { return R"({"kind": "url", "url": ")" + url + "\"}"; }

/// A run that goes on while the test does things to it.
struct Running
{
    explicit Running(const core::Scenario &scenario, const core::RunOptions &options = {},
                     int limitMs = 20'000)
        : lab(limitMs)
    {
        collect(lab, run);
        QObject::connect(&lab, &core::LabControl::clientAwaited, &lab,
                         [this](quint16 connection, const QString &url) {
                             awaited.append(connection);
                             urls.append(QUrl(url));
                         });
        QObject::connect(&lab, &core::LabControl::problemArose, &lab,
                         [this](quint16, const core::RunEnd &problem) { problems.append(problem); });
        lab.run(scenario, options);
    }

    core::Conversation &conversation(quint16 connection)
    {
        m_conversation = std::make_unique<core::Conversation>(run.recording, connection);
        m_conversation->finish();
        return *m_conversation;
    }

    LabRun run;
    live::Lab lab;
    QVector<quint16> awaited;
    QVector<QUrl> urls;
    QVector<core::RunEnd> problems;

private:
    std::unique_ptr<core::Conversation> m_conversation;
};

QByteArrayList textsOf(const core::Conversation &conversation)
{
    QByteArrayList texts;
    for (const core::Message &message : core::assembleMessages(conversation.index()))
        texts.append(core::payloadOf(conversation.index(), message));
    return texts;
}

quint16 portNobodyHas()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace

class TestEndpoints : public QObject
{
    Q_OBJECT

private slots:
    void programIsAwaited();
    void programComesToAnotherAddress();
    void noSuchAddress();
    void programIsNotTold();
    void awaitingHasNoTimeLimit();
    void eachProgramIsAConnection();
    void openRunGoesOnWithoutClients();
    void tooManyClients();
    void serverOfAUrl_data();
    void serverOfAUrl();
    void programAtAUrl();
    void nameWithTwoAddresses();
    void urlNobodyServes_data();
    void urlNobodyServes();
    void badUrl();
    void connectLimit();
};

void TestEndpoints::programIsAwaited()
{
    Running running(scenario(program, engine, serverAnswers, R"(, "id": 7, "path": "/chat?a=1")"));
    QTRY_COMPARE(running.urls.size(), 1);
    QCOMPARE(running.awaited.front(), quint16(7));
    QCOMPARE(running.urls.front().host(), QStringLiteral("127.0.0.1"));
    QCOMPARE(running.urls.front().path(), QStringLiteral("/chat"));

    QWebSocket client;
    QStringList heard;
    connect(&client, &QWebSocket::connected, &client,
            [&client] { client.sendTextMessage(QStringLiteral("안녕")); });
    connect(&client, &QWebSocket::textMessageReceived, &client, [&](const QString &text) {
        heard.append(text);
        client.close();
    });
    client.open(running.urls.front());
    QTRY_VERIFY(running.run.end);
    QCOMPARE(running.run.end->problem, RunProblem::None);
    QCOMPARE(heard, QStringList{QStringLiteral("들었습니다")});
    QCOMPARE(textsOf(running.conversation(7)), (QByteArrayList{"안녕", "들었습니다"}));
    const core::ConnectionInfo &info = running.run.recording.connections().front();
    QCOMPARE(info.server, QStringLiteral("127.0.0.1:%1").arg(running.urls.front().port()));
    QVERIFY(!info.keysFixed);
}

// 127.0.0.2 is loopback as well, and not where the wire listens otherwise.
void TestEndpoints::programComesToAnotherAddress()
{
    core::RunOptions options;
    options.listenOn = QStringLiteral("127.0.0.2");
    Running running(scenario(program, engine, serverAnswers), options);
    QTRY_COMPARE(running.urls.size(), 1);
    const QUrl url = running.urls.front();
    QCOMPARE(url.host(), QStringLiteral("127.0.0.2"));
    QTcpSocket elsewhere;
    QSignalSpy refused(&elsewhere, &QTcpSocket::errorOccurred);
    elsewhere.connectToHost(QHostAddress::LocalHost, static_cast<quint16>(url.port()));
    QTRY_COMPARE(refused.count(), 1);

    QWebSocket client;
    connect(&client, &QWebSocket::connected, &client, [&client] { client.close(); });
    client.open(url);
    QTRY_VERIFY_WITH_TIMEOUT(running.run.end.has_value(), 10'000);
    QCOMPARE(running.run.recording.connections().size(), std::size_t(1));
    const core::ConnectionInfo &info = running.run.recording.connections().front();
    QCOMPARE(info.server, QStringLiteral("127.0.0.2:%1").arg(url.port()));
    QVERIFY(info.client.startsWith(QStringLiteral("127.0.0.")));
}

// 192.0.2.1 is for documentation (RFC 5737): no computer has it.
void TestEndpoints::noSuchAddress()
{
    core::RunOptions options;
    options.listenOn = QStringLiteral("192.0.2.1");
    Running running(scenario(program, engine, serverAnswers), options);
    QTRY_VERIFY(running.run.end.has_value());
    QCOMPARE(running.run.end->problem, RunProblem::NoSockets);
    QVERIFY(!running.run.end->detail.isEmpty());
}

void TestEndpoints::programIsNotTold()
{
    Running running(scenario(program, engine));
    QSignalSpy acted(&running.lab, &core::LabControl::acted);
    QTRY_COMPARE(running.urls.size(), 1);
    core::ActionSpec close;
    close.who = QStringLiteral("client");
    close.what = QStringLiteral("close");
    running.lab.act(0, close);
    QVERIFY(acted.wait());
    QCOMPARE(acted.front().at(2).toBool(), false);
    QVERIFY(running.lab.isRunning());
}

// What is awaited comes after the limit of a run that needs nobody.
void TestEndpoints::awaitingHasNoTimeLimit()
{
    Running running(scenario(program, R"({"kind": "raw"})"), {}, 1);
    QTRY_COMPARE(running.urls.size(), 1);
    QTest::qWait(20); // the time is what is tested
    QVERIFY(running.lab.isRunning());
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, static_cast<quint16>(running.urls.front().port()));
    QVERIFY(client.waitForConnected());
    client.write("GET ");
    client.disconnectFromHost();
    QTRY_VERIFY(running.run.end);
    QCOMPARE(running.run.end->problem, RunProblem::None);
    QCOMPARE(running.run.sent(Direction::Client), "GET ");
}

void TestEndpoints::eachProgramIsAConnection()
{
    Running running(scenario(program, engine, serverAnswers, R"(, "id": 3)"));
    QTRY_COMPARE(running.urls.size(), 1);
    QWebSocket clients[3];
    int heard = 0;
    for (int i = 0; i < 3; ++i) {
        QWebSocket &client = clients[i];
        connect(&client, &QWebSocket::textMessageReceived, &client, [&heard] { ++heard; });
        QSignalSpy connected(&client, &QWebSocket::connected);
        client.open(running.urls.front());
        QVERIFY(connected.wait());
        client.sendTextMessage(QString::number(i));
    }
    QTRY_COMPARE(heard, 3);
    QVERIFY(running.lab.isRunning());
    for (QWebSocket &client : clients)
        client.close();
    QTRY_VERIFY(running.run.end);
    QCOMPARE(running.run.end->problem, RunProblem::None);
    QVERIFY(running.run.everyRecordFits);
    QCOMPARE(running.run.recording.connections().size(), std::size_t(3));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(textsOf(running.conversation(static_cast<quint16>(3 + i))),
                 (QByteArrayList{QByteArray::number(i), "들었습니다"}));
    QCOMPARE(running.urls.size(), 1);
}

void TestEndpoints::openRunGoesOnWithoutClients()
{
    Running running(scenario(program, engine), open());
    QTRY_COMPARE(running.urls.size(), 1);
    for (int i = 1; i <= 2; ++i) {
        QWebSocket client;
        QSignalSpy connected(&client, &QWebSocket::connected);
        QSignalSpy gone(&client, &QWebSocket::disconnected);
        client.open(running.urls.front());
        QVERIFY(connected.wait());
        client.close();
        QVERIFY(gone.count() == 1 || gone.wait());
        QTRY_COMPARE(running.run.recording.connections().size(), static_cast<std::size_t>(i));
    }
    QVERIFY(running.lab.isRunning());
    running.lab.stop();
    QTRY_VERIFY(running.run.end);
    QCOMPARE(running.run.end->problem, RunProblem::Stopped);
}

void TestEndpoints::tooManyClients()
{
    Running running(scenario(program, R"({"kind": "raw"})"), open());
    QTRY_COMPARE(running.urls.size(), 1);
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    constexpr int limit = 256;
    for (int i = 0; i <= limit; ++i) {
        clients.push_back(std::make_unique<QTcpSocket>());
        clients.back()->connectToHost(QHostAddress::LocalHost,
                                      static_cast<quint16>(running.urls.front().port()));
        QVERIFY(clients.back()->waitForConnected());
    }
    QTRY_COMPARE(running.problems.size(), 1);
    QCOMPARE(running.problems.front().problem, RunProblem::TooManyClients);
    QCOMPARE(running.problems.front().detail, QStringLiteral("256"));
    QTRY_COMPARE(clients.back()->state(), QAbstractSocket::UnconnectedState);
    QTRY_COMPARE(running.run.recording.connections().size(), std::size_t(limit));
    QVERIFY(running.lab.isRunning());
}

void TestEndpoints::serverOfAUrl_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::newRow("address") << QByteArray("127.0.0.1");
    QTest::newRow("name") << QByteArray("localhost");
}

void TestEndpoints::serverOfAUrl()
{
    QFETCH(QByteArray, host);
    live::EchoServer server({});
    QVERIFY(server.start(0));
    const QByteArray authority = host + ':' + QByteArray::number(server.serverPort());
    const LabRun run = runToEnd(scenario(engine, urlServer("ws://" + authority + "/a%20b?c=d"), R"(
        {"on": "client.opened", "who": "client", "do": "send-text", "args": {"text": "메아리"}},
        {"on": "client.text", "who": "client", "do": "close", "args": {"code": 1000}})"));
    QCOMPARE(run.end->problem, RunProblem::None);
    QVERIFY(run.sent(Direction::Client).startsWith("GET /a%20b?c=d HTTP/1.1\r\n"));
    QVERIFY(run.sent(Direction::Client).contains("\r\nHost: " + authority + "\r\n"));
    core::Conversation conversation(run.recording, 1);
    conversation.finish();
    QCOMPARE(textsOf(conversation), (QByteArrayList{"메아리", "메아리"}));
    QVERIFY(!run.recording.connections().front().serverIsOurs);
}

// Neither end is ours: the wire stands between.
void TestEndpoints::programAtAUrl()
{
    live::EchoServer server({});
    QVERIFY(server.start(0));
    const QByteArray url = "ws://127.0.0.1:" + QByteArray::number(server.serverPort());
    Running running(scenario(program, urlServer(url)));
    QTRY_COMPARE(running.urls.size(), 1);
    QWebSocket clients[2];
    for (QWebSocket &client : clients) {
        connect(&client, &QWebSocket::textMessageReceived, &client, [&client] { client.close(); });
        QSignalSpy connected(&client, &QWebSocket::connected);
        client.open(running.urls.front());
        QVERIFY(connected.wait());
    }
    for (QWebSocket &client : clients)
        client.sendTextMessage(QStringLiteral("둘"));
    QTRY_VERIFY(running.run.end);
    QCOMPARE(running.run.end->problem, RunProblem::None);
    for (const quint16 connection : {quint16(1), quint16(2)})
        QCOMPARE(textsOf(running.conversation(connection)), (QByteArrayList{"둘", "둘"}));
}

// The first address refuses; the second one is asked then.
void TestEndpoints::nameWithTwoAddresses()
{
    live::EchoServer server({});
    QVERIFY(server.start(0));
    QElapsedTimer clock;
    clock.start();
    QVector<core::WireRecord> records;
    live::Wire wire(1, clock, [&records](const core::WireRecord &record) { records.append(record); });
    QSignalSpy reached(&wire.relay(), &live::Relay::serverConnected);
    QVERIFY(wire.listen(0, live::Route{{QHostAddress::LocalHost, portNobodyHas()},
                                       {QHostAddress::LocalHost, server.serverPort()}}));
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, wire.port());
    QVERIFY(reached.wait());
    QCOMPARE(records.size(), 2); // the two connects
}

void TestEndpoints::urlNobodyServes_data()
{
    QTest::addColumn<QByteArray>("authority");
    QTest::newRow("port") << "127.0.0.1:" + QByteArray::number(portNobodyHas());
    QTest::newRow("name") << QByteArray("no-such-host.invalid"); // RFC 6761 §6.4
}

void TestEndpoints::urlNobodyServes()
{
    QFETCH(QByteArray, authority);
    Running running(scenario(engine, urlServer("ws://" + authority + "/")));
    QTRY_VERIFY_WITH_TIMEOUT(running.run.end, 20'000);
    QCOMPARE(running.run.end->problem, RunProblem::ServerMissing);
    const QString start = QString::fromLatin1(authority) + QStringLiteral(" (");
    QVERIFY2(running.run.end->detail.startsWith(start) && running.run.end->detail.size() > start.size() + 1,
             qPrintable(running.run.end->detail));
    QCOMPARE(running.problems.size(), 1);
    QCOMPARE(tcpEvents(running.run.recording),
             QStringList({QStringLiteral("client connect"), QStringLiteral("server rst by wire>")}));
}

void TestEndpoints::badUrl()
{
    core::Scenario bad = scenario(engine, urlServer("ws://127.0.0.1/"));
    bad.connections.front().server.url = QStringLiteral("http://127.0.0.1/");
    const LabRun run = runToEnd(bad);
    QCOMPARE(run.end->problem, RunProblem::BadUrl);
    QCOMPARE(run.end->detail, QStringLiteral("http://127.0.0.1/"));
    QVERIFY(run.entries().empty());
}

// A server whose queue is full answers no SYN.
void TestEndpoints::connectLimit()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QCOMPARE(::listen(static_cast<int>(server.socketDescriptor()), 0), 0);
    server.pauseAccepting();
    std::vector<std::unique_ptr<live::TcpEnd>> ends;
    int failed = 0;
    for (int i = 0; i < 4; ++i) {
        ends.push_back(std::make_unique<live::TcpEnd>());
        ends.back()->setConnectLimit(100);
        connect(ends.back().get(), &live::TcpEnd::failed, this, [&failed] { ++failed; });
        ends.back()->connectTo(server.serverPort());
    }
    QTRY_VERIFY(failed > 0);
}

QTEST_GUILESS_MAIN(TestEndpoints)
#include "tst_endpoints.moc"
