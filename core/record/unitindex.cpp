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

std::vector<quint32> UnitIndex::take(quint32 entry)
{
    const Entry &e = m_recording.entries()[entry];
    if (e.connection != m_connection || e.leg != m_leg)
        return {};
    switch (e.kind) {
    case EntryKind::Chunk:
        return feed(e.direction, spanOf(m_recording.bytesOf(e)), entry);
    case EntryKind::Fin:
    case EntryKind::Rst:
        return end(e.direction);
    case EntryKind::Connect:
        break;
    }
    return {};
}

std::vector<quint32> UnitIndex::feed(Direction direction, ByteSpan bytes, quint32 entry)
{
    std::vector<quint32> finished;
    Side &s = side(direction);
    while (!bytes.empty()) {
        bool isNew = false;
        if (!s.scanner) {
            s.scanner = std::make_unique<UnitScanner>(s.next, direction, s.offset, entry, s.lostReason);
            s.unit = static_cast<quint32>(m_units.size());
            m_units.push_back(s.scanner->unit());
            m_links.emplace_back();
            isNew = true;
            if (s.next == UnitScanner::Mode::Lost)
                finished.push_back(s.unit);
        }
        const bool wasUnknown = m_units[s.unit].kind == UnitKind::Unknown;
        const std::size_t used = s.scanner->feed(bytes, entry);
        bytes = bytes.subspan(used);
        s.offset += used;
        m_units[s.unit] = s.scanner->unit();
        if (isNew && m_units[s.unit].isFrame())
            linkFrame(s.unit);
        if (s.scanner->finished()) {
            finished.push_back(s.unit);
            chooseNext(direction);
            s.scanner.reset();
        } else if (!wasUnknown && m_units[s.unit].kind == UnitKind::Unknown) {
            finished.push_back(s.unit);
        }
    }
    return finished;
}

// RFC 6455 §5.4: a continuation belongs to the message that is open; control frames may stand between.
void UnitIndex::linkFrame(quint32 frame)
{
    const Unit &unit = m_units[frame];
    Side &s = side(unit.direction);
    FrameLink &link = m_links[frame];
    link.previous = s.lastData;
    if (is(unit.opcode(), Opcode::Text) || is(unit.opcode(), Opcode::Binary))
        link.message = frame;
    else if (!is(unit.opcode(), Opcode::Continuation))
        return;
    else if (s.lastData != FrameLink::none && !m_units[s.lastData].fin())
        link.message = m_links[s.lastData].message;
    s.lastData = frame;
}

// What follows a unit: after 101 frames, after a refusal another message, after a frame with a broken length
// nothing.
void UnitIndex::chooseNext(Direction direction)
{
    Side &s = side(direction);
    const Unit &unit = m_units[s.unit];
    switch (unit.kind) {
    case UnitKind::Request:
        if (m_layer == Layer::Unstated)
            m_layer = s.scanner->head().asksForWebSocket() ? Layer::WebSocket : Layer::Http;
        s.next = m_layer == Layer::WebSocket ? UnitScanner::Mode::Frame : UnitScanner::Mode::Http;
        m_requestSeen = true;
        break;
    case UnitKind::Response: {
        const int status = s.scanner->head().status();
        const bool switched = status == 101;
        s.next = switched ? UnitScanner::Mode::Frame : UnitScanner::Mode::Http;
        Side &client = side(Direction::Client);
        if (client.scanner || client.next == UnitScanner::Mode::Lost)
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

std::vector<quint32> UnitIndex::end(Direction direction)
{
    Side &s = side(direction);
    if (!s.scanner)
        return {};
    const bool wasKnown = m_units[s.unit].kind != UnitKind::Unknown;
    s.scanner->end();
    m_units[s.unit] = s.scanner->unit();
    s.scanner.reset();
    return wasKnown ? std::vector<quint32>{s.unit} : std::vector<quint32>{};
}

std::vector<quint32> UnitIndex::finish()
{
    std::vector<quint32> finished = end(Direction::Client);
    for (const quint32 unit : end(Direction::Server))
        finished.push_back(unit);
    return finished;
}

quint64 UnitIndex::length(quint32 unit) const
{
    const Unit &u = m_units[unit];
    if (u.complete || u.kind == UnitKind::Unknown)
        return u.headerLength + u.payloadLength;
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

} // namespace core
