// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/tcpflow.h"

#include "core/protocol/frame.h"

#include <utility>

namespace core {

namespace {

constexpr qsizetype openingLimit = 65'536;    // bytes looked at to tell what a connection is
constexpr std::size_t patience = 64;          // segments that may overtake one that is missing
constexpr quint64 waitingLimit = 16ULL << 20; // bytes

enum class Guess : quint8 { Open, No, Yes };

Guess guessRequest(const QByteArray &opening)
{
    static const QByteArray method = "GET ";
    if (!opening.startsWith(method.left(opening.size())))
        return Guess::No;
    const qsizetype end = opening.indexOf("\r\n\r\n");
    if (end < 0)
        return opening.size() < openingLimit ? Guess::Open : Guess::No;
    const QByteArray head = opening.left(end).toLower();
    const qsizetype upgrade = head.indexOf("\nupgrade:");
    return upgrade >= 0 && head.mid(upgrade, 200).contains("websocket") ? Guess::Yes : Guess::No;
}

/// Whether bytes read as frames from the first one on, all masked or none.
Guess guessFrames(const QByteArray &opening, bool *masked)
{
    ByteSpan bytes = spanOf(opening);
    bool isFirst = true;
    while (!bytes.empty()) {
        FrameHeader header;
        if (!readFrameHeader(bytes, header))
            return isFirst ? Guess::Open : Guess::Yes;
        const quint32 shortest = header.payloadLength < 126 ? 0 : header.payloadLength < 65'536 ? 126 : 127;
        const bool isShortest = shortest == 0 || header.length7 == shortest;
        if (header.rsv2 || header.rsv3 || isReserved(header.opcode) || !header.hasValidLength() ||
            !isShortest ||
            (isControl(header.opcode) && (!header.fin || header.payloadLength > maxControlBytes)) ||
            (!isFirst && header.masked != *masked))
            return Guess::No;
        *masked = header.masked;
        isFirst = false;
        if (header.payloadLength >= bytes.size() - header.size)
            return Guess::Yes;
        bytes = bytes.subspan(header.size + header.payloadLength);
    }
    return isFirst ? Guess::Open : Guess::Yes;
}

} // namespace

TcpFlow::TcpFlow(const TcpSegment &first)
    : m_ends{first.from, first.to}
    , m_hasStart(first.syn && !first.ack)
    , m_synSequence(first.sequence)
{}

bool TcpFlow::isAnother(const TcpSegment &segment) const
{
    return segment.syn && !segment.ack &&
           (!m_hasStart || segment.sequence != m_synSequence || segment.from != m_ends[0]);
}

/// Sequence numbers wrap (RFC 9293 §3.4); a place does not.
quint64 TcpFlow::placeOf(const Side &side, quint32 sequence) const
{
    const auto ahead = static_cast<qint32>(sequence - (side.start + static_cast<quint32>(side.next)));
    const qint64 place = static_cast<qint64>(side.next) + ahead;
    return place < 0 ? ~0ULL : static_cast<quint64>(place);
}

void TcpFlow::take(const TcpSegment &segment, qint64 timeNs)
{
    if (m_state == State::Other || m_state == State::Over || m_state == State::Holed)
        return;
    const int from = segment.from == m_ends[0] ? 0 : 1;
    Side &side = m_sides[from];
    Side &other = m_sides[1 - from];
    quint32 sequence = segment.sequence;
    if (segment.syn) {
        if (!side.isKnown) {
            side.isKnown = true;
            side.start = sequence + 1;
            if (m_hasStart)
                addEvent(0, EntryKind::Connect, timeNs, segment.ack);
        }
        ++sequence;
    }
    if (!side.isKnown && !segment.payload.empty()) {
        side.isKnown = true;
        side.start = sequence;
    }
    if (segment.ack && other.isKnown) {
        const quint64 passed = placeOf(other, segment.acknowledged);
        if (passed != ~0ULL)
            other.passed = std::max(other.passed, passed);
    }
    if (segment.rst) {
        addEvent(from, EntryKind::Rst, timeNs, false);
        if (m_state == State::Undecided)
            decide(true);
        become(State::Over);
        return;
    }
    if (!side.isKnown) // nothing but acknowledgements so far
        return;
    const quint64 place = placeOf(side, sequence);
    if (place == ~0ULL) { // long before the first byte that was seen
        ++m_repeated;
        return;
    }
    if (segment.fin)
        side.end = place + segment.length;
    if (!segment.payload.empty())
        takeBytes(from, place, segment.payload, timeNs);
    endIfReached(from, timeNs);
}

void TcpFlow::takeBytes(int from, quint64 place, ByteSpan bytes, qint64 timeNs)
{
    Side &side = m_sides[from];
    if (place + bytes.size() <= side.next) {
        ++m_repeated;
        return;
    }
    if (place > side.next) {
        QByteArray &waiting = side.waiting[place];
        const auto known = static_cast<std::size_t>(waiting.size());
        if (known < bytes.size()) {
            waiting += toByteArray(bytes.subspan(known));
            side.waitingBytes += bytes.size() - known;
        } else {
            ++m_repeated;
        }
        const bool isLost = side.passed > side.next && side.waiting.size() > patience;
        if (isLost || side.waitingBytes > waitingLimit)
            become(State::Holed);
        return;
    }
    const std::size_t known = side.next - place;
    add(from, toByteArray(bytes.subspan(known)), timeNs);
    side.next += bytes.size() - known;
    if (!side.waiting.empty())
        release(from, timeNs);
}

/// What waited for the bytes that came now.
void TcpFlow::release(int from, qint64 timeNs)
{
    Side &side = m_sides[from];
    while (!side.waiting.empty() && side.waiting.begin()->first <= side.next) {
        const auto first = side.waiting.begin();
        const quint64 known = side.next - first->first;
        const auto length = static_cast<quint64>(first->second.size());
        if (known < length) {
            add(from, first->second.mid(static_cast<qsizetype>(known)), timeNs);
            side.next += length - known;
        }
        side.waitingBytes -= length;
        side.waiting.erase(first);
    }
}

void TcpFlow::endIfReached(int from, qint64 timeNs)
{
    Side &side = m_sides[from];
    if (side.hasEnded || !side.end || side.next < *side.end)
        return;
    side.hasEnded = true;
    addEvent(from, EntryKind::Fin, timeNs, false);
    addEvent(from, EntryKind::Fin, timeNs, true);
    if (m_sides[0].hasEnded && m_sides[1].hasEnded) {
        if (m_state == State::Undecided)
            decide(true);
        become(State::Over);
    }
}

void TcpFlow::add(int from, QByteArray bytes, qint64 timeNs)
{
    if (m_state == State::Other || m_sides[from].hasEnded)
        return;
    if (m_state == State::Undecided)
        m_sides[from].opening += bytes;
    WireRecord sent;
    sent.entry.timeNs = timeNs;
    sent.entry.length = static_cast<quint32>(bytes.size());
    sent.entry.direction = from == m_client.value_or(0) ? Direction::Client : Direction::Server;
    sent.entry.by = actorOf(sent.entry.direction);
    WireRecord delivered{sent.entry, {}};
    delivered.entry.leg = Leg::Delivered;
    delivered.entry.sentOffset = m_sent[from];
    m_sent[from] += sent.entry.length;
    sent.bytes = std::move(bytes);
    m_records.push_back(std::move(sent));
    m_records.push_back(std::move(delivered));
    if (m_state == State::Undecided)
        decide(false);
}

void TcpFlow::addEvent(int from, EntryKind kind, qint64 timeNs, bool delivered)
{
    if (m_state == State::Other)
        return;
    WireRecord event;
    event.entry.kind = kind;
    event.entry.timeNs = timeNs;
    event.entry.direction = from == m_client.value_or(0) ? Direction::Client : Direction::Server;
    event.entry.leg = delivered ? Leg::Delivered : Leg::Sent;
    event.entry.by = actorOf(event.entry.direction);
    m_records.push_back(event);
}

void TcpFlow::decide(bool isLast)
{
    bool isOpen = false;
    for (const int end : {0, 1}) {
        const Guess guess = guessRequest(m_sides[end].opening);
        if (guess == Guess::Yes && (end == 0 || !m_hasStart)) {
            m_client = end;
            m_hasHandshake = true;
        }
        isOpen = isOpen || guess == Guess::Open;
    }
    if (!m_client && !m_hasStart) {
        bool masked[2] = {};
        const Guess guesses[2] = {guessFrames(m_sides[0].opening, &masked[0]),
                                  guessFrames(m_sides[1].opening, &masked[1])};
        const bool isNeither = guesses[0] == Guess::No || guesses[1] == Guess::No;
        const bool isBoth = guesses[0] == Guess::Yes && guesses[1] == Guess::Yes;
        const bool isOne = guesses[0] == Guess::Yes || guesses[1] == Guess::Yes;
        if (!isNeither && (isBoth ? masked[0] != masked[1] : isOne && isLast))
            m_client = (guesses[0] == Guess::Yes ? masked[0] : !masked[1]) ? 0 : 1;
        isOpen = isOpen || (!isNeither && !(isBoth && masked[0] == masked[1]));
    }
    if (m_client) {
        if (*m_client == 1)
            for (WireRecord &record : m_records) {
                record.entry.direction = opposite(record.entry.direction);
                record.entry.by = actorOf(record.entry.direction);
            }
        become(State::WebSocket);
    } else if (isLast || !isOpen || m_sides[0].opening.size() + m_sides[1].opening.size() > openingLimit) {
        become(State::Other);
    }
}

void TcpFlow::become(State state)
{
    m_state = m_state == State::Other ? State::Other : state;
    for (Side &side : m_sides) {
        side.opening.clear();
        if (state == State::WebSocket)
            continue;
        side.waiting.clear();
        side.waitingBytes = 0;
    }
    if (!m_client && state != State::Undecided)
        m_records.clear();
}

void TcpFlow::finish()
{
    if (m_state == State::Undecided)
        decide(true);
    if (m_state == State::WebSocket && !(m_sides[0].waiting.empty() && m_sides[1].waiting.empty()))
        become(State::Holed);
}

QVector<WireRecord> TcpFlow::takeRecords() { return std::exchange(m_records, {}); }

} // namespace core
