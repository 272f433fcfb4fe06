// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/steptext.h"

#include "core/annotate/annotate.h"
#include "core/protocol/frame.h"
#include "core/protocol/utf8.h"
#include "core/record/messages.h"
#include "core/record/steps.h"

#include <algorithm>

namespace ui {

namespace {

constexpr qsizetype quotedLength = 24;
constexpr qsizetype literalLength = 72;

QString shortened(const QString &text, qsizetype length)
{
    return text.size() <= length ? text : text.left(length - 1) + QChar(0x2026);
}

QString quotedText(const QByteArray &payload)
{
    QByteArray whole = payload;
    // A fragment may end inside a character: leave the torn bytes out of the quotation.
    for (int cut = 0; cut < 4 && !whole.isEmpty() && !core::isValidUtf8(core::spanOf(whole)); ++cut)
        whole.chop(1);
    return core::isValidUtf8(core::spanOf(whole)) ? oneLine(shortened(QString::fromUtf8(whole), quotedLength))
                                                  : QString();
}

struct UnitWords
{
    QString id; // without its family
    TextValues values;
};

UnitWords frameWords(const core::Conversation &conversation, quint32 number)
{
    const core::Unit &unit = conversation.units()[number];
    const core::Message message = core::messageUpTo(conversation.index(), number);
    const QByteArray payload = conversation.isCompressed(message) && unit.fin() && unit.complete
                                   ? conversation.contentOf(message)
                                   : core::unmaskedPayload(conversation.index(), number);
    const QString text = quotedText(payload);
    const TextValues values{{QStringLiteral("text"), text},
                            {QStringLiteral("opcode"), QString::number(unit.opcode())}};
    if (core::isReserved(unit.opcode()))
        return {QStringLiteral("reserved"), values};
    switch (static_cast<core::Opcode>(unit.opcode())) {
    case core::Opcode::Text:
        if (unit.fin() && unit.complete && !core::isValidUtf8(core::spanOf(payload)))
            return {QStringLiteral("text.invalid"), values};
        return {unit.fin() ? QStringLiteral("text") : QStringLiteral("text.first"), values};
    case core::Opcode::Binary:
        return {unit.fin() ? QStringLiteral("binary") : QStringLiteral("binary.first"), values};
    case core::Opcode::Continuation:
        return {unit.fin() ? QStringLiteral("continuation.last") : QStringLiteral("continuation"), values};
    case core::Opcode::Ping:
        return {text.isEmpty() ? QStringLiteral("ping.empty") : QStringLiteral("ping"), values};
    case core::Opcode::Pong:
        return {text.isEmpty() ? QStringLiteral("pong.empty") : QStringLiteral("pong"), values};
    case core::Opcode::Close:
        if (payload.size() < 2)
            return {QStringLiteral("close.empty"), values};
        return {QStringLiteral("close"),
                {{QStringLiteral("code"), QString::number(core::bitsValue(core::spanOf(payload), {0, 16}))}}};
    }
    return {QStringLiteral("unknown"), values};
}

UnitWords tlsWords(const core::Conversation &conversation, quint32 number)
{
    const core::Unit &unit = conversation.units()[number];
    const QByteArray bytes = conversation.index().bytes(number);
    const core::Field tree = core::annotate(unit, core::spanOf(bytes));
    const std::string_view content = core::tlsContentOf(tree, core::spanOf(bytes));
    TextValues values;
    for (const auto &[name, value] : core::tlsStep(conversation, number).values)
        values.insert(name, value);
    return {QStringLiteral("tls.") + Catalogue::key(content), values};
}

UnitWords wordsOf(const core::Conversation &conversation, quint32 number)
{
    const core::Unit &unit = conversation.units()[number];
    switch (unit.kind) {
    case core::UnitKind::Request:
    case core::UnitKind::Response: {
        const core::HttpHead head = conversation.index().head(number);
        const auto part = [&head](int i) {
            return oneLine(shortened(QString::fromLatin1(head.startPart(i)), quotedLength));
        };
        return {head.isResponse ? QStringLiteral("response") : QStringLiteral("request"),
                {{QStringLiteral("method"), part(0)},
                 {QStringLiteral("target"), part(1)},
                 {QStringLiteral("status"), part(1)},
                 {QStringLiteral("reason"), part(2)}}};
    }
    case core::UnitKind::Frame:
        return frameWords(conversation, number);
    case core::UnitKind::Tls:
        return tlsWords(conversation, number);
    case core::UnitKind::Unknown:
        break;
    }
    return {QStringLiteral("unknown"), {}};
}

} // namespace

QString durationText(const Narrator &narrator, qint64 ns)
{
    struct Measure
    {
        double ns;
        const char *phrase;
    };
    constexpr Measure measures[] = {{1e9, "duration.s"}, {1e6, "duration.ms"}, {1e3, "duration.us"}};
    const auto value = static_cast<double>(ns);
    const auto *const found = std::find_if(std::begin(measures), std::end(measures) - 1,
                                           [value](const Measure &each) { return value >= each.ns; });
    const double count = value / found->ns;
    return narrator.phrase(found->phrase,
                           {{QStringLiteral("value"), QString::number(count, 'f', count < 10 ? 1 : 0)}});
}

QString oneLine(QString text)
{
    for (QChar &c : text)
        if (!c.isPrint())
            c = c == QLatin1Char('\r') || c == QLatin1Char('\n') ? QChar(0x21b5) : QChar(0x00b7);
    return text;
}

QString Narrator::phrase(const char *id, const TextValues &values) const
{
    return m_catalogue->text(QString::fromLatin1(id), "text", m_language, values);
}

QString Narrator::side(core::Direction who) const
{
    return phrase(who == core::Direction::Client ? "side.client" : "side.server");
}

QString Narrator::connectionName(const core::ConnectionInfo &connection, std::size_t number) const
{
    const TextValues values{{QStringLiteral("number"), QString::number(number)},
                            {QStringLiteral("name"), connection.clientName}};
    if (connection.layer == core::Layer::Tls)
        return phrase("connection.tls", {{QStringLiteral("number"), QString::number(number)},
                                         {QStringLiteral("carries"), QString::number(connection.carries)}});
    return phrase(connection.clientName.isEmpty() ? "connection.number" : "connection.named", values);
}

QString Narrator::sideCapital(core::Direction who) const
{
    const QString id =
        who == core::Direction::Client ? QStringLiteral("side.client") : QStringLiteral("side.server");
    return m_language == Language::English ? m_catalogue->text(id, "capital", m_language) : side(who);
}

QString Narrator::unitText(const char *family, const core::Conversation &conversation, quint32 unit) const
{
    UnitWords words = wordsOf(conversation, unit);
    if (conversation.units()[unit].kind == core::UnitKind::Tls)
        nameNumbers(words.values);
    return m_catalogue
        ->text(QLatin1StringView(family) + QLatin1Char('.') + words.id, "text", m_language, words.values)
        .trimmed();
}

QString Narrator::unitTitle(const core::Conversation &conversation, quint32 unit) const
{
    const bool plainHttp =
        conversation.index().layer() == core::Layer::Http && conversation.units()[unit].isHttp();
    return unitText(plainHttp ? "unit.http" : "unit", conversation, unit);
}

QString Narrator::unitLabel(const core::Conversation &conversation, quint32 unit) const
{
    const core::Unit &u = conversation.units()[unit];
    const QString label = unitText("arrow", conversation, unit);
    return u.complete || u.kind == core::UnitKind::Unknown
               ? label
               : phrase("arrow.cut", {{QStringLiteral("text"), label}});
}

QString Narrator::unitSubtitle(const core::Conversation &conversation, quint32 unit) const
{
    const core::Unit &u = conversation.units()[unit];
    const quint64 present = conversation.index().length(unit);
    TextValues values{{QStringLiteral("from"), side(u.direction)},
                      {QStringLiteral("From"), sideCapital(u.direction)},
                      {QStringLiteral("to"), side(core::opposite(u.direction))},
                      {QStringLiteral("bytes"), QString::number(present)}};
    if (!u.isFrame())
        return phrase("subtitle.plain", values);
    const QByteArray start = conversation.index().bytes(unit, 14);
    const auto header = core::readFrameHeader(core::spanOf(start));
    if (!header)
        return phrase("subtitle.plain", values);
    if (!u.complete) {
        values.insert(QStringLiteral("total"), QString::number(u.headerLength + u.payloadLength));
        return header->hasValidLength() ? phrase("subtitle.cut", values) : phrase("subtitle.plain", values);
    }
    values.insert(QStringLiteral("header"), QString::number(header->size - (header->masked ? 4 : 0)));
    values.insert(QStringLiteral("payload"), QString::number(header->payloadLength));
    return phrase(header->masked ? "subtitle.masked" : "subtitle.unmasked", values);
}

/// What a TLS record says in numbers, in words.
void Narrator::nameNumbers(TextValues &values) const
{
    static constexpr std::pair<const char *, const char *> fields[] = {{"cipher", "tls.hello.cipher"},
                                                                       {"message", "tls.handshake.type"},
                                                                       {"alert", "tls.alert.description"}};
    for (const auto &[name, field] : fields) {
        const QString key = QString::fromLatin1(name);
        const QString number = values.value(key);
        const QString words = m_catalogue->valueText(QString::fromLatin1(field), number, m_language);
        values.insert(key, words.isEmpty() ? number : words);
    }
}

TextValues Narrator::valuesOf(const core::Step &step) const
{
    TextValues values;
    for (const auto &[name, value] : step.values)
        values.insert(name, oneLine(shortened(value, literalLength)));
    if (step.who) {
        values.insert(QStringLiteral("who"), side(*step.who));
        values.insert(QStringLiteral("Who"), sideCapital(*step.who));
        values.insert(QStringLiteral("peer"), side(core::opposite(*step.who)));
        values.insert(QStringLiteral("Peer"), sideCapital(core::opposite(*step.who)));
    }
    if (!step.rule.empty()) {
        const QString id = QStringLiteral("rule.") + Catalogue::key(step.rule);
        const bool hasShort = m_catalogue->has(id, "short", m_language);
        values.insert(QStringLiteral("check"),
                      hasShort ? m_catalogue->text(id, "short", m_language) : Catalogue::key(step.rule));
    }
    // The first byte's step names the opcode; a reserved one has its number.
    if (step.id == "step.frame.first")
        values.insert(QStringLiteral("opcode"),
                      m_catalogue->valueText(QStringLiteral("ws.frame.opcode"),
                                             values.value(QStringLiteral("opcode")), m_language));
    if (step.id.substr(0, 9) == "step.tls.")
        nameNumbers(values);
    if (step.id == "step.handshake.failed" && values.value(QStringLiteral("status")).isEmpty())
        values.insert(QStringLiteral("status"), QStringLiteral("–"));
    return values;
}

QString Narrator::stepTitle(const core::Step &step) const
{
    return m_catalogue->text(Catalogue::key(step.id), "title", m_language, valuesOf(step));
}

QString Narrator::stepMarkdown(const core::Step &step) const
{
    return m_catalogue->markdown(Catalogue::key(step.id), "text", m_language, valuesOf(step));
}

QString Narrator::fieldLabel(std::string_view id) const
{
    return m_catalogue->text(Catalogue::key(id), "label", m_language);
}

QString Narrator::fieldShort(std::string_view id) const
{
    const QString key = Catalogue::key(id);
    return m_catalogue->has(key, "short", m_language) ? m_catalogue->text(key, "short", m_language)
                                                      : fieldLabel(id);
}

QString Narrator::valueLiteral(const core::Field &field, core::ByteSpan unitBytes)
{
    switch (field.kind) {
    case core::ValueKind::None:
        return {};
    case core::ValueKind::Flag:
    case core::ValueKind::Integer: {
        const quint64 value = core::integerValue(field, unitBytes);
        if (field.id == "ws.frame.opcode")
            return QStringLiteral("%1").arg(value, 4, 2, QLatin1Char('0'));
        return QString::number(value);
    }
    case core::ValueKind::Literal: {
        const QString text = QString::fromLatin1(core::valueBytes(field, unitBytes));
        const bool isLineEnd = text.endsWith(QLatin1Char('\n'));
        if (!isLineEnd)
            return oneLine(shortened(text, literalLength));
        break;
    }
    case core::ValueKind::Bytes:
        break;
    }
    const QByteArray bytes = core::valueBytes(field, unitBytes);
    const QString hex = QString::fromLatin1(
        core::toHex(core::spanOf(bytes.first(std::min<qsizetype>(bytes.size(), 12))), ' '));
    return bytes.size() > 12 ? hex + QStringLiteral(" …") : hex;
}

QString Narrator::valueMeaning(const core::Field &field, core::ByteSpan unitBytes) const
{
    if (field.kind == core::ValueKind::None || field.kind == core::ValueKind::Bytes)
        return {};
    const QString value = field.kind == core::ValueKind::Literal
                              ? QString::fromLatin1(core::valueBytes(field, unitBytes))
                              : QString::number(core::integerValue(field, unitBytes));
    return m_catalogue->valueText(Catalogue::key(field.id), value, m_language);
}

QString Narrator::ruleText(std::string_view rule, const char *key, const core::Check &check) const
{
    const TextValues values{
        {QStringLiteral("expected"), oneLine(shortened(QString::fromLatin1(check.expected), literalLength))},
        {QStringLiteral("observed"), oneLine(shortened(QString::fromLatin1(check.observed), literalLength))}};
    return m_catalogue->markdown(QStringLiteral("rule.") + Catalogue::key(rule), key, m_language, values);
}

const char *Narrator::verdictKey(const core::Check &check)
{
    return check.kept ? "kept" : check.lawful ? "refused" : "broken";
}

QString Narrator::stateLabel(core::ConnectionState state) const
{
    return QString::fromLatin1(core::name(state)).toUpper();
}

} // namespace ui
