// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "tlsstreams.h"

#include "core/annotate/annotate.h"

#include <random>

namespace fixtures {

using namespace core;

QByteArray hex(const char *digits)
{
    const auto bytes = fromHex(digits);
    Q_ASSERT(bytes);
    return *bytes;
}

Play client(const QByteArray &bytes) { return {Direction::Client, bytes, EntryKind::Chunk, Actor::Client}; }

Play server(const QByteArray &bytes) { return {Direction::Server, bytes, EntryKind::Chunk, Actor::Server}; }

Play connect() { return {Direction::Client, {}, EntryKind::Connect, Actor::Client}; }

Play fin(Direction who) { return {who, {}, EntryKind::Fin, actorOf(who)}; }

Play rst(Direction who) { return {who, {}, EntryKind::Rst, actorOf(who)}; }

Play cut() { return {Direction::Client, {}, EntryKind::Rst, Actor::Wire}; }

Play at(qint64 ms, Play play)
{
    play.atMs = ms;
    return play;
}

Script operator+(Script first, const Script &more)
{
    first.insert(first.end(), more.begin(), more.end());
    return first;
}

QByteArray head(const QList<QByteArray> &lines) { return lines.join("\r\n") + "\r\n\r\n"; }

QByteArray requestWith(const QByteArray &lines)
{
    return "GET /chat HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" +
           lines + "\r\n";
}

QByteArray responseWith(const QByteArray &lines)
{
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n" +
           lines + "\r\n";
}

QByteArray request() { return requestWith({}); }

QByteArray response() { return responseWith({}); }

QByteArray without(QByteArray head, const QByteArray &line)
{
    Q_ASSERT(head.contains(line + "\r\n"));
    return head.replace(line + "\r\n", "");
}

Script handshake() { return {connect(), client(request()), server(response())}; }

Script ending() { return {fin(Direction::Server), fin(Direction::Client)}; }

Chunking whole()
{
    return [] { return std::numeric_limits<qsizetype>::max(); };
}

Chunking every(qsizetype bytes)
{
    return [bytes] { return bytes; };
}

Chunking random(quint64 seed)
{
    auto engine = std::make_shared<std::mt19937_64>(seed);
    return [engine] {
        const quint64 number = (*engine)();
        return static_cast<qsizetype>(number % 4 == 0 ? 1 : 1 + (number >> 8) % (number % 4 == 1 ? 7 : 90));
    };
}

std::vector<WireRecord> records(const Script &script, const Chunking &chunking)
{
    std::vector<WireRecord> out;
    qint64 start = 0; // of entry 0, if there were no gaps
    const auto add = [&out, &start](const Play &play, const QByteArray &bytes) {
        Entry entry;
        entry.timeNs = start + static_cast<qint64>(out.size()) * 1000;
        entry.kind = play.kind;
        entry.direction = play.who;
        entry.by = play.by;
        out.push_back({entry, bytes});
    };
    for (std::size_t i = 0; i < script.size(); ++i) {
        if (script[i].atMs)
            start = *script[i].atMs * 1'000'000 - static_cast<qint64>(out.size()) * 1000;
        if (script[i].kind != EntryKind::Chunk) {
            add(script[i], {});
            continue;
        }
        QByteArray run = script[i].bytes;
        while (i + 1 < script.size() && script[i + 1].kind == EntryKind::Chunk &&
               script[i + 1].who == script[i].who && !script[i + 1].atMs)
            run += script[++i].bytes;
        for (qsizetype at = 0; at < run.size();) {
            const qsizetype take = std::min(chunking(), run.size() - at);
            add(script[i], run.mid(at, take));
            at += take;
        }
    }
    return out;
}

std::unique_ptr<Recording> record(const Script &script, const Chunking &chunking, const ConnectionInfo &info)
{
    auto recording = std::make_unique<Recording>();
    recording->addConnection(info);
    for (const WireRecord &wire : records(script, chunking)) {
        [[maybe_unused]] const bool taken = recording->append(wire);
        Q_ASSERT(taken);
    }
    return recording;
}

Played play(const Script &script, const Chunking &chunking, const ConnectionInfo &info)
{
    Played played;
    played.recording = record(script, chunking, info);
    played.conversation = std::make_unique<Conversation>(*played.recording, info.id);
    played.conversation->finish();
    return played;
}

ConnectionInfo infoFor(const Named &fixture)
{
    ConnectionInfo info;
    info.client = QStringLiteral("127.0.0.1:50512");
    info.server = QStringLiteral("127.0.0.1:8080");
    info.handshake = fixture.handshake;
    info.keysFixed = true; // one key in all of them
    info.layer = fixture.layer;
    if (fixture.layer == Layer::Tls) {
        info.carries = 7;
        info.host = QStringLiteral("127.0.0.1");
    }
    return info;
}

QStringList units(const Conversation &conversation)
{
    QStringList lines;
    for (quint32 i = 0; i < conversation.units().size(); ++i) {
        const Unit &unit = conversation.units()[i];
        lines.append(QStringLiteral("%1 %2 at %3 head %4 payload %5 present %6 detail %7 %8")
                         .arg(unit.direction == Direction::Client ? QStringLiteral("client")
                                                                  : QStringLiteral("server"))
                         .arg(static_cast<int>(unit.kind))
                         .arg(unit.offset)
                         .arg(unit.headerLength)
                         .arg(unit.payloadLength)
                         .arg(conversation.index().length(i))
                         .arg(unit.detail)
                         .arg(unit.complete ? QStringLiteral("complete") : QStringLiteral("cut")));
    }
    return lines;
}

QStringList findings(const Conversation &conversation)
{
    QStringList lines;
    for (const Finding &finding : conversation.findings())
        lines.append(QStringLiteral("%1 unit %2 %3 %4+%5 [%6] [%7]")
                         .arg(QLatin1StringView(finding.check.rule->id.data(),
                                                static_cast<qsizetype>(finding.check.rule->id.size())))
                         .arg(finding.unit)
                         .arg(QLatin1StringView(finding.check.field.data(),
                                                static_cast<qsizetype>(finding.check.field.size())))
                         .arg(finding.check.span.bit)
                         .arg(finding.check.span.bits)
                         .arg(QString::fromLatin1(finding.check.expected),
                              QString::fromLatin1(finding.check.observed)));
    return lines;
}

QStringList rules(const Conversation &conversation)
{
    QStringList ids;
    for (const Finding &finding : conversation.findings())
        ids.append(QString::fromLatin1(finding.check.rule->id.data(),
                                       static_cast<qsizetype>(finding.check.rule->id.size())));
    return ids;
}

QString step(const Conversation &conversation, int number)
{
    const Step s = conversation.step(number);
    QString line = QStringLiteral("%1 %2 unit %3 %4+%5 part %6 %7/%8 rule %9")
                       .arg(s.number)
                       .arg(QString::fromLatin1(s.id.data(), static_cast<qsizetype>(s.id.size())))
                       .arg(s.unit ? static_cast<int>(*s.unit) : -1)
                       .arg(s.focus.bit)
                       .arg(s.focus.bits)
                       .arg(s.part)
                       .arg(QLatin1StringView(name(s.client)), QLatin1StringView(name(s.server)),
                            QString::fromLatin1(s.rule.data(), static_cast<qsizetype>(s.rule.size())));
    for (const auto &[key, value] : s.values)
        line += QLatin1Char(' ') + key + QLatin1Char('=') + value;
    return line;
}

QStringList steps(const Conversation &conversation)
{
    QStringList lines;
    for (int i = 1; i <= conversation.stepCount(); ++i)
        lines.append(step(conversation, i));
    return lines;
}

const std::map<QByteArray, Named> &all()
{
    static const std::map<QByteArray, Named> fixtures = [] {
        const QByteArray text = hex("81 86 37 fa 21 3d db 6f a9 d6 b2 6f");
        const Script close = {client(hex("88 82 37 fa 21 3d 34 12")), server(hex("88 02 03 e8"))};
        const QByteArray refusal =
            head({"HTTP/1.1 403 Forbidden", "Content-Type: text/plain", "Content-Length: 9"}) + "forbidden";
        const QByteArray chunked = head({"HTTP/1.1 404 Not Found", "Transfer-Encoding: chunked"}) +
                                   "4\r\nWiki\r\n6;x=\"y\"\r\npedia \r\n0\r\nExpires: 0\r\n\r\n";
        const QByteArray noise = hex("00 01 02 03 ff fe 0d 0a 0d 0a 47 45 54 20 2f");
        std::map<QByteArray, Named> f;
        f["L01"] = {handshake() +
                    Script{client(text), server(hex("81 0c eb b0 98 ea b0 80 ec 9b 8c ec 9a 94"))} + close +
                    ending()};
        f["ping"] = {
            handshake() +
            Script{server(hex("89 05 48 65 6c 6c 6f")), client(hex("8a 85 37 fa 21 3d 7f 9f 4d 51 58"))} +
            close + ending()};
        f["fragments with a ping"] = {
            handshake() +
            Script{client(hex("01 84 37 fa 21 3d db 6f a9 d6  89 80 37 fa 21 3d  80 82 37 fa 21 3d b2 6f"))} +
            Script{server(hex("8a 00  01 03 48 65 6c  80 02 6c 6f"))} + close + ending()};
        f["length borders"] = {
            handshake() +
            Script{server(hex("82 00") + hex("82 7d") + QByteArray(125, 'a') + hex("82 7e 00 7e") +
                          QByteArray(126, 'b') + hex("82 7e 01 00") + QByteArray(256, 'c')),
                   client(hex("82 fe 00 7e 01 02 03 04") + QByteArray(126, 'd') + hex("82 80 00 00 00 00"))} +
            close + ending()};
        f["64 KiB frame"] = {{server(hex("82 7f 00 00 00 00 00 01 00 00") + QByteArray(65536, 'x'))}, false};
        f["close without code"] = {handshake() +
                                   Script{client(hex("88 80 37 fa 21 3d")), server(hex("88 00"))} + ending()};
        f["close with reason"] = {handshake() +
                                  Script{server(hex("88 0c 03 e8 ec 88 98 ec 97 85 20 eb 81 9d"))} +
                                  Script{client(hex("88 82 37 fa 21 3d 34 12"))} + ending()};
        f["frame behind the 101"] = {
            Script{connect(), client(request()), server(response() + hex("81 05 48 65 6c 6c 6f"))} + close +
            ending()};
        f["tls 1.3"] = {Script{connect()} + tls13() + ending(), true, true, Layer::Tls};
        f["tls 1.2"] = {Script{connect()} + tls12() + ending(), true, true, Layer::Tls};
        f["tls cut in a record"] = {
            {connect(), client(tls13().front().bytes.first(90)), cut()}, true, true, Layer::Tls};
        f["tls, then rubbish"] = {
            {connect(), client(tls13().front().bytes + noise), server(hex("17 03 03 ff ff 01 02 03"))},
            true,
            true,
            Layer::Tls};
        f["no tls"] = {Script{connect(), client(request()), server(response())} + ending(), true, false,
                       Layer::Tls};
        f["refused"] = {Script{connect(), client(request()), server(refusal)} + ending()};
        f["request after refusal"] = {Script{connect(), client(request()), server(refusal), client(request()),
                                             server(response()), client(text)}};
        f["chunked refusal"] = {Script{connect(), client(request()), server(chunked)} + ending()};
        f["body to close"] = {
            Script{connect(), client(request()), server(head({"HTTP/1.0 500 Oops"}) + "all that is left")} +
            ending()};
        f["http keep-alive"] = {
            Script{connect(), client(head({"POST /echo HTTP/1.1", "Host: a", "Content-Length: 5"}) + "hello"),
                   server(head({"HTTP/1.1 200 OK", "Content-Length: 5"}) + "hello"),
                   client(head({"GET /price HTTP/1.1", "Host: a"})),
                   server(head({"HTTP/1.1 204 No Content"})), client(head({"GET /old HTTP/1.1", "Host: a"})),
                   server(head({"HTTP/1.1 304 Not Modified", "Content-Length: 12"})),
                   client(head({"GET /100 HTTP/1.1", "Host: a"})),
                   server(head({"HTTP/1.1 100 Continue"}) + head({"HTTP/1.1 200 OK", "Content-Length: 0"}))} +
            ending()};
        f["line feeds only"] = {{connect(), client(request().replace("\r\n", "\n")),
                                 server(response().replace("\r\n", "\n")), client(text)},
                                true,
                                false};
        f["rubbish"] = {{connect(), client(noise), server(noise)}, true, false};
        f["head over the limit"] = {
            {client("GET / HTTP/1.1\r\nX: " + QByteArray(65536, 'y') + "\r\n\r\nmore"), server(response())},
            true,
            false};
        f["head at the limit"] = {{client(requestWith("X: " + QByteArray(65536 - 157 - 5, 'y') + "\r\n")),
                                   server(response()), client(text)}};
        f["bit 63"] = {
            handshake() + Script{server(hex("82 ff 80 00 00 00 00 00 00 05 01 02 03 04") + "anything at all"),
                                 client(text)},
            true, false};
        f["2^62 promise"] = {
            handshake() +
                Script{client(hex("82 ff 40 00 00 00 00 00 00 00 01 02 03 04") + QByteArray(300, 'p'))} +
                ending(),
            true, false};
        f["cut in a payload"] = {handshake() + Script{client(text.first(9))} + ending(), true, false};
        f["cut in a header"] = {handshake() + Script{client(hex("82 fe 01"))} + ending(), true, false};
        f["cut in the request"] = {
            {connect(), client(request().first(77)), fin(Direction::Client), fin(Direction::Server)}};
        f["server never answers"] = {
            {connect(), client(request()), fin(Direction::Client), fin(Direction::Server)}};
        f["wire cuts"] = {handshake() + Script{client(text), server(hex("81 0c eb b0")), cut()}, true, false};
        f["reset"] = {handshake() + Script{client(text), rst(Direction::Client)}};
        f["undelivered close"] = {handshake() + Script{client(hex("88 82 37 fa 21 3d 34 12")),
                                                       fin(Direction::Client), server(hex("88 02 03 e8")),
                                                       fin(Direction::Server), rst(Direction::Client)}};
        f["no handshake"] = {Script{client(text), server(hex("01 03 48 65 6c  89 00  80 02 6c 6f"))} + close,
                             false};
        f["reserved opcodes"] = {
            {client(hex("83 80 01 02 03 04  8b 80 01 02 03 04")), server(hex("87 01 41  8f 00  81 01 42"))},
            false,
            false};
        f["stray fragments"] = {
            {server(hex("80 01 61  01 01 62  81 01 63  00 01 64  01 00  02 00  80 01 65"))}, false, false};
        f["answer before the request"] = {{server(response()), client(request()), client(text)}};
        return f;
    }();
    return fixtures;
}

} // namespace fixtures
