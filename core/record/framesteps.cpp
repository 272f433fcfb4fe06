// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/steps.h"

#include "core/protocol/utf8.h"
#include "core/record/conversation.h"
#include "core/record/messages.h"

namespace core {

namespace {

// Characters of a message that fit a sentence.
constexpr qsizetype quotedCharacters = 40;

QString hex(const QByteArray &bytes) { return QString::fromLatin1(toHex(spanOf(bytes), ' ')); }

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

BitSpan payloadFocus(const FrameHeader &header)
{
    return header.payloadLength == 0 ? byteRange(0, header.size)
                                     : byteRange(header.size, header.payloadLength);
}

Step meaningStep(const Conversation &conversation, quint32 number, const FrameHeader &header)
{
    const Unit &unit = conversation.units()[number];
    const QByteArray payload = unmaskedPayload(conversation.index(), number);
    const Message message = messageUpTo(conversation.index(), number);
    const bool isJoined = message.units.size() > 1 || conversation.endsCompressed(number);
    const QByteArray whole = isJoined ? conversation.contentOf(message) : payload;
    const bool isWholeMessage = message.units.size() == 1;
    Step step =
        stepAt(meaningId(conversation, number, isWholeMessage ? whole : payload, !message.units.empty()),
               number, payloadFocus(header), unit.direction);
    const int code = payload.size() >= 2 ? static_cast<int>(bitsValue(spanOf(payload), {0, 16})) : 0;
    const bool isText = !is(message.opcode, Opcode::Binary) && isValidUtf8(spanOf(whole));
    step.values = {{QStringLiteral("text"), isText ? quoted(whole) : QString()},
                   {QStringLiteral("bytes"), QString::number(whole.size())},
                   {QStringLiteral("fragments"), QString::number(message.units.size())},
                   {QStringLiteral("code"), QString::number(code)},
                   {QStringLiteral("opcode"), QString::number(unit.opcode())}};
    return step;
}

// RFC 7692 §7.2.2: with the frame that ends the message.
Step inflateStep(const Conversation &conversation, quint32 number, const FrameHeader &header)
{
    const Message message = messageUpTo(conversation.index(), number);
    Step step = stepAt("step.frame.inflate", number, payloadFocus(header),
                       opposite(conversation.units()[number].direction));
    step.values = {
        {QStringLiteral("compressed"), QString::number(payloadOf(conversation.index(), message).size())},
        {QStringLiteral("bytes"), QString::number(conversation.contentOf(message).size())}};
    return step;
}

void addUnmaskSteps(std::vector<Step> &steps, quint32 number, const Unit &unit, const FrameHeader &header,
                    const QByteArray &bytes, quint64 present)
{
    if (present == 0)
        return;
    if (!header.masked) {
        steps.push_back(
            stepAt("step.frame.payload", number, byteRange(header.size, present), unit.direction));
        steps.back().values = {{QStringLiteral("bytes"), QString::number(present)}};
        return;
    }
    const quint64 single = std::min(present, singleUnmaskSteps);
    for (quint64 i = 0; i < single; ++i) {
        const auto wire = static_cast<std::uint8_t>(bytes[static_cast<qsizetype>(header.size + i)]);
        const std::uint8_t mask = header.key[i % 4];
        steps.push_back(stepAt("step.frame.unmask", number, byteRange(header.size + i, 1), unit.direction));
        steps.back().part = static_cast<int>(i);
        steps.back().values = {{QStringLiteral("index"), QString::number(i)},
                               {QStringLiteral("keyindex"), QString::number(i % 4)},
                               {QStringLiteral("wire"), hexByte(wire)},
                               {QStringLiteral("mask"), hexByte(mask)},
                               {QStringLiteral("result"), hexByte(wire ^ mask)}};
    }
    if (present > single) {
        steps.push_back(stepAt("step.frame.unmask.rest", number,
                               byteRange(header.size + single, present - single), unit.direction));
        steps.back().part = static_cast<int>(single);
        steps.back().values = {{QStringLiteral("bytes"), QString::number(present - single)}};
    }
}

void addHeaderSteps(std::vector<Step> &steps, quint32 number, const Unit &unit, const QByteArray &bytes)
{
    const auto present = static_cast<quint64>(bytes.size());
    steps.push_back(stepAt("step.frame.first", number, byteRange(0, 1), unit.direction));
    steps.back().values = {{QStringLiteral("byte"), hex(bytes.first(1))},
                           {QStringLiteral("opcode"), QString::number(unit.opcode())}};
    if (present < 2)
        return;
    const quint8 length7 = static_cast<quint8>(bytes[1]) & 0x7f;
    const quint64 extended = length7 == 126 ? 2 : length7 == 127 ? 8 : 0;
    if (present < 2 + extended)
        return;
    steps.push_back(stepAt(length7 == 127   ? "step.frame.length64"
                           : length7 == 126 ? "step.frame.length16"
                                            : "step.frame.length",
                           number, byteRange(1, 1 + extended), unit.direction));
    const quint64 announced = extended == 0 ? length7 : bitsValue(spanOf(bytes), byteRange(2, extended));
    steps.back().values = {{QStringLiteral("byte"), hex(bytes.mid(1, 1))},
                           {QStringLiteral("bytes"), QString::number(announced)}};
    const bool masked = (static_cast<quint8>(bytes[1]) & 0x80) != 0;
    if (masked && present >= 6 + extended) {
        steps.push_back(stepAt("step.frame.key", number, byteRange(2 + extended, 4), unit.direction));
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
    const QByteArray bytes = conversation.index().bytes(number, maxHeaderBytes + singleUnmaskSteps);
    addHeaderSteps(steps, number, unit, bytes);
    const auto header = readFrameHeader(spanOf(bytes));
    if (header && header->hasValidLength())
        addUnmaskSteps(steps, number, unit, *header, bytes, present - header->size);
    return header;
}

} // namespace

std::vector<Step> frameSteps(const Conversation &conversation, quint32 number)
{
    const Unit &unit = conversation.units()[number];
    const quint64 present = conversation.index().length(number);
    std::vector<Step> steps;
    const auto header = addFrameSteps(steps, conversation, number);
    const bool lost = header && !header->hasValidLength();
    if (conversation.endsCompressed(number))
        steps.push_back(inflateStep(conversation, number, *header));
    if (unit.complete) {
        steps.push_back(meaningStep(conversation, number, *header));
        return steps;
    }
    steps.push_back(stepAt(lost ? "step.frame.broken" : "step.frame.incomplete", number,
                           byteRange(0, present), unit.direction));
    steps.back().values = {
        {QStringLiteral("present"), QString::number(present)},
        {QStringLiteral("bytes"),
         header ? QString::number(unit.headerLength + unit.payloadLength) : QStringLiteral("?")}};
    return steps;
}

quint32 frameStepCount(const Conversation &conversation, quint32 number, const FrameHeader *header)
{
    // What it means, or how it broke off; before that the inflating of a message.
    const quint32 meaning = conversation.endsCompressed(number) ? 2 : 1;
    if (header == nullptr) {
        std::vector<Step> steps;
        addFrameSteps(steps, conversation, number);
        return static_cast<quint32>(steps.size()) + meaning;
    }
    const quint64 present = header->hasValidLength() ? conversation.index().length(number) - header->size : 0;
    return frameStepCount(*header, present) + meaning - 1;
}

} // namespace core
