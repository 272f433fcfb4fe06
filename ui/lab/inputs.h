// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QString>

#include <optional>

namespace ui {

// What people type, as values.

/// Hex digits, blanks between them as one likes; nothing where it is not whole bytes.
std::optional<QByteArray> hexBytes(const QString &text);

/// Why hexBytes() gave nothing.
enum class HexFault : quint8 { None, NotADigit, HalfAByte };
HexFault hexFault(const QString &text, QString *offender);

/// Offsets in a message of so many bytes where a new frame begins: whole numbers that rise, from 1 on, with
/// blanks or commas between. Nothing where they are not that.
std::optional<QJsonArray> splitOffsets(const QString &text, qsizetype bytes);

/// What a reader takes for one character: 안 typed as three jamo is one.
qsizetype characters(const QString &text);

/// Written with letters taken apart (Unicode form NFD), as some systems type Hangul.
bool isDecomposed(const QString &text);

/// Eight hex digits.
bool isKey(const QString &text);

/// A whole number, decimal or hex after 0x.
std::optional<quint64> wholeNumber(const QString &text);

} // namespace ui
