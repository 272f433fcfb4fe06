// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging.h"

#include "core/protocol/accept.h"

#include <QTest>

using namespace core;
using namespace judging;

/// Rules about how a response is written, RSP-01 to RSP-21 without the extensions: a 101 and a refusal, each
/// rule with what breaks it and a neighbour that does not.
class TestResponseRules : public QObject
{
    Q_OBJECT

private slots:
    void responses_data();
    void responses();
    void refusals_data();
    void refusals();
};

namespace {

void columns()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<QStringList>("expected");
}

} // namespace

void TestResponseRules::responses_data()
{
    columns();
    const auto to = [](const char *name, const QByteArray &request, const QByteArray &response,
                       const char *expected) {
        QTest::newRow(name) << request << response << list(expected);
    };
    const auto row = [&to](const char *name, const QByteArray &response, const char *expected) {
        to(name, asking({}), response, expected);
    };
    const auto line = [&row](const char *name, const QByteArray &text, const char *expected) {
        row(name, answering(text + "\r\n"), expected);
    };
    const auto start = [&row](const char *name, const QByteArray &text, const char *expected) {
        row(name, replaced(answering({}), "HTTP/1.1 101 Switching Protocols", text.constData()), expected);
    };
    start("RSP-02 version", "{HTTP/1.0} 101 x", "RSP-02 http.response.http-version [HTTP/1.1] [HTTP/1.0]");
    start("RSP-02 lower case", "{http/1.1} 101 x", "RSP-02 http.response.http-version [HTTP/1.1] [http/1.1]");
    start("RSP-02 two spaces", "{HTTP/1.1  101 x}",
          "RSP-02 http.response.line [HTTP/1.1 101] [HTTP/1.1  101 x]");
    start("RSP-02 tab", "{HTTP/1.1 101\tOk}",
          "RSP-02 http.response.line [HTTP/1.1 101] [48 54 54 50 2f 31 2e 31 20 31 30 31 09 4f 6b]");
    start("RSP-02 bare CR", "{HTTP/1.1 101 O\rk}",
          "RSP-02 http.response.line [HTTP/1.1 101] [48 54 54 50 2f 31 2e 31 20 31 30 31 20 4f 0d 6b]");
    start("RSP-02 kept: no reason", "HTTP/1.1 101 ", "");
    start("RSP-02 kept: no space either", "HTTP/1.1 101", "");
    start("RSP-02 kept: obs-text", "HTTP/1.1 101 caf\xe9\tl\xe0", "");

    const QByteArray offers = asking("Sec-WebSocket-Protocol: a, b, c\r\n");
    const auto chosen = [&to, &offers](const char *name, const QByteArray &text, const char *expected) {
        to(name, offers, answering(text + "\r\n"), expected);
    };
    chosen("RSP-09 two names", "Sec-WebSocket-Protocol: {a, b}", "RSP-09 http.response.protocol [1] [a, b]");
    chosen("RSP-09 two lines", "Sec-WebSocket-Protocol: a\r\nSec-WebSocket-Protocol: {b}",
           "RSP-09 http.response.protocol [1] [a, b]");
    chosen("RSP-09 the same twice", "Sec-WebSocket-Protocol: a\r\nSec-WebSocket-Protocol: {a}",
           "RSP-09 http.response.protocol [1] [a, a]");
    chosen("RSP-09 no token", "Sec-WebSocket-Protocol: {a;b}", "RSP-09 http.response.protocol [1] [a;b]");
    chosen("RSP-09 empty", "{Sec-WebSocket-Protocol:\r\n}X-Next: 1", "RSP-09 http.header [1] []");
    chosen("RSP-09 and one not offered", "Sec-WebSocket-Protocol: {a, z}",
           "RSP-08 http.response.protocol [a, b, c] [a, z]|RSP-09 http.response.protocol [1] [a, z]");
    chosen("RSP-09 kept", "Sec-WebSocket-Protocol: b", "");
    chosen("RSP-08 alone", "Sec-WebSocket-Protocol: {z}", "RSP-08 http.response.protocol [a, b, c] [z]");
    to("RSP-09 without the request", {}, answering("Sec-WebSocket-Protocol: {a, b}\r\n"),
       "RSP-09 http.response.protocol [1] [a, b]");

    line("RSP-15", "{Content-Length: 0\r\n}X-Next: 1", "RSP-15 http.header [] [Content-Length]");
    line("RSP-15 both", "{transfer-encoding: chunked\r\n}{Content-Length: 0\r\n}X-Next: 1",
         "RSP-15 http.header [] [Content-Length]|RSP-15 http.header [] [transfer-encoding]");
    line("RSP-15 kept", "Content-Type: text/plain", "");

    const QByteArray switched = replaced(answering({}), "1 101 S", "1 {101} S");
    const auto against = [&to, &switched](const char *name, const char *from, const char *by,
                                          const char *expected) {
        const QByteArray request = replaced(asking({}), from, by);
        to(name, request, *expected == '\0' ? answering({}) : switched, expected);
    };
    against("RSP-16 POST", "GET", "POST", "RSP-16 http.response.status [400] [101]");
    against("RSP-16 version 8", "Version: 13", "Version: 8", "RSP-16 http.response.status [426] [101]");
    against("RSP-16 the first one", "Host: 127.0.0.1:8080\r\nUpgrade", "Origin: x\r\nUpgrade",
            "RSP-16 http.response.status [400] [101]");
    against("RSP-16 kept: an odd Origin may be overlooked", "Upgrade: ", "Origin: x\r\nUpgrade: ", "");
    against("RSP-16 syntax", "Upgrade: ", "X : 1\r\nUpgrade: ", "RSP-16 http.response.status [400] [101]");
    const QByteArray padBits = "dGhlIHNhbXBsZSBub25jZR==";
    to("RSP-16 kept: pad bits are a warning", replaced(asking({}), "dGhlIHNhbXBsZSBub25jZQ==", padBits),
       replaced(answering({}), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", deriveAccept(padBits).accept), "");
    against("RSP-16 kept: Accept in a request is a hint",
            "Upgrade: ", "Sec-WebSocket-Accept: x\r\nUpgrade: ", "");
    against("RSP-16 kept: bare LF is a warning", "127.0.0.1:8080\r\n", "127.0.0.1:8080\n", "");
    against("RSP-16 kept: an unregistered extension",
            "Upgrade: ", "Sec-WebSocket-Extensions: x-mine\r\nUpgrade: ", "");
    against("RSP-16 kept: a faulty offer",
            "Upgrade: ", "Sec-WebSocket-Extensions: permessage-deflate; x\r\nUpgrade: ", "");
    to("RSP-16 kept: no request", {}, answering({}), "");

    line("RSP-20 space before the colon", "Server{ }: x", "RSP-20 http.header.name [] [Server ]");
    line("RSP-20 bare CR", "Server: a{\r}b", "RSP-20 http.response.server [] [0d]");
    line("RSP-20 fold", "Server: a\r\n{ b}", "RSP-20 http.header.fold [] [ b]");
    row("RSP-20 bare LF, once", replaced(answering({}).replace("\r\n", "\n"), "Protocols\n", "Protocols{\n}"),
        "RSP-20 http.crlf [] [0a]");
    line("RSP-20 one for a line", "Server{ }: a\rb\r\nX-A{ }: c",
         "RSP-20 http.header.name [] [Server ]|RSP-20 http.header.name [] [X-A ]");
    line("RSP-20 kept", "Server:\t a \t", "");

    row("RSP-21", replaced(answering({}), "Connection: Upgrade", "Connection: Upgrade, caf{\xe9}"),
        "RSP-21 http.response.connection [UTF-8] [e9]");
    row("RSP-21 not the last byte",
        replaced(answering({}), "Connection: Upgrade", "Connection: Upgrade, caf{\xe9,} x"),
        "RSP-21 http.response.connection [UTF-8] [e9 2c]");
    line("RSP-21 truncated", "Sec-WebSocket-Other: a{\xea\xb0}", "RSP-21 http.header.value [UTF-8] [ea b0]");
    line("RSP-21 surrogate", "Sec-WebSocket-Other: a{\xed\xa0}\x80",
         "RSP-21 http.header.value [UTF-8] [ed a0]");
    line("RSP-21 kept: Hangul", "Sec-WebSocket-Other: \xea\xb0\x80", "");
    line("RSP-21 kept: Server", "Server: caf\xe9\r\nSet-Cookie: a=\xff", "");
}

void TestResponseRules::responses()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, response);
    QFETCH(QStringList, expected);
    const Marked marked = unmark(response);
    const std::vector<Check> checks = checksOfResponse(marked.bytes, request);
    QCOMPARE(findings(checks), expected);
    QCOMPARE(misplaced(checks, treeOf(read(marked.bytes, true)), marked.places), QByteArray());
}

void TestResponseRules::refusals_data()
{
    columns();
    const auto row = [](const char *name, const QByteArray &request, const QByteArray &response,
                        const char *expected) {
        QTest::newRow(name) << request << response << list(expected);
    };
    const QByteArray good = asking({});
    const QByteArray version8 = replaced(good, "Version: 13", "Version: 8");
    row("RSP-01 kept: 403", good, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "");
    row("RSP-01 kept: 302", good, "HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n", "");
    row("RSP-01 kept: 200", good, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", "");
    row("RSP-01 kept: no request known", {}, "HTTP/1.1 503 Busy\r\n\r\n", "");
    row("RSP-02 kept: a refusal in HTTP/1.0", good, "HTTP/1.0 500 Oops\r\n\r\n", "");
    row("RSP-01 with Accept", good,
        replaced(answering({}), "101 Switching Protocols", "{200} OK").constData(),
        "RSP-01 http.response.status [101] [200]");
    row("RSP-01 no status", good, "HTTP/1.1{ hello }\r\n\r\n", "RSP-01 http.response.status [101] [hello]");
    row("RSP-13 426", version8, "HTTP/1.1 426 Upgrade Required\r\n{Upgrade: websocket\r\n}\r\n",
        "RSP-13 http.headers [Sec-WebSocket-Version] [426]");
    row("RSP-13 400", version8, "HTTP/1.1 400 Bad Request\r\n{Content-Length: 0\r\n}\r\n",
        "RSP-13 http.headers [Sec-WebSocket-Version] [400]");
    row("RSP-13 kept: the RFC's own, §4.4", replaced(good, "Version: 13", "Version: 25"),
        "HTTP/1.1 400 Bad Request\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Version: 8, 7\r\n\r\n", "");
    row("RSP-13 kept: version 13", good, "HTTP/1.1 400 Bad Request\r\n\r\n", "");
    row("RSP-13 kept: another status", version8, "HTTP/1.1 404 Not Found\r\n\r\n", "");
    row("RSP-13 kept: no version asked", good.first(good.indexOf("Sec-WebSocket-Version")) + "\r\n",
        "HTTP/1.1 400 Bad Request\r\n\r\n", "");
    row("RSP-13 kept: another fault besides", replaced(version8, "GET", "POST"),
        "HTTP/1.1 400 Bad Request\r\n\r\n", "");
    row("RSP-13 kept: no request known", {}, "HTTP/1.1 400 Bad Request\r\n\r\n", "");
    row("RSP-14", version8, "HTTP/1.1 426 Upgrade Required\r\n{Sec-WebSocket-Version: 13\r\n}\r\n",
        "RSP-14 http.headers [Upgrade] []");
    row("RSP-14 kept", version8,
        "HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n", "");
    row("RSP-14 kept: 400", good, "HTTP/1.1 400 Bad Request\r\n\r\n", "");
    row("RSP-20 in a refusal", good, "HTTP/1.1 403 Forbidden\r\nServer{ }: x\r\n\r\n",
        "RSP-20 http.header.name [] [Server ]");
    row("RSP-15 kept: a refusal has a body", good, "HTTP/1.1 403 No\r\nContent-Length: 5\r\n\r\n", "");
    row("RSP-21 kept: a refusal", good, "HTTP/1.1 403 No\r\nConnection: caf\xe9\r\n\r\n", "");
}

void TestResponseRules::refusals()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, response);
    QFETCH(QStringList, expected);
    const Marked marked = unmark(response);
    const std::vector<Check> checks = checksOfResponse(marked.bytes, request);
    QCOMPARE(findings(checks), expected);
    QCOMPARE(checks.front().rule->id, std::string_view("RSP-01"));
    QVERIFY(!checks.front().kept); // the connection does not open, whoever is to blame
    QCOMPARE(checks.front().lawful, !expected.join(QString()).contains(QLatin1String("RSP-01")));
}

QTEST_GUILESS_MAIN(TestResponseRules)
#include "tst_responserules.moc"
