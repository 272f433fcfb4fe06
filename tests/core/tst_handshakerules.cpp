// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include <QTest>

using namespace core;
using fixtures::client;
using fixtures::server;

/// The rules of the opening handshake: REQ and RSP, each with what breaks it and a neighbour that does not.
class TestHandshakeRules : public QObject
{
    Q_OBJECT

private slots:
    void request_data();
    void request();
    void response_data();
    void response();
    void silentWithoutTheRequest();
    void absentFieldsPointToTheirParent();
    void expectedAndObserved();
    void limitIsSaidOnce();
    void checksInOrder();
};

namespace {

QStringList list(const char *text)
{
    const QString all = QString::fromLatin1(text);
    return all.isEmpty() ? QStringList() : all.split(QLatin1Char(' '));
}

} // namespace

void TestHandshakeRules::request_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("rules");
    const QByteArray good = fixtures::request();
    const auto row = [](const char *name, const QByteArray &bytes, const char *rules) {
        QTest::newRow(name) << bytes << list(rules);
    };
    const auto changed = [&good](const char *from, const char *to) {
        Q_ASSERT(good.contains(from));
        return QByteArray(good).replace(from, to);
    };
    row("REQ-01 to REQ-18 kept: good", good, "");
    row("RFC 1.3",
        fixtures::requestWith("Origin: http://example.com\r\nSec-WebSocket-Protocol: chat, superchat\r\n"),
        "");
    row("Chromium",
        fixtures::head({"GET /chat HTTP/1.1", "Host: 127.0.0.1:8080", "Connection: Upgrade",
                        "Pragma: no-cache", "Cache-Control: no-cache",
                        "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)",
                        "Upgrade: websocket", "Origin: http://127.0.0.1:8080", "Sec-WebSocket-Version: 13",
                        "Accept-Encoding: gzip, deflate, br", "Accept-Language: ko-KR,ko;q=0.9,en-US;q=0.8",
                        "Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==",
                        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"}),
        "");
    row("ws of npm",
        fixtures::head(
            {"GET / HTTP/1.1", "Sec-WebSocket-Version: 13",
             "Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==", "Connection: Upgrade", "Upgrade: websocket",
             "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits", "Host: localhost:8080"}),
        "");
    row("REQ-08 kept: Firefox's", changed("Connection: Upgrade", "Connection: keep-alive, Upgrade"), "");
    row("REQ-08 kept: on two lines",
        changed("Connection: Upgrade", "Connection: keep-alive\r\nConnection: upgrade"), "");
    row("REQ-07 kept: upper case", changed("Upgrade: websocket", "UPGRADE: WebSocket"), "");
    row("REQ-01 POST", changed("GET", "POST"), "REQ-01");
    row("REQ-01 get", changed("GET", "get"), "REQ-01");
    row("REQ-02 HTTP/1.0", changed("HTTP/1.1", "HTTP/1.0"), "REQ-02");
    row("REQ-02 kept: HTTP/1.2", changed("HTTP/1.1", "HTTP/1.2"), "");
    row("REQ-02 kept: HTTP/2.0", changed("HTTP/1.1", "HTTP/2.0"), "");
    row("REQ-02 HTTP/0.9", changed("HTTP/1.1", "HTTP/0.9"), "REQ-02");
    row("REQ-02 version of letters", changed("HTTP/1.1", "HTTP/x.y"), "REQ-02");
    row("REQ-02 no version", changed(" HTTP/1.1", ""), "REQ-02 REQ-32");
    row("REQ-03 asterisk", changed("/chat", "*"), "REQ-03");
    row("REQ-03 kept: absolute", changed("/chat", "http://127.0.0.1:8080/chat"), "");
    row("REQ-03 kept: absolute, query alone", changed("/chat", "http://127.0.0.1:8080?a=b"), "");
    row("REQ-03 absolute, other host", changed("/chat", "http://127.0.0.1:9090/chat"), "REQ-03");
    row("REQ-03 absolute ws", changed("/chat", "ws://127.0.0.1:8080/chat"), "REQ-03");
    row("REQ-03 kept: absolute, port 80",
        QByteArray(good)
            .replace("/chat", "HTTP://Example.com/chat")
            .replace("127.0.0.1:8080", "example.COM:80"),
        "");
    row("REQ-03 kept: absolute, port 443",
        QByteArray(good)
            .replace("/chat", "https://example.com:443/chat")
            .replace("127.0.0.1:8080", "example.com"),
        "");
    row("REQ-04 fragment", changed("/chat", "/chat#top"), "REQ-04");
    row("REQ-05 no host", fixtures::without(good, "Host: 127.0.0.1:8080"), "REQ-05");
    row("REQ-06 two hosts", changed("Host: 127.0.0.1:8080", "Host: 127.0.0.1:8080\r\nHost: b"), "REQ-06");
    row("REQ-07 no upgrade", fixtures::without(good, "Upgrade: websocket"), "REQ-07");
    row("REQ-07 other upgrade", changed("Upgrade: websocket", "Upgrade: h2c"), "REQ-07");
    row("REQ-07 kept: websocket among others", changed("Upgrade: websocket", "Upgrade: h2c, websocket"), "");
    row("REQ-08 no connection", fixtures::without(good, "Connection: Upgrade"), "REQ-08");
    row("REQ-08 keep-alive alone", changed("Connection: Upgrade", "Connection: keep-alive"), "REQ-08");
    row("REQ-09 no key", fixtures::without(good, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="), "REQ-09");
    row("REQ-10 two keys",
        changed("Sec-WebSocket-Key: ", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Key: "),
        "REQ-10");
    row("REQ-11 empty key", changed("dGhlIHNhbXBsZSBub25jZQ==", ""), "REQ-11 REQ-12");
    row("REQ-12 key of 15 bytes", changed("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25j"),
        "REQ-11 REQ-12");
    row("REQ-11 key without padding", changed("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ"),
        "REQ-11");
    row("REQ-12 key of 17 bytes", changed("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZWE="),
        "REQ-11 REQ-12");
    row("REQ-11 key in another alphabet", changed("dGhlIHNhbXBsZSBub25jZQ==", "dGhl-HNhbXBsZSBub25jZQ=="),
        "REQ-11 REQ-12");
    row("REQ-13 pad bits", changed("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZR=="), "REQ-13");
    row("REQ-13 kept: pad bits A", changed("dGhlIHNhbXBsZSBub25jZQ==", "AAAAAAAAAAAAAAAAAAAAAA=="), "");
    row("REQ-15 no version field", fixtures::without(good, "Sec-WebSocket-Version: 13"), "REQ-15");
    row("REQ-16 version twice",
        changed("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Version: 13"),
        "REQ-16");
    row("REQ-17 version 013", changed("Version: 13", "Version: 013"), "REQ-17 REQ-18");
    row("REQ-17 version 256", changed("Version: 13", "Version: 256"), "REQ-17 REQ-18");
    row("REQ-17 version +13", changed("Version: 13", "Version: +13"), "REQ-17 REQ-18");
    row("REQ-18 version 8", changed("Version: 13", "Version: 8"), "REQ-18");
    row("REQ-18 version 0", changed("Version: 13", "Version: 0"), "REQ-18");
    row("not a handshake at all", fixtures::head({"POST / HTTP/1.0"}), "");
}

void TestHandshakeRules::request()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, rules);
    const auto once = fixtures::play({client(bytes)});
    QCOMPARE(fixtures::rules(*once.conversation), rules);
    const auto byByte = fixtures::play({client(bytes)}, fixtures::every(1));
    QCOMPARE(fixtures::findings(*byByte.conversation), fixtures::findings(*once.conversation));
    for (const Check &check : once.conversation->checksOf(0)) {
        QVERIFY(check.rule->close == 0);
        QVERIFY(check.rule->status >= 400);
        QVERIFY(!findField(once.conversation->fieldsOf(0), check.field) || check.span.bits > 0);
    }
}

void TestHandshakeRules::response_data()
{
    QTest::addColumn<QByteArray>("requestLines");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("rules");
    const QByteArray good = fixtures::response();
    const auto asked = [](const char *name, const char *requestLines, const QByteArray &bytes,
                          const char *rules) {
        QTest::newRow(name) << QByteArray(requestLines) << bytes << list(rules);
    };
    const auto row = [&asked](const char *name, const QByteArray &bytes, const char *rules) {
        asked(name, "", bytes, rules);
    };
    const auto changed = [&good](const char *from, const char *to) {
        Q_ASSERT(good.contains(from));
        return QByteArray(good).replace(from, to);
    };
    row("RSP-01 to RSP-08 kept: good", good, "");
    row("RSP-02 kept: another reason", changed("Switching Protocols", "Web Socket Protocol Handshake"), "");
    row("RSP-02 kept: no reason", changed(" Switching Protocols", ""), "");
    row("RSP-03 kept: lower case", changed("Upgrade: websocket", "upgrade: WEBSOCKET"), "");
    row("RSP-04 kept: more names", changed("Connection: Upgrade", "Connection: keep-alive, upgrade"), "");
    row("RSP-06 kept: blanks around Accept",
        changed("Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "Accept: \t s3pPLMBiTxaQ9kYGzzhZRbK+xOo= \t"), "");
    row("RSP-01 kept: 403", fixtures::head({"HTTP/1.1 403 Forbidden", "Content-Length: 0"}), "");
    row("RSP-01 kept: 200", fixtures::head({"HTTP/1.1 200 OK", "Content-Length: 0"}), "");
    row("RSP-01 200 with Accept", changed("101 Switching Protocols", "200 OK"), "RSP-01");
    row("RSP-01 no status", fixtures::head({"HTTP/1.1", "Content-Length: 0"}), "RSP-01");
    row("RSP-02 HTTP/1.0", changed("HTTP/1.1", "HTTP/1.0"), "RSP-02");
    row("RSP-03 no upgrade", fixtures::without(good, "Upgrade: websocket"), "RSP-03");
    row("RSP-03 two upgrades", changed("Upgrade: websocket", "Upgrade: websocket, h2c"), "RSP-03");
    row("RSP-04 no connection", fixtures::without(good, "Connection: Upgrade"), "RSP-04");
    row("RSP-04 other connection", changed("Connection: Upgrade", "Connection: close"), "RSP-04");
    row("RSP-05 no accept", fixtures::without(good, "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
        "RSP-05");
    row("RSP-06 wrong accept", changed("s3pPLMBi", "s3pPLMBj"), "RSP-06");
    row("RSP-06 accept in lower case",
        changed("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "s3pplmbitxaq9kygzzhzrbk+xoo="), "RSP-06");
    row("RSP-06 accept of the decoded key",
        changed("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "BXhwxM0SZasKmCD9S4BfpPmCnEw="), "RSP-06");
    row("RSP-07 two accepts",
        fixtures::responseWith("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"), "RSP-07");
    row("RSP-08 protocol not asked for", fixtures::responseWith("Sec-WebSocket-Protocol: chat\r\n"),
        "RSP-08");
    asked("RSP-08 kept: protocol chosen", "Sec-WebSocket-Protocol: chat.v2, chat.v1\r\n",
          fixtures::responseWith("Sec-WebSocket-Protocol: chat.v1\r\n"), "");
    asked("RSP-08 kept: protocol from two lines",
          "Sec-WebSocket-Protocol: a\r\nSec-WebSocket-Protocol: b\r\n",
          fixtures::responseWith("Sec-WebSocket-Protocol: b\r\n"), "");
    asked("RSP-08 protocol in another case", "Sec-WebSocket-Protocol: chat\r\n",
          fixtures::responseWith("Sec-WebSocket-Protocol: Chat\r\n"), "RSP-08");
    asked("RSP-08 kept: protocol not answered", "Sec-WebSocket-Protocol: chat\r\n", good, "");
    asked("empty protocol", "Sec-WebSocket-Protocol: chat\r\n",
          fixtures::responseWith("Sec-WebSocket-Protocol:\r\n"), "RSP-09");
    row("RSP-10 extension not offered",
        fixtures::responseWith("Sec-WebSocket-Extensions: permessage-deflate\r\n"), "RSP-10");
    const char *const offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
    asked("RSP-10 kept: extension agreed", offer,
          fixtures::responseWith("Sec-WebSocket-Extensions: permessage-deflate\r\n"), "");
    asked("RSP-10 kept: extension declined", offer, good, "");
    asked("RSP-12 kept: extensions on two lines",
          "Sec-WebSocket-Extensions: permessage-deflate, bbf-usp-protocol\r\n",
          fixtures::responseWith("Sec-WebSocket-Extensions: permessage-deflate\r\n"
                                 "Sec-WebSocket-Extensions: bbf-usp-protocol; x=1\r\n"),
          ""); // RSP-12: legal
    asked("RSP-10 one of two not offered", offer,
          fixtures::responseWith("Sec-WebSocket-Extensions: permessage-deflate, x-other\r\n"), "RSP-10");
    row("100 first", fixtures::head({"HTTP/1.1 100 Continue"}) + good, "");
    row("RSP-21 kept: obs-text in Server", fixtures::responseWith("Server: caf\xe9\r\n"),
        ""); // RSP-21: legal elsewhere
}

void TestHandshakeRules::response()
{
    QFETCH(QByteArray, requestLines);
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, rules);
    const fixtures::Script script = {client(fixtures::requestWith(requestLines)), server(bytes)};
    const auto once = fixtures::play(script);
    QCOMPARE(fixtures::rules(*once.conversation), rules);
    const auto byByte = fixtures::play(script, fixtures::every(1));
    QCOMPARE(fixtures::findings(*byByte.conversation), fixtures::findings(*once.conversation));
    const bool isOpen = rules.isEmpty() && bytes.contains(" 101"); // a refusal is no finding (RSP-01)
    QCOMPARE(once.conversation->clientState(), isOpen ? ConnectionState::Open : ConnectionState::Closed);
}

void TestHandshakeRules::silentWithoutTheRequest() // a side that is not named is taken as having
                                                   // behaved
{
    const auto played = fixtures::play({server(fixtures::responseWith(
        "Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Extensions: permessage-deflate\r\n"))});
    QCOMPARE(fixtures::findings(*played.conversation), QStringList());
    QCOMPARE(played.conversation->clientState(), ConnectionState::Open);
    const auto broken =
        fixtures::play({server(fixtures::without(fixtures::response(), "Upgrade: websocket"))});
    QCOMPARE(fixtures::rules(*broken.conversation), QStringList{QStringLiteral("RSP-03")});
}

void TestHandshakeRules::absentFieldsPointToTheirParent()
{
    const auto played =
        fixtures::play({client(fixtures::without(fixtures::request(), "Host: 127.0.0.1:8080"))});
    const Check &check = played.conversation->findings().front().check;
    QCOMPARE(check.field, std::string_view("http.headers"));
    QCOMPARE(check.span, findField(played.conversation->fieldsOf(0), "http.headers")->span);
    const auto bare = fixtures::play({client(fixtures::request()), server("HTTP/1.1 101 x\r\n\r\n")});
    for (const Finding &finding : bare.conversation->findings())
        QCOMPARE(finding.check.field, std::string_view("http.response"));
    QCOMPARE(fixtures::rules(*bare.conversation), list("RSP-03 RSP-04 RSP-05"));
}

void TestHandshakeRules::expectedAndObserved()
{
    const auto played =
        fixtures::play({client(fixtures::request()), server(fixtures::response().replace("s3pP", "XXXX"))});
    QCOMPARE(fixtures::findings(*played.conversation),
             QStringList{QStringLiteral("RSP-06 unit 1 http.response.accept 776+224 "
                                        "[s3pPLMBiTxaQ9kYGzzhZRbK+xOo=] [XXXXLMBiTxaQ9kYGzzhZRbK+xOo=]")});
    const Check &check = played.conversation->findings().front().check;
    QCOMPARE(check.rule->section, std::string_view("RFC 6455 §4.1"));
    QCOMPARE(check.rule->severity, Severity::Violation);
    const auto version = fixtures::play({client(fixtures::request().replace("Version: 13", "Version: 8"))});
    QCOMPARE(version.conversation->findings().front().check.rule->status, 426);
    QCOMPARE(version.conversation->findings().front().check.expected, QByteArray("13"));
    QCOMPARE(version.conversation->findings().front().check.observed, QByteArray("8"));
}

void TestHandshakeRules::limitIsSaidOnce() // REQ-33, for either side, wherever chunks end
{
    const QByteArray tooLong = "HTTP/1.1 101 x\r\nX: " + QByteArray(70000, 'y') + "\r\n\r\n";
    const QStringList expected{QStringLiteral("REQ-33 unit 1 bytes.unknown 0+524288 [<= 65536] [> 65536]")};
    for (const qsizetype size : {65535, 65536, 65537, 1 << 20, 4096}) {
        const auto played =
            fixtures::play({client(fixtures::request()), server(tooLong)}, fixtures::every(size));
        QCOMPARE(fixtures::findings(*played.conversation), expected);
    }
    QVERIFY(fixtures::play(fixtures::all().at("head at the limit").script).conversation->findings().empty());
}

void TestHandshakeRules::checksInOrder() // RFC 6455 §4.2.1 and §4.1, kept ones too
{
    const auto played = fixtures::play(fixtures::handshake());
    const auto ids = [&](quint32 unit) {
        QStringList all;
        for (const Check &check : played.conversation->checksOf(unit)) {
            all.append(
                QString::fromLatin1(check.rule->id.data(), static_cast<qsizetype>(check.rule->id.size())));
            if (!check.kept)
                all.last() += QLatin1Char('!');
        }
        return all;
    };
    QCOMPARE(ids(0), list("REQ-01 REQ-02 REQ-03 REQ-05 REQ-07 REQ-08 REQ-12 REQ-18"));
    QCOMPARE(ids(1), list("RSP-01 RSP-03 RSP-04 RSP-06"));
    const auto interim =
        fixtures::play({client(fixtures::request()),
                        server(fixtures::head({"HTTP/1.1 103 Early Hints"}) + fixtures::response())});
    QCOMPARE(interim.conversation->checksOf(1).size(), std::size_t(0));
    QCOMPARE(interim.conversation->checksOf(2).size(), std::size_t(4));
}

QTEST_GUILESS_MAIN(TestHandshakeRules)
#include "tst_handshakerules.moc"
