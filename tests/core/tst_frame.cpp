// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "core/protocol/frame.h"

#include <QTest>

#include <random>

using namespace core;
using fixtures::hex;

class TestFrame : public QObject
{
    Q_OBJECT

private slots:
    void knownBytes_data();
    void knownBytes();
    void headerSizes_data();
    void headerSizes();
    void everyLengthBorder_data();
    void everyLengthBorder();
    void notShortestForms();
    void missingBytesGiveNothing();
    void bit63();
    void maskRoundTrip();
    void maskPhase();
    void everyFirstTwoBytes();
    void opcodes();
};

void TestFrame::knownBytes_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<bool>("fin");
    QTest::addColumn<int>("opcode");
    QTest::addColumn<QByteArray>("key"); // empty: not masked
    QTest::addColumn<QByteArray>("payload");

    const QByteArray key = hex("37fa213d");
    const QByteArray hello = "Hello";
    const QByteArray annyeong = hex("ec9588eb8595");
    QTest::newRow("RFC 5.7 unmasked text")
        << hex("81 05 48 65 6c 6c 6f") << true << 1 << QByteArray() << hello;
    QTest::newRow("RFC 5.7 masked text")
        << hex("81 85 37 fa 21 3d 7f 9f 4d 51 58") << true << 1 << key << hello;
    QTest::newRow("RFC 5.7 first fragment")
        << hex("01 03 48 65 6c") << false << 1 << QByteArray() << QByteArray("Hel");
    QTest::newRow("RFC 5.7 last fragment")
        << hex("80 02 6c 6f") << true << 0 << QByteArray() << QByteArray("lo");
    QTest::newRow("RFC 5.7 ping") << hex("89 05 48 65 6c 6c 6f") << true << 9 << QByteArray() << hello;
    QTest::newRow("RFC 5.7 masked pong")
        << hex("8a 85 37 fa 21 3d 7f 9f 4d 51 58") << true << 10 << key << hello;
    QTest::newRow("RFC 5.7 256 bytes")
        << hex("82 7e 01 00") + QByteArray(256, 'b') << true << 2 << QByteArray() << QByteArray(256, 'b');
    QTest::newRow("RFC 5.7 64 KiB") << hex("82 7f 00 00 00 00 00 01 00 00") + QByteArray(65536, 'k') << true
                                    << 2 << QByteArray() << QByteArray(65536, 'k');
    QTest::newRow("zero key") << hex("81 85 00 00 00 00 48 65 6c 6c 6f") << true << 1 << hex("00000000")
                              << hello;
    QTest::newRow("server hangul") << hex("81 0f ec 95 88 eb 85 95 ed 95 98 ec 84 b8 ec 9a 94") << true << 1
                                   << QByteArray() << hex("ec9588eb8595ed9598ec84b8ec9a94");
    QTest::newRow("client hangul") << hex("81 8f 37 fa 21 3d db 6f a9 d6 b2 6f cc a8 af 16 a5 85 db 60 b5")
                                   << true << 1 << key << hex("ec9588eb8595ed9598ec84b8ec9a94");
    QTest::newRow("client annyeong") << hex("81 86 37 fa 21 3d db 6f a9 d6 b2 6f") << true << 1 << key
                                     << annyeong;
    QTest::newRow("split syllable, first")
        << hex("01 84 37 fa 21 3d db 6f a9 d6") << false << 1 << key << annyeong.first(4);
    QTest::newRow("empty masked ping") << hex("89 80 37 fa 21 3d") << true << 9 << key << QByteArray();
    QTest::newRow("split syllable, last")
        << hex("80 82 37 fa 21 3d b2 6f") << true << 0 << key << annyeong.last(2);
    QTest::newRow("server close 1000") << hex("88 02 03 e8") << true << 8 << QByteArray() << hex("03e8");
    QTest::newRow("client close 1000") << hex("88 82 37 fa 21 3d 34 12") << true << 8 << key << hex("03e8");
    QTest::newRow("close with reason") << hex("88 0c 03 e8 ec 88 98 ec 97 85 20 eb 81 9d") << true << 8
                                       << QByteArray() << hex("03e8ec8898ec978520eb819d");
    QTest::newRow("server empty close") << hex("88 00") << true << 8 << QByteArray() << QByteArray();
    QTest::newRow("client empty close") << hex("88 80 37 fa 21 3d") << true << 8 << key << QByteArray();
}

void TestFrame::knownBytes()
{
    QFETCH(QByteArray, wire);
    QFETCH(bool, fin);
    QFETCH(int, opcode);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, payload);

    const auto header = readFrameHeader(spanOf(wire));
    QVERIFY(header);
    QCOMPARE(header->fin, fin);
    QCOMPARE(static_cast<int>(header->opcode), opcode);
    QVERIFY(!header->rsv1 && !header->rsv2 && !header->rsv3);
    QCOMPARE(header->masked, !key.isEmpty());
    QCOMPARE(header->payloadLength, static_cast<quint64>(payload.size()));
    QCOMPARE(static_cast<qsizetype>(header->size) + payload.size(), wire.size());
    if (header->masked)
        QCOMPARE(toByteArray(header->key), key);
    const QByteArray body = wire.mid(header->size);
    QCOMPARE(header->masked ? applyMask(spanOf(body), header->key) : body, payload);

    FrameHeader written;
    written.fin = fin;
    written.opcode = static_cast<quint8>(opcode);
    written.masked = !key.isEmpty();
    if (written.masked)
        std::copy(key.begin(), key.end(), written.key.begin());
    QCOMPARE(writeFrame(written, spanOf(payload)).toHex(), wire.toHex());
}

void TestFrame::headerSizes_data()
{
    QTest::addColumn<quint64>("payload");
    QTest::addColumn<QByteArray>("server"); // without the first byte, as in Part 4
    QTest::addColumn<int>("serverSize");
    QTest::addColumn<int>("clientSize");
    QTest::newRow("0") << quint64(0) << hex("00") << 2 << 6;
    QTest::newRow("125") << quint64(125) << hex("7d") << 2 << 6;
    QTest::newRow("126") << quint64(126) << hex("7e 00 7e") << 4 << 8;
    QTest::newRow("65535") << quint64(65535) << hex("7e ff ff") << 4 << 8;
    QTest::newRow("65536") << quint64(65536) << hex("7f 00 00 00 00 00 01 00 00") << 10 << 14;
    QTest::newRow("2^63-1") << (quint64(1) << 63) - 1 << hex("7f 7f ff ff ff ff ff ff ff") << 10 << 14;
}

void TestFrame::headerSizes()
{
    QFETCH(quint64, payload);
    QFETCH(QByteArray, server);
    QFETCH(int, serverSize);
    QFETCH(int, clientSize);
    FrameHeader header;
    header.opcode = 2;
    header.payloadLength = payload;
    const QByteArray fromServer = writeFrameHeader(header);
    QCOMPARE(fromServer, hex("82") + server);
    QCOMPARE(fromServer.size(), serverSize);
    header.masked = true;
    header.key = {1, 2, 3, 4};
    const QByteArray fromClient = writeFrameHeader(header);
    QCOMPARE(fromClient.size(), clientSize);
    QCOMPARE(fromClient.last(4), hex("01020304"));
    QCOMPARE(static_cast<int>(frameHeaderSize(static_cast<quint8>(fromServer[1]))), serverSize);
    QCOMPARE(static_cast<int>(frameHeaderSize(static_cast<quint8>(fromClient[1]))), clientSize);
}

void TestFrame::everyLengthBorder_data()
{
    QTest::addColumn<quint64>("length");
    for (int power = 0; power < 64; ++power)
        for (const qint64 off : {-1, 0, 1}) {
            const quint64 length = (quint64(1) << power) + static_cast<quint64>(off);
            QTest::addRow("2^%d%+d", power, static_cast<int>(off)) << length;
        }
    for (const quint64 length : {124, 125, 126, 127, 128, 65534, 65535, 65536, 65537})
        QTest::addRow("exactly %llu", static_cast<unsigned long long>(length)) << length;
}

void TestFrame::everyLengthBorder()
{
    QFETCH(quint64, length);
    for (const bool masked : {false, true}) {
        FrameHeader header;
        header.masked = masked;
        header.payloadLength = length;
        const QByteArray bytes = writeFrameHeader(header);
        const auto read = readFrameHeader(spanOf(bytes));
        QVERIFY(read);
        QCOMPARE(read->payloadLength, length);
        QCOMPARE(static_cast<qsizetype>(read->size), bytes.size());
        QCOMPARE(read->hasValidLength(), length < (quint64(1) << 63));
        QCOMPARE(bytes.size() - (masked ? 4 : 0), length < 126 ? 2 : length < 65536 ? 4 : 10);
    }
}

void TestFrame::notShortestForms()
{
    const auto sixteen = readFrameHeader(spanOf(hex("82 7e 00 05")));
    QVERIFY(sixteen);
    QCOMPARE(sixteen->payloadLength, quint64(5));
    QCOMPARE(static_cast<int>(sixteen->length7), 126);
    const QByteArray bytes = hex("82 ff 00 00 00 00 00 00 00 7d 01 02 03 04");
    const auto sixtyFour = readFrameHeader(spanOf(bytes));
    QVERIFY(sixtyFour);
    QCOMPARE(sixtyFour->payloadLength, quint64(125));
    QCOMPARE(static_cast<int>(sixtyFour->length7), 127);
    QCOMPARE(sixtyFour->key, (MaskingKey{1, 2, 3, 4}));
}

void TestFrame::missingBytesGiveNothing()
{
    for (const QByteArray &whole :
         {hex("81 05"), hex("81 85 37 fa 21 3d"), hex("82 7e 01 00"), hex("82 fe 01 00 01 02 03 04"),
          hex("82 7f 00 00 00 00 00 01 00 00"), hex("82 ff 00 00 00 00 00 01 00 00 01 02 03 04")}) {
        for (qsizetype cut = 0; cut < whole.size(); ++cut)
            QVERIFY(!readFrameHeader(spanOf(whole.first(cut))));
        QVERIFY(readFrameHeader(spanOf(whole)));
    }
}

void TestFrame::bit63()
{
    const auto header = readFrameHeader(spanOf(hex("82 7f 80 00 00 00 00 00 00 00")));
    QVERIFY(header);
    QVERIFY(!header->hasValidLength());
    QCOMPARE(header->payloadLength, quint64(1) << 63);
}

void TestFrame::maskRoundTrip()
{
    std::mt19937_64 numbers(6455);
    for (int round = 0; round < 200; ++round) {
        QByteArray bytes;
        for (quint64 i = numbers() % 70; i > 0; --i)
            bytes.append(static_cast<char>(numbers() & 0xff));
        const quint64 k = numbers();
        const MaskingKey key{static_cast<quint8>(k), static_cast<quint8>(k >> 8),
                             static_cast<quint8>(k >> 16), static_cast<quint8>(k >> 24)};
        const QByteArray masked = applyMask(spanOf(bytes), key);
        QCOMPARE(applyMask(spanOf(masked), key), bytes);
        for (qsizetype i = 0; i < bytes.size(); ++i)
            QCOMPARE(
                static_cast<quint8>(masked[i]),
                static_cast<quint8>(static_cast<quint8>(bytes[i]) ^ key[static_cast<std::size_t>(i % 4)]));
    }
}

void TestFrame::maskPhase()
{
    const MaskingKey key{0x37, 0xfa, 0x21, 0x3d};
    const QByteArray bytes = "abcdefghijklmnop";
    const QByteArray whole = applyMask(spanOf(bytes), key);
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut)
        QCOMPARE(applyMask(spanOf(bytes.first(cut)), key) +
                     applyMask(spanOf(bytes.mid(cut)), key, static_cast<quint64>(cut)),
                 whole);
}

void TestFrame::everyFirstTwoBytes()
{
    for (int first = 0; first < 256; ++first)
        for (int second = 0; second < 256; ++second) {
            QByteArray bytes(14, '\0');
            bytes[0] = static_cast<char>(first);
            bytes[1] = static_cast<char>(second);
            const auto header = readFrameHeader(spanOf(bytes));
            QVERIFY(header);
            const int rebuilt = (header->fin ? 128 : 0) + (header->rsv1 ? 64 : 0) + (header->rsv2 ? 32 : 0) +
                                (header->rsv3 ? 16 : 0) + header->opcode;
            QCOMPARE(rebuilt, first);
            QCOMPARE((header->masked ? 128 : 0) + header->length7, second);
        }
}

void TestFrame::opcodes()
{
    QByteArray control;
    QByteArray reserved;
    for (quint8 opcode = 0; opcode < 16; ++opcode) {
        control.append(isControl(opcode) ? '1' : '0');
        reserved.append(isReserved(opcode) ? '1' : '0');
    }
    QCOMPARE(control, QByteArray("0000000011111111"));
    QCOMPARE(reserved, QByteArray("0001111100011111"));
}

QTEST_GUILESS_MAIN(TestFrame)
#include "tst_frame.moc"
