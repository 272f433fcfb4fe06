// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/step.h"

#include "core/protocol/accept.h"
#include "core/protocol/closecode.h"
#include "core/protocol/utf8.h"
#include "core/record/conversation.h"
#include "core/record/messages.h"

#include <algorithm>
#include <span>

namespace core {

namespace {

// Bytes of a payload that get a step each while it is unmasked; the rest has one together.
constexpr quint64 singleUnmaskSteps = 8;
constexpr quint64 maxHeaderSize = 14; // RFC 6455 §5.2
// Characters of a message that fit a sentence.
constexpr qsizetype quotedCharacters = 40;

QString latin(const QByteArray &bytes) { return QString::fromLatin1(bytes); }

QString hex(const QByteArray &bytes) { return latin(toHex(spanOf(bytes), ' ')); }

QString hexByte(std::uint8_t byte) { return QStringLiteral("%1").arg(byte, 2, 16, QLatin1Char('0')); }

QString quoted(const QByteArray &utf8)
{
    QString text = QString::fromUtf8(utf8).simplified();
    if (text.size() > quotedCharacters) {
        const bool splitsPair = text[quotedCharacters - 1].isHighSurrogate();
        text = text.left(splitsPair ? quotedCharacters - 1 : quotedCharacters) + QChar(0x2026);
    }
    return text;
}

BitSpan bitsOf(HeadRange range) { return byteRange(range.offset, range.length); }

Step at(std::string_view id, quint32 unit, BitSpan focus, Direction who)
{
    Step step;
    step.id = id;
    step.unit = unit;
    step.focus = focus;
    step.who = who;
    return step;
}

Step atEvent(std::string_view id, quint32 entry, Direction who)
{
    Step step;
    step.id = id;
    step.entry = entry;
    step.who = who;
    return step;
}

std::vector<Step> httpSteps(const Conversation &conversation, quint32 number)
{
    const Unit &unit = conversation.units()[number];
    const HttpHead head = conversation.index().head(number);
    const bool isResponse = head.isResponse;
    const auto make = [&](std::string_view request, std::string_view response, HeadRange range) {
        return at(isResponse ? response : request, number, bitsOf(range), unit.direction);
    };
    std::vector<Step> steps;
    for (const HeadLine &line : head.lines) {
        switch (line.form) {
        case HeadLine::Form::Start:
            steps.push_back(make("step.request.line", "step.response.line", line.all()));
            steps.back().values = {{QStringLiteral("method"), latin(head.startPart(0))},
                                   {QStringLiteral("target"), latin(head.startPart(1))},
                                   {QStringLiteral("status"), latin(head.startPart(1))},
                                   {QStringLiteral("reason"), latin(head.startPart(2))}};
            break;
        case HeadLine::Form::Field:
        case HeadLine::Form::Fold:
        case HeadLine::Form::Malformed:
            steps.push_back(make("step.request.header", "step.response.header", line.all()));
            steps.back().values = {
                {QStringLiteral("name"),
                 latin(head.text(line.form == HeadLine::Form::Field ? line.name : line.text))},
                {QStringLiteral("value"), latin(head.text(line.value))}};
            break;
        case HeadLine::Form::Empty:
            if (line.lineEnd.length > 0 && head.complete)
                steps.push_back(make("step.request.end",
                                     head.status() == 101 ? "step.response.end" : "step.response.end.refused",
                                     line.all()));
            break;
        }
    }
    const quint64 present = conversation.index().length(number);
    if (present > unit.headerLength && head.complete) {
        steps.push_back(at(isResponse ? "step.response.body" : "step.request.body", number,
                           byteRange(unit.headerLength, present - unit.headerLength), unit.direction));
        steps.back().values = {{QStringLiteral("bytes"), QString::number(present - unit.headerLength)}};
    }
    if (!unit.complete) {
        steps.push_back(at(isResponse ? "step.response.incomplete" : "step.request.incomplete", number,
                           byteRange(0, present), unit.direction));
        steps.back().values = {{QStringLiteral("bytes"), QString::number(present)}};
    }
    return steps;
}

std::vector<Step> checkSteps(const Conversation &conversation, quint32 number, bool byServer)
{
    std::vector<Step> steps;
    const std::vector<Check> checks = conversation.checksOf(number);
    for (std::size_t i = 0; i < checks.size(); ++i) {
        const Check &check = checks[i];
        const std::string_view id = byServer
                                        ? (check.kept ? "step.server.check" : "step.server.check.failed")
                                        : (check.kept ? "step.client.check" : "step.client.check.failed");
        steps.push_back(at(id, number, check.span, byServer ? Direction::Server : Direction::Client));
        steps.back().part = static_cast<int>(i);
        steps.back().rule = check.rule->id;
        steps.back().values = {
            {QStringLiteral("rule"),
             QString::fromLatin1(check.rule->id.data(), static_cast<qsizetype>(check.rule->id.size()))}};
    }
    return steps;
}

std::vector<Step> acceptSteps(const Conversation &conversation, quint32 request)
{
    static constexpr std::string_view ids[] = {"step.accept.key", "step.accept.concatenate",
                                               "step.accept.hash", "step.accept.encode"};
    const QByteArray key = conversation.index().head(request).joined("Sec-WebSocket-Key");
    const Field tree = conversation.fieldsOf(request);
    const Field *const field = findField(tree, "http.request.key");
    const BitSpan focus = field != nullptr ? field->span : BitSpan{};
    std::vector<Step> steps;
    for (const std::string_view id : ids) {
        steps.push_back(at(id, request, focus, Direction::Server));
        steps.back().part = static_cast<int>(steps.size()) - 1;
        steps.back().values = {{QStringLiteral("key"), latin(key)},
                               {QStringLiteral("accept"), latin(deriveAccept(key).accept)}};
    }
    return steps;
}

std::string_view meaningId(const Conversation &conversation, quint32 number, const QByteArray &payload,
                           bool hasMessage)
{
    const Unit &unit = conversation.units()[number];
    if (isReserved(unit.opcode()))
        return "step.frame.meaning.reserved";
    switch (static_cast<Opcode>(unit.opcode())) {
    case Opcode::Text:
        return !unit.fin()                    ? "step.frame.meaning.text.first"
               : isValidUtf8(spanOf(payload)) ? "step.frame.meaning.text"
                                              : "step.frame.meaning.text.invalid";
    case Opcode::Binary:
        return unit.fin() ? "step.frame.meaning.binary" : "step.frame.meaning.binary.first";
    case Opcode::Continuation:
        return !hasMessage  ? "step.frame.meaning.continuation.stray"
               : unit.fin() ? "step.frame.meaning.continuation.last"
                            : "step.frame.meaning.continuation";
    case Opcode::Ping:
        return "step.frame.meaning.ping";
    case Opcode::Pong:
        return "step.frame.meaning.pong";
    case Opcode::Close:
        return payload.isEmpty()                   ? "step.frame.meaning.close.empty"
               : payload.size() == 1               ? "step.frame.meaning.close.bad"
               : conversation.answersClose(number) ? "step.frame.meaning.close.reply"
                                                   : "step.frame.meaning.close";
    }
    return {};
}

Step meaningStep(const Conversation &conversation, quint32 number, const FrameHeader &header)
{
    const Unit &unit = conversation.units()[number];
    const QByteArray payload = unmaskedPayload(conversation.index(), number);
    const Message message = messageUpTo(conversation.index(), number);
    const QByteArray whole = message.units.size() > 1 ? payloadOf(conversation.index(), message) : payload;
    const BitSpan focus = payload.isEmpty() ? byteRange(0, header.size)
                                            : byteRange(header.size, static_cast<quint64>(payload.size()));
    Step step =
        at(meaningId(conversation, number, payload, !message.units.empty()), number, focus, unit.direction);
    const int code = payload.size() >= 2 ? static_cast<int>(bitsValue(spanOf(payload), {0, 16})) : 0;
    const bool isText = !is(message.opcode, Opcode::Binary) && isValidUtf8(spanOf(whole));
    step.values = {{QStringLiteral("text"), isText ? quoted(whole) : QString()},
                   {QStringLiteral("bytes"), QString::number(whole.size())},
                   {QStringLiteral("fragments"), QString::number(message.units.size())},
                   {QStringLiteral("code"), QString::number(code)},
                   {QStringLiteral("opcode"), QString::number(unit.opcode())}};
    return step;
}

void addUnmaskSteps(std::vector<Step> &steps, quint32 number, const Unit &unit, const FrameHeader &header,
                    const QByteArray &bytes, quint64 present)
{
    if (present == 0)
        return;
    if (!header.masked) {
        steps.push_back(at("step.frame.payload", number, byteRange(header.size, present), unit.direction));
        steps.back().values = {{QStringLiteral("bytes"), QString::number(present)}};
        return;
    }
    const quint64 single = std::min(present, singleUnmaskSteps);
    for (quint64 i = 0; i < single; ++i) {
        const auto wire = static_cast<std::uint8_t>(bytes[static_cast<qsizetype>(header.size + i)]);
        const std::uint8_t mask = header.key[i % 4];
        steps.push_back(at("step.frame.unmask", number, byteRange(header.size + i, 1), unit.direction));
        steps.back().part = static_cast<int>(i);
        steps.back().values = {{QStringLiteral("index"), QString::number(i)},
                               {QStringLiteral("keyindex"), QString::number(i % 4)},
                               {QStringLiteral("wire"), hexByte(wire)},
                               {QStringLiteral("mask"), hexByte(mask)},
                               {QStringLiteral("result"), hexByte(wire ^ mask)}};
    }
    if (present > single) {
        steps.push_back(at("step.frame.unmask.rest", number,
                           byteRange(header.size + single, present - single), unit.direction));
        steps.back().part = static_cast<int>(single);
        steps.back().values = {{QStringLiteral("bytes"), QString::number(present - single)}};
    }
}

void addHeaderSteps(std::vector<Step> &steps, quint32 number, const Unit &unit, const QByteArray &bytes)
{
    const auto present = static_cast<quint64>(bytes.size());
    steps.push_back(at("step.frame.first", number, byteRange(0, 1), unit.direction));
    steps.back().values = {{QStringLiteral("byte"), hex(bytes.first(1))},
                           {QStringLiteral("opcode"), QString::number(unit.opcode())}};
    if (present < 2)
        return;
    const quint8 length7 = static_cast<quint8>(bytes[1]) & 0x7f;
    const quint64 extended = length7 == 126 ? 2 : length7 == 127 ? 8 : 0;
    if (present < 2 + extended)
        return;
    steps.push_back(at(length7 == 127   ? "step.frame.length64"
                       : length7 == 126 ? "step.frame.length16"
                                        : "step.frame.length",
                       number, byteRange(1, 1 + extended), unit.direction));
    const quint64 announced = extended == 0 ? length7 : bitsValue(spanOf(bytes), byteRange(2, extended));
    steps.back().values = {{QStringLiteral("byte"), hex(bytes.mid(1, 1))},
                           {QStringLiteral("bytes"), QString::number(announced)}};
    const bool masked = (static_cast<quint8>(bytes[1]) & 0x80) != 0;
    if (masked && present >= 6 + extended) {
        steps.push_back(at("step.frame.key", number, byteRange(2 + extended, 4), unit.direction));
        steps.back().values = {
            {QStringLiteral("key"), hex(bytes.mid(static_cast<qsizetype>(2 + extended), 4))}};
    }
}

/// All steps of a frame but the last, which says what it means or how it broke off. Returns the header.
std::optional<FrameHeader> addFrameSteps(std::vector<Step> &steps, const Conversation &conversation,
                                         quint32 number)
{
    const Unit &unit = conversation.units()[number];
    const quint64 present = conversation.index().length(number);
    // Header and the bytes that get a step each; only the meaning reads the whole payload.
    const QByteArray bytes = conversation.index().bytes(number, maxHeaderSize + singleUnmaskSteps);
    addHeaderSteps(steps, number, unit, bytes);
    const auto header = readFrameHeader(spanOf(bytes));
    if (header && header->hasValidLength())
        addUnmaskSteps(steps, number, unit, *header, bytes, present - header->size);
    return header;
}

std::vector<Step> frameSteps(const Conversation &conversation, quint32 number)
{
    const Unit &unit = conversation.units()[number];
    const quint64 present = conversation.index().length(number);
    std::vector<Step> steps;
    const auto header = addFrameSteps(steps, conversation, number);
    const bool lost = header && !header->hasValidLength();
    if (unit.complete) {
        steps.push_back(meaningStep(conversation, number, *header));
        return steps;
    }
    steps.push_back(at(lost ? "step.frame.broken" : "step.frame.incomplete", number, byteRange(0, present),
                       unit.direction));
    steps.back().values = {
        {QStringLiteral("present"), QString::number(present)},
        {QStringLiteral("bytes"),
         header ? QString::number(unit.headerLength + unit.payloadLength) : QStringLiteral("?")}};
    return steps;
}

std::vector<Step> unknownSteps(const Conversation &conversation, quint32 number)
{
    const Unit &unit = conversation.units()[number];
    const quint64 present = conversation.index().length(number);
    Step step = at(unit.reason() == UnknownReason::HeadLimit ? "step.unknown.limit" : "step.unknown", number,
                   byteRange(0, present), unit.direction);
    step.values = {{QStringLiteral("bytes"), QString::number(present)}};
    return {step};
}

// The last Close that the receiver, who reset the connection, did not read any more.
std::vector<Step> undeliveredSteps(const Conversation &conversation, quint32 entry)
{
    const Direction receiver = conversation.recording().entries()[entry].direction;
    for (quint32 i = static_cast<quint32>(conversation.units().size()); i-- > 0;) {
        const Unit &unit = conversation.units()[i];
        if (unit.direction == receiver || !unit.isFrame() || !is(unit.opcode(), Opcode::Close))
            continue;
        Step step = at("step.close.undelivered", i, byteRange(0, conversation.index().length(i)), receiver);
        step.entry = entry;
        return {step};
    }
    return {atEvent("step.tcp.rst", entry, receiver)};
}

// RFC 6455 §7.1.5: each side goes by the first Close frame that it received itself.
int receivedCode(const Conversation &conversation, std::span<const Turn> before, Direction receiver)
{
    const bool stoppedReading = std::any_of(before.begin(), before.end(), [&](const Turn &turn) {
        return turn.kind == TurnKind::CloseUndelivered &&
               conversation.recording().entries()[turn.source].direction == receiver;
    });
    for (quint32 i = 0; i < conversation.units().size() && !stoppedReading; ++i) {
        const Unit &unit = conversation.units()[i];
        if (unit.direction == receiver || !unit.isFrame() || !unit.complete ||
            !is(unit.opcode(), Opcode::Close))
            continue;
        const QByteArray payload = unmaskedPayload(conversation.index(), i);
        return payload.size() < 2 ? number(CloseCode::NoStatus)
                                  : static_cast<int>(bitsValue(spanOf(payload), {0, 16}));
    }
    return number(CloseCode::Abnormal);
}

std::vector<Step> closedSteps(const Conversation &conversation, const Turn &closing)
{
    const quint32 entry = closing.source;
    const std::vector<Turn> &turns = conversation.turns();
    const auto here = std::lower_bound(turns.begin(), turns.end(), closing.firstStep,
                                       [](const Turn &turn, quint32 step) { return turn.firstStep < step; });
    const std::span<const Turn> before(turns.begin(), here);
    const bool decided = std::any_of(before.begin(), before.end(), [](const Turn &turn) {
        return turn.kind == TurnKind::Open || turn.kind == TurnKind::HandshakeFailed ||
               turn.kind == TurnKind::Frame;
    });
    const bool isWebSocket = conversation.index().layer() != Layer::Http;
    Step step = atEvent(decided || !isWebSocket ? "step.tcp.closed" : "step.tcp.gone", entry,
                        conversation.recording().entries()[entry].direction);
    step.values = {{QStringLiteral("clientcode"),
                    QString::number(receivedCode(conversation, before, Direction::Client))},
                   {QStringLiteral("servercode"),
                    QString::number(receivedCode(conversation, before, Direction::Server))}};
    return {step};
}

} // namespace

std::vector<Step> stepsOf(const Conversation &conversation, const Turn &turn)
{
    const quint32 source = turn.source;
    const auto direction = [&] { return conversation.recording().entries()[source].direction; };
    switch (turn.kind) {
    case TurnKind::TcpConnect: {
        Step step = atEvent("step.tcp.connect", source, Direction::Client);
        step.values = {{QStringLiteral("client"), conversation.connection().client},
                       {QStringLiteral("server"), conversation.connection().server}};
        return {step};
    }
    case TurnKind::Request:
    case TurnKind::Response:
        return httpSteps(conversation, source);
    case TurnKind::ServerChecks:
        return checkSteps(conversation, source, true);
    case TurnKind::Accept:
        return acceptSteps(conversation, source);
    case TurnKind::ClientChecks:
        return checkSteps(conversation, source, false);
    case TurnKind::Open:
    case TurnKind::HandshakeFailed: {
        const HttpHead head = conversation.index().head(source);
        const bool open = turn.kind == TurnKind::Open; // there HTTP ends; else the status says why not
        const HeadRange place = open ? head.lines.back().all() : head.lines.front().parts[1];
        Step step =
            at(open ? "step.open" : "step.handshake.failed", source, bitsOf(place), Direction::Client);
        step.values = {{QStringLiteral("status"), latin(head.startPart(1))}};
        return {step};
    }
    case TurnKind::Frame:
        return frameSteps(conversation, source);
    case TurnKind::Unknown:
        return unknownSteps(conversation, source);
    case TurnKind::TcpFin:
        return {atEvent("step.tcp.fin", source, direction())};
    case TurnKind::TcpRst:
        return {atEvent("step.tcp.rst", source, direction())};
    case TurnKind::TcpCut:
        return {atEvent("step.tcp.cut", source, direction())};
    case TurnKind::CloseUndelivered:
        return undeliveredSteps(conversation, source);
    case TurnKind::TcpClosed:
        return closedSteps(conversation, turn);
    }
    return {};
}

quint32 stepCountOf(const Conversation &conversation, const Turn &turn)
{
    if (turn.kind != TurnKind::Frame) // every frame has a meaning or an end as its last step
        return static_cast<quint32>(stepsOf(conversation, turn).size());
    std::vector<Step> steps;
    addFrameSteps(steps, conversation, turn.source);
    return static_cast<quint32>(steps.size()) + 1;
}

} // namespace core
