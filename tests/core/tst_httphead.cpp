// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "core/protocol/httphead.h"

#include <QTest>

using namespace core;

class TestHttpHead : public QObject
{
    Q_OBJECT

private slots:
    void request();
    void startLines_data();
    void startLines();
    void fieldLines_data();
    void fieldLines();
    void emptyLines_data();
    void emptyLines();
    void lookups();
    void asksForWebSocket();
    void status();
    void partsTileEveryLine();
    void stopsAtTheEmptyLine();
};

namespace {

QByteArray bar(const HttpHead &head, std::initializer_list<HeadRange> ranges)
{
    QByteArray text;
    for (const HeadRange &range : ranges)
        text += head.text(range) + '|';
    return text.chopped(1);
}

QByteArray start(const QByteArray &line, bool isResponse)
{
    const HttpHead head = readHttpHead(line, isResponse);
    const HeadLine &l = head.lines.front();
    return bar(head, {l.parts[0], l.spaces[0], l.parts[1], l.spaces[1], l.parts[2], l.lineEnd});
}

// The parts of a line, in order, must lie side by side.
bool tiles(const HttpHead &head, const HeadLine &line, quint32 from)
{
    std::vector<HeadRange> parts;
    switch (line.form) {
    case HeadLine::Form::Start:
        parts = {line.parts[0], line.spaces[0], line.parts[1], line.spaces[1], line.parts[2]};
        break;
    case HeadLine::Form::Field:
        parts = {line.name, {line.name.end(), 1}, line.leadingSpace, line.value, line.trailingSpace};
        break;
    default:
        parts = {line.text};
    }
    for (const HeadRange &part : parts) {
        if (part.offset != from)
            return false;
        from = part.end();
    }
    return from == line.lineEnd.offset && line.lineEnd.end() <= head.bytes.size();
}

} // namespace

void TestHttpHead::request()
{
    const HttpHead head = readHttpHead(fixtures::request(), false);
    QVERIFY(head.complete);
    QCOMPARE(head.bytes.size(), 157);
    QCOMPARE(head.lines.size(), std::size_t(7));
    QCOMPARE(head.startPart(0), QByteArray("GET"));
    QCOMPARE(head.startPart(1), QByteArray("/chat"));
    QCOMPARE(head.startPart(2), QByteArray("HTTP/1.1"));
    QCOMPARE(head.joined("sec-websocket-key"), QByteArray("dGhlIHNhbXBsZSBub25jZQ=="));
    QCOMPARE(head.status(), 0);
    QCOMPARE(head.lines.back().form, HeadLine::Form::Empty);
}

void TestHttpHead::startLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("isResponse");
    QTest::addColumn<QByteArray>("parts");
    QTest::newRow("request") << QByteArray("GET /chat HTTP/1.1\r\n") << false
                             << QByteArray("GET| |/chat| |HTTP/1.1|\r\n");
    QTest::newRow("LF only") << QByteArray("GET /chat HTTP/1.1\n") << false
                             << QByteArray("GET| |/chat| |HTTP/1.1|\n");
    QTest::newRow("two spaces") << QByteArray("GET  /chat  HTTP/1.1\r\n") << false
                                << QByteArray("GET|  |/chat|  |HTTP/1.1|\r\n");
    QTest::newRow("tab") << QByteArray("GET\t/chat HTTP/1.1\r\n") << false
                         << QByteArray("GET|\t|/chat| |HTTP/1.1|\r\n");
    QTest::newRow("space in the target")
        << QByteArray("GET /a b c HTTP/1.1\r\n") << false << QByteArray("GET| |/a b c| |HTTP/1.1|\r\n");
    QTest::newRow("no version") << QByteArray("GET /chat\r\n") << false << QByteArray("GET| |/chat|||\r\n");
    QTest::newRow("method alone") << QByteArray("GET\r\n") << false << QByteArray("GET|||||\r\n");
    QTest::newRow("empty") << QByteArray("\r\n") << false << QByteArray("|||||\r\n");
    QTest::newRow("response") << QByteArray("HTTP/1.1 101 Switching Protocols\r\n") << true
                              << QByteArray("HTTP/1.1| |101| |Switching Protocols|\r\n");
    QTest::newRow("empty reason") << QByteArray("HTTP/1.1 200 \r\n") << true
                                  << QByteArray("HTTP/1.1| |200| ||\r\n");
    QTest::newRow("no reason") << QByteArray("HTTP/1.1 200\r\n") << true
                               << QByteArray("HTTP/1.1| |200|||\r\n");
    QTest::newRow("reason begins with a space")
        << QByteArray("HTTP/1.1 200  OK\r\n") << true << QByteArray("HTTP/1.1| |200| | OK|\r\n");
    QTest::newRow("no status") << QByteArray("HTTP/1.1\r\n") << true << QByteArray("HTTP/1.1|||||\r\n");
}

void TestHttpHead::startLines()
{
    QFETCH(QByteArray, line);
    QFETCH(bool, isResponse);
    QFETCH(QByteArray, parts);
    QCOMPARE(start(line, isResponse), parts);
}

void TestHttpHead::fieldLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("form");
    QTest::addColumn<QByteArray>("parts"); // name, space, value, space, end
    const int field = static_cast<int>(HeadLine::Form::Field);
    QTest::newRow("plain") << QByteArray("Host: a\r\n") << field << QByteArray("Host| |a||\r\n");
    QTest::newRow("no space") << QByteArray("Host:a\r\n") << field << QByteArray("Host||a||\r\n");
    QTest::newRow("much space") << QByteArray("Host: \t a b \t \r\n") << field
                                << QByteArray("Host| \t |a b| \t |\r\n");
    QTest::newRow("no value") << QByteArray("Host:\r\n") << field << QByteArray("Host||||\r\n");
    QTest::newRow("blank value") << QByteArray("Host:   \r\n") << field << QByteArray("Host|   |||\r\n");
    QTest::newRow("colons in the value")
        << QByteArray("Host: a:b:c\r\n") << field << QByteArray("Host| |a:b:c||\r\n");
    QTest::newRow("space before the colon")
        << QByteArray("Host : a\r\n") << field << QByteArray("Host | |a||\r\n");
    QTest::newRow("no name") << QByteArray(": a\r\n") << field << QByteArray("| |a||\r\n");
    QTest::newRow("bare CR inside") << QByteArray("Host: a\rb\r\n") << field
                                    << QByteArray("Host| |a\rb||\r\n");
    QTest::newRow("LF only") << QByteArray("Host: a\n") << field << QByteArray("Host| |a||\n");
    QTest::newRow("no line end") << QByteArray("Host: a") << field << QByteArray("Host| |a||");
    QTest::newRow("fold") << QByteArray(" folded: x\r\n") << static_cast<int>(HeadLine::Form::Fold)
                          << QByteArray("||||\r\n");
    QTest::newRow("tab fold") << QByteArray("\tx\r\n") << static_cast<int>(HeadLine::Form::Fold)
                              << QByteArray("||||\r\n");
    QTest::newRow("no colon") << QByteArray("Host\r\n") << static_cast<int>(HeadLine::Form::Malformed)
                              << QByteArray("||||\r\n");
    QTest::newRow("colon in the next line")
        << QByteArray("Host\r\nA: b\r\n") << static_cast<int>(HeadLine::Form::Malformed)
        << QByteArray("||||\r\n");
}

void TestHttpHead::fieldLines()
{
    QFETCH(QByteArray, line);
    QFETCH(int, form);
    QFETCH(QByteArray, parts);
    const HttpHead head = readHttpHead("GET / HTTP/1.1\r\n" + line, false);
    QVERIFY(!head.complete);
    const HeadLine &l = head.lines[1];
    QCOMPARE(static_cast<int>(l.form), form);
    QCOMPARE(bar(head, {l.name, l.leadingSpace, l.value, l.trailingSpace, l.lineEnd}), parts);
    if (l.form != HeadLine::Form::Field)
        QCOMPARE(head.text(l.text) + head.text(l.lineEnd), line.left(line.indexOf('\n') + 1));
}

void TestHttpHead::emptyLines_data()
{
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<bool>("isEmpty");
    QTest::addColumn<bool>("complete");
    QTest::newRow("CRLF") << QByteArray("\r\n") << true << true;
    QTest::newRow("LF") << QByteArray("\n") << true << true;
    QTest::newRow("CR so far") << QByteArray("\r") << true << false;
    QTest::newRow("CR CR LF") << QByteArray("\r\r\n") << false << false;
    QTest::newRow("blank") << QByteArray(" \r\n") << false << false;
}

void TestHttpHead::emptyLines()
{
    QFETCH(QByteArray, end);
    QFETCH(bool, isEmpty);
    QFETCH(bool, complete);
    const HttpHead head = readHttpHead("GET / HTTP/1.1\r\nA: b\r\n" + end, false);
    QCOMPARE(head.lines.size(), std::size_t(3));
    QCOMPARE(head.lines.back().form == HeadLine::Form::Empty, isEmpty);
    QCOMPARE(head.complete, complete);
    QCOMPARE(head.text(head.lines.back().all()), end);
}

void TestHttpHead::lookups()
{
    const HttpHead head = readHttpHead("GET / HTTP/1.1\r\nConnection: keep-alive\r\nX:\r\nCONNECTION : , "
                                       "Upgrade,\r\nUpgrade: WebSocket\r\n\r\n",
                                       false);
    QCOMPARE(head.fields("connection").size(), std::size_t(2));
    QCOMPARE(head.joined("Connection"), QByteArray("keep-alive, , Upgrade,"));
    QVERIFY(head.lists("Connection", "UPGRADE"));
    QVERIFY(head.lists("Connection", "keep-alive"));
    QVERIFY(!head.lists("Connection", "keep"));
    QVERIFY(!head.lists("Connection", ""));
    QVERIFY(head.lists("upgrade", "websocket"));
    QVERIFY(head.joined("Y").isNull());
    QVERIFY(!head.joined("X").isNull()); // there, and empty
    QVERIFY(head.joined("X").isEmpty());
    QCOMPARE(splitList(" a ,,\tb,c d, "), (std::vector<QByteArray>{"a", "b", "c d"}));
}

void TestHttpHead::asksForWebSocket()
{
    const auto asks = [](const QByteArray &line) {
        return readHttpHead("GET / HTTP/1.1\r\n" + line + "\r\n\r\n", false).asksForWebSocket();
    };
    QVERIFY(asks("upgrade: WEBSOCKET"));
    QVERIFY(asks("Upgrade: h2c, websocket"));
    QVERIFY(asks("sec-websocket-anything: 1"));
    QVERIFY(!asks("Upgrade: h2c"));
    QVERIFY(!asks("X-Sec-WebSocket-Key: 1"));
    QVERIFY(!asks("Sec-WebSocket-Key")); // no field at all
}

void TestHttpHead::status()
{
    const auto of = [](const QByteArray &line, bool isResponse = true) {
        return readHttpHead(line, isResponse).status();
    };
    QCOMPARE(of("HTTP/1.1 101 Switching Protocols\r\n"), 101);
    QCOMPARE(of("HTTP/1.1 403\r\n"), 403);
    QCOMPARE(of("HTTP/1.1 1010 x\r\n"), 0);
    QCOMPARE(of("HTTP/1.1 4x3 x\r\n"), 0);
    QCOMPARE(of("HTTP/1.1\r\n"), 0);
    QCOMPARE(of("HTTP/1.1 +10 x\r\n"), 0);
    QCOMPARE(of("GET 200 HTTP/1.1\r\n", false), 0);
}

void TestHttpHead::partsTileEveryLine()
{
    const QByteArray odd =
        "GET  /a b\tHTTP/1.1 \r\nHost:  x \r\n folded\r\nnocolon\r\n: v\nA : b\r\r\n\r\r\nC:\r\n\r\nrest";
    for (const QByteArray &bytes : {odd, fixtures::request(), fixtures::response(), QByteArray("\n\n"),
                                    QByteArray("\r"), QByteArray(" ")})
        for (const bool isResponse : {false, true})
            for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
                const HttpHead head = readHttpHead(bytes.first(cut), isResponse);
                quint32 at = 0;
                for (const HeadLine &line : head.lines) {
                    QVERIFY2(tiles(head, line, at), bytes.first(cut).toPercentEncoding().constData());
                    at = line.lineEnd.end();
                }
                QCOMPARE(static_cast<qsizetype>(at), head.bytes.size());
                QVERIFY(head.complete || head.bytes.size() == cut);
            }
}

void TestHttpHead::stopsAtTheEmptyLine()
{
    const HttpHead head = readHttpHead(fixtures::response() + fixtures::hex("8105") + "Hello\r\n\r\n", true);
    QVERIFY(head.complete);
    QCOMPARE(head.bytes, fixtures::response());
}

QTEST_GUILESS_MAIN(TestHttpHead)
#include "tst_httphead.moc"
