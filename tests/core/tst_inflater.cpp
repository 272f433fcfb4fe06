// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"
#include "inflating.h"

#include "core/protocol/deflater.h"
#include "core/protocol/deflatereader.h"

#include <QElapsedTimer>
#include <QTest>

using namespace core;
using namespace inflating;
using fixtures::hex;

class TestInflater : public QObject
{
    Q_OBJECT

private slots:
    // RFC 7692 §7.2.3.1, §7.2.3.2 and §7.2.3.3.
    void symbolsOfTheRfc()
    {
        using Kind = DeflateSymbol::Kind;
        using Symbols = std::vector<DeflateSymbol>;
        const auto symbols = [](const char *hex) { return deflateSymbols(spanOf(QByteArray::fromHex(hex))); };
        const DeflateSymbol tail{Kind::Block, 0, 0};
        QVERIFY((symbols("f248cdc9c90700") == Symbols{{Kind::Block, 1, 0}, {Kind::Literals, 5, 0}, tail}));
        // H is written again, the rest is a copy of what the message before held.
        QVERIFY((symbols("f200110000") ==
                 Symbols{{Kind::Block, 1, 0}, {Kind::Literals, 1, 0}, {Kind::Match, 4, 5}, tail}));
        QVERIFY((symbols("000500faff48656c6c6f00") ==
                 Symbols{{Kind::Block, 0, 0}, {Kind::Literals, 5, 0}, tail}));
    }

    void examplesOfTheRfc_data();
    void examplesOfTheRfc();
    void deflaterWritesTheExamples();
    void messages_data();
    void messages();
    void windowEdges_data();
    void windowEdges();
    void takeover();
    void uncompressedMessagesLeaveTheWindow();
    void finalBlocksKeepTheWindow();
    void lostAfterAFault();
    void recoversWithoutTakeover();
    void stopsAtTheSameByte();
    void bomb();
};

namespace {

QByteArray name(InflateFault fault)
{
    static const char *const names[] = {"None",          "BadData",      "Unfinished", "BeyondWindow",
                                        "BeforeMessage", "BeforeStream", "Stopped"};
    return names[static_cast<int>(fault)];
}

// What two messages read one after the other give, at any chunking.
std::vector<Read> readAll(const QList<QByteArray> &payloads, Inflater::Options options, std::size_t size)
{
    Inflater inflater(options);
    std::vector<Read> all;
    for (const QByteArray &payload : payloads)
        all.push_back(readMessage(inflater, payload, every(size)));
    return all;
}

} // namespace

void TestInflater::examplesOfTheRfc_data() // RFC 7692 §7.2.3
{
    QTest::addColumn<QList<QByteArray>>("payloads");
    const auto row = [](const char *name, const QList<QByteArray> &payloads) {
        QTest::newRow(name) << payloads;
    };
    row("one block", {hex("f248cdc9c90700")});
    row("the second without takeover", {hex("f248cdc9c90700"), hex("f248cdc9c90700")});
    row("the second with takeover", {hex("f248cdc9c90700"), hex("f200110000")});
    row("no compression", {hex("000500faff48656c6c6f00")});
    row("final", {hex("f348cdc9c9070000")});
    row("two blocks", {hex("f24805000000ffffcac9c90700")});
}

void TestInflater::examplesOfTheRfc()
{
    QFETCH(QList<QByteArray>, payloads);
    for (const std::size_t size : {std::size_t(1), std::size_t(3), std::size_t(1000)})
        for (const Read &read : readAll(payloads, {}, size))
            QCOMPARE(read, (Read{"Hello"}));
    QCOMPARE(readOne(hex("00")), Read());
}

void TestInflater::deflaterWritesTheExamples()
{
    Deflater with(Deflater::Options{});
    const QByteArray hello("Hello");
    QCOMPARE(with.message(spanOf(hello)), hex("f248cdc9c90700"));
    QCOMPARE(with.message({}), hex("00"));
    QCOMPARE(with.message(spanOf(hello)), hex("f200110000"));
    Deflater without({15, true});
    for (int i = 0; i < 2; ++i)
        QCOMPARE(without.message(spanOf(hello)), hex("f248cdc9c90700"));
}

void TestInflater::messages_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<QByteArray>("badData");
    QTest::addColumn<bool>("tailWasLeft");
    const auto row = [](const char *name, const QByteArray &payload, const char *output,
                        const char *fault = "None", const char *badData = "", bool tailWasLeft = false) {
        QTest::newRow(name) << payload << QByteArray(output) << QByteArray(fault) << QByteArray(badData)
                            << tailWasLeft;
    };
    row("nothing at all", {}, "");
    row("final, and no more", hex("f348cdc9c90700"), "Hello");
    row("final, then a block", hex("f348cdc9c90700f200110000"), "HelloHello");
    row("empty final blocks", hex("030003000300"), "");
    row("stored, no header after it", hex("000500faff48656c6c6f"), "Hello");
    row("tail left", hex("f248cdc9c907000000ffff"), "Hello", "None", "", true);
    row("tail left of an empty message", hex("000000ffff"), "", "None", "", true);
    row("tail left of a final block", hex("010000ffff"), "", "None", "", true);
    row("tail, then the header", hex("000000ffff00"), "");
    row("the tail as data", hex("000400fbff"), QByteArray("\0\0\xff\xff", 4).toHex().constData());
    row("cut in a symbol", hex("f248cdc9c9"), "Hell", "Unfinished");
    row("cut before its end", hex("f248cdc9c907"), "Hello", "Unfinished");
    row("cut in a stored block", hex("000900f6ff4865"), "He", "Unfinished");
    row("cut in LEN", hex("0005"), "", "Unfinished");
    row("cut in NLEN", hex("000500fa"), "", "Unfinished");
    row("cut after the type", hex("02"), "", "Unfinished");
    row("cut in dynamic counts", hex("04"), "", "Unfinished");
    row("block type 3", hex("06"), "", "BadData", "BTYPE=3");
    row("block type 3 after Hello", Blocks().fixed().literal('a').end().bits(6, 3).taken(), "a", "BadData",
        "BTYPE=3");
    row("LEN/NLEN", hex("000500fbff48656c6c6f00"), "", "BadData", "LEN/NLEN");
    row("length symbol 286", Blocks().fixed().literal('a').code(0xc6, 8).end().payload(), "a", "BadData",
        "code");
    row("length symbol 287", Blocks().fixed().code(0xc7, 8).end().payload(), "", "BadData", "code");
    row("distance symbol 30", Blocks().fixed().literal('a').literal('b').match3(30, 0, 0).end().payload(),
        "ab", "BadData", "code");
    const auto badLengths = [&row](const char *name, Blocks blocks) {
        row(name, blocks.payload(), "", "BadData", "code lengths");
    };
    badLengths("287 literal codes", Blocks().dynamic(30, 0, {0, 0, 0, 0}));
    badLengths("31 distance codes", Blocks().dynamic(0, 30, {0, 0, 0, 0}));
    badLengths("no code for the code lengths", Blocks().dynamic(0, 0, {0, 0, 0, 0}));
    badLengths("one code for the code lengths", Blocks().dynamic(0, 0, {0, 0, 0, 1}));
    badLengths("too many codes for the code lengths", Blocks().dynamic(0, 0, {1, 1, 1, 0}));
    badLengths("no end of block", Blocks().dynamic(0, 0, {0, 0, 1, 1}).repeatZero(138).repeatZero(120));
    badLengths("repeats too far", Blocks().dynamic(0, 0, {0, 0, 1, 1}).repeatZero(138).repeatZero(121));
    badLengths("repeats nothing", Blocks().dynamic(0, 0, {1, 0, 0, 1}).code(1, 1).bits(0, 2));
    Blocks oneCode;
    oneCode.dynamic(0, 0, {0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
    oneCode.repeatZero(138).repeatZero(118).code(0, 3); // a length of 1 for both, then the end of block
    row("one code each", oneCode.payload(), "");
    row("before the stream", Blocks().fixed().literal('a').match(2).end().payload(), "a", "BeforeStream");
    row("a fault after a final block", Blocks().stored("ab", true).bits(6, 3).taken(), "ab", "BadData",
        "BTYPE=3");
}

void TestInflater::messages()
{
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, output);
    const Read read = readOne(payload);
    QCOMPARE(QByteArray(QTest::currentDataTag()) == "the tail as data" ? read.output.toHex() : read.output,
             output);
    QTEST(name(read.fault), "fault");
    QTEST(read.badData, "badData");
    QTEST(read.tailWasLeft, "tailWasLeft");
    QCOMPARE(read.isLost, read.fault != InflateFault::None);
    for (std::size_t size = 1; size < 12; ++size)
        QCOMPARE(readOne(payload, {}, every(size)), read);
}

void TestInflater::windowEdges_data()
{
    QTest::addColumn<int>("windowBits");
    for (int bits = 8; bits <= 15; ++bits)
        QTest::addRow("%d", bits) << bits;
}

void TestInflater::windowEdges()
{
    QFETCH(int, windowBits);
    const quint32 window = 1U << windowBits;
    const QByteArray before(static_cast<qsizetype>(window), 'x');
    for (const bool noTakeover : {false, true}) {
        const Inflater::Options options{windowBits, noTakeover};
        QCOMPARE(readOne(Blocks().stored(before).fixed().match(window).end().payload(), options),
                 (Read{before + "xxx"}));
        if (windowBits == 15) // there is no larger distance
            continue;
        const Read beyond = readOne(
            Blocks().stored(before + "x").fixed().literal('y').match(window + 1).end().payload(), options);
        QCOMPARE(beyond,
                 (Read{before + "xy", InflateFault::BeyondWindow, window + 1, window, "", !noTakeover}));
        // Too far for the window and for what there is: the window counts.
        QCOMPARE(name(readOne(Blocks().fixed().match(window + 1).end().payload(), options).fault),
                 QByteArray("BeyondWindow"));
    }
}

void TestInflater::takeover()
{
    const QByteArray first = Blocks().stored("abc").payload();
    const QByteArray second = Blocks().fixed().literal('d').match(4).end().payload();
    const QByteArray tooFar = Blocks().fixed().match(8).end().payload();
    for (const std::size_t size : {std::size_t(1), std::size_t(100)}) {
        const std::vector<Read> with = readAll({first, second, tooFar}, {15, false}, size);
        QCOMPARE(with[1], (Read{"dabc"}));
        QCOMPARE(with[2], (Read{"", InflateFault::BeforeStream, 8, 7, "", true}));
        const std::vector<Read> without = readAll({first, second, tooFar}, {15, true}, size);
        QCOMPARE(without[1], (Read{"d", InflateFault::BeforeMessage, 4, 1}));
        QCOMPARE(without[2], (Read{"", InflateFault::BeforeMessage, 8, 0}));
    }
}

void TestInflater::uncompressedMessagesLeaveTheWindow()
{
    Inflater inflater({});
    QCOMPARE(readMessage(inflater, hex("f248cdc9c90700")), (Read{"Hello"}));
    for (const QByteArray &empty : {QByteArray(), hex("00"), hex("000000ffff"), hex("0300")})
        QCOMPARE(readMessage(inflater, empty).output, QByteArray());
    QCOMPARE(readMessage(inflater, hex("f200110000")), (Read{"Hello"}));
}

void TestInflater::finalBlocksKeepTheWindow()
{
    const QByteArray text = QByteArray("0123456789abcdef").repeated(2048); // a whole window
    Blocks blocks;
    blocks.stored(text, true);
    blocks.fixed(true).match(32768).end().align();
    blocks.fixed(true).match(32768).end().align();
    const QByteArray payload = blocks.taken();
    for (const std::size_t size : {std::size_t(1), std::size_t(7), std::size_t(1) << 20}) {
        const std::vector<Read> read = readAll({payload, payload}, {}, size);
        QCOMPARE(read[0], (Read{text + "012345"}));
        QCOMPARE(read[1], read[0]);
    }
}

void TestInflater::lostAfterAFault()
{
    Inflater inflater({});
    QVERIFY(readMessage(inflater, hex("06")).isLost);
    for (const QByteArray &later : {hex("f248cdc9c90700"), hex("06"), QByteArray(), hex("000000ffff")}) {
        Read skipped;
        skipped.isLost = true;
        QCOMPARE(readMessage(inflater, later), skipped);
    }
    Inflater moved(std::move(inflater));
    QVERIFY(moved.isLost());
}

void TestInflater::recoversWithoutTakeover()
{
    Inflater inflater({15, true});
    for (const QByteArray &faulty :
         {hex("06"), hex("f248cdc9c907"), hex("f248cdc9c906"), hex("f200110000")}) {
        const Read read = readMessage(inflater, faulty);
        QVERIFY(read.fault != InflateFault::None && !read.isLost);
        QCOMPARE(readMessage(inflater, hex("f248cdc9c90700")), (Read{"Hello"}));
    }
}

void TestInflater::stopsAtTheSameByte()
{
    Deflater deflater(Deflater::Options{});
    const QByteArray plain(100'000, 'x');
    const QByteArray good = deflater.message(spanOf(plain));
    const QByteArray faulty = good + hex("0000ffff06");
    for (const QByteArray &payload : {good, faulty})
        for (const qsizetype limit : {0, 1, 99'999, 100'000}) {
            Inflater all({});
            const Read expected = readMessage(all, payload, whole(), limit);
            QCOMPARE(expected.output, plain.first(limit));
            QCOMPARE(expected.fault == InflateFault::Stopped, limit < plain.size());
            for (std::size_t size = 1; size < 20; ++size) {
                Inflater inflater({});
                QCOMPARE(readMessage(inflater, payload, every(size), limit), expected);
            }
        }
}

void TestInflater::bomb()
{
    Deflater deflater(Deflater::Options{});
    const QByteArray mebibyte(1 << 20, '\0');
    QByteArray payload = deflater.message(spanOf(mebibyte)) + hex("0000ffff");
    payload += (deflater.message(spanOf(mebibyte)) + hex("0000ffff")).repeated(1023);
    qInfo("%lld bytes for 1 GiB", static_cast<long long>(payload.size()));
    QElapsedTimer timer;
    timer.start();
    Inflater inflater({});
    qint64 taken = 0;
    const auto output = [&taken](ByteSpan piece) {
        taken += static_cast<qint64>(piece.size());
        return taken < 64 << 20;
    };
    inflater.feed(spanOf(payload), output);
    QCOMPARE(name(inflater.fault()), QByteArray("Stopped"));
    QCOMPARE(name(inflater.endMessage(output)), QByteArray("Stopped"));
    qInfo("stopped at %lld bytes after %lld ms", static_cast<long long>(taken),
          static_cast<long long>(timer.elapsed()));
    QVERIFY(taken >= 64 << 20 && taken < (64 << 20) + 16 * 1024);
    QVERIFY(inflater.isLost());
}

QTEST_GUILESS_MAIN(TestInflater)
#include "tst_inflater.moc"
