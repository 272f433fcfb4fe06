// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/otherconnections.h"

#include "core/protocol/httphead.h"
#include "core/protocol/limits.h"

#include <algorithm>

namespace core {

namespace {

/// What had been sent on each connection when an entry came: so the answer does not depend on how much of
/// the recording is there already.
struct Before
{
    quint64 sent[2] = {};
    bool began = false;
    bool ended = false;
};

using Befores = std::map<quint16, Before>;

Befores before(const Recording &recording, quint32 end)
{
    Befores all;
    for (quint32 i = 0; i < end; ++i) {
        const Entry &entry = recording.entries()[i];
        if (entry.leg != Leg::Sent)
            continue;
        Before &one = all[entry.connection];
        one.began = true;
        if (entry.isChunk())
            one.sent[static_cast<std::size_t>(entry.direction)] += entry.length;
        one.ended = one.ended || entry.kind == EntryKind::Fin || entry.kind == EntryKind::Rst;
    }
    return all;
}

HttpHead headOf(const Recording &recording, quint16 connection, Direction direction, quint64 sent)
{
    const quint64 most = std::min<quint64>(sent, Limits().headerBlock);
    return readHttpHead(recording.bytes(connection, direction, Leg::Sent, 0, most),
                        direction == Direction::Server);
}

QString hostOf(const QString &address) { return address.section(QLatin1Char(':'), 0, -2); }

} // namespace

std::optional<quint16> earlierUseOf(const QByteArray &key, const Recording &recording, quint16 connection,
                                    quint32 entry)
{
    if (recording.connections().size() < 2)
        return std::nullopt;
    const Befores befores = before(recording, entry);
    int left = otherConnectionsLimit;
    for (const auto &[id, other] : befores) {
        if (id == connection || other.sent[0] == 0)
            continue;
        if (left-- == 0)
            break;
        const HttpHead head = headOf(recording, id, Direction::Client, other.sent[0]);
        if (head.complete && head.joined("Sec-WebSocket-Key") == key)
            return id;
    }
    return std::nullopt;
}

int connectingAt(const Recording &recording, quint16 connection, quint32 entry)
{
    const ConnectionInfo &own = *recording.connection(connection);
    if (own.clientName.isEmpty())
        return 0;
    const Befores befores = before(recording, entry);
    int count = 1;
    for (const ConnectionInfo &info : recording.connections()) {
        const auto found = befores.find(info.id);
        const bool isOther = info.id != connection && info.clientName == own.clientName &&
                             hostOf(info.server) == hostOf(own.server);
        if (!isOther || found == befores.end() || found->second.sent[0] == 0 || found->second.ended)
            continue;
        const HttpHead answer = headOf(recording, info.id, Direction::Server, found->second.sent[1]);
        count += answer.complete ? 0 : 1;
    }
    return count;
}

} // namespace core
