// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/annotate/annotate.h"
#include "core/engine/outframe.h"

#include <QTest>

#include <random>

using namespace core;

namespace {

constexpr quint64 borders[] = {0, 1, 2, 124, 125, 126, 127, 128, 255, 256, 65'534, 65'535, 65'536, 65'537};

class Chance
{
public:
    explicit Chance(quint64 seed)
        : m_engine(seed)
    {}

    quint64 below(quint64 limit) { return m_engine() % limit; }
    bool flag() { return below(2) == 1; }
    std::uint8_t byte() { return static_cast<std::uint8_t>(below(256)); }
    QByteArray bytes(quint64 size)
    {
        QByteArray all(static_cast<qsizetype>(size), '\0');
        for (char &c : all)
            c = static_cast<char>(byte());
        return all;
    }

    OutFrame frame(quint64 size)
    {
        OutFrame frame;
        frame.header.fin = flag();
        frame.header.rsv1 = flag();
        frame.header.rsv2 = flag();
        frame.header.rsv3 = flag();
        frame.header.opcode = static_cast<quint8>(below(16));
        frame.header.masked = flag();
        frame.header.key = {byte(), byte(), byte(), byte()};
        frame.payload = bytes(size);
        return frame;
    }

private:
    std::mt19937_64 m_engine;
};

/// What must come back whatever the form of the length.
void checkFields(const OutFrame &frame, const FrameHeader &read)
{
    QCOMPARE(read.fin, frame.header.fin);
    QCOMPARE(read.rsv1, frame.header.rsv1);
    QCOMPARE(read.rsv2, frame.header.rsv2);
    QCOMPARE(read.rsv3, frame.header.rsv3);
    QCOMPARE(read.opcode, frame.header.opcode);
    QCOMPARE(read.masked, frame.header.masked);
    if (read.masked)
        QCOMPARE(read.key, frame.header.key);
}

void checkLeaves(const QByteArray &bytes)
{
    const Field tree = annotateFrame(spanOf(bytes));
    quint64 next = 0;
    for (const Field *leaf : leavesOf(tree)) {
        QCOMPARE(leaf->span.bit, next);
        QVERIFY(leaf->span.bits > 0);
        next = leaf->span.end();
    }
    QCOMPARE(next, static_cast<quint64>(bytes.size()) * 8);
}

} // namespace

class TestOutFrame : public QObject
{
    Q_OBJECT

private slots:
    void shortestForm_data();
    void shortestForm();
    void readsBack();
    void forms_data();
    void forms();
    void announced_data();
    void announced();
    void littleEndian();
    void maskPhase();
};

void TestOutFrame::shortestForm_data()
{
    QTest::addColumn<quint64>("size");
    QTest::addColumn<int>("header"); // bytes, unmasked
    QTest::newRow("0") << quint64{0} << 2;
    QTest::newRow("125") << quint64{125} << 2;
    QTest::newRow("126") << quint64{126} << 4;
    QTest::newRow("65535") << quint64{65'535} << 4;
    QTest::newRow("65536") << quint64{65'536} << 10;
}

void TestOutFrame::shortestForm()
{
    QFETCH(quint64, size);
    QFETCH(int, header);
    OutFrame frame(Opcode::Binary, QByteArray(static_cast<qsizetype>(size), 'x'));
    QCOMPARE(encode(frame).size(), header + frame.payload.size());
    QCOMPARE(encode(frame), writeFrame(frame.header, spanOf(frame.payload)));
    frame.header.masked = true;
    QCOMPARE(encode(frame).size(), header + 4 + frame.payload.size());
    QCOMPARE(encode(frame), writeFrame(frame.header, spanOf(frame.payload)));
}

void TestOutFrame::readsBack()
{
    Chance chance(1);
    for (int round = 0; round < 60; ++round) {
        for (const quint64 size : borders) {
            if (size > 1000 && round >= 3)
                continue;
            const OutFrame frame = chance.frame(round == 0 ? size : size + chance.below(3));
            const QByteArray bytes = encode(frame);
            const auto read = readFrameHeader(spanOf(bytes));
            QVERIFY(read);
            checkFields(frame, *read);
            QCOMPARE(read->payloadLength, static_cast<quint64>(frame.payload.size()));
            QCOMPARE(bytes.size() - static_cast<qsizetype>(read->size), frame.payload.size());
            const QByteArray wire = bytes.sliced(static_cast<qsizetype>(read->size));
            QCOMPARE(read->masked ? applyMask(spanOf(wire), read->key) : wire, frame.payload);
            checkLeaves(bytes);
            if (QTest::currentTestFailed())
                return;
        }
    }
}

void TestOutFrame::forms_data()
{
    QTest::addColumn<int>("bits");
    QTest::addColumn<quint64>("size");
    for (const int bits : {7, 16, 64})
        for (const quint64 size : borders)
            if ((bits == 64 || size < 65'536) && (bits > 7 || size < 126))
                QTest::addRow("%llu in %d bits", size, bits) << bits << size;
}

void TestOutFrame::forms()
{
    QFETCH(int, bits);
    QFETCH(quint64, size);
    Chance chance(2);
    OutFrame frame = chance.frame(size);
    frame.lengthBits = bits;
    const QByteArray bytes = encode(frame);
    const auto read = readFrameHeader(spanOf(bytes));
    QVERIFY(read);
    checkFields(frame, *read);
    QCOMPARE(int{read->length7}, bits == 7 ? static_cast<int>(size) : bits == 16 ? 126 : 127);
    QCOMPARE(read->payloadLength, size);
    const QByteArray wire = bytes.sliced(static_cast<qsizetype>(read->size));
    QCOMPARE(read->masked ? applyMask(spanOf(wire), read->key) : wire, frame.payload);
    checkLeaves(bytes);
}

void TestOutFrame::announced_data()
{
    QTest::addColumn<quint64>("length");
    for (const quint64 length : {quint64{0}, quint64{3}, quint64{125}, quint64{126}, quint64{65'536},
                                 quint64{1} << 62, quint64{1} << 63, ~quint64{0}})
        QTest::addRow("%llu", length) << length;
}

void TestOutFrame::announced()
{
    QFETCH(quint64, length);
    Chance chance(3);
    OutFrame frame = chance.frame(5);
    frame.announced = length;
    const QByteArray bytes = encode(frame);
    const auto read = readFrameHeader(spanOf(bytes));
    QVERIFY(read);
    checkFields(frame, *read);
    QCOMPARE(read->payloadLength, length);
    QCOMPARE(bytes.size(), static_cast<qsizetype>(read->size) + 5);
}

void TestOutFrame::littleEndian()
{
    OutFrame frame(Opcode::Binary, QByteArray(300, 'x'));
    frame.littleEndian = true;
    QCOMPARE(encode(frame).first(4), QByteArray("\x82\x7e\x2c\x01", 4));
    frame.lengthBits = 64;
    QCOMPARE(encode(frame).first(10), QByteArray("\x82\x7f\x2c\x01\0\0\0\0\0\0", 10));
    frame.payload = "short";
    frame.lengthBits = 0;
    QCOMPARE(encode(frame), QByteArray("\x82\x05short"));
}

void TestOutFrame::maskPhase()
{
    OutFrame frame(Opcode::Binary, QByteArray(6, '\0'));
    frame.header.masked = true;
    frame.header.key = {1, 2, 3, 4};
    frame.maskPhase = 1;
    QCOMPARE(encode(frame), QByteArray("\x82\x86\x01\x02\x03\x04\x02\x03\x04\x01\x02\x03"));
}

QTEST_GUILESS_MAIN(TestOutFrame)
#include "tst_outframe.moc"
