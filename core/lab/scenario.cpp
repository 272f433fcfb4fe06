// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/scenario.h"

#include "core/bytes/bytes.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace core {

namespace {

/// One JSON object on its way into a struct: every field that is asked for is ticked off, the rest are
/// errors.
class Reader
{
public:
    Reader(QJsonObject object, QString path, QString *error)
        : m_object(std::move(object))
        , m_path(std::move(path))
        , m_error(error)
    {}

    bool ok() const { return m_error->isEmpty(); }
    bool has(const char *name) const { return m_object.contains(QLatin1StringView(name)); }

    QString text(const char *name, const QString &otherwise = {}, bool required = false)
    {
        const QJsonValue value = take(name, required);
        if (value.isUndefined())
            return otherwise;
        if (!value.isString())
            fail(name, "must be a text");
        return value.toString();
    }

    QString requiredText(const char *name)
    {
        const QString value = text(name, {}, true);
        if (ok() && value.isEmpty())
            fail(name, "must not be empty");
        return value;
    }

    std::optional<int> integer(const char *name, int least, int most)
    {
        const QJsonValue value = take(name, false);
        if (value.isUndefined())
            return std::nullopt;
        const double number = value.toDouble(-1);
        if (!value.isDouble() || number < least || number > most || number != static_cast<int>(number)) {
            fail(name,
                 qPrintable(QStringLiteral("must be a whole number from %1 to %2").arg(least).arg(most)));
            return std::nullopt;
        }
        return static_cast<int>(number);
    }

    bool flag(const char *name, bool otherwise)
    {
        const QJsonValue value = take(name, false);
        if (!value.isUndefined() && !value.isBool())
            fail(name, "must be true or false");
        return value.toBool(otherwise);
    }

    QJsonObject object(const char *name, bool required = false)
    {
        const QJsonValue value = take(name, required);
        if (!value.isUndefined() && !value.isObject())
            fail(name, "must be an object");
        return value.toObject();
    }

    Reader inside(const char *name, bool required = false)
    {
        return {object(name, required), pathOf(name), m_error};
    }

    QJsonArray array(const char *name, bool required = false)
    {
        const QJsonValue value = take(name, required);
        if (!value.isUndefined() && !value.isArray())
            fail(name, "must be a list");
        return value.toArray();
    }

    std::vector<Reader> objects(const char *name, bool required = false)
    {
        std::vector<Reader> readers;
        const QJsonArray items = array(name, required);
        for (qsizetype i = 0; i < items.size(); ++i) {
            const QString path = QStringLiteral("%1[%2]").arg(pathOf(name)).arg(i);
            if (!items[i].isObject())
                failAt(path, "must be an object");
            readers.emplace_back(items[i].toObject(), path, m_error);
        }
        return readers;
    }

    void oneOf(const char *name, const QString &value, const QStringList &allowed)
    {
        if (ok() && !allowed.contains(value))
            fail(name, qPrintable(QStringLiteral("is \"%1\"; allowed: %2")
                                      .arg(value, allowed.join(QLatin1StringView(", ")))));
    }

    /// To be called last: what was not asked for is not known.
    void finish()
    {
        for (auto it = m_object.begin(); ok() && it != m_object.end(); ++it)
            if (!m_taken.contains(it.key()))
                failAt(m_path.isEmpty() ? it.key() : m_path + QLatin1Char('.') + it.key(),
                       "is not a field of this form");
    }

    void fail(const char *name, const char *why) { failAt(pathOf(name), why); }

private:
    QString pathOf(const char *name) const
    {
        return m_path.isEmpty() ? QString::fromLatin1(name)
                                : m_path + QLatin1Char('.') + QLatin1StringView(name);
    }
    void failAt(const QString &path, const char *why)
    {
        if (ok())
            *m_error = path + QLatin1Char(' ') + QString::fromUtf8(why);
    }
    QJsonValue take(const char *name, bool required)
    {
        const QString key = QString::fromLatin1(name);
        m_taken.append(key);
        const QJsonValue value =
            m_object.contains(key) ? m_object.value(key) : QJsonValue(QJsonValue::Undefined);
        if (required && value.isUndefined())
            fail(name, "is missing");
        return value;
    }

    QJsonObject m_object;
    QString m_path;
    QString *m_error;
    QStringList m_taken;
};

LocalText readText(Reader reader)
{
    LocalText text{reader.requiredText("ko"), reader.requiredText("en")};
    reader.finish();
    return text;
}

EndpointSpec readEndpoint(Reader reader, bool isServer)
{
    EndpointSpec spec;
    spec.kind = reader.requiredText("kind");
    reader.oneOf("kind", spec.kind, {QStringLiteral("qt"), QStringLiteral("raw")});
    if (isServer)
        spec.refuse = reader.flag("refuse", false);
    reader.finish();
    return spec;
}

void readFixed(Reader reader, ConnectionSpec &spec)
{
    spec.fixedKey = reader.text("key").toLatin1();
    const auto decoded =
        QByteArray::fromBase64Encoding(spec.fixedKey, QByteArray::AbortOnBase64DecodingErrors);
    if (!spec.fixedKey.isEmpty() && (!decoded || decoded.decoded.size() != 16))
        reader.fail("key", "must be 16 bytes in Base64");
    for (const QJsonValue &value : reader.array("masks")) {
        const auto mask = fromHex(value.toString().toLatin1());
        if (!mask || mask->size() != 4)
            reader.fail("masks", "must hold keys of 8 hex digits each");
        else
            spec.fixedMasks.push_back(*mask);
    }
    reader.finish();
}

ConnectionSpec readConnection(Reader reader)
{
    ConnectionSpec spec;
    spec.id = static_cast<quint16>(reader.integer("id", 1, 65535).value_or(1));
    spec.client = readEndpoint(reader.inside("client", true), false);
    spec.server = readEndpoint(reader.inside("server", true), true);
    spec.host = reader.text("host", QStringLiteral("127.0.0.1:8080"));
    spec.path = reader.text("path", QStringLiteral("/"));
    if (reader.has("fixed"))
        readFixed(reader.inside("fixed"), spec);
    reader.finish();
    return spec;
}

ActionSpec readAction(Reader reader)
{
    static const QStringList events = {QStringLiteral("start"),
                                       QStringLiteral("client.connected"),
                                       QStringLiteral("client.opened"),
                                       QStringLiteral("client.text"),
                                       QStringLiteral("client.binary"),
                                       QStringLiteral("client.pong"),
                                       QStringLiteral("client.bytes"),
                                       QStringLiteral("client.closed"),
                                       QStringLiteral("server.connected"),
                                       QStringLiteral("server.opened"),
                                       QStringLiteral("server.text"),
                                       QStringLiteral("server.binary"),
                                       QStringLiteral("server.pong"),
                                       QStringLiteral("server.bytes"),
                                       QStringLiteral("server.closed")};
    static const QStringList deeds = {QStringLiteral("send-text"),  QStringLiteral("send-binary"),
                                      QStringLiteral("ping"),       QStringLiteral("close"),
                                      QStringLiteral("send-bytes"), QStringLiteral("end"),
                                      QStringLiteral("reset"),      QStringLiteral("cut")};
    ActionSpec action;
    action.on = reader.requiredText("on");
    reader.oneOf("on", action.on, events);
    action.nth = reader.integer("nth", 1, 1'000'000).value_or(1);
    action.who = reader.requiredText("who");
    reader.oneOf("who", action.who,
                 {QStringLiteral("client"), QStringLiteral("server"), QStringLiteral("wire")});
    action.what = reader.requiredText("do");
    reader.oneOf("do", action.what, deeds);
    action.args = reader.object("args");
    reader.finish();
    return action;
}

ExpectedUnit readExpected(Reader reader)
{
    ExpectedUnit unit;
    const QString who = reader.requiredText("who");
    reader.oneOf("who", who, {QStringLiteral("client"), QStringLiteral("server")});
    unit.who = who == QLatin1StringView("server") ? Direction::Server : Direction::Client;
    unit.what = reader.requiredText("what");
    reader.oneOf("what", unit.what,
                 {QStringLiteral("request"), QStringLiteral("response"), QStringLiteral("text"),
                  QStringLiteral("binary"), QStringLiteral("continuation"), QStringLiteral("ping"),
                  QStringLiteral("pong"), QStringLiteral("close"), QStringLiteral("unknown")});
    unit.status = reader.integer("status", 100, 999);
    unit.code = reader.integer("code", 0, 65535);
    unit.complete = reader.flag("complete", true);
    reader.finish();
    return unit;
}

} // namespace

std::optional<Scenario> readScenario(const QByteArray &json, QString *error)
{
    error->clear();
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parseError);
    if (parseError.error == QJsonParseError::NoError && !document.isObject()) {
        *error = QStringLiteral("the document must be an object");
        return std::nullopt;
    }
    if (!document.isObject()) {
        const auto line = json.first(std::min<qsizetype>(parseError.offset, json.size())).count('\n') + 1;
        *error = QStringLiteral("line %1: %2").arg(line).arg(parseError.errorString());
        return std::nullopt;
    }
    Reader reader(document.object(), {}, error);
    Scenario scenario;
    scenario.id = reader.requiredText("id");
    scenario.title = readText(reader.inside("title", true));
    scenario.summary = readText(reader.inside("summary", true));
    scenario.seed = static_cast<quint64>(reader.integer("seed", 0, 2'147'483'647).value_or(0));
    for (Reader &connection : reader.objects("connections", true)) {
        const ConnectionSpec spec = readConnection(connection);
        if (std::any_of(scenario.connections.begin(), scenario.connections.end(),
                        [&spec](const ConnectionSpec &other) { return other.id == spec.id; }))
            connection.fail("id", "is used twice");
        scenario.connections.push_back(spec);
    }
    if (reader.ok() && scenario.connections.empty())
        reader.fail("connections", "must hold one at least");
    for (Reader &action : reader.objects("actions"))
        scenario.actions.push_back(readAction(std::move(action)));
    for (Reader &expected : reader.objects("expect"))
        scenario.expect.push_back(readExpected(std::move(expected)));
    reader.finish();
    return reader.ok() ? std::optional(std::move(scenario)) : std::nullopt;
}

} // namespace core
