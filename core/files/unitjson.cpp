// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/unitjson.h"

#include "core/protocol/utf8.h"

#include <QJsonArray>

namespace core {

namespace {

constexpr quint64 exactInDouble = 1ULL << 53;

QString latin(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

QString latin(const QByteArray &text) { return QString::fromLatin1(text); }

QJsonValue number(quint64 value)
{
    if (value > exactInDouble)
        return QString::number(value);
    return static_cast<qint64>(value);
}

QJsonValue fieldValue(const Field &field, ByteSpan unitBytes, quint64 longest)
{
    if (field.span.bits / 8 > longest)
        return {};
    switch (field.kind) {
    case ValueKind::None:
        return {};
    case ValueKind::Flag:
        return integerValue(field, unitBytes) != 0;
    case ValueKind::Integer:
        return number(integerValue(field, unitBytes));
    case ValueKind::Literal:
        return latin(valueBytes(field, unitBytes));
    case ValueKind::Bytes:
        return latin(valueBytes(field, unitBytes).toHex());
    }
    return {};
}

QJsonValue kindName(UnitKind kind)
{
    static const char *const names[] = {"request", "response", "frame", "unknown", "tls"};
    return QLatin1StringView(names[static_cast<int>(kind)]);
}

QJsonObject httpJson(const Conversation &conversation, quint32 number)
{
    const HttpHead head = conversation.index().head(number);
    const auto part = [&head](int i) -> QJsonValue {
        const QByteArray text = head.startPart(i);
        return text.isEmpty() ? QJsonValue() : QJsonValue(latin(text));
    };
    QJsonArray headers;
    for (const HeadLine &line : head.lines)
        if (line.form == HeadLine::Form::Field)
            headers.append(QJsonArray{latin(head.text(line.name)), latin(head.text(line.value))});
    const bool response = head.isResponse;
    const quint64 present = conversation.index().length(number);
    return {
        {QStringLiteral("method"), response ? QJsonValue() : part(0)},
        {QStringLiteral("target"), response ? QJsonValue() : part(1)},
        {QStringLiteral("version"), response ? part(0) : part(2)},
        {QStringLiteral("status"), response && head.status() != 0 ? QJsonValue(head.status()) : QJsonValue()},
        {QStringLiteral("reason"), response ? part(2) : QJsonValue()},
        {QStringLiteral("headers"), headers},
        {QStringLiteral("body_length"), core::number(present - conversation.units()[number].headerLength)}};
}

QJsonObject frameJson(const QByteArray &bytes)
{
    const auto bit = [&](quint64 position, qsizetype byte) -> QJsonValue {
        return bytes.size() > byte ? QJsonValue(bitsValue(spanOf(bytes), {position, 1}) != 0) : QJsonValue();
    };
    const auto header = readFrameHeader(spanOf(bytes));
    return {{QStringLiteral("fin"), bit(0, 0)},
            {QStringLiteral("rsv1"), bit(1, 0)},
            {QStringLiteral("rsv2"), bit(2, 0)},
            {QStringLiteral("rsv3"), bit(3, 0)},
            {QStringLiteral("opcode"), bytes.isEmpty() ? QJsonValue() : QJsonValue(bytes[0] & 0x0f)},
            {QStringLiteral("masked"), bit(8, 1)},
            {QStringLiteral("key"),
             header && header->masked ? QJsonValue(latin(toHex(header->key))) : QJsonValue()},
            {QStringLiteral("payload_length"), header ? number(header->payloadLength) : QJsonValue()}};
}

QJsonObject findingJson(const Check &check)
{
    const bool hasPlace = !check.field.empty(); // else the connection's
    return {
        {QStringLiteral("rule"), latin(check.rule->id)},
        {QStringLiteral("severity"), QLatin1StringView(name(check.rule->severity))},
        {QStringLiteral("section"),
         QString::fromUtf8(check.rule->section.data(), static_cast<qsizetype>(check.rule->section.size()))},
        {QStringLiteral("field"), hasPlace ? QJsonValue(latin(check.field)) : QJsonValue()},
        {QStringLiteral("bit"), hasPlace ? number(check.span.bit) : QJsonValue()},
        {QStringLiteral("bits"), hasPlace ? number(check.span.bits) : QJsonValue()},
        {QStringLiteral("close"), check.rule->close != 0 ? QJsonValue(check.rule->close) : QJsonValue()},
        {QStringLiteral("status"), check.rule->status != 0 ? QJsonValue(check.rule->status) : QJsonValue()},
        {QStringLiteral("leg"), QString()},
        {QStringLiteral("expected"), latin(check.expected)},
        {QStringLiteral("observed"), latin(check.observed)}};
}

QJsonValue timeOf(const Conversation &conversation, quint32 unit)
{
    const qint64 time = conversation.recording().entries()[conversation.index().firstEntry(unit)].timeNs;
    return time < 0 ? QJsonValue() : QJsonValue(time);
}

QJsonValue compressedLength(const Conversation &conversation, const Message &message)
{
    if (!conversation.isCompressed(message))
        return {};
    quint64 sum = 0;
    for (const quint32 unit : message.units)
        sum += conversation.index().length(unit) - conversation.units()[unit].headerLength;
    return number(sum);
}

void putBytes(QJsonObject &json, const char *name, const QByteArray &bytes, const DecodeOptions &options)
{
    const bool fits = static_cast<quint64>(bytes.size()) <= options.longest;
    json[QLatin1StringView(name)] = fits ? QJsonValue(latin(bytes.toHex())) : QJsonValue();
    if (!fits)
        json[QStringLiteral("omitted")] = static_cast<qint64>(bytes.size());
}

} // namespace

QString sideName(Direction direction)
{
    return direction == Direction::Client ? QStringLiteral("client") : QStringLiteral("server");
}

QJsonObject findingJson(const Conversation &conversation, const Check &check)
{
    QJsonObject json = findingJson(check);
    json[QStringLiteral("leg")] =
        conversation.leg() == Leg::Sent ? QStringLiteral("sent") : QStringLiteral("delivered");
    return json;
}

QJsonObject fieldJson(const Field &field, ByteSpan unitBytes, quint64 longest)
{
    QJsonArray children;
    for (const Field &child : field.children)
        children.append(fieldJson(child, unitBytes, longest));
    return {{QStringLiteral("id"), latin(field.id)},
            {QStringLiteral("bit"), number(field.span.bit)},
            {QStringLiteral("bits"), number(field.span.bits)},
            {QStringLiteral("value"), fieldValue(field, unitBytes, longest)},
            {QStringLiteral("children"), children}};
}

QJsonObject unitJson(const Conversation &conversation, quint32 number, const DecodeOptions &options)
{
    const Unit &unit = conversation.units()[number];
    const QByteArray bytes = conversation.index().bytes(number);
    QJsonObject json{{QStringLiteral("index"), static_cast<qint64>(number)},
                     {QStringLiteral("direction"), sideName(unit.direction)},
                     {QStringLiteral("kind"), kindName(unit.kind)},
                     {QStringLiteral("complete"), unit.complete || unit.kind == UnitKind::Unknown},
                     {QStringLiteral("offset"), core::number(unit.offset)},
                     {QStringLiteral("length"), core::number(static_cast<quint64>(bytes.size()))},
                     {QStringLiteral("time_ns"), timeOf(conversation, number)}};
    if (options.bytes)
        putBytes(json, "bytes", bytes, options);
    if (unit.isHttp())
        json[QStringLiteral("http")] = httpJson(conversation, number);
    if (unit.isFrame())
        json[QStringLiteral("frame")] = frameJson(bytes);
    if (options.fields) {
        const Field tree = conversation.fieldsOf(number);
        QJsonArray fields;
        if (tree.isLeaf())
            fields.append(fieldJson(tree, spanOf(bytes), options.longest));
        for (const Field &field : tree.children)
            fields.append(fieldJson(field, spanOf(bytes), options.longest));
        json[QStringLiteral("fields")] = fields;
    }
    return json;
}

QJsonObject messageJson(const Conversation &conversation, const Message &message,
                        const DecodeOptions &options)
{
    QJsonArray units;
    for (const quint32 unit : message.units)
        units.append(static_cast<qint64>(unit));
    const QByteArray payload = conversation.contentOf(message);
    QJsonObject json{{QStringLiteral("direction"), sideName(message.direction)},
                     {QStringLiteral("type"),
                      is(message.opcode, Opcode::Text) ? QStringLiteral("text") : QStringLiteral("binary")},
                     {QStringLiteral("units"), units},
                     {QStringLiteral("complete"), message.complete},
                     {QStringLiteral("length"), static_cast<qint64>(payload.size())},
                     {QStringLiteral("compressed_length"), compressedLength(conversation, message)}};
    if (options.bytes) {
        putBytes(json, "payload", payload, options);
        const bool fits = static_cast<quint64>(payload.size()) <= options.longest;
        const bool isText = fits && is(message.opcode, Opcode::Text) && isValidUtf8(spanOf(payload));
        json[QStringLiteral("text")] = isText ? QJsonValue(QString::fromUtf8(payload)) : QJsonValue();
    }
    return json;
}

} // namespace core
