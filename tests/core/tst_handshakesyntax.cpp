// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging.h"

#include <QTest>

using namespace core;
using namespace judging;

/// Rules about how a request is written, REQ-19 to REQ-34 without the extensions, each with what breaks it
/// and a neighbour that does not; and what real peers send, which breaks none.
class TestHandshakeSyntax : public QObject
{
    Q_OBJECT

private slots:
    void realPeers_data();
    void realPeers();
    void requests_data();
    void requests();
    void foldedValuesAreReadWhole();
    void placesOfWhatIsAbsent();
    void keptOnesStayAsTheyWere();
    void anyPrefixAndAnyByte();
};

namespace {

// Recorded from Chromium 156, ws of npm 8.11, Qt 6.4.2, curl 7.88 with its fields given by hand; Firefox is
// written from memory.
const QByteArray chromium =
    "GET /chat HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nConnection: Upgrade\r\nPragma: no-cache\r\n"
    "Cache-Control: no-cache\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like "
    "Gecko) HeadlessChrome/156.0.0.0 Safari/537.36\r\nUpgrade: websocket\r\nOrigin: http://127.0.0.1:8000\r\n"
    "Sec-WebSocket-Version: 13\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n"
    "Accept-Language: en-US,en;q=0.9\r\nSec-WebSocket-Key: 2SD7z8RUxr0fKgJ4osiPtg==\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
    "Sec-WebSocket-Protocol: chat.v2, chat.v1\r\n\r\n";
const QByteArray firefox =
    "GET /chat HTTP/1.1\r\nHost: localhost:8000\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) "
    "Gecko/20100101 Firefox/128.0\r\nAccept: */*\r\nAccept-Language: ko-KR,ko;q=0.8,en-US;q=0.5,en;q=0.3\r\n"
    "Accept-Encoding: gzip, deflate, br, zstd\r\nSec-WebSocket-Version: 13\r\n"
    "Origin: http://localhost:8000\r\nSec-WebSocket-Extensions: permessage-deflate\r\n"
    "Sec-WebSocket-Key: 2SD7z8RUxr0fKgJ4osiPtg==\r\nConnection: keep-alive, Upgrade\r\n"
    "Sec-Fetch-Dest: empty\r\nSec-Fetch-Mode: websocket\r\nSec-Fetch-Site: same-origin\r\n"
    "Pragma: no-cache\r\nCache-Control: no-cache\r\nUpgrade: websocket\r\n\r\n";
const QByteArray wsClient =
    "GET /chat HTTP/1.1\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: N04XVrHM0B1AWwOQ+sqwOw==\r\n"
    "Connection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\nHost: 127.0.0.1:35735\r\n\r\n";
const QByteArray qtClient =
    "GET /chat HTTP/1.1\r\nHost: 127.0.0.1:45205\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: IRdjVy47BxU6OQjeKOw8YQ==\r\nOrigin: http://127.0.0.1:8000\r\n"
    "Sec-WebSocket-Version: 13\r\n\r\n";
const QByteArray curl =
    "GET /chat HTTP/1.1\r\nHost: 127.0.0.1:59567\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n"
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
const QByteArray rfcClient = // §1.2 and §1.3
    "GET /chat HTTP/1.1\r\nHost: server.example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: http://example.com\r\n"
    "Sec-WebSocket-Protocol: chat, superchat\r\nSec-WebSocket-Version: 13\r\n\r\n";
const QByteArray qtServer =
    answering("Server: lab\r\nAccess-Control-Allow-Credentials: false\r\n"
              "Access-Control-Allow-Methods: GET\r\nAccess-Control-Allow-Headers: content-type\r\n"
              "Access-Control-Allow-Origin: *\r\nDate: Sun, 22 Nov 2026 18:09:26 GMT\r\n");

} // namespace

void TestHandshakeSyntax::realPeers_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("response");
    const auto row = [](const char *name, const QByteArray &request, const QByteArray &response) {
        QTest::newRow(name) << request << response;
    };
    row("Chromium", chromium, {});
    row("Firefox", firefox, {});
    row("ws", wsClient, {});
    row("Qt", qtClient, {});
    row("curl; Qt's server", curl, qtServer);
    row("RFC 6455 §1.3", rfcClient, answering("Sec-WebSocket-Protocol: chat\r\n"));
    const QByteArray offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
    row("ws's server", asking(offer), answering("Sec-WebSocket-Extensions: permessage-deflate\r\n"));
    row("ws's server, all parameters",
        asking("Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; "
               "server_max_window_bits=10; client_max_window_bits=11\r\n"),
        answering("Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; "
                  "server_max_window_bits=10; client_max_window_bits=11\r\n"));
    row("Qt's server, version 8", {}, "HTTP/1.1 400 Bad Request\r\nSec-WebSocket-Version: 13\r\n\r\n");
    row("Chromium, file://", replaced(chromium, "http://127.0.0.1:8000", "null"), {});
    row("Chromium, extension page",
        replaced(chromium, "http://127.0.0.1:8000", "chrome-extension://abcdefgh"), {});
    row("a cookie and a token", asking("Cookie: a=b; c=\"d\"\r\nAuthorization: Basic Zm9vOmJhcg==\r\n"), {});
    row("obs-text in a name of a person", asking("X-Name: \xea\xb0\x80 caf\xe9\r\n"), {});
    row("RSP-21 kept: obs-text in Server", asking({}), answering("Server: caf\xe9\r\n"));
}

void TestHandshakeSyntax::realPeers()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, response);
    if (!request.isEmpty())
        QCOMPARE(findings(checksOfRequest(request)), QStringList());
    if (!response.isEmpty())
        QCOMPARE(findings(checksOfResponse(response, request)), QStringList());
}

void TestHandshakeSyntax::requests_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QByteArray &request, const char *expected) {
        QTest::newRow(name) << request << list(expected);
    };
    const auto line = [&row](const char *name, const QByteArray &text, const char *expected) {
        row(name, asking(text + "\r\n"), expected);
    };
    const auto origin = [&line](const char *name, const QByteArray &value, bool good) {
        const QByteArray said = "REQ-19 http.request.origin [scheme://host:port] [" + value + "]";
        line(name, good ? "Origin: " + value : "Origin: {" + value + '}', good ? "" : said.constData());
    };
    origin("REQ-19 path", "http://example.com/", false);
    origin("REQ-19 upper-case host", "http://Example.com", false);
    origin("REQ-19 upper-case scheme", "HTTP://example.com", false);
    origin("REQ-19 no scheme", "example.com", false);
    origin("REQ-19 host alone", "//example.com", false);
    origin("REQ-19 two in one", "http://a.example http://b.example", false);
    origin("REQ-19 no host", "http://", false);
    origin("REQ-19 port 0x50", "http://example.com:0x50", false);
    origin("REQ-19 empty port", "http://example.com:", false);
    origin("REQ-19 port above", "http://example.com:65536", false);
    origin("REQ-19 default port", "http://example.com:80", false);
    origin("REQ-19 default port of https", "https://example.com:443", false);
    origin("REQ-19 user", "http://me@example.com", false);
    origin("REQ-19 NULL", "NULL", false);
    origin("REQ-19 Unicode host", "http://\xea\xb0\x80.example", false);
    origin("REQ-19 open bracket", "http://[::1", false);
    origin("REQ-19 kept", "http://example.com", true);
    origin("REQ-19 kept with a port", "https://example.com:8443", true);
    origin("REQ-19 kept, other default", "http://example.com:443", true);
    origin("REQ-19 kept null", "null", true);
    origin("REQ-19 kept IPv6", "http://[2001:db8::1]:8000", true);
    origin("REQ-19 kept punycode", "https://xn--o39a.example", true);
    origin("REQ-19 kept extension", "moz-extension://6d1b9a2e-0000-4f00-8000-abcdefabcdef", true);
    origin("REQ-19 kept file", "file://", true);
    line("REQ-19 empty", "{Origin:\r\n}X-Next: 1", "REQ-19 http.header [scheme://host:port] []");
    line("REQ-19 twice", "Origin: http://a.example\r\nOrigin: {http://a.example}",
         "REQ-19 http.request.origin [scheme://host:port] [http://a.example]");
    line("REQ-19 kept, no browser", "User-Agent: curl/7.88.1", "");
    line("REQ-19 kept, Mozilla inside", "User-Agent: MyTool (not Mozilla/5.0)", "");

    const auto names = [&line](const char *name, const QByteArray &value, const char *expected) {
        line(name, "Sec-WebSocket-Protocol: " + value, expected);
    };
    names("REQ-20 space", "chat, {my chat}, soap", "REQ-20 http.request.protocol [token] [my chat]");
    names("REQ-20 separator", "{chat/2}", "REQ-20 http.request.protocol [token] [chat/2]");
    names("REQ-20 quotes", "{\"chat\"}", "REQ-20 http.request.protocol [token] [\"chat\"]");
    names("REQ-20 not ASCII", "{\xea\xb0\x80}, b", "REQ-20 http.request.protocol [token] [\xea\xb0\x80]");
    names("REQ-20 empty element", "{a,,b}", "REQ-20 http.request.protocol [token] []");
    names("REQ-20 comma at the end", "{a, b,}", "REQ-20 http.request.protocol [token] []");
    names("REQ-20 two on a line are one finding", "{a b}, c d", "REQ-20 http.request.protocol [token] [a b]");
    names("REQ-20 on each line", "{a b}\r\nSec-WebSocket-Protocol: ok, {c;d}",
          "REQ-20 http.request.protocol [token] [a b]|REQ-20 http.request.protocol [token] [c;d]");
    line("REQ-20 empty value", "{Sec-WebSocket-Protocol:\r\n}X-Next: 1", "REQ-20 http.header [token] []");
    names("REQ-20 kept", "chat,superchat ,\tv1.chat.example_com!", "");
    names("REQ-21", "chat, soap, {chat}", "REQ-21 http.request.protocol [] [chat]");
    names("REQ-21 over two lines", "chat\r\nSec-WebSocket-Protocol: soap,{chat}",
          "REQ-21 http.request.protocol [] [chat]");
    names("REQ-21 kept: case tells them apart", "chat, Chat", "");
    names("REQ-21 kept over two lines", "chat\r\nSec-WebSocket-Protocol: soap", "");

    line("REQ-26", "X-A{ }: 1", "REQ-26 http.header.name [X-A] [X-A ]");
    line("REQ-26 tab, one for each line", "X-A{\t}: 1\r\nX-B{ \t}: 2",
         "REQ-26 http.header.name [X-A] [X-A\t]|REQ-26 http.header.name [X-B] [X-B \t]");
    line("REQ-26 kept: blanks behind the colon", "X-A: \t 1 \t", "");
    row("REQ-26 of a known header", replaced(asking({}), "Upgrade: w", "Upgrade{ }: w"),
        "REQ-26 http.header.name [Upgrade] [Upgrade ]");
    line("REQ-27 NUL", QByteArray("X-A: a{\0}b\0c", 12), "REQ-27 http.header.value [] [00]");
    line("REQ-27 bare CR", "X-A: a{\r}b", "REQ-27 http.header.value [] [0d]");
    line("REQ-27 CR CR LF", "X-A: a{\r}", "REQ-27 http.header.value [] [0d]");
    line("REQ-27 in a known header", "User-Agent: x\r\nCookie: a\r\nOrigin: {http://a{\r}}",
         "REQ-19 http.request.origin [scheme://host:port] [http://a\r]|REQ-27 http.request.origin [] [0d]");
    line("REQ-27 in a fold", "X-A: a\r\n{ b{\r}c}",
         "REQ-27 http.header.fold [] [0d]|REQ-28 http.header.fold [] [ b\rc]");
    line("REQ-27 kept: other bytes", "X-A: \x01\x7f\xff", "");
    row("REQ-27 kept: the LF may yet come", asking({}).chopped(2) + "X-A: a\r", "");
    line("REQ-28", "X-A: a\r\n{ b}\r\n{\tc}",
         "REQ-28 http.header.fold [] [ b]|REQ-28 http.header.fold [] [\tc]");
    line("REQ-28 kept", "X-A: a\r\nX-B: b", "");
    row("REQ-29", replaced(asking({}), "Host: 127.0.0.1:8080\r\n", "Host: 127.0.0.1:8080{\n}"),
        "REQ-29 http.crlf [0d 0a] [0a]");
    row("REQ-29 in the request line", replaced(asking({}), "HTTP/1.1\r\n", "HTTP/1.1{\n}"),
        "REQ-29 http.crlf [0d 0a] [0a]");
    row("REQ-29 at the end", replaced(asking({}), "13\r\n\r\n", "13\r\n{\n}"),
        "REQ-29 http.end [0d 0a] [0a]");
    row("REQ-29 everywhere, said once",
        replaced(asking({}).replace("\r\n", "\n"), "HTTP/1.1\n", "HTTP/1.1{\n}"),
        "REQ-29 http.crlf [0d 0a] [0a]");
    row("REQ-29 kept", asking({}), "");
    line("REQ-30", "Content-Length: 5\r\nContent-Length: {6}", "REQ-30 http.header.value [] [5, 6]");
    line("REQ-30 in one line", "Content-Length: {5, 6}", "REQ-30 http.header.value [] [5, 6]");
    line("REQ-30 kept: the same twice", "Content-Length: 0\r\nContent-Length: 0", "");
    line("REQ-30 kept: zeros before it", "Content-Length: 5\r\nContent-Length: 05, 5", "");
    line("REQ-31", "Transfer-Encoding: chunked\r\n{Content-Length: 0\r\n}X-Next: 1",
         "REQ-31 http.header [] []");
    line("REQ-31 kept", "Transfer-Encoding: chunked", "");
    const auto start = [&row](const char *name, const QByteArray &text, const char *expected) {
        row(name, replaced(asking({}), "GET /chat HTTP/1.1", text.constData()), expected);
    };
    start("REQ-32 two spaces", "{GET  /chat HTTP/1.1}", "REQ-32 http.request.line [] [GET  /chat HTTP/1.1]");
    start("REQ-32 tab", "{GET /chat\tHTTP/1.1}",
          "REQ-32 http.request.line [] [47 45 54 20 2f 63 68 61 74 09 48 54 54 50 2f 31]");
    start("REQ-32 four parts", "{GET /my chat HTTP/1.1}",
          "REQ-32 http.request.line [] [GET /my chat HTTP/1.1]");
    start("REQ-32 lower case", "{GET /chat http/1.1}", "REQ-32 http.request.line [] [GET /chat http/1.1]");
    start("REQ-32 no version", "GET /chat",
          "REQ-02 http.headers [HTTP/1.1] []|REQ-32 http.request.line [] [GET /chat]");
    start("REQ-32 bare CR", "{GET /ch\rat HTTP/1.1}",
          "REQ-32 http.request.line [] [47 45 54 20 2f 63 68 0d 61 74 20 48 54 54 50 2f]");
    start("REQ-32 kept: HTTP/1.2", "GET /chat?a=%20b HTTP/1.2", "");
    line("REQ-34", "{Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n}X-Next: 1",
         "REQ-34 http.header [] [s3pPLMBiTxaQ9kYGzzhZRbK+xOo=]");
    line("REQ-34 kept", "Accept: */*", "");
}

void TestHandshakeSyntax::requests()
{
    QFETCH(QByteArray, request);
    QFETCH(QStringList, expected);
    const Marked marked = unmark(request);
    const std::vector<Check> checks = checksOfRequest(marked.bytes);
    QCOMPARE(findings(checks), expected);
    QCOMPARE(misplaced(checks, treeOf(read(marked.bytes, false)), marked.places), QByteArray());
}

void TestHandshakeSyntax::foldedValuesAreReadWhole() // REQ-28 says it; the list is not cut besides
{
    const auto only = [](const QByteArray &lines) { return findings(checksOfRequest(asking(lines))); };
    QCOMPARE(only("Sec-WebSocket-Protocol: a,\r\n b\r\n"), list("REQ-28 http.header.fold [] [ b]"));
    QCOMPARE(only("Sec-WebSocket-Protocol: a,\r\n a\r\n").size(), 2); // REQ-21 too
    QCOMPARE(only("Origin:\r\n http://a.example\r\n"),
             list("REQ-28 http.header.fold [] [ http://a.example]"));
    QCOMPARE(only("Sec-WebSocket-Extensions: permessage-deflate;\r\n client_max_window_bits\r\n").size(), 1);
}

void TestHandshakeSyntax::placesOfWhatIsAbsent() // their parent
{
    const QByteArray browser = asking("User-Agent: Mozilla/5.0 (X11; Linux x86_64)\r\n");
    const std::vector<Check> checks = checksOfRequest(browser);
    QCOMPARE(findings(checks), list("REQ-19 http.headers [scheme://host:port] []"));
    QCOMPARE(checks.back().span, findField(treeOf(read(browser, false)), "http.headers")->span);
}

void TestHandshakeSyntax::keptOnesStayAsTheyWere()
{
    const auto ids = [](const std::vector<Check> &checks) {
        QStringList all;
        for (const Check &check : checks)
            all.append(latin(check.rule->id) + (check.kept ? QString() : QStringLiteral("!")));
        return all.join(QLatin1Char(' '));
    };
    QCOMPARE(ids(checksOfRequest(asking({}))),
             QStringLiteral("REQ-01 REQ-02 REQ-03 REQ-05 REQ-07 REQ-08 REQ-12 REQ-18"));
    QCOMPARE(ids(checksOfResponse(answering({}), asking({}))), QStringLiteral("RSP-01 RSP-03 RSP-04 RSP-06"));
    QCOMPARE(ids(checksOfResponse("HTTP/1.1 403 No\r\n\r\n", asking({}))), QStringLiteral("RSP-01!"));
}

void TestHandshakeSyntax::anyPrefixAndAnyByte() // input is untrusted: no place lies outside its field
{
    const QByteArray request = chromium;
    const QByteArray response = qtServer;
    for (qsizetype i = 1; i < request.size(); ++i) {
        const QByteArray cut = request.first(i);
        QCOMPARE(misplaced(checksOfRequest(cut), treeOf(read(cut, false)), {}), QByteArray());
        for (const char c : {'\0', '\r', '\n', ',', ' ', '"', '\xff'}) {
            QByteArray changed = request;
            changed[i] = c;
            QCOMPARE(misplaced(checksOfRequest(changed), treeOf(read(changed, false)), {}), QByteArray());
        }
    }
    for (qsizetype i = 1; i < response.size(); ++i)
        for (const char c : {'\0', '\r', '\n', ',', ' ', '"', '\xff', '4'}) {
            QByteArray changed = response;
            changed[i] = c;
            QCOMPARE(misplaced(checksOfResponse(changed, request), treeOf(read(changed, true)), {}),
                     QByteArray());
        }
}

QTEST_GUILESS_MAIN(TestHandshakeSyntax)
#include "tst_handshakesyntax.moc"
