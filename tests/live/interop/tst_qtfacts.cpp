// SPDX-License-Identifier: GPL-3.0-or-later
#include "qtend.h"

#include <QMetaMethod>
#include <QNetworkProxy>
#include <QTcpServer>

using core::Opcode;
using interop::limitMs;
using interop::QtEnd;

namespace {

const QByteArray endOfHead = "\r\n\r\n";

// Sees the bytes that QTcpSocket reads, or so one would think.
class CountingSocket : public QTcpSocket
{
public:
    qint64 seen = 0;

protected:
    qint64 readData(char *data, qint64 size) override
    {
        const qint64 got = QTcpSocket::readData(data, size);
        seen += std::max<qint64>(got, 0);
        return got;
    }
};

class AnySocketServer : public QTcpServer
{
public:
    CountingSocket *socket = nullptr;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        socket = new CountingSocket;
        socket->setSocketDescriptor(descriptor);
        addPendingConnection(socket);
    }
};

} // namespace

// What Qt 6.4 does where it departs from RFC 6455 or surprises: the program teaches these as facts of that
// version.
class TestQtFacts : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void wrongMaskingIsAccepted_data() { addEnds(); }
    void wrongMaskingIsAccepted();
    void characterAcrossFragments_data() { addEnds(); }
    void characterAcrossFragments();
    void byteOrderMarkIsStripped_data() { addEnds(); }
    void byteOrderMarkIsStripped();
    void closeCodeAnswered_data();
    void closeCodeAnswered();
    void emptyClose_data() { addEnds(); }
    void emptyClose();
    void lostConnection_data();
    void lostConnection();
    void refusedHandshake();
    void closeEndsTcpAtOnce_data() { addEnds(); }
    void closeEndsTcpAtOnce();
    void closeSendsAnyCode_data();
    void closeSendsAnyCode();
    void silentRefusal_data();
    void silentRefusal();
    void oldVersion_data();
    void oldVersion();
    void acceptedAllTheSame_data();
    void acceptedAllTheSame();
    void frameWithHandshake_data() { addEnds(); }
    void frameWithHandshake();
    void offersAreIgnored();
    void unaskedExtensionIsAccepted();
    void queryWithoutPath();
    void foreignSocket();
    void noErrorOccurred();
    void headers();
    void longMessagesAreCut();
    void slowFrame_data() { addEnds(); }
    void slowFrame();
    void slowHandshake();

private:
    static void addEnds();
};

void TestQtFacts::init()
{
    if (!QByteArray(qVersion()).startsWith("6.4."))
        QSKIP("these are facts of Qt 6.4");
}

void TestQtFacts::addEnds()
{
    QTest::addColumn<bool>("serves");
    QTest::newRow("QWebSocketServer") << true;
    QTest::newRow("QWebSocket") << false;
}

void TestQtFacts::wrongMaskingIsAccepted()
{
    QFETCH(bool, serves);
    QtEnd qt(serves);
    QVERIFY(qt.open());
    core::OutFrame frame(Opcode::Text, "Hello");
    frame.header.masked = !serves;
    frame.header.key = {1, 2, 3, 4};
    qt.write(core::encode(frame));
    QTRY_COMPARE_WITH_TIMEOUT(qt.log.messages(), QByteArrayList{"text 5 Hello"}, limitMs);
    QVERIFY(!qt.sentClose());
}

// Its decoder forgets between two frames what it had of a character.
void TestQtFacts::characterAcrossFragments()
{
    QFETCH(bool, serves);
    QtEnd qt(serves);
    QVERIFY(qt.open());
    const QByteArray syllable = "한";
    qt.write(qt.frame(Opcode::Text, syllable.first(1), false) +
             qt.frame(Opcode::Continuation, syllable.sliced(1)));
    QTRY_COMPARE_WITH_TIMEOUT(qt.sentClose(), std::optional(1007), limitMs);
    QCOMPARE(qt.log.messages(), QByteArrayList());
}

void TestQtFacts::byteOrderMarkIsStripped()
{
    QFETCH(bool, serves);
    QtEnd qt(serves);
    QVERIFY(qt.open());
    qt.write(qt.frame(Opcode::Text, "\xEF\xBB\xBFHello"));
    QTRY_COMPARE_WITH_TIMEOUT(qt.log.messages(), QByteArrayList{"text 5 Hello"}, limitMs);
}

void TestQtFacts::closeCodeAnswered_data()
{
    QTest::addColumn<bool>("serves");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("answer");
    for (const bool serves : {true, false})
        for (const auto &[code, answer] :
             {std::pair(1011, 1011), std::pair(1012, 1002), std::pair(1013, 1002), std::pair(1014, 1002),
              std::pair(3000, 3000)})
            QTest::addRow("%d to %s", code, serves ? "QWebSocketServer" : "QWebSocket")
                << serves << code << answer;
}

// 1012 to 1014 are registered with IANA.
void TestQtFacts::closeCodeAnswered()
{
    QFETCH(bool, serves);
    QFETCH(int, code);
    QFETCH(int, answer);
    QtEnd qt(serves);
    QVERIFY(qt.open());
    const char body[] = {static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
    qt.write(qt.frame(Opcode::Close, QByteArray(body, 2)));
    QTRY_COMPARE_WITH_TIMEOUT(qt.sentClose(), std::optional(answer), limitMs);
}

void TestQtFacts::emptyClose()
{
    QFETCH(bool, serves);
    QtEnd qt(serves);
    QVERIFY(qt.open());
    qt.write(qt.frame(Opcode::Close, {}));
    QTRY_COMPARE_WITH_TIMEOUT(qt.log.lines.value(qt.log.lines.size() - 1), "closed 1000", limitMs);
}

void TestQtFacts::lostConnection_data()
{
    QTest::addColumn<bool>("serves");
    QTest::addColumn<bool>("byReset");
    for (const bool serves : {true, false})
        for (const bool byReset : {true, false})
            QTest::addRow("%s to %s", byReset ? "RST" : "FIN", serves ? "QWebSocketServer" : "QWebSocket")
                << serves << byReset;
}

void TestQtFacts::lostConnection()
{
    QFETCH(bool, serves);
    QFETCH(bool, byReset);
    QtEnd qt(serves);
    QVERIFY(qt.open());
    if (byReset)
        qt.peer.end->reset();
    else
        qt.peer.end->end();
    QTRY_COMPARE_WITH_TIMEOUT(qt.log.lines.value(qt.log.lines.size() - 1), "closed 1000", limitMs);
}

// The error is told, and told again when the server ends TCP: QWebSocket itself leaves it open.
void TestQtFacts::refusedHandshake()
{
    QtEnd qt(false);
    QVERIFY(qt.connectTcp());
    qt.write(core::makeRefusal(403).bytes());
    QTRY_COMPARE_WITH_TIMEOUT(qt.errors, 1, limitMs);
    QCOMPARE(qt.log.lines, QByteArrayList());
    qt.peer.end->end();
    QTRY_VERIFY_WITH_TIMEOUT(qt.peer.sawFin, limitMs);
    QCOMPARE(qt.errors, 2);
    QCOMPARE(qt.log.lines, QByteArrayList{"closed 1000"});
}

// RFC 6455 §7.1.2 asks to wait for the other Close.
void TestQtFacts::closeEndsTcpAtOnce()
{
    QFETCH(bool, serves);
    QtEnd qt(serves);
    QVERIFY(qt.open());
    qt.socket().close();
    QTRY_VERIFY_WITH_TIMEOUT(qt.peer.sawFin, limitMs);
    QCOMPARE(qt.sentClose(), std::optional(1000));
}

void TestQtFacts::closeSendsAnyCode_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("0 to 999 are not used") << 999;
    QTest::newRow("1005 is never sent") << 1005;
    QTest::newRow("5000 has no meaning") << 5000;
}

void TestQtFacts::closeSendsAnyCode()
{
    QFETCH(int, code);
    QtEnd qt(false);
    QVERIFY(qt.open());
    qt.socket().close(static_cast<QWebSocketProtocol::CloseCode>(code));
    QTRY_COMPARE_WITH_TIMEOUT(qt.sentClose(), std::optional(code), limitMs);
}

void TestQtFacts::silentRefusal_data()
{
    QTest::addColumn<QByteArray>("request");
    const QByteArray sound = interop::soundRequest().bytes();
    for (const QByteArray name :
         {"Sec-WebSocket-Key", "Host", "Upgrade", "Connection", "Sec-WebSocket-Version"}) {
        core::HeadDraft draft = interop::soundRequest();
        draft.remove(name);
        QTest::addRow("no %s", name.constData()) << draft.bytes();
    }
    QTest::newRow("POST") << QByteArray(sound).replace("GET ", "POST ");
    QTest::newRow("HTTP/1.0") << QByteArray(sound).replace("HTTP/1.1", "HTTP/1.0");
    core::HeadDraft longHeader = interop::soundRequest();
    longHeader.add("X-Long", QByteArray(100'000, 'x'));
    QTest::newRow("long header") << longHeader.bytes();
}

void TestQtFacts::silentRefusal()
{
    QFETCH(QByteArray, request);
    QtEnd qt(true);
    QVERIFY(qt.connectTcp());
    qt.write(request);
    QTRY_VERIFY_WITH_TIMEOUT(qt.peer.sawFin || qt.peer.sawRst, limitMs);
    QCOMPARE(qt.peer.log, QByteArray());
}

void TestQtFacts::oldVersion_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::newRow("8") << QByteArray("8");
    QTest::newRow("12") << QByteArray("12");
}

// RFC 6455 §4.2.2 names 426 as the fitting status.
void TestQtFacts::oldVersion()
{
    QFETCH(QByteArray, version);
    QtEnd qt(true);
    QVERIFY(qt.connectTcp());
    core::HeadDraft draft = interop::soundRequest();
    draft.set("Sec-WebSocket-Version", version);
    qt.write(draft.bytes());
    QTRY_VERIFY_WITH_TIMEOUT(qt.peer.sawFin, limitMs);
    QVERIFY2(qt.peer.log.startsWith("HTTP/1.1 400 "), qt.peer.log.constData());
    QVERIFY2(qt.peer.log.contains("\r\nSec-WebSocket-Version: 13"), qt.peer.log.constData());
}

void TestQtFacts::acceptedAllTheSame_data()
{
    QTest::addColumn<QByteArray>("request");
    for (const QByteArray key : {"!!!!", "YWJj"}) {
        core::HeadDraft draft = interop::soundRequest();
        draft.set("Sec-WebSocket-Key", key);
        QTest::addRow("key %s", key.constData()) << draft.bytes();
    }
    QTest::newRow("HTTP/2.0") << interop::soundRequest().bytes().replace("HTTP/1.1", "HTTP/2.0");
}

void TestQtFacts::acceptedAllTheSame()
{
    QFETCH(QByteArray, request);
    QtEnd qt(true);
    QVERIFY(qt.connectTcp());
    qt.write(request);
    QTRY_VERIFY_WITH_TIMEOUT(qt.peer.log.contains(endOfHead), limitMs);
    QVERIFY2(qt.peer.log.startsWith("HTTP/1.1 101 "), qt.peer.log.constData());
}

// QWebSocketServer reads it before the application has the socket. QWebSocket, whose handlers are there by
// then, hands it over.
void TestQtFacts::frameWithHandshake()
{
    QFETCH(bool, serves);
    QtEnd qt(serves);
    QVERIFY(qt.open(qt.frame(Opcode::Text, "early")));
    if (!serves) {
        QTRY_VERIFY_WITH_TIMEOUT(qt.log.has("text 5 early"), limitMs);
        return;
    }
    qt.write(qt.frame(Opcode::Text, "later"));
    QTRY_VERIFY_WITH_TIMEOUT(qt.log.has("text 5 later"), limitMs);
    QCOMPARE(qt.log.messages(), QByteArrayList{"text 5 later"});
}

void TestQtFacts::offersAreIgnored()
{
    QtEnd qt(true);
    QVERIFY(qt.open({}, "permessage-deflate; client_max_window_bits"));
    QVERIFY(qt.head.startsWith("HTTP/1.1 101 "));
    QVERIFY(!qt.head.toLower().contains("sec-websocket-extensions"));
}

void TestQtFacts::unaskedExtensionIsAccepted()
{
    QtEnd qt(false);
    QVERIFY(qt.open({}, "permessage-deflate"));
    QVERIFY(!qt.head.toLower().contains("sec-websocket-extensions"));
    qt.write(qt.frame(Opcode::Text, "Hello"));
    QTRY_COMPARE_WITH_TIMEOUT(qt.log.messages(), QByteArrayList{"text 5 Hello"}, limitMs);
}

void TestQtFacts::queryWithoutPath()
{
    QtEnd qt(false);
    QVERIFY(qt.connectTcp(QStringLiteral("?x=1")));
    QVERIFY2(qt.head.startsWith("GET ?x=1 HTTP/1.1\r\n"), qt.head.constData());
}

// handleConnection() takes a socket of our own, but QTcpSocket fills its buffer past readData().
void TestQtFacts::foreignSocket()
{
    AnySocketServer tcp;
    tcp.setProxy(QNetworkProxy::NoProxy);
    QVERIFY(tcp.listen(QHostAddress::LocalHost));
    QWebSocketServer server(QStringLiteral("Qt"), QWebSocketServer::NonSecureMode);
    connect(&tcp, &QTcpServer::newConnection, &server,
            [&] { server.handleConnection(tcp.nextPendingConnection()); });
    Peer peer;
    peer.end->connectTo(tcp.serverPort());
    const QByteArray request = interop::soundRequest().bytes();
    peer.end->write(request);
    QTRY_VERIFY_WITH_TIMEOUT(peer.log.contains(endOfHead) && server.hasPendingConnections(), limitMs);
    QVERIFY(peer.log.startsWith("HTTP/1.1 101 "));
    QVERIFY(tcp.socket->seen < request.size());
    const std::unique_ptr<QWebSocket> accepted(server.nextPendingConnection());
}

void TestQtFacts::noErrorOccurred()
{
    for (int i = 0; i < QWebSocket::staticMetaObject.methodCount(); ++i)
        QVERIFY(QWebSocket::staticMetaObject.method(i).name() != "errorOccurred");
}

void TestQtFacts::headers()
{
    QtEnd client(false);
    QVERIFY(client.connectTcp());
    QByteArrayList names;
    for (const QByteArray &field : client.head.trimmed().split('\n').mid(1))
        names.append(field.first(field.indexOf(':')));
    QCOMPARE(names,
             (QByteArrayList{"Host", "Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version"}));

    QtEnd server(true);
    QVERIFY(server.open());
    for (const char *field : {"\r\nServer: ", "\r\nDate: "})
        QCOMPARE(server.head.count(field), 1);
    QCOMPARE(server.head.count("\r\nAccess-Control-"), 4);
}

void TestQtFacts::longMessagesAreCut()
{
    constexpr qsizetype usual = 512LL * 1024;
    QtEnd qt(false);
    QVERIFY(qt.open());
    qt.socket().sendBinaryMessage(QByteArray(usual + 1, 'x'));
    QTRY_VERIFY_WITH_TIMEOUT(qt.peer.log.size() > usual + 14, limitMs);
    const auto header = core::readFrameHeader(core::spanOf(qt.peer.log));
    QVERIFY(header && !header->fin);
    QCOMPARE(header->payloadLength, static_cast<quint64>(usual));
}

// The two that take their time are looked at on demand.
void TestQtFacts::slowFrame()
{
    if (!qEnvironmentVariableIsSet("FRAMESCOPE_SLOW_TESTS"))
        QSKIP("takes 5 s: FRAMESCOPE_SLOW_TESTS=1");
    QFETCH(bool, serves);
    QtEnd qt(serves);
    QVERIFY(qt.open());
    QElapsedTimer timer;
    timer.start();
    qt.write(qt.frame(Opcode::Text, "Hello").chopped(2));
    QTRY_COMPARE_WITH_TIMEOUT(qt.sentClose(), std::optional(1001), limitMs);
    QVERIFY(timer.elapsed() > 4000 && timer.elapsed() < 8000);
}

void TestQtFacts::slowHandshake()
{
    if (!qEnvironmentVariableIsSet("FRAMESCOPE_SLOW_TESTS"))
        QSKIP("takes 10 s: FRAMESCOPE_SLOW_TESTS=1");
    QtEnd qt(true);
    QVERIFY(qt.connectTcp());
    QElapsedTimer timer;
    timer.start();
    qt.write(interop::soundRequest().bytes().chopped(2));
    QTRY_VERIFY_WITH_TIMEOUT(qt.peer.sawFin || qt.peer.sawRst, 2 * limitMs);
    QCOMPARE(qt.peer.log, QByteArray());
    QVERIFY(timer.elapsed() > 9000 && timer.elapsed() < 14'000);
}

QTEST_GUILESS_MAIN(TestQtFacts)
#include "tst_qtfacts.moc"
