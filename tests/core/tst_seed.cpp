// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/seed.h"

#include <QTest>

using namespace core;

class TestSeed : public QObject
{
    Q_OBJECT

private slots:
    void engineOfTheStandard();
    void fixedValues_data();
    void fixedValues();
    void upperHalf();
    void streamsDiffer();
};

void TestSeed::engineOfTheStandard() // C++20 [rand.predef]
{
    std::mt19937_64 engine;
    engine.discard(9999);
    QCOMPARE(static_cast<quint64>(engine()), quint64(9981545732273789042ULL));
}

void TestSeed::fixedValues_data()
{
    // Computed with Python's hashlib and a mt19937_64 written from the definition.
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<int>("connection");
    QTest::addColumn<QByteArray>("purpose");
    QTest::addColumn<QList<quint64>>("numbers");
    using Numbers = QList<quint64>;
    QTest::newRow("1/1/mask") << quint64(1) << 1 << QByteArray("mask")
                              << Numbers{0xedc6465a2a948973, 0xbca7b16d81bd6bc8, 0xd6da645787506683};
    QTest::newRow("1/1/key") << quint64(1) << 1 << QByteArray("key")
                             << Numbers{0x7919776418033fc8, 0xa490c498166cc38e, 0x3b43ef838971ab76};
    QTest::newRow("1/2/mask") << quint64(1) << 2 << QByteArray("mask")
                              << Numbers{0x06fe51d0f6b45421, 0xba142b2480a7e804, 0xef1adffefc9e33b6};
    QTest::newRow("2/1/mask") << quint64(2) << 1 << QByteArray("mask")
                              << Numbers{0x38046e026f8c48cd, 0xab2c5805dec37e58, 0x81f20a7e2240b175};
    QTest::newRow("largest") << ~quint64(0) << 65535 << QByteArray("payload")
                             << Numbers{0xf208e7d4fd3d2c07, 0x284ede4116b29dbd, 0xf59df983caee654c};
}

void TestSeed::fixedValues()
{
    QFETCH(quint64, seed);
    QFETCH(int, connection);
    QFETCH(QByteArray, purpose);
    QFETCH(QList<quint64>, numbers);
    RandomStream stream(seed, static_cast<quint16>(connection), purpose.constData());
    for (const quint64 number : numbers)
        QCOMPARE(stream.next(), number);
}

void TestSeed::upperHalf()
{
    RandomStream stream(1, 1, "mask");
    QCOMPARE(stream.next32(), quint32(0xedc6465a));
    QCOMPARE(stream.next32(), quint32(0xbca7b16d));
}

void TestSeed::streamsDiffer() // 1/11 and 11/1 must not run together
{
    QVERIFY(RandomStream(1, 11, "mask").next() != RandomStream(11, 1, "mask").next());
    QVERIFY(RandomStream(1, 1, "mask").next() != RandomStream(1, 1, "masks").next());
}

QTEST_GUILESS_MAIN(TestSeed)
#include "tst_seed.moc"
