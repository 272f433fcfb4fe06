// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/inputs.h"

#include "core/bytes/bytes.h"

#include <QRegularExpression>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <cctype>

namespace ui {

namespace {

bool isHexDigit(QChar c) { return c.unicode() < 0x80 && std::isxdigit(c.unicode()) != 0; }

QString withoutBlanks(QString text)
{
    text.removeIf([](QChar c) { return c.isSpace(); });
    return text;
}

} // namespace

std::optional<QByteArray> hexBytes(const QString &text)
{
    if (hexFault(text, nullptr) != HexFault::None)
        return std::nullopt;
    return core::fromHex(withoutBlanks(text).toLatin1());
}

HexFault hexFault(const QString &text, QString *offender)
{
    const QString digits = withoutBlanks(text);
    const auto *const bad = std::find_if_not(digits.begin(), digits.end(), isHexDigit);
    if (bad != digits.end()) {
        if (offender != nullptr)
            *offender = *bad;
        return HexFault::NotADigit;
    }
    return digits.size() % 2 == 0 ? HexFault::None : HexFault::HalfAByte;
}

std::optional<QJsonArray> splitOffsets(const QString &text, qsizetype bytes)
{
    static const QRegularExpression between(QStringLiteral("[\\s,]+"));
    QJsonArray offsets;
    qint64 last = 0;
    for (const QString &part : text.split(between, Qt::SkipEmptyParts)) {
        bool ok = false;
        const qint64 offset = part.toLongLong(&ok);
        if (!ok || offset <= last || offset >= bytes)
            return std::nullopt;
        offsets.append(offset);
        last = offset;
    }
    return offsets.isEmpty() ? std::nullopt : std::optional(offsets);
}

qsizetype characters(const QString &text)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    qsizetype count = 0;
    while (finder.toNextBoundary() >= 0)
        ++count;
    return count;
}

bool isDecomposed(const QString &text) { return text.normalized(QString::NormalizationForm_C) != text; }

bool isKey(const QString &text)
{
    return text.size() == 8 && std::all_of(text.begin(), text.end(), isHexDigit);
}

std::optional<quint64> wholeNumber(const QString &text)
{
    const QString trimmed = text.trimmed();
    const bool isHex = trimmed.startsWith(QLatin1StringView("0x"), Qt::CaseInsensitive);
    bool ok = false;
    const quint64 number = isHex ? trimmed.mid(2).toULongLong(&ok, 16) : trimmed.toULongLong(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

} // namespace ui
