// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/conversation.h"

#include "core/annotate/annotate.h"
#include "core/protocol/closecode.h"
#include "core/record/messages.h"

#include <algorithm>

namespace core {

namespace {

constexpr std::size_t sideIndex(Direction d)
{
    return static_cast<std::size_t>(d);
}

} // namespace

Conversation::Conversation(const Recording &recording, quint16 connection, Leg leg)
    : m_recording(recording), m_id(connection), m_leg(leg), m_index(recording, *recording.connection(connection), leg)
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
        if (entry.leg != Leg::Sent)
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
    addTurn(entry.by == Actor::Wire ? TurnKind::TcpCut : afterOwnFin ? TurnKind::CloseUndelivered : TurnKind::TcpRst,
            number);
    closed(number);
    m_reset = true;
}

void Conversation::closed(quint32 entry)
{
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
            m_findings.push_back({number, brokenBy("REQ-33", "bytes.unknown", byteRange(0, m_index.length(number)),
                                                   "<= " + QByteArray::number(headerBlockLimit),
                                                   "> " + QByteArray::number(headerBlockLimit))});
        addTurn(TurnKind::Unknown, number);
        break;
    }
}

void Conversation::takeResponse(quint32 number)
{
    const HttpHead response = m_index.head(number);
    const bool judged = units()[number].complete && m_index.layer() != Layer::Http
                        && (response.status() / 100 != 1 || response.status() == 101);
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
    addTurn(accepted ? TurnKind::Open : TurnKind::HandshakeFailed, number);
}

void Conversation::takeFrame(quint32 number)
{
    const Unit &unit = units()[number];
    for (const Check &check : checksOf(number))
        if (!check.kept)
            m_findings.push_back({number, check});
    if (unit.complete && is(unit.opcode(), Opcode::Close)) {
        if (unit.direction == Direction::Client)
            move(ConnectionEvent::CloseSent, ConnectionEvent::CloseReceived);
        else
            move(ConnectionEvent::CloseReceived, ConnectionEvent::CloseSent);
    }
    addTurn(TurnKind::Frame, number);
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
        if (unit.complete && m_index.layer() != Layer::Http)
            checks = judgeResponse(m_index.head(number), fieldsOf(number), request ? m_index.head(*request) : HttpHead());
        break;
    }
    case UnitKind::Frame: {
        const QByteArray bytes = m_index.bytes(number, 14);
        if (const auto header = readFrameHeader(spanOf(bytes)))
            checks = judgeFrame(*header, {unit.direction, isMessageOpenBefore(m_index, number)});
        const quint64 present = m_index.length(number);
        if (!unit.complete && unit.payloadLength >> 63 == 0)
            checks.push_back(brokenBy("FRM-16", "ws.frame", byteRange(0, present),
                                      QByteArray::number(unit.headerLength + unit.payloadLength), QByteArray::number(present)));
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

void Conversation::move(ConnectionEvent client, ConnectionEvent server)
{
    m_client = next(m_client, client);
    m_server = next(m_server, server);
}

void Conversation::addTurn(TurnKind kind, quint32 source)
{
    Turn turn{m_stepCount + 1, source, kind, m_client, m_server};
    const auto count = static_cast<quint32>(stepsOf(*this, turn).size());
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
    const ConnectionState initial = connection().handshake ? ConnectionState::Connecting : ConnectionState::Open;
    const bool before = inTurn + 1 < steps.size();
    step.client = !before ? turn.client : at == 0 ? initial : m_turns[at - 1].client;
    step.server = !before ? turn.server : at == 0 ? initial : m_turns[at - 1].server;
    return step;
}

std::optional<quint32> Conversation::requestBefore(quint32 unit) const
{
    const auto after = std::upper_bound(m_requests.begin(), m_requests.end(), unit);
    return after == m_requests.begin() ? std::nullopt : std::optional(*std::prev(after));
}

CloseInfo Conversation::closeInfo() const
{
    CloseInfo info;
    bool closes[2] = {};
    for (quint32 i = 0; i < units().size(); ++i) {
        const Unit &unit = units()[i];
        if (!unit.isFrame() || !unit.complete || !is(unit.opcode(), Opcode::Close))
            continue;
        closes[sideIndex(unit.direction)] = true;
        if (info.by)
            continue;
        info.by = unit.direction;
        const QByteArray payload = unmaskedPayload(m_index, i);
        info.code = number(CloseCode::NoStatus);
        if (payload.size() >= 2) {
            info.onWire = static_cast<int>(bitsValue(spanOf(payload), {0, 16}));
            info.code = *info.onWire;
        }
    }
    info.clean = closes[0] && closes[1] && m_client == ConnectionState::Closed;
    return info;
}

} // namespace core
