// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/conversation.h"

#include "core/annotate/annotate.h"
#include "core/protocol/closecode.h"
#include "core/record/steps.h"

#include <algorithm>

namespace core {

namespace {

constexpr quint64 quotedBytes = 8; // of bytes that are not HTTP

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
}

void Conversation::update()
{
    while (m_entriesTaken < m_recording.entries().size())
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
    case EntryKind::Chunk:
        break;
    }
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

// A server that ends TCP owes an HTTP answer to the last request (RFC 6455 §4.2.1, §4.2.2).
void Conversation::judgeSilence(Direction who, bool byReset)
{
    const bool isAnswered = !m_responses.empty() && m_responses.back().requests == m_requests.size();
    if (who != Direction::Server || now() < 0 || m_requests.empty() || isAnswered ||
        m_finSeen[sideIndex(Direction::Client)])
        return;
    const quint32 request = m_requests.back();
    const std::vector<Check> checks = checksOf(request);
    const auto broken = std::find_if(checks.begin(), checks.end(), [](const Check &check) {
        return check.isFinding() && check.rule->severity == Severity::Violation;
    });
    const QByteArray how = byReset ? "RST" : "FIN";
    if (broken != checks.end())
        m_referee.add({Finding::noUnit,
                       brokenBy("RSP-16", {}, {}, QByteArray::number(broken->rule->status), how), who});
    else if (!m_index.head(request).fields("Origin").empty())
        m_referee.add({Finding::noUnit, brokenBy("RSP-17", {}, {}, "403", how), who});
    else
        m_referee.add({Finding::noUnit, brokenBy("RSP-01", {}, {}, "101", how), who});
}

void Conversation::closed(quint32 entry)
{
    if (m_tcpEnded)
        return;
    m_tcpEnded = true;
    m_close.clean = m_closeSent[0] && m_closeSent[1];
    move(ConnectionEvent::TcpEnded, ConnectionEvent::TcpEnded);
    m_referee.finish(now());
    addFindingTurns();
    addTurn(TurnKind::TcpClosed, entry);
}

// RFC 6455 §4.1: after its request the client sends nothing until the server has answered.
void Conversation::unitBegan(quint32 number)
{
    const Unit &unit = units()[number];
    const bool isAnswered = !m_responses.empty() && m_responses.back().requests == m_requests.size();
    if (unit.direction != Direction::Client || m_early || m_requests.empty() || isAnswered ||
        m_index.layer() != Layer::WebSocket || m_accepted)
        return;
    m_early = true;
    // One byte: how many there are at this moment is a matter of chunks.
    m_referee.add({number,
                   brokenBy("REQ-25", unit.isFrame() ? "ws.frame" : "bytes.unknown", byteRange(0, 1), {},
                            toHex(spanOf(m_index.bytes(number, 1)))),
                   Direction::Client});
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
        takeAgreement(response);
    }
    addTurn(accepted ? TurnKind::Open : TurnKind::HandshakeFailed, number);
}

void Conversation::takeAgreement(const HttpHead &response)
{
    for (const Extension &extension :
         readExtensions(response.joined("Sec-WebSocket-Extensions")).extensions) {
        if (extension.name != deflateName) {
            m_referee.agreeUnknownExtension();
            continue;
        }
        m_deflate = readDeflateAnswer(extension).agreement;
        m_referee.agreeDeflate(*m_deflate);
    }
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

void Conversation::takeUnknown(quint32 number)
{
    const Unit &unit = units()[number];
    const bool fromClient = unit.direction == Direction::Client;
    if (unit.reason() == UnknownReason::HeadLimit) {
        m_referee.add({number,
                       brokenBy("REQ-33", "bytes.unknown", byteRange(0, m_limits.headerBlock),
                                "<= " + QByteArray::number(m_limits.headerBlock),
                                "> " + QByteArray::number(m_limits.headerBlock)),
                       unit.direction});
    } else if (unit.reason() == UnknownReason::NotHttp && m_index.layer() != Layer::Http &&
               unit.offset == 0) {
        const QByteArray seen = m_index.bytes(number, quotedBytes);
        m_referee.add({number,
                       brokenBy(fromClient ? "REQ-32" : "RSP-18", "bytes.unknown",
                                byteRange(0, static_cast<quint64>(seen.size())),
                                fromClient ? QByteArray() : "HTTP/1.1", toHex(spanOf(seen), ' ')),
                       unit.direction});
    }
    addTurn(TurnKind::Unknown, number);
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
        const QByteArray bytes = m_index.bytes(number, maxHeaderBytes);
        if (const auto header = readFrameHeader(spanOf(bytes)))
            for (Check &check : judgeFrame(*header, contextOf(number)))
                if (check.kept)
                    checks.push_back(std::move(check));
        break;
    }
    case UnitKind::Unknown:
        break;
    }
    if (!unit.isHttp())
        for (const Finding *finding : findingsOf(number))
            checks.push_back(finding->check);
    return checks;
}

Field Conversation::fieldsOf(quint32 unit) const
{
    const QByteArray bytes = m_index.bytes(unit);
    return annotate(units()[unit], spanOf(bytes));
}

std::vector<const Finding *> Conversation::findingsOf(quint32 unit) const
{
    std::vector<const Finding *> found;
    const auto [from, to] = m_findingsByUnit.equal_range(unit);
    for (auto it = from; it != to; ++it)
        found.push_back(&findings()[it->second]);
    return found;
}

FrameContext Conversation::contextOf(quint32 frame) const
{
    const Unit &unit = units()[frame];
    const DirectionJudge &judge = m_referee.judge(unit.direction);
    const bool agreed = m_accepted && frame > *m_accepted;
    return {unit.direction, unit.messageOpenBefore, agreed && judge.isDeflateAgreed(),
            agreed && judge.isReservedAgreed(), m_limits.message};
}

bool Conversation::wasDelivered(quint32 unit) const
{
    const Unit &u = units()[unit];
    const std::optional<quint64> &delivered = m_delivered[sideIndex(u.direction)];
    return m_leg == Leg::Delivered || !delivered || u.offset + m_index.length(unit) <= *delivered;
}

bool Conversation::isCompressed(const Message &message) const
{
    return !message.units.empty() && isCompressedFrom(message.units.front());
}

bool Conversation::isCompressedFrom(quint32 first) const
{
    return m_deflate && first > *m_accepted && units()[first].rsv1();
}

bool Conversation::endsCompressed(quint32 frame) const
{
    const Unit &unit = units()[frame];
    return m_deflate && unit.complete && unit.fin() && unit.message != Unit::none &&
           isCompressedFrom(unit.message);
}

QByteArray Conversation::contentOf(const Message &message) const
{
    if (!isCompressed(message))
        return payloadOf(m_index, message);
    const bool client = message.direction == Direction::Client;
    const Inflater::Options options{client ? m_deflate->clientMaxWindowBits : m_deflate->serverMaxWindowBits,
                                    client ? m_deflate->clientNoContextTakeover
                                           : m_deflate->serverNoContextTakeover};
    return m_readers[sideIndex(message.direction)].content(m_index, message, options, m_limits.message);
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

Step Conversation::step(int number) const
{
    Q_ASSERT(number >= 1 && number <= stepCount());
    const std::size_t at = turnOf(number);
    const Turn turn = m_turns[at];
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
