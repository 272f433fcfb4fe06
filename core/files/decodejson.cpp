// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/decodejson.h"

#include "core/files/unitjson.h"

#include <QJsonArray>

#include <algorithm>

namespace core {

namespace {

constexpr quint64 lineByteLimit = 64ULL * 1024; // larger values are left out with --lines

template<typename T>
QJsonValue orNull(const std::optional<T> &value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonArray findingsOf(const Conversation &conversation, quint32 unit)
{
    QJsonArray all;
    for (const Finding *finding : conversation.findingsOf(unit))
        all.append(findingJson(conversation, finding->check));
    return all;
}

QJsonObject withFindings(QJsonObject unit, const QJsonArray &findings)
{
    unit[QStringLiteral("findings")] = findings;
    return unit;
}

QJsonValue address(const QString &text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); }

QJsonObject connectionJson(const Conversation &conversation)
{
    static const char *const sources[] = {"captured", "recorded", "modelled"};
    const ConnectionInfo &info = conversation.connection();
    const Layer layer = conversation.index().layer();
    const char *const layerName = layer == Layer::Http ? "http" : layer == Layer::Tls ? "tls" : "websocket";
    return {{QStringLiteral("id"), info.id},
            {QStringLiteral("client"), address(info.client)},
            {QStringLiteral("server"), address(info.server)},
            {QStringLiteral("source"),
             QLatin1StringView(sources[static_cast<int>(conversation.recording().source)])},
            {QStringLiteral("layer"), QLatin1StringView(layerName)},
            {QStringLiteral("carries"), info.carries == 0 ? QJsonValue() : QJsonValue(info.carries)},
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

} // namespace

QJsonObject decodeDocument(const std::vector<std::unique_ptr<Conversation>> &conversations,
                           const DecodeOptions &options)
{
    QJsonArray connections;
    for (const auto &conversation : conversations) {
        QJsonObject json = connectionJson(*conversation);
        QJsonArray units;
        for (quint32 i = 0; i < conversation->units().size(); ++i)
            if (isWanted(i, options))
                units.append(withFindings(unitJson(*conversation, i, options), findingsOf(*conversation, i)));
        QJsonArray messages;
        for (const Message &message : assembleMessages(conversation->index()))
            if (isWanted(message, options))
                messages.append(messageJson(*conversation, message, options));
        json[QStringLiteral("units")] = units;
        json[QStringLiteral("messages")] = messages;
        json[QStringLiteral("findings")] = findingsOf(*conversation, Finding::noUnit);
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
    DecodeOptions bounded = options;
    bounded.longest = lineByteLimit;
    for (const auto &conversation : conversations) {
        const QJsonObject about = connectionJson(*conversation);
        const auto line = [&](const char *what, const QJsonObject &json) {
            print({{QStringLiteral("connection"), conversation->connection().id},
                   {QString::fromLatin1(what), json}});
        };
        for (quint32 i = 0; i < conversation->units().size(); ++i) {
            if (isWanted(i, options))
                line("unit", withFindings(unitJson(*conversation, i, bounded), findingsOf(*conversation, i)));
        }
        for (const Message &message : assembleMessages(conversation->index())) {
            if (isWanted(message, options))
                line("message", messageJson(*conversation, message, bounded));
        }
        for (const QJsonValue &finding : findingsOf(*conversation, Finding::noUnit))
            line("finding", finding.toObject());
        QJsonObject end = endJson(*conversation);
        for (auto it = about.begin(); it != about.end(); ++it)
            end[it.key()] = it.value();
        line("end", end);
    }
}

} // namespace core
