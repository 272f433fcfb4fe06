// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/unitedit.h"
#include "fixtures.h"

#include <QTest>

using namespace core;
using fixtures::hex;

namespace {

// RFC 6455 §5.7: "Hello", unmasked and masked.
const QByteArray hello = hex("81 05 48 65 6c 6c 6f");
const QByteArray maskedHello = hex("81 85 37 fa 21 3d 7f 9f 4d 51 58");

UnitEdit flip(quint64 bit, bool consistent = false)
{
    UnitEdit edit;
    edit.at = bit;
    edit.consistent = consistent;
    return edit;
}

UnitEdit replace(quint64 at, quint64 removed, const QByteArray &bytes, bool consistent = false)
{
    UnitEdit edit;
    edit.kind = UnitEdit::Kind::Replace;
    edit.at = at;
    edit.removed = removed;
    edit.bytes = bytes;
    edit.consistent = consistent;
    return edit;
}

UnitEdit header(const QByteArray &name, const QByteArray &value)
{
    UnitEdit edit;
    edit.kind = UnitEdit::Kind::Header;
    edit.name = name;
    edit.bytes = value;
    return edit;
}

} // namespace

class TestUnitEdit : public QObject
{
    Q_OBJECT

private slots:
    void frames_data();
    void frames();
    void heads_data();
    void heads();
    void whatDoesNotFit();
    void flippedTwiceIsAsBefore();
};

void TestUnitEdit::frames_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<UnitEdit>("edit");
    QTest::addColumn<QByteArray>("after");

    // Left broken: the edited bits alone change.
    QTest::newRow("FIN") << hello << flip(0) << hex("01 05 48 65 6c 6c 6f");
    QTest::newRow("RSV2") << hello << flip(2) << hex("a1 05 48 65 6c 6c 6f");
    QTest::newRow("MASK, left broken") << hello << flip(8) << hex("81 85 48 65 6c 6c 6f");
    QTest::newRow("length, left broken") << hello << flip(15) << hex("81 04 48 65 6c 6c 6f");
    QTest::newRow("payload longer, left broken")
        << hello << replace(7, 0, "!") << hex("81 05 48 65 6c 6c 6f 21");

    // Kept consistent: what depends on it follows.
    QTest::newRow("FIN, nothing depends on it") << hello << flip(0, true) << hex("01 05 48 65 6c 6c 6f");
    QTest::newRow("opcode") << maskedHello << flip(7, true) << hex("80 85 37 fa 21 3d 7f 9f 4d 51 58");
    QTest::newRow("payload longer: the length")
        << hello << replace(7, 0, "!", true) << hex("81 06 48 65 6c 6c 6f 21");
    QTest::newRow("payload gone: the length") << hello << replace(2, 5, {}, true) << hex("81 00");
    QTest::newRow("payload of 126: the form of the length")
        << hello << replace(2, 5, QByteArray(126, 'a'), true) << hex("81 7e 00 7e") + QByteArray(126, 'a');
    QTest::newRow("MASK set: key and masking") << hello << flip(8, true) << maskedHello;
    QTest::newRow("MASK cleared: no key, plain payload") << maskedHello << flip(8, true) << hello;
    QTest::newRow("key: the masking")
        << maskedHello << replace(2, 4, hex("00 00 00 00"), true) << hex("81 85 00 00 00 00 48 65 6c 6c 6f");
    QTest::newRow("length shorter: the payload is cut")
        << hello << flip(15, true) << hex("81 04 48 65 6c 6c");
    QTest::newRow("length longer: the payload is filled")
        << hello << flip(14, true) << hex("81 07 48 65 6c 6c 6f 00 00");
    QTest::newRow("length longer, masked: the filling is masked")
        << maskedHello << flip(14, true) << hex("81 87 37 fa 21 3d 7f 9f 4d 51 58 fa 21");
    QTest::newRow("a bit of the payload") << hello << flip(16, true) << hex("81 05 c8 65 6c 6c 6f");
    QTest::newRow("a bit of the masked payload")
        << maskedHello << flip(48, true) << hex("81 85 37 fa 21 3d ff 9f 4d 51 58");
    QTest::newRow("one masked byte of the payload")
        << maskedHello << replace(6, 1, hex("7e"), true) << hex("81 85 37 fa 21 3d 7e 9f 4d 51 58");
}

void TestUnitEdit::frames()
{
    QFETCH(QByteArray, before);
    QFETCH(UnitEdit, edit);
    QFETCH(QByteArray, after);
    const auto edited = applyEdit(before, UnitKind::Frame, edit);
    QVERIFY(edited);
    QCOMPARE(edited->toHex(' '), after.toHex(' '));
}

void TestUnitEdit::heads_data()
{
    QTest::addColumn<UnitKind>("kind");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<UnitEdit>("edit");
    QTest::addColumn<QByteArray>("after");
    const QByteArray request = "GET / HTTP/1.1\r\nHost: a\r\nupgrade:  websocket \r\n\r\n";
    QTest::newRow("a header, whatever its case and spaces")
        << UnitKind::Request << request << header("Upgrade", "h2c")
        << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nupgrade:  h2c \r\n\r\n");
    QTest::newRow("a header that is not there comes last")
        << UnitKind::Request << request << header("Origin", "http://x")
        << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nupgrade:  websocket \r\nOrigin: http://x\r\n\r\n");
    QTest::newRow("the status") << UnitKind::Response << QByteArray("HTTP/1.1 101 Switching\r\n\r\n")
                                << replace(9, 3, "200") << QByteArray("HTTP/1.1 200 Switching\r\n\r\n");
    const QByteArray answer = "HTTP/1.1 404 No\r\nContent-Length: 3\r\n\r\nabc";
    QTest::newRow("a longer body: Content-Length")
        << UnitKind::Response << answer << replace(41, 0, "defghij", true)
        << QByteArray("HTTP/1.1 404 No\r\nContent-Length: 10\r\n\r\nabcdefghij");
    QTest::newRow("a longer body, left broken")
        << UnitKind::Response << answer << replace(41, 0, "d") << answer + 'd';
}

void TestUnitEdit::heads()
{
    QFETCH(UnitKind, kind);
    QFETCH(QByteArray, before);
    QFETCH(UnitEdit, edit);
    QFETCH(QByteArray, after);
    QCOMPARE(applyEdit(before, kind, edit).value_or("does not fit"), after);
}

void TestUnitEdit::whatDoesNotFit()
{
    QVERIFY(!applyEdit(hello, UnitKind::Frame, flip(56)));
    QVERIFY(!applyEdit(hello, UnitKind::Frame, replace(8, 0, "x")));
    QVERIFY(!applyEdit(hello, UnitKind::Frame, replace(3, 5, {})));
    QVERIFY(!applyEdit(hello, UnitKind::Frame, header("Host", "a")));
    QVERIFY(!applyEdit(maskedHello, UnitKind::Frame, replace(5, 2, "ab", true))); // key and payload at once
    QVERIFY(!applyEdit("GET / HTTP/1.1\r\nHost: a", UnitKind::Request, header("Host", "b")));
    // A length of 2^62 is not filled up with zeros.
    QVERIFY(!applyEdit(hex("82 7f 0000000000000001 61"), UnitKind::Frame, flip(17, true)));
}

void TestUnitEdit::flippedTwiceIsAsBefore()
{
    for (quint64 bit = 0; bit < static_cast<quint64>(maskedHello.size()) * 8; ++bit) {
        const auto once = applyEdit(maskedHello, UnitKind::Frame, flip(bit));
        QVERIFY(once && *once != maskedHello);
        QCOMPARE(applyEdit(*once, UnitKind::Frame, flip(bit)), maskedHello);
    }
}

QTEST_APPLESS_MAIN(TestUnitEdit)
#include "tst_unitedit.moc"
