// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/conversation.h"

#include "core/annotate/annotate.h"
#include "core/protocol/closecode.h"
#include "core/record/messages.h"

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

Conversation::Conversation(const Recording &recording, quint16 connection, Leg leg)
    : m_recording(recording)
    , m_id(connection)
    , m_leg(leg)
    , m_index(recording, *recording.connection(connection), leg)
{
    if (!this->connection().handshake)
        m_client = m_server = ConnectionState::Open;
}

void Conversation::update()
{
    while (m_entriesTaken < m_recording.entries().size())
        takeEntry(m_entriesTaken++);
}

void Conversation::finish()
{
    update();
    for (const quint32 unit : m_index.finish())
        takeUnit(unit);
}

void Conversation::takeEntry(quint32 number)
{
    const Entry &entry = m_recording.entries()[number];
    if (entry.connection != m_id || m_reset)
        return;
    for (const quint32 unit : m_index.take(number))
        takeUnit(unit);
    switch (entry.kind) {
    case EntryKind::Connect:
        if (entry.direction == Direction::Client && entry.leg == Leg::Sent)
            addTurn(TurnKind::TcpConnect, number);
        break;
    case EntryKind::Fin:
        if (entry.leg != m_leg)
            break;
        addTurn(TurnKind::TcpFin, number);
        m_finSeen[sideIndex(entry.direction)] = true;
        if (m_finSeen[0] && m_finSeen[1])
            closed(number);
        break;
    case EntryKind::Rst:
        takeReset(number);
        break;
    case EntryKind::Chunk:
        break;
    }
}

void Conversation::takeReset(quint32 number)
{
    for (const quint32 unit : m_index.finish())
        takeUnit(unit);
    const Entry &entry = m_recording.entries()[number];
    const bool afterOwnFin = entry.by != Actor::Wire && m_finSeen[sideIndex(entry.direction)];
    addTurn(entry.by == Actor::Wire ? TurnKind::TcpCut
            : afterOwnFin           ? TurnKind::CloseUndelivered
                                    : TurnKind::TcpRst,
            number);
    closed(number);
    m_reset = true;
}

void Conversation::closed(quint32 entry)
{
    if (m_tcpEnded)
        return;
    m_tcpEnded = true;
    m_close.clean = m_closeSent[0] && m_closeSent[1];
    move(ConnectionEvent::TcpEnded, ConnectionEvent::TcpEnded);
    addTurn(TurnKind::TcpClosed, entry);
}

void Conversation::takeUnit(quint32 number)
{
    const Unit &unit = units()[number];
    switch (unit.kind) {
    case UnitKind::Request:
        addTurn(TurnKind::Request, number);
        if (!unit.complete)
            break;
        m_requests.push_back(number);
        if (m_index.layer() == Layer::WebSocket) {
            for (const Check &check : checksOf(number))
                if (!check.kept)
                    m_findings.push_back({number, check});
            addTurn(TurnKind::ServerChecks, number);
        }
        break;
    case UnitKind::Response:
        takeResponse(number);
        break;
    case UnitKind::Frame:
        takeFrame(number);
        break;
    case UnitKind::Unknown:
        if (unit.reason() == UnknownReason::HeadLimit)
            m_findings.push_back({number, brokenBy("REQ-33", "bytes.unknown", byteRange(0, headerBlockLimit),
                                                   "<= " + QByteArray::number(headerBlockLimit),
                                                   "> " + QByteArray::number(headerBlockLimit))});
        addTurn(TurnKind::Unknown, number);
        break;
    }
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
    for (const Check &check : checks)
        if (!check.kept)
            m_findings.push_back({number, check});
    const bool switched = response.status() == 101;
    const auto request = requestBefore(number);
    if (switched && request && !m_index.head(*request).joined("Sec-WebSocket-Key").isNull())
        addTurn(TurnKind::Accept, *request);
    const bool accepted = std::all_of(checks.begin(), checks.end(), [](const Check &c) { return c.kept; });
    m_server = next(m_server, switched ? ConnectionEvent::HandshakeDone : ConnectionEvent::HandshakeFailed);
    addTurn(TurnKind::Response, number);
    addTurn(TurnKind::ClientChecks, number);
    m_client = next(m_client, accepted ? ConnectionEvent::HandshakeDone : ConnectionEvent::HandshakeFailed);
    if (accepted && !m_accepted) {
        m_accepted = number;
        m_extensionsAgreed = !splitList(response.joined("Sec-WebSocket-Extensions")).empty();
    }
    addTurn(accepted ? TurnKind::Open : TurnKind::HandshakeFailed, number);
}

void Conversation::takeFrame(quint32 number)
{
    const Unit &unit = units()[number];
    for (const Check &check : checksOf(number))
        if (!check.kept)
            m_findings.push_back({number, check});
    if (unit.complete && is(unit.opcode(), Opcode::Close))
        takeClose(number);
    addTurn(TurnKind::Frame, number);
}

// RFC 6455 §7.1.5: the first Close says how the connection ends; the other side's first answers it.
void Conversation::takeClose(quint32 number)
{
    const Direction who = units()[number].direction;
    if (who == Direction::Client)
        move(ConnectionEvent::CloseSent, ConnectionEvent::CloseReceived);
    else
        move(ConnectionEvent::CloseReceived, ConnectionEvent::CloseSent);
    const bool isAnswer = !m_closeSent[sideIndex(who)] && m_closeSent[sideIndex(opposite(who))];
    m_closeSent[sideIndex(who)] = true;
    if (isAnswer)
        m_closeAnswer = number;
    if (m_close.by || m_tcpEnded)
        return;
    m_close.by = who;
    m_close.code = core::number(CloseCode::NoStatus);
    const QByteArray payload = unmaskedPayload(m_index, number);
    if (payload.size() >= 2) {
        m_close.onWire = static_cast<int>(bitsValue(spanOf(payload), {0, 16}));
        m_close.code = *m_close.onWire;
    }
}

std::vector<Check> Conversation::checksOf(quint32 number) const
{
    const Unit &unit = units()[number];
    std::vector<Check> checks;
    switch (unit.kind) {
    case UnitKind::Request:
        if (unit.complete && m_index.layer() == Layer::WebSocket)
            checks = judgeRequest(m_index.head(number), fieldsOf(number));
        break;
    case UnitKind::Response: {
        const auto request = requestBefore(number);
        if (const Response *known = response(number); known != nullptr && known->isJudged)
            checks = judgeResponse(m_index.head(number), fieldsOf(number),
                                   request ? m_index.head(*request) : HttpHead());
        break;
    }
    case UnitKind::Frame: {
        const QByteArray bytes = m_index.bytes(number, 14);
        if (const auto header = readFrameHeader(spanOf(bytes)))
            checks = judgeFrame(*header, contextOf(number));
        if (!unit.complete && unit.payloadLength >> 63 == 0)
            checks.push_back(cutShort(unit, spanOf(bytes), m_index.length(number)));
        break;
    }
    case UnitKind::Unknown:
        break;
    }
    return checks;
}

Field Conversation::fieldsOf(quint32 unit) const
{
    const QByteArray bytes = m_index.bytes(unit);
    return annotate(units()[unit], spanOf(bytes));
}

FrameContext Conversation::contextOf(quint32 frame) const
{
    // RFC 6455 §5.2: what an extension makes of the reserved bits is for that extension's rules to judge.
    const bool extended = m_extensionsAgreed && m_accepted && frame > *m_accepted;
    return {units()[frame].direction, isMessageOpenBefore(m_index, frame), extended};
}

void Conversation::move(ConnectionEvent client, ConnectionEvent server)
{
    m_client = next(m_client, client);
    m_server = next(m_server, server);
}

void Conversation::addTurn(TurnKind kind, quint32 source)
{
    Turn turn{m_stepCount + 1, source, kind, m_client, m_server};
    const quint32 count = stepCountOf(*this, turn);
    if (count == 0)
        return;
    m_turns.push_back(turn);
    m_stepCount += count;
}

std::size_t Conversation::turnOf(int number) const
{
    const auto after = std::upper_bound(m_turns.begin(), m_turns.end(), static_cast<quint32>(number),
                                        [](quint32 n, const Turn &turn) { return n < turn.firstStep; });
    return static_cast<std::size_t>(after - m_turns.begin()) - 1;
}

Step Conversation::step(int number) const
{
    Q_ASSERT(number >= 1 && number <= stepCount());
    const std::size_t at = turnOf(number);
    const Turn &turn = m_turns[at];
    const std::vector<Step> steps = stepsOf(*this, turn);
    const std::size_t inTurn = static_cast<quint32>(number) - turn.firstStep;
    Step step = steps[inTurn];
    step.number = number;
    // What a turn changes has changed with its last step.
    const ConnectionState initial =
        connection().handshake ? ConnectionState::Connecting : ConnectionState::Open;
    const bool before = inTurn + 1 < steps.size();
    step.client = !before ? turn.client : at == 0 ? initial : m_turns[at - 1].client;
    step.server = !before ? turn.server : at == 0 ? initial : m_turns[at - 1].server;
    return step;
}

const Conversation::Response *Conversation::response(quint32 unit) const
{
    const auto found = std::lower_bound(m_responses.begin(), m_responses.end(), unit,
                                        [](const Response &r, quint32 wanted) { return r.unit < wanted; });
    return found == m_responses.end() || found->unit != unit ? nullptr : &*found;
}

std::optional<quint32> Conversation::requestBefore(quint32 unit) const
{
    const Response *const known = response(unit);
    const auto end = known == nullptr ? m_requests.end() : m_requests.begin() + known->requests;
    const auto after = std::upper_bound(m_requests.begin(), end, unit);
    return after == m_requests.begin() ? std::nullopt : std::optional(*std::prev(after));
}

} // namespace core
