// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"

#include <QNetworkProxy>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using core::Direction;
using interop::limitMs;
using interop::Message;
using Code = QWebSocketProtocol::CloseCode;

namespace {

// What interop::messages() has, without what Qt 6.4 cannot take: fragments that end inside a character (see
// tst_qtfacts.cpp).
std::vector<Message> messagesForQt()
{
    std::vector<Message> messages = interop::messages(interop::mebibyte);
    for (Message &message : messages)
        if (message.opcode == core::Opcode::Text && !message.sizes.empty())
            message.sizes = {3, 0, 3};
    return messages;
}

void follow(QWebSocket &socket, interop::Log &log)
{
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                     [&log](const QString &text) { log.add(interop::line("text", text.toUtf8())); });
    QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket,
                     [&log](const QByteArray &bytes) { log.add(interop::line("binary", bytes)); });
    QObject::connect(&socket, &QWebSocket::pong, &socket,
                     [&log](quint64, const QByteArray &payload) { log.add(interop::line("pong", payload)); });
    QObject::connect(&socket, &QWebSocket::disconnected, &socket, [&socket, &log] {
        log.add("closed " + QByteArray::number(socket.closeCode()) + ' ' + socket.closeReason().toUtf8());
    });
}

// Our engine and Qt's at the two ends of a wire.
struct Pair
{
    interop::Tap tap;
    interop::Log qtLog;
    std::optional<interop::Server> server;
    std::optional<interop::Client> client;
    std::optional<QWebSocketServer> qtServer;
    std::unique_ptr<QWebSocket> socket;

    [[nodiscard]] bool open(bool engineServes)
    {
        if (!(engineServes ? serve() : visit()))
            return false;
        if (!QTest::qWaitFor([&] { return log().has("open") && isQtOpen(); }, limitMs))
            return false;
        follow(*socket, qtLog);
        return true;
    }

    live::EngineEnd *engine() { return server ? server->end() : &client->end; }
    interop::Log &log() { return server ? server->log : client->log; }
    Direction engineSide() const { return server ? Direction::Server : Direction::Client; }
    bool isOver() { return tap.hasEnded() && log().isOver() && qtLog.isOver(); }

private:
    bool isQtOpen() const { return socket && socket->state() == QAbstractSocket::ConnectedState; }
    bool serve()
    {
        core::ServerPolicy policy;
        policy.deflate.enabled = true; // Qt's never asks for it
        server.emplace(policy);
        if (!server->start(0) || !tap.listen(server->serverPort()))
            return false;
        socket = std::make_unique<QWebSocket>();
        socket->setProxy(QNetworkProxy::NoProxy);
        socket->open(QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(tap.port())));
        return true;
    }
    bool visit()
    {
        qtServer.emplace(QStringLiteral("Qt"), QWebSocketServer::NonSecureMode);
        qtServer->setProxy(QNetworkProxy::NoProxy);
        if (!qtServer->listen(QHostAddress::LocalHost) || !tap.listen(qtServer->serverPort()))
            return false;
        QObject::connect(&*qtServer, &QWebSocketServer::newConnection, &*qtServer,
                         [this] { socket.reset(qtServer->nextPendingConnection()); });
        core::ClientPolicy policy;
        policy.deflate.enabled = true;
        policy.host = "127.0.0.1:" + QByteArray::number(tap.port());
        client.emplace(policy);
        client->connectTo(tap.port());
        return true;
    }
};

} // namespace

// Qt's WebSocket classes against our engine, in both roles, through the wire.
class TestQt : public QObject
{
    Q_OBJECT

private slots:
    void talk_data();
    void talk();
    void close_data();
    void close();

private:
    static void checkEngineToQt(Pair &pair, const std::vector<Message> &messages);
    static void checkQtToEngine(Pair &pair, const std::vector<Message> &messages);
};

void TestQt::talk_data()
{
    QTest::addColumn<bool>("engineServes");
    QTest::newRow("QWebSocketServer") << false;
    QTest::newRow("QWebSocket") << true;
}

void TestQt::talk()
{
    QFETCH(bool, engineServes);
    Pair pair;
    QVERIFY(pair.open(engineServes));
    QVERIFY(!pair.engine()->engine().deflate());
    const std::vector<Message> messages = messagesForQt();
    checkEngineToQt(pair, messages);
    if (QTest::currentTestFailed())
        return;
    checkQtToEngine(pair, messages);
    if (QTest::currentTestFailed())
        return;
    QVERIFY(pair.engine()->close(1000, "다 했습니다"));
    QTRY_VERIFY_WITH_TIMEOUT(pair.isOver(), limitMs);

    QCOMPARE(pair.log().lines.last(), "closed 1000");
    QCOMPARE(pair.qtLog.lines.last(), QByteArray("closed 1000 다 했습니다"));
    QVERIFY(!pair.tap.deflate());
    QVERIFY(pair.tap.closeInfo().clean);
    QCOMPARE(pair.tap.messages(core::opposite(pair.engineSide())), pair.log().messages());
    QCOMPARE(pair.tap.messages(pair.engineSide()), pair.qtLog.messages());
    QVERIFY(pair.tap.mostFrames(core::opposite(pair.engineSide())) > 1); // longer than 512 KiB
    QCOMPARE(pair.tap.findings(), QByteArray());
}

void TestQt::checkEngineToQt(Pair &pair, const std::vector<Message> &messages)
{
    int number = 0;
    for (const Message &message : messages) {
        QVERIFY(pair.engine()->send(message.opcode, message.bytes, {.sizes = message.sizes}));
        QVERIFY(pair.engine()->ping(QByteArray::number(++number)));
    }
    QVERIFY(pair.engine()->pong("혼잣말"));
    QVERIFY(pair.engine()->ping("아직?"));
    QTRY_VERIFY_WITH_TIMEOUT(pair.log().has(interop::line("pong", "아직?")), limitMs);
    QCOMPARE(pair.qtLog.messages(), interop::linesOf(messages));
}

// The engine as a server sends all of it back.
void TestQt::checkQtToEngine(Pair &pair, const std::vector<Message> &messages)
{
    for (const Message &message : messages) {
        if (message.opcode == core::Opcode::Text)
            pair.socket->sendTextMessage(QString::fromUtf8(message.bytes));
        else
            pair.socket->sendBinaryMessage(message.bytes);
    }
    pair.socket->ping("아직?");
    QTRY_VERIFY_WITH_TIMEOUT(pair.qtLog.has(interop::line("pong", "아직?")), limitMs);
    QCOMPARE(pair.log().messages(), interop::linesOf(messages));
    QVERIFY(pair.log().has(interop::line("ping", "아직?")));
    if (pair.server)
        QCOMPARE(pair.qtLog.messages(), interop::linesOf(messages) + interop::linesOf(messages));
}

void TestQt::close_data()
{
    QTest::addColumn<bool>("engineServes");
    QTest::addColumn<bool>("byEngine");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("reason");
    for (const bool engineServes : {false, true})
        for (const bool byEngine : {false, true}) {
            const auto add = [&](int code, const QByteArray &reason) {
                QTest::addRow("engine is %s, %s closes, %d", engineServes ? "server" : "client",
                              byEngine ? "engine" : "Qt", code)
                    << engineServes << byEngine << code << reason;
            };
            add(1000, "좋은 하루");
            add(1001, {});
            add(3000, QByteArray("가").repeated(41)); // 123 bytes
            add(4999, {});
        }
}

// Qt writes Close and FIN at once and reads no more; the wire lets both Closes pass all the same.
void TestQt::close()
{
    QFETCH(bool, engineServes);
    QFETCH(bool, byEngine);
    QFETCH(int, code);
    QFETCH(QByteArray, reason);
    Pair pair;
    QVERIFY(pair.open(engineServes));
    if (byEngine)
        QVERIFY(pair.engine()->close(code, reason));
    else
        pair.socket->close(static_cast<Code>(code), QString::fromUtf8(reason));
    QTRY_VERIFY_WITH_TIMEOUT(pair.isOver(), limitMs);

    const QByteArray number = QByteArray::number(code);
    const QByteArray first = pair.log().lines.value(1);
    QVERIFY2(first == "close " + number + ' ' + reason || first == "close " + number + ' ',
             first.constData());
    QCOMPARE(pair.log().lines.last(), "closed " + number);
    const core::CloseInfo info = pair.tap.closeInfo();
    QVERIFY(info.clean);
    QCOMPARE(info.code, code);
    QVERIFY(info.by == (byEngine ? pair.engineSide() : core::opposite(pair.engineSide())));
    QCOMPARE(pair.tap.findings(), QByteArray());
    if (byEngine)
        QCOMPARE(pair.qtLog.lines.last(), "closed " + number + ' ' + reason);
}

QTEST_GUILESS_MAIN(TestQt)
#include "tst_qt.moc"
