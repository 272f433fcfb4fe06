// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/recording.h"

#include <algorithm>
#include <limits>

namespace core {

void Recording::addConnection(const ConnectionInfo &info)
{
    Q_ASSERT(connection(info.id) == nullptr);
    m_connections.push_back(info);
    for (const Direction direction : {Direction::Client, Direction::Server})
        for (const Leg leg : {Leg::Sent, Leg::Delivered})
            m_streams[{info.id, direction, leg}] = {};
}

const ConnectionInfo *Recording::connection(quint16 id) const
{
    const auto found = std::find_if(m_connections.begin(), m_connections.end(),
                                    [id](const ConnectionInfo &info) { return info.id == id; });
    return found == m_connections.end() ? nullptr : &*found;
}

bool Recording::append(const WireRecord &record)
{
    Entry entry = record.entry;
    const auto found = m_streams.find({entry.connection, entry.direction, entry.leg});
    if (found == m_streams.end())
        return false;
    Stream &stream = found->second;
    if (stream.ended && (entry.isChunk() || entry.kind == EntryKind::Fin))
        return false;
    stream.ended = stream.ended || entry.kind == EntryKind::Fin;
    if (entry.isChunk()) {
        const bool isCopy = entry.sentOffset != Entry::ownBytes;
        const quint64 sent = streamLength(entry.connection, entry.direction, Leg::Sent);
        if (isCopy &&
            (entry.leg == Leg::Sent || entry.sentOffset > sent || entry.length > sent - entry.sentOffset))
            return false;
        if (!isCopy && record.bytes.size() > std::numeric_limits<quint32>::max())
            return false;
        if (!isCopy)
            entry.length = static_cast<quint32>(record.bytes.size());
        entry.offset = stream.length;
        stream.chunks.push_back(static_cast<quint32>(m_entries.size()));
        if (entry.leg == Leg::Delivered)
            stream.ownStart.push_back(static_cast<quint64>(stream.own.size()));
        if (!isCopy)
            stream.own.append(record.bytes);
        stream.length += entry.length;
    }
    m_entries.push_back(entry);
    return true;
}

quint64 Recording::streamLength(quint16 connection, Direction direction, Leg leg) const
{
    const auto found = m_streams.find({connection, direction, leg});
    return found == m_streams.end() ? 0 : found->second.length;
}

QByteArray Recording::bytes(quint16 connection, Direction direction, Leg leg, quint64 offset,
                            quint64 length) const
{
    const auto found = m_streams.find({connection, direction, leg});
    if (found == m_streams.end() || offset >= found->second.length)
        return {};
    const Stream &stream = found->second;
    length = std::min(length, stream.length - offset);
    if (leg == Leg::Sent)
        return stream.own.mid(static_cast<qsizetype>(offset), static_cast<qsizetype>(length));

    QByteArray out;
    for (std::size_t i = chunkAt(stream, offset);
         i < stream.chunks.size() && static_cast<quint64>(out.size()) < length; ++i) {
        const Entry &chunk = m_entries[stream.chunks[i]];
        const quint64 skip = offset > chunk.offset ? offset - chunk.offset : 0;
        const quint64 take =
            std::min<quint64>(chunk.length - skip, length - static_cast<quint64>(out.size()));
        if (chunk.sentOffset == Entry::ownBytes)
            out += stream.own.mid(static_cast<qsizetype>(stream.ownStart[i] + skip),
                                  static_cast<qsizetype>(take));
        else
            out += bytes(connection, direction, Leg::Sent, chunk.sentOffset + skip, take);
    }
    return out;
}

QByteArray Recording::bytesOf(const Entry &chunk) const { return toByteArray(viewOf(chunk)); }

ByteSpan Recording::viewOf(const Entry &chunk) const
{
    const auto streamOf = [&](Leg leg) -> const Stream & {
        return m_streams.find({chunk.connection, chunk.direction, leg})->second;
    };
    const Stream &stream = streamOf(chunk.leg);
    if (chunk.leg == Leg::Sent)
        return spanOf(stream.own).subspan(chunk.offset, chunk.length);
    if (chunk.sentOffset != Entry::ownBytes)
        return spanOf(streamOf(Leg::Sent).own).subspan(chunk.sentOffset, chunk.length);
    return spanOf(stream.own).subspan(stream.ownStart[chunkAt(stream, chunk.offset)], chunk.length);
}

quint32 Recording::entryAt(quint16 connection, Direction direction, Leg leg, quint64 offset) const
{
    const Stream &stream = m_streams.find({connection, direction, leg})->second;
    return stream.chunks[chunkAt(stream, offset)];
}

/// The last chunk that begins at `offset` or before.
std::size_t Recording::chunkAt(const Stream &stream, quint64 offset) const
{
    const auto after =
        std::upper_bound(stream.chunks.begin(), stream.chunks.end(), offset,
                         [this](quint64 at, quint32 entry) { return at < m_entries[entry].offset; });
    return static_cast<std::size_t>(after - stream.chunks.begin()) - 1;
}

} // namespace core
