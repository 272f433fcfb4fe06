// SPDX-License-Identifier: GPL-3.0-or-later
#include "inflating.h"
#include "rulebench.h"

#define ZLIB_CONST
#include <zlib.h>

using namespace core;
using namespace rulebench;
using fixtures::client;
using fixtures::hex;
using fixtures::server;
using inflating::Blocks;

/// PMD-14 to PMD-26: RFC 7692 §6, §7.2. Streams are written by hand or by zlib's own deflate.
class TestDeflateRules : public QObject
{
    Q_OBJECT

private slots:
    void flags_data();
    void flags() { check(); }
    void legal_data();
    void legal() { check(); }
    void broken_data();
    void broken() { check(); }
    void windows_data();
    void windows() { check(); }
    void limits_data();
    void limits() { check(); }
    void echoes_data();
    void echoes() { check(); }
    void longConversation();
};

namespace {

const Setup opened{true, true, {}};

fixtures::Script agreed(const QByteArray &offer = {}, const QByteArray &answer = {})
{
    const QByteArray name = "Sec-WebSocket-Extensions: permessage-deflate";
    return {client(fixtures::requestWith(name + offer + "\r\n")),
            server(fixtures::responseWith(name + answer + "\r\n"))};
}

/// An unmasked frame, or a masked one whose key is zeros.
QByteArray frame(quint8 firstByte, const QByteArray &payload, bool masked = false)
{
    FrameHeader header;
    header.fin = (firstByte & 0x80) != 0;
    header.rsv1 = (firstByte & 0x40) != 0;
    header.opcode = firstByte & 0x0f;
    header.masked = masked;
    return writeFrame(header, spanOf(payload));
}

fixtures::Script sent(const QByteArray &wire) { return agreed() + fixtures::Script{server(wire)}; }

/// zlib as a sender uses it (RFC 7692 §7.2.1).
class Sender
{
public:
    explicit Sender(int windowBits, bool takeover = true, int level = 9)
        : m_takeover(takeover)
    {
        deflateInit2(&m_zlib, level, Z_DEFLATED, -windowBits, 8, Z_DEFAULT_STRATEGY);
    }
    ~Sender() { deflateEnd(&m_zlib); }
    Q_DISABLE_COPY_MOVE(Sender)

    /// Up to and with the tail.
    QByteArray flushed(const QByteArray &plain, int flush = Z_SYNC_FLUSH)
    {
        QByteArray out(plain.size() * 2 + 100, '\0');
        m_zlib.next_in = spanOf(plain).data();
        m_zlib.avail_in = static_cast<uInt>(plain.size());
        m_zlib.next_out = reinterpret_cast<Bytef *>(out.data());
        m_zlib.avail_out = static_cast<uInt>(out.size());
        deflate(&m_zlib, flush);
        out.chop(m_zlib.avail_out);
        return out;
    }
    QByteArray message(const QByteArray &plain, int flush = Z_SYNC_FLUSH)
    {
        const QByteArray out = flushed(plain, flush);
        if (!m_takeover)
            deflateReset(&m_zlib);
        return out.chopped(4);
    }

private:
    z_stream m_zlib{};
    bool m_takeover;
};

QByteArray words(int count, int from = 0)
{
    QByteArray out;
    for (int i = from; i < from + count; ++i)
        out += "word " + QByteArray::number(i * 7919 % 1000) + ", ";
    return out;
}

} // namespace

void TestDeflateRules::flags_data()
{
    columns();
    row("PMD-14 broken: on the last fragment", opened, sent(hex("41 03 f2 48 cd c0 04 c9 c9 07 00")),
        {"PMD-14 server 3 ws.frame.rsv1 1+1 [0] [1]"});
    row("PMD-14 broken: on a middle one, in a message that is not compressed", opened,
        sent(hex("01 01 61 40 01 62 80 01 63")), {"PMD-14 server 3 ws.frame.rsv1 1+1 [0] [1]"});
    row("PMD-14 kept: on the first alone", opened, sent(hex("41 03 f2 48 cd 80 04 c9 c9 07 00")));
    row("PMD-15 broken: Ping", opened, sent(hex("c9 00")), {"PMD-15 server 2 ws.frame.rsv1 1+1 [0] [9]"});
    row("PMD-15 broken: Pong", opened, sent(hex("ca 00")), {"PMD-15 server 2 ws.frame.rsv1 1+1 [0] [10]"});
    row("PMD-15 broken: Close", opened, sent(hex("c8 02 03 e8")),
        {"PMD-15 server 2 ws.frame.rsv1 1+1 [0] [8]"});
    row("PMD-15 broken: in a message", opened, sent(hex("41 03 f2 48 cd c9 00 80 04 c9 c9 07 00")),
        {"PMD-15 server 3 ws.frame.rsv1 1+1 [0] [9]"});
    row("PMD-15 kept: without", opened, sent(hex("41 03 f2 48 cd 89 00 80 04 c9 c9 07 00 88 00")));
    row("PMD-15 kept: nothing agreed is FRM-03's", opened,
        fixtures::handshake() + fixtures::Script{server(hex("c9 00"))},
        {"FRM-03 server 2 ws.frame.rsv1 1+1 [0] [1]"});
    row("FRM-03 broken: nothing agreed, and the content is not judged", opened,
        fixtures::handshake() + fixtures::Script{server(hex("c1 07 f2 48 cd c9 c9 07 00"))},
        {"FRM-03 server 2 ws.frame.rsv1 1+1 [0] [1]"});
    row("FRM-03 broken: on a reserved opcode", opened, sent(hex("c3 00 cb 00")),
        {"FRM-03 server 2 ws.frame.rsv1 1+1 [0] [1]", "FRM-06 server 2 ws.frame.opcode 4+4 [0-2] [3]",
         "FRM-03 server 3 ws.frame.rsv1 1+1 [0] [1]", "FRM-07 server 3 ws.frame.opcode 4+4 [8-10] [11]"});
    row("FRM-03 kept: compressed", opened, sent(hex("c2 07 f2 48 cd c9 c9 07 00")));
    row("FRM-04 broken: compressed", opened, sent(hex("e1 07 f2 48 cd c9 c9 07 00")),
        {"FRM-04 server 2 ws.frame.rsv2 2+1 [0] [1]"});
    row("FRM-05 broken: compressed", opened, sent(hex("d1 07 f2 48 cd c9 c9 07 00")),
        {"FRM-05 server 2 ws.frame.rsv3 3+1 [0] [1]"});
    const QByteArray other = "Sec-WebSocket-Extensions: bbf-usp-protocol\r\n";
    row("FRM-03 kept: another extension was agreed", opened,
        {client(fixtures::requestWith(other)), server(fixtures::responseWith(other)),
         server(hex("f1 02 ff ff c9 00 41 01 ff c0 01 ff"))});
}

void TestDeflateRules::legal_data()
{
    columns();
    row("PMD-17 kept: an uncompressed message", opened, sent(hex("81 05 48 65 6c 6c 6f")));
    row("PMD-17 kept: in fragments, between compressed ones", opened,
        sent(hex("c1 07 f2 48 cd c9 c9 07 00 01 01 61 80 01 62 c1 05 f2 00 11 00 00")));
    row("PMD-20 kept: a final block, RFC 7692 §7.2.3.4", opened, sent(hex("c1 08 f3 48 cd c9 c9 07 00 00")));
    row("PMD-20 kept: a final block, then its window is used", opened,
        sent(hex("c1 08 f3 48 cd c9 c9 07 00 00 c1 05 f2 00 11 00 00")));
    row("PMD-20 kept: two blocks, §7.2.3.5", opened,
        sent(hex("c1 0d f2 48 05 00 00 00 ff ff ca c9 c9 07 00")));
    row("PMD-20 kept: two final blocks", opened,
        sent(hex("c1 0f f3 48 cd c9 c9 07 00 f3 48 cd c9 c9 07 00 00")));
    row("PMD-20 kept: a final block and no byte more", opened, sent(hex("c1 07 f3 48 cd c9 c9 07 00")));
    row("PMD-20 kept: a stored block, §7.2.3.3", opened, sent(hex("c1 0b 00 05 00 fa ff 48 65 6c 6c 6f 00")));
    row("PMD-20 kept: Z_FINISH of zlib", opened,
        sent(frame(0xc1, Sender(15).flushed(words(50), Z_FINISH) + '\0')));
    row("PMD-23 kept: an empty message, §7.2.3.6", opened, sent(hex("c1 01 00 c2 01 00")));
    row("PMD-23 kept: of a client", opened, agreed() + fixtures::Script{client(hex("c1 81 01 02 03 04 01"))});
    row("PMD-23 kept: in two fragments", opened, sent(hex("41 00 80 01 00 41 01 00 80 00")));
    row("PMD-23 kept: no byte at all", opened, sent(hex("c1 00 c1 07 f2 48 cd c9 c9 07 00")));
    row("PMD-25 kept: an uncompressed message leaves the window", opened,
        sent(hex("c1 07 f2 48 cd c9 c9 07 00 81 03 61 62 63 89 01 78 c1 05 f2 00 11 00 00")));
    row("PMD-25 kept: each direction has its own", opened,
        agreed() + fixtures::Script{server(hex("c1 07 f2 48 cd c9 c9 07 00")),
                                    client(hex("c1 85 00 00 00 00 f2 00 11 00 00")),
                                    server(hex("c1 05 f2 00 11 00 00"))},
        {"PMD-18 client 3 ws.frame.payload 48+40 [<= 1] [5]"});
}

void TestDeflateRules::broken_data()
{
    columns();
    const auto bad = [](const char *name, const QByteArray &payload, const char *observed) {
        row(name, opened, sent(frame(0xc2, payload)),
            {"PMD-18 server 2 ws.frame.payload 16+" + QByteArray::number(payload.size() * 8) + " [] [" +
             observed + "]"});
    };
    bad("PMD-18 broken: block type 3", hex("06"), "BTYPE=3");
    bad("PMD-18 broken: block type 3 after a block", Blocks().fixed().literal('a').end().bits(6, 3).taken(),
        "BTYPE=3");
    bad("PMD-18 broken: LEN and NLEN differ", hex("00 05 00 fb ff 48 65 6c 6c 6f 00"), "LEN/NLEN");
    bad("PMD-18 broken: code lengths", Blocks().dynamic(30, 0, {0, 0, 0, 0}).payload(), "code lengths");
    bad("PMD-18 broken: a length code that means nothing", Blocks().fixed().code(0xc6, 8).end().payload(),
        "code");
    bad("PMD-18 broken: a distance code that means nothing",
        Blocks().fixed().literal('a').match3(30, 0, 0).end().payload(), "code");
    row("PMD-18 broken: in the last fragment", opened, sent(hex("42 06 00 01 00 fe ff 61 80 01 06")),
        {"PMD-18 server 3 ws.frame.payload 16+8 [] [BTYPE=3]"});
    row("PMD-18 broken: before the first byte", opened,
        sent(frame(0xc2, Blocks().fixed().literal('a').match(2).end().payload())),
        {"PMD-18 server 2 ws.frame.payload 16+40 [<= 1] [2]"});
    row("PMD-18 kept: Hello, RFC 7692 §7.2.3.1", opened, sent(hex("c1 07 f2 48 cd c9 c9 07 00")));
    row("PMD-18 kept: the distance to the first byte", opened,
        sent(frame(0xc2, Blocks().fixed().literal('a').match(1).end().payload())));
    row("PMD-19 broken: cut in a symbol", opened, sent(hex("c1 05 f2 48 cd c9 c9")),
        {"PMD-19 server 2 ws.frame.payload 16+40 [] []"});
    row("PMD-19 broken: cut in a stored block", opened, sent(hex("c1 07 00 05 00 fa ff 48 65")),
        {"PMD-19 server 2 ws.frame.payload 16+56 [] []"});
    row("PMD-19 broken: the last fragment is missing its bytes", opened,
        sent(hex("41 05 f2 48 cd c9 c9 80 00")), {"PMD-19 server 3 ws.frame 0+16 [] []"});
    row("PMD-19 broken: nothing but a block's type", opened, sent(hex("c1 01 02")),
        {"PMD-19 server 2 ws.frame.payload 16+8 [] []"});
    row("PMD-19 kept: whole in two fragments", opened, sent(hex("41 05 f2 48 cd c9 c9 80 02 07 00")));
    row("PMD-19 kept: never finished is MSG-06's", opened, sent(hex("41 05 f2 48 cd c9 c9 88 00")),
        {"MSG-06 server 2 ws.frame.fin 0+1 [1] [0]"});
    row("PMD-26 broken: Hello with its tail", opened, sent(hex("c1 0b f2 48 cd c9 c9 07 00 00 00 ff ff")),
        {"PMD-26 server 2 ws.frame.payload 16+88 [] []"});
    row("PMD-26 broken: an empty message with its tail", opened, sent(hex("c1 05 00 00 00 ff ff")),
        {"PMD-26 server 2 ws.frame.payload 16+40 [] []"});
    row("PMD-26 broken: the tail is a fragment", opened,
        sent(hex("41 07 f2 48 cd c9 c9 07 00 80 04 00 00 ff ff")),
        {"PMD-26 server 3 ws.frame.payload 16+32 [] []"});
    row("PMD-26 broken: of a client, each time", opened,
        agreed() + fixtures::Script{client(
                       hex("c1 85 00 00 00 00 00 00 00 ff ff c1 85 00 00 00 00 00 00 00 ff ff"))},
        {"PMD-26 client 2 ws.frame.payload 48+40 [] []", "PMD-26 client 3 ws.frame.payload 48+40 [] []"});
    row("PMD-26 kept: without it", opened, sent(hex("c1 07 f2 48 cd c9 c9 07 00")));
    row("PMD-26 kept: an empty block inside", opened,
        sent(hex("c1 0d f2 48 05 00 00 00 ff ff ca c9 c9 07 00")));
    row("PMD-26 kept: the same four bytes as data", opened, sent(hex("c2 0a 00 04 00 fb ff 00 00 ff ff 00")));
}

void TestDeflateRules::windows_data()
{
    columns();
    const fixtures::Script nine = agreed("; server_max_window_bits=9; client_max_window_bits",
                                         "; server_max_window_bits=9; client_max_window_bits=8");
    const QByteArray filler(600, 'f');
    const auto far = [&filler](quint32 distance) {
        return Blocks().stored(filler).fixed().match(distance).end().payload();
    };
    const auto line = [](const char *rule, const char *who, int unit, const QByteArray &payload, int header,
                         const char *values) {
        return QByteArray(rule) + ' ' + who + ' ' + QByteArray::number(unit) + " ws.frame.payload " +
               QByteArray::number(header) + '+' + QByteArray::number(payload.size() * 8) + ' ' + values;
    };
    row("PMD-21 broken: 513 of 512", opened, nine + fixtures::Script{server(frame(0xc2, far(513)))},
        {line("PMD-21", "server", 2, far(513), 32, "[<= 512] [513]")});
    row("PMD-21 broken: 257 of 256, by the client", opened,
        nine + fixtures::Script{client(frame(0xc2, far(257), true))},
        {line("PMD-21", "client", 2, far(257), 64, "[<= 256] [257]")});
    row("PMD-21 broken: into an earlier message", opened,
        nine + fixtures::Script{server(frame(0xc2, Blocks().stored(filler).payload()) +
                                       frame(0xc2, Blocks().fixed().match(600).end().payload()))},
        {line("PMD-21", "server", 3, Blocks().fixed().match(600).end().payload(), 16, "[<= 512] [600]")});
    row("PMD-21 kept: 512 of 512", opened, nine + fixtures::Script{server(frame(0xc2, far(512)))});
    row("PMD-21 kept: 256 of 256, by the client", opened,
        nine + fixtures::Script{client(frame(0xc2, far(256), true))});
    row("PMD-21 kept: 600 of 32768", opened, sent(frame(0xc2, far(600))));
    Sender small(9);
    const QByteArray first = frame(0xc1, small.message(words(300)));
    const QByteArray second = frame(0xc1, small.message(words(300, 100)));
    row("PMD-21 kept: zlib with that window", opened, nine + fixtures::Script{server(first + second)});

    const fixtures::Script alone =
        agreed("; server_no_context_takeover", "; server_no_context_takeover; client_no_context_takeover");
    const QByteArray hello = hex("c1 07 f2 48 cd c9 c9 07 00");
    row("PMD-22 broken: RFC 7692 §7.2.3.2 though the server promised not to", opened,
        alone + fixtures::Script{server(hello + hex("c1 05 f2 00 11 00 00"))},
        {"PMD-22 server 3 ws.frame.payload 16+40 [<= 1] [5]"});
    row("PMD-22 broken: by the client", opened,
        alone +
            fixtures::Script{client(hex("c1 87 00 00 00 00 f2 48 cd c9 c9 07 00 c1 85 00 00 00 00 f2 00 11 "
                                        "00 00"))},
        {"PMD-22 client 3 ws.frame.payload 48+40 [<= 1] [5]"});
    row("PMD-22 broken: the next message is judged", opened,
        alone + fixtures::Script{server(hello + hex("c1 05 f2 00 11 00 00 c1 05 f2 00 11 00 00") + hello)},
        {"PMD-22 server 3 ws.frame.payload 16+40 [<= 1] [5]",
         "PMD-22 server 4 ws.frame.payload 16+40 [<= 1] [5]"});
    row("PMD-22 kept: the same bytes again", opened, alone + fixtures::Script{server(hello + hello)});
    row("PMD-22 kept: with takeover", opened, sent(hello + hex("c1 05 f2 00 11 00 00")));
    row("PMD-22 kept: the server alone promised", opened,
        agreed("; server_no_context_takeover", "; server_no_context_takeover") +
            fixtures::Script{client(hex("c1 87 00 00 00 00 f2 48 cd c9 c9 07 00 c1 85 00 00 00 00 f2 00 11 "
                                        "00 00"))});
}

void TestDeflateRules::limits_data()
{
    columns();
    Setup low = opened;
    low.limits.message = 16;
    const QByteArray of16 = Sender(15).message(QByteArray(16, 'a'));
    const QByteArray of17 = Sender(15).message(QByteArray(17, 'a'));
    const auto whole = [](const QByteArray &payload, const char *values) {
        return "PMD-24 server 2 ws.frame.payload 16+" + QByteArray::number(payload.size() * 8) + ' ' + values;
    };
    row("PMD-24 broken: 17 of 16 bytes", low, sent(frame(0xc1, of17)), {whole(of17, "[<= 16] [> 16]")});
    row("PMD-24 broken: in the last fragment", low,
        sent(frame(0x41, Blocks().stored(QByteArray(9, 'a')).taken()) +
             frame(0x80, Blocks().stored(QByteArray(9, 'a')).payload())),
        {"PMD-24 server 3 ws.frame.payload 16+120 [<= 16] [> 16]"});
    row("PMD-24 broken: wrong behind the limit too", low,
        sent(frame(0xc1, Sender(15).message(QByteArray(20, 'a') + '\xff'))),
        {whole(Sender(15).message(QByteArray(20, 'a') + '\xff'), "[<= 16] [> 16]")});
    row("PMD-24 kept: 16 of 16 bytes", low, sent(frame(0xc1, of16)));
    row("PMD-24 kept: uncompressed is MSG-07's", low,
        sent(hex("01 09") + QByteArray(9, 'a') + hex("80 09") + QByteArray(9, 'a')),
        {"MSG-07 server 3 ws.frame.payload 16+72 [<= 16] [> 16]"});
    Setup ratio = opened;
    ratio.limits.inflateRatio = 10;
    ratio.limits.inflateRatioFrom = 100;
    const QByteArray bomb = Sender(15).message(QByteArray(1000, 'a'));
    row("PMD-24 broken: the ratio", ratio, sent(frame(0xc1, bomb)),
        {whole(bomb, "[<= 10:1] [" + QByteArray::number(1000 / bomb.size()) + ":1]")});
    row("PMD-24 broken: the ratio, in the first fragment already", ratio,
        sent(frame(0x41, Sender(15).flushed(QByteArray(1000, 'a'))) + frame(0x80, hex("00"))),
        {whole(Sender(15).flushed(QByteArray(1000, 'a')),
               "[<= 10:1] [" + QByteArray::number(1000 / Sender(15).flushed(QByteArray(1000, 'a')).size()) +
                   ":1]")});
    row("PMD-24 kept: the ratio of a small message", ratio,
        sent(frame(0xc1, Sender(15).message(QByteArray(99, 'a')))));
    row("PMD-24 kept: a ratio below", ratio, sent(frame(0xc1, Sender(15).message(words(100)))));
}

void TestDeflateRules::echoes_data() // what follows from an error is not said
{
    columns();
    const QByteArray hello = hex("c1 07 f2 48 cd c9 c9 07 00");
    const QByteArray again = hex("c1 05 f2 00 11 00 00");
    row("echo: later messages after a broken one, with takeover", opened,
        sent(hello + hex("c1 01 06") + again + hello + hex("c1 01 06 81 01 ff")),
        {"PMD-18 server 3 ws.frame.payload 16+8 [] [BTYPE=3]",
         "TXT-05 server 7 ws.frame.payload 16+8 [] [ff]"});
    row("echo: later messages after a broken one, without takeover", opened,
        agreed("; server_no_context_takeover", "; server_no_context_takeover") +
            fixtures::Script{server(hello + hex("c1 01 06") + hello + hex("c1 01 06"))},
        {"PMD-18 server 3 ws.frame.payload 16+8 [] [BTYPE=3]",
         "PMD-18 server 5 ws.frame.payload 16+8 [] [BTYPE=3]"});
    row("echo: the other direction is read on", opened,
        agreed() + fixtures::Script{server(hex("c1 01 06")), client(hex("c1 81 00 00 00 00 06"))},
        {"PMD-18 server 2 ws.frame.payload 16+8 [] [BTYPE=3]",
         "PMD-18 client 3 ws.frame.payload 48+8 [] [BTYPE=3]"});
    row("echo: the rest of a broken message", opened, sent(hex("41 01 06 00 01 06 80 02 ff ff")),
        {"PMD-18 server 2 ws.frame.payload 16+8 [] [BTYPE=3]"});
    row("echo: text that ends in a broken block", opened,
        sent(frame(0xc1, Blocks().stored("\xec\x95").bits(6, 3).taken())),
        {"PMD-18 server 2 ws.frame.payload 16+64 [] [BTYPE=3]"});
    row("echo: text that is cut with its block", opened, sent(frame(0xc1, hex("00 05 00 fa ff ec 95"))),
        {"PMD-19 server 2 ws.frame.payload 16+56 [] []"});
    row("echo: wrong text, then a broken block, are two faults", opened,
        sent(frame(0xc1, Blocks().stored("\xff").bits(6, 3).taken())),
        {"TXT-09 server 2 ws.frame.payload 16+56 [] [ff]",
         "PMD-18 server 2 ws.frame.payload 16+56 [] [BTYPE=3]"});
    row("echo: another message breaks in", opened, sent(hex("41 03 f2 48 cd c1 05 f2 00 11 00 00 c1 01 06")),
        {"MSG-02 server 3 ws.frame.opcode 4+4 [0] [1]"});
    row("echo: another message breaks in, without takeover", opened,
        agreed("; server_no_context_takeover", "; server_no_context_takeover") +
            fixtures::Script{server(hex("41 03 f2 48 cd") + hello + hex("c1 01 06"))},
        {"MSG-02 server 3 ws.frame.opcode 4+4 [0] [1]",
         "PMD-18 server 4 ws.frame.payload 16+8 [] [BTYPE=3]"});
    row("echo: a stray continuation is not fed", opened, sent(hello + hex("80 01 06") + again),
        {"MSG-01 server 3 ws.frame.opcode 4+4 [1-2] [0]"});
    row("echo: after the Close", opened, sent(hello + hex("88 00 c1 01 06") + again),
        {"CLS-15 server 4 ws.frame.opcode 4+4 [8] [1]", "CLS-15 server 5 ws.frame.opcode 4+4 [8] [1]"});

    // What is refused is not inflated: the window that later messages refer to is not known.
    const QByteArray ab = Blocks().stored("ab").taken();
    const QByteArray back6 = frame(0xc1, Blocks().fixed().match(6).end().payload());
    const QByteArray inThree = frame(0x41, ab) + frame(0x00, ab) + frame(0x80, ab + '\0');
    row("echo: messages after one that broke off at a block's end", opened,
        sent(frame(0x41, ab) + frame(0xc1, Blocks().fixed().match(3).end().payload()) + hello),
        {"MSG-02 server 3 ws.frame.opcode 4+4 [0] [1]"});
    Setup few = opened;
    few.limits.fragments = 2;
    row("echo: messages after one of too many fragments", few, sent(inThree + back6 + hello),
        {"MSG-08 server 4 ws.frame.opcode 4+4 [<= 2] [> 2]"});
    row("echo: messages after one of not too many", opened, sent(inThree + back6));
    Setup low = opened;
    low.limits.message = 8;
    row("echo: messages after a frame over the limit", low,
        sent(frame(0x41, ab) + frame(0x80, Blocks().stored("abcd").payload()) + back6 + hello),
        {"FRM-11 server 3 ws.frame.length 9+7 [<= 8] [10]"});
    row("echo: messages after one that inflates over the limit", low,
        sent(frame(0xc1, Sender(15).message(QByteArray(20, 'a'))) + back6 + hello),
        {"PMD-24 server 2 ws.frame.payload 16+" +
         QByteArray::number(Sender(15).message(QByteArray(20, 'a')).size() * 8) + " [<= 8] [> 8]"});
    Setup ratio = opened;
    ratio.limits.inflateRatio = 10;
    ratio.limits.inflateRatioFrom = 100;
    const QByteArray bomb = Sender(15).flushed(QByteArray(1000, 'a'));
    row("echo: messages after a ratio, whose rest was not read", ratio,
        sent(frame(0x41, bomb) + frame(0x80, ab + '\0') +
             frame(0xc1, Blocks().fixed().match(1002).end().payload())),
        {"PMD-24 server 2 ws.frame.payload 16+" + QByteArray::number(bomb.size() * 8) + " [<= 10:1] [" +
         QByteArray::number(1000 / bomb.size()) + ":1]"});
}

void TestDeflateRules::longConversation() // of zlib's senders: nothing is found, whatever they are told
{
    for (const int bits : {9, 12, 15})
        for (const bool takeover : {true, false}) {
            const QByteArray number = QByteArray::number(bits);
            const QByteArray promise =
                takeover ? QByteArray() : "; server_no_context_takeover; client_no_context_takeover";
            fixtures::Script script =
                agreed("; server_max_window_bits=" + number + "; client_max_window_bits" + promise,
                       "; server_max_window_bits=" + number + "; client_max_window_bits=" + number + promise);
            Sender fromServer(bits, takeover);
            Sender fromClient(bits, takeover, bits == 12 ? 0 : 1);
            for (int i = 0; i < 20; ++i) {
                const QByteArray text = words(30 + i * 7, i * 3);
                const QByteArray payload =
                    fromServer.message(text, takeover && i % 3 == 0 ? Z_FULL_FLUSH : Z_SYNC_FLUSH);
                const qsizetype half = payload.size() / 2;
                script = script +
                         fixtures::Script{
                             server(frame(0x41, payload.first(half)) + frame(0x89, "p") +
                                    frame(0x80, payload.sliced(half)) + frame(0x81, "plain")),
                             client(frame(0xc1, fromClient.message(text), true) + frame(0x8a, "p", true))};
            }
            const Reading reading = read(script, opened, fixtures::random(static_cast<quint64>(bits)));
            QCOMPARE(linesOf(reading.conversation->findings()), QStringList());
            QCOMPARE(reading.conversation->units().size(), std::size_t(2 + 20 * 6));
        }
}

QTEST_GUILESS_MAIN(TestDeflateRules)
#include "tst_deflaterules.moc"
