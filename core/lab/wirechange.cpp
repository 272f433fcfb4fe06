// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/wirechange.h"

#include "core/lab/jsonreader.h"

#include <algorithm>

namespace core {

namespace {

constexpr int timeLimitMs = 600'000;

std::optional<Direction> readDirection(JsonReader &reader)
{
    const QString name = reader.requiredText("direction");
    reader.oneOf("direction", name, {QStringLiteral("client"), QStringLiteral("server")});
    return name == QLatin1StringView("server") ? Direction::Server : Direction::Client;
}

QByteArray readBytes(JsonReader &reader)
{
    if (!reader.has("hex"))
        return reader.requiredText("text").toUtf8();
    const auto bytes = fromHex(reader.text("hex").toLatin1());
    if (!bytes)
        reader.fail("hex", "must be pairs of hex digits");
    return bytes.value_or(QByteArray());
}

UnitEdit readEdit(JsonReader &reader)
{
    UnitEdit edit;
    edit.consistent = reader.flag("consistent", false);
    if (reader.has("flip")) {
        edit.kind = UnitEdit::Kind::Flip;
        edit.at = static_cast<quint64>(reader.integer("flip", 0, int{holdLimit} * 8 - 1).value_or(0));
    } else if (reader.has("header")) {
        edit.kind = UnitEdit::Kind::Header;
        edit.name = reader.requiredText("header").toLatin1();
        edit.bytes = reader.text("value", {}, true).toUtf8();
    } else {
        edit.kind = UnitEdit::Kind::Replace;
        edit.at = static_cast<quint64>(reader.integer("at", 0, int{holdLimit}).value_or(0));
        edit.bytes = readBytes(reader);
        edit.removed = static_cast<quint64>(
            reader.integer("remove", 0, int{holdLimit}).value_or(static_cast<int>(edit.bytes.size())));
    }
    return edit;
}

std::vector<quint32> readSplits(JsonReader &reader)
{
    std::vector<quint32> splits;
    const QJsonArray values = reader.array("at", true);
    splits.reserve(static_cast<std::size_t>(values.size()));
    for (const QJsonValue &value : values) {
        const qint64 at = value.toInteger(-1);
        if (at < 1 || at >= qint64{holdLimit} || (!splits.empty() && at <= qint64{splits.back()}))
            reader.fail("at", "must hold rising byte numbers from 1");
        else
            splits.push_back(static_cast<quint32>(at));
    }
    return splits;
}

std::optional<Change> changeOf(const QString &what)
{
    static const std::pair<QLatin1StringView, Change> names[] = {
        {QLatin1StringView("edit"), Change::Edited},    {QLatin1StringView("drop"), Change::Dropped},
        {QLatin1StringView("double"), Change::Doubled}, {QLatin1StringView("delay"), Change::Delayed},
        {QLatin1StringView("swap"), Change::Swapped},   {QLatin1StringView("split"), Change::Split},
        {QLatin1StringView("glue"), Change::Glued},
    };
    const auto *const found = std::find_if(std::begin(names), std::end(names),
                                           [&what](const auto &name) { return name.first == what; });
    return found == std::end(names) ? std::nullopt : std::optional(found->second);
}

} // namespace

std::optional<WireChange> readWireChange(const ActionSpec &action)
{
    const auto change = changeOf(action.what);
    if (!change || action.who != QLatin1StringView("wire"))
        return std::nullopt;
    QString error;
    JsonReader reader(action.args, {}, &error);
    WireChange wire;
    wire.change = *change;
    wire.unit.direction = readDirection(reader);
    wire.unit.what = reader.text("what");
    wire.unit.nth = reader.integer("nth", 1, 1'000'000).value_or(1);
    if (*change == Change::Edited)
        wire.edit = readEdit(reader);
    if (*change == Change::Delayed)
        wire.delayMs = reader.integer("ms", 0, timeLimitMs).value_or(0);
    if (*change == Change::Split)
        wire.splits = readSplits(reader);
    reader.finish();
    return reader.ok() ? std::optional(std::move(wire)) : std::nullopt;
}

std::optional<std::pair<Direction, PathConditions>> readPath(const ActionSpec &action)
{
    if (action.what != QLatin1StringView("path") || action.who != QLatin1StringView("wire"))
        return std::nullopt;
    QString error;
    JsonReader reader(action.args, {}, &error);
    const auto direction = readDirection(reader);
    PathConditions path;
    path.delayMs = reader.integer("delay_ms", 0, timeLimitMs).value_or(0);
    path.jitterMs = reader.integer("jitter_ms", 0, timeLimitMs).value_or(0);
    path.bytesPerSecond =
        static_cast<quint64>(reader.integer("bytes_per_second", 0, 1'000'000'000).value_or(0));
    path.chop = static_cast<quint32>(reader.integer("chop", 0, 1'000'000).value_or(0));
    path.mergeMs = reader.integer("merge_ms", 0, timeLimitMs).value_or(0);
    path.stall = reader.flag("stall", false);
    path.silent = reader.flag("silent", false);
    reader.finish();
    return reader.ok() ? std::optional(std::pair(*direction, path)) : std::nullopt;
}

} // namespace core
