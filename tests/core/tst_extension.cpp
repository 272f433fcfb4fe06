// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/extension.h"

#include <QTest>

#include <random>

using namespace core;

class TestExtension : public QObject
{
    Q_OBJECT

private slots:
    void lists_data();
    void lists();
    void faults_data();
    void faults();
    void badQuotedValues_data();
    void badQuotedValues();
    void writing();
    void garbage();
};

namespace {

// name<parameter=value>, a value in brackets, so that an empty one and none differ
QByteArray show(const ExtensionList &list)
{
    QByteArray out;
    for (const Extension &extension : list.extensions) {
        out += extension.name + "<";
        for (const ExtensionParameter &parameter : extension.parameters)
            out += parameter.name + (parameter.value ? "[" + *parameter.value + "]" : QByteArray()) + " ";
        out += ">";
    }
    return out;
}

} // namespace

void TestExtension::lists_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(expected);
    };
    row("foo", "foo<>");
    row("foo, bar", "foo<>bar<>");
    row("foo,foo", "foo<>foo<>");
    row("permessage-deflate; client_max_window_bits", "permessage-deflate<client_max_window_bits >");
    row("permessage-deflate; client_max_window_bits; server_max_window_bits=10",
        "permessage-deflate<client_max_window_bits server_max_window_bits[10] >");
    row("a;b=1, a;c", "a<b[1] >a<c >");
    row("a;b=\"10\"", "a<b[10] >");
    row("a;b=\"1\\0\"", "a<b[10] >");
    row("a ; b = 1 ;c\t,\td", "a<b[1] c >d<>");
    row("  a  ", "a<>");
    row(", a,, ,b,", "a<>b<>");
    row("a;b;b;b=1", "a<b b b[1] >");
    row("!#$%&'*+-.^_`|~09azAZ", "!#$%&'*+-.^_`|~09azAZ<>");
}

void TestExtension::lists()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const ExtensionList list = readExtensions(text);
    QVERIFY(list.isValid());
    QCOMPARE(show(list), expected);
}

void TestExtension::faults_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qsizetype>("fault");
    QTest::addColumn<QByteArray>("before");
    const auto row = [](const char *text, qsizetype fault, const char *before = "") {
        QTest::newRow(text) << QByteArray(text) << fault << QByteArray(before);
    };
    row("", 0);
    row("  ", 2);
    row(", ,", 3);
    row("a b", 2);
    row("x, a b, c", 5, "x<>");
    row("a;", 2);
    row("a;,b", 2);
    row("a;;b", 2);
    row(";a", 0);
    row("=a", 0);
    row("a=b", 1);
    row("a;b=", 4);
    row("a;b=,c", 4);
    row("a;b=c=d", 5);
    row("a;b=c d", 6);
    row("a;b=\"c", 6);
    row("a;b=\"c\\", 7);
    row("a;b=\"c\\\"", 8);
    row("a;b=\"c\"d", 7);
    row("a;\"b\"", 2);
    row("\"a\"", 0);
    row("a;b=\"c\x01\"", 6);
    row("a;b=\"c\\\x7f\"", 7);
    row("a/b", 1);
    row("a\r\n b", 1);
    row("\xc3\xa9", 0);
    row("x, y;z=\"", 8, "x<>");
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << qsizetype(1) << QByteArray();
}

void TestExtension::faults()
{
    QFETCH(QByteArray, text);
    QFETCH(qsizetype, fault);
    QFETCH(QByteArray, before);
    const ExtensionList list = readExtensions(text);
    QVERIFY(!list.isValid());
    QVERIFY(list.fault);
    QCOMPARE(*list.fault, fault);
    QCOMPARE(show(list), before);
}

void TestExtension::badQuotedValues_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("space") << QByteArray("a;b=\"c d\"") << QByteArray("c d");
    QTest::newRow("empty") << QByteArray("a;b=\"\"") << QByteArray("");
    QTest::newRow("comma") << QByteArray("a;b=\"1,2\", c") << QByteArray("1,2");
    QTest::newRow("quote") << QByteArray("a;b=\"\\\"\"") << QByteArray("\"");
    QTest::newRow("obs-text") << QByteArray("a;b=\"\xc3\xa9\"") << QByteArray("\xc3\xa9");
    QTest::newRow("the first of two") << QByteArray("a;b=\"1 \";b=\"2 \"") << QByteArray("1 ");
}

void TestExtension::badQuotedValues()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, value);
    const ExtensionList list = readExtensions(text);
    QVERIFY(!list.isValid());
    QVERIFY(!list.fault);
    QVERIFY(list.badQuotedValue);
    QCOMPARE(*list.badQuotedValue, value);
    QCOMPARE(list.extensions.front().parameters.front().value, std::optional(value));
}

void TestExtension::writing()
{
    QCOMPARE(writeExtension({"foo", {}}), QByteArray("foo"));
    QCOMPARE(writeExtension({"foo", {{"bar", std::nullopt}, {"baz", "10"}}}), QByteArray("foo; bar; baz=10"));
    QCOMPARE(writeExtension({"foo", {{"bar", ""}}}), QByteArray("foo; bar=\"\""));
    const Extension odd{"foo", {{"bar", "a \"b\" \\ ,;"}, {"baz", std::nullopt}}};
    QCOMPARE(writeExtension(odd), QByteArray("foo; bar=\"a \\\"b\\\" \\\\ ,;\"; baz"));
    QCOMPARE(readExtensions(writeExtension(odd)).extensions, std::vector{odd});
}

// What is read and written is read as the same; a fault is inside the text, and what stands before it is the
// beginning of a list.
void TestExtension::garbage()
{
    std::mt19937 random(7);
    const QByteArray letters("ab;;,,==\"\"\\ \t\x01\xe9");
    for (int round = 0; round < 100'000; ++round) {
        QByteArray text;
        for (auto left = random() % 16; left > 0; --left)
            text += letters[static_cast<qsizetype>(random() % static_cast<std::size_t>(letters.size()))];
        const ExtensionList list = readExtensions(text);
        QVERIFY(!list.fault || (*list.fault >= 0 && *list.fault <= text.size()));
        if (list.fault) {
            const ExtensionList head = readExtensions(text.first(*list.fault));
            QVERIFY(!head.fault || *head.fault == *list.fault);
            continue;
        }
        QByteArray written;
        for (const Extension &extension : list.extensions)
            written += (written.isEmpty() ? "" : ", ") + writeExtension(extension);
        QCOMPARE(readExtensions(written).extensions, list.extensions);
    }
}

QTEST_GUILESS_MAIN(TestExtension)
#include "tst_extension.moc"
