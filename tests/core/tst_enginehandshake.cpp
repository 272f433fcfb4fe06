// SPDX-License-Identifier: GPL-3.0-or-later
#include "enginebench.h"
#include "judging.h"

#include <QTest>

using namespace core;
using namespace enginebench;
using judging::list;

namespace {

constexpr auto client = Direction::Client;
constexpr auto server = Direction::Server;

ClientPolicy chatClient()
{
    ClientPolicy policy;
    policy.target = "/chat";
    return policy;
}

ServerPolicy chatServer()
{
    ServerPolicy policy;
    policy.paths = {"/chat"};
    policy.origins = {"http://127.0.0.1:8080"};
    return policy;
}

QByteArray firstLine(const QByteArray &head) { return head.left(head.indexOf("\r\n")); }

/// A client whose request is on its way.
std::unique_ptr<Engine> asking(const ClientPolicy &policy)
{
    auto engine = std::make_unique<Engine>(policy, ofLesson());
    engine->start(0);
    engine->takeOutput();
    return engine;
}

} // namespace

class TestEngineHandshake : public QObject
{
    Q_OBJECT

private slots:
    void bytesOfTheLessons_data();
    void bytesOfTheLessons();
    void framesComeAfterTheBody();
    void acceptSlips_data();
    void acceptSlips();
    void refusedByTheServer_data();
    void refusedByTheServer();
    void refusedLiterally_data();
    void refusedLiterally();
    void everyBrokenRequestHasAStatus();
    void refusalsConform_data();
    void refusalsConform();
    void refusedByTheClient_data();
    void refusedByTheClient();
    void subprotocols_data();
    void subprotocols();
    void deflate_data();
    void deflate();
    void pieces();
    void interimResponses();
    void framesBehindTheHeads();
    void endsInTheMiddle();
};

void TestEngineHandshake::bytesOfTheLessons_data()
{
    QTest::addColumn<bool>("isNegotiated");
    QTest::addColumn<int>("requestBytes");
    QTest::addColumn<int>("responseBytes");
    QTest::newRow("L01") << false << 157 << 129;
    QTest::newRow("L04") << true << 300 << 208;
}

void TestEngineHandshake::bytesOfTheLessons()
{
    QFETCH(bool, isNegotiated);
    QFETCH(int, requestBytes);
    QFETCH(int, responseBytes);
    ClientPolicy clientPolicy = chatClient();
    ServerPolicy serverPolicy;
    QByteArray request = fixtures::request();
    QByteArray response = fixtures::response();
    if (isNegotiated) {
        clientPolicy.origin = "http://127.0.0.1:8080";
        clientPolicy.subprotocols = {"chat.v2", "chat.v1"};
        clientPolicy.deflate.enabled = true;
        serverPolicy.subprotocols = {"chat.v1"};
        serverPolicy.deflate.enabled = true;
        request = fixtures::requestWith(
            "Origin: http://127.0.0.1:8080\r\nSec-WebSocket-Protocol: chat.v2, chat.v1\r\n"
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n");
        response = fixtures::responseWith(
            "Sec-WebSocket-Protocol: chat.v1\r\nSec-WebSocket-Extensions: permessage-deflate\r\n");
    }
    Engine asks(clientPolicy, ofLesson());
    Engine answers(serverPolicy, ofLesson());
    asks.start(0);
    answers.start(0);
    const QByteArray sent = asks.takeOutput();
    QCOMPARE(sent, request);
    QCOMPARE(sent.size(), requestBytes);
    QCOMPARE(asks.state(), ConnectionState::Connecting);
    QCOMPARE(lines(feed(answers, sent)), list("opened"));
    const QByteArray answer = answers.takeOutput();
    QCOMPARE(answer, response);
    QCOMPARE(answer.size(), responseBytes);
    QCOMPARE(lines(feed(asks, answer)), list("opened"));
    for (const Engine *engine : {&asks, &answers}) {
        QCOMPARE(engine->state(), ConnectionState::Open);
        QCOMPARE(engine->subprotocol(), isNegotiated ? QByteArray("chat.v1") : QByteArray());
        QCOMPARE(engine->deflate().has_value(), isNegotiated);
    }
}

// RFC 9112 §6: a request may have a body, even if it makes little sense here; it is not frames.
void TestEngineHandshake::framesComeAfterTheBody()
{
    const QByteArray hello = fixtures::hex("81 85 37 fa 21 3d 7f 9f 4d 51 58");
    const QByteArray requests[] = {
        fixtures::requestWith("Content-Length: 5\r\n") + QByteArray("\x81\x80\0\0\0", 5) + hello,
        fixtures::requestWith("Transfer-Encoding: chunked\r\n") + "3\r\nabc\r\n0\r\n\r\n" + hello,
    };
    for (const QByteArray &request : requests) {
        for (const qsizetype size : {request.size(), qsizetype{1}, qsizetype{7}}) {
            core::Engine server(core::ServerPolicy{}, enginebench::seeded(1));
            server.start(0);
            QCOMPARE(enginebench::lines(enginebench::feed(server, request, fixtures::every(size))),
                     (QStringList{QStringLiteral("opened"), QStringLiteral("text Hello")}));
        }
    }
}

void TestEngineHandshake::acceptSlips_data()
{
    QTest::addColumn<QByteArray>("accept");
    QTest::newRow("") << QByteArray("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    QTest::newRow("accept-key-decoded") << QByteArray("BXhwxM0SZasKmCD9S4BfpPmCnEw=");
    QTest::newRow("accept-hex-digest")
        << QByteArray("YjM3YTRmMmNjMDYyNGYxNjkwZjY0NjA2Y2YzODU5NDViMmJlYzRlYQ==");
    QTest::newRow("accept-lower-case-guid") << QByteArray("WJfwerbIozKsJXHxxI0JTO1SQgU=");
}

void TestEngineHandshake::acceptSlips()
{
    QFETCH(QByteArray, accept);
    ServerPolicy policy;
    policy.deviation = QTest::currentDataTag();
    Engine answers(policy, ofLesson());
    answers.start(0);
    feed(answers, fixtures::request());
    const QByteArray answer = answers.takeOutput();
    QVERIFY2(answer.contains("\r\nSec-WebSocket-Accept: " + accept + "\r\n"), answer.constData());
    const auto asks = asking(chatClient());
    const bool isRight = policy.deviation.isEmpty();
    QCOMPARE(lines(feed(*asks, answer)), list(isRight ? "opened" : "handshake-failed 101 RSP-06"));
    QCOMPARE(asks->state(), isRight ? ConnectionState::Open : ConnectionState::Closed);
}

void TestEngineHandshake::refusedByTheServer_data()
{
    QTest::addColumn<QByteArray>("change"); // a deviation, a target, an origin, or the server's own mind
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("rule");
    const auto row = [](const char *change, int status, const char *rule) {
        QTest::newRow(change) << QByteArray(change) << status << QByteArray(rule);
    };
    row("request-post", 405, "REQ-01");
    row("request-http10", 400, "REQ-02");
    row("request-no-host", 400, "REQ-05");
    row("request-no-upgrade", 400, "REQ-07");
    row("request-no-connection", 400, "REQ-08");
    row("request-no-key", 400, "REQ-09");
    row("request-short-key", 400, "REQ-11");
    row("request-no-version", 400, "REQ-15");
    row("request-version-12", 426, "REQ-18");
    row("/none", 404, "");
    row("/chats", 404, "");
    row("/", 404, "");
    row("http://elsewhere:8080", 403, "");
    row("null", 403, "");
    row("401", 401, "");
    row("503", 503, "");
}

void TestEngineHandshake::refusedByTheServer()
{
    QFETCH(QByteArray, change);
    QFETCH(int, status);
    QFETCH(QByteArray, rule);
    ClientPolicy clientPolicy = chatClient();
    ServerPolicy serverPolicy = chatServer();
    if (change.startsWith('/'))
        clientPolicy.target = change;
    else if (change.startsWith("http") || change == "null")
        clientPolicy.origin = change;
    else if (change.toInt() != 0)
        serverPolicy.refuseWith = change.toInt();
    else
        clientPolicy.deviation = change;
    for (quint64 seed = 0; seed < 8; ++seed) {
        Peers peers(clientPolicy, serverPolicy, seed);
        peers.start();
        const QString code = QString::number(status);
        const QString said = QStringLiteral("handshake-failed %1 %2").arg(code, QString::fromLatin1(rule));
        QCOMPARE(peers.told(server), QStringList({said.trimmed(), QStringLiteral("closed 1006")}));
        QCOMPARE(peers.told(client), QStringList({QStringLiteral("handshake-failed %1 RSP-01").arg(code),
                                                  QStringLiteral("closed 1006")}));
        QVERIFY(!peers.wasOpen(client) && !peers.wasOpen(server));
        QVERIFY(peers.sent(server).startsWith("HTTP/1.1 " + QByteArray::number(status) + ' '));
        QVERIFY(peers.sent(server).endsWith("\r\n\r\n"));
        QCOMPARE(peers.sent(server).contains("\r\nSec-WebSocket-Version: 13\r\n"),
                 rule == "REQ-15" || rule == "REQ-18"); // whatever the status (RFC 6455 §4.4)
        QCOMPARE(peers.sent(server).contains("\r\nAllow: GET\r\n"), status == 405);
        QCOMPARE(peers.sent(server).contains("\r\nWWW-Authenticate: "), status == 401);
        QCOMPARE(peers.firstEnd(), server);
        QVERIFY2(peers.fault().isEmpty(), peers.fault());
    }
}

void TestEngineHandshake::refusedLiterally_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("answer");
    const auto changed = [](const char *name, const char *from, const char *to, const char *answer) {
        QTest::newRow(name) << judging::replaced(fixtures::request(), from, to) << QByteArray(answer);
    };
    const auto lacks = [](const char *name, const char *line) {
        QTest::newRow(name) << fixtures::without(fixtures::request(), line)
                            << QByteArray("HTTP/1.1 400 Bad Request");
    };
    changed("POST", "GET", "POST", "HTTP/1.1 405 Method Not Allowed");
    changed("PUT", "GET", "PUT", "HTTP/1.1 405 Method Not Allowed");
    changed("HTTP/1.0", "HTTP/1.1", "HTTP/1.0", "HTTP/1.1 400 Bad Request");
    changed("a version that is no number", "Version: 13", "Version: x", "HTTP/1.1 400 Bad Request");
    lacks("no Upgrade", "Upgrade: websocket");
    lacks("no Connection", "Connection: Upgrade");
    lacks("no Key", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    changed("a short Key", "ZQ==", "==", "HTTP/1.1 400 Bad Request");
    changed("version 12", "Version: 13", "Version: 12", "HTTP/1.1 426 Upgrade Required");
    changed("a path that there is not", "/chat", "/none", "HTTP/1.1 404 Not Found");
    changed("a foreign Origin", "Connection: Upgrade", "Connection: Upgrade\r\nOrigin: http://evil",
            "HTTP/1.1 403 Forbidden");
    changed("a head that is too long", "Connection: Upgrade",
            ("Connection: Upgrade\r\nX: " + QByteArray(1000, 'x')).constData(),
            "HTTP/1.1 431 Request Header Fields Too Large");
    changed("a line that does not end", fixtures::request().constData(),
            ("GET /chat" + QByteArray(1000, 'x')).constData(),
            "HTTP/1.1 431 Request Header Fields Too Large");
    changed("no HTTP", fixtures::request().constData(), "\x16\x03\x01 GET", "HTTP/1.1 400 Bad Request");
    changed("a query belongs to the path, a fragment is refused", "/chat", "/chat?a=b#c",
            "HTTP/1.1 400 Bad Request");
    changed("a query is not looked at", "/chat", "/chat?room=%2F", "HTTP/1.1 101 Switching Protocols");
    changed("an absolute target", "GET /chat", "GET http://127.0.0.1:8080/chat",
            "HTTP/1.1 101 Switching Protocols");
    changed("an absolute target elsewhere", "GET /chat", "GET http://127.0.0.1:8080/none",
            "HTTP/1.1 404 Not Found");
}

void TestEngineHandshake::refusedLiterally()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, answer);
    for (const qsizetype piece : {qsizetype{1}, qsizetype{7}, request.size()}) {
        ServerPolicy policy = chatServer();
        policy.limits.headerBlock = 500;
        Engine answers(policy, ofLesson());
        answers.start(0);
        const auto events = feed(answers, request, fixtures::every(piece));
        const QByteArray response = answers.takeOutput();
        QCOMPARE(firstLine(response), answer);
        QCOMPARE(events.size(), std::size_t{1});
        const bool isOpen = answer.contains(" 101 ");
        QCOMPARE(events[0].kind, isOpen ? EngineEvent::Kind::Opened : EngineEvent::Kind::HandshakeFailed);
        QCOMPARE(answers.wantsTcpEnd(), !isOpen);
        if (isOpen)
            continue;
        QCOMPARE(events[0].status, answer.mid(9, 3).toInt());
        const auto asks = asking(chatClient());
        QCOMPARE(response.contains("Sec-WebSocket-Version: 13"),
                 rule(events[0].rule.empty() ? "REQ-01" : events[0].rule).field == "http.request.version");
        const auto told = feed(*asks, response, fixtures::every(piece));
        QCOMPARE(lines(told),
                 QStringList(QStringLiteral("handshake-failed %1 RSP-01").arg(events[0].status)));
        QCOMPARE(asks->state(), ConnectionState::Closed);
        QVERIFY(asks->wantsTcpEnd() && asks->takeOutput().isEmpty());
    }
}

// A refusal without a status would be a line that is no HTTP.
void TestEngineHandshake::everyBrokenRequestHasAStatus()
{
    for (const Rule &rule : allRules())
        if (rule.id.starts_with("REQ-") && rule.severity == Severity::Violation)
            QVERIFY2(rule.status >= 400 && rule.status < 500, rule.id.data());
}

void TestEngineHandshake::refusalsConform_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {300, 400, 401, 403, 404, 405, 426, 431, 500, 503, 599})
        QTest::addRow("%d", status) << status;
}

/// A refusal of our own breaks no rule of the referee's.
void TestEngineHandshake::refusalsConform()
{
    QFETCH(int, status);
    const QByteArray refusal = makeRefusal(status).bytes();
    const HttpHead head = readHttpHead(refusal, true);
    QCOMPARE(head.status(), status);
    QVERIFY(head.complete);
    const QByteArray request = judging::replaced(fixtures::request(), "Version: 13", "Version: 12");
    const auto checks = judging::checksOfResponse(refusal, status == 426 ? request : fixtures::request());
    QVERIFY2(judging::findings(checks).isEmpty(), qPrintable(judging::findings(checks).join(u'\n')));
}

void TestEngineHandshake::refusedByTheClient_data()
{
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *name, const QByteArray &response, const char *said) {
        QTest::newRow(name) << response << QByteArray(said);
    };
    const QByteArray good = fixtures::response();
    row("good", good, "opened");
    row("a plain HTTP server", fixtures::head({"HTTP/1.1 200 OK", "Content-Length: 5"}) + "hello",
        "handshake-failed 200 RSP-01");
    row("200 with all the rest", judging::replaced(good, "101 Switching Protocols", "200 OK"),
        "handshake-failed 200 RSP-01");
    row("a redirection", fixtures::head({"HTTP/1.1 302 Found", "Location: /"}),
        "handshake-failed 302 RSP-01");
    row("no Upgrade", fixtures::without(good, "Upgrade: websocket"), "handshake-failed 101 RSP-03");
    row("another Upgrade", judging::replaced(good, "Upgrade: websocket", "Upgrade: h2c"),
        "handshake-failed 101 RSP-03");
    row("no Connection", fixtures::without(good, "Connection: Upgrade"), "handshake-failed 101 RSP-04");
    row("no Accept", fixtures::without(good, "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
        "handshake-failed 101 RSP-05");
    row("wrong Accept", judging::replaced(good, "s3pP", "S3pP"), "handshake-failed 101 RSP-06");
    row("Accept twice", fixtures::responseWith("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"),
        "handshake-failed 101 RSP-07");
    row("a foreign subprotocol", fixtures::responseWith("Sec-WebSocket-Protocol: chat.v9\r\n"),
        "handshake-failed 101 RSP-08");
    row("a subprotocol in other letters", fixtures::responseWith("Sec-WebSocket-Protocol: CHAT.V1\r\n"),
        "handshake-failed 101 RSP-08");
    row("two subprotocols", fixtures::responseWith("Sec-WebSocket-Protocol: chat.v1, chat.v2\r\n"),
        "handshake-failed 101 RSP-09");
    row("one of the subprotocols", fixtures::responseWith("Sec-WebSocket-Protocol: chat.v2\r\n"), "opened");
    row("a foreign extension", fixtures::responseWith("Sec-WebSocket-Extensions: x-other\r\n"),
        "handshake-failed 101 RSP-10");
    row("permessage-deflate", fixtures::responseWith("Sec-WebSocket-Extensions: permessage-deflate\r\n"),
        "opened");
    row("permessage-deflate with a foreign parameter",
        fixtures::responseWith("Sec-WebSocket-Extensions: permessage-deflate; level=9\r\n"),
        "handshake-failed 101 PMD-08");
    row("permessage-deflate twice",
        fixtures::responseWith("Sec-WebSocket-Extensions: permessage-deflate, permessage-deflate\r\n"),
        "handshake-failed 101 PMD-13");
    row("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n", "handshake-failed 400 RSP-18");
    row("a frame", QByteArray("\x81\x02hi"), "handshake-failed 400 RSP-18");
    row("a head that is too long", fixtures::responseWith("X: " + QByteArray(1000, 'x') + "\r\n"),
        "handshake-failed 431 REQ-33");
}

void TestEngineHandshake::refusedByTheClient()
{
    QFETCH(QByteArray, response);
    QFETCH(QByteArray, said);
    ClientPolicy policy = chatClient();
    policy.subprotocols = {"chat.v2", "chat.v1"};
    policy.deflate.enabled = true;
    policy.limits.headerBlock = 500;
    for (quint64 seed = 1; seed < 8; ++seed) {
        const auto asks = asking(policy);
        QCOMPARE(lines(feed(*asks, response, seed == 1 ? fixtures::whole() : fixtures::random(seed))),
                 list(said.constData()));
        const bool isOpen = said == "opened";
        QCOMPARE(asks->state(), isOpen ? ConnectionState::Open : ConnectionState::Closed);
        QCOMPARE(asks->wantsTcpEnd(), !isOpen);
        QVERIFY(asks->takeOutput().isEmpty());
        QCOMPARE(asks->send(Opcode::Text, "too early"), isOpen);
    }
}

void TestEngineHandshake::subprotocols_data()
{
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QByteArray>("spoken");
    QTest::addColumn<QByteArray>("chosen");
    const auto row = [](const char *name, const char *offered, const char *spoken, const char *chosen) {
        QTest::newRow(name) << QByteArray(offered) << QByteArray(spoken) << QByteArray(chosen);
    };
    row("the client's first", "b,a", "a,b", "b");
    row("the one that both speak", "x,a,y", "a", "a");
    row("none in common", "x,y", "a,b", "");
    row("none is spoken", "x", "", "");
    row("none is offered", "", "a", "");
    row("letters count", "A", "a", "");
}

void TestEngineHandshake::subprotocols()
{
    QFETCH(QByteArray, offered);
    QFETCH(QByteArray, spoken);
    QFETCH(QByteArray, chosen);
    ClientPolicy clientPolicy = chatClient();
    ServerPolicy serverPolicy;
    clientPolicy.subprotocols = splitList(offered);
    serverPolicy.subprotocols = splitList(spoken);
    Peers peers(clientPolicy, serverPolicy);
    peers.start();
    for (const Direction side : {client, server}) {
        QCOMPARE(peers.told(side), list("opened"));
        QCOMPARE(peers[side].subprotocol(), chosen);
    }
    QCOMPARE(peers.sent(server).contains("Sec-WebSocket-Protocol"), !chosen.isEmpty());
    QVERIFY(peers.watched()->findings().empty());
}

void TestEngineHandshake::deflate_data()
{
    QTest::addColumn<DeflatePolicy>("asked");
    QTest::addColumn<DeflatePolicy>("served");
    QTest::addColumn<QByteArray>("answer");
    const DeflatePolicy off;
    const DeflatePolicy on = {.enabled = true};
    const auto row = [](const char *name, const DeflatePolicy &asked, const DeflatePolicy &served,
                        const char *answer) { QTest::newRow(name) << asked << served << QByteArray(answer); };
    row("not offered", off, on, "");
    row("not wanted", on, off, "");
    row("plain", on, on, "permessage-deflate");
    row("the server forgets, as the client asks", {.enabled = true, .serverNoContextTakeover = true}, on,
        "permessage-deflate; server_no_context_takeover");
    row("the client forgets, as it says", {.enabled = true, .clientNoContextTakeover = true}, on,
        "permessage-deflate; client_no_context_takeover");
    row("both forget, as the server wants", on,
        {.enabled = true, .serverNoContextTakeover = true, .clientNoContextTakeover = true},
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover");
    row("the smaller window", {.enabled = true, .serverMaxWindowBits = 12, .clientMaxWindowBits = 9},
        {.enabled = true, .serverMaxWindowBits = 10, .clientMaxWindowBits = 11},
        "permessage-deflate; server_max_window_bits=10; client_max_window_bits=9");
    row("a window that the server is asked for", {.enabled = true, .serverMaxWindowBits = 8}, on,
        "permessage-deflate; server_max_window_bits=8");
    row("the client's window is not the server's to set",
        {.enabled = true, .offerClientMaxWindowBits = false}, {.enabled = true, .clientMaxWindowBits = 9},
        "permessage-deflate");
}

void TestEngineHandshake::deflate()
{
    QFETCH(DeflatePolicy, asked);
    QFETCH(DeflatePolicy, served);
    QFETCH(QByteArray, answer);
    ClientPolicy clientPolicy = chatClient();
    ServerPolicy serverPolicy;
    clientPolicy.deflate = asked;
    serverPolicy.deflate = served;
    Peers peers(clientPolicy, serverPolicy);
    peers.start();
    QCOMPARE(peers.told(client), list("opened"));
    const HttpHead response = readHttpHead(peers.sent(server), true);
    QCOMPARE(response.joined("Sec-WebSocket-Extensions"), answer);
    QCOMPARE(peers[client].deflate().has_value(), !answer.isEmpty());
    QVERIFY(peers[client].deflate() == peers[server].deflate());
    const auto watched = peers.watched();
    QVERIFY(watched->deflate() == peers[client].deflate());
    QVERIFY2(watched->findings().empty(), qPrintable(fixtures::findings(*watched).join(u'\n')));
}

void TestEngineHandshake::pieces()
{
    const QByteArray response = fixtures::response();
    for (qsizetype cut = 1; cut < response.size(); ++cut) {
        const auto asks = asking(chatClient());
        QVERIFY(feed(*asks, response.first(cut)).empty());
        QCOMPARE(asks->state(), ConnectionState::Connecting);
        QCOMPARE(lines(feed(*asks, response.sliced(cut))), list("opened"));
        Engine answers(ServerPolicy(), ofLesson());
        answers.start(0);
        QVERIFY(feed(answers, fixtures::request().first(cut)).empty());
        QVERIFY(answers.takeOutput().isEmpty());
        QCOMPARE(lines(feed(answers, fixtures::request().sliced(cut))), list("opened"));
        QCOMPARE(answers.takeOutput(), response);
    }
}

void TestEngineHandshake::interimResponses()
{
    const QByteArray interim = fixtures::head({"HTTP/1.1 100 Continue"}) +
                               fixtures::head({"HTTP/1.1 103 Early Hints", "Link: </a.css>"});
    const QByteArray hello = frameBytes(server, Opcode::Text, "Hello");
    for (quint64 seed = 1; seed < 20; ++seed) {
        const auto asks = asking(chatClient());
        QCOMPARE(lines(feed(*asks, interim + fixtures::response() + hello, fixtures::random(seed))),
                 list("opened|text Hello"));
        const auto refused = asking(chatClient());
        const QByteArray refusal = makeRefusal(403).bytes();
        QCOMPARE(lines(feed(*refused, interim + refusal, fixtures::random(seed))),
                 list("handshake-failed 403 RSP-01"));
    }
    const auto asks = asking(chatClient());
    QVERIFY(feed(*asks, interim).empty());
    QCOMPARE(asks->state(), ConnectionState::Connecting);
}

// RFC 6455 §4.2.2: a server may send at once. What a client sends too early is not lost either.
void TestEngineHandshake::framesBehindTheHeads()
{
    for (const Direction from : {client, server}) {
        const QByteArray bytes = (from == client ? fixtures::request() : fixtures::response()) +
                                 frameBytes(from, Opcode::Text, "a") + frameBytes(from, Opcode::Ping, "p") +
                                 frameBytes(from, Opcode::Binary, "b");
        const auto receiver =
            from == server ? asking(chatClient()) : std::make_unique<Engine>(ServerPolicy(), ofLesson());
        if (from == client)
            receiver->start(0);
        receiver->receive(spanOf(bytes), 0);
        QCOMPARE(lines(receiver->takeEvents()), list("opened"));
        QVERIFY(receiver->hasWaiting());
        for (const char *expected : {"text a", "ping p", "binary b"}) {
            receiver->resume(0);
            QCOMPARE(lines(receiver->takeEvents()), list(expected));
        }
        QVERIFY(!receiver->hasWaiting());
    }
}

void TestEngineHandshake::endsInTheMiddle()
{
    for (const qsizetype size : {qsizetype{0}, qsizetype{1}, fixtures::response().size() - 1}) {
        const auto asks = asking(chatClient());
        feed(*asks, fixtures::response().first(size));
        asks->receiveEnd(0);
        QCOMPARE(lines(asks->takeEvents()), list("handshake-failed|closed 1006"));
        QCOMPARE(asks->state(), ConnectionState::Closed);
        QVERIFY(asks->wantsTcpEnd() && asks->takeOutput().isEmpty());
        Engine answers(ServerPolicy(), ofLesson());
        answers.start(0);
        feed(answers, fixtures::request().first(size));
        answers.receiveEnd(0);
        QCOMPARE(lines(answers.takeEvents()), list("handshake-failed|closed 1006"));
        QVERIFY(answers.wantsTcpEnd() && answers.takeOutput().isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestEngineHandshake)
#include "tst_enginehandshake.moc"
