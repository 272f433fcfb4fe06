// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "core/lab/deedargs.h"

#include <QJsonDocument>
#include <QTest>

using namespace core;
using fixtures::hex;

namespace {

constexpr auto client = Direction::Client;
constexpr auto server = Direction::Server;
constexpr quint64 all = ~0ULL;

QJsonObject object(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        qFatal("not an object: %s", json.constData());
    return document.object();
}

QByteArray handMade(const QByteArray &json, Direction side = server)
{
    const auto deed = frameOf(object(json), side);
    return deed ? encode(deed->frame) : QByteArray("wrong");
}

} // namespace

class TestDeedArgs : public QObject
{
    Q_OBJECT

private slots:
    void messages();
    void wrongMessages_data();
    void wrongMessages();
    void controls();
    void closes();
    void frames_data();
    void frames();
    void framesOfAClient();
    void wrongFrames_data();
    void wrongFrames();
};

void TestDeedArgs::messages()
{
    const auto deed = [](const QByteArray &json) { return messageOf(object(json), client).value(); };
    const MessageDeed plain = deed(R"({"text": "안"})");
    QCOMPARE(plain.bytes, hex("ec 95 88"));
    QVERIFY(plain.options.sizes.empty() && plain.options.frames == 0 && plain.options.frameSize == 0);
    QVERIFY(!plain.options.compress && !plain.options.key);
    QCOMPARE(deed(R"({"hex": "00 ff", "repeat": 2})").bytes, hex("00 ff 00 ff"));
    QCOMPARE(deed(R"({"text": "", "frame_size": 7})").options.frameSize, quint64{7});
    QCOMPARE(deed(R"({"text": "", "fragments": 3})").options.frames, quint64{3});
    const auto sizes = [&deed](const QByteArray &json) { return deed(json).options.sizes; };
    QCOMPARE(sizes(R"({"text": "12345", "split_at": [1, 4]})"), (std::vector<quint64>{1, 3, all}));
    QCOMPARE(sizes(R"({"text": "12345", "split_at": [0, 2, 2, 5]})"),
             (std::vector<quint64>{0, 2, 0, 3, all}));
    QVERIFY(sizes(R"({"text": "12345", "split_at": []})").empty());
    QCOMPARE(deed(R"({"text": "", "compress": true})").options.compress, std::optional(true));
    QCOMPARE(deed(R"({"text": "", "compress": false})").options.compress, std::optional(false));
    const auto key = [&deed](const QByteArray &json) { return deed(json).options.key; };
    QVERIFY(!key(R"({"text": "", "key": "random"})"));
    QCOMPARE(key(R"({"text": "", "key": "zero"})"), std::optional(MaskingKey{}));
    QCOMPARE(key(R"({"text": "", "key": "37fa213d"})"), std::optional(MaskingKey{0x37, 0xfa, 0x21, 0x3d}));
}

void TestDeedArgs::wrongMessages_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *json) { QTest::newRow(json) << QByteArray(json); };
    row(R"({})");
    row(R"({"text": 5})");
    row(R"({"text": "a", "hex": "61"})");
    row(R"({"hex": "6"})");
    row(R"({"text": "a", "repeat": 0})");
    row(R"({"text": "a", "repeat": 1e9})");
    row(R"({"text": "a", "fragment": 2})");
    row(R"({"text": "a", "frame_size": -1})");
    row(R"({"text": "a", "frame_size": "1"})");
    row(R"({"text": "a", "repeat": 2000000, "frame_size": 1})");
    row(R"({"text": "a", "fragments": 0})");
    row(R"({"text": "a", "fragments": 1000001})");
    row(R"({"text": "abc", "split_at": [2, 1]})");
    row(R"({"text": "abc", "split_at": [4]})");
    row(R"({"text": "abc", "split_at": [-1]})");
    row(R"({"text": "abc", "split_at": ["1"]})");
    row(R"({"text": "abc", "split_at": 1})");
    row(R"({"text": "abc", "fragments": 2, "frame_size": 1})");
    row(R"({"text": "abc", "fragments": 2, "split_at": [1]})");
    row(R"({"text": "abc", "compress": "yes"})");
    row(R"({"text": "abc", "key": "37fa21"})");
    row(R"({"text": "abc", "key": 0})");
}

void TestDeedArgs::wrongMessages()
{
    QFETCH(QByteArray, json);
    QVERIFY(!messageOf(object(json), client));
}

void TestDeedArgs::controls()
{
    QCOMPARE(controlOf({}, server)->payload, QByteArray());
    QCOMPARE(controlOf(object(R"({"text": "a"})"), server)->payload, QByteArray("a"));
    QCOMPARE(controlOf(object(R"({"hex": "00", "key": "zero"})"), client)->key, std::optional(MaskingKey{}));
    for (const char *json : {R"({"key": "zero"})", R"({"text": 1})", R"({"code": 1000})"})
        QVERIFY2(!controlOf(object(json), server), json);
    QVERIFY(!messageOf(object(R"({"text": "a", "key": "random"})"), server)); // no server has keys
}

void TestDeedArgs::closes()
{
    QVERIFY(!closeOf({}, server)->code);
    const auto deed = closeOf(object(R"({"code": 4001, "reason": "끝", "key": "01020304"})"), client);
    QCOMPARE(deed->code, std::optional(4001));
    QCOMPARE(deed->reason, hex("eb 81 9d"));
    QCOMPARE(deed->key, std::optional(MaskingKey{1, 2, 3, 4}));
    for (const char *json : {R"({"code": 65536})", R"({"code": -1})", R"({"reason": "why"})",
                             R"({"code": 1000, "key": "zero"})", R"({"code": "1000"})"})
        QVERIFY2(!closeOf(object(json), server), json);
}

void TestDeedArgs::frames_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *json, const char *bytes) {
        QTest::newRow(json) << QByteArray(json) << hex(bytes);
    };
    row(R"({"opcode": 1, "text": "Hello"})", "81 05 48 65 6c 6c 6f");
    row(R"({"opcode": 9})", "89 00");
    row(R"({"opcode": 15, "fin": false, "rsv1": true, "rsv2": true, "rsv3": true})", "7f 00");
    row(R"({"opcode": 2, "hex": "00 ff"})", "82 02 00 ff");
    row(R"({"opcode": 2, "hex": "61", "repeat": 126})",
        (QByteArray("82 7e 00 7e ") + QByteArray("61 ").repeated(126)).trimmed().constData());
    row(R"({"opcode": 1, "text": "a", "length_bits": 16})", "81 7e 00 01 61");
    row(R"({"opcode": 1, "text": "a", "length_bits": 64})", "81 7f 00 00 00 00 00 00 00 01 61");
    row(R"({"opcode": 1, "text": "a", "announced": 5})", "81 05 61");
    row(R"({"opcode": 1, "text": "a", "announced": 0})", "81 00 61");
    row(R"({"opcode": 1, "announced": 300})", "81 7e 01 2c");
    row(R"({"opcode": 1, "announced": 126, "length_bits": 7})", "81 7e");
    row(R"({"opcode": 1, "announced": 9223372036854775807})", "81 7f 7f ff ff ff ff ff ff ff");
    row(R"({"opcode": 1, "announced": "0x8000000000000000"})", "81 7f 80 00 00 00 00 00 00 00");
    row(R"({"opcode": 1, "text": "a", "masked": true, "key": "37fa213d"})", "81 81 37 fa 21 3d 56");
    row(R"({"opcode": 1, "text": "a", "masked": true, "key": "zero"})", "81 81 00 00 00 00 61");
}

void TestDeedArgs::frames()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, bytes);
    QCOMPARE(handMade(json), bytes);
}

void TestDeedArgs::framesOfAClient()
{
    QCOMPARE(handMade(R"({"opcode": 1, "text": "a", "key": "37fa213d"})", client),
             hex("81 81 37 fa 21 3d 56"));
    QCOMPARE(handMade(R"({"opcode": 1, "text": "a", "masked": false})", client), hex("81 01 61"));
    const auto needsKey = [](const char *json, Direction side) {
        return frameOf(object(json), side)->needsKey;
    };
    QVERIFY(needsKey(R"({"opcode": 1})", client));
    QVERIFY(needsKey(R"({"opcode": 1, "key": "random"})", client));
    QVERIFY(!needsKey(R"({"opcode": 1, "key": "zero"})", client));
    QVERIFY(!needsKey(R"({"opcode": 1, "masked": false})", client));
    QVERIFY(!needsKey(R"({"opcode": 1})", server));
    QVERIFY(needsKey(R"({"opcode": 1, "masked": true})", server));
}

void TestDeedArgs::wrongFrames_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *json) { QTest::newRow(json) << QByteArray(json); };
    row(R"({})");
    row(R"({"opcode": 16})");
    row(R"({"opcode": -1})");
    row(R"({"opcode": "1"})");
    row(R"({"opcode": 1, "fin": 1})");
    row(R"({"opcode": 1, "mask": true})");
    row(R"({"opcode": 1, "key": "00"})");
    row(R"({"opcode": 1, "text": "a", "hex": "61"})");
    row(R"({"opcode": 1, "length_bits": 8})");
    row(R"({"opcode": 1, "length_bits": 0})");
    row(R"({"opcode": 1, "announced": -1})");
    row(R"({"opcode": 1, "announced": 1.5})");
    row(R"({"opcode": 1, "announced": "5"})");
    row(R"({"opcode": 1, "announced": "0x"})");
    row(R"({"opcode": 1, "announced": "0x10000000000000000"})");
    row(R"({"opcode": 1, "announced": true})");
}

void TestDeedArgs::wrongFrames()
{
    QFETCH(QByteArray, json);
    QVERIFY(!frameOf(object(json), client));
}

QTEST_GUILESS_MAIN(TestDeedArgs)
#include "tst_deedargs.moc"
