// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "core/record/messages.h"

#include <QTest>

using namespace core;
using fixtures::client;
using fixtures::hex;
using fixtures::server;

class TestUnitIndex : public QObject
{
    Q_OBJECT

private slots:
    void totalsOfPart4();
    void totalsOfHttpExchanges();
    void unitsOf_data();
    void unitsOf();
    void anyChunkingGivesTheSame_data();
    void anyChunkingGivesTheSame();
    void unitsCoverTheStream();
    void frameAndResponseInOneChunk();
    void lengthAfterTheEnd();
    void bodyLengths_data();
    void bodyLengths();
    void chunkedBodies_data();
    void chunkedBodies();
    void declaredHttp();
    void messages();
    void messageLinks();
    void entriesOfAUnit();
};

namespace {

QStringList shortUnits(const Conversation &conversation)
{
    QStringList lines;
    static const char *const kinds[] = {"request", "response", "frame", "unknown"};
    for (quint32 i = 0; i < conversation.units().size(); ++i) {
        const Unit &unit = conversation.units()[i];
        lines.append(
            QStringLiteral("%1 %2 %3%4")
                .arg(unit.direction == Direction::Client ? QStringLiteral("c") : QStringLiteral("s"),
                     QString::fromLatin1(kinds[static_cast<int>(unit.kind)]))
                .arg(conversation.index().length(i))
                .arg(unit.complete || unit.kind == UnitKind::Unknown ? QString() : QStringLiteral(" cut")));
    }
    return lines;
}

quint64 total(const Conversation &conversation)
{
    quint64 bytes = 0;
    for (quint32 i = 0; i < conversation.units().size(); ++i)
        bytes += conversation.index().length(i);
    return bytes;
}

} // namespace

void TestUnitIndex::totalsOfPart4()
{
    const auto played = fixtures::play(fixtures::all().at("L01").script);
    QCOMPARE(shortUnits(*played.conversation),
             (QStringList{QStringLiteral("c request 157"), QStringLiteral("s response 129"),
                          QStringLiteral("c frame 12"), QStringLiteral("s frame 14"),
                          QStringLiteral("c frame 8"), QStringLiteral("s frame 4")}));
    QCOMPARE(total(*played.conversation), quint64(324));
    QCOMPARE(
        fixtures::requestWith("Origin: http://127.0.0.1:8080\r\nSec-WebSocket-Protocol: chat.v2, chat.v1\r\n"
                              "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n")
            .size(),
        300);
    QCOMPARE(fixtures::responseWith(
                 "Sec-WebSocket-Protocol: chat.v1\r\nSec-WebSocket-Extensions: permessage-deflate\r\n")
                 .size(),
             208);
}

void TestUnitIndex::totalsOfHttpExchanges() // Part 4: 216 bytes kept alive, 254 with Connection: close in
                                            // both
{
    const QByteArray body = hex("ec9588eb8595ed9598ec84b8ec9a94");
    const QByteArray type = "Content-Type: text/plain; charset=utf-8";
    const QByteArray request =
        fixtures::head({"POST /echo HTTP/1.1", "Host: 127.0.0.1:8080", type, "Content-Length: 15"}) + body;
    const QByteArray response = fixtures::head({"HTTP/1.1 200 OK", type, "Content-Length: 15"}) + body;
    const auto kept = fixtures::play({client(request), server(response), client(request), server(response)});
    QCOMPARE(shortUnits(*kept.conversation),
             (QStringList{QStringLiteral("c request 121"), QStringLiteral("s response 95"),
                          QStringLiteral("c request 121"), QStringLiteral("s response 95")}));
    QCOMPARE(kept.conversation->index().layer(), Layer::Http);
    QCOMPARE(kept.conversation->findings().size(), std::size_t(0));
    const auto close = [](QByteArray head) {
        return head.replace("Content-Length", "Connection: close\r\nContent-Length");
    };
    QCOMPARE(total(*fixtures::play({client(close(request)), server(close(response))}).conversation),
             quint64(254));
    QCOMPARE(fixtures::head({"GET /price HTTP/1.1", "Host: 127.0.0.1:8080"}).size(), 45);
    QCOMPARE(fixtures::head({"HTTP/1.1 204 No Content"}).size(), 27);
    const QByteArray events =
        fixtures::head({"HTTP/1.1 200 OK", "Content-Type: text/event-stream", "Cache-Control: no-store"});
    const auto sse = fixtures::play({client(fixtures::head({"GET /events HTTP/1.1", "Host: 127.0.0.1:8080",
                                                            "Accept: text/event-stream"})),
                                     server(events), server("data: 71200\n\n"), server("data: 71300\n\n")});
    QCOMPARE(shortUnits(*sse.conversation),
             (QStringList{QStringLiteral("c request 73"), QStringLiteral("s response 103")}));
}

void TestUnitIndex::unitsOf_data()
{
    QTest::addColumn<QByteArray>("fixture");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *expected) {
        QTest::newRow(name) << QByteArray(name) << QByteArray(expected);
    };
    row("ping", "c request 157, s response 129, s frame 7, c frame 11, c frame 8, s frame 4");
    row("fragments with a ping", "c request 157, s response 129, c frame 10, c frame 6, c frame 8, s frame "
                                 "2, s frame 5, s frame 4, c frame 8, s frame 4");
    row("length borders", "c request 157, s response 129, s frame 2, s frame 127, s frame 130, s frame 260, "
                          "c frame 134, c frame 6, c frame 8, s frame 4");
    row("64 KiB frame", "s frame 65546");
    row("frame behind the 101", "c request 157, s response 129, s frame 7, c frame 8, s frame 4");
    row("refused", "c request 157, s response 80");
    row("request after refusal", "c request 157, s response 80, c request 157, s response 129, c frame 12");
    row("chunked refusal", "c request 157, s response 97");
    row("body to close", "c request 157, s response 37");
    row("http keep-alive", "c request 56, s response 43, c request 32, s response 27, c request 30, s "
                           "response 49, c request 30, s response 25, s response 38");
    row("line feeds only", "c request 150, s response 124, c frame 12");
    row("rubbish", "c unknown 15, s unknown 15");
    row("head over the limit", "c unknown 65563, s response 129");
    row("head at the limit", "c request 65536, s response 129, c frame 12");
    row("bit 63", "c request 157, s response 129, s frame 14 cut, s unknown 15, c frame 12");
    row("2^62 promise", "c request 157, s response 129, c frame 314 cut");
    row("cut in a payload", "c request 157, s response 129, c frame 9 cut");
    row("cut in a header", "c request 157, s response 129, c frame 3 cut");
    row("cut in the request", "c request 77 cut");
    row("server never answers", "c request 157");
    row("wire cuts", "c request 157, s response 129, c frame 12, s frame 4 cut");
    row("no handshake", "c frame 12, s frame 5, s frame 2, s frame 4, c frame 8, s frame 4");
    row("answer before the request", "s response 129, c request 157, c frame 12");
    row("reserved opcodes", "c frame 6, c frame 6, s frame 3, s frame 2, s frame 3");
}

void TestUnitIndex::unitsOf()
{
    QFETCH(QByteArray, fixture);
    QFETCH(QByteArray, expected);
    const fixtures::Named &named = fixtures::all().at(fixture);
    const auto played = fixtures::play(named.script, fixtures::whole(), fixtures::infoFor(named));
    QCOMPARE(shortUnits(*played.conversation).join(QStringLiteral(", ")), QString::fromLatin1(expected));
}

void TestUnitIndex::anyChunkingGivesTheSame_data()
{
    QTest::addColumn<QByteArray>("fixture");
    for (const auto &[name, fixture] : fixtures::all())
        QTest::newRow(name.constData()) << name;
}

void TestUnitIndex::anyChunkingGivesTheSame()
{
    QFETCH(QByteArray, fixture);
    const fixtures::Named &named = fixtures::all().at(fixture);
    const auto once = fixtures::play(named.script, fixtures::whole(), fixtures::infoFor(named));
    const QStringList units = fixtures::units(*once.conversation);
    const QStringList findings = fixtures::findings(*once.conversation);
    const QStringList steps = fixtures::steps(*once.conversation);
    const qsizetype largest = once.recording->streamLength(1, Direction::Client, Leg::Sent) > 60000 ||
                                      once.recording->streamLength(1, Direction::Server, Leg::Sent) > 60000
                                  ? 6
                                  : 340;
    const auto same = [&](const fixtures::Chunking &chunking, bool compareSteps) {
        const auto again = fixtures::play(named.script, chunking, fixtures::infoFor(named));
        QCOMPARE(fixtures::units(*again.conversation), units);
        QCOMPARE(fixtures::findings(*again.conversation), findings);
        if (compareSteps)
            QCOMPARE(fixtures::steps(*again.conversation), steps);
    };
    for (qsizetype size = 1; size <= largest; ++size)
        same(fixtures::every(size), size < 4);
    for (quint64 seed = 0; seed < (largest == 6 ? 3 : 60); ++seed)
        same(fixtures::random(seed), seed < 5);
}

void TestUnitIndex::unitsCoverTheStream()
{
    for (const auto &[name, named] : fixtures::all()) {
        const auto played = fixtures::play(named.script, fixtures::random(7), fixtures::infoFor(named));
        const Conversation &c = *played.conversation;
        QByteArray streams[2];
        for (quint32 i = 0; i < c.units().size(); ++i) {
            QByteArray &stream = streams[static_cast<std::size_t>(c.units()[i].direction)];
            QCOMPARE(c.units()[i].offset, static_cast<quint64>(stream.size()));
            const QByteArray bytes = c.index().bytes(i);
            QCOMPARE(static_cast<quint64>(bytes.size()), c.index().length(i));
            stream += bytes;
        }
        for (const Direction d : {Direction::Client, Direction::Server})
            QVERIFY2(streams[static_cast<std::size_t>(d)] ==
                         played.recording->bytes(1, d, Leg::Sent, 0, ~0ULL),
                     name.constData());
    }
}

void TestUnitIndex::frameAndResponseInOneChunk()
{
    const auto played = fixtures::play(fixtures::all().at("frame behind the 101").script);
    const Unit &response = played.conversation->units()[1];
    const Unit &frame = played.conversation->units()[2];
    const UnitIndex &index = played.conversation->index();
    QCOMPARE(index.lastEntry(1), index.firstEntry(2));
    QVERIFY(response.complete);
    QCOMPARE(frame.offset, quint64(129));
    QVERIFY(played.conversation->findings().empty()); // RSP-19: legal
}

void TestUnitIndex::lengthAfterTheEnd() // bytes that arrive after a reset are no part of the unit that it cut
{
    const auto played = fixtures::play(
        fixtures::handshake() + fixtures::Script{client(hex("81 86 37 fa")), fixtures::rst(Direction::Server),
                                                 client("later bytes")});
    QCOMPARE(shortUnits(*played.conversation).last(), QStringLiteral("c frame 4 cut"));
    QCOMPARE(played.conversation->step(played.conversation->stepCount()).id,
             std::string_view("step.tcp.closed"));
}

void TestUnitIndex::bodyLengths_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<int>("length"); // of the first response in "…0123456789"
    const auto row = [](const char *name, const char *lines, int body) {
        QTest::newRow(name) << QByteArray(lines) << body;
    };
    row("none: to the end", "", 10);
    row("five", "Content-Length: 5\r\n", 5);
    row("leading zeros", "Content-Length: 005\r\n", 5);
    row("twice the same", "Content-Length: 5\r\nContent-Length: 5\r\n", 5);
    row("two that differ: to the end", "Content-Length: 5\r\nContent-Length: 6\r\n", 10);
    row("sign: to the end", "Content-Length: +5\r\n", 10);
    row("hex: to the end", "Content-Length: 0x5\r\n", 10);
    row("negative: to the end", "Content-Length: -5\r\n", 10);
    row("over 64 bits: to the end", "Content-Length: 18446744073709551616\r\n", 10);
    row("promise of 2^64-1", "Content-Length: 18446744073709551615\r\n", 10);
    row("folded name", "content-LENGTH:5\r\n", 5);
}

void TestUnitIndex::bodyLengths()
{
    QFETCH(QByteArray, lines);
    QFETCH(int, length);
    const QByteArray head = "HTTP/1.1 200 OK\r\n" + lines + "\r\n";
    const auto played = fixtures::play({client(fixtures::request()), server(head + "0123456789")});
    QCOMPARE(played.conversation->index().length(1), static_cast<quint64>(head.size() + length));
}

void TestUnitIndex::chunkedBodies_data() // RFC 9112 §7.1
{
    QTest::addColumn<QByteArray>("body"); // the bar stands where the message ends
    QTest::newRow("empty") << QByteArray("0\r\n\r\n|more");
    QTest::newRow("one") << QByteArray("3\r\nabc\r\n0\r\n\r\n|more");
    QTest::newRow("line ends in the data") << QByteArray("6\r\n\r\n\r\n0\n\r\n0\r\n\r\n|more");
    QTest::newRow("hex and extension") << QByteArray("A;n=v\r\n0123456789\r\n00\r\n\r\n|more");
    QTest::newRow("trailer") << QByteArray("1\r\n\n\r\n0\r\nA: b\r\nC: d\r\n\r\n|more");
}

void TestUnitIndex::chunkedBodies()
{
    QFETCH(QByteArray, body);
    const QByteArray head =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\nContent-Length: 1\r\n\r\n";
    const auto end = static_cast<quint64>(head.size() + body.indexOf('|'));
    for (const qsizetype size : {1, 2, 3, 1000}) {
        const auto played = fixtures::play(
            {client("GET / HTTP/1.1\r\n\r\n"), server(head + QByteArray(body).replace("|", ""))},
            fixtures::every(size));
        QVERIFY(played.conversation->units()[1].complete);
        QCOMPARE(played.conversation->index().length(1), end);
    }
}

void TestUnitIndex::declaredHttp() // a lane declared http is not judged, whatever its fields say
{
    ConnectionInfo info;
    info.layer = Layer::Http;
    const auto played = fixtures::play({client("GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n"),
                                        server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
                                        client("GET / HTTP/1.1\r\n\r\n")},
                                       fixtures::whole(), info);
    QCOMPARE(played.conversation->units().size(), std::size_t(3));
    QCOMPARE(played.conversation->units()[2].kind, UnitKind::Request);
    QVERIFY(played.conversation->findings().empty());
}

void TestUnitIndex::messages()
{
    const auto messagesOf = [](const char *name) {
        const fixtures::Named &named = fixtures::all().at(name);
        const auto played = fixtures::play(named.script, fixtures::whole(), fixtures::infoFor(named));
        QStringList lines;
        for (const Message &message : assembleMessages(played.conversation->index())) {
            QString line =
                QStringLiteral("%1 %2")
                    .arg(message.opcode)
                    .arg(QString::fromLatin1(payloadOf(played.conversation->index(), message).toHex()));
            for (const quint32 unit : message.units)
                line += QStringLiteral(" %1").arg(unit);
            lines.append(message.complete ? line : line + QStringLiteral(" open"));
        }
        return lines;
    };
    QCOMPARE(messagesOf("fragments with a ping"),
             (QStringList{QStringLiteral("1 ec9588eb8595 2 4"), QStringLiteral("1 48656c6c6f 6 7")}));
    QCOMPARE(messagesOf("cut in a payload"), QStringList{QStringLiteral("1 ec9588 2 open")});
    // 80 is stray; 01 starts; 81 ends the open one; 00 is stray; 01 starts, 02 starts another, 80 ends that.
    QCOMPARE(messagesOf("stray fragments"),
             (QStringList{QStringLiteral("1 62 1 open"), QStringLiteral("1 63 2"),
                          QStringLiteral("1  4 open"), QStringLiteral("2 65 5 6")}));
}

void TestUnitIndex::messageLinks()
{
    const fixtures::Named &named = fixtures::all().at("stray fragments");
    const auto played = fixtures::play(named.script, fixtures::every(1), fixtures::infoFor(named));
    const UnitIndex &index = played.conversation->index();
    QByteArray open;
    QByteArray sizes;
    for (quint32 i = 0; i < index.units().size(); ++i) {
        open += index.units()[i].messageOpenBefore ? '1' : '0';
        sizes += static_cast<char>('0' + messageUpTo(index, i).units.size());
    }
    QCOMPARE(open, QByteArray("0010011"));
    QCOMPARE(sizes, QByteArray("0110112"));
}

void TestUnitIndex::entriesOfAUnit()
{
    const auto played = fixtures::play(fixtures::all().at("L01").script, fixtures::every(5));
    const UnitIndex &index = played.conversation->index();
    for (quint32 i = 0; i < index.units().size(); ++i) {
        const Unit &unit = index.units()[i];
        const Entry &first = played.recording->entries()[index.firstEntry(i)];
        const Entry &last = played.recording->entries()[index.lastEntry(i)];
        QVERIFY(first.direction == unit.direction && last.direction == unit.direction);
        QVERIFY(first.offset <= unit.offset && unit.offset < first.offset + first.length);
        const quint64 lastByte = unit.offset + unit.headerLength + unit.payloadLength - 1;
        QVERIFY(last.offset <= lastByte && lastByte < last.offset + last.length);
    }
}

QTEST_GUILESS_MAIN(TestUnitIndex)
#include "tst_unitindex.moc"
