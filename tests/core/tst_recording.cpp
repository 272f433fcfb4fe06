// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include <QTest>

#include <random>

using namespace core;

class TestRecording : public QObject
{
    Q_OBJECT

private slots:
    void offsetsAndLengths();
    void deliveredLeg();
    void refused();
    void endedStreams();
    void bytesAreCutToWhatThereIs();
    void anyStretchOfDelivered();
    void emptyChunks();
};

namespace {

WireRecord chunk(Direction d, Leg leg, const QByteArray &bytes)
{
    WireRecord record;
    record.entry.direction = d;
    record.entry.leg = leg;
    record.bytes = bytes;
    return record;
}

WireRecord copy(Direction d, quint64 sentOffset, quint32 length)
{
    WireRecord record = chunk(d, Leg::Delivered, {});
    record.entry.sentOffset = sentOffset;
    record.entry.length = length;
    return record;
}

Recording fresh()
{
    Recording recording;
    recording.addConnection({});
    return recording;
}

} // namespace

void TestRecording::offsetsAndLengths()
{
    Recording recording = fresh();
    QVERIFY(recording.append(chunk(Direction::Client, Leg::Sent, "abc")));
    QVERIFY(recording.append(chunk(Direction::Server, Leg::Sent, "xy")));
    QVERIFY(recording.append(chunk(Direction::Client, Leg::Sent, "de")));
    QCOMPARE(recording.entries()[2].offset, quint64(3));
    QCOMPARE(recording.entries()[2].length, quint32(2));
    QCOMPARE(recording.streamLength(1, Direction::Client, Leg::Sent), quint64(5));
    QCOMPARE(recording.bytes(1, Direction::Client, Leg::Sent, 0, 99), QByteArray("abcde"));
    QCOMPARE(recording.bytesOf(recording.entries()[1]), QByteArray("xy"));
    QCOMPARE(recording.streamLength(2, Direction::Client, Leg::Sent), quint64(0));
    QCOMPARE(recording.connection(2), nullptr);
}

void TestRecording::deliveredLeg()
{
    Recording recording = fresh();
    QVERIFY(recording.append(chunk(Direction::Client, Leg::Sent, "0123456789")));
    QVERIFY(recording.append(copy(Direction::Client, 4, 3)));
    QVERIFY(recording.append(chunk(Direction::Client, Leg::Delivered, "edited")));
    QVERIFY(recording.append(copy(Direction::Client, 0, 10)));
    QVERIFY(recording.append(chunk(Direction::Client, Leg::Delivered, "!")));
    QCOMPARE(recording.bytes(1, Direction::Client, Leg::Delivered, 0, 99),
             QByteArray("456edited0123456789!"));
    QCOMPARE(recording.bytesOf(recording.entries()[2]), QByteArray("edited"));
    QCOMPARE(recording.bytesOf(recording.entries()[3]), QByteArray("0123456789"));
    QCOMPARE(recording.bytesOf(recording.entries()[4]), QByteArray("!"));
    QCOMPARE(recording.streamLength(1, Direction::Client, Leg::Sent), quint64(10));
}

void TestRecording::refused()
{
    Recording recording = fresh();
    QVERIFY(recording.append(chunk(Direction::Client, Leg::Sent, "0123456789")));
    const auto isRefused = [&recording](const WireRecord &record) {
        const std::size_t entries = recording.entries().size();
        const quint64 length = recording.streamLength(1, record.entry.direction, record.entry.leg);
        return !recording.append(record) && recording.entries().size() == entries &&
               recording.streamLength(1, record.entry.direction, record.entry.leg) == length;
    };
    QVERIFY(isRefused(copy(Direction::Client, 4, 7)));
    QVERIFY(isRefused(copy(Direction::Client, 11, 0)));
    QVERIFY(isRefused(copy(Direction::Client, ~0ULL - 1, 5)));
    QVERIFY(isRefused(copy(Direction::Client, 1, ~0U)));
    QVERIFY(isRefused(copy(Direction::Server, 0, 1))); // nothing was sent that way
    WireRecord onSent = copy(Direction::Client, 0, 1);
    onSent.entry.leg = Leg::Sent;
    QVERIFY(isRefused(onSent));
    WireRecord stranger = chunk(Direction::Client, Leg::Sent, "x");
    stranger.entry.connection = 2;
    QVERIFY(isRefused(stranger));
    QVERIFY(recording.append(copy(Direction::Client, 4, 6)));
    QVERIFY(recording.append(copy(Direction::Client, 10, 0)));
}

void TestRecording::endedStreams() // nothing follows a FIN in its direction and leg
{
    Recording recording = fresh();
    WireRecord fin = chunk(Direction::Client, Leg::Sent, {});
    fin.entry.kind = EntryKind::Fin;
    QVERIFY(recording.append(fin));
    QVERIFY(!recording.append(fin));
    QVERIFY(!recording.append(chunk(Direction::Client, Leg::Sent, "x")));
    QVERIFY(recording.append(chunk(Direction::Client, Leg::Delivered, "x")));
    QVERIFY(recording.append(chunk(Direction::Server, Leg::Sent, "x")));
    WireRecord rst = fin;
    rst.entry.kind = EntryKind::Rst;
    QVERIFY(recording.append(rst));
}

void TestRecording::bytesAreCutToWhatThereIs()
{
    Recording recording = fresh();
    QVERIFY(recording.append(chunk(Direction::Server, Leg::Sent, "abcdef")));
    QCOMPARE(recording.bytes(1, Direction::Server, Leg::Sent, 4, 99), QByteArray("ef"));
    QCOMPARE(recording.bytes(1, Direction::Server, Leg::Sent, 6, 1), QByteArray());
    QCOMPARE(recording.bytes(1, Direction::Server, Leg::Sent, ~0ULL, ~0ULL), QByteArray());
    QCOMPARE(recording.bytes(1, Direction::Server, Leg::Sent, 2, 0), QByteArray());
    QCOMPARE(recording.bytes(7, Direction::Server, Leg::Sent, 0, 1), QByteArray());
}

void TestRecording::anyStretchOfDelivered() // against a plain copy of the bytes
{
    std::mt19937_64 numbers(1);
    Recording recording = fresh();
    QByteArray sent;
    QByteArray delivered;
    for (int i = 0; i < 300; ++i) {
        const quint64 n = numbers();
        if (n % 3 == 0 || sent.isEmpty()) {
            const QByteArray bytes(static_cast<qsizetype>(n / 16 % 9), static_cast<char>(n >> 32));
            QVERIFY(recording.append(chunk(Direction::Client, Leg::Sent, bytes)));
            sent += bytes;
        } else if (n % 3 == 1) {
            const QByteArray bytes(static_cast<qsizetype>(n / 16 % 5), static_cast<char>(n >> 32));
            QVERIFY(recording.append(chunk(Direction::Client, Leg::Delivered, bytes)));
            delivered += bytes;
        } else {
            const quint64 from = (n >> 20) % static_cast<quint64>(sent.size());
            const quint64 length = (n >> 40) % (static_cast<quint64>(sent.size()) - from + 1);
            QVERIFY(recording.append(copy(Direction::Client, from, static_cast<quint32>(length))));
            delivered += sent.mid(static_cast<qsizetype>(from), static_cast<qsizetype>(length));
        }
    }
    QVERIFY(delivered.size() > 100);
    for (int i = 0; i < 2000; ++i) {
        const auto from = static_cast<qsizetype>(numbers() % static_cast<quint64>(delivered.size()));
        const auto length = static_cast<qsizetype>(numbers() % 60);
        QCOMPARE(recording.bytes(1, Direction::Client, Leg::Delivered, static_cast<quint64>(from),
                                 static_cast<quint64>(length)),
                 delivered.mid(from, length));
    }
}

void TestRecording::emptyChunks()
{
    Recording recording = fresh();
    QVERIFY(recording.append(chunk(Direction::Client, Leg::Sent, "ab")));
    for (const WireRecord &record :
         {copy(Direction::Client, 0, 0), copy(Direction::Client, 0, 1), copy(Direction::Client, 1, 0),
          chunk(Direction::Client, Leg::Delivered, {}), copy(Direction::Client, 1, 1),
          copy(Direction::Client, 2, 0)})
        QVERIFY(recording.append(record));
    QCOMPARE(recording.bytes(1, Direction::Client, Leg::Delivered, 0, 9), QByteArray("ab"));
    QCOMPARE(recording.bytes(1, Direction::Client, Leg::Delivered, 1, 9), QByteArray("b"));
    for (const Entry &entry : recording.entries())
        QCOMPARE(recording.bytesOf(entry).size(), static_cast<qsizetype>(entry.length));
}

QTEST_GUILESS_MAIN(TestRecording)
#include "tst_recording.moc"
