// SPDX-License-Identifier: GPL-3.0-or-later
#include "rulebench.h"
#include "tlsstreams.h"

#include "core/annotate/annotate.h"
#include "core/protocol/tlsrecord.h"

using namespace core;
using namespace fixtures;
using namespace rulebench;

/// TLS on the wire: records, what can be read in them, REQ-36.
class TestTlsRecord : public QObject
{
    Q_OBJECT

private slots:
    void recordsOfAConnection_data();
    void recordsOfAConnection();
    void helloInParts();
    void serverHelloInParts();
    void whatIsEncrypted_data();
    void whatIsEncrypted();
    void heads_data();
    void heads();
    void framingEndsWithTheFirstWrongByte();
    void oneStepARecord();
    void statesAreNobodysBusiness();
    void oddHellosTile();
    void serverName_data();
    void serverName() { check(); }
};

namespace {

ConnectionInfo tlsInfo()
{
    ConnectionInfo info;
    info.layer = Layer::Tls;
    return info;
}

Played playTls(const Script &script) { return play(script, whole(), tlsInfo()); }

QStringList contents(const Conversation &conversation)
{
    QStringList all;
    for (quint32 i = 0; i < conversation.units().size(); ++i) {
        const QByteArray bytes = conversation.index().bytes(i);
        const std::string_view content = tlsContentOf(conversation.fieldsOf(i), spanOf(bytes));
        all.append((conversation.units()[i].direction == Direction::Client ? QStringLiteral("> ")
                                                                           : QStringLiteral("< ")) +
                   text(content) + QStringLiteral(" %1").arg(bytes.size()));
    }
    return all;
}

/// "id=value" of a record's leaves; long values are cut.
QStringList leaves(const QByteArray &record, bool afterCipherChange = false)
{
    QStringList all;
    const Field tree = annotateTls(spanOf(record), afterCipherChange);
    for (const Field *leaf : leavesOf(tree)) {
        const QByteArray value = valueBytes(*leaf, spanOf(record));
        const QString shown =
            leaf->kind == ValueKind::Integer ? QString::number(integerValue(*leaf, spanOf(record)))
            : leaf->kind == ValueKind::Literal
                ? QString::fromLatin1(value)
                : QString::fromLatin1(value.first(std::min<qsizetype>(4, value.size())).toHex());
        all.append(text(leaf->id) + QLatin1Char('=') + shown);
    }
    return all;
}

QByteArray record(quint8 type, const QByteArray &fragment)
{
    QByteArray head = hex("00 03 03 00 00");
    head[0] = static_cast<char>(type);
    head[3] = static_cast<char>(fragment.size() >> 8);
    head[4] = static_cast<char>(fragment.size());
    return head + fragment;
}

/// A ClientHello with one cipher suite and these extensions.
QByteArray helloWith(const QByteArray &extensions)
{
    QByteArray body = hex("03 03") + QByteArray(32, 'r') + hex("00 00 02 13 01 01 00");
    body += static_cast<char>(extensions.size() >> 8);
    body += static_cast<char>(extensions.size());
    body += extensions;
    return record(22, hex("01 00 00") + static_cast<char>(body.size()) + body);
}

const QByteArray nameA = hex("00 00 00 06 00 04 00 00 01 61");

} // namespace

void TestTlsRecord::recordsOfAConnection_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("1.3") << tls13()
                         << list({"> client-hello 258", "< server-hello 127", "< cipher-change 6",
                                  "< encrypted 43", "< encrypted 442", "< encrypted 102", "< encrypted 74",
                                  "> cipher-change 6", "> encrypted 74", "> encrypted 27", "< encrypted 27",
                                  "> encrypted 24", "< encrypted 24"});
    // TLS 1.2 sends the certificate in clear.
    QTest::newRow("1.2") << tls12()
                         << list({"> client-hello 136", "< server-hello 98", "< handshake 422",
                                  "< handshake 119", "< handshake 9", "> handshake 42", "> cipher-change 6",
                                  "> encrypted 45", "< cipher-change 6", "< encrypted 45", "> encrypted 34",
                                  "< encrypted 34", "> encrypted 31", "< encrypted 31"});
}

void TestTlsRecord::recordsOfAConnection()
{
    QFETCH(Script, script);
    QFETCH(QStringList, expected);
    const Played played = playTls(script);
    QCOMPARE(contents(*played.conversation), expected);
    for (const Unit &unit : played.conversation->units()) {
        QCOMPARE(unit.kind, UnitKind::Tls);
        QVERIFY(unit.complete);
    }
    for (const quint64 seed : {1ULL, 2ULL, 3ULL})
        QCOMPARE(units(*play(script, fixtures::random(seed), tlsInfo()).conversation),
                 units(*played.conversation));
    QCOMPARE(units(*play(script, every(1), tlsInfo()).conversation), units(*played.conversation));
}

void TestTlsRecord::helloInParts()
{
    const QStringList found = leaves(tls13().front().bytes);
    QCOMPARE(found.first(7).join(QLatin1Char(' ')),
             QStringLiteral("tls.record.type=22 tls.record.version=769 tls.record.length=253 "
                            "tls.handshake.type=1 tls.handshake.length=249 tls.hello.version=771 ") +
                 found[6]);
    for (const char *part :
         {"tls.hello.session.length=32", "tls.hello.ciphers.length=8", "tls.hello.cipher=4866",
          "tls.hello.compressions.length=1", "tls.hello.compression=0", "tls.extensions.length=168",
          "tls.sni.name.length=9", "tls.sni.name=localhost", "tls.alpn.name=http/1.1",
          "tls.versions.length=2", "tls.version=772"})
        QVERIFY2(found.contains(QLatin1StringView(part)), part);
    QVERIFY(!found.join(QLatin1Char(' ')).contains(QStringLiteral("tls.record.fragment")));
}

void TestTlsRecord::serverHelloInParts()
{
    const QByteArray flight = tls13()[1].bytes;
    const QStringList found = leaves(flight.first(127));
    QVERIFY(found.contains(QStringLiteral("tls.handshake.type=2")));
    QVERIFY(found.contains(QStringLiteral("tls.hello.cipher=4866")));
    QVERIFY(found.contains(QStringLiteral("tls.version=772"))); // one, without a length before it
    QVERIFY(!found.join(QLatin1Char(' ')).contains(QStringLiteral("tls.versions.length")));
}

void TestTlsRecord::whatIsEncrypted_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("after");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QByteArray &bytes, bool after, const char *rest) {
        QStringList expected = leaves(bytes.first(5));
        if (qstrlen(rest) > 0)
            expected += QString::fromLatin1(rest).split(QLatin1Char(' '));
        QTest::newRow(name) << bytes << after << expected;
    };
    row("an alert", record(21, hex("02 30")), false, "tls.alert.level=2 tls.alert.description=48");
    row("an alert after the change", record(21, hex("01 00")), true,
        "tls.alert.level=1 tls.alert.description=0");
    row("an encrypted alert", record(21, hex("00 00 00 00 00 00 00 01 aa bb")), true,
        "tls.record.encrypted=00000000");
    row("two messages", record(22, hex("0e 00 00 00 0e 00 00 00")), false,
        "tls.handshake.type=14 tls.handshake.length=0 tls.handshake.type=14 tls.handshake.length=0");
    row("Finished of TLS 1.2", record(22, hex("0e 00 00 00 0e 00 00 00")), true,
        "tls.record.encrypted=0e000000");
    row("the rest of a message", record(22, hex("30 82 01 02 03")), false, "tls.record.fragment=30820102");
    row("a message that goes on", record(22, hex("0b 00 ff ff 01 02")), false,
        "tls.handshake.type=11 tls.handshake.length=65535 tls.handshake.body=0102");
    row("application data", record(23, hex("01 02 03 04 05")), false, "tls.record.encrypted=01020304");
    row("application data of no bytes", record(23, {}), false, "");
    row("a heartbeat", record(24, hex("01 00 01 61")), false, "tls.record.fragment=01000161");
    QTest::newRow("cut in its version")
        << hex("16 03") << false << list({"tls.record.type=22", "tls.record.version=03"});
}

void TestTlsRecord::whatIsEncrypted()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, after);
    QFETCH(QStringList, expected);
    QCOMPARE(leaves(bytes, after), expected);
}

void TestTlsRecord::heads_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<bool>("fits");
    QTest::newRow("nothing") << QByteArray() << true;
    QTest::newRow("change_cipher_spec") << hex("14") << true;
    QTest::newRow("below") << hex("13") << false;
    QTest::newRow("heartbeat") << hex("18 03") << true;
    QTest::newRow("above") << hex("19") << false;
    QTest::newRow("a request") << QByteArray("G") << false;
    QTest::newRow("SSL 3") << hex("16 03 00 00 01") << true;
    QTest::newRow("version 4") << hex("16 04") << false;
    QTest::newRow("2^14 + 256, TLS 1.3's limit") << hex("17 03 03 41 00") << true;
    QTest::newRow("2^14 + 2048, TLS 1.2's limit") << hex("17 03 03 48 00") << true;
    QTest::newRow("a byte more") << hex("17 03 03 48 01") << false;
}

void TestTlsRecord::heads()
{
    QFETCH(QByteArray, start);
    QFETCH(bool, fits);
    QCOMPARE(beginsTlsRecord(spanOf(start)), fits);
}

void TestTlsRecord::framingEndsWithTheFirstWrongByte()
{
    const Script script{client(record(21, hex("01 00")) + hex("17 03 03 48 01 99 99"))};
    for (const auto &chunking : {whole(), every(1), every(3)}) {
        const Played played = play(script, chunking, tlsInfo());
        QCOMPARE(played.conversation->units().size(), 2);
        QCOMPARE(played.conversation->units()[1].kind, UnitKind::Unknown);
        QCOMPARE(played.conversation->units()[1].reason(), UnknownReason::NotTls);
        QCOMPARE(played.conversation->units()[1].payloadLength, quint64(7));
        QCOMPARE(QByteArray(played.conversation->step(2).id.data()), QByteArray("step.unknown.tls"));
    }
}

void TestTlsRecord::oneStepARecord()
{
    const Played played = playTls(Script{fixtures::connect()} + tls13() + ending());
    const Conversation &conversation = *played.conversation;
    QCOMPARE(conversation.stepCount(), 1 + 13 + 2 + 1);
    const Step hello = conversation.step(2);
    QCOMPARE(text(hello.id), QStringLiteral("step.tls.client-hello"));
    const Field tree = conversation.fieldsOf(0);
    QCOMPARE(hello.focus, findField(tree, "tls.sni.name")->span);
    QVERIFY(std::find(hello.values.begin(), hello.values.end(),
                      std::pair(QStringLiteral("name"), QStringLiteral("localhost"))) != hello.values.end());
    QCOMPARE(text(conversation.step(5).id), QStringLiteral("step.tls.encrypted"));
    QCOMPARE(text(conversation.step(17).id), QStringLiteral("step.tls.closed"));
    QCOMPARE(text(playTls(tls12()).conversation->step(1).id),
             QStringLiteral("step.tls.client-hello.nameless"));
    QCOMPARE(text(playTls({client(tls13().front().bytes.first(100)), fin(Direction::Client)})
                      .conversation->step(1)
                      .id),
             QStringLiteral("step.tls.incomplete"));
}

void TestTlsRecord::statesAreNobodysBusiness()
{
    const Played played = playTls(Script{fixtures::connect()} + tls13() + ending());
    QVERIFY(played.conversation->findings().empty());
    QVERIFY(assembleMessages(played.conversation->index()).empty());
}

// Lengths inside a hello that say more than there is, or less.
void TestTlsRecord::oddHellosTile()
{
    const QByteArray hello = tls13().front().bytes;
    for (qsizetype at = 5; at < hello.size(); ++at)
        for (const char value : {'\0', '\1', '\x7f', '\xff'}) {
            QByteArray odd = hello;
            odd[at] = value;
            quint64 bit = 0;
            const Field tree = annotateTls(spanOf(odd), false);
            for (const Field *leaf : leavesOf(tree)) {
                QCOMPARE(leaf->span.bit, bit);
                QVERIFY(leaf->span.bits > 0);
                bit = leaf->span.end();
            }
            QCOMPARE(bit, static_cast<quint64>(odd.size()) * 8);
        }
}

void TestTlsRecord::serverName_data()
{
    columns();
    const Setup named{true, true, {}, Layer::Tls, "localhost"};
    const Setup address{true, true, {}, Layer::Tls, "127.0.0.1"};
    const Setup address6{true, true, {}, Layer::Tls, "::1"};
    const Setup unknown{true, true, {}, Layer::Tls, ""};
    const QByteArray other = hex("00 17 00 00");
    row("REQ-36 broken: no name", named, {client(helloWith(other))},
        {"REQ-36 client 0 tls.extensions 416+32 [localhost] []"});
    row("REQ-36 broken: no extensions", named, {client(helloWith({}))},
        {"REQ-36 client 0 tls.handshake 40+376 [localhost] []"});
    row("REQ-36 broken: no TLS", unknown, {client(request())},
        {"REQ-36 client 0 bytes.unknown 0+8 [16 03] [47]"});
    row("REQ-36 kept: a name", named, {client(helloWith(nameA))});
    row("REQ-36 kept: an address has no name", address, {client(helloWith(other))});
    row("REQ-36 kept: an IPv6 address", address6, {client(helloWith(other))});
    row("REQ-36 kept: nobody knows the host", unknown, {client(helloWith(other))});
    row("REQ-36 kept: the server says no name", named, {client(helloWith(nameA)), server(tls13()[1].bytes)});
}

QTEST_GUILESS_MAIN(TestTlsRecord)
#include "tst_tlsrecord.moc"
