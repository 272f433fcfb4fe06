// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bytes/bytes.h"

namespace core {

ByteSpan spanOf(const QByteArray &bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.constData()),
            static_cast<std::size_t>(bytes.size())};
}

QByteArray toByteArray(ByteSpan bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

quint64 bitsValue(ByteSpan bytes, BitSpan span)
{
    Q_ASSERT(span.bits <= 64 && span.end() <= bytes.size() * 8);
    quint64 value = 0;
    for (quint64 bit = span.bit; bit < span.end(); ++bit)
        value = value << 1 | ((bytes[bit / 8] >> (7 - bit % 8)) & 1U);
    return value;
}

QByteArray toHex(ByteSpan bytes, char separator) { return toByteArray(bytes).toHex(separator); }

std::optional<QByteArray> fromHex(const QByteArray &text)
{
    QByteArray digits;
    for (const char c : text) {
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r')
            continue;
        const bool isDigit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (!isDigit)
            return std::nullopt;
        digits.append(c);
    }
    if (digits.size() % 2 != 0)
        return std::nullopt;
    return QByteArray::fromHex(digits);
}

} // namespace core
