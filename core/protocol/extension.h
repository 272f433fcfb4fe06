// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>
#include <vector>

namespace core {

struct ExtensionParameter
{
    QByteArray name;
    std::optional<QByteArray> value; // a quoted one without its quotes and backslashes

    bool operator==(const ExtensionParameter &) const = default;
};

/// One item of Sec-WebSocket-Extensions (RFC 6455 §9.1).
struct Extension
{
    QByteArray name;
    std::vector<ExtensionParameter> parameters;

    bool operator==(const Extension &) const = default;
};

struct ExtensionList
{
    std::vector<Extension> extensions; // those before the one with the fault
    std::optional<qsizetype> fault;    // where the text stops being an extension-list, bytes from its start
    std::optional<QByteArray> badQuotedValue; // the first quoted value that is not a token once unescaped

    bool isValid() const { return !fault && !badQuotedValue; }
};

/// Reads the value of Sec-WebSocket-Extensions; the values of several lines are joined by commas first.
ExtensionList readExtensions(const QByteArray &value);

QByteArray writeExtension(const Extension &extension);

} // namespace core
