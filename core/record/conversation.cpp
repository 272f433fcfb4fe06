// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/conversation.h"

#include "core/annotate/annotate.h"
#include "core/protocol/closecode.h"
#include "core/record/otherconnections.h"
#include "core/record/steps.h"

#include <algorithm>

namespace core {

namespace {

constexpr std::size_t sideIndex(Direction d) { return static_cast<std::size_t>(d); }

// FRM-16. While the header is not whole, no more than its own size is known.
Check cutShort(const Unit &unit, ByteSpan start, quint64 present)
{
    const quint32 headerSize = start.size() < 2 ? 2 : frameHeaderSize(start[1]);
    const bool isHeaderWhole = start.size() >= headerSize;
    const QByteArray expected = isHeaderWhole ? QByteArray::number(headerSize + unit.payloadLength)
                                              : ">= " + QByteArray::number(headerSize);
    return brokenBy("FRM-16", "ws.frame", byteRange(0, present), expected, QByteArray::number(present));
}

} // namespace

Conversation::Conversation(const Recording &recording, quint16 connection, Leg leg, const Limits &limits)
    : m_recording(recording)
    , m_id(connection)
    , m_leg(leg)
    , m_limits(limits)
    , m_index(recording, *recording.connection(connection), leg)
    , m_isHandshaking(recording.connection(connection)->handshake)
    , m_referee(recording.connection(connection)->keysFixed, limits,
                [this](quint32 unit) { return wasDelivered(unit); })
{
    if (m_isHandshaking)
        return;
    m_client = m_server = ConnectionState::Open;
    takeAgreement(this->connection().extensions);
}

void Conversation::update(quint32 entries)
{
    const auto end = std::min<std::size_t>(entries, m_recording.entries().size());
    while (m_entriesTaken < end)
        takeEntry(m_entriesTaken++);
}

void Conversation::finish()
{
    update();
    m_index.finish(*this);
    if (!m_recording.entries().empty())
        m_referee.finish(now());
    addFindingTurns();
}

void Conversation::takeEntry(quint32 number)
{
    const Entry &entry = m_recording.entries()[number];
    if (entry.connection != m_id || m_reset)
        return;
    m_entry = number;
    if (entry.isChunk() && entry.leg == Leg::Delivered && entry.sentOffset != Entry::ownBytes)
        m_delivered[sideIndex(entry.direction)] =
            std::max(m_delivered[sideIndex(entry.direction)].value_or(0), entry.sentOffset + entry.length);
    m_index.take(number, *this);
    switch (entry.kind) {
    case EntryKind::Connect:
        if (entry.direction == Direction::Client && entry.leg == Leg::Sent)
            addTurn(TurnKind::TcpConnect, number);
        break;
    case EntryKind::Fin:
        if (entry.leg != m_leg)
            break;
        addTurn(TurnKind::TcpFin, number);
        tcpEnded(entry.direction, false);
        if (m_finSeen[0] && m_finSeen[1])
            closed(number);
        break;
    case EntryKind::Rst:
        takeReset(number);
        break;
    case EntryKind::Edit:
        takeEdit(number);
        break;
    case EntryKind::Chunk:
        break;
    }
}

void Conversation::takeEdit(quint32 number)
{
    const Entry &edit = m_recording.entries()[number];
    auto &delivered = m_delivered[sideIndex(edit.direction)];
    if (!edit.has(Change::Dropped))
        delivered = std::max(delivered.value_or(0), edit.sentOffset + edit.sentLength);
    else if (edit.sentLength > 0)
        m_dropped[sideIndex(edit.direction)].emplace_back(edit.sentOffset, edit.sentOffset + edit.sentLength);
    if (m_leg == Leg::Sent)
        addTurn(TurnKind::Edit, number);
}

void Conversation::takeReset(quint32 number)
{
    m_index.finish(*this);
    const Entry &entry = m_recording.entries()[number];
    const bool afterOwnFin = entry.by != Actor::Wire && m_finSeen[sideIndex(entry.direction)];
    addTurn(entry.by == Actor::Wire ? TurnKind::TcpCut
            : afterOwnFin           ? TurnKind::CloseUndelivered
                                    : TurnKind::TcpRst,
            number);
    if (entry.by != Actor::Wire)
        tcpEnded(entry.direction, true);
    closed(number);
    m_reset = true;
}

void Conversation::tcpEnded(Direction who, bool byReset)
{
    const bool isFirst = !std::exchange(m_finSeen[sideIndex(who)], true);
    if (isFirst && m_index.layer() == Layer::WebSocket)
        judgeSilence(who, byReset);
    m_referee.tcpEnded(who, byReset, now());
    addFindingTurns();
}

void Conversation::closed(quint32 entry)
{
    if (m_tcpEnded)
        return;
    m_tcpEnded = true;
    std::optional<quint32> arrived; // the first Close of those that did
    m_close.clean = true;
    for (const std::optional<quint32> &sent : m_closeSent) {
        const bool has = sent && wasDelivered(*sent);
        m_close.clean = m_close.clean && has;
        if (has)
            arrived = arrived ? std::min(*arrived, *sent) : *sent;
    }
    m_close.code = arrived ? closeCodeOf(*arrived) : core::number(CloseCode::Abnormal);
    move(ConnectionEvent::TcpEnded, ConnectionEvent::TcpEnded);
    m_referee.finish(now());
    addFindingTurns();
    addTurn(TurnKind::TcpClosed, entry);
}

void Conversation::wholeFrame(quint32 number, const Unit &unit, const FrameHeader &header, ByteSpan wire)
{
    if (m_isHandshaking)
        unitBegan(number);
    m_referee.judge(unit.direction).frame(number, header, wire);
    if (isControl(header.opcode) || m_deflate)
        takeFrame(number, unit, &header);
    else
        m_turns.add(TurnKind::Frame, number, frameStepCount(header, unit.payloadLength), m_client, m_server);
    if (m_findingsNoted != findings().size())
        addFindingTurns();
}

void Conversation::frameBegan(quint32 number, const FrameHeader &header)
{
    const Direction who = units()[number].direction;
    m_open[sideIndex(who)] = {number, header};
    m_referee.judge(who).begin(number, header);
}

void Conversation::framePayload(quint32 number, ByteSpan wire)
{
    m_referee.judge(units()[number].direction).payload(wire);
}

void Conversation::unitEnded(quint32 number)
{
    switch (units()[number].kind) {
    case UnitKind::Request:
        takeRequest(number);
        break;
    case UnitKind::Response:
        takeResponse(number);
        break;
    case UnitKind::Frame:
        if (units()[number].complete)
            m_referee.judge(units()[number].direction).end();
        takeFrame(number, units()[number], headerOf(number));
        break;
    case UnitKind::Tls:
        takeTls(number);
        break;
    case UnitKind::Unknown:
        takeUnknown(number);
        break;
    }
    addFindingTurns();
}

void Conversation::takeRequest(quint32 number)
{
    addTurn(TurnKind::Request, number);
    if (!units()[number].complete)
        return;
    m_requests.push_back(number);
    if (m_index.layer() != Layer::WebSocket)
        return;
    addChecks(number, checksOf(number));
    addTurn(TurnKind::ServerChecks, number);
    judgeBesideOthers(number);
}

void Conversation::takeResponse(quint32 number)
{
    const HttpHead response = m_index.head(number);
    const bool judged = units()[number].complete && m_index.layer() != Layer::Http &&
                        (response.status() / 100 != 1 || response.status() == 101);
    m_responses.push_back({number, static_cast<quint32>(m_requests.size()), judged});
    if (!judged) {
        addTurn(TurnKind::Response, number);
        return;
    }
    const std::vector<Check> checks = checksOf(number);
    addChecks(number, checks);
    const bool switched = response.status() == 101;
    const auto request = requestBefore(number);
    if (switched && request && !m_index.head(*request).joined("Sec-WebSocket-Key").isNull())
        addTurn(TurnKind::Accept, *request);
    const bool accepted = std::none_of(checks.begin(), checks.end(), failsHandshake);
    m_server = next(m_server, switched ? ConnectionEvent::HandshakeDone : ConnectionEvent::HandshakeFailed);
    addTurn(TurnKind::Response, number);
    addTurn(TurnKind::ClientChecks, number);
    m_client = next(m_client, accepted ? ConnectionEvent::HandshakeDone : ConnectionEvent::HandshakeFailed);
    if (accepted && !m_accepted) {
        m_accepted = number;
        m_isHandshaking = false;
        takeAgreement(response.joined("Sec-WebSocket-Extensions"));
    }
    addTurn(accepted ? TurnKind::Open : TurnKind::HandshakeFailed, number);
}

void Conversation::takeFrame(quint32 number, const Unit &unit, const FrameHeader *header)
{
    if (unit.complete && isControl(unit.opcode())) {
        m_referee.frameEnded(number, unit.direction, *header, now());
        if (is(unit.opcode(), Opcode::Close))
            takeClose(number);
    } else if (!unit.complete && (header == nullptr || header->hasValidLength())) {
        const QByteArray start = m_index.bytes(number, maxHeaderBytes);
        m_referee.frameCut(number, unit.direction, cutShort(unit, spanOf(start), m_index.length(number)));
    }
    m_turns.add(TurnKind::Frame, number, frameStepCount(*this, number, header), m_client, m_server);
}

/// Of a frame that is open or has just ended, where it is whole.
const FrameHeader *Conversation::headerOf(quint32 frame) const
{
    const Open &open = m_open[sideIndex(units()[frame].direction)];
    return open.unit == frame ? &open.header : nullptr;
}

// RFC 6455 §7.1.5: the first Close says how the connection ends; the other side's first answers it.
void Conversation::takeClose(quint32 number)
{
    const Direction who = units()[number].direction;
    if (who == Direction::Client)
        move(ConnectionEvent::CloseSent, ConnectionEvent::CloseReceived);
    else
        move(ConnectionEvent::CloseReceived, ConnectionEvent::CloseSent);
    std::optional<quint32> &sent = m_closeSent[sideIndex(who)];
    if (!sent && m_closeSent[sideIndex(opposite(who))])
        m_closeAnswer = number;
    if (!sent)
        sent = number;
    if (m_close.by || m_tcpEnded)
        return;
    m_close.by = who;
    m_close.code = closeCodeOf(number);
    if (m_close.code != core::number(CloseCode::NoStatus) || unmaskedPayload(m_index, number).size() >= 2)
        m_close.onWire = m_close.code;
}

int Conversation::closeCodeOf(quint32 frame) const
{
    const QByteArray payload = unmaskedPayload(m_index, frame);
    return payload.size() < 2 ? core::number(CloseCode::NoStatus)
                              : static_cast<int>(bitsValue(spanOf(payload), {0, 16}));
}

void Conversation::move(ConnectionEvent client, ConnectionEvent server)
{
    m_client = next(m_client, client);
    m_server = next(m_server, server);
}

void Conversation::addTurn(TurnKind kind, quint32 source)
{
    const quint32 count = stepCountOf(*this, {m_turns.stepCount() + 1, source, kind, m_client, m_server});
    if (count > 0)
        m_turns.add(kind, source, count, m_client, m_server);
}

/// Checks of a handshake have steps of their own.
void Conversation::addChecks(quint32 unit, const std::vector<Check> &checks)
{
    const Direction who = units()[unit].direction;
    addFindingTurns();
    for (const Check &check : checks)
        if (check.isFinding())
            m_referee.add({unit, check, who});
    noteFindings([](quint32) {});
}

void Conversation::addFindingTurns()
{
    noteFindings([this](quint32 finding) { addTurn(TurnKind::Finding, finding); });
}

template<typename Tell>
void Conversation::noteFindings(Tell tell)
{
    for (; m_findingsNoted < findings().size(); ++m_findingsNoted) {
        const Finding &finding = findings()[m_findingsNoted];
        m_findingsByUnit.emplace(finding.unit, static_cast<quint32>(m_findingsNoted));
        tell(static_cast<quint32>(m_findingsNoted));
    }
}

} // namespace core
