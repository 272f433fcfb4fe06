// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "core/protocol/utf8.h"

#include <QTest>

using namespace core;
using fixtures::hex;

class TestUtf8 : public QObject
{
    Q_OBJECT

private slots:
    void samples_data();
    void samples();
    void everyScalarValue();
    void everyTwoBytes();
    void everyCut();
};

namespace {

// RFC 3629 §3 written the other way round: from the number to the bytes.
QByteArray encode(char32_t c)
{
    const auto byte = [](char32_t value) { return static_cast<char>(value); };
    QByteArray out;
    if (c < 0x80)
        return out.append(byte(c));
    if (c < 0x800)
        return out.append(byte(0xc0 | c >> 6)).append(byte(0x80 | (c & 0x3f)));
    if (c < 0x10000)
        return out.append(byte(0xe0 | c >> 12))
            .append(byte(0x80 | (c >> 6 & 0x3f)))
            .append(byte(0x80 | (c & 0x3f)));
    return out.append(byte(0xf0 | c >> 18))
        .append(byte(0x80 | (c >> 12 & 0x3f)))
        .append(byte(0x80 | (c >> 6 & 0x3f)))
        .append(byte(0x80 | (c & 0x3f)));
}

} // namespace

void TestUtf8::samples_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("valid");
    QTest::newRow("empty") << QByteArray() << true;
    QTest::newRow("hangul") << hex("ec9588eb8595") << true;
    QTest::newRow("Autobahn 6.2") << hex("48656c6c6f2dc2b540c39fc3b6c3a4c3bcc3a0c3a12d5554462d382121")
                                  << true;
    QTest::newRow("U+FFFE is legal") << hex("efbfbe") << true;
    QTest::newRow("U+10FFFF") << hex("f48fbfbf") << true;
    QTest::newRow("above U+10FFFF") << hex("f4908080") << false;
    QTest::newRow("surrogate") << hex("eda080") << false;
    QTest::newRow("surrogate pair") << hex("eda080edb080") << false;
    QTest::newRow("last surrogate") << hex("edbfbf") << false;
    QTest::newRow("before the surrogates") << hex("ed9fbf") << true;
    QTest::newRow("overlong slash, 2") << hex("c0af") << false;
    QTest::newRow("overlong slash, 3") << hex("e080af") << false;
    QTest::newRow("overlong slash, 4") << hex("f08080af") << false;
    QTest::newRow("overlong, largest of 2") << hex("c1bf") << false;
    QTest::newRow("five bytes") << hex("f888808080") << false;
    QTest::newRow("six bytes") << hex("fc8480808080") << false;
    QTest::newRow("fe") << hex("fe") << false;
    QTest::newRow("ff") << hex("ff") << false;
    QTest::newRow("lone continuation") << hex("80") << false;
    QTest::newRow("cut") << hex("ec95") << false;
    QTest::newRow("cut, then text") << hex("ec9541") << false;
    QTest::newRow("valid, then invalid") << hex("4180") << false;
    QTest::newRow("NUL is legal") << hex("00") << true;
}

void TestUtf8::samples()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, valid);
    QCOMPARE(isValidUtf8(spanOf(bytes)), valid);
}

void TestUtf8::everyScalarValue()
{
    for (char32_t c = 0; c <= 0x10ffff; ++c) {
        const QByteArray bytes = encode(c);
        const bool surrogate = c >= 0xd800 && c <= 0xdfff;
        if (utf8SequenceLength(spanOf(bytes)) != (surrogate ? 0 : bytes.size()))
            QFAIL(qPrintable(QStringLiteral("U+%1").arg(static_cast<uint>(c), 0, 16)));
    }
}

void TestUtf8::everyTwoBytes()
{
    int valid = 0;
    for (int a = 0; a < 256; ++a)
        for (int b = 0; b < 256; ++b) {
            const QByteArray bytes = QByteArray(1, static_cast<char>(a)) + static_cast<char>(b);
            const bool isValid = (a < 0x80 && b < 0x80) || (a >= 0xc2 && a <= 0xdf && b >= 0x80 && b <= 0xbf);
            QCOMPARE(isValidUtf8(spanOf(bytes)), isValid);
            valid += isValid ? 1 : 0;
        }
    QCOMPARE(valid, 128 * 128 + 30 * 64);
}

void TestUtf8::everyCut()
{
    for (const char32_t c : {0xe9, 0xc548, 0x1f600, 0x10ffff}) {
        const QByteArray bytes = encode(c);
        for (qsizetype cut = 1; cut < bytes.size(); ++cut)
            QCOMPARE(utf8SequenceLength(spanOf(bytes.first(cut))), 0);
    }
}

QTEST_GUILESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
