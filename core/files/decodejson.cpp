// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/decodejson.h"

#include "core/protocol/utf8.h"
#include "core/record/messages.h"

#include <QJsonArray>

#include <algorithm>

namespace core {

namespace {

constexpr quint64 exactInDouble = 1ULL << 53;
constexpr qsizetype lineByteLimit = 64 * 1024; // cli.md: larger values are left out with --lines

QString sideName(Direction direction)
{
    return direction == Direction::Client ? QStringLiteral("client") : QStringLiteral("server");
}

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

template<typename T>
QJsonValue orNull(const std::optional<T> &value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonValue fieldValue(const Field &field, ByteSpan unitBytes)
{
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
    static const char *const names[] = {"request", "response", "frame", "unknown"};
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
    return {
        {QStringLiteral("rule"), latin(check.rule->id)},
        {QStringLiteral("severity"), QLatin1StringView(name(check.rule->severity))},
        {QStringLiteral("section"),
         QString::fromUtf8(check.rule->section.data(), static_cast<qsizetype>(check.rule->section.size()))},
        {QStringLiteral("field"), latin(check.field)},
        {QStringLiteral("bit"), number(check.span.bit)},
        {QStringLiteral("bits"), number(check.span.bits)},
        {QStringLiteral("close"), check.rule->close != 0 ? QJsonValue(check.rule->close) : QJsonValue()},
        {QStringLiteral("status"), check.rule->status != 0 ? QJsonValue(check.rule->status) : QJsonValue()},
        {QStringLiteral("leg"), QString()},
        {QStringLiteral("expected"), latin(check.expected)},
        {QStringLiteral("observed"), latin(check.observed)}};
}

QJsonObject findingJson(const Conversation &conversation, const Check &check)
{
    QJsonObject json = findingJson(check);
    json[QStringLiteral("leg")] =
        conversation.leg() == Leg::Sent ? QStringLiteral("sent") : QStringLiteral("delivered");
    return json;
}

/// The findings of a conversation by unit; they are kept in the order in which they became known.
class FindingsByUnit
{
public:
    explicit FindingsByUnit(const Conversation &conversation)
        : m_conversation(conversation)
    {
        for (const Finding &finding : conversation.findings())
            m_sorted.push_back(&finding);
        std::stable_sort(m_sorted.begin(), m_sorted.end(),
                         [](const Finding *a, const Finding *b) { return a->unit < b->unit; });
    }

    QJsonArray of(quint32 unit) const
    {
        QJsonArray all;
        auto at =
            std::lower_bound(m_sorted.begin(), m_sorted.end(), unit,
                             [](const Finding *finding, quint32 wanted) { return finding->unit < wanted; });
        for (; at != m_sorted.end() && (*at)->unit == unit; ++at)
            all.append(findingJson(m_conversation, (*at)->check));
        return all;
    }

private:
    const Conversation &m_conversation;
    std::vector<const Finding *> m_sorted;
};

QJsonValue timeOf(const Conversation &conversation, const Unit &unit)
{
    const qint64 time = conversation.recording().entries()[unit.firstEntry].timeNs;
    return time < 0 ? QJsonValue() : QJsonValue(time);
}

QJsonObject unitJson(const Conversation &conversation, quint32 number, const DecodeOptions &options,
                     const FindingsByUnit &findings)
{
    const Unit &unit = conversation.units()[number];
    const QByteArray bytes = conversation.index().bytes(number);
    QJsonObject json{{QStringLiteral("index"), static_cast<qint64>(number)},
                     {QStringLiteral("direction"), sideName(unit.direction)},
                     {QStringLiteral("kind"), kindName(unit.kind)},
                     {QStringLiteral("complete"), unit.complete || unit.kind == UnitKind::Unknown},
                     {QStringLiteral("offset"), core::number(unit.offset)},
                     {QStringLiteral("length"), core::number(static_cast<quint64>(bytes.size()))},
                     {QStringLiteral("time_ns"), timeOf(conversation, unit)}};
    if (options.bytes)
        json[QStringLiteral("bytes")] = latin(bytes.toHex());
    if (unit.isHttp())
        json[QStringLiteral("http")] = httpJson(conversation, number);
    if (unit.isFrame())
        json[QStringLiteral("frame")] = frameJson(bytes);
    if (options.fields) {
        const Field tree = conversation.fieldsOf(number);
        QJsonArray fields;
        if (tree.isLeaf())
            fields.append(fieldJson(tree, spanOf(bytes)));
        for (const Field &field : tree.children)
            fields.append(fieldJson(field, spanOf(bytes)));
        json[QStringLiteral("fields")] = fields;
    }
    json[QStringLiteral("findings")] = findings.of(number);
    return json;
}

QJsonObject messageJson(const Conversation &conversation, const Message &message,
                        const DecodeOptions &options)
{
    QJsonArray units;
    for (const quint32 unit : message.units)
        units.append(static_cast<qint64>(unit));
    const QByteArray payload = payloadOf(conversation.index(), message);
    QJsonObject json{{QStringLiteral("direction"), sideName(message.direction)},
                     {QStringLiteral("type"),
                      is(message.opcode, Opcode::Text) ? QStringLiteral("text") : QStringLiteral("binary")},
                     {QStringLiteral("units"), units},
                     {QStringLiteral("complete"), message.complete},
                     {QStringLiteral("length"), static_cast<qint64>(payload.size())},
                     {QStringLiteral("compressed_length"), QJsonValue()}};
    if (options.bytes) {
        json[QStringLiteral("payload")] = latin(payload.toHex());
        const bool isText = is(message.opcode, Opcode::Text) && isValidUtf8(spanOf(payload));
        json[QStringLiteral("text")] = isText ? QJsonValue(QString::fromUtf8(payload)) : QJsonValue();
    }
    return json;
}

QJsonValue address(const QString &text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); }

QJsonObject connectionJson(const Conversation &conversation)
{
    static const char *const sources[] = {"captured", "recorded", "modelled"};
    const ConnectionInfo &info = conversation.connection();
    const bool http = conversation.index().layer() == Layer::Http;
    return {{QStringLiteral("id"), info.id},
            {QStringLiteral("client"), address(info.client)},
            {QStringLiteral("server"), address(info.server)},
            {QStringLiteral("source"),
             QLatin1StringView(sources[static_cast<int>(conversation.recording().source)])},
            {QStringLiteral("layer"), http ? QStringLiteral("http") : QStringLiteral("websocket")},
            {QStringLiteral("carries"), QJsonValue()},
            {QStringLiteral("steps"), conversation.stepCount()}};
}

QJsonObject endJson(const Conversation &conversation)
{
    const CloseInfo close = conversation.closeInfo();
    return {{QStringLiteral("state"),
             QJsonObject{{QStringLiteral("client"), QLatin1StringView(name(conversation.clientState()))},
                         {QStringLiteral("server"), QLatin1StringView(name(conversation.serverState()))}}},
            {QStringLiteral("close"),
             QJsonObject{{QStringLiteral("code"), close.code},
                         {QStringLiteral("on_wire"), orNull(close.onWire)},
                         {QStringLiteral("clean"), close.clean},
                         {QStringLiteral("by"), close.by ? QJsonValue(sideName(*close.by)) : QJsonValue()}}}};
}

bool isWanted(quint32 unit, const DecodeOptions &options)
{
    return !options.units || (unit >= options.units->first && unit <= options.units->second);
}

bool isWanted(const Message &message, const DecodeOptions &options)
{
    return std::any_of(message.units.begin(), message.units.end(),
                       [&](quint32 unit) { return isWanted(unit, options); });
}

void omitLarge(QJsonObject &json, const char *key)
{
    const QString name = QString::fromLatin1(key);
    const qsizetype bytes = json[name].toString().size() / 2;
    if (bytes <= lineByteLimit)
        return;
    json[name] = QJsonValue();
    json[QStringLiteral("omitted")] = static_cast<qint64>(bytes);
}

} // namespace

QJsonObject fieldJson(const Field &field, ByteSpan unitBytes)
{
    QJsonArray children;
    for (const Field &child : field.children)
        children.append(fieldJson(child, unitBytes));
    return {{QStringLiteral("id"), latin(field.id)},
            {QStringLiteral("bit"), number(field.span.bit)},
            {QStringLiteral("bits"), number(field.span.bits)},
            {QStringLiteral("value"), fieldValue(field, unitBytes)},
            {QStringLiteral("children"), children}};
}

QJsonObject decodeDocument(const std::vector<std::unique_ptr<Conversation>> &conversations,
                           const DecodeOptions &options)
{
    QJsonArray connections;
    for (const auto &conversation : conversations) {
        QJsonObject json = connectionJson(*conversation);
        QJsonArray units;
        const FindingsByUnit findings(*conversation);
        for (quint32 i = 0; i < conversation->units().size(); ++i)
            if (isWanted(i, options))
                units.append(unitJson(*conversation, i, options, findings));
        QJsonArray messages;
        for (const Message &message : assembleMessages(conversation->index()))
            if (isWanted(message, options))
                messages.append(messageJson(*conversation, message, options));
        json[QStringLiteral("units")] = units;
        json[QStringLiteral("messages")] = messages;
        json[QStringLiteral("findings")] = QJsonArray();
        const QJsonObject end = endJson(*conversation);
        for (auto it = end.begin(); it != end.end(); ++it)
            json[it.key()] = it.value();
        connections.append(json);
    }
    return {{QStringLiteral("format"), QStringLiteral("framescope-decode/1")},
            {QStringLiteral("connections"), connections}};
}

void decodeLines(const std::vector<std::unique_ptr<Conversation>> &conversations,
                 const DecodeOptions &options, const std::function<void(const QJsonObject &)> &print)
{
    for (const auto &conversation : conversations) {
        const QJsonObject about = connectionJson(*conversation);
        const FindingsByUnit findings(*conversation);
        const auto line = [&](const char *what, const QJsonObject &json) {
            print({{QStringLiteral("connection"), conversation->connection().id},
                   {QString::fromLatin1(what), json}});
        };
        for (quint32 i = 0; i < conversation->units().size(); ++i) {
            if (!isWanted(i, options))
                continue;
            QJsonObject json = unitJson(*conversation, i, options, findings);
            omitLarge(json, "bytes");
            line("unit", json);
        }
        for (const Message &message : assembleMessages(conversation->index())) {
            if (!isWanted(message, options))
                continue;
            QJsonObject json = messageJson(*conversation, message, options);
            omitLarge(json, "payload");
            line("message", json);
        }
        QJsonObject end = endJson(*conversation);
        for (auto it = about.begin(); it != about.end(); ++it)
            end[it.key()] = it.value();
        line("end", end);
    }
}

} // namespace core
