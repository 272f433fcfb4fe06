// SPDX-License-Identifier: GPL-3.0-or-later
#include "rulebench.h"

#include <map>

using namespace core;
using namespace rulebench;
using fixtures::at;
using fixtures::client;
using fixtures::fin;
using fixtures::hex;
using fixtures::server;

/// FRM and MSG: RFC 6455 §5.
class TestFrameRules : public QObject
{
    Q_OBJECT

private slots:
    void headers_data();
    void headers() { check(); }
    void lengths_data();
    void lengths() { check(); }
    void keys_data();
    void keys() { check(); }
    void messages_data();
    void messages() { check(); }
    void limits_data();
    void limits() { check(); }
    void pings_data();
    void pings() { check(); }
    void onlyWhatArrivedIsOwed();
    void typesThatAreNotTaken();
    void plainHeaders();
    void wholeFrames();
    void rulesAreNamedOnlySoOften();
};

namespace {

const char *const clientHi = "81 82 37 fa 21 3d 5f 93";
const char *const serverHi = "81 02 68 69";

QByteArray bytes(qsizetype count) { return QByteArray(count, 'x'); }

} // namespace

void TestFrameRules::headers_data()
{
    columns();
    row("FRM-01 broken: unmasked text", {client(hex(serverHi))},
        {"FRM-01 client 0 ws.frame.mask 8+1 [1] [0]"});
    row("FRM-01 broken: unmasked Ping", {client(hex("89 00"))},
        {"FRM-01 client 0 ws.frame.mask 8+1 [1] [0]"});
    row("FRM-01 broken: unmasked Close", {client(hex("88 02 03 e8"))},
        {"FRM-01 client 0 ws.frame.mask 8+1 [1] [0]"});
    row("FRM-01 broken: each frame", {client(hex("81 02 68 69 81 02 68 69"))},
        {"FRM-01 client 0 ws.frame.mask 8+1 [1] [0]", "FRM-01 client 1 ws.frame.mask 8+1 [1] [0]"});
    row("FRM-01 broken: an unmasked continuation", {client(hex("01 81 37 fa 21 3d 5f 80 01 69"))},
        {"FRM-01 client 1 ws.frame.mask 8+1 [1] [0]"});
    row("FRM-01 kept: masked", {client(hex(clientHi))});
    row("FRM-01 kept: masked and empty", {client(hex("89 80 37 fa 21 3d"))});
    row("FRM-02 broken: masked text", {server(hex(clientHi))}, {"FRM-02 server 0 ws.frame.mask 8+1 [0] [1]"});
    row("FRM-02 broken: masked Close", {server(hex("88 82 37 fa 21 3d 34 12"))},
        {"FRM-02 server 0 ws.frame.mask 8+1 [0] [1]"});
    row("FRM-02 kept: unmasked", {server(hex(serverHi))});
    row("FRM-03 broken: on text", {server(hex("c1 00"))}, {"FRM-03 server 0 ws.frame.rsv1 1+1 [0] [1]"});
    row("FRM-03 broken: on a Ping", {server(hex("c9 00"))}, {"FRM-03 server 0 ws.frame.rsv1 1+1 [0] [1]"});
    row("FRM-03 broken: by a client", {client(hex("c2 80 01 02 03 04"))},
        {"FRM-03 client 0 ws.frame.rsv1 1+1 [0] [1]"});
    row("FRM-03 kept: 0", {server(hex("81 00"))});
    row("FRM-04 broken: on text", {server(hex("a1 00"))}, {"FRM-04 server 0 ws.frame.rsv2 2+1 [0] [1]"});
    row("FRM-04 broken: on a Close", {client(hex("a8 80 01 02 03 04"))},
        {"FRM-04 client 0 ws.frame.rsv2 2+1 [0] [1]"});
    row("FRM-04 kept: 0", {server(hex("82 00"))});
    row("FRM-05 broken: on text", {server(hex("91 00"))}, {"FRM-05 server 0 ws.frame.rsv3 3+1 [0] [1]"});
    row("FRM-05 broken: on a continuation", {server(hex("01 00 90 00"))},
        {"FRM-05 server 1 ws.frame.rsv3 3+1 [0] [1]"});
    row("FRM-05 kept: 0", {server(hex("8a 00"))});
    row("FRM-05 broken: with the other two", {server(hex("f1 00"))},
        {"FRM-03 server 0 ws.frame.rsv1 1+1 [0] [1]", "FRM-04 server 0 ws.frame.rsv2 2+1 [0] [1]",
         "FRM-05 server 0 ws.frame.rsv3 3+1 [0] [1]"});
    row("FRM-06 broken: 3", {server(hex("83 00"))}, {"FRM-06 server 0 ws.frame.opcode 4+4 [0-2] [3]"});
    row("FRM-06 broken: 4", {server(hex("84 00"))}, {"FRM-06 server 0 ws.frame.opcode 4+4 [0-2] [4]"});
    row("FRM-06 broken: 5", {server(hex("05 00"))}, {"FRM-06 server 0 ws.frame.opcode 4+4 [0-2] [5]"});
    row("FRM-06 broken: 6", {server(hex("86 01 ff"))}, {"FRM-06 server 0 ws.frame.opcode 4+4 [0-2] [6]"});
    row("FRM-06 broken: 7, which leaves an open message alone", {server(hex("01 01 61 87 00 80 01 62"))},
        {"FRM-06 server 1 ws.frame.opcode 4+4 [0-2] [7]"});
    row("FRM-06 kept: 0, 1, 2", {server(hex("01 00 80 00 82 00"))});
    row("FRM-07 broken: 11", {server(hex("8b 00"))}, {"FRM-07 server 0 ws.frame.opcode 4+4 [8-10] [11]"});
    row("FRM-07 broken: 12", {server(hex("8c 00"))}, {"FRM-07 server 0 ws.frame.opcode 4+4 [8-10] [12]"});
    row("FRM-07 broken: 13", {server(hex("8d 01 ff"))}, {"FRM-07 server 0 ws.frame.opcode 4+4 [8-10] [13]"});
    row("FRM-07 broken: 14", {client(hex("8e 80 01 02 03 04"))},
        {"FRM-07 client 0 ws.frame.opcode 4+4 [8-10] [14]"});
    row("FRM-07 broken: 15 and not the last fragment", {server(hex("0f 00"))},
        {"FRM-07 server 0 ws.frame.opcode 4+4 [8-10] [15]", "FRM-13 server 0 ws.frame.fin 0+1 [1] [0]"});
    row("FRM-07 kept: 9, 10, 8", {server(hex("89 00 8a 00 88 00"))});
    row("FRM-13 broken: Ping", {server(hex("09 00"))}, {"FRM-13 server 0 ws.frame.fin 0+1 [1] [0]"});
    row("FRM-13 broken: Pong", {server(hex("0a 00"))}, {"FRM-13 server 0 ws.frame.fin 0+1 [1] [0]"});
    row("FRM-13 broken: Close", {server(hex("08 00"))}, {"FRM-13 server 0 ws.frame.fin 0+1 [1] [0]"});
    row("FRM-13 broken: in a message, which stays open", {server(hex("01 01 61 09 00 80 01 62"))},
        {"FRM-13 server 1 ws.frame.fin 0+1 [1] [0]"});
    row("FRM-13 kept: a first fragment", {server(hex("01 01 61 89 00 80 01 62"))});
    row("FRM-17 kept: a header of 14 bytes",
        {client(hex("82 ff 00 00 00 00 00 01 00 00 37 fa 21 3d") + bytes(65536))});
    row("FRM-17 kept: headers of 6, 8 and 2 bytes",
        {client(hex("89 80 37 fa 21 3d  82 fe 00 7e 37 fa 21 3d") + bytes(126)), server(hex("8a 00"))});
    row("FRM-01 broken: with FRM-13", {client(hex("09 00"))},
        {"FRM-13 client 0 ws.frame.fin 0+1 [1] [0]", "FRM-01 client 0 ws.frame.mask 8+1 [1] [0]"});
}

void TestFrameRules::lengths_data()
{
    columns();
    row("FRM-08 broken: 0", {server(hex("82 7e 00 00"))},
        {"FRM-08 server 0 ws.frame.length16 16+16 [>= 126] [0]"});
    row("FRM-08 broken: 5, of a Ping", {server(hex("89 7e 00 05") + bytes(5))},
        {"FRM-08 server 0 ws.frame.length16 16+16 [>= 126] [5]"});
    row("FRM-08 broken: 125", {server(hex("82 7e 00 7d") + bytes(125))},
        {"FRM-08 server 0 ws.frame.length16 16+16 [>= 126] [125]"});
    row("FRM-08 kept: 126", {server(hex("82 7e 00 7e") + bytes(126))});
    row("FRM-08 kept: 125 in seven bits", {server(hex("82 7d") + bytes(125))});
    row("FRM-09 broken: 0", {server(hex("82 7f 00 00 00 00 00 00 00 00"))},
        {"FRM-09 server 0 ws.frame.length64 16+64 [>= 65536] [0]"});
    row("FRM-09 broken: 126", {server(hex("82 7f 00 00 00 00 00 00 00 7e") + bytes(126))},
        {"FRM-09 server 0 ws.frame.length64 16+64 [>= 65536] [126]"});
    row("FRM-09 broken: 65535", {server(hex("82 7f 00 00 00 00 00 00 ff ff") + bytes(65535))},
        {"FRM-09 server 0 ws.frame.length64 16+64 [>= 65536] [65535]"});
    row("FRM-09 kept: 65536", {server(hex("82 7f 00 00 00 00 00 01 00 00") + bytes(65536))});
    row("FRM-09 kept: 65535 in 16 bits", {server(hex("82 7e ff ff") + bytes(65535))});
    row("FRM-10 broken: 2^63", {server(hex("82 7f 80 00 00 00 00 00 00 00"))},
        {"FRM-10 server 0 ws.frame.length64 16+64 [< 2^63] [9223372036854775808]"});
    row("FRM-10 broken: nothing behind it is read",
        {server(hex("82 7f ff ff ff ff ff ff ff ff 83 00 83 00 ff ff"))},
        {"FRM-10 server 0 ws.frame.length64 16+64 [< 2^63] [18446744073709551615]"});
    row("FRM-10 broken: of a Ping", {server(hex("89 7f 80 00 00 00 00 00 00 01"))},
        {"FRM-12 server 0 ws.frame.length64 16+64 [<= 125] [9223372036854775809]",
         "FRM-10 server 0 ws.frame.length64 16+64 [< 2^63] [9223372036854775809]"});
    row("FRM-10 kept: 2^63-1", {server(hex("82 7f 7f ff ff ff ff ff ff ff")), fin(Direction::Server)},
        {"FRM-11 server 0 ws.frame.length64 16+64 [<= 67108864] [9223372036854775807]",
         "FRM-16 server 0 ws.frame 0+80 [9223372036854775817] [10]"});
    row("FRM-12 broken: Ping of 126", {server(hex("89 7e 00 7e") + bytes(126))},
        {"FRM-12 server 0 ws.frame.length16 16+16 [<= 125] [126]"});
    row("FRM-12 broken: Pong of 65536", {server(hex("8a 7f 00 00 00 00 00 01 00 00") + bytes(65536))},
        {"FRM-12 server 0 ws.frame.length64 16+64 [<= 125] [65536]"});
    row("FRM-12 kept: Ping of 125", {server(hex("89 7d") + bytes(125))});
    row("FRM-12 kept: a Close is CLS-12's", {server(hex("88 7e 00 7e 03 e8") + bytes(124))},
        {"CLS-12 server 0 ws.frame.length16 16+16 [<= 123] [124]"});
    row("FRM-16 broken: in the header", {server(hex("82 7e 01")), fin(Direction::Server)},
        {"FRM-16 server 0 ws.frame 0+24 [>= 4] [3]"});
    row("FRM-16 broken: in the payload", {server(hex("82 05 61 62")), fin(Direction::Server)},
        {"FRM-16 server 0 ws.frame 0+32 [7] [4]"});
    row("FRM-16 kept: between frames", {server(hex("82 02 61 62")), fin(Direction::Server)});
}

void TestFrameRules::keys_data()
{
    columns();
    const Setup chosen{false, false, {}};
    const QByteArray a = hex("8a 80 01 02 03 04");
    const QByteArray b = hex("8a 81 05 06 07 08 00");
    const QByteArray zero = hex("8a 80 00 00 00 00");
    row("FRM-14 broken: three in a row", chosen, {client(a + a + a)},
        {"FRM-14 client 2 ws.frame.key 16+32 [] [01020304]"});
    row("FRM-14 broken: a fourth is silent", chosen, {client(a + a + a + a + a)},
        {"FRM-14 client 2 ws.frame.key 16+32 [] [01020304]"});
    row("FRM-14 broken: three of another", chosen, {client(a + a + a + b + b + b)},
        {"FRM-14 client 2 ws.frame.key 16+32 [] [01020304]",
         "FRM-14 client 5 ws.frame.key 16+32 [] [05060708]"});
    row("FRM-14 broken: behind a long length", chosen,
        {client(a + a + hex("82 fe 00 7e 01 02 03 04") + bytes(126))},
        {"FRM-14 client 2 ws.frame.key 32+32 [] [01020304]"});
    row("FRM-14 kept: two in a row", chosen, {client(a + a + b + a + a)});
    row("FRM-14 kept: the scenario chose them", {client(a + a + a + a)});
    row("FRM-14 kept: server frames have no key of their own", chosen,
        {server(hex("8a 00 8a 00 8a 00 8a 00"))});
    row("FRM-14 kept: masked server frames are FRM-02's", chosen, {server(a + a + a)},
        {"FRM-02 server 0 ws.frame.mask 8+1 [0] [1]", "FRM-02 server 1 ws.frame.mask 8+1 [0] [1]",
         "FRM-02 server 2 ws.frame.mask 8+1 [0] [1]"});
    row("FRM-15 kept: a key of zeros", chosen, {client(hex("81 82 00 00 00 00 68 69"))});
    row("FRM-15 kept: zeros again and again", chosen, {client(zero + zero + zero + zero)});
}

void TestFrameRules::messages_data()
{
    columns();
    row("MSG-01 broken: nothing is open", {server(hex("80 00"))},
        {"MSG-01 server 0 ws.frame.opcode 4+4 [1-2] [0]"});
    row("MSG-01 broken: after a whole message", {server(hex("81 00 80 00"))},
        {"MSG-01 server 1 ws.frame.opcode 4+4 [1-2] [0]"});
    row("MSG-01 broken: a stray one opens nothing", {server(hex("00 01 61 80 01 62"))},
        {"MSG-01 server 0 ws.frame.opcode 4+4 [1-2] [0]", "MSG-01 server 1 ws.frame.opcode 4+4 [1-2] [0]"});
    row("MSG-01 broken: the other side's message does not count",
        {client(hex("01 80 01 02 03 04")), server(hex("80 00")), client(hex("80 80 01 02 03 04"))},
        {"MSG-01 server 1 ws.frame.opcode 4+4 [1-2] [0]"});
    row("MSG-01 kept: a message is open", {server(hex("01 00 00 00 80 00"))});
    row("MSG-02 broken: text in text", {server(hex("01 01 61 81 01 62"))},
        {"MSG-02 server 1 ws.frame.opcode 4+4 [0] [1]"});
    row("MSG-02 broken: text in binary, and its own fragments belong to it",
        {server(hex("02 00 01 01 61 80 01 62"))}, {"MSG-02 server 1 ws.frame.opcode 4+4 [0] [1]"});
    row("MSG-02 broken: binary in text, cut inside a character", {server(hex("01 02 ec 95 82 01 88"))},
        {"MSG-02 server 1 ws.frame.opcode 4+4 [0] [2]"});
    row("MSG-02 kept: after the last fragment", {server(hex("01 00 80 00 81 00"))});
    row("MSG-02 kept: both sides at once", {server(hex("01 00")), client(hex("01 80 01 02 03 04")),
                                            server(hex("80 00")), client(hex("80 80 01 02 03 04"))});
    row("MSG-03 kept: control frames between", {server(hex("01 01 61 89 00 8a 01 78 80 01 62"))});
    row("MSG-03 kept: inside a character", {server(hex("01 01 ec 89 01 ff 80 02 95 88"))});
    row("MSG-03 kept: a Ping answered in a message",
        {client(hex("01 81 01 02 03 04 60")), server(hex("89 01 70")),
         client(hex("8a 81 01 02 03 04 71 80 80 01 02 03 04"))});
    row("MSG-05 kept: empty fragments", {server(hex("01 00 00 00 80 00"))});
    row("MSG-05 kept: empty first and last", {server(hex("01 00 00 01 61 00 00 80 00"))});
    row("MSG-05 kept: an empty message", {server(hex("81 00 82 00"))});
    row("MSG-06 broken: a Close came", {server(hex("01 01 61 88 02 03 e8"))},
        {"MSG-06 server 0 ws.frame.fin 0+1 [1] [0]"});
    row("MSG-06 broken: the last fragment is named", {server(hex("01 01 61 00 01 62 89 00 88 00"))},
        {"MSG-06 server 1 ws.frame.fin 0+1 [1] [0]"});
    row("MSG-06 broken: TCP ended", {server(hex("01 01 61")), fin(Direction::Server), fin(Direction::Client)},
        {"MSG-06 server - [1] [0]"});
    row("MSG-06 broken: TCP was reset", {client(hex("01 80 01 02 03 04")), fixtures::rst(Direction::Client)},
        {"MSG-06 client - [1] [0]"});
    row("MSG-06 kept: it was finished",
        {server(hex("01 01 61 80 00 88 00")), client(hex("88 80 01 02 03 04")), fin(Direction::Server)});
    row("MSG-06 kept: the wire cut", {server(hex("01 01 61")), fixtures::cut()});
    row("MSG-06 kept: the recording ends", {server(hex("01 01 61"))});
    row("MSG-06 kept: inside a frame is FRM-16's", {server(hex("01 01 61 00 05 62")), fin(Direction::Server)},
        {"FRM-16 server 1 ws.frame 0+24 [7] [3]"});
    row("MSG-06 kept: the other side's Close is not an end of it",
        {server(hex("01 01 61")), client(hex("88 80 01 02 03 04")), server(hex("80 01 62 88 00"))});
}

void TestFrameRules::limits_data()
{
    columns();
    Setup low;
    low.limits.message = 16;
    low.limits.fragments = 4;
    row("FRM-11 broken: 17 of 16", low, {server(hex("82 11") + bytes(17))},
        {"FRM-11 server 0 ws.frame.length 9+7 [<= 16] [17]"});
    row("FRM-11 broken: the last of several", low, {server(hex("01 01 61 80 11") + bytes(17))},
        {"FRM-11 server 1 ws.frame.length 9+7 [<= 16] [17]"});
    row("FRM-11 broken: the message is not read on", low,
        {server(hex("01 7e 00 7e") + bytes(126) + hex("00 11") + bytes(17) + hex("80 02 ff ff"))},
        {"FRM-11 server 0 ws.frame.length16 16+16 [<= 16] [126]",
         "FRM-11 server 1 ws.frame.length 9+7 [<= 16] [17]"});
    row("FRM-11 broken: 64 MiB and a byte", {server(hex("82 7f 00 00 00 00 04 00 00 01"))},
        {"FRM-11 server 0 ws.frame.length64 16+64 [<= 67108864] [67108865]",
         "FRM-16 server 0 ws.frame 0+80 [67108875] [10]"});
    row("FRM-11 kept: 16 of 16", low, {server(hex("82 10") + bytes(16))});
    row("FRM-11 kept: 64 MiB", {server(hex("82 7f 00 00 00 00 04 00 00 00"))},
        {"FRM-16 server 0 ws.frame 0+80 [67108874] [10]"});
    row("FRM-11 kept: a Ping over both limits is FRM-12's", low, {server(hex("89 7e 00 7e") + bytes(126))},
        {"FRM-12 server 0 ws.frame.length16 16+16 [<= 125] [126]"});
    row("FRM-11 kept: a Ping has a limit of its own", low, {server(hex("89 7d") + bytes(125))});
    row("MSG-07 broken: in the frame that goes over", low,
        {server(hex("02 08") + bytes(8) + hex("00 08") + bytes(8) + hex("00 01 61 80 01 61"))},
        {"MSG-07 server 2 ws.frame.payload 16+8 [<= 16] [> 16]"});
    row("MSG-07 broken: once, however much comes", low,
        {client(hex("02 88 00 00 00 00") + bytes(8) + hex("00 8c 00 00 00 00") + bytes(12) +
                hex("80 8c 00 00 00 00") + bytes(12))},
        {"MSG-07 client 1 ws.frame.payload 48+96 [<= 16] [> 16]"});
    row("MSG-07 broken: text, wrong behind the limit", low,
        {server(hex("01 08") + bytes(8) + hex("80 0a") + bytes(9) + hex("ff"))},
        {"MSG-07 server 1 ws.frame.payload 16+80 [<= 16] [> 16]"});
    row("MSG-07 broken: text, wrong before the limit", low,
        {server(hex("01 08") + bytes(8) + hex("80 0a ff") + bytes(9))},
        {"TXT-05 server 1 ws.frame.payload 16+8 [] [ff]",
         "MSG-07 server 1 ws.frame.payload 16+80 [<= 16] [> 16]"});
    row("MSG-07 broken: the next message counts anew", low,
        {server(hex("02 10") + bytes(16) + hex("80 01 61 82 10") + bytes(16))},
        {"MSG-07 server 1 ws.frame.payload 16+8 [<= 16] [> 16]"});
    row("MSG-07 kept: 16 of 16", low, {server(hex("02 08") + bytes(8) + hex("80 08") + bytes(8))});
    row("MSG-07 kept: FRM-11 has said so", low, {server(hex("01 01 61 00 11") + bytes(17) + hex("80 01 61"))},
        {"FRM-11 server 1 ws.frame.length 9+7 [<= 16] [17]"});
    row("MSG-08 broken: the fifth of four", low, {server(hex("01 00 00 00 00 00 00 00 00 00 00 00 80 00"))},
        {"MSG-08 server 4 ws.frame.opcode 4+4 [<= 4] [> 4]"});
    row("MSG-08 broken: control frames do not count", low,
        {server(hex("01 00 8a 00 00 00 8a 00 00 00 8a 00 00 00 80 00"))},
        {"MSG-08 server 7 ws.frame.opcode 4+4 [<= 4] [> 4]"});
    row("MSG-08 kept: four of four", low, {server(hex("01 00 00 00 00 00 80 00 01 00 00 00 00 00 80 00"))});
}

void TestFrameRules::pings_data()
{
    columns();
    const fixtures::Script closing = {at(5000, client(hex("88 80 01 02 03 04"))), server(hex("88 00"))};
    const QByteArray ping = hex("89 02 70 31");
    row("MSG-09 broken: no Pong in a second", fixtures::Script{server(ping)} + closing,
        {"MSG-09 client 0 ws.frame.payload 16+16 [7031] []"});
    row("MSG-09 broken: an empty Ping", fixtures::Script{server(hex("89 00"))} + closing,
        {"MSG-09 client 0 ws.frame 0+16 [] []"});
    row("MSG-09 broken: by a server", {client(hex("89 80 01 02 03 04")), at(1001, fin(Direction::Client))},
        {"MSG-09 server 0 ws.frame 0+48 [] []"});
    row("MSG-09 broken: an earlier one was answered",
        fixtures::Script{server(ping), client(hex("8a 82 00 00 00 00 70 31")), server(hex("89 02 70 32"))} +
            closing,
        {"MSG-09 client 2 ws.frame.payload 16+16 [7032] []"});
    row("MSG-09 broken: seen when the recording ends", {server(ping), at(1500, server(hex("81 00")))},
        {"MSG-09 client 0 ws.frame.payload 16+16 [7031] []"});
    row("MSG-09 kept: a Pong",
        fixtures::Script{server(ping), client(hex("8a 82 00 00 00 00 70 31"))} + closing);
    row("MSG-09 kept: a late Pong",
        fixtures::Script{server(ping), at(4000, client(hex("8a 82 00 00 00 00 70 31")))} + closing);
    row("MSG-09 kept: the latest alone is answered",
        fixtures::Script{server(ping + hex("89 02 70 32 89 02 70 33")),
                         client(hex("8a 82 00 00 00 00 70 33"))} +
            closing);
    row("MSG-09 kept: a Close came first",
        {server(ping), at(900, client(hex("88 80 01 02 03 04"))), at(5000, server(hex("88 00")))});
    row("MSG-09 kept: TCP ended first", {server(ping), at(900, fin(Direction::Client))});
    row("MSG-09 kept: a Ping after the Close",
        {server(hex("88 00")), server(ping), at(5000, fin(Direction::Server))});
    row("MSG-10 broken: other bytes",
        fixtures::Script{server(ping), client(hex("8a 82 00 00 00 00 70 39"))} + closing,
        {"MSG-10 client 1 ws.frame.payload 48+16 [7031] [7039]"});
    row("MSG-10 broken: none", fixtures::Script{server(ping), client(hex("8a 80 00 00 00 00"))} + closing,
        {"MSG-10 client 1 ws.frame 0+48 [7031] []"});
    row("MSG-10 broken: some, to an empty Ping",
        fixtures::Script{server(hex("89 00")), client(hex("8a 81 00 00 00 00 61"))} + closing,
        {"MSG-10 client 1 ws.frame.payload 48+8 [] [61]"});
    row("MSG-10 broken: twice",
        fixtures::Script{server(ping), client(hex("8a 81 00 00 00 00 61")), server(hex("89 02 70 32")),
                         client(hex("8a 81 00 00 00 00 62"))} +
            closing,
        {"MSG-10 client 1 ws.frame.payload 48+8 [7031] [61]",
         "MSG-10 client 3 ws.frame.payload 48+8 [7032] [62]"});
    row("MSG-10 broken: seen when a later one is answered",
        fixtures::Script{server(ping), client(hex("8a 81 00 00 00 00 61")), server(hex("89 02 70 32")),
                         client(hex("8a 82 00 00 00 00 70 32"))} +
            closing,
        {"MSG-10 client 1 ws.frame.payload 48+8 [7031] [61]"});
    row("MSG-10 broken: and the next has none",
        fixtures::Script{server(ping), client(hex("8a 81 00 00 00 00 61")), server(hex("89 02 70 32"))} +
            closing,
        {"MSG-10 client 1 ws.frame.payload 48+8 [7031] [61]",
         "MSG-09 client 2 ws.frame.payload 16+16 [7032] []"});
    row("MSG-10 kept: the same bytes",
        fixtures::Script{server(ping), client(hex("8a 82 00 00 00 00 70 31"))} + closing);
    row("MSG-10 kept: the answer came after one that was not asked for",
        fixtures::Script{server(ping), client(hex("8a 81 00 00 00 00 61 8a 82 00 00 00 00 70 31"))} +
            closing);
    row("MSG-10 kept: the same, and the next Ping already sent",
        fixtures::Script{server(ping), client(hex("8a 81 00 00 00 00 61")), server(hex("89 02 70 32")),
                         client(hex("8a 82 00 00 00 00 70 31 8a 82 00 00 00 00 70 32"))} +
            closing);
    row("MSG-10 kept: the same with Pings that are alike",
        fixtures::Script{server(hex("89 00")), client(hex("8a 81 00 00 00 00 61")), server(hex("89 00")),
                         client(hex("8a 80 00 00 00 00 8a 80 00 00 00 00"))} +
            closing);
    const QByteArray pong = hex("8a 81 00 00 00 00");
    row("MSG-10 kept: Pongs for Pings that were passed over",
        fixtures::Script{server(hex("89 01 41  89 01 42  89 01 41")), client(pong + "A"),
                         server(hex("89 01 43")), client(pong + "B"), server(hex("89 01 41")),
                         client(pong + "A" + pong + "C" + pong + "A")} +
            closing);
    row("MSG-10 kept: after a Close nobody answers",
        {server(ping), client(hex("88 80 00 00 00 00 8a 81 00 00 00 00 61")),
         server(hex("89 02 70 32 88 00")), client(hex("8a 82 00 00 00 00 70 32"))});
    row("MSG-11 kept: nobody asked", {server(hex("8a 03 61 62 63")), client(hex("8a 80 00 00 00 00"))});
    row("MSG-11 kept: before the Ping", fixtures::Script{client(hex("8a 81 00 00 00 00 61")), server(ping),
                                                         client(hex("8a 82 00 00 00 00 70 31"))} +
                                            closing);
    row("MSG-11 kept: after the Pong",
        fixtures::Script{server(ping),
                         client(hex("8a 82 00 00 00 00 70 31 8a 82 00 00 00 00 70 31 8a 80 00 00 00 00"))} +
            closing);
}

void TestFrameRules::onlyWhatArrivedIsOwed() // MSG-09, MSG-10
{
    // The wire keeps the Ping back: `passed` bytes of it reach the client.
    const auto found = [](quint32 passed) {
        Recording recording;
        ConnectionInfo info;
        info.handshake = false;
        info.keysFixed = true;
        recording.addConnection(info);
        const auto add = [&recording](qint64 ms, Direction who, Leg leg, const QByteArray &bytes,
                                      quint32 length) {
            Entry entry;
            entry.timeNs = ms * 1'000'000;
            entry.direction = who;
            entry.leg = leg;
            entry.length = length;
            entry.sentOffset = leg == Leg::Delivered ? 0 : Entry::ownBytes;
            return recording.append({entry, bytes});
        };
        const bool taken = add(0, Direction::Server, Leg::Sent, hex("89 02 70 31"), 4) &&
                           add(0, Direction::Server, Leg::Delivered, {}, passed) &&
                           add(1, Direction::Client, Leg::Sent, hex("8a 81 00 00 00 00 61"), 7) &&
                           add(3000, Direction::Client, Leg::Sent, hex("81 80 00 00 00 00"), 6);
        if (!taken)
            return QStringList{QStringLiteral("not taken")};
        Conversation conversation(recording, 1);
        conversation.finish();
        return linesOf(conversation.findings());
    };
    QCOMPARE(found(3), QStringList());
    QCOMPARE(found(4), list({"MSG-10 client 1 ws.frame.payload 48+8 [7031] [61]"}));
}

void TestFrameRules::typesThatAreNotTaken() // MSG-12: policy of a receiver, which a conversation has not
{
    const auto found = [](DirectionJudge::Options options, const char *wire) {
        options.sender = Direction::Server;
        std::vector<Finding> findings;
        DirectionJudge judge(options, findings);
        const QByteArray all = hex(wire);
        quint32 unit = 0;
        for (ByteSpan left = spanOf(all); !left.empty(); ++unit) {
            const FrameHeader header = *readFrameHeader(left);
            judge.begin(unit, header);
            judge.payload(left.subspan(header.size, static_cast<std::size_t>(header.payloadLength)));
            judge.end();
            left = left.subspan(header.size + static_cast<std::size_t>(header.payloadLength));
        }
        return linesOf(findings);
    };
    const DirectionJudge::Options textOnly{.acceptBinary = false};
    const DirectionJudge::Options binaryOnly{.acceptText = false};
    const struct
    {
        const char *name;
        DirectionJudge::Options options;
        const char *wire;
        QStringList lines;
    } rows[] = {
        {"MSG-12 broken: binary", textOnly, "82 01 ff",
         list({"MSG-12 server 0 ws.frame.opcode 4+4 [] [binary]"})},
        {"MSG-12 broken: text, which is not read", binaryOnly, "81 01 ff",
         list({"MSG-12 server 0 ws.frame.opcode 4+4 [] [text]"})},
        {"MSG-12 broken: once for a message", binaryOnly, "01 00 00 01 ff 80 00 82 01 ff",
         list({"MSG-12 server 0 ws.frame.opcode 4+4 [] [text]"})},
        {"MSG-12 kept: the other type", textOnly, "81 01 61 01 00 80 00 89 00", {}},
        {"MSG-12 kept: both", {}, "81 00 82 00", {}},
        {"MSG-12 kept: after a Close CLS-15 has said so", textOnly, "88 00 82 00",
         list({"CLS-15 server 1 ws.frame.opcode 4+4 [8] [2]"})},
    };
    for (const auto &row : rows)
        QVERIFY2(found(row.options, row.wire) == row.lines, row.name);
}

// Most headers are passed without looking at each rule: that must never hide one.
void TestFrameRules::plainHeaders()
{
    const auto ids = [](const auto &checks) {
        QStringList all;
        for (const Check &check : checks)
            if (!check.kept)
                all.append(text(check.rule->id));
        return all;
    };
    struct Length
    {
        quint8 length7;
        quint64 payload;
    };
    std::vector<Length> lengths = {{0, 0}, {1, 1}, {2, 2}, {124, 124}, {125, 125}};
    for (const quint64 payload : {0, 1, 124, 125, 126, 127, 128, 999, 1000, 1001, 65535})
        lengths.push_back({126, payload});
    for (const quint64 payload :
         {0ULL, 125ULL, 126ULL, 1000ULL, 65535ULL, 65536ULL, 65537ULL, ~0ULL >> 1, (~0ULL >> 1) + 1, ~0ULL})
        lengths.push_back({127, payload});
    enum Agreed { Nothing, Deflate, Unknown };
    quint32 clean = 0;
    for (int first = 0; first < 256; ++first)
        for (const auto &[length7, payload] : lengths)
            for (int form = 0; form < 2 * 2 * 2 * 2 * 3; ++form) {
                FrameHeader header;
                header.fin = (first & 0x80) != 0;
                header.rsv1 = (first & 0x40) != 0;
                header.rsv2 = (first & 0x20) != 0;
                header.rsv3 = (first & 0x10) != 0;
                header.opcode = static_cast<quint8>(first & 0x0f);
                header.masked = form % 2 == 1;
                header.length7 = length7;
                header.payloadLength = payload;
                header.size = frameHeaderSize(static_cast<quint8>((form % 2 << 7) | length7));
                const auto sender = form / 2 % 2 == 0 ? Direction::Client : Direction::Server;
                const bool isOpen = form / 4 % 2 == 1;
                Limits limits;
                if (form / 8 % 2 == 1)
                    limits.message = 1000;
                const auto agreed = static_cast<Agreed>(form / 16);

                std::vector<Finding> findings;
                DirectionJudge judge({.sender = sender, .limits = limits, .keysFixed = true}, findings);
                if (agreed == Deflate)
                    judge.agreeDeflate({});
                else if (agreed == Unknown)
                    judge.agreeUnknownExtension();
                if (isOpen) {
                    judge.begin(0, {.fin = false,
                                    .opcode = 1,
                                    .masked = sender == Direction::Client,
                                    .key = {1, 2, 3, 4},
                                    .size = sender == Direction::Client ? 6U : 2U});
                    judge.end();
                }
                QVERIFY(findings.empty());
                judge.begin(1, header);
                std::vector<Check> found;
                found.reserve(findings.size());
                for (const Finding &finding : findings)
                    found.push_back(finding.check);
                const FrameContext context{sender, isOpen, agreed == Deflate, agreed == Unknown,
                                           limits.message};
                const QStringList wanted = ids(judgeFrame(header, context));
                if (ids(found) != wanted)
                    QFAIL(qPrintable(
                        QStringLiteral("%1 %2 %3 %4").arg(first, 0, 16).arg(length7).arg(payload).arg(form)));
                clean += wanted.isEmpty() ? 1 : 0;
            }
    QVERIFY(clean > 0);
}

// A frame at once is judged as one that comes in three parts.
void TestFrameRules::wholeFrames()
{
    const QByteArray contents[] = {{}, "a", "ab\xff", QByteArray(125, 'a'), hex("61 fe 61 61 60 fe ef 8c")};
    for (int first = 0; first < 256; ++first)
        for (const QByteArray &content : contents)
            for (int form = 0; form < 2 * 2 * 4 * 3; ++form) {
                FrameHeader header;
                header.fin = (first & 0x80) != 0;
                header.rsv1 = (first & 0x40) != 0;
                header.rsv2 = (first & 0x20) != 0;
                header.rsv3 = (first & 0x10) != 0;
                header.opcode = static_cast<quint8>(first & 0x0f);
                header.masked = form % 2 == 1;
                if (header.masked)
                    header.key = {1, 2, 0x83, 4};
                header.length7 = static_cast<quint8>(content.size());
                header.payloadLength = static_cast<quint64>(content.size());
                header.size = header.masked ? 6 : 2;
                const auto sender = form / 2 % 2 == 0 ? Direction::Client : Direction::Server;
                FrameHeader before; // a first fragment, a Close, a text, or a compressed one
                before.fin = form / 4 % 4 != 0;
                before.opcode = form / 4 % 4 == 1 ? 8 : 1;
                before.rsv1 = form / 4 % 4 == 3;
                before.masked = sender == Direction::Client;
                before.size = before.masked ? 6 : 2;
                const auto lines = [&](bool atOnce) {
                    std::vector<Finding> findings;
                    DirectionJudge judge({.sender = sender}, findings);
                    if (form / 16 == 1)
                        judge.agreeDeflate({});
                    else if (form / 16 == 2)
                        judge.agreeUnknownExtension();
                    quint32 unit = 0;
                    const auto next = [&](const FrameHeader &frame, ByteSpan payload) {
                        if (atOnce) {
                            judge.frame(unit++, frame, payload);
                            return;
                        }
                        judge.begin(unit++, frame);
                        judge.payload(payload.first(payload.size() / 2));
                        judge.payload(payload.subspan(payload.size() / 2));
                        judge.end();
                    };
                    next(before, {});
                    next(header, spanOf(content));
                    next(header, spanOf(content));
                    QStringList all = linesOf(findings);
                    all.append(QStringLiteral("%1 %2").arg(judge.isMessageOpen()).arg(judge.lastDataUnit()));
                    return all;
                };
                if (lines(true) != lines(false))
                    QFAIL(qPrintable(QStringLiteral("%1 %2 %3")
                                         .arg(first, 0, 16)
                                         .arg(form)
                                         .arg(lines(true).join(QLatin1Char('|')) + QStringLiteral(" not ") +
                                              lines(false).join(QLatin1Char('|')))));
            }
}

void TestFrameRules::rulesAreNamedOnlySoOften()
{
    const quint32 most = DirectionJudge::findingsPerRule;
    QByteArray wire;
    for (quint32 i = 0; i < most + 5; ++i)
        wire += hex("c1 01 ff");
    // What follows from an error is passed over behind the last finding too.
    const Setup setup;
    const Reading reading = read({server(wire + hex("a1 00"))}, setup, fixtures::whole());
    const std::vector<Finding> &findings = reading.conversation->findings();
    QCOMPARE(findings.size(), std::size_t(most) + 1);
    QCOMPARE(findings.back().check.rule->id, std::string_view("FRM-04"));
    QCOMPARE(findings[findings.size() - 2].unit, most - 1);
    wire = hex("88 00");
    for (quint32 i = 0; i < most + 5; ++i)
        wire += hex("81 01 ff");
    const Reading closed = read({server(wire)}, setup, fixtures::whole());
    QCOMPARE(closed.conversation->findings().size(), std::size_t(most));
}

QTEST_GUILESS_MAIN(TestFrameRules)
#include "tst_framerules.moc"
