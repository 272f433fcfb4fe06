// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/conversation.h"

#include <QJsonObject>

#include <functional>
#include <memory>

namespace core {

struct DecodeOptions
{
    bool fields = true;                               // --no-fields
    bool bytes = true;                                // --no-bytes: leaves out bytes, payload, text
    std::optional<std::pair<quint32, quint32>> units; // --units FIRST:LAST
    quint64 longest = ~0ULL; // bytes; longer values become null, and "omitted" says how many they were
};

/// What `decode --json` prints (framescope-decode/1). The conversations are finished ones.
QJsonObject decodeDocument(const std::vector<std::unique_ptr<Conversation>> &conversations,
                           const DecodeOptions &options);

/// What `decode --json --lines` prints, one object a call.
void decodeLines(const std::vector<std::unique_ptr<Conversation>> &conversations,
                 const DecodeOptions &options, const std::function<void(const QJsonObject &)> &print);

QJsonObject fieldJson(const Field &field, ByteSpan unitBytes, quint64 longest = ~0ULL);

} // namespace core
