// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "core/files/recordingfile.h"

#include <QBuffer>
#include <QTest>
#include <QtEndian>

using namespace core;

class TestRecordingFile : public QObject
{
    Q_OBJECT

private slots:
    void roundTrip_data();
    void roundTrip();
    void everythingComesBack();
    void layout();
    void cutAtEveryByte();
    void everyByteFlipped();
    void otherFiles();
    void olderVersionsAreRead();
    void newerVersion();
    void badRecords_data();
    void badRecords();
    void promisesOfLengthTakeNoMemory();
    void hugeChunkIsRefused();
    void modelledStaysModelled();
    void failingDevice();
};

namespace {

QByteArray saved(const Recording &recording)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return writeRecording(buffer, recording) ? buffer.data() : QByteArray();
}

struct Opened
{
    ReadResult result;
    Recording recording;
};

Opened opened(QByteArray bytes)
{
    Opened o;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    o.result = readRecording(buffer, o.recording);
    return o;
}

std::unique_ptr<Recording> rich()
{
    auto recording = fixtures::record(fixtures::all().at("L01").script, fixtures::every(50));
    ConnectionInfo second;
    second.id = 65535;
    second.client = QStringLiteral("[::1]:1");
    second.server = QStringLiteral("서버");
    second.layer = Layer::Http;
    second.handshake = false;
    second.keysFixed = second.serverIsOurs = true;
    recording->addConnection(second);
    ConnectionInfo third;
    third.id = 3;
    third.layer = Layer::Tls;
    third.carries = 65535;
    third.host = QStringLiteral("localhost");
    recording->addConnection(third);
    recording->scenario = QStringLiteral("hello");
    recording->seed = ~0ULL;
    WireRecord record;
    record.entry.connection = 65535;
    record.entry.direction = Direction::Server;
    record.entry.timeNs = -1;
    record.bytes = QByteArray("\0\xff\r\n", 4);
    bool ok = recording->append(record);
    record.entry.leg = Leg::Delivered;
    record.entry.sentOffset = 1;
    record.entry.length = 2;
    record.bytes.clear();
    ok = ok && recording->append(record);
    record.entry.kind = EntryKind::Edit;
    record.entry.by = Actor::Wire;
    record.entry.sentOffset = 1;
    record.entry.sentLength = 3;
    record.entry.offset = 2;
    record.entry.length = 0;
    record.entry.changes = static_cast<quint8>(Change::Dropped);
    ok = ok && recording->append(record);
    record.entry.kind = EntryKind::Rst;
    record.entry.sentOffset = Entry::ownBytes;
    record.entry.sentLength = 0;
    record.entry.offset = 0;
    record.entry.changes = 0;
    ok = ok && recording->append(record);
    Q_ASSERT(ok);
    return recording;
}

// Where each record begins, and the end.
QList<qsizetype> borders(const QByteArray &file)
{
    QList<qsizetype> all{10};
    while (all.last() < file.size())
        all.append(all.last() + 9 +
                   static_cast<qsizetype>(qFromBigEndian<quint32>(file.constData() + all.last() + 1)));
    return all;
}

QByteArray record(quint8 type, const QByteArray &data)
{
    // CRC-32 as in zlib, bit by bit, independent of the writer's.
    quint32 crc = ~0U;
    for (const char c : static_cast<char>(type) + data) {
        crc ^= static_cast<quint8>(c);
        for (int i = 0; i < 8; ++i)
            crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xedb88320U : 0U);
    }
    QByteArray out(9, static_cast<char>(type));
    qToBigEndian<quint32>(static_cast<quint32>(data.size()), out.data() + 1);
    qToBigEndian<quint32>(~crc, out.data() + 5);
    return out + data;
}

const QByteArray start = QByteArray("\x8a"
                                    "FSC\r\n\x1a\n\0\x03",
                                    10);

} // namespace

void TestRecordingFile::roundTrip_data()
{
    QTest::addColumn<QByteArray>("fixture");
    for (const auto &[name, fixture] : fixtures::all())
        QTest::newRow(name.constData()) << name;
}

void TestRecordingFile::roundTrip()
{
    QFETCH(QByteArray, fixture);
    const fixtures::Named &named = fixtures::all().at(fixture);
    const auto recording = fixtures::record(named.script, fixtures::random(3), fixtures::infoFor(named));
    const QByteArray file = saved(*recording);
    const Opened once = opened(file);
    QCOMPARE(once.result.problem, ReadProblem::None);
    QCOMPARE(saved(once.recording), file);
    Conversation before(*recording, 1);
    Conversation after(once.recording, 1);
    before.finish();
    after.finish();
    QCOMPARE(fixtures::units(after), fixtures::units(before));
    QCOMPARE(fixtures::findings(after), fixtures::findings(before));
}

void TestRecordingFile::everythingComesBack()
{
    const auto recording = rich();
    const Opened o = opened(saved(*recording));
    QCOMPARE(o.result.problem, ReadProblem::None);
    QCOMPARE(o.recording.source, Source::Recorded);
    QCOMPARE(o.recording.scenario, QStringLiteral("hello"));
    QCOMPARE(o.recording.seed, ~quint64(0));
    QCOMPARE(o.recording.connections().size(), std::size_t(3));
    const ConnectionInfo &info = *o.recording.connection(65535);
    QCOMPARE(info.client, QStringLiteral("[::1]:1"));
    QCOMPARE(info.server, QStringLiteral("서버"));
    QCOMPARE(info.layer, Layer::Http);
    QVERIFY(!info.handshake && info.keysFixed && info.serverIsOurs);
    QVERIFY(info.carries == 0 && info.host.isEmpty());
    QCOMPARE(o.recording.connection(3)->layer, Layer::Tls);
    QCOMPARE(o.recording.connection(3)->carries, 65535);
    QCOMPARE(o.recording.connection(3)->host, QStringLiteral("localhost"));
    QCOMPARE(o.recording.entries().size(), recording->entries().size());
    for (std::size_t i = 0; i < recording->entries().size(); ++i) {
        const Entry &a = recording->entries()[i];
        const Entry &b = o.recording.entries()[i];
        QCOMPARE(b.timeNs, a.timeNs);
        QCOMPARE(b.connection, a.connection);
        QCOMPARE(b.kind, a.kind);
        QCOMPARE(b.direction, a.direction);
        QCOMPARE(b.leg, a.leg);
        if (a.isChunk()) {
            QCOMPARE(b.offset, a.offset);
            QCOMPARE(b.sentOffset, a.sentOffset);
            QCOMPARE(o.recording.bytesOf(b), recording->bytesOf(a));
        } else {
            QCOMPARE(b.by, a.by);
            QCOMPARE(b.changes, a.changes);
        }
        if (a.kind == EntryKind::Edit) {
            QCOMPARE(std::tuple(b.offset, b.length, b.sentOffset, b.sentLength),
                     std::tuple(a.offset, a.length, a.sentOffset, a.sentLength));
        }
    }
}

void TestRecordingFile::layout() // docs/recording-file.md, byte by byte
{
    Recording recording;
    recording.addConnection({});
    WireRecord wire;
    wire.entry.timeNs = 0x0102030405060708;
    wire.entry.direction = Direction::Server;
    wire.bytes = "hi";
    QVERIFY(recording.append(wire));
    wire.bytes.clear();
    wire.entry.kind = EntryKind::Edit;
    wire.entry.by = Actor::Wire;
    wire.entry.leg = Leg::Delivered;
    wire.entry.sentOffset = 1;
    wire.entry.sentLength = 1;
    wire.entry.offset = 0x1122334455667788;
    wire.entry.length = 2;
    wire.entry.changes = static_cast<quint8>(Change::Doubled);
    QVERIFY(recording.append(wire));
    const QByteArray expected =
        start + record(1, "{\"modelled\":false,\"scenario\":\"\",\"seed\":\"0\"}") +
        record(2, "{\"client\":\"\",\"handshake\":true,\"id\":1,\"keysFixed\":false,"
                  "\"layer\":\"\",\"server\":\"\",\"serverIsOurs\":false}") +
        record(3, fixtures::hex("0001 01 00 0102030405060708") + "hi") +
        record(6, fixtures::hex("0001 01 01 0102030405060708 0000000000000001 00000001 "
                                "1122334455667788 00000002 04")) +
        record(255, {});
    QCOMPARE(saved(recording).toHex(), expected.toHex());
    QVERIFY(looksLikeRecording(expected));
    QVERIFY(!looksLikeRecording(expected.first(7)));
}

void TestRecordingFile::cutAtEveryByte()
{
    const auto recording = rich();
    const QByteArray file = saved(*recording);
    const QList<qsizetype> starts = borders(file);
    QCOMPARE(starts.last(), file.size());
    for (qsizetype cut = 0; cut < file.size(); ++cut) {
        const Opened o = opened(file.first(cut));
        if (cut < 8) {
            QCOMPARE(o.result.problem, ReadProblem::Unknown);
            continue;
        }
        QCOMPARE(o.result.problem, ReadProblem::CutShort);
        const qsizetype whole =
            cut < 10 ? cut : *std::prev(std::upper_bound(starts.begin(), starts.end(), cut));
        QCOMPARE(o.result.detail, static_cast<quint64>(whole));
        const qsizetype records =
            std::count_if(starts.begin(), starts.end(), [cut](qsizetype at) { return at > 10 && at <= cut; });
        // the meta record and three connections come first
        QCOMPARE(static_cast<qsizetype>(o.recording.entries().size()), std::max<qsizetype>(records - 4, 0));
        for (std::size_t i = 0; i < o.recording.entries().size(); ++i)
            QCOMPARE(o.recording.bytesOf(o.recording.entries()[i]),
                     recording->bytesOf(recording->entries()[i]));
    }
}

void TestRecordingFile::everyByteFlipped()
{
    const QByteArray file = saved(*rich());
    for (qsizetype at = 0; at < file.size(); ++at)
        for (const int bit : {0x01, 0x10, 0x80, 0xff}) {
            QByteArray damaged = file;
            damaged[at] = static_cast<char>(damaged[at] ^ bit);
            const Opened o = opened(damaged);
            if (at == 9 && damaged[at] == 2)
                continue; // an older version, whose records are the same
            QVERIFY2(o.result.problem != ReadProblem::None, qPrintable(QString::number(at)));
            if (at < 8)
                QCOMPARE(o.result.problem, ReadProblem::Unknown);
            else if (at < 10)
                QCOMPARE(o.result.problem, ReadProblem::NewerVersion);
            else
                QVERIFY(o.result.detail <= static_cast<quint64>(at)); // all before the damage was whole
        }
}

void TestRecordingFile::otherFiles()
{
    for (const QByteArray &bytes : {QByteArray(), QByteArray("{}"), fixtures::request(),
                                    QByteArray("\x0a\x0d\x0d\x0a", 4), QByteArray(5000, '\0')}) {
        const Opened o = opened(bytes);
        QCOMPARE(o.result.problem, ReadProblem::Unknown);
        QVERIFY(o.recording.entries().empty() && o.recording.connections().empty());
        QCOMPARE(o.recording.source, Source::Captured);
    }
}

void TestRecordingFile::olderVersionsAreRead() // 1 has no edits, 2 no TLS
{
    QByteArray file = start + record(1, "{}") + record(2, "{\"id\":1}") +
                      record(3, fixtures::hex("0001 00 00 0000000000000000") + "abc") + record(255, {});
    for (const char version : {'\1', '\2'}) {
        file[9] = version;
        const Opened o = opened(file);
        QCOMPARE(o.result.problem, ReadProblem::None);
        QCOMPARE(o.recording.streamLength(1, Direction::Client, Leg::Sent), quint64(3));
    }
}

void TestRecordingFile::newerVersion()
{
    QByteArray file = saved(*rich());
    file[9] = 4;
    const Opened o = opened(file);
    QCOMPARE(o.result.problem, ReadProblem::NewerVersion);
    QCOMPARE(o.result.detail, quint64(4));
    QVERIFY(o.recording.connections().empty());
}

void TestRecordingFile::badRecords_data()
{
    QTest::addColumn<QByteArray>(
        "bad"); // with a right checksum; behind it a good record that must not be read
    const QByteArray entry = fixtures::hex("0001 00 00 0000000000000000");
    QTest::newRow("unknown type") << record(99, {});
    QTest::newRow("connection without id") << record(2, "{}");
    QTest::newRow("connection 0") << record(2, "{\"id\":0}");
    QTest::newRow("connection 65536") << record(2, "{\"id\":65536}");
    QTest::newRow("connection carries 65536") << record(2, "{\"id\":2,\"carries\":65536}");
    QTest::newRow("connection twice") << record(2, "{\"id\":1}");
    QTest::newRow("connection in no JSON") << record(2, "\xff");
    QTest::newRow("chunk too short") << record(3, entry.chopped(1));
    QTest::newRow("chunk of no connection") << record(3, fixtures::hex("0002 00 00 0000000000000000") + "x");
    QTest::newRow("direction 2") << record(3, fixtures::hex("0001 02 00 0000000000000000") + "x");
    QTest::newRow("leg 2") << record(3, fixtures::hex("0001 00 02 0000000000000000") + "x");
    QTest::newRow("copy on the sent leg") << record(4, entry + fixtures::hex("0000000000000000 00000001"));
    QTest::newRow("copy of what was not sent") << record(4, fixtures::hex("0001 00 01 0000000000000000") +
                                                                fixtures::hex("0000000000000002 00000002"));
    QTest::newRow("edit of what was not sent")
        << record(6, fixtures::hex("0001 00 01 0000000000000000 0000000000000000 00000004 0000000000000000 "
                                   "00000001 01"));
    QTest::newRow("edit on the sent leg")
        << record(6, entry + fixtures::hex("0000000000000000 00000000 0000000000000000 00000000 01"));
    QTest::newRow("edit too short") << record(6, fixtures::hex("0001 00 01 0000000000000000") +
                                                     fixtures::hex("0000000000000000 00000000"));
    QTest::newRow("copy too short") << record(4, fixtures::hex("0001 00 01 0000000000000000") +
                                                     fixtures::hex("00000000"));
    QTest::newRow("event 0") << record(5, entry + fixtures::hex("00 00"));
    QTest::newRow("event 4") << record(5, entry + fixtures::hex("04 00"));
    QTest::newRow("actor 3") << record(5, entry + fixtures::hex("01 03"));
    QTest::newRow("event too short") << record(5, entry + fixtures::hex("01"));
}

void TestRecordingFile::badRecords()
{
    QFETCH(QByteArray, bad);
    const QByteArray good = record(3, fixtures::hex("0001 00 00 0000000000000000") + "abc");
    const QByteArray before = start + record(1, "{}") + record(2, "{\"id\":1}") + good;
    const Opened o = opened(before + bad + good + record(255, {}));
    QCOMPARE(o.result.problem, ReadProblem::Damaged);
    QCOMPARE(o.result.detail, static_cast<quint64>(before.size()));
    QCOMPARE(o.recording.entries().size(), std::size_t(1));
    QCOMPARE(opened(before + good + record(255, {})).result.problem, ReadProblem::None);
}

void TestRecordingFile::promisesOfLengthTakeNoMemory()
{
    const auto withLength = [](const char *length) {
        return opened(start + "\x03" + fixtures::hex(length) + fixtures::hex("00000000")).result;
    };
    QCOMPARE(withLength("ffffffff").problem, ReadProblem::Damaged); // over the limit of a record
    QCOMPARE(withLength("04000001").problem, ReadProblem::Damaged);
    QCOMPARE(withLength("04000000").problem, ReadProblem::CutShort); // 64 MiB that the file does not hold
    QCOMPARE(withLength("00000001").detail, quint64(10));
}

void TestRecordingFile::hugeChunkIsRefused() // no reader would take it, so it is not written
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    RecordingWriter writer(buffer);
    WireRecord wire;
    wire.bytes = QByteArray(64 * 1024 * 1024 - 11, 'x'); // with 12 bytes before it, one over
    QVERIFY(!writer.append(wire));
    QCOMPARE(buffer.data().size(), 0);
    wire.bytes.chop(1);
    QVERIFY(writer.append(wire));
}

void TestRecordingFile::modelledStaysModelled()
{
    auto recording = rich();
    recording->source = Source::Modelled;
    const QByteArray file = saved(*recording);
    const Opened o = opened(file);
    QCOMPARE(o.recording.source, Source::Modelled);
    QCOMPARE(saved(o.recording), file);
}

void TestRecordingFile::failingDevice()
{
    QBuffer closed;
    closed.open(QIODevice::ReadOnly);
    QTest::ignoreMessage(QtWarningMsg, "QIODevice::write (QBuffer): ReadOnly device");
    QVERIFY(!writeRecording(closed, *rich()));
}

QTEST_GUILESS_MAIN(TestRecordingFile)
#include "tst_recordingfile.moc"
