// SPDX-License-Identifier: GPL-3.0-or-later
#include "rulebench.h"

#include "core/engine/engine.h"

using namespace core;
using namespace rulebench;
using fixtures::at;
using fixtures::client;
using fixtures::fin;
using fixtures::hex;
using fixtures::rst;
using fixtures::server;

/// CLS: RFC 6455 §5.5.1, §7.
class TestCloseRules : public QObject
{
    Q_OBJECT

private slots:
    void bodies_data();
    void bodies() { check(); }
    void codes_data();
    void codes() { check(); }
    void afterwards_data();
    void afterwards() { check(); }
    void ends_data();
    void ends() { check(); }
    void onlyWhatArrivedIsAnswered();
    void closeThatDidNotArriveEndsNothing();
    void engineIsDeafAfterItFailed();
};

namespace {

const char *const clientClose = "88 82 37 fa 21 3d 34 12"; // 1000
const char *const serverClose = "88 02 03 e8";

} // namespace

void TestCloseRules::bodies_data()
{
    columns();
    row("CLS-01 broken: one byte", {server(hex("88 01 03"))},
        {"CLS-01 server 0 ws.frame.payload 16+8 [0, >= 2] [1]"});
    row("CLS-01 broken: one byte, masked", {client(hex("88 81 37 fa 21 3d 34"))},
        {"CLS-01 client 0 ws.frame.payload 48+8 [0, >= 2] [1]"});
    row("CLS-01 kept: none", {server(hex("88 00"))});
    row("CLS-01 kept: two", {server(hex("88 02 03 e8"))});
    row("CLS-11 broken: ff", {server(hex("88 04 03 e8 61 ff"))},
        {"CLS-11 server 0 ws.frame.close.reason 40+8 [] [ff]"});
    row("CLS-11 broken: a character is cut off", {server(hex("88 04 03 e8 ec 95"))},
        {"CLS-11 server 0 ws.frame.close.reason 40+8 [] [ec 95]"});
    row("CLS-11 broken: a surrogate, masked", {client(hex("88 85 01 02 03 04 02 ea ee a4 81"))},
        {"CLS-11 client 0 ws.frame.close.reason 72+8 [] [ed a0]"});
    row("CLS-11 broken: with a wrong code", {server(hex("88 03 03 ed 80"))},
        {"CLS-03 server 0 ws.frame.close.code 16+16 [] [1005]",
         "CLS-11 server 0 ws.frame.close.reason 32+8 [] [80]"});
    row("CLS-11 kept: Korean", {server(hex("88 05 03 e8 eb 81 9d"))});
    row("CLS-11 kept: no reason", {server(hex("88 02 03 e8"))});
    row("CLS-12 broken: 124 bytes", {server(hex("88 7e 00 7e 03 e8") + QByteArray(124, 'a'))},
        {"CLS-12 server 0 ws.frame.length16 16+16 [<= 123] [124]"});
    row("CLS-12 broken: 65534 bytes",
        {server(hex("88 7f 00 00 00 00 00 01 00 00 03 e8") + QByteArray(65534, 'a'))},
        {"CLS-12 server 0 ws.frame.length64 16+64 [<= 123] [65534]"});
    row("CLS-12 broken: the limit cuts a character",
        {server(hex("88 7e 00 7f 03 e8") + QByteArray(122, 'a') + hex("ec 95 88"))},
        {"CLS-12 server 0 ws.frame.length16 16+16 [<= 123] [125]"});
    row("CLS-12 broken: wrong before the limit too",
        {server(hex("88 7e 00 7e 03 e8 ff") + QByteArray(123, 'a'))},
        {"CLS-12 server 0 ws.frame.length16 16+16 [<= 123] [124]",
         "CLS-11 server 0 ws.frame.close.reason 48+8 [] [ff]"});
    row("CLS-12 kept: 123 bytes", {server(hex("88 7d 03 e8") + QByteArray(123, 'a'))});
    row("CLS-12 kept: 123 bytes of a client",
        {client(hex("88 fd 00 00 00 00 03 e8") + QByteArray(123, 'a'))});
}

void TestCloseRules::codes_data()
{
    columns();
    const auto broken = [](const char *name, const char *rule, quint16 code, Direction who) {
        const QByteArray two = QByteArray(1, static_cast<char>(code >> 8)) + static_cast<char>(code);
        const bool fromClient = who == Direction::Client;
        QList<QByteArray> found;
        if (*rule != '\0')
            found.append(QByteArray(rule) + (fromClient ? " client" : " server") + " 0 ws.frame.close.code " +
                         (fromClient ? "48" : "16") + "+16 [] [" + QByteArray::number(code) + "]");
        row(name, {fromClient ? client(hex("88 82 00 00 00 00") + two) : server(hex("88 02") + two)}, found);
    };
    const auto kept = [&broken](const char *name, quint16 code, Direction who) {
        broken(name, "", code, who);
    };
    const auto c = Direction::Client;
    const auto s = Direction::Server;
    broken("CLS-02 broken: 1004", "CLS-02", 1004, s);
    kept("CLS-02 kept: 1003", 1003, s);
    broken("CLS-03 broken: 1005", "CLS-03", 1005, c);
    kept("CLS-03 kept: 1007", 1007, c);
    broken("CLS-04 broken: 1006", "CLS-04", 1006, s);
    kept("CLS-04 kept: 1008", 1008, s);
    broken("CLS-05 broken: 1015", "CLS-05", 1015, s);
    kept("CLS-05 kept: 1014", 1014, s);
    broken("CLS-06 broken: 0", "CLS-06", 0, s);
    broken("CLS-06 broken: 1", "CLS-06", 1, c);
    broken("CLS-06 broken: 999", "CLS-06", 999, s);
    kept("CLS-06 kept: 1000", 1000, s);
    broken("CLS-07 broken: 1016", "CLS-07", 1016, s);
    broken("CLS-07 broken: 1100", "CLS-07", 1100, c);
    broken("CLS-07 broken: 2999", "CLS-07", 2999, c);
    kept("CLS-07 kept: 3000", 3000, c);
    broken("CLS-08 broken: 5000", "CLS-08", 5000, s);
    broken("CLS-08 broken: 65535", "CLS-08", 65535, s);
    kept("CLS-08 kept: 4999", 4999, s);
    kept("CLS-09 kept: 1012", 1012, s);
    kept("CLS-09 kept: 1013", 1013, s);
    kept("CLS-09 kept: 1014", 1014, s);
    kept("CLS-09 kept: 1012 of a client", 1012, c);
    kept("CLS-10 kept: 3000", 3000, s);
    kept("CLS-10 kept: 3999", 3999, c);
    kept("CLS-10 kept: 4000", 4000, c);
    kept("CLS-10 kept: 4999", 4999, s);
    broken("CLS-13 broken: 1010 of a server", "CLS-13", 1010, s);
    kept("CLS-13 kept: 1010 of a client", 1010, c);
    broken("CLS-14 broken: 1011 of a client", "CLS-14", 1011, c);
    kept("CLS-14 kept: 1011 of a server", 1011, s);
    kept("CLS-06 kept: 1001", 1001, c);
    kept("CLS-06 kept: 1002", 1002, c);
    kept("CLS-06 kept: 1009", 1009, s);
}

void TestCloseRules::afterwards_data()
{
    columns();
    row("CLS-15 broken: text", {server(hex("88 00 81 02 68 69"))},
        {"CLS-15 server 1 ws.frame.opcode 4+4 [8] [1]"});
    row("CLS-15 broken: each frame", {client(hex("88 80 01 02 03 04 82 80 01 02 03 04 02 80 01 02 03 04"))},
        {"CLS-15 client 1 ws.frame.opcode 4+4 [8] [2]", "CLS-15 client 2 ws.frame.opcode 4+4 [8] [2]"});
    row("CLS-15 broken: the rest of an open message", {server(hex("01 01 61 88 00 80 01 62"))},
        {"MSG-06 server 0 ws.frame.fin 0+1 [1] [0]", "CLS-15 server 2 ws.frame.opcode 4+4 [8] [0]"});
    row("CLS-15 broken: another message instead of the rest",
        {server(hex("01 01 61 88 00 81 01 62 80 01 63"))},
        {"MSG-06 server 0 ws.frame.fin 0+1 [1] [0]", "CLS-15 server 2 ws.frame.opcode 4+4 [8] [1]",
         "CLS-15 server 3 ws.frame.opcode 4+4 [8] [0]"});
    row("CLS-15 broken: a header that is wrong itself", {server(hex("88 00 a1 00"))},
        {"FRM-04 server 1 ws.frame.rsv2 2+1 [0] [1]", "CLS-15 server 1 ws.frame.opcode 4+4 [8] [1]"});
    row("CLS-15 kept: a Ping and a Pong", {server(hex("88 00 89 00 8a 00"))});
    row("CLS-15 kept: the other side has not closed",
        {server(hex("88 00")), client(hex("81 80 01 02 03 04 88 80 01 02 03 04"))});
    row("CLS-16 broken: a second", {server(hex("88 02 03 e8 88 02 03 e8"))},
        {"CLS-16 server 1 ws.frame.opcode 4+4 [1] [2]"});
    row("CLS-16 broken: a third, whose code is not looked at", {server(hex("88 00 88 01 03 88 02 03 ed"))},
        {"CLS-16 server 1 ws.frame.opcode 4+4 [1] [2]", "CLS-16 server 2 ws.frame.opcode 4+4 [1] [3]"});
    row("CLS-16 kept: one of each side", {server(hex(serverClose)), client(hex(clientClose))});
}

void TestCloseRules::ends_data()
{
    columns();
    const auto c = Direction::Client;
    const auto s = Direction::Server;
    const fixtures::Script both = {client(hex(clientClose)), server(hex(serverClose))};
    row("CLS-17 broken: FIN", {server(hex("88 02 03 e9")), fin(c), fin(s)},
        {"CLS-17 client 0 ws.frame.close.code 16+16 [1001] [FIN]"});
    row("CLS-17 broken: RST", {client(hex("88 82 00 00 00 00 03 e8")), rst(s)},
        {"CLS-17 server 0 ws.frame.close.code 48+16 [1000] [RST]"});
    row("CLS-17 broken: a Close without a code", {server(hex("88 00")), fin(c)},
        {"CLS-17 client 0 ws.frame 0+16 [] [FIN]"});
    row("CLS-17 broken: a Close of one byte", {server(hex("88 01 03")), fin(c)},
        {"CLS-01 server 0 ws.frame.payload 16+8 [0, >= 2] [1]",
         "CLS-17 client 0 ws.frame.payload 16+8 [] [FIN]"});
    row("CLS-17 broken: after the other's FIN", {server(hex(serverClose)), fin(s), fin(c)},
        {"CLS-17 client 0 ws.frame.close.code 16+16 [1000] [FIN]"});
    row("CLS-17 kept: answered", both + fixtures::Script{fin(s), fin(c)});
    row("CLS-17 kept: with a code of its own",
        {server(hex(serverClose)), client(hex("88 82 00 00 00 00 03 e9")), fin(s), fin(c)});
    row("CLS-17 kept: the recording ends before", {server(hex(serverClose))});
    row("CLS-17 kept: the wire cut", {server(hex(serverClose)), fixtures::cut()});
    row("CLS-17 kept: both at once",
        {client(hex(clientClose)), fin(c), server(hex(serverClose)), fin(s), rst(c)});
    row("CLS-18 broken: a second and a half later", both + fixtures::Script{at(1500, fin(s)), fin(c)},
        {"CLS-18 server - [FIN] [1499 ms]"});
    row("CLS-18 broken: the client had to", both + fixtures::Script{at(3000, fin(c)), fin(s)},
        {"CLS-18 server - [FIN] [2999 ms]"});
    row("CLS-18 broken: by a reset", both + fixtures::Script{at(3000, rst(c))},
        {"CLS-18 server - [FIN] [2999 ms]"});
    row("CLS-18 broken: it answered late and ended later",
        {client(hex(clientClose)), at(4000, client(hex("8a 80 01 02 03 04"))), server(hex(serverClose)),
         at(6000, fin(s)), fin(c)},
        {"CLS-18 server - [FIN] [1999 ms]"});
    row("CLS-18 kept: at once", both + fixtures::Script{fin(s), fin(c)});
    row("CLS-18 kept: in less than a second", both + fixtures::Script{at(900, fin(s)), fin(c)});
    row("CLS-18 kept: the client first, at once", both + fixtures::Script{fin(c), at(5000, fin(s))});
    row("CLS-18 kept: late to answer, then at once",
        {client(hex(clientClose)), at(4000, server(hex(serverClose))), fin(s), fin(c)});
    row("CLS-18 kept: the client ended before the answer",
        {client(hex(clientClose)), fin(c), at(900, server(hex(serverClose))), fin(s)});
    row("CLS-18 kept: the wire cut", both + fixtures::Script{fixtures::cut()});
    row("CLS-18 kept: the recording ends", both);
    row("CLS-22 broken: a reserved bit", {client(hex("a1 80 01 02 03 04")), fin(s), fin(c)},
        {"FRM-04 client 0 ws.frame.rsv2 2+1 [0] [1]", "CLS-22 server - [1002] [FIN]"});
    row("CLS-22 broken: not UTF-8, RST", {client(hex("81 81 00 00 00 00 ff")), rst(s)},
        {"TXT-05 client 0 ws.frame.payload 48+8 [] [ff]", "CLS-22 server - [1007] [RST]"});
    row("CLS-22 broken: by a client", {server(hex("80 00")), fin(c), fin(s)},
        {"MSG-01 server 0 ws.frame.opcode 4+4 [1-2] [0]", "CLS-22 client - [1002] [FIN]"});
    row("CLS-22 broken: the first fault counts", {server(hex("81 01 ff 80 00")), fin(c), fin(s)},
        {"TXT-05 server 0 ws.frame.payload 16+8 [] [ff]", "MSG-01 server 1 ws.frame.opcode 4+4 [1-2] [0]",
         "CLS-22 client - [1007] [FIN]"});
    row("CLS-22 kept: a Close came",
        {client(hex("a1 80 01 02 03 04")), server(hex("88 02 03 ea")), fin(s), fin(c)},
        {"FRM-04 client 0 ws.frame.rsv2 2+1 [0] [1]",
         "CLS-17 client 1 ws.frame.close.code 16+16 [1002] [FIN]"});
    row("CLS-22 kept: nobody broke a rule", {client(hex("81 80 01 02 03 04")), fin(s), fin(c)});
    row("CLS-22 kept: its own fault", {server(hex("a1 00")), fin(s), fin(c)},
        {"FRM-04 server 0 ws.frame.rsv2 2+1 [0] [1]"});
    row("CLS-22 kept: the other side went first", {client(hex("a1 80 01 02 03 04")), fin(c), fin(s)},
        {"FRM-04 client 0 ws.frame.rsv2 2+1 [0] [1]"});
    row("CLS-22 kept: a hint is no reason to fail",
        {client(hex("88 82 00 00 00 00 03 f3")), server(hex("88 00")), fin(s), fin(c)},
        {"CLS-14 client 0 ws.frame.close.code 48+16 [] [1011]"});
    row("CLS-22 kept: cut inside a frame", {client(hex("81 85 01 02 03 04 61")), fin(c), fin(s)},
        {"FRM-16 client 0 ws.frame 0+56 [11] [7]"});
}

void TestCloseRules::onlyWhatArrivedIsAnswered() // CLS-17, CLS-22
{
    // `passed` bytes of what the server sent reach the client before it ends TCP.
    const auto found = [](const char *sent, quint32 passed) {
        Recording recording;
        ConnectionInfo info;
        info.handshake = false;
        info.keysFixed = true;
        recording.addConnection(info);
        Entry entry;
        entry.direction = Direction::Server;
        const QByteArray bytes = hex(sent);
        entry.length = static_cast<quint32>(bytes.size());
        bool taken = recording.append({entry, bytes});
        entry.leg = Leg::Delivered;
        entry.sentOffset = 0;
        entry.length = passed;
        taken = taken && recording.append({entry, {}});
        Entry end;
        end.kind = EntryKind::Fin;
        taken = taken && recording.append({end, {}});
        if (!taken)
            return QStringList{QStringLiteral("not taken")};
        Conversation conversation(recording, 1);
        conversation.finish();
        return linesOf(conversation.findings());
    };
    QCOMPARE(found("88 02 03 e8", 3), QStringList());
    QCOMPARE(found("88 02 03 e8", 4), list({"CLS-17 client 0 ws.frame.close.code 16+16 [1000] [FIN]"}));
    QCOMPARE(found("80 00", 1), list({"MSG-01 server 0 ws.frame.opcode 4+4 [1-2] [0]"}));
    QCOMPARE(found("80 00", 2),
             list({"MSG-01 server 0 ws.frame.opcode 4+4 [1-2] [0]", "CLS-22 client - [1002] [FIN]"}));
}

void TestCloseRules::closeThatDidNotArriveEndsNothing() // CLS-18
{
    // The wire keeps the client's Close back for two seconds: `passed` bytes of it reach the server before.
    const auto found = [](quint32 passed) {
        Recording recording;
        ConnectionInfo info;
        info.handshake = false;
        info.keysFixed = true;
        recording.addConnection(info);
        const QByteArray fromClient = hex(clientClose);
        const QByteArray fromServer = hex(serverClose);
        Entry close;
        close.length = static_cast<quint32>(fromClient.size());
        bool taken = recording.append({close, fromClient});
        close.leg = Leg::Delivered;
        close.sentOffset = 0;
        close.length = passed;
        taken = taken && recording.append({close, {}});
        Entry answer;
        answer.direction = Direction::Server;
        answer.length = static_cast<quint32>(fromServer.size());
        taken = taken && recording.append({answer, fromServer});
        Entry end;
        end.timeNs = 2'000'000'000;
        end.kind = EntryKind::Fin;
        end.direction = Direction::Server;
        taken = taken && recording.append({end, {}});
        if (!taken)
            return QStringList{QStringLiteral("not taken")};
        Conversation conversation(recording, 1);
        conversation.finish();
        return linesOf(conversation.findings());
    };
    QCOMPARE(found(7), QStringList());
    QCOMPARE(found(8), list({"CLS-18 server - [FIN] [2000 ms]"}));
}

void TestCloseRules::engineIsDeafAfterItFailed() // "CLS-21 kept: a policy of our own, never a finding"
{
    const auto answer = [](const char *wire, qsizetype size) {
        Engine engine{ServerPolicy(), Randomness()};
        engine.start(0);
        const QByteArray head = fixtures::request();
        engine.receive(spanOf(head), 0);
        engine.takeOutput();
        engine.takeEvents();
        const QByteArray bytes = hex(wire);
        for (qsizetype at = 0; at < bytes.size(); at += size) {
            const QByteArray piece = bytes.mid(at, size);
            engine.receive(spanOf(piece), 0);
            while (!engine.takeEvents().empty() || engine.hasWaiting())
                engine.resume(0);
        }
        return engine.takeOutput().toHex(' ');
    };
    // A Ping, and once more after a reserved bit.
    for (const qsizetype size : {1, 3, 100}) {
        QCOMPARE(answer("89 80 00 00 00 00", size), QByteArray("8a 00"));
        QCOMPARE(answer("89 80 00 00 00 00 a1 80 00 00 00 00 89 80 00 00 00 00", size),
                 QByteArray("8a 00 88 02 03 ea"));
        QCOMPARE(answer("81 81 00 00 00 00 ff 81 81 00 00 00 00 61", size), QByteArray("88 02 03 ef"));
    }
}

QTEST_GUILESS_MAIN(TestCloseRules)
#include "tst_closerules.moc"
