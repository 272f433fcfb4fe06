// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/decodejson.h"
#include "core/record/messages.h"

namespace core {

// The parts of the document that decodejson.h describes (framescope-decode/1).

QString sideName(Direction direction);

QJsonObject findingJson(const Conversation &conversation, const Check &check);

/// A unit without its findings.
QJsonObject unitJson(const Conversation &conversation, quint32 unit, const DecodeOptions &options);

QJsonObject messageJson(const Conversation &conversation, const Message &message,
                        const DecodeOptions &options);

} // namespace core
