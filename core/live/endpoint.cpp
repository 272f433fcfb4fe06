// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/endpoint.h"

#include "core/bytes/bytes.h"

namespace live {

std::optional<QByteArray> bytesOf(const QJsonObject &args)
{
    const QJsonValue text = args.value(QLatin1StringView("text"));
    const QJsonValue hex = args.value(QLatin1StringView("hex"));
    if (text.isString() == hex.isString())
        return std::nullopt;
    const auto once =
        text.isString() ? std::optional(text.toString().toUtf8()) : core::fromHex(hex.toString().toLatin1());
    const qint64 repeat = args.value(QLatin1StringView("repeat")).toInteger(1);
    if (!once || repeat < 1 || repeat > actionBytesLimit / std::max<qint64>(1, once->size()))
        return std::nullopt;
    return once->repeated(repeat);
}

} // namespace live
