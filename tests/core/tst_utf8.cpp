// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "core/protocol/utf8.h"

#include <QStringDecoder>
#include <QTest>

#include <random>

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
    void faults_data();
    void faults();
    void startsAnew();
    void everyThreeBytes();
    void randomText();
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

struct Read
{
    Utf8Fault fault = Utf8Fault::None;
    quint64 offset = 0;
    QByteArray bytes = {};

    bool operator==(const Read &) const = default;
};

/// What the checker says of `text` in pieces of these sizes; the last one is what is left.
template<typename NextSize>
Read check(const QByteArray &text, NextSize next)
{
    Utf8Checker checker;
    bool good = true;
    for (ByteSpan left = spanOf(text); !left.empty();) {
        const std::size_t size = std::min(left.size(), next());
        good = checker.feed(left.first(size));
        left = left.subspan(size);
    }
    const bool ends = checker.end();
    if (ends != (checker.fault() == Utf8Fault::None) || (!good && ends))
        return {Utf8Fault::None, ~0ULL};
    return ends ? Read() : Read{checker.fault(), checker.faultOffset(), checker.faultBytes()};
}

Read checkWhole(const QByteArray &text)
{
    return check(text, [] { return SIZE_MAX; });
}

// RFC 3629 without a table: a number is put together and looked at when it is clear what it will be.
Read naive(const QByteArray &text)
{
    const auto at = [&text](qsizetype i) { return static_cast<quint32>(static_cast<uchar>(text[i])); };
    for (qsizetype i = 0; i < text.size();) {
        const auto fault = [&](Utf8Fault what, qsizetype count) {
            const qsizetype shown = what == Utf8Fault::Truncated ? count : count - 1;
            return Read{what, static_cast<quint64>(i + shown), text.mid(i, count)};
        };
        const quint32 lead = at(i);
        if (lead < 0x80) {
            ++i;
            continue;
        }
        if (lead < 0xc0)
            return fault(Utf8Fault::Invalid, 1);
        if (lead > 0xf4)
            return fault(Utf8Fault::TooLarge, 1);
        const int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        const quint32 least = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
        quint32 low = lead & (0xffU >> (length + 1));
        quint32 high = low; // the smallest and the largest number that can still come
        for (int more = 1; more < length; ++more) {
            low <<= 6;
            high = high << 6 | 0x3f;
        }
        if (high < least)
            return fault(Utf8Fault::Overlong, 1);
        for (int k = 1; k < length; ++k) {
            if (i + k == text.size())
                return fault(Utf8Fault::Truncated, k);
            const quint32 next = at(i + k);
            if (next < 0x80 || next > 0xbf)
                return fault(Utf8Fault::Invalid, k + 1);
            const int shift = 6 * (length - 1 - k);
            low |= (next & 0x3f) << shift;
            high &= ~((0x3fU & ~next) << shift);
            if (high < least)
                return fault(Utf8Fault::Overlong, k + 1);
            if (low > 0x10ffff)
                return fault(Utf8Fault::TooLarge, k + 1);
            if (low >= 0xd800 && high <= 0xdfff)
                return fault(Utf8Fault::Surrogate, k + 1);
        }
        i += length;
    }
    return {};
}

bool isValidForQt(const QByteArray &text)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    [[maybe_unused]] const QString decoded = decoder(text);
    return !decoder.hasError();
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

void TestUtf8::faults_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("fault");
    QTest::addColumn<quint64>("offset");
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const char *text, Utf8Fault fault, quint64 offset,
                        const char *bytes) {
        QTest::newRow(name) << hex(text) << static_cast<int>(fault) << offset << hex(bytes);
    };
    row("none", "61 c3 a9 ec 95 88 f0 9f 98 80", Utf8Fault::None, 0, "");
    row("lone continuation byte", "61 62 80 63", Utf8Fault::Invalid, 2, "80");
    row("bf", "bf", Utf8Fault::Invalid, 0, "bf");
    row("a letter in two", "c3 41", Utf8Fault::Invalid, 1, "c3 41");
    row("a letter as third", "ec 95 41", Utf8Fault::Invalid, 2, "ec 95 41");
    row("a first byte as fourth", "61 f0 9f 98 c3 a9", Utf8Fault::Invalid, 4, "f0 9f 98 c3");
    row("a letter where a range ends", "ed 41", Utf8Fault::Invalid, 1, "ed 41");
    row("c0", "c0 80", Utf8Fault::Overlong, 0, "c0");
    row("c1", "61 c1", Utf8Fault::Overlong, 1, "c1");
    row("e0 9f", "e0 9f bf", Utf8Fault::Overlong, 1, "e0 9f");
    row("f0 8f", "f0 8f bf bf", Utf8Fault::Overlong, 1, "f0 8f");
    row("ed a0", "ed a0 80", Utf8Fault::Surrogate, 1, "ed a0");
    row("ed bf", "61 ed bf", Utf8Fault::Surrogate, 2, "ed bf");
    row("f4 90", "f4 90 80 80", Utf8Fault::TooLarge, 1, "f4 90");
    row("f4 bf", "f4 bf", Utf8Fault::TooLarge, 1, "f4 bf");
    row("f5", "f5", Utf8Fault::TooLarge, 0, "f5");
    row("ff", "ec 95 88 ff", Utf8Fault::TooLarge, 3, "ff");
    row("cut after one of two", "61 c3", Utf8Fault::Truncated, 2, "c3");
    row("cut after two of three", "ec 95", Utf8Fault::Truncated, 2, "ec 95");
    row("cut after three of four", "61 f0 9f 98", Utf8Fault::Truncated, 4, "f0 9f 98");
    row("behind 32 letters", "6161616161616161616161616161616161616161616161616161616161616161 ff",
        Utf8Fault::TooLarge, 32, "ff");
    row("inside 8 letters", "61616161616161 80 61", Utf8Fault::Invalid, 7, "80");
    row("behind Korean", "ec9588 eb8595 ed9598 ec84b8 ec9a94 ed a0", Utf8Fault::Surrogate, 16, "ed a0");
    row("the first of two faults", "80 ff", Utf8Fault::Invalid, 0, "80");
}

void TestUtf8::faults()
{
    QFETCH(QByteArray, text);
    QFETCH(int, fault);
    QFETCH(quint64, offset);
    QFETCH(QByteArray, bytes);
    const Read wanted{static_cast<Utf8Fault>(fault), offset, bytes};
    QVERIFY(naive(text) == wanted);
    QCOMPARE(isValidUtf8(spanOf(text)), wanted.fault == Utf8Fault::None);
    for (std::size_t size = 1; size <= static_cast<std::size_t>(text.size()); ++size)
        QVERIFY(check(text, [size] { return size; }) == wanted);
    // Empty pieces are nothing.
    std::size_t turn = 0;
    QVERIFY(check(text, [&turn] { return turn++ % 2; }) == wanted);
}

void TestUtf8::startsAnew()
{
    Utf8Checker checker;
    QVERIFY(checker.feed(spanOf(hex("61 ec"))));
    checker.reset();
    QVERIFY(checker.end());
    QVERIFY(!checker.feed(spanOf(hex("61 62 80"))));
    QVERIFY(!checker.feed(spanOf(hex("61"))));
    QCOMPARE(checker.faultOffset(), quint64(2));
    QVERIFY(!checker.end());
    QCOMPARE(checker.fault(), Utf8Fault::Invalid);
    checker.reset();
    QVERIFY(checker.feed({}));
    QVERIFY(checker.feed(spanOf(hex("61"))));
    QVERIFY(checker.end());
}

void TestUtf8::everyThreeBytes() // and every one and two
{
    const auto wrong = [](const QByteArray &text) {
        const Read read = naive(text);
        return checkWhole(text) != read || check(text, [] { return std::size_t(1); }) != read ||
               isValidForQt(text) != (read.fault == Utf8Fault::None);
    };
    for (int a = 0; a < 256; ++a) {
        const QByteArray one(1, static_cast<char>(a));
        QVERIFY2(!wrong(one), one.toHex().constData());
        for (int b = 0; b < 256; ++b) {
            const QByteArray two = one + static_cast<char>(b);
            QVERIFY2(!wrong(two), two.toHex().constData());
            // Letters are alike.
            for (int c = 0x40; a >= 0x80 && c < 256; c += c < 0x7f ? 0x3f : 1) {
                const QByteArray three = two + static_cast<char>(c);
                if (wrong(three))
                    QFAIL(three.toHex().constData());
            }
        }
    }
}

void TestUtf8::randomText()
{
    std::mt19937 random(7);
    static const char *const parts[] = {
        "61",     "c3a9",     "ec9588", "ed959c", "f09f9880", "f48fbfbf", "ed9fbf", "c2", "80",     "eda0",
        "e08080", "f0808080", "f490",   "f5",     "e1bf",     "f1bfbf",   "00",     "7f", "efbfbf", "c0"};
    int valid = 0;
    for (int i = 0; i < 20'000; ++i) {
        QByteArray text;
        // Mostly good parts, and long runs of letters and Korean, which are read in one go.
        const std::size_t count = random() % 12;
        for (std::size_t k = 0; k < count; ++k) {
            text += hex(parts[random() % 8 == 0 ? random() % std::size(parts) : random() % 7]);
            if (random() % 6 == 0)
                text += QByteArray(random() % 70, 'x');
            if (random() % 6 == 0)
                text += hex("ec9588").repeated(random() % 9);
        }
        if (random() % 4 == 0 && !text.isEmpty())
            text[static_cast<qsizetype>(random() % text.size())] = static_cast<char>(random());
        if (random() % 4 == 0)
            text.chop(static_cast<qsizetype>(random() % 3));
        const Read wanted = naive(text);
        const auto next = [&random] { return std::size_t(random() % 9); };
        if (checkWhole(text) != wanted || check(text, next) != wanted ||
            isValidForQt(text) != (wanted.fault == Utf8Fault::None))
            QFAIL(text.toHex().constData());
        valid += wanted.fault == Utf8Fault::None ? 1 : 0;
    }
    QVERIFY(valid > 3'000 && valid < 17'000);
}

QTEST_GUILESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
