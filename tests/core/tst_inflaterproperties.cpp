// SPDX-License-Identifier: GPL-3.0-or-later
#include "inflating.h"

#include "core/protocol/deflater.h"

#include <QElapsedTimer>
#include <QTest>

#define ZLIB_CONST
#include <zlib.h>

#include <array>
#include <map>
#include <random>

using namespace core;
using namespace inflating;

class TestInflaterProperties : public QObject
{
    Q_OBJECT

private slots:
    void roundTrips_data();
    void roundTrips();
    void windows_data();
    void windows();
    void messagesOnTheirOwn();
    void garbage();
    void mutations();
    void manyMessagesAtAnyChunking();
    void speed();
};

namespace {

using Random = std::mt19937;

// Text of few words, a run, random bytes, or nothing.
QByteArray plainText(Random &random, std::size_t limit)
{
    static const char *const words[] = {"frame", "mask", "close", "{\"id\":", "},", " ", "the window", "\n"};
    const auto size = static_cast<qsizetype>(random() % limit);
    QByteArray out;
    switch (random() % 8) {
    case 0:
        while (out.size() < size)
            out += static_cast<char>(random());
        return out;
    case 1:
        return QByteArray(size, static_cast<char>(random()));
    case 2:
        return {};
    default:
        while (out.size() < size) {
            out += words[random() % 8];
            if (random() % 4 == 0)
                out += QByteArray::number(random() % 1000);
        }
        return out;
    }
}

NextSize randomly(Random &random)
{
    const std::size_t most = std::size_t(1) << random() % 14;
    return [&random, most] { return 1 + random() % most; };
}

QByteArray rawDeflate(const QByteArray &plain, int windowBits, int level, int strategy, int flush)
{
    z_stream zlib{};
    deflateInit2(&zlib, level, Z_DEFLATED, -windowBits, 9, strategy);
    QByteArray out(static_cast<qsizetype>(deflateBound(&zlib, static_cast<uLong>(plain.size()))) + 64, '\0');
    zlib.next_in = spanOf(plain).data();
    zlib.avail_in = static_cast<uInt>(plain.size());
    zlib.next_out = reinterpret_cast<Bytef *>(out.data());
    zlib.avail_out = static_cast<uInt>(out.size());
    deflate(&zlib, flush);
    out.chop(zlib.avail_out);
    deflateEnd(&zlib);
    if (flush == Z_SYNC_FLUSH)
        out.chop(4);
    return out;
}

struct Oracle
{
    QByteArray output;
    bool isBad = false;
};

// Plain zlib over the payload and its tail. With one byte of room zlib holds distances against its window.
// A final block is followed by a fresh stream that is given the window, as zlib.h documents.
Oracle oracle(const QByteArray &payload, int windowBits, std::size_t room)
{
    const QByteArray all = payload + QByteArray("\x00\x00\xff\xff", 4);
    z_stream zlib{};
    inflateInit2(&zlib, -windowBits);
    zlib.next_in = spanOf(all).data();
    zlib.avail_in = static_cast<uInt>(all.size());
    std::vector<Bytef> buffer(room);
    Oracle out;
    for (;;) {
        zlib.next_out = buffer.data();
        zlib.avail_out = static_cast<uInt>(room);
        const int result = inflate(&zlib, Z_SYNC_FLUSH);
        out.output.append(reinterpret_cast<const char *>(buffer.data()),
                          static_cast<qsizetype>(room - zlib.avail_out));
        if (result == Z_STREAM_END) {
            std::array<Bytef, 32768> window;
            uInt size = 0;
            inflateGetDictionary(&zlib, window.data(), &size);
            inflateReset(&zlib);
            inflateSetDictionary(&zlib, window.data(), size);
        } else if (result != Z_OK) {
            out.isBad = result != Z_BUF_ERROR;
            break;
        }
    }
    inflateEnd(&zlib);
    return out;
}

// The reader's verdict against zlib's; empty where they agree.
QByteArray disagreement(const Read &read, const QByteArray &payload, int windowBits, std::size_t room)
{
    const Oracle zlib = oracle(payload, windowBits, room);
    if (read.fault == InflateFault::None)
        return zlib.isBad ? "zlib finds a fault" : zlib.output != read.output ? "other output" : "";
    if (!zlib.output.startsWith(read.output))
        return "output of a fault";
    if (read.fault == InflateFault::Unfinished)
        return "";
    // zlib finds a code of no code lengths faulty only once it has read with it.
    const bool isBad = zlib.isBad || oracle(payload + QByteArray(64, '\0'), windowBits, room).isBad;
    return !isBad ? "zlib finds no fault" : zlib.output != read.output ? "output before a fault" : "";
}

void report(const std::map<int, int> &faults)
{
    for (const auto &[fault, count] : faults)
        qInfo("fault %d: %d", fault, count);
}

} // namespace

void TestInflaterProperties::roundTrips_data()
{
    QTest::addColumn<int>("windowBits");
    QTest::addColumn<bool>("noTakeover");
    for (int bits = 8; bits <= 15; ++bits)
        for (const bool noTakeover : {false, true})
            QTest::addRow("%d, %s", bits, noTakeover ? "no takeover" : "takeover") << bits << noTakeover;
}

void TestInflaterProperties::roundTrips()
{
    QFETCH(int, windowBits);
    QFETCH(bool, noTakeover);
    Random random(static_cast<Random::result_type>(windowBits));
    Deflater deflater({windowBits, noTakeover});
    Inflater inflater({windowBits, noTakeover});
    for (int message = 0; message < 300; ++message) {
        const QByteArray plain = plainText(random, message % 50 == 0 ? 200'000 : 5'000);
        const QByteArray payload = deflater.message(spanOf(plain));
        QCOMPARE(readMessage(inflater, payload, randomly(random)), Read{plain});
    }
}

void TestInflaterProperties::windows_data()
{
    QTest::addColumn<int>("windowBits");
    for (int bits = 8; bits <= 14; ++bits)
        QTest::addRow("%d", bits) << bits;
}

// Data made with the largest window, read with a smaller one: faulty exactly where zlib says so.
void TestInflaterProperties::windows()
{
    QFETCH(int, windowBits);
    Random random(static_cast<Random::result_type>(windowBits));
    int beyond = 0;
    int inside = 0;
    for (int round = 0; round < 200; ++round) {
        const QByteArray noise = plainText(random, std::size_t(2) << windowBits);
        const QByteArray repeated = plainText(random, 64);
        const QByteArray payload =
            rawDeflate(repeated + noise + repeated, 15, 9, Z_DEFAULT_STRATEGY, Z_SYNC_FLUSH);
        const Read read = readOne(payload, {windowBits, true}, randomly(random));
        QVERIFY(read.fault == InflateFault::None || read.fault == InflateFault::BeyondWindow);
        (read.fault == InflateFault::None ? inside : beyond) += 1;
        QCOMPARE(disagreement(read, payload, windowBits, 1), QByteArray());
    }
    qInfo("%d inside, %d beyond", inside, beyond);
    QVERIFY(inside > 10 && beyond > 10);
}

// Data made with context takeover, read without: faulty exactly where fresh zlib cannot read the message.
void TestInflaterProperties::messagesOnTheirOwn()
{
    Random random(5);
    Deflater deflater(Deflater::Options{});
    Inflater inflater({15, true});
    int before = 0;
    for (int message = 0; message < 2000; ++message) {
        const QByteArray payload = deflater.message(spanOf(plainText(random, message % 2 == 0 ? 1000 : 10)));
        const Read read = readMessage(inflater, payload, randomly(random));
        QVERIFY(read.fault == InflateFault::None || read.fault == InflateFault::BeforeMessage);
        before += read.fault == InflateFault::None ? 0 : 1;
        QCOMPARE(disagreement(read, payload, 15, 1 << 16), QByteArray());
    }
    qInfo("%d of 2000 reach back", before);
    QVERIFY(before > 200 && before < 1800);
}

// Random bytes, and bytes that begin as a block of each type.
void TestInflaterProperties::garbage()
{
    Random random(1);
    std::map<int, int> faults;
    for (int round = 0; round < 20'000; ++round) {
        QByteArray payload;
        for (auto left = random() % (round % 2 == 0 ? 12 : 200); left > 0; --left)
            payload += static_cast<char>(random());
        if (!payload.isEmpty())
            payload[0] = static_cast<char>((payload[0] & ~7) | static_cast<int>(random() % 6));
        const Read read = readOne(payload);
        ++faults[static_cast<int>(read.fault)];
        QCOMPARE(disagreement(read, payload, 15, 1 << 16), QByteArray());
        QCOMPARE(readOne(payload, {}, every(1)), read);
    }
    report(faults);
}

void TestInflaterProperties::mutations()
{
    Random random(2);
    std::map<int, int> faults;
    for (int round = 0; round < 10'000; ++round) {
        const int strategy = round % 3 == 0 ? Z_FIXED : Z_DEFAULT_STRATEGY;
        const QByteArray plain = plainText(random, 600);
        const int flush = random() % 4 == 0 ? Z_FINISH : Z_SYNC_FLUSH;
        QByteArray payload = rawDeflate(plain, 15, static_cast<int>(random() % 10), strategy, flush);
        if (random() % 4 == 0)
            payload += rawDeflate(plain, 15, 9, strategy, Z_SYNC_FLUSH);
        for (auto left = random() % 4; left > 0 && !payload.isEmpty(); --left) {
            const auto at = static_cast<qsizetype>(random() % static_cast<std::size_t>(payload.size()));
            if (random() % 8 == 0)
                payload.truncate(at);
            else
                payload[at] = static_cast<char>(payload[at] ^ (1 << random() % 8));
        }
        const Read read = readOne(payload);
        ++faults[static_cast<int>(read.fault)];
        QCOMPARE(disagreement(read, payload, 15, 1 << 16), QByteArray());
        QCOMPARE(readOne(payload, {}, randomly(random)), read);
        QCOMPARE(readOne(payload, {}, every(1)), read);
    }
    report(faults);
}

// Sound and unsound messages one after the other, with a limit now and then.
void TestInflaterProperties::manyMessagesAtAnyChunking()
{
    Random random(3);
    for (int round = 0; round < 300; ++round) {
        const Inflater::Options options{static_cast<int>(8 + random() % 8), random() % 2 == 0};
        Deflater deflater({15, random() % 2 == 0});
        Inflater all(options);
        Inflater bytes(options);
        Inflater pieces(options);
        for (int message = 0; message < 8; ++message) {
            QByteArray payload = deflater.message(spanOf(plainText(random, 3000)));
            if (random() % 8 == 0)
                payload[payload.size() / 2] = static_cast<char>(random());
            const qsizetype limit = random() % 8 == 0 ? 1000 : PTRDIFF_MAX;
            const Read read = readMessage(all, payload, whole(), limit);
            QCOMPARE(readMessage(bytes, payload, every(1), limit), read);
            QCOMPARE(readMessage(pieces, payload, randomly(random), limit), read);
        }
    }
}

void TestInflaterProperties::speed()
{
    Random random(4);
    QByteArray text;
    while (text.size() < 32 << 20)
        text += plainText(random, 20'000);
    QByteArray noise;
    while (noise.size() < 8 << 20)
        noise += static_cast<char>(random() % 64 * (random() % 4));
    for (const QByteArray &plain : {text, noise}) {
        const QByteArray payload = rawDeflate(plain, 15, 6, Z_DEFAULT_STRATEGY, Z_SYNC_FLUSH);
        Inflater inflater({});
        qsizetype size = 0;
        QElapsedTimer timer;
        timer.start();
        const auto output = [&size](ByteSpan piece) {
            size += static_cast<qsizetype>(piece.size());
            return true;
        };
        inflater.feed(spanOf(payload), output);
        QVERIFY(inflater.endMessage(output) == InflateFault::None);
        const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
        QCOMPARE(size, plain.size());
        qInfo("%.1f MB compressed, %.1f MB plain: %.0f MB/s of compressed input",
              static_cast<double>(payload.size()) / 1e6, static_cast<double>(size) / 1e6,
              static_cast<double>(payload.size()) / 1e6 / seconds);
    }
}

QTEST_GUILESS_MAIN(TestInflaterProperties)
#include "tst_inflaterproperties.moc"
