// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/deviation.h"

#include "core/protocol/accept.h"

#include <QCryptographicHash>
#include <QString>

namespace core {

namespace {

using Frames = std::vector<OutFrame>;
using Situation = Deviation::Situation;

constexpr auto ofClient = Direction::Client;
constexpr auto ofServer = Direction::Server;

bool isData(const OutFrame &frame) { return !isControl(frame.header.opcode); }
bool isA(const OutFrame &frame, Opcode opcode) { return is(frame.header.opcode, opcode); }

/// `frame` changed by `change` where it is one that `applies` names.
template<typename Applies, typename Change>
Frames changed(OutFrame frame, Applies applies, Change change)
{
    if (applies(frame))
        change(frame);
    return {std::move(frame)};
}

template<typename Change>
Frames changedData(OutFrame frame, Change change)
{
    return changed(std::move(frame), isData, change);
}

template<Opcode opcode, typename Change>
Frames changedOnly(OutFrame frame, Change change)
{
    return changed(
        std::move(frame), [](const OutFrame &f) { return isA(f, opcode); }, change);
}

template<Opcode opcode>
Frames dropped(OutFrame frame, const Situation &)
{
    return isA(frame, opcode) ? Frames() : Frames{std::move(frame)};
}

template<char first, char second>
Frames closeWith(OutFrame frame, const Situation &)
{
    return changedOnly<Opcode::Close>(
        std::move(frame), [](OutFrame &f) { f.payload = QByteArray(1, first) + QByteArray(1, second); });
}

template<int opcode>
Frames withOpcode(OutFrame frame, const Situation &)
{
    return changedData(std::move(frame), [](OutFrame &f) { f.header.opcode = opcode; });
}

template<int bits>
Frames withLengthBits(OutFrame frame, const Situation &)
{
    return changedData(std::move(frame), [](OutFrame &f) { f.lengthBits = bits; });
}

template<int bit>
Frames withReservedBit(OutFrame frame, const Situation &)
{
    return changedData(std::move(frame), [](OutFrame &f) {
        f.header.rsv1 = f.header.rsv1 || bit == 1;
        f.header.rsv2 = bit == 2;
        f.header.rsv3 = bit == 3;
    });
}

Frames unmasked(OutFrame frame, const Situation &)
{
    frame.header.masked = false;
    return {std::move(frame)};
}

Frames masked(OutFrame frame, const Situation &)
{
    frame.header.masked = true;
    frame.header.key = {0x37, 0xfa, 0x21, 0x3d};
    return {std::move(frame)};
}

Frames maskedOffByOne(OutFrame frame, const Situation &)
{
    frame.maskPhase = 1;
    return {std::move(frame)};
}

Frames overlongControl(OutFrame frame, const Situation &)
{
    return changedOnly<Opcode::Ping>(std::move(frame),
                                     [](OutFrame &f) { f.payload = f.payload.leftJustified(126, 'p'); });
}

Frames fragmentedControl(OutFrame frame, const Situation &)
{
    if (!isA(frame, Opcode::Ping))
        return {std::move(frame)};
    OutFrame rest(Opcode::Continuation, {});
    rest.header.masked = frame.header.masked;
    rest.header.key = frame.header.key;
    frame.header.fin = false;
    return {std::move(frame), std::move(rest)};
}

Frames badUtf8(OutFrame frame, const Situation &)
{
    return changedOnly<Opcode::Text>(std::move(frame), [](OutFrame &f) { f.payload += "\xed\x95"; });
}

Frames strayContinuation(OutFrame frame, const Situation &) { return withOpcode<0>(std::move(frame), {}); }

// The message is begun anew in the middle.
Frames newMessageInside(OutFrame frame, const Situation &)
{
    if (!isA(frame, Opcode::Text))
        return {std::move(frame)};
    OutFrame first = frame;
    first.header.fin = false;
    return {std::move(first), std::move(frame)};
}

// Each fragment says anew what the message is.
Frames continuationAsText(OutFrame frame, const Situation &)
{
    return changedOnly<Opcode::Continuation>(
        std::move(frame), [](OutFrame &f) { f.header.opcode = static_cast<quint8>(Opcode::Text); });
}

Frames noPongInsideMessage(OutFrame frame, const Situation &situation)
{
    return situation.isInsideMessage ? dropped<Opcode::Pong>(std::move(frame), situation)
                                     : Frames{std::move(frame)};
}

Frames wrongPong(OutFrame frame, const Situation &)
{
    return changedOnly<Opcode::Pong>(std::move(frame), [](OutFrame &f) { f.payload = "pong"; });
}

Frames closeOneByte(OutFrame frame, const Situation &)
{
    return changedOnly<Opcode::Close>(std::move(frame),
                                      [](OutFrame &f) { f.payload = QByteArray(1, '\x03'); });
}

Frames closeLittleEndian(OutFrame frame, const Situation &)
{
    return changedOnly<Opcode::Close>(std::move(frame), [](OutFrame &f) {
        if (f.payload.size() >= 2)
            std::swap(f.payload[0], f.payload[1]);
    });
}

Frames closeBadReason(OutFrame frame, const Situation &)
{
    return changedOnly<Opcode::Close>(std::move(frame), [](OutFrame &f) { f.payload = "\x03\xe8\xec\x88"; });
}

Frames closeLongReason(OutFrame frame, const Situation &)
{
    return changedOnly<Opcode::Close>(
        std::move(frame), [](OutFrame &f) { f.payload = QByteArray("\x03\xe8") + QByteArray(124, 'r'); });
}

Frames dataAfterClose(OutFrame frame, const Situation &)
{
    if (!isA(frame, Opcode::Close))
        return {std::move(frame)};
    OutFrame late(Opcode::Text, "late");
    late.header.masked = frame.header.masked;
    late.header.key = frame.header.key;
    return {std::move(frame), std::move(late)};
}

// The length counts characters instead of bytes: what is left over is read as a frame of its own.
Frames lengthInCharacters(OutFrame frame, const Situation &)
{
    return changedOnly<Opcode::Text>(std::move(frame), [](OutFrame &f) {
        f.announced = static_cast<quint64>(QString::fromUtf8(f.payload).size());
    });
}

Frames lengthLittleEndian(OutFrame frame, const Situation &)
{
    return changedData(std::move(frame), [](OutFrame &f) { f.littleEndian = true; });
}

QByteArray sha1OfKey(const QByteArray &key) { return deriveAccept(key).sha1; }

void acceptOf(HeadDraft &head, const QByteArray &text)
{
    head.set("Sec-WebSocket-Accept", QCryptographicHash::hash(text, QCryptographicHash::Sha1).toBase64());
}

void acceptDecodedKey(HeadDraft &head) { acceptOf(head, QByteArray::fromBase64(head.key) + handshakeGuid); }

void acceptLowerCaseGuid(HeadDraft &head) { acceptOf(head, head.key + QByteArray(handshakeGuid).toLower()); }

void acceptHexDigest(HeadDraft &head)
{
    head.set("Sec-WebSocket-Accept", sha1OfKey(head.key).toHex().toBase64());
}

void acceptOneCharacter(HeadDraft &head)
{
    QByteArray accept = deriveAccept(head.key).accept;
    accept[0] = accept[0] == 'A' ? 'B' : 'A';
    head.set("Sec-WebSocket-Accept", accept);
}

void changeMethod(HeadDraft &head) { head.start.replace(0, 3, "POST"); }
void changeVersion(HeadDraft &head) { head.start.replace("HTTP/1.1", "HTTP/1.0"); }
void changeStatus(HeadDraft &head) { head.start = "HTTP/1.1 200 OK"; }

// clang-format off: a row a line
constexpr Deviation deviations[] = {
    {"request-post", "REQ-01", ofClient, changeMethod},
    {"request-http10", "REQ-02", ofClient, changeVersion},
    {"request-no-host", "REQ-05", ofClient, [](HeadDraft &head) { head.remove("Host"); }},
    {"request-no-upgrade", "REQ-07", ofClient, [](HeadDraft &head) { head.remove("Upgrade"); }},
    {"request-no-connection", "REQ-08", ofClient, [](HeadDraft &head) { head.remove("Connection"); }},
    {"request-no-key", "REQ-09", ofClient, [](HeadDraft &head) { head.remove("Sec-WebSocket-Key"); }},
    {"request-short-key", "REQ-11", ofClient,
     [](HeadDraft &head) { head.set("Sec-WebSocket-Key", head.key.left(16)); }},
    {"request-no-version", "REQ-15", ofClient, [](HeadDraft &head) { head.remove("Sec-WebSocket-Version"); }},
    {"request-version-12", "REQ-18", ofClient,
     [](HeadDraft &head) { head.set("Sec-WebSocket-Version", "12"); }},
    {"accept-key-decoded", "RSP-06", ofServer, acceptDecodedKey},
    {"accept-hex-digest", "RSP-06", ofServer, acceptHexDigest},
    {"accept-lower-case-guid", "RSP-06", ofServer, acceptLowerCaseGuid},
    {"accept-one-character", "RSP-06", ofServer, acceptOneCharacter},
    {"accept-missing", "RSP-05", ofServer, [](HeadDraft &head) { head.remove("Sec-WebSocket-Accept"); }},
    {"response-status-200", "RSP-01", ofServer, changeStatus},
    {"response-no-upgrade", "RSP-03", ofServer, [](HeadDraft &head) { head.remove("Upgrade"); }},
    {"response-no-connection", "RSP-04", ofServer, [](HeadDraft &head) { head.remove("Connection"); }},
    {"response-foreign-subprotocol", "RSP-08", ofServer,
     [](HeadDraft &head) { head.set("Sec-WebSocket-Protocol", "chat.v9"); }},
    {"response-foreign-extension", "RSP-10", ofServer,
     [](HeadDraft &head) { head.set("Sec-WebSocket-Extensions", "x-webkit-deflate-frame"); }},
    {"unmasked-frame", "FRM-01", ofClient, nullptr, unmasked},
    {"masked-frame", "FRM-02", ofServer, nullptr, masked},
    {"mask-off-by-one", "", ofClient, nullptr, maskedOffByOne},
    {"rsv1", "FRM-03", {}, nullptr, withReservedBit<1>},
    {"rsv2", "FRM-04", {}, nullptr, withReservedBit<2>},
    {"rsv3", "FRM-05", {}, nullptr, withReservedBit<3>},
    {"reserved-opcode", "FRM-06", {}, nullptr, withOpcode<3>},
    {"reserved-control-opcode", "FRM-07", {}, nullptr, withOpcode<11>},
    {"length-16-bit", "FRM-08", {}, nullptr, withLengthBits<16>},
    {"length-64-bit", "FRM-09", {}, nullptr, withLengthBits<64>},
    {"length-little-endian", "", {}, nullptr, lengthLittleEndian},
    {"length-in-characters", "", {}, nullptr, lengthInCharacters},
    {"overlong-ping", "FRM-12", {}, nullptr, overlongControl},
    {"fragmented-ping", "FRM-13", {}, nullptr, fragmentedControl},
    {"stray-continuation", "MSG-01", {}, nullptr, strayContinuation},
    {"message-inside-message", "MSG-02", {}, nullptr, newMessageInside},
    {"continuation-as-text", "MSG-02", {}, nullptr, continuationAsText},
    {"no-pong", "MSG-09", {}, nullptr, dropped<Opcode::Pong>},
    {"no-pong-inside-message", "MSG-09", {}, nullptr, noPongInsideMessage},
    {"wrong-pong", "MSG-10", {}, nullptr, wrongPong},
    {"bad-utf8", "TXT-06", {}, nullptr, badUtf8},
    {"close-one-byte", "CLS-01", {}, nullptr, closeOneByte},
    {"close-1005", "CLS-03", {}, nullptr, closeWith<'\x03', '\xed'>},
    {"close-999", "CLS-06", {}, nullptr, closeWith<'\x03', '\xe7'>},
    {"close-little-endian", "CLS-08", {}, nullptr, closeLittleEndian},
    {"close-bad-reason", "CLS-11", {}, nullptr, closeBadReason},
    {"close-long-reason", "CLS-12", {}, nullptr, closeLongReason},
    {"data-after-close", "CLS-15", {}, nullptr, dataAfterClose},
    {"no-close", "CLS-17", {}, nullptr, dropped<Opcode::Close>},
};
// clang-format on

} // namespace

std::span<const Deviation> sendingDeviations() { return deviations; }

} // namespace core
