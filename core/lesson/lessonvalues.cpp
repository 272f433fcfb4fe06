// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lesson/lessonvalues.h"

#include "core/bytes/bytes.h"
#include "core/engine/outframe.h"
#include "core/lab/scenarios.h"
#include "core/lab/seed.h"
#include "core/protocol/accept.h"
#include "core/protocol/deflater.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <map>

namespace core {

namespace {

/// The arguments of one function, filled in. Each that is not asked for is wrong.
class Args
{
public:
    Args(const LessonValue &value, const LessonNumbers &numbers, QString *error)
        : m_value(value)
        , m_numbers(numbers)
        , m_error(error)
    {}

    bool has(const char *name) const { return m_value.args.contains(QLatin1StringView(name)); }

    QString text(const char *name, bool required = true)
    {
        m_taken += QLatin1StringView(name);
        if (!has(name)) {
            if (required)
                fail(QStringLiteral("needs \"%1\"").arg(QLatin1StringView(name)));
            return {};
        }
        return filled(m_value.args.value(QLatin1StringView(name)));
    }

    qint64 integer(const char *name)
    {
        bool isNumber = false;
        const qint64 number = text(name).toLongLong(&isNumber);
        if (!isNumber)
            fail(QStringLiteral("\"%1\" must be a number").arg(QLatin1StringView(name)));
        return number;
    }

    bool flag(const char *name, bool otherwise)
    {
        m_taken += QLatin1StringView(name);
        return has(name) ? m_value.args.value(QLatin1StringView(name)).toBool(otherwise) : otherwise;
    }

    QByteArray bytes(const char *name)
    {
        const auto found = fromHex(text(name).remove(QLatin1Char(' ')).toLatin1());
        if (!found)
            fail(QStringLiteral("\"%1\" must be hex").arg(QLatin1StringView(name)));
        return found.value_or(QByteArray());
    }

    std::vector<qint64> numbers(const char *name)
    {
        m_taken += QLatin1StringView(name);
        std::vector<qint64> all;
        for (const QJsonValue &each : m_value.args.value(QLatin1StringView(name)).toArray()) {
            bool isNumber = false;
            all.push_back(filled(each).toLongLong(&isNumber));
            if (!isNumber)
                fail(QStringLiteral("\"%1\" must hold numbers").arg(QLatin1StringView(name)));
        }
        return all;
    }

    void fail(const QString &why)
    {
        if (m_error->isEmpty())
            *m_error = m_value.function + QLatin1Char(' ') + why;
    }

    void finish()
    {
        for (auto it = m_value.args.begin(); it != m_value.args.end(); ++it)
            if (!m_taken.contains(it.key()))
                fail(QStringLiteral("takes no \"%1\"").arg(it.key()));
    }

private:
    QString filled(const QJsonValue &json) const
    {
        return json.isDouble() ? QString::number(json.toInteger()) : filledIn(json.toString(), m_numbers);
    }

    const LessonValue &m_value;
    const LessonNumbers &m_numbers;
    QString *m_error;
    QStringList m_taken;
};

QString hexOf(const QByteArray &bytes) { return QString::fromLatin1(bytes.toHex()); }

QByteArray payloadOf(Args &args)
{
    if (args.has("hex"))
        return args.bytes("hex");
    if (args.has("size"))
        return QByteArray(static_cast<qsizetype>(std::clamp<qint64>(args.integer("size"), 0, 1 << 20)), 'a');
    if (args.has("code")) {
        const qint64 code = args.integer("code");
        QByteArray payload;
        payload += static_cast<char>(code >> 8);
        payload += static_cast<char>(code);
        return payload + args.text("reason", false).toUtf8();
    }
    return args.text("text", false).toUtf8();
}

quint8 opcodeOf(Args &args)
{
    static const std::map<QString, Opcode> names = {{QStringLiteral("continuation"), Opcode::Continuation},
                                                    {QStringLiteral("text"), Opcode::Text},
                                                    {QStringLiteral("binary"), Opcode::Binary},
                                                    {QStringLiteral("close"), Opcode::Close},
                                                    {QStringLiteral("ping"), Opcode::Ping},
                                                    {QStringLiteral("pong"), Opcode::Pong}};
    if (args.has("opcode"))
        return static_cast<quint8>(args.integer("opcode") & 0xf);
    const auto found = names.find(args.text("what"));
    if (found == names.end())
        args.fail(QStringLiteral("knows no such \"what\""));
    return found == names.end() ? 0 : static_cast<quint8>(found->second);
}

OutFrame frameOf(Args &args)
{
    OutFrame frame;
    const QString who = args.text("who");
    const QString slip = args.text("slip", false);
    if (who != QLatin1StringView("client") && who != QLatin1StringView("server"))
        args.fail(QStringLiteral("needs \"who\": client or server"));
    FrameHeader &header = frame.header;
    header.opcode = opcodeOf(args);
    header.fin = args.flag("fin", true);
    header.rsv1 = args.flag("rsv1", false);
    header.masked = (who == QLatin1StringView("client")) !=
                    (slip == QLatin1StringView("masked") || slip == QLatin1StringView("unmasked"));
    frame.payload = payloadOf(args);
    if (args.has("length_bits"))
        frame.lengthBits = static_cast<int>(args.integer("length_bits"));
    if (args.has("key")) {
        const QByteArray key = args.bytes("key");
        for (qsizetype i = 0; i < 4 && i < key.size(); ++i)
            header.key[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(key[i]);
    } else if (header.masked) {
        args.fail(QStringLiteral("needs \"key\""));
    }
    if (slip == QLatin1StringView("characters"))
        frame.announced = static_cast<quint64>(QString::fromUtf8(frame.payload).toUcs4().size());
    frame.littleEndian = slip == QLatin1StringView("little-endian");
    frame.maskPhase = slip == QLatin1StringView("mask-shifted") ? 1 : 0;
    return frame;
}

QString header(Args &args)
{
    const QByteArray whole = encode(frameOf(args));
    const auto read = readFrameHeader(spanOf(whole));
    return read ? hexOf(whole.first(read->size)) : QString();
}

QString acceptOf(const QByteArray &concatenated)
{
    return QString::fromLatin1(QCryptographicHash::hash(concatenated, QCryptographicHash::Sha1).toBase64());
}

QString part(Args &args, qint64 count)
{
    const QByteArray bytes = args.bytes("hex");
    const qint64 from = args.has("index") ? args.integer("index") : args.integer("from");
    if (from < 0 || count < 0 || from + count > bytes.size()) {
        args.fail(QStringLiteral("reaches past the end"));
        return {};
    }
    return hexOf(bytes.sliced(from, count));
}

QString spaced(Args &args) { return QString::fromLatin1(args.bytes("hex").toHex(' ')); }

using Function = QString (*)(Args &);

const std::map<QString, Function> &functions()
{
    static const std::map<QString, Function> all = {
        {QStringLiteral("chars"), [](Args &a) { return QString::number(a.text("text").toUcs4().size()); }},
        {QStringLiteral("utf8-size"),
         [](Args &a) { return QString::number(a.text("text").toUtf8().size()); }},
        {QStringLiteral("utf8-hex"), [](Args &a) { return hexOf(a.text("text").toUtf8()); }},
        {QStringLiteral("nfd-size"),
         [](Args &a) {
             return QString::number(a.text("text").normalized(QString::NormalizationForm_D).toUtf8().size());
         }},
        {QStringLiteral("sum"),
         [](Args &a) {
             qint64 sum = 0;
             for (const qint64 each : a.numbers("of"))
                 sum += each;
             return QString::number(sum);
         }},
        {QStringLiteral("product"),
         [](Args &a) {
             qint64 product = 1;
             for (const qint64 each : a.numbers("of"))
                 product *= each;
             return QString::number(product);
         }},
        {QStringLiteral("quotient"),
         [](Args &a) {
             const qint64 by = a.integer("by");
             if (by == 0)
                 a.fail(QStringLiteral("divides by zero"));
             return QString::number(by == 0 ? 0 : a.integer("of") / by);
         }},
        {QStringLiteral("least"),
         [](Args &a) {
             const auto numbers = a.numbers("of");
             return numbers.empty() ? QString()
                                    : QString::number(*std::min_element(numbers.begin(), numbers.end()));
         }},
        {QStringLiteral("hex"),
         [](Args &a) {
             const qint64 number = a.integer("of");
             return QStringLiteral("%1").arg(
                 number, static_cast<int>(a.has("digits") ? a.integer("digits") : 2), 16, QLatin1Char('0'));
         }},
        {QStringLiteral("size"), [](Args &a) { return QString::number(a.bytes("hex").size()); }},
        {QStringLiteral("byte"), [](Args &a) { return part(a, 1); }},
        {QStringLiteral("bytes"), [](Args &a) { return part(a, a.integer("count")); }},
        {QStringLiteral("spaced"), &spaced},
        {QStringLiteral("xor"),
         [](Args &a) {
             const QByteArray key = a.bytes("key");
             MaskingKey mask{};
             for (qsizetype i = 0; i < 4 && i < key.size(); ++i)
                 mask[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(key[i]);
             const QByteArray bytes = a.bytes("hex");
             return hexOf(applyMask(spanOf(bytes), mask));
         }},
        {QStringLiteral("frame"), [](Args &a) { return hexOf(encode(frameOf(a))); }},
        {QStringLiteral("header"), &header},
        {QStringLiteral("header-size"),
         [](Args &a) {
             const qint64 size = a.integer("size");
             const int extended = size < 126 ? 0 : size < 65536 ? 2 : 8;
             return QString::number(2 + extended + (a.text("who") == QLatin1StringView("client") ? 4 : 0));
         }},
        {QStringLiteral("accept"),
         [](Args &a) { return QString::fromLatin1(deriveAccept(a.text("key").toLatin1()).accept); }},
        {QStringLiteral("accept-decoded"),
         [](Args &a) { return acceptOf(QByteArray::fromBase64(a.text("key").toLatin1()) + handshakeGuid); }},
        {QStringLiteral("accept-lower"),
         [](Args &a) { return acceptOf(a.text("key").toLatin1() + QByteArray(handshakeGuid).toLower()); }},
        {QStringLiteral("accept-hex"),
         [](Args &a) {
             return QString::fromLatin1(deriveAccept(a.text("key").toLatin1()).sha1.toHex().toBase64());
         }},
        {QStringLiteral("deflated-size"),
         [](Args &a) {
             const QByteArray plain = a.text("text").toUtf8();
             return QString::number(Deflater({}).message(spanOf(plain)).size());
         }},
    };
    return all;
}

/// Fields of a scenario that are texts, whatever stands in them.
bool isText(const QString &field)
{
    static const QStringList texts = {
        QStringLiteral("text"),   QStringLiteral("hex"),    QStringLiteral("key"),
        QStringLiteral("reason"), QStringLiteral("path"),   QStringLiteral("masks"),
        QStringLiteral("target"), QStringLiteral("values"), QStringLiteral("headers")};
    return texts.contains(field);
}

/// With the numbers filled in; a string that is nothing but a name becomes a number where it can, but for
/// `asText`.
QJsonValue withNumbers(const QJsonValue &json, const LessonNumbers &numbers, bool asText = false)
{
    if (json.isString()) {
        const QString text = json.toString();
        const QString filled = filledIn(text, numbers);
        bool isNumber = false;
        const qint64 number = filled.toLongLong(&isNumber);
        const bool isName = text.startsWith(QLatin1Char('{')) && text.endsWith(QLatin1Char('}'));
        return isName && isNumber && !asText ? QJsonValue(number) : QJsonValue(filled);
    }
    if (json.isArray()) {
        QJsonArray all;
        for (const QJsonValue &each : json.toArray())
            all.append(withNumbers(each, numbers, asText));
        return all;
    }
    if (json.isObject()) {
        QJsonObject all = json.toObject();
        for (auto it = all.begin(); it != all.end(); ++it)
            it.value() = withNumbers(QJsonValue(it.value()), numbers, isText(it.key()));
        return all;
    }
    return json;
}

QString drawn(const LessonParam &param, quint64 seed)
{
    RandomStream stream(seed, 0, ("lesson " + param.name.toUtf8()).constData());
    if (!param.pick.empty())
        return param.pick[stream.next() % param.pick.size()];
    const auto count = static_cast<quint64>(param.to) - static_cast<quint64>(param.from) + 1;
    return QString::number(param.from + static_cast<int>(stream.next() % count));
}

} // namespace

bool isLessonFunction(const QString &name) { return functions().contains(name); }

QString filledIn(const QString &text, const LessonNumbers &numbers)
{
    static const QRegularExpression name(QStringLiteral("\\{([A-Za-z]+)\\}"));
    QString out;
    qsizetype last = 0;
    for (auto it = name.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        out += QStringView(text).sliced(last, match.capturedStart() - last);
        const auto found = numbers.constFind(match.captured(1));
        out += found == numbers.constEnd() ? match.captured() : *found;
        last = match.capturedEnd();
    }
    out += QStringView(text).sliced(last);
    return out;
}

std::optional<QString> evaluate(const LessonValue &value, const LessonNumbers &numbers, QString *error)
{
    error->clear();
    if (value.function.isEmpty())
        return value.literal.isDouble() ? QString::number(value.literal.toInteger())
                                        : filledIn(value.literal.toString(), numbers);
    const auto found = functions().find(value.function);
    if (found == functions().end()) {
        *error = QStringLiteral("\"%1\" is no function").arg(value.function);
        return std::nullopt;
    }
    Args args(value, numbers, error);
    QString result = found->second(args);
    args.finish();
    return error->isEmpty() ? std::optional(std::move(result)) : std::nullopt;
}

std::optional<LessonNumbers> lessonNumbers(const Lesson &lesson, std::optional<quint64> seed, QString *error,
                                           const LessonNumbers &chosen)
{
    LessonNumbers numbers = chosen;
    for (const LessonParam &param : lesson.params)
        if (!chosen.contains(param.name))
            numbers.insert(param.name, seed ? drawn(param, *seed) : param.course);
    // They may need each other, in any order but no circle.
    static const QRegularExpression name(QStringLiteral("\\{([A-Za-z]+)\\}"));
    std::map<QString, LessonValue> left = lesson.values;
    while (!left.empty()) {
        const std::size_t before = left.size();
        for (auto it = left.begin(); it != left.end();) {
            const QString args =
                it->second.literal.toString() + QString::fromUtf8(QJsonDocument(it->second.args).toJson());
            bool isReady = true;
            for (auto match = name.globalMatch(args); match.hasNext();)
                isReady = !left.contains(match.next().captured(1)) && isReady;
            if (!isReady) {
                ++it;
                continue;
            }
            const auto value = evaluate(it->second, numbers, error);
            if (!value) {
                error->prepend(it->first + QStringLiteral(": "));
                return std::nullopt;
            }
            numbers.insert(it->first, *value);
            it = left.erase(it);
        }
        if (left.size() == before) {
            *error = left.begin()->first + QStringLiteral(": needs itself");
            return std::nullopt;
        }
    }
    return numbers;
}

std::optional<Scenario> scenarioOf(const LessonRun &run, const Lesson &lesson, const LessonNumbers &numbers,
                                   const Scenarios &library, QString *error)
{
    error->clear();
    if (!run.scenario.isEmpty()) {
        const Scenario *const known = library.find(run.scenario);
        if (known == nullptr)
            *error = QStringLiteral("scenario is none of the library");
        return known == nullptr ? std::nullopt : std::optional(*known);
    }
    QJsonObject own = withNumbers(run.own, numbers).toObject();
    own.insert(QStringLiteral("id"), lesson.id + QLatin1Char('-') + run.id);
    own.insert(QStringLiteral("title"),
               QJsonObject{{QStringLiteral("ko"), lesson.title.ko}, {QStringLiteral("en"), lesson.title.en}});
    own.insert(QStringLiteral("summary"),
               QJsonObject{{QStringLiteral("ko"), lesson.goal.ko}, {QStringLiteral("en"), lesson.goal.en}});
    auto scenario = readScenario(QJsonDocument(own).toJson(), error);
    if (!scenario)
        error->prepend(QStringLiteral("own."));
    else if (const bool isAway = std::any_of(
                 scenario->connections.begin(), scenario->connections.end(),
                 [](const ConnectionSpec &each) { return each.server.kind == QLatin1StringView("url"); });
             isAway) {
        *error = QStringLiteral("own.connections must not lead elsewhere: a lesson stays on this computer");
        return std::nullopt;
    }
    return scenario;
}

} // namespace core
