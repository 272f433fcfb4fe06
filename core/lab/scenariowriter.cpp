// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/scenariowriter.h"

#include "core/bytes/bytes.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace core {

namespace {

const QByteArray defaultHost = "127.0.0.1:8080";

QByteArray compact(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

QByteArray quoted(const QString &text)
{
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

QByteArray flag(bool value) { return value ? "true" : "false"; }

QByteArray listOf(const QByteArrayList &items, const QByteArray &before = {}, const QByteArray &after = {})
{
    return '[' + before + items.join(before.isEmpty() ? ", " : "," + before) + after + ']';
}

QByteArray listOf(const std::vector<QByteArray> &texts)
{
    QByteArrayList items;
    for (const QByteArray &text : texts)
        items.append(quoted(QString::fromUtf8(text)));
    return listOf(items);
}

/// An object in the making: fields in the order in which they come, where QJsonObject sorts them by name.
class Fields
{
public:
    void add(const QByteArray &name, const QByteArray &json)
    {
        m_fields.append(quoted(QString::fromUtf8(name)) + ": " + json);
    }
    void addText(const QByteArray &name, const QString &text) { add(name, quoted(text)); }

    /// Where it is not what is so anyway.
    void addText(const char *name, const QString &text, const QString &usual)
    {
        if (text != usual)
            addText(name, text);
    }
    void addFlag(const char *name, bool value, bool usual)
    {
        if (value != usual)
            add(name, flag(value));
    }
    template<typename T>
    void addNumber(const char *name, T value, T usual)
    {
        if (value != usual)
            add(name, QByteArray::number(value));
    }
    void addNumber(const char *name, std::optional<int> value)
    {
        if (value)
            add(name, QByteArray::number(*value));
    }
    void addList(const char *name, const std::vector<QByteArray> &texts)
    {
        if (!texts.empty())
            add(name, listOf(texts));
    }
    void addObject(const char *name, const Fields &object)
    {
        if (!object.m_fields.isEmpty())
            add(name, object.json());
    }

    QByteArray json() const { return '{' + m_fields.join(", ") + '}'; }
    QByteArray document() const { return "{\n  " + m_fields.join(",\n  ") + "\n}\n"; }

private:
    QByteArrayList m_fields;
};

Fields deflateOf(const DeflatePolicy &policy)
{
    Fields fields;
    fields.addFlag("server_no_context_takeover", policy.serverNoContextTakeover, false);
    fields.addFlag("client_no_context_takeover", policy.clientNoContextTakeover, false);
    fields.addNumber("server_max_window_bits", policy.serverMaxWindowBits, 15);
    fields.addNumber("client_max_window_bits", policy.clientMaxWindowBits, 15);
    return fields;
}

void addCommon(Fields &fields, const EndpointPolicy &policy)
{
    const EndpointPolicy usual;
    if (policy.deflate.enabled)
        fields.add("deflate", deflateOf(policy.deflate).json());
    fields.addNumber("deflate_from", policy.deflateFrom, usual.deflateFrom);
    fields.addNumber("max_message", policy.limits.message, usual.limits.message);
    fields.addNumber("max_head", policy.limits.headerBlock, usual.limits.headerBlock);
    fields.addNumber("max_fragments", policy.limits.fragments, usual.limits.fragments);
    fields.addNumber("frame_size", policy.frameSize, usual.frameSize);
    fields.addNumber("handshake_timeout", policy.handshakeTimeout, usual.handshakeTimeout);
    fields.addNumber("ping_interval", policy.pingInterval, usual.pingInterval);
    fields.addNumber("pong_timeout", policy.pongTimeout, usual.pongTimeout);
    fields.addNumber("close_timeout", policy.closeTimeout, usual.closeTimeout);
    fields.addFlag("accept_text", policy.acceptText, usual.acceptText);
    fields.addFlag("accept_binary", policy.acceptBinary, usual.acceptBinary);
    fields.addFlag("auto_pong", policy.autoPong, usual.autoPong);
    fields.addText("deviation", QString::fromUtf8(policy.deviation), {});
}

Fields policyOf(const ClientPolicy &policy)
{
    Fields fields;
    addCommon(fields, policy);
    fields.addText("origin", QString::fromUtf8(policy.origin), {});
    fields.addList("subprotocols", policy.subprotocols);
    Fields headers;
    for (const auto &[name, value] : policy.headers)
        headers.addText(name, QString::fromUtf8(value));
    fields.addObject("headers", headers);
    return fields;
}

Fields policyOf(const ServerPolicy &policy)
{
    Fields fields;
    addCommon(fields, policy);
    fields.addList("paths", policy.paths);
    fields.addList("origins", policy.origins);
    fields.addList("subprotocols", policy.subprotocols);
    fields.addNumber("refuse_with", policy.refuseWith);
    return fields;
}

Fields endpointOf(const EndpointSpec &spec, const Fields &policy)
{
    Fields fields;
    fields.addText("kind", spec.kind);
    fields.addText("url", spec.url, {});
    fields.addFlag("unverified", spec.unverified, false);
    fields.addFlag("refuse", spec.refuse, false);
    fields.addObject("policy", policy);
    return fields;
}

Fields fixedOf(const ConnectionSpec &spec)
{
    Fields fields;
    fields.addText("key", QString::fromLatin1(spec.fixedKey), {});
    QByteArrayList masks;
    for (const QByteArray &mask : spec.fixedMasks)
        masks.append('"' + toHex(spanOf(mask)) + '"');
    if (!masks.isEmpty())
        fields.add("masks", listOf(masks));
    return fields;
}

Fields connectionOf(const ConnectionSpec &spec)
{
    Fields fields;
    fields.addNumber("id", spec.id, quint16{1});
    fields.add("client", endpointOf(spec.client, policyOf(spec.client.clientPolicy)).json());
    fields.add("server", endpointOf(spec.server, policyOf(spec.server.serverPolicy)).json());
    fields.addText("client_name", spec.clientName, {});
    fields.addFlag("secure", spec.secure, false);
    fields.addFlag("cache", spec.cache, false);
    fields.addText("after", spec.after, {});
    fields.addText("host", spec.host, QString::fromLatin1(defaultHost));
    fields.addText("path", spec.path, QStringLiteral("/"));
    fields.addObject("fixed", fixedOf(spec));
    return fields;
}

Fields actionOf(const ActionSpec &action)
{
    Fields fields;
    fields.addText("on", action.on);
    fields.addNumber("nth", action.nth, 1);
    fields.addNumber("times", action.times, 1);
    fields.addNumber("delay_ms", action.delayMs, 0);
    fields.addNumber("count", action.count, 1);
    fields.addNumber("every_ms", action.everyMs, 0);
    fields.addText("who", action.who);
    fields.addText("do", action.what);
    if (!action.args.isEmpty())
        fields.add("args", compact(action.args));
    fields.addNumber("connection", action.connection, quint16{0});
    if (action.byHand)
        fields.add("by_hand", flag(*action.byHand));
    return fields;
}

Fields expectedOf(const ExpectedUnit &unit)
{
    Fields fields;
    fields.addText("who",
                   unit.who == Direction::Client ? QStringLiteral("client") : QStringLiteral("server"));
    fields.addText("what", unit.what);
    fields.addNumber("status", unit.status);
    fields.addNumber("code", unit.code);
    fields.addFlag("complete", unit.complete, true);
    fields.addNumber("connection", unit.connection, quint16{0});
    return fields;
}

QByteArray textOf(const LocalText &text)
{
    Fields fields;
    fields.addText("ko", text.ko);
    fields.addText("en", text.en);
    return fields.json();
}

QString sideName(Direction side)
{
    return side == Direction::Client ? QStringLiteral("client") : QStringLiteral("server");
}

Fields markOf(const ExperimentMark &mark, Direction usual)
{
    Fields fields;
    fields.addNumber("connection", mark.connection, quint16{1});
    fields.addText("who", sideName(mark.who), sideName(usual));
    fields.addText("what", mark.what, QStringLiteral("frame"));
    fields.addNumber("nth", mark.nth, 1);
    fields.addText("field", mark.field, {});
    return fields;
}

Fields endOf(const ExperimentEnd &end, Direction usual)
{
    Fields fields;
    fields.addText("what", QString::fromLatin1(nameOf(end.what)));
    fields.addText("who", sideName(end.who), sideName(usual));
    fields.addNumber("code", end.code);
    fields.addNumber("status", end.status);
    return fields;
}

Fields experimentOf(const Experiment &experiment)
{
    Fields fields;
    fields.addText("group", QString::fromLatin1(nameOf(experiment.group)));
    fields.addText("who", sideName(experiment.who));
    fields.add("question", textOf(experiment.question));
    if (experiment.story)
        fields.add("story", textOf(*experiment.story));
    fields.addObject("at", markOf(experiment.mark, experiment.who));
    Fields ends;
    for (const auto &[kind, end] : experiment.ends)
        ends.addObject(qPrintable(kind), endOf(end, opposite(experiment.who)));
    fields.addObject("ends", ends);
    fields.addText("mended", experiment.mended, {});
    return fields;
}

/// A list, one item a line; nothing where there is none.
template<typename Item>
void addLines(Fields &document, const char *name, const std::vector<Item> &items,
              Fields (*fieldsOf)(const Item &))
{
    QByteArrayList lines;
    for (const Item &item : items)
        lines.append(fieldsOf(item).json());
    if (!lines.isEmpty())
        document.add(name, listOf(lines, "\n    ", "\n  "));
}

} // namespace

QByteArray writeScenario(const Scenario &scenario)
{
    Fields document;
    document.addText("id", scenario.id);
    document.add("title", textOf(scenario.title));
    document.add("summary", textOf(scenario.summary));
    document.addNumber("seed", scenario.seed, quint64{0});
    addLines(document, "connections", scenario.connections, connectionOf);
    addLines(document, "actions", scenario.actions, actionOf);
    addLines(document, "expect", scenario.expect, expectedOf);
    if (scenario.experiment)
        document.addObject("experiment", experimentOf(*scenario.experiment));
    return document.document();
}

} // namespace core
