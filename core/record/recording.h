// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes/bytes.h"
#include "core/record/blockvector.h"
#include "core/record/unit.h"

#include <QMetaType>
#include <QString>

#include <functional>
#include <map>
#include <vector>

namespace core {

enum class EntryKind : quint8 { Chunk, Connect, Fin, Rst, Edit };

/// What the wire did to a unit that it held; several together.
enum class Change : quint8 {
    Edited = 1,  // other bytes went on
    Dropped = 2, // none did
    Doubled = 4,
    Delayed = 8,
    Swapped = 16, // with the unit beside it
    Split = 32,   // into several writes
    Glued = 64,   // in one write with the unit after it
};

/// Who brought an event about.
enum class Actor : quint8 { Client, Server, Wire };

constexpr Actor actorOf(Direction d) { return d == Direction::Client ? Actor::Client : Actor::Server; }

/// One line of the recording: a chunk as one read() or write() moved it, or an event of TCP.
///
/// leg Sent is the sender's socket, leg Delivered the receiver's: {Fin, direction Client, Sent} is the
/// client's FIN as it reached the wire, {Fin, direction Client, Delivered} the same FIN passed on to the
/// server.
///
/// An edit {Edit, Delivered, by Wire} tells what became of sent bytes, just before that is delivered: of
/// sentLength bytes at sentOffset, `length` bytes at `offset` of the delivered stream.
struct Entry
{
    static constexpr quint64 ownBytes = ~0ULL;

    qint64 timeNs = 0;  // since the recording began, monotonic
    quint64 offset = 0; // chunk: where it begins in the stream of its direction and leg, bytes; edit: where
                        // what is delivered begins
    quint64 sentOffset = ownBytes; // delivered chunk: where the same bytes stand in the sent stream, else
                                   // ownBytes; edit: where the unit stands there
    quint32 length = 0;            // chunk: bytes
    quint32 sentLength = 0;        // edit: bytes
    quint16 connection = 1;
    EntryKind kind = EntryKind::Chunk;
    Direction direction = Direction::Client;
    Leg leg = Leg::Sent;
    Actor by = Actor::Client;
    quint8 changes = 0; // edit: Change bits

    bool isChunk() const { return kind == EntryKind::Chunk; }
    bool has(Change change) const { return (changes & static_cast<quint8>(change)) != 0; }
};
static_assert(sizeof(Entry) <= 40);

/// An entry on its way from the wire or a file to the recording, with the bytes that it brings.
struct WireRecord
{
    Entry entry;
    QByteArray bytes; // empty where entry.sentOffset says where they are
};

enum class Layer : quint8 { Unstated, WebSocket, Http, Tls };

/// Where the bytes of a connection come from; every view says so.
enum class Source : quint8 { Captured, Recorded, Modelled };

struct ConnectionInfo
{
    quint16 id = 1;
    QString client;     // "127.0.0.1:50512"; empty where unknown
    QString server;     // where the client connected to: the wire
    QString clientName; // connections of one name are one client's; empty: not known
    Layer layer = Layer::Unstated;
    QByteArray extensions;     // without a handshake: what Sec-WebSocket-Extensions of the 101 would say
    bool handshake = true;     // false: the streams begin with frames
    bool keysFixed = false;    // the scenario chose key and masks
    bool serverIsOurs = false; // Framescope's own engine answered
    quint16 carries = 0;       // of layer Tls: the connection whose plain bytes are inside; 0: not known
    QString host;              // of layer Tls: whom the client was to reach; empty where unknown
};

/// What passed, when, in which direction and leg. Entries are only ever added.
class Recording
{
public:
    /// A connection must be told before its first entry. Ids are unique.
    void addConnection(const ConnectionInfo &info);

    /// Takes an entry in. entry.offset of a chunk is set here. False where it does not fit: unknown
    /// connection, sentOffset beyond what was sent, or anything but a reset after the FIN of its direction
    /// and leg. Nothing is taken then.
    [[nodiscard]] bool append(const WireRecord &record);

    const std::vector<ConnectionInfo> &connections() const { return m_connections; }
    const ConnectionInfo *connection(quint16 id) const;
    const BlockVector<Entry> &entries() const { return m_entries; }

    quint64 streamLength(quint16 connection, Direction direction, Leg leg) const;

    /// A copy of the bytes, cut to what there is.
    QByteArray bytes(quint16 connection, Direction direction, Leg leg, quint64 offset, quint64 length) const;
    QByteArray bytesOf(const Entry &chunk) const;
    /// The bytes of entry `number`, a chunk, in place and piece by piece.
    void visit(quint32 number, const std::function<void(ByteSpan)> &take) const;

    /// The entry of the chunk that holds the byte at `offset` of a stream, which must be there.
    quint32 entryAt(quint16 connection, Direction direction, Leg leg, quint64 offset) const;

    Source source = Source::Captured;
    QString scenario; // id, empty where none
    quint64 seed = 0;

private:
    // A large chunk is kept as it came, shared with who brought it; small ones share blocks.
    struct Chunk
    {
        static constexpr quint32 noBlock = ~0U;

        quint32 entry;
        quint32 block; // noBlock: the bytes are those of the sent stream at the entry's sentOffset
        quint32 at;    // bytes from the block's start
    };
    struct Stream
    {
        std::vector<QByteArray> blocks;
        quint32 shared = Chunk::noBlock; // the block that small chunks are added to
        BlockVector<Chunk> chunks;       // by offset
        quint64 length = 0;
        bool ended = false; // by FIN
    };
    static Chunk store(Stream &stream, quint32 entry, const QByteArray &bytes);
    std::size_t chunkAt(const Stream &stream, quint64 offset) const;
    ByteSpan view(const Stream &stream, const Chunk &chunk, quint64 skip, quint64 length) const;

    using StreamKey = std::tuple<quint16, Direction, Leg>;

    std::vector<ConnectionInfo> m_connections;
    BlockVector<Entry> m_entries;
    std::map<StreamKey, Stream> m_streams;
};

} // namespace core

Q_DECLARE_METATYPE(core::WireRecord)
Q_DECLARE_METATYPE(core::ConnectionInfo)
