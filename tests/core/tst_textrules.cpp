// SPDX-License-Identifier: GPL-3.0-or-later
#include "rulebench.h"

using namespace core;
using namespace rulebench;
using fixtures::client;
using fixtures::fin;
using fixtures::hex;
using fixtures::server;

/// TXT: RFC 6455 §5.6, §8.1; RFC 3629.
class TestTextRules : public QObject
{
    Q_OBJECT

private slots:
    void faults_data();
    void faults() { check(); }
    void legal_data();
    void legal() { check(); }
    void echoes_data();
    void echoes() { check(); }
    void compressed_data();
    void compressed() { check(); }
    void contentUpToTheFault();
};

namespace {

const Setup opened{true, true, {}};

fixtures::Script agreed()
{
    return {client(fixtures::requestWith("Sec-WebSocket-Extensions: permessage-deflate\r\n")),
            server(fixtures::responseWith("Sec-WebSocket-Extensions: permessage-deflate\r\n"))};
}

} // namespace

void TestTextRules::faults_data()
{
    columns();
    row("TXT-01 broken: a lone continuation byte", {server(hex("81 01 80"))},
        {"TXT-01 server 0 ws.frame.payload 16+8 [] [80]"});
    row("TXT-01 broken: between letters", {server(hex("81 03 61 bf 62"))},
        {"TXT-01 server 0 ws.frame.payload 24+8 [] [bf]"});
    row("TXT-01 broken: a character breaks off", {server(hex("81 03 ec 95 41"))},
        {"TXT-01 server 0 ws.frame.payload 32+8 [] [ec 95 41]"});
    row("TXT-01 broken: another begins", {server(hex("81 05 f0 9f 98 ec 95"))},
        {"TXT-01 server 0 ws.frame.payload 40+8 [] [f0 9f 98 ec]"});
    row("TXT-01 broken: masked", {client(hex("81 83 37 fa 21 3d db 6f 60"))},
        {"TXT-01 client 0 ws.frame.payload 64+8 [] [ec 95 41]"});
    row("TXT-01 broken: behind 16 bits of length",
        {server(hex("81 7e 00 c8") + QByteArray(199, 'a') + hex("80"))},
        {"TXT-01 server 0 ws.frame.payload 1624+8 [] [80]"});
    row("TXT-01 broken: over the border of two frames", {server(hex("01 02 ec 95 80 02 61 62"))},
        {"TXT-01 server 1 ws.frame.payload 16+8 [] [ec 95 61]"});
    row("TXT-01 broken: each message", {server(hex("81 01 80 81 02 61 80"))},
        {"TXT-01 server 0 ws.frame.payload 16+8 [] [80]", "TXT-01 server 1 ws.frame.payload 24+8 [] [80]"});
    row("TXT-01 kept: a continuation byte where it belongs", {server(hex("81 02 c2 80"))});
    row("TXT-01 kept: binary", {server(hex("82 01 80"))});
    row("TXT-01 kept: binary in fragments", {server(hex("02 01 80 80 01 ec"))});
    row("TXT-01 kept: a Ping and a Pong", {server(hex("89 01 80")), client(hex("8a 81 00 00 00 00 80"))});
    row("TXT-03 broken: the first surrogate", {server(hex("81 03 ed a0 80"))},
        {"TXT-03 server 0 ws.frame.payload 24+8 [] [ed a0]"});
    row("TXT-03 broken: the last one", {server(hex("81 03 ed bf bf"))},
        {"TXT-03 server 0 ws.frame.payload 24+8 [] [ed bf]"});
    row("TXT-03 broken: a pair, said once", {server(hex("81 06 ed a0 bd ed b8 80"))},
        {"TXT-03 server 0 ws.frame.payload 24+8 [] [ed a0]"});
    row("TXT-03 broken: over the border of two frames", {server(hex("01 02 61 ed 80 02 a0 80"))},
        {"TXT-03 server 1 ws.frame.payload 16+8 [] [ed a0]"});
    row("TXT-03 kept: U+D7FF and U+E000", {server(hex("81 06 ed 9f bf ee 80 80"))});
    row("TXT-04 broken: two bytes", {server(hex("81 02 c0 af"))},
        {"TXT-04 server 0 ws.frame.payload 16+8 [] [c0]"});
    row("TXT-04 broken: c1", {server(hex("81 02 c1 bf"))}, {"TXT-04 server 0 ws.frame.payload 16+8 [] [c1]"});
    row("TXT-04 broken: three bytes", {server(hex("81 03 e0 80 af"))},
        {"TXT-04 server 0 ws.frame.payload 24+8 [] [e0 80]"});
    row("TXT-04 broken: the largest in three", {server(hex("81 03 e0 9f bf"))},
        {"TXT-04 server 0 ws.frame.payload 24+8 [] [e0 9f]"});
    row("TXT-04 broken: four bytes", {server(hex("81 04 f0 8f bf bf"))},
        {"TXT-04 server 0 ws.frame.payload 24+8 [] [f0 8f]"});
    row("TXT-04 kept: the smallest ones", {server(hex("81 09 c2 80 e0 a0 80 f0 90 80 80"))});
    row("TXT-05 broken: U+110000", {server(hex("81 04 f4 90 80 80"))},
        {"TXT-05 server 0 ws.frame.payload 24+8 [] [f4 90]"});
    row("TXT-05 broken: f5", {server(hex("81 04 f5 80 80 80"))},
        {"TXT-05 server 0 ws.frame.payload 16+8 [] [f5]"});
    row("TXT-05 broken: five bytes", {server(hex("81 05 f8 88 80 80 80"))},
        {"TXT-05 server 0 ws.frame.payload 16+8 [] [f8]"});
    row("TXT-05 broken: six bytes", {server(hex("81 06 fc 84 80 80 80 80"))},
        {"TXT-05 server 0 ws.frame.payload 16+8 [] [fc]"});
    row("TXT-05 broken: fe", {server(hex("81 02 61 fe"))}, {"TXT-05 server 0 ws.frame.payload 24+8 [] [fe]"});
    row("TXT-05 broken: ff", {server(hex("81 02 61 ff"))}, {"TXT-05 server 0 ws.frame.payload 24+8 [] [ff]"});
    row("TXT-05 kept: U+10FFFF", {server(hex("81 04 f4 8f bf bf"))});
    row("TXT-06 broken: one byte of two", {server(hex("81 02 61 c3"))},
        {"TXT-06 server 0 ws.frame.payload 24+8 [] [c3]"});
    row("TXT-06 broken: two bytes of three", {server(hex("81 02 ec 95"))},
        {"TXT-06 server 0 ws.frame.payload 24+8 [] [ec 95]"});
    row("TXT-06 broken: three bytes of four", {client(hex("81 83 00 00 00 00 f0 9f 98"))},
        {"TXT-06 client 0 ws.frame.payload 64+8 [] [f0 9f 98]"});
    row("TXT-06 broken: from two frames", {server(hex("01 01 ec 80 01 95"))},
        {"TXT-06 server 1 ws.frame.payload 16+8 [] [ec 95]"});
    row("TXT-06 broken: the last fragment is empty", {server(hex("01 02 ec 95 80 00"))},
        {"TXT-06 server 1 ws.frame 0+16 [] [ec 95]"});
    row("TXT-06 kept: at the end of a fragment", {server(hex("01 02 ec 95 80 01 88"))});
    row("TXT-06 kept: the frame is cut", {server(hex("81 03 ec 95")), fin(Direction::Server)},
        {"FRM-16 server 0 ws.frame 0+32 [5] [4]"});
    row("TXT-06 kept: the message is never finished", {server(hex("01 02 ec 95")), fin(Direction::Server)},
        {"MSG-06 server - [1] [0]"});
}

void TestTextRules::legal_data()
{
    columns();
    row("TXT-02 kept: after the first byte", {server(hex("01 01 ec 80 02 95 88"))});
    row("TXT-02 kept: after the second", {server(hex("01 02 ec 95 80 01 88"))});
    row("TXT-02 kept: each byte its own frame", {server(hex("01 01 f0 00 01 9f 00 01 98 80 01 80"))});
    row("TXT-02 kept: with empty frames between",
        {server(hex("01 01 f0 00 00 00 02 9f 98 00 00 00 01 80 80 00"))});
    row("TXT-02 kept: each frame has its own key",
        {client(hex("01 82 37 fa 21 3d db 6f  80 81 01 02 03 04 89"))});
    row("TXT-08 kept: U+FFFE and U+FFFF", {server(hex("81 06 ef bf be ef bf bf"))});
    row("TXT-08 kept: U+1FFFE and U+10FFFF", {server(hex("81 08 f0 9f bf be f4 8f bf bf"))});
    row("TXT-08 kept: U+FDD0", {server(hex("81 03 ef b7 90"))});
    row("TXT-08 kept: NUL and DEL", {server(hex("81 02 00 7f"))});
    row("TXT-07 kept: said before the frame is whole", {server(hex("81 7e 01 00 61 ff 61"))},
        {"TXT-05 server 0 ws.frame.payload 40+8 [] [ff]", "FRM-16 server 0 ws.frame 0+56 [260] [7]"});
    row("TXT-07 kept: said before FIN", {server(hex("01 02 61 ff"))},
        {"TXT-05 server 0 ws.frame.payload 24+8 [] [ff]"});
    row("TXT-07 kept: at the first impossible byte, not at the end of the character",
        {server(hex("01 02 ed a0"))}, {"TXT-03 server 0 ws.frame.payload 24+8 [] [ed a0]"});
}

void TestTextRules::echoes_data() // what follows from an error is not said
{
    columns();
    row("echo: a fault in fragment 1 of 5", {server(hex("01 01 ff 00 01 ff 00 02 ed a0 00 01 80 80 01 ec"))},
        {"TXT-05 server 0 ws.frame.payload 16+8 [] [ff]"});
    row("echo: RSV1 without agreement: the content is not known",
        {server(hex("c1 02 ff ff 41 01 ff 80 01 ec"))},
        {"FRM-03 server 0 ws.frame.rsv1 1+1 [0] [1]", "FRM-03 server 1 ws.frame.rsv1 1+1 [0] [1]"});
    row("echo: RSV1 on a continuation: the message began without", {server(hex("01 01 61 c0 01 ff"))},
        {"FRM-03 server 1 ws.frame.rsv1 1+1 [0] [1]", "TXT-05 server 1 ws.frame.payload 16+8 [] [ff]"});
    row("echo: a stray continuation is no text", {server(hex("80 02 ff ff 00 01 80 81 01 61"))},
        {"MSG-01 server 0 ws.frame.opcode 4+4 [1-2] [0]", "MSG-01 server 1 ws.frame.opcode 4+4 [1-2] [0]"});
    row("echo: reserved opcodes are no text", {server(hex("01 01 61 83 01 ff 80 01 62"))},
        {"FRM-06 server 1 ws.frame.opcode 4+4 [0-2] [3]"});
    row("echo: after the Close", {server(hex("88 00 81 01 ff 01 01 ff 80 01 ff 80 01 ff"))},
        {"CLS-15 server 1 ws.frame.opcode 4+4 [8] [1]", "CLS-15 server 2 ws.frame.opcode 4+4 [8] [1]",
         "CLS-15 server 3 ws.frame.opcode 4+4 [8] [0]", "CLS-15 server 4 ws.frame.opcode 4+4 [8] [0]"});
    row("echo: masked by the server and wrong are two faults", {server(hex("81 81 01 02 03 04 fe"))},
        {"FRM-02 server 0 ws.frame.mask 8+1 [0] [1]", "TXT-05 server 0 ws.frame.payload 48+8 [] [ff]"});
    row("echo: unmasked by the client and wrong are two faults", {client(hex("81 01 ff"))},
        {"FRM-01 client 0 ws.frame.mask 8+1 [1] [0]", "TXT-05 client 0 ws.frame.payload 16+8 [] [ff]"});
    row("echo: another message breaks in, which begins anew", {server(hex("01 01 ec 81 02 c3 a9 81 01 61"))},
        {"MSG-02 server 1 ws.frame.opcode 4+4 [0] [1]"});
    row("echo: another message breaks in and is wrong itself", {server(hex("01 01 ff 01 01 61 80 01 ff"))},
        {"TXT-05 server 0 ws.frame.payload 16+8 [] [ff]", "MSG-02 server 1 ws.frame.opcode 4+4 [0] [1]",
         "TXT-05 server 2 ws.frame.payload 16+8 [] [ff]"});
    Setup low;
    low.limits.message = 4;
    low.limits.fragments = 2;
    row("echo: a frame over the limit is not read", low,
        {server(hex("81 05 ff ff ff ff ff 01 01 61 80 05 ff ff ff ff ff"))},
        {"FRM-11 server 0 ws.frame.length 9+7 [<= 4] [5]", "FRM-11 server 2 ws.frame.length 9+7 [<= 4] [5]"});
    row("echo: a character that the limit cuts", low, {server(hex("01 03 61 61 61 80 03 ec 95 88"))},
        {"MSG-07 server 1 ws.frame.payload 16+24 [<= 4] [> 4]"});
    row("echo: too many fragments", low, {server(hex("01 00 00 00 00 00 00 01 ff 80 01 ff"))},
        {"MSG-08 server 2 ws.frame.opcode 4+4 [<= 2] [> 2]"});
    row("echo: too many fragments after the Close", low, {server(hex("01 00 00 00 88 00 00 00 80 01 ff"))},
        {"MSG-06 server 1 ws.frame.fin 0+1 [1] [0]", "CLS-15 server 3 ws.frame.opcode 4+4 [8] [0]",
         "CLS-15 server 4 ws.frame.opcode 4+4 [8] [0]"});
}

void TestTextRules::compressed_data()
{
    columns();
    const auto sent = [](const char *wire) { return agreed() + fixtures::Script{server(hex(wire))}; };
    row("TXT-09 broken: ff, stored", opened, sent("c1 07 00 01 00 fe ff ff 00"),
        {"TXT-09 server 2 ws.frame.payload 16+56 [] [ff]"});
    row("TXT-09 broken: a surrogate", opened, sent("c1 09 00 03 00 fc ff ed a0 80 00"),
        {"TXT-09 server 2 ws.frame.payload 16+72 [] [ed a0]"});
    row("TXT-09 broken: a character is cut off", opened, sent("c1 08 00 02 00 fd ff ec 95 00"),
        {"TXT-09 server 2 ws.frame.payload 16+64 [] [ec 95]"});
    row("TXT-09 broken: in the second fragment", opened,
        sent("41 06 00 01 00 fe ff 61 80 07 00 01 00 fe ff ff 00"),
        {"TXT-09 server 3 ws.frame.payload 16+56 [] [ff]"});
    row("TXT-09 broken: the last fragment is empty", opened, sent("41 08 00 02 00 fd ff ec 95 00 80 00"),
        {"TXT-09 server 3 ws.frame 0+16 [] [ec 95]"});
    row("TXT-09 broken: once in a message", opened,
        sent("41 06 00 01 00 fe ff ff 00 06 00 01 00 fe ff ff 80 01 00"),
        {"TXT-09 server 2 ws.frame.payload 16+48 [] [ff]"});
    row("TXT-09 broken: the next message can be read", opened,
        sent("c1 07 00 01 00 fe ff ff 00 c1 07 f2 48 cd c9 c9 07 00 c1 07 00 01 00 fe ff ff 00"),
        {"TXT-09 server 2 ws.frame.payload 16+56 [] [ff]", "TXT-09 server 4 ws.frame.payload 16+56 [] [ff]"});
    row("TXT-09 kept: Hello, whose compressed bytes are no text", opened, sent("c1 07 f2 48 cd c9 c9 07 00"));
    row("TXT-09 kept: a character in two fragments", opened,
        sent("41 06 00 01 00 fe ff ec 80 08 00 02 00 fd ff 95 88 00"));
    row("TXT-09 kept: binary", opened, sent("c2 07 00 01 00 fe ff ff 00"));
    row("TXT-09 kept: an uncompressed message is TXT-05's", opened, sent("81 01 ff"),
        {"TXT-05 server 2 ws.frame.payload 16+8 [] [ff]"});
    row("TXT-02 kept: inflated in two fragments", opened,
        sent("41 06 00 01 00 fe ff ec 00 00 80 08 00 02 00 fd ff 95 88 00"));
}

void TestTextRules::contentUpToTheFault() // what a receiver is given, in any pieces
{
    const auto content = [](const QByteArray &wire, std::size_t size, quint64 limit) {
        std::vector<Finding> findings;
        Limits limits;
        limits.message = limit;
        DirectionJudge judge({.sender = Direction::Server, .limits = limits}, findings);
        QByteArray out;
        judge.setContent([&out](ByteSpan piece) { out += toByteArray(piece); });
        for (ByteSpan left = spanOf(wire); !left.empty();) {
            const FrameHeader header = *readFrameHeader(left);
            judge.begin(0, header);
            ByteSpan payload = left.subspan(header.size, static_cast<std::size_t>(header.payloadLength));
            left = left.subspan(header.size + payload.size());
            for (; !payload.empty(); payload = payload.subspan(std::min(size, payload.size())))
                judge.payload(payload.first(std::min(size, payload.size())));
            judge.end();
        }
        return out;
    };
    for (const std::size_t size : {std::size_t(1), std::size_t(2), std::size_t(3), std::size_t(100)}) {
        QCOMPARE(content(hex("81 05 61 62 ff 63 64 81 01 65"), size, 100), QByteArray("abe"));
        QCOMPARE(content(hex("01 02 61 62 80 03 63 64 65"), size, 4), QByteArray("abcd"));
        QCOMPARE(content(hex("02 02 61 ff 80 03 63 64 65"), size, 4), QByteArray("a\xff"
                                                                                 "cd"));
        QCOMPARE(content(hex("01 02 61 62 00 01 ff 80 01 63 82 01 66"), size, 100), QByteArray("abf"));
    }
}

QTEST_GUILESS_MAIN(TestTextRules)
#include "tst_textrules.moc"
