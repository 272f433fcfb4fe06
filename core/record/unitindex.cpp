// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/unitindex.h"

#include "core/protocol/frame.h"

#include <algorithm>

namespace core {

UnitIndex::UnitIndex(const Recording &recording, const ConnectionInfo &connection, Leg leg)
    : m_recording(recording)
    , m_connection(connection.id)
    , m_leg(leg)
    , m_layer(connection.layer)
{
    if (!connection.handshake) {
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
        feed(e.direction, m_recording.viewOf(e), sink);
        break;
    case EntryKind::Fin:
    case EntryKind::Rst:
        end(e.direction, sink);
        break;
    case EntryKind::Connect:
        break;
    }
}

void UnitIndex::feed(Direction direction, ByteSpan bytes, UnitSink &sink)
{
    Side &s = side(direction);
    while (!bytes.empty()) {
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

void UnitIndex::store(Side &s, bool isNew)
{
    const Unit &found = s.scanner.unit();
    if (isNew) {
        s.unit = static_cast<quint32>(m_units.size());
        m_units.push_back(found);
        if (found.isFrame())
            linkFrame(s, m_units.back());
        return;
    }
    Unit &unit = m_units[s.unit];
    const quint32 message = unit.message;
    const bool messageOpenBefore = unit.messageOpenBefore;
    unit = found;
    unit.message = message;
    unit.messageOpenBefore = messageOpenBefore;
}

// RFC 6455 §5.4: a continuation belongs to the message that is open; control frames may stand between.
void UnitIndex::linkFrame(Side &s, Unit &unit)
{
    unit.messageOpenBefore = s.messageOpen;
    if (is(unit.opcode(), Opcode::Text) || is(unit.opcode(), Opcode::Binary)) {
        s.message = s.unit;
    } else if (!is(unit.opcode(), Opcode::Continuation)) {
        return;
    } else if (!s.messageOpen) {
        return;
    }
    unit.message = s.message;
    s.messageOpen = !unit.fin();
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
    const auto next = std::find_if(m_units.begin() + unit + 1, m_units.end(),
                                   [&u](const Unit &other) { return other.direction == u.direction; });
    return (next == m_units.end() ? s.offset : next->offset) - u.offset;
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
