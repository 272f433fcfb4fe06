// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/recording.h"

#include <optional>

namespace core {

/// Connections of a recording before this one that are looked at; enough for a class, little enough to stay
/// quick with thousands.
inline constexpr int otherConnectionsLimit = 256;

/// An earlier connection whose request, whole before `entry`, had this Sec-WebSocket-Key (RFC 6455 §4.1,
/// item 7), by its id.
std::optional<quint16> earlierUseOf(const QByteArray &key, const Recording &recording, quint16 connection,
                                    quint32 entry);

/// How many connections of the same client to the same host are CONNECTING at `entry`, this one counted
/// (RFC 6455 §4.1: one at a time). 0 where the client has no name.
int connectingAt(const Recording &recording, quint16 connection, quint32 entry);

} // namespace core
