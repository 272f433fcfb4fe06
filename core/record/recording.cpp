// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/recording.h"

#include "core/record/search.h"

#include <algorithm>
#include <limits>

namespace core {

namespace {

constexpr qsizetype sharedBytes = 4096; // smaller chunks share a block
// Small blocks while there is little, then large ones: each lies between things that live shortly, and
// thousands of them would leave a heap of holes.
constexpr qsizetype smallBlock = 16'384;
constexpr std::size_t smallBlocks = 16;
constexpr qsizetype largeBlock = qsizetype{1024} * 1024;

} // namespace

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
    const quint64 sent = streamLength(entry.connection, entry.direction, Leg::Sent);
    const auto wasSent = [&](quint32 length) {
        return entry.leg == Leg::Delivered && entry.sentOffset <= sent && length <= sent - entry.sentOffset;
    };
    if (entry.kind == EntryKind::Edit && !wasSent(entry.sentLength))
        return false;
    if (entry.isChunk()) {
        const bool isCopy = entry.sentOffset != Entry::ownBytes;
        if (isCopy && !wasSent(entry.length))
            return false;
        if (!isCopy && record.bytes.size() > std::numeric_limits<quint32>::max())
            return false;
        if (!isCopy)
            entry.length = static_cast<quint32>(record.bytes.size());
        entry.offset = stream.length;
        const auto number = static_cast<quint32>(m_entries.size());
        stream.chunks.push_back(isCopy ? Chunk{number, Chunk::noBlock, 0}
                                       : store(stream, number, record.bytes));
        stream.length += entry.length;
    }
    stream.ended = stream.ended || entry.kind == EntryKind::Fin;
    m_entries.push_back(entry);
    return true;
}

quint64 Recording::streamLength(quint16 connection, Direction direction, Leg leg) const
{
    const auto found = m_streams.find({connection, direction, leg});
    return found == m_streams.end() ? 0 : found->second.length;
}

Recording::Chunk Recording::store(Stream &stream, quint32 entry, const QByteArray &bytes)
{
    if (bytes.size() >= sharedBytes) {
        stream.blocks.push_back(bytes);
        return {entry, static_cast<quint32>(stream.blocks.size()) - 1, 0};
    }
    const bool fits =
        stream.shared != Chunk::noBlock &&
        stream.blocks[stream.shared].capacity() - stream.blocks[stream.shared].size() >= bytes.size();
    if (!fits) {
        stream.shared = static_cast<quint32>(stream.blocks.size());
        stream.blocks.emplace_back();
        stream.blocks.back().reserve(stream.blocks.size() <= smallBlocks ? smallBlock : largeBlock);
    }
    QByteArray &block = stream.blocks[stream.shared];
    block += bytes;
    return {entry, stream.shared, static_cast<quint32>(block.size() - bytes.size())};
}

QByteArray Recording::bytes(quint16 connection, Direction direction, Leg leg, quint64 offset,
                            quint64 length) const
{
    const auto found = m_streams.find({connection, direction, leg});
    if (found == m_streams.end() || offset >= found->second.length)
        return {};
    const Stream &stream = found->second;
    length = std::min(length, stream.length - offset);
    QByteArray out;
    out.reserve(static_cast<qsizetype>(length));
    for (std::size_t i = chunkAt(stream, offset); length > 0; ++i) {
        const Entry &entry = m_entries[stream.chunks[i].entry];
        const quint64 skip = offset - entry.offset;
        const quint64 take = std::min<quint64>(entry.length - skip, length);
        if (stream.chunks[i].block == Chunk::noBlock) {
            out += bytes(connection, direction, Leg::Sent, entry.sentOffset + skip, take);
        } else {
            const ByteSpan piece = view(stream, stream.chunks[i], skip, take);
            out.append(reinterpret_cast<const char *>(piece.data()), static_cast<qsizetype>(take));
        }
        offset += take;
        length -= take;
    }
    return out;
}

ByteSpan Recording::view(const Stream &stream, const Chunk &chunk, quint64 skip, quint64 length) const
{
    return spanOf(stream.blocks[chunk.block]).subspan(chunk.at + skip, length);
}

QByteArray Recording::bytesOf(const Entry &chunk) const
{
    return bytes(chunk.connection, chunk.direction, chunk.leg, chunk.offset, chunk.length);
}

void Recording::visit(quint32 number, const std::function<void(ByteSpan)> &take) const
{
    const Entry &entry = m_entries[number];
    const bool isCopy = entry.leg == Leg::Delivered && entry.sentOffset != Entry::ownBytes;
    const Stream &stream =
        m_streams.find({entry.connection, entry.direction, isCopy ? Leg::Sent : entry.leg})->second;
    quint64 offset = isCopy ? entry.sentOffset : entry.offset;
    quint64 left = entry.length;
    for (std::size_t i = left == 0 ? 0 : chunkAt(stream, offset); left > 0; ++i) {
        const Entry &from = m_entries[stream.chunks[i].entry];
        const quint64 skip = offset - from.offset;
        const quint64 length = std::min<quint64>(from.length - skip, left);
        take(view(stream, stream.chunks[i], skip, length));
        offset += length;
        left -= length;
    }
}

quint32 Recording::entryAt(quint16 connection, Direction direction, Leg leg, quint64 offset) const
{
    const Stream &stream = m_streams.find({connection, direction, leg})->second;
    return stream.chunks[chunkAt(stream, offset)].entry;
}

/// The last chunk that begins at `offset` or before.
std::size_t Recording::chunkAt(const Stream &stream, quint64 offset) const
{
    const std::size_t after = firstWithout(stream.chunks.size(), [&](std::size_t number) {
        return m_entries[stream.chunks[number].entry].offset <= offset;
    });
    return after - 1;
}

} // namespace core
