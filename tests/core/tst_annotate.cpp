// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "core/annotate/annotate.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace core;
using fixtures::hex;

class TestAnnotate : public QObject
{
    Q_OBJECT

private slots:
    void leavesTileEveryUnit_data();
    void leavesTileEveryUnit();
    void cutAtEveryByte_data();
    void cutAtEveryByte();
    void frameFields_data();
    void frameFields();
    void closeIsUnmasked();
    void partialFieldsHaveNoValue();
    void everyFirstTwoBytesTile();
    void requestTree();
    void oddHeads();
    void lookups();
    void idsAreUnique();
    void docsListThemAll();
};

namespace {

bool isKnownId(std::string_view id)
{
    const auto ids = allFieldIds();
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// What is wrong with the tree; empty where nothing is.
QString faultIn(const Field &field)
{
    const QString where =
        QStringLiteral("%1 at %2+%3")
            .arg(QString::fromLatin1(field.id.data(), static_cast<qsizetype>(field.id.size())))
            .arg(field.span.bit)
            .arg(field.span.bits);
    if (!isKnownId(field.id))
        return where + QStringLiteral(": unknown id");
    if (field.span.bits == 0)
        return where + QStringLiteral(": empty");
    if (field.isLeaf())
        return {};
    quint64 at = field.span.bit;
    for (const Field &child : field.children) {
        if (child.span.bit != at)
            return where + QStringLiteral(": gap or overlap before bit %1").arg(child.span.bit);
        at = child.span.end();
        if (const QString fault = faultIn(child); !fault.isEmpty())
            return fault;
    }
    return at == field.span.end() ? QString() : where + QStringLiteral(": children end at %1").arg(at);
}

QString faultIn(const Field &root, quint64 bytes)
{
    if (root.span != byteRange(0, bytes))
        return QStringLiteral("root covers %1+%2").arg(root.span.bit).arg(root.span.bits);
    quint64 sum = 0;
    quint64 at = 0;
    for (const Field *leaf : leavesOf(root)) {
        if (leaf->span.bit != at)
            return QStringLiteral("leaf at %1, expected %2").arg(leaf->span.bit).arg(at);
        at = leaf->span.end();
        sum += leaf->span.bits;
    }
    return sum == 8 * bytes ? faultIn(root) : QStringLiteral("leaves cover %1 bits").arg(sum);
}

// "id=value" of every leaf; wire bytes in hex where they are not printable text.
QStringList leaves(const Field &root, const QByteArray &bytes)
{
    QStringList lines;
    for (const Field *leaf : leavesOf(root)) {
        QString value;
        switch (leaf->kind) {
        case ValueKind::None:
            value = QStringLiteral("-");
            break;
        case ValueKind::Flag:
        case ValueKind::Integer:
            value = QString::number(integerValue(*leaf, spanOf(bytes)));
            break;
        case ValueKind::Literal:
            value = QString::fromLatin1(valueBytes(*leaf, spanOf(bytes)));
            break;
        case ValueKind::Bytes:
            value = QString::fromLatin1(valueBytes(*leaf, spanOf(bytes)).toHex());
            break;
        }
        lines.append(QString::fromLatin1(leaf->id.data(), static_cast<qsizetype>(leaf->id.size())) +
                     QLatin1Char('=') + value);
    }
    return lines;
}

} // namespace

void TestAnnotate::leavesTileEveryUnit_data()
{
    QTest::addColumn<QByteArray>("fixture");
    for (const auto &[name, fixture] : fixtures::all())
        QTest::newRow(name.constData()) << name;
}

void TestAnnotate::leavesTileEveryUnit()
{
    QFETCH(QByteArray, fixture);
    const fixtures::Named &named = fixtures::all().at(fixture);
    const auto played = fixtures::play(named.script, fixtures::whole(), fixtures::infoFor(named));
    for (quint32 i = 0; i < played.conversation->units().size(); ++i)
        QCOMPARE(faultIn(played.conversation->fieldsOf(i), played.conversation->index().length(i)),
                 QString());
}

void TestAnnotate::cutAtEveryByte_data() { leavesTileEveryUnit_data(); }

void TestAnnotate::cutAtEveryByte()
{
    QFETCH(QByteArray, fixture);
    const fixtures::Named &named = fixtures::all().at(fixture);
    const auto played = fixtures::play(named.script, fixtures::whole(), fixtures::infoFor(named));
    for (quint32 i = 0; i < played.conversation->units().size(); ++i) {
        const QByteArray bytes = played.conversation->index().bytes(i);
        Unit unit = played.conversation->units()[i];
        const quint32 headLength = unit.headerLength;
        for (qsizetype cut = 1; cut <= bytes.size(); cut += cut < 400 ? 1 : 7919) {
            unit.headerLength = std::min(headLength, static_cast<quint32>(cut));
            QCOMPARE(faultIn(annotate(unit, spanOf(bytes.first(cut))), static_cast<quint64>(cut)), QString());
        }
    }
}

void TestAnnotate::frameFields_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("expected");
    const auto list = [](const char *text) { return QString::fromLatin1(text).split(QLatin1Char(' ')); };
    QTest::newRow("masked text")
        << hex("81 85 37 fa 21 3d 7f 9f 4d 51 58")
        << list("ws.frame.fin=1 ws.frame.rsv1=0 ws.frame.rsv2=0 ws.frame.rsv3=0 ws.frame.opcode=1 "
                "ws.frame.mask=1 "
                "ws.frame.length=5 ws.frame.key=37fa213d ws.frame.payload=7f9f4d5158");
    QTest::newRow("16 bits") << hex("72 7e 00 01 ff")
                             << list("ws.frame.fin=0 ws.frame.rsv1=1 ws.frame.rsv2=1 ws.frame.rsv3=1 "
                                     "ws.frame.opcode=2 ws.frame.mask=0 "
                                     "ws.frame.length=126 ws.frame.length16=1 ws.frame.payload=ff");
    QTest::newRow("64 bits")
        << hex("82 ff 7f ff ff ff ff ff ff ff 01 02 03 04")
        << list("ws.frame.fin=1 ws.frame.rsv1=0 ws.frame.rsv2=0 ws.frame.rsv3=0 ws.frame.opcode=2 "
                "ws.frame.mask=1 "
                "ws.frame.length=127 ws.frame.length64=9223372036854775807 ws.frame.key=01020304");
    QTest::newRow("close with reason")
        << hex("88 04 03 e8 6f 6b")
        << list("ws.frame.fin=1 ws.frame.rsv1=0 ws.frame.rsv2=0 ws.frame.rsv3=0 ws.frame.opcode=8 "
                "ws.frame.mask=0 "
                "ws.frame.length=4 ws.frame.close.code=1000 ws.frame.close.reason=6f6b");
    QTest::newRow("close of one byte") << hex("88 01 03")
                                       << list("ws.frame.fin=1 ws.frame.rsv1=0 ws.frame.rsv2=0 "
                                               "ws.frame.rsv3=0 ws.frame.opcode=8 ws.frame.mask=0 "
                                               "ws.frame.length=1 ws.frame.payload=03");
    QTest::newRow("one byte")
        << hex("81")
        << list("ws.frame.fin=1 ws.frame.rsv1=0 ws.frame.rsv2=0 ws.frame.rsv3=0 ws.frame.opcode=1");
}

void TestAnnotate::frameFields()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, expected);
    QCOMPARE(leaves(annotateFrame(spanOf(bytes)), bytes), expected);
}

void TestAnnotate::closeIsUnmasked()
{
    const QByteArray bytes = hex("88 88 37 fa 21 3d 34 12 cd b5 af 16 b6 b8"); // 1000, 수업
    const Field tree = annotateFrame(spanOf(bytes));
    const Field *const code = findField(tree, "ws.frame.close.code");
    const Field *const reason = findField(tree, "ws.frame.close.reason");
    QVERIFY(code && reason);
    QCOMPARE(code->span, (BitSpan{48, 16}));
    QCOMPARE(integerValue(*code, spanOf(bytes)), quint64(1000));
    QCOMPARE(valueBytes(*reason, spanOf(bytes)), hex("ec 88 98 ec 97 85"));
    QCOMPARE(findField(tree, "ws.frame.payload")->kind, ValueKind::None);
}

void TestAnnotate::partialFieldsHaveNoValue()
{
    const QByteArray cutLength = hex("82 7f 00 01");
    const Field length = annotateFrame(spanOf(cutLength));
    QCOMPARE(findField(length, "ws.frame.length64")->kind, ValueKind::None);
    QCOMPARE(findField(length, "ws.frame.length64")->span, (BitSpan{16, 16}));
    const Field key = annotateFrame(spanOf(hex("81 85 37 fa")));
    QCOMPARE(findField(key, "ws.frame.key")->kind, ValueKind::None);
    QCOMPARE(findField(key, "ws.frame.key")->span, (BitSpan{16, 16}));
}

void TestAnnotate::everyFirstTwoBytesTile()
{
    for (int first = 0; first < 256; ++first)
        for (int second = 0; second < 256; ++second)
            for (const qsizetype size : {2, 5, 11, 17}) {
                QByteArray bytes(size, '\x5a');
                bytes[0] = static_cast<char>(first);
                bytes[1] = static_cast<char>(second);
                const QString fault = faultIn(annotateFrame(spanOf(bytes)), static_cast<quint64>(size));
                if (!fault.isEmpty())
                    QFAIL(qPrintable(fault));
            }
}

void TestAnnotate::requestTree()
{
    const QByteArray bytes = fixtures::request();
    const Field tree = annotateHttp(spanOf(bytes), 157, false);
    QStringList top;
    for (const Field &child : tree.children)
        top.append(QString::fromLatin1(child.id.data(), static_cast<qsizetype>(child.id.size())));
    QCOMPARE(top, (QStringList{QStringLiteral("http.request.line"), QStringLiteral("http.headers"),
                               QStringLiteral("http.end")}));
    const auto text = [&](std::string_view id) {
        const Field *const field = findField(tree, id);
        return field == nullptr ? QByteArray("(none)") : valueBytes(*field, spanOf(bytes));
    };
    QCOMPARE(text("http.request.method"), QByteArray("GET"));
    QCOMPARE(text("http.request.target"), QByteArray("/chat"));
    QCOMPARE(text("http.request.http-version"), QByteArray("HTTP/1.1"));
    QCOMPARE(text("http.request.host"), QByteArray("127.0.0.1:8080"));
    QCOMPARE(text("http.request.upgrade"), QByteArray("websocket"));
    QCOMPARE(text("http.request.connection"), QByteArray("Upgrade"));
    QCOMPARE(text("http.request.key"), QByteArray("dGhlIHNhbXBsZSBub25jZQ=="));
    QCOMPARE(text("http.request.key.text"), QByteArray("dGhlIHNhbXBsZSBub25jZQ"));
    QCOMPARE(text("http.request.key.padding"), QByteArray("=="));
    QCOMPARE(text("http.request.version"), QByteArray("13"));
    QCOMPARE(findField(tree, "http.headers")->children.size(), std::size_t(5));
    const QByteArray answer = fixtures::response();
    const Field response = annotateHttp(spanOf(answer), 129, true);
    QCOMPARE(valueBytes(*findField(response, "http.response.status"), spanOf(answer)), QByteArray("101"));
    QCOMPARE(valueBytes(*findField(response, "http.response.reason"), spanOf(answer)),
             QByteArray("Switching Protocols"));
    QCOMPARE(valueBytes(*findField(response, "http.response.accept.text"), spanOf(answer)),
             QByteArray("s3pPLMBiTxaQ9kYGzzhZRbK+xOo"));
    QCOMPARE(findField(response, "http.request.upgrade"), nullptr);
}

void TestAnnotate::oddHeads()
{
    const QByteArray odd = "GET  /a b\tHTTP/1.1 \r\nHost:  x \r\n folded\r\nnocolon\r\n: v\nKey : "
                           "b\r\r\n\r\r\nC:\r\nUpgrade:\r\n"
                           "Sec-WebSocket-Key: ==\r\nSec-WebSocket-Extensions: ;;==\"\r\n\r\n";
    for (const bool isResponse : {false, true})
        for (qsizetype cut = 1; cut <= odd.size(); ++cut)
            QCOMPARE(faultIn(annotateHttp(spanOf(odd.first(cut)), static_cast<quint32>(cut), isResponse),
                             static_cast<quint64>(cut)),
                     QString());
    const Field tree = annotateHttp(spanOf(odd), static_cast<quint32>(odd.size()), false);
    for (const char *id : {"http.header.fold", "http.header.malformed", "http.space", "http.ows", "http.end"})
        QVERIFY2(findField(tree, id) != nullptr, id);
}

void TestAnnotate::lookups()
{
    const QByteArray bytes = hex("88 82 37 fa 21 3d 34 12");
    const Field tree = annotateFrame(spanOf(bytes));
    const auto idsAt = [&tree](quint64 bit) {
        QByteArray ids;
        for (const Field *field : pathTo(tree, bit))
            ids += QByteArray(field->id.data(), static_cast<qsizetype>(field->id.size())) + ' ';
        return ids.trimmed();
    };
    QCOMPARE(idsAt(0), QByteArray("ws.frame ws.frame.fin"));
    QCOMPARE(idsAt(8), QByteArray("ws.frame ws.frame.mask"));
    QCOMPARE(idsAt(47), QByteArray("ws.frame ws.frame.key"));
    QCOMPARE(idsAt(63), QByteArray("ws.frame ws.frame.payload ws.frame.close.code"));
    QCOMPARE(idsAt(64), QByteArray());
    QCOMPARE(smallestCovering(tree, {50, 3}).id, std::string_view("ws.frame.close.code"));
    QCOMPARE(smallestCovering(tree, {0, 2}).id, std::string_view("ws.frame"));
    QCOMPARE(smallestCovering(tree, {4, 4}).id, std::string_view("ws.frame.opcode"));
}

void TestAnnotate::idsAreUnique()
{
    std::vector<std::string_view> ids(allFieldIds().begin(), allFieldIds().end());
    std::sort(ids.begin(), ids.end());
    QVERIFY(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
    for (const std::string_view id : ids)
        for (const char c : id)
            QVERIFY((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-');
}

void TestAnnotate::docsListThemAll() // docs/fields.md
{
    QFile file(QDir::cleanPath(QStringLiteral(TEST_DATA "/../../../docs/fields.md")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QStringList documented;
    static const QRegularExpression row(QStringLiteral("^\\| `([a-z0-9.-]+)` \\|"),
                                        QRegularExpression::MultilineOption);
    for (auto it = row.globalMatch(QString::fromUtf8(file.readAll())); it.hasNext();)
        documented.append(it.next().captured(1));
    QStringList ids;
    for (const std::string_view id : allFieldIds())
        ids.append(QString::fromLatin1(id.data(), static_cast<qsizetype>(id.size())));
    documented.sort();
    ids.sort();
    QCOMPARE(documented, ids);
}

QTEST_GUILESS_MAIN(TestAnnotate)
#include "tst_annotate.moc"
