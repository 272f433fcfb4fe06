// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/unitindex.h"

#include "core/protocol/frame.h"
#include "core/protocol/tlsrecord.h"

#include <algorithm>

namespace core {

namespace {

constexpr std::size_t prefetchBytes = 512; // ahead of the frame that is being read

} // namespace

UnitIndex::UnitIndex(const Recording &recording, const ConnectionInfo &connection, Leg leg)
    : m_recording(recording)
    , m_connection(connection.id)
    , m_leg(leg)
    , m_layer(connection.layer)
{
    if (m_layer == Layer::Tls) {
        for (Side &s : m_sides)
            s.next = UnitScanner::Mode::Tls;
    } else if (!connection.handshake) {
        m_layer = Layer::WebSocket;
        for (Side &s : m_sides)
            s.next = UnitScanner::Mode::Frame;
    }
}

void UnitIndex::take(quint32 entry, UnitSink &sink)
{
    const Entry &e = m_recording.entries()[entry];
    if (e.connection != m_connection || e.leg != m_leg)
        return;
    switch (e.kind) {
    case EntryKind::Chunk:
        m_recording.visit(entry, [&](ByteSpan bytes) { feed(e.direction, bytes, sink); });
        break;
    case EntryKind::Fin:
    case EntryKind::Rst:
        end(e.direction, sink);
        break;
    case EntryKind::Connect:
    case EntryKind::Edit:
        break;
    }
}

void UnitIndex::feed(Direction direction, ByteSpan bytes, UnitSink &sink)
{
    Side &s = side(direction);
    while (!bytes.empty()) {
        if (s.next == UnitScanner::Mode::Frame && !s.scanner.hasBegun()) {
            bytes = bytes.subspan(feedWholeFrames(s, bytes, sink));
            if (bytes.empty())
                break;
        }
        const bool isNew = !s.scanner.hasBegun();
        if (isNew)
            s.scanner.begin(s.next, s.offset, s.lostReason);
        const bool wasUnknown = !isNew && m_units[s.unit].kind == UnitKind::Unknown;
        const bool hadHeader = s.scanner.frameHeader() != nullptr;
        const std::size_t used = s.scanner.feed(bytes);
        bytes = bytes.subspan(used);
        s.offset += used;
        store(s, isNew);

        const quint32 unit = s.unit;
        const bool isUnknown = m_units[unit].kind == UnitKind::Unknown;
        const bool finished = s.scanner.finished();
        if (isNew)
            sink.unitBegan(unit);
        if (const FrameHeader *const header = s.scanner.frameHeader()) {
            if (!hadHeader)
                sink.frameBegan(unit, *header);
            if (!s.scanner.framePayload().empty())
                sink.framePayload(unit, s.scanner.framePayload());
        }
        if (finished) {
            chooseNext(s);
            s.scanner.leave();
        }
        if (finished || (isUnknown && !wasUnknown))
            sink.unitEnded(unit);
    }
}

// RFC 6455 §5.4: a continuation belongs to the message that is open; control frames may stand between.
inline void UnitIndex::linkFrame(Side &s, Unit &unit)
{
    unit.messageOpenBefore = s.messageOpen;
    const bool begins = is(unit.opcode(), Opcode::Text) || is(unit.opcode(), Opcode::Binary);
    if (!begins && !(s.messageOpen && is(unit.opcode(), Opcode::Continuation)))
        return;
    if (begins)
        s.message = s.unit;
    unit.message = s.message;
    s.messageOpen = !unit.fin();
}

// Nearly all frames of a long recording are whole in the bytes at hand.
std::size_t UnitIndex::feedWholeFrames(Side &s, ByteSpan bytes, UnitSink &sink)
{
    std::size_t used = 0;
    const Direction direction = &s == m_sides.data() ? Direction::Client : Direction::Server;
    FrameHeader header;
    for (;;) {
        const ByteSpan rest = bytes.subspan(used);
        __builtin_prefetch(rest.data() + prefetchBytes);
        if (!readFrameHeader(rest, header) || header.payloadLength > rest.size() - header.size)
            return used;
        s.unit = static_cast<quint32>(m_units.size());
        Unit &unit = m_units.emplace_back();
        unit.offset = s.offset;
        unit.headerLength = header.size;
        unit.payloadLength = header.payloadLength;
        unit.detail = rest[0];
        unit.kind = UnitKind::Frame;
        unit.direction = direction;
        unit.complete = true;
        linkFrame(s, unit);
        const std::size_t length = header.size + header.payloadLength;
        s.offset += length;
        used += length;
        sink.wholeFrame(s.unit, unit, header, rest.subspan(header.size, header.payloadLength));
    }
}

void UnitIndex::store(Side &s, bool isNew)
{
    const Unit &found = s.scanner.unit();
    if (isNew) {
        s.unit = static_cast<quint32>(m_units.size());
        m_units.push_back(found);
        if (found.isFrame())
            linkFrame(s, m_units.back());
        m_units.back().afterCipherChange = s.cipherChanged;
        return;
    }
    Unit &unit = m_units[s.unit];
    const quint32 message = unit.message;
    const bool messageOpenBefore = unit.messageOpenBefore;
    unit = found;
    unit.afterCipherChange = s.cipherChanged;
    unit.message = message;
    unit.messageOpenBefore = messageOpenBefore;
}

// What follows a unit: after 101 frames, after a refusal another message, after a frame with a broken length
// nothing.
void UnitIndex::chooseNext(Side &s)
{
    const Unit &unit = m_units[s.unit];
    switch (unit.kind) {
    case UnitKind::Request:
        if (m_layer == Layer::Unstated)
            m_layer = s.scanner.head().asksForWebSocket() ? Layer::WebSocket : Layer::Http;
        s.next = m_layer == Layer::WebSocket ? UnitScanner::Mode::Frame : UnitScanner::Mode::Http;
        m_requestSeen = true;
        break;
    case UnitKind::Response: {
        const int status = s.scanner.head().status();
        const bool switched = status == 101;
        s.next = switched ? UnitScanner::Mode::Frame : UnitScanner::Mode::Http;
        Side &client = side(Direction::Client);
        if (client.scanner.hasBegun() || client.next == UnitScanner::Mode::Lost)
            break;
        if (status / 100 != 1)
            client.next = UnitScanner::Mode::Http;
        else if (switched && m_requestSeen)
            client.next = UnitScanner::Mode::Frame;
        break;
    }
    case UnitKind::Frame:
        if (!unit.complete)
            s.next = UnitScanner::Mode::Lost;
        break;
    case UnitKind::Tls:
        s.cipherChanged = s.cipherChanged || is(unit.detail, TlsContent::ChangeCipherSpec);
        break;
    case UnitKind::Unknown:
        break;
    }
}

void UnitIndex::end(Direction direction, UnitSink &sink)
{
    Side &s = side(direction);
    if (!s.scanner.hasBegun())
        return;
    const bool wasKnown = m_units[s.unit].kind != UnitKind::Unknown;
    s.scanner.end();
    store(s, false);
    s.scanner.leave();
    if (wasKnown)
        sink.unitEnded(s.unit);
}

void UnitIndex::finish(UnitSink &sink)
{
    end(Direction::Client, sink);
    end(Direction::Server, sink);
}

quint64 UnitIndex::length(quint32 unit) const
{
    const Unit &u = m_units[unit];
    if (u.complete || u.kind == UnitKind::Unknown)
        return u.announced();
    if (u.isFrame() && u.payloadLength >> 63 != 0)
        return u.headerLength;
    // Up to the next unit of its direction: bytes that come after the end of TCP are no part of a unit that
    // it cut.
    const Side &s = side(u.direction);
    if (unit == s.unit)
        return s.offset - u.offset;
    std::size_t next = unit + 1;
    while (next < m_units.size() && m_units[next].direction != u.direction)
        ++next;
    return (next == m_units.size() ? s.offset : m_units[next].offset) - u.offset;
}

QByteArray UnitIndex::bytes(quint32 unit, quint64 limit) const
{
    const Unit &u = m_units[unit];
    return m_recording.bytes(m_connection, u.direction, m_leg, u.offset, std::min(length(unit), limit));
}

HttpHead UnitIndex::head(quint32 unit) const
{
    return readHttpHead(bytes(unit, m_units[unit].headerLength), m_units[unit].kind == UnitKind::Response);
}

quint32 UnitIndex::firstEntry(quint32 unit) const
{
    const Unit &u = m_units[unit];
    return m_recording.entryAt(m_connection, u.direction, m_leg, u.offset);
}

quint32 UnitIndex::lastEntry(quint32 unit) const
{
    const Unit &u = m_units[unit];
    return m_recording.entryAt(m_connection, u.direction, m_leg, u.offset + length(unit) - 1);
}

} // namespace core
