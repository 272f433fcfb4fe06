// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "core/annotate/httpvalues.h"

#include <QTest>

using namespace core;

class TestHttpValues : public QObject
{
    Q_OBJECT

private slots:
    void structure_data();
    void structure();
    void anyTextTiles();
};

namespace {

// (id text children…) with the ids shortened to their last part.
QByteArray shape(const Field &field, const QByteArray &value)
{
    const QByteArray id = QByteArray(field.id.data(), static_cast<qsizetype>(field.id.size()));
    QByteArray out = id.mid(id.lastIndexOf('.') + 1);
    if (field.isLeaf())
        return out + '<' +
               value.mid(static_cast<qsizetype>(field.span.bit / 8),
                         static_cast<qsizetype>(field.span.bits / 8)) +
               '>';
    out += '(';
    for (const Field &child : field.children)
        out += shape(child, value);
    return out + ')';
}

bool tiles(const Field &field)
{
    quint64 at = field.span.bit;
    for (const Field &child : field.children) {
        if (child.span.bit != at || child.span.bits == 0 || !tiles(child))
            return false;
        at = child.span.end();
    }
    return field.isLeaf() || at == field.span.end();
}

} // namespace

void TestHttpValues::structure_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("isResponse");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *what, const char *name, const char *value, bool isResponse,
                        const char *expected) {
        QTest::newRow(what) << QByteArray(name) << QByteArray(value) << isResponse << QByteArray(expected);
    };
    row("key", "sec-websocket-KEY", "dGhlIHNhbXBsZSBub25jZQ==", false,
        "key(text<dGhlIHNhbXBsZSBub25jZQ>padding<==>)");
    row("key without padding", "Sec-WebSocket-Key", "abc", false, "key<abc>");
    row("padding alone", "Sec-WebSocket-Key", "==", false, "key<==>");
    row("key in a response", "Sec-WebSocket-Key", "ab==", true, "value<ab==>");
    row("accept", "Sec-WebSocket-Accept", "ab=", true, "accept(text<ab>padding<=>)");
    row("version", "Sec-WebSocket-Version", "13", false, "version<13>");
    row("versions of a refusal", "Sec-WebSocket-Version", "13, 8", true,
        "version(token<13>comma<,>ows< >token<8>)");
    row("upgrade", "Upgrade", "websocket", false, "upgrade<websocket>");
    row("upgrades", "Upgrade", "h2c,websocket", false, "upgrade(token<h2c>comma<,>token<websocket>)");
    row("connection", "Connection", "keep-alive \t, Upgrade", false,
        "connection(token<keep-alive>ows< \t>comma<,>ows< >token<Upgrade>)");
    row("empty items", "Connection", ",,Upgrade", false, "connection(comma<,>comma<,>token<Upgrade>)");
    row("subprotocols", "Sec-WebSocket-Protocol", "chat.v2, chat.v1", false,
        "protocol(subprotocol<chat.v2>comma<,>ows< >subprotocol<chat.v1>)");
    row("host", "Host", "a, b", false, "host<a, b>");
    row("unknown", "X-Thing", "a; b=c", false, "value<a; b=c>");
    row("extension", "Sec-WebSocket-Extensions", "permessage-deflate", false,
        "extensions(extension(name<permessage-deflate>))");
    row("parameters", "Sec-WebSocket-Extensions",
        "permessage-deflate; client_max_window_bits; server_max_window_bits=10", false,
        "extensions(extension(name<permessage-deflate>semicolon<;>ows< "
        ">parameter(name<client_max_window_bits>)semicolon<;>ows< >"
        "parameter(name<server_max_window_bits>equals<=>value<10>)))");
    row("several offers", "Sec-WebSocket-Extensions", "a;x , b", false,
        "extensions(extension(name<a>semicolon<;>parameter(name<x>))ows< >comma<,>ows< >extension(name<b>))");
    row("quoted separators", "Sec-WebSocket-Extensions", "a;x=\"1,2;3=4 5\",b", false,
        "extensions(extension(name<a>semicolon<;>parameter(name<x>equals<=>value<\"1,2;3=4 "
        "5\">))comma<,>extension(name<b>))");
    row("quoted quote", "Sec-WebSocket-Extensions", "a;x=\"1\\\",2\",b", false,
        "extensions(extension(name<a>semicolon<;>parameter(name<x>equals<=>value<\"1\\\",2\">))comma<,>"
        "extension(name<b>))");
    row("quoted backslash", "Sec-WebSocket-Extensions", "a;x=\"1\\\\\",b", false,
        "extensions(extension(name<a>semicolon<;>parameter(name<x>equals<=>value<\"1\\\\\">))comma<,>"
        "extension(name<b>))");
    row("odd blanks", "Sec-WebSocket-Extensions", "a ; x = 1", false,
        "extensions(extension(name<a>ows< >semicolon<;>ows< >parameter(name<x>ows< >equals<=>ows< "
        ">value<1>)))");
    row("nothing but separators", "Sec-WebSocket-Extensions", ";,=", false,
        "extensions(extension(semicolon<;>)comma<,>extension(equals<=>))");
    row("server", "Server", "a/1, b", true, "server<a/1, b>");
}

void TestHttpValues::structure()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(bool, isResponse);
    QFETCH(QByteArray, expected);
    const Field field = headerValue(name, value, 0, isResponse);
    QCOMPARE(shape(field, value), expected);
    QVERIFY(tiles(field));
    const Field later = headerValue(name, value, 100, isResponse);
    QVERIFY(tiles(later));
    QCOMPARE(later.span, byteRange(100, static_cast<quint64>(value.size())));
}

void TestHttpValues::anyTextTiles() // all texts of up to five characters out of those that mean something
{
    const QByteArray letters = ",;= \"\\a";
    for (const char *name : {"Sec-WebSocket-Extensions", "Connection", "Sec-WebSocket-Key"})
        for (int number = 0; number < 7 * 7 * 7 * 7 * 7; ++number) {
            QByteArray value;
            for (int rest = number, i = 0; i < 5; ++i, rest /= 7)
                value += letters[rest % 7];
            for (int i = 0; i < number % 5; ++i)
                value.chop(1);
            const Field field = headerValue(name, value, 3, false);
            if (!tiles(field) || field.span != byteRange(3, static_cast<quint64>(value.size())))
                QFAIL(value.constData());
        }
}

QTEST_GUILESS_MAIN(TestHttpValues)
#include "tst_httpvalues.moc"
