// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturereader.h"

#include "capturewriter.h"
#include "core/record/conversations.h"

#include <QBuffer>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace core;
using namespace captures;

namespace {

const QByteArray maskedHello = QByteArray::fromHex("818537fa213d7f9f4d5158"); // RFC 6455 §5.7
const QByteArray hello = QByteArray::fromHex("810548656c6c6f");               // RFC 6455 §5.7

struct Read
{
    Recording recording;
    CaptureReport report;

    QByteArray stream(Direction direction, Leg leg = Leg::Sent, quint16 connection = 1) const
    {
        return recording.bytes(connection, direction, leg, 0,
                               recording.streamLength(connection, direction, leg));
    }
};

std::unique_ptr<Read> readFile(QByteArray file)
{
    auto result = std::make_unique<Read>();
    QBuffer device(&file);
    device.open(QIODevice::ReadOnly);
    result->report = readCapture(device, result->recording);
    return result;
}

std::unique_ptr<Read> read(const QByteArrayList &packets)
{
    Pcap file;
    qint64 time = 1'700'000'000'000'000'000;
    for (const QByteArray &packet : packets)
        file.add(packet, time += 1'000'000);
    return readFile(file.bytes());
}

/// Handshake, Hello each way, the end.
QByteArrayList talk(Connection &connection)
{
    QByteArrayList packets = connection.open();
    packets += connection.say(false, request);
    packets += connection.say(true, response);
    packets += connection.say(false, maskedHello);
    packets += connection.say(true, hello);
    return packets + connection.close();
}

} // namespace

class TestCapture : public QObject
{
    Q_OBJECT

private:
    static void checkTalk(const Read &read)
    {
        QCOMPARE(read.report.result.problem, ReadProblem::None);
        QCOMPARE(read.report.webSockets, 1U);
        QCOMPARE(read.recording.connections().size(), 1U);
        for (const Leg leg : {Leg::Sent, Leg::Delivered}) {
            QCOMPARE(read.stream(Direction::Client, leg), request + maskedHello);
            QCOMPARE(read.stream(Direction::Server, leg), response + hello);
        }
        Conversations conversations(read.recording);
        conversations.finish();
        QCOMPARE(conversations[0].units().size(), 4U);
        // RFC 6455 §7.1.7: without Close frames the connection was not closed cleanly, and nothing else is
        // wrong.
        for (const Finding &finding : conversations[0].findings())
            QVERIFY2(finding.check.rule->id.starts_with("CLS"), finding.check.rule->id.data());
    }

private slots:
    void everyFormOfFile_data()
    {
        QTest::addColumn<QByteArray>("file");
        Connection connection;
        const QByteArrayList packets = talk(connection);
        for (const bool big : {false, true})
            for (const bool nano : {false, true}) {
                Pcap file(linkRaw, big, nano);
                qint64 time = 1'700'000'000'000'000'000;
                for (const QByteArray &packet : packets)
                    file.add(packet, time += 1'000'000);
                QTest::addRow("pcap %d %d", big, nano) << file.bytes();
            }
        for (const bool big : {false, true})
            for (const quint8 resolution : {quint8{3}, quint8{6}, quint8{9}, quint8{12}, quint8{0x8a}}) {
                Pcapng file(linkRaw, big, resolution);
                const quint64 ms = resolution == 0x8a ? 1
                                   : resolution == 3  ? 1
                                   : resolution == 6  ? 1'000
                                   : resolution == 9  ? 1'000'000
                                                      : 1'000'000'000;
                quint64 time = 1'024'000 * ms;
                for (const QByteArray &packet : packets)
                    file.add(packet, time += ms);
                file.addBlock(0x0000000a, "secrets, passed over");
                QTest::addRow("pcapng %d %d", big, resolution) << file.bytes();
            }
        Pcapng simple;
        for (const QByteArray &packet : packets)
            simple.addSimple(packet);
        QTest::newRow("pcapng simple") << simple.bytes();
    }
    void everyFormOfFile()
    {
        QFETCH(const QByteArray, file);
        const auto result = readFile(file);
        checkTalk(*result);
        const BlockVector<Entry> &entries = result->recording.entries();
        QCOMPARE(entries[0].timeNs, 0);
        QCOMPARE(entries[0].kind, EntryKind::Connect);
        QCOMPARE(entries[1].kind, EntryKind::Connect);
        QCOMPARE(entries[1].leg, Leg::Delivered);
        const QByteArray row = QTest::currentDataTag();
        if (!row.endsWith("simple")) {
            // 2^-10 s is a little less than a millisecond.
            const qint64 ms = row.endsWith("138") ? 976'562 : 1'000'000;
            QVERIFY(std::abs(entries[1].timeNs - ms) <= 1);
        }
        QCOMPARE(result->recording.connections()[0].client, QStringLiteral("127.0.0.1:50000"));
        QCOMPARE(result->recording.connections()[0].server, QStringLiteral("127.0.0.2:9001"));
    }

    void everyLink_data()
    {
        QTest::addColumn<quint32>("link");
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("ethernet") << 1U << QByteArray(12, 'm') + QByteArray::fromHex("0800");
        QTest::newRow("802.1Q") << 1U << QByteArray(12, 'm') + QByteArray::fromHex("810000050800");
        QTest::newRow("802.1ad") << 1U << QByteArray(12, 'm') + QByteArray::fromHex("88a80005810000070800");
        QTest::newRow("cooked 1") << 113U << QByteArray(14, '\0') + QByteArray::fromHex("0800");
        QTest::newRow("cooked 2") << 276U << QByteArray::fromHex("0800") + QByteArray(18, '\0');
        QTest::newRow("raw") << 101U << QByteArray();
        QTest::newRow("raw BSD") << 12U << QByteArray();
        QTest::newRow("null") << 0U << QByteArray::fromHex("02000000");
        QTest::newRow("loop") << 108U << QByteArray::fromHex("00000002");
    }
    void everyLink()
    {
        QFETCH(const quint32, link);
        QFETCH(const QByteArray, head);
        Connection connection;
        Pcap file(link);
        qint64 time = 0;
        for (const QByteArray &packet : talk(connection))
            file.add(head + packet, time += 1'000'000);
        checkTalk(*readFile(file.bytes()));
    }

    void ipv4OptionsAndTrailers()
    {
        Connection connection;
        QByteArrayList packets = connection.open();
        packets += ipv4(connection.segment(false, Push | Ack, request), QByteArray(8, '\x01')) +
                   "padding of a short Ethernet frame";
        connection.pass(false, static_cast<quint32>(request.size()));
        packets += connection.say(true, response);
        const auto result = read(packets);
        QCOMPARE(result->stream(Direction::Client), request);
        QCOMPARE(result->stream(Direction::Server), response);
    }

    void ipv6WithExtensions()
    {
        Connection connection;
        QByteArrayList packets;
        packets += ipv6(connection.segment(false, Syn));
        connection.pass(false, 1);
        packets +=
            ipv6(connection.segment(false, Push | Ack, request), QByteArray::fromHex("0600010400000000"), 0);
        connection.pass(false, static_cast<quint32>(request.size()));
        packets +=
            ipv6(connection.segment(true, Push | Ack, response), QByteArray::fromHex("0600010400000000"), 60);
        const auto result = read(packets);
        QCOMPARE(result->stream(Direction::Client), request);
        QCOMPARE(result->stream(Direction::Server), response);
        QCOMPARE(result->recording.connections()[0].client, QStringLiteral("[fd00::1]:50000"));
    }

    void addressesAsRfc5952WritesThem()
    {
        const auto text = [](const char *hex) {
            TcpAddress address;
            address.isIpv6 = true;
            address.port = 80;
            const QByteArray bytes = QByteArray::fromHex(hex);
            std::copy(bytes.begin(), bytes.end(), address.host.begin());
            return address.text();
        };
        QCOMPARE(text("00000000000000000000000000000001"), QStringLiteral("[::1]:80"));
        QCOMPARE(text("00000000000000000000000000000000"), QStringLiteral("[::]:80"));
        QCOMPARE(text("20010db8000000000001000000000001"), QStringLiteral("[2001:db8::1:0:0:1]:80"));
        QCOMPARE(text("20010db8000100010001000100010001"), QStringLiteral("[2001:db8:1:1:1:1:1:1]:80"));
        QCOMPARE(text("20010db8000000010001000100010001"), QStringLiteral("[2001:db8:0:1:1:1:1:1]:80"));
    }

    // RFC 9293 §3.4, §3.10: whatever order segments come in, and however often, the stream is the same.
    void anyOrderOfSegments()
    {
        for (quint32 seed = 1; seed <= 60; ++seed) {
            // Near the end of the sequence numbers, so that they wrap.
            Connection connection(50000, 0xffffff80U, 0xfffffff0U);
            QByteArrayList packets = connection.open();
            const QByteArray whole = request + maskedHello;
            QByteArrayList parts;
            quint32 random = seed * 2654435761U;
            const auto next = [&random] { return random = random * 1664525U + 1013904223U; };
            Segment segment = connection.segment(false, Push | Ack);
            for (qsizetype at = 0; at < whole.size();) {
                const qsizetype length = 1 + (next() >> 16) % 40;
                // Some begin earlier: they overlap.
                const qsizetype back = std::min<qsizetype>(at, (next() >> 16) % 8);
                Segment part = segment;
                part.sequence += static_cast<quint32>(at - back);
                part.payload = whole.mid(at - back, length + back);
                parts += ipv4(part);
                if (next() % 4 == 0)
                    parts += ipv4(part);
                at += length;
            }
            for (qsizetype i = parts.size() - 1; i > 0; --i)
                std::swap(parts[i],
                          parts[static_cast<qsizetype>((next() >> 8) % static_cast<quint32>(i + 1))]);
            connection.pass(false, static_cast<quint32>(whole.size()));
            packets += parts;
            packets += connection.say(true, response);
            packets += connection.close();
            const auto result = read(packets);
            QCOMPARE(result->stream(Direction::Client), whole);
            QCOMPARE(result->stream(Direction::Server), response);
            QCOMPARE(result->report.holed, 0U);
            const Entry &last = result->recording.entries().back();
            QCOMPARE(last.kind, EntryKind::Fin);
        }
    }

    void theFirstBytesWin()
    {
        Connection connection;
        QByteArrayList packets = connection.open();
        packets += connection.say(false, request);
        packets += connection.say(true, response);
        Segment again = connection.segment(true, Push | Ack);
        again.sequence -= static_cast<quint32>(response.size());
        again.payload = QByteArray(response.size(), '!') + hello;
        packets += ipv4(again);
        const auto result = read(packets);
        QCOMPARE(result->stream(Direction::Server), response + hello);
    }

    void aHoleEndsTheStory()
    {
        Connection connection;
        QByteArrayList packets = connection.open();
        packets += connection.say(false, request);
        packets += connection.say(true, response);
        packets += connection.say(false, maskedHello);
        connection.pass(false, 11); // not in the capture
        const QByteArray late = connection.say(false, maskedHello);
        packets += late;
        packets += connection.say(true, hello); // and acknowledged
        packets += connection.close();
        const auto result = read(packets);
        QCOMPARE(result->report.holed, 1U);
        QCOMPARE(result->stream(Direction::Client), request + maskedHello);
        QCOMPARE(result->stream(Direction::Server), response + hello);
    }

    void severalConnectionsAndTheSameEndsAgain()
    {
        Connection first;
        Connection second(50001);
        QByteArrayList one = talk(first);
        const QByteArrayList two = talk(second);
        QByteArrayList packets;
        for (qsizetype i = 0; i < one.size(); ++i)
            packets << one[i] << two[i];
        Connection again(50000, 777'777, 888'888);
        packets += talk(again);
        const auto result = read(packets);
        QCOMPARE(result->report.webSockets, 3U);
        for (const quint16 id : {1, 2, 3}) {
            QCOMPARE(result->stream(Direction::Client, Leg::Sent, id), request + maskedHello);
            QCOMPARE(result->stream(Direction::Server, Leg::Sent, id), response + hello);
        }
    }

    void othersAreCountedAndLeftOut()
    {
        Connection web(50002);
        QByteArrayList packets = web.open();
        packets += web.say(false, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        packets += web.say(true, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        Connection mail(50003);
        packets += mail.open();
        packets += mail.say(true, "220 hello\r\n");
        packets += mail.say(false, "HELO me\r\n");
        Connection connection;
        packets += talk(connection);
        packets += ipv4({}, {}, 0x2000);                                                         // a fragment
        packets += QByteArray::fromHex("45000014000100004011000000000000") + QByteArray(4, 'x'); // UDP
        packets += "E";
        const auto result = read(packets);
        checkTalk(*result);
        QCOMPARE(result->report.others, 2U);
        QCOMPARE(result->report.fragments, 1U);
        QCOMPARE(result->report.notTcp, 1U);
        QCOMPARE(result->report.broken, 1U);
        QCOMPARE(result->report.packets, static_cast<quint64>(packets.size()));
    }

    void beginsInTheMiddle()
    {
        Connection connection;
        QByteArrayList packets;
        packets += connection.say(true, hello + hello);
        packets += connection.say(false, maskedHello);
        packets += connection.say(true, hello);
        const auto result = read(packets);
        QCOMPARE(result->report.webSockets, 1U);
        QCOMPARE(result->recording.connections()[0].handshake, false);
        QCOMPARE(result->stream(Direction::Client), maskedHello); // who masks is the client (§5.1)
        QCOMPARE(result->stream(Direction::Server), hello + hello + hello);
        QCOMPARE(result->recording.connections()[0].client, QStringLiteral("127.0.0.1:50000"));

        // One side alone is believed at the end.
        Connection quiet;
        const auto alone = read({quiet.say(true, hello), quiet.say(true, hello)});
        QCOMPARE(alone->report.webSockets, 1U);
        QCOMPARE(alone->stream(Direction::Server), hello + hello);
        // Not what only looks like it.
        Connection other;
        QCOMPARE(read({other.say(true, hello), other.say(false, "SSH-2.0-x\r\n")})->report.webSockets, 0U);
    }

    void aReset()
    {
        Connection connection;
        QByteArrayList packets = connection.open();
        packets += connection.say(false, request);
        packets += ipv4(connection.segment(true, Rst | Ack));
        const auto result = read(packets);
        const Entry &last = result->recording.entries().back();
        QCOMPARE(last.kind, EntryKind::Rst);
        QCOMPARE(last.direction, Direction::Server);
    }

    // Cut anywhere: what is whole before it is there, and the place is told.
    void cutAnywhere()
    {
        Connection connection;
        Pcapng file;
        constexpr qsizetype sectionLength = 28;
        QList<qsizetype> ends{sectionLength, file.bytes().size()};
        for (const QByteArray &packet : talk(connection)) {
            file.add(packet, 1000);
            ends += file.bytes().size();
        }
        const QByteArray all = file.bytes();
        const QByteArray whole = readFile(all)->stream(Direction::Client);
        for (qsizetype length = 0; length < all.size(); ++length) {
            const auto result = readFile(all.left(length));
            const ReadResult told = result->report.result;
            QCOMPARE(told.problem, length < 4              ? ReadProblem::Unknown
                                   : ends.contains(length) ? ReadProblem::None
                                                           : ReadProblem::CutShort);
            const auto before =
                std::find_if(ends.rbegin(), ends.rend(), [length](qsizetype end) { return end <= length; });
            if (told.problem == ReadProblem::CutShort)
                QCOMPARE(told.detail, before == ends.rend() ? 0 : static_cast<quint64>(*before));
            QVERIFY(whole.startsWith(
                result->recording.connections().empty() ? QByteArray() : result->stream(Direction::Client)));
        }
        QByteArray damaged = all;
        const qsizetype at = ends[6];
        damaged[at + 4] = '\x05'; // a length that cannot be
        const auto result = readFile(damaged);
        QCOMPARE(result->report.result.problem, ReadProblem::Damaged);
        QCOMPARE(result->report.result.detail, static_cast<quint64>(at));
        QCOMPARE(result->stream(Direction::Server), response);
        QCOMPARE(readFile("no capture")->report.result.problem, ReadProblem::Unknown);
    }

    // In parts of any size the same as at once.
    void inParts()
    {
        Connection connection;
        Pcap pcap;
        for (const QByteArray &packet : talk(connection))
            pcap.add(packet, 0);
        QByteArray file = pcap.bytes();
        for (const qint64 part : {1, 50, 100, 1000}) {
            QBuffer device(&file);
            device.open(QIODevice::ReadOnly);
            Read result;
            CaptureReader reader(device, result.recording);
            while (reader.read(part)) {
            }
            result.report = reader.report();
            checkTalk(result);
        }
    }

    // tshark's own opinion of the same file.
    void tsharkSaysTheSame()
    {
        const QString tshark = QStandardPaths::findExecutable(QStringLiteral("tshark"));
        QVERIFY2(!tshark.isEmpty(), "tools/test installs tshark");
        Connection connection;
        QByteArrayList packets = connection.open();
        packets += connection.say(false, request);
        packets += connection.say(true, response);
        const QByteArray ping = QByteArray::fromHex("898037fa213d");
        const QByteArray large = QByteArray::fromHex("827e0100") + QByteArray(256, 'b');
        const QByteArray stream = maskedHello + ping + maskedHello;
        packets += connection.say(false, stream.left(14)); // two frames in three segments
        packets += connection.say(false, stream.mid(14));
        packets += connection.say(true, hello + large + hello);
        packets += connection.close();
        Pcap file;
        for (const QByteArray &packet : packets)
            file.add(packet, 0);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("x.pcap"));
        QFile out(path);
        QVERIFY(out.open(QIODevice::WriteOnly) && out.write(file.bytes()) == file.bytes().size());
        out.close();
        QProcess process;
        QStringList arguments{QStringLiteral("-r"), path};
        arguments += QStringLiteral("-d tcp.port==9001,http -Y websocket -T fields -e tcp.srcport "
                                    "-e websocket.opcode -e websocket.mask")
                         .split(QLatin1Char(' '));
        process.start(tshark, arguments);
        QVERIFY(process.waitForFinished(60'000));
        QStringList theirs;
        for (const QByteArray &line : process.readAllStandardOutput().split('\n')) {
            const QList<QByteArray> columns = line.split('\t');
            if (columns.size() < 3)
                continue;
            const QList<QByteArray> opcodes = columns[1].split(',');
            const QList<QByteArray> masks = columns[2].split(',');
            for (qsizetype i = 0; i < opcodes.size(); ++i)
                theirs += QStringLiteral("%1 %2 %3")
                              .arg(columns[0] == "9001")
                              .arg(opcodes[i].toInt())
                              .arg(masks[i] == "1" || masks[i] == "True");
        }
        const auto result = readFile(file.bytes());
        Conversations conversations(result->recording);
        conversations.finish();
        QStringList ours;
        for (quint32 unit = 0; unit < conversations[0].units().size(); ++unit) {
            const Unit &each = conversations[0].units()[unit];
            if (each.isFrame())
                ours += QStringLiteral("%1 %2 %3")
                            .arg(each.direction == Direction::Server)
                            .arg(each.opcode())
                            .arg((conversations[0].index().bytes(unit)[1] & 0x80) != 0);
        }
        QCOMPARE(ours.size(), 6);
        QCOMPARE(theirs, ours);
    }
};

QTEST_GUILESS_MAIN(TestCapture)
#include "tst_capture.moc"
