// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"

#include <algorithm>

namespace core {

namespace {

using Kind = EngineEvent::Kind;

constexpr qint64 nsPerMs = 1'000'000;

DirectionJudge::Options judgeOptions(Direction sender, const EndpointPolicy &policy)
{
    return {sender, policy.limits, true, policy.acceptText, policy.acceptBinary};
}

} // namespace

Engine::Engine(ClientPolicy policy, Randomness randomness)
    : Engine(Direction::Client, policy, std::move(randomness))
{
    m_client = std::move(policy);
}

Engine::Engine(ServerPolicy policy, Randomness randomness)
    : Engine(Direction::Server, policy, std::move(randomness))
{
    m_server = std::move(policy);
}

Engine::Engine(Direction side, const EndpointPolicy &policy, Randomness randomness)
    : m_side(side)
    , m_randomness(std::move(randomness))
    , m_deviation(deviation(
          std::string_view(policy.deviation.constData(), static_cast<std::size_t>(policy.deviation.size()))))
    , m_frames(opposite(side))
    , m_judge(judgeOptions(opposite(side), policy), m_findings)
{
    m_http.emplace(side == Direction::Client, policy.limits.headerBlock);
    m_judge.setContent([this](ByteSpan content) {
        m_message.append(reinterpret_cast<const char *>(content.data()),
                         static_cast<qsizetype>(content.size()));
    });
}

const EndpointPolicy &Engine::policy() const
{
    return m_side == Direction::Client ? static_cast<const EndpointPolicy &>(m_client) : m_server;
}

void Engine::start(qint64 nowNs)
{
    setTimer(Timer::Handshake, nowNs, policy().handshakeTimeout);
    if (m_side == Direction::Server)
        return;
    HeadDraft request = makeRequest(m_client, m_randomness.nonce().toBase64());
    sendHead(std::move(request));
    m_request = readHttpHead(m_output, false);
}

void Engine::sendHead(HeadDraft draft)
{
    const bool isOurs = m_deviation != nullptr && m_deviation->head != nullptr;
    if (isOurs && m_deviation->side.value_or(m_side) == m_side)
        m_deviation->head(draft);
    m_output += draft.bytes();
}

void Engine::receive(ByteSpan bytes, qint64 nowNs)
{
    if (m_waiting.isEmpty()) {
        const std::size_t used = process(bytes, nowNs);
        if (!m_isDeaf)
            m_waiting = toByteArray(bytes.subspan(used));
        return;
    }
    m_waiting += toByteArray(bytes);
    const std::size_t used = process(spanOf(m_waiting), nowNs);
    m_waiting.remove(0, static_cast<qsizetype>(used)); // at the front: the rest stays where it is
    if (m_isDeaf)
        m_waiting.clear();
}

std::size_t Engine::process(ByteSpan bytes, qint64 nowNs)
{
    std::size_t used = 0;
    if (m_http && !m_isDeaf && m_state == ConnectionState::Connecting)
        used += receiveHead(bytes, nowNs);
    if (m_http && !m_isDeaf && m_state != ConnectionState::Connecting) {
        used += m_http->feed(bytes.subspan(used)); // a request may have a body; frames come after it
        if (m_http->status() == HttpScanner::Status::Done)
            m_http.reset();
    }
    if (!m_http && !m_isDeaf && m_events.empty())
        used += receiveFrames(bytes.subspan(used), nowNs);
    return used;
}

std::size_t Engine::receiveHead(ByteSpan bytes, qint64 nowNs)
{
    const bool isServer = m_side == Direction::Server;
    std::size_t used = 0;
    while (m_state == ConnectionState::Connecting && !m_isDeaf && used < bytes.size()) {
        used += m_http->feedHead(bytes.subspan(used));
        switch (m_http->status()) {
        case HttpScanner::Status::NeedMore:
            if (!m_http->hasHead()) // a head says enough: no body is waited for
                return used;
            break;
        case HttpScanner::Status::Done:
            break;
        case HttpScanner::Status::NotHttp:
            failHandshake(400, isServer ? "REQ-32" : "RSP-18", nowNs);
            return used;
        case HttpScanner::Status::HeadLimit:
            failHandshake(431, "REQ-33", nowNs);
            return used;
        }
        const HttpHead head = m_http->head();
        if (isServer)
            receiveRequest(head, nowNs);
        else if (head.status() / 100 == 1 && head.status() != 101)
            m_http.emplace(true, policy().limits.headerBlock); // an interim response (RFC 9110 §15.2)
        else
            receiveResponse(head, nowNs);
    }
    return used;
}

void Engine::receiveRequest(const HttpHead &request, qint64 nowNs)
{
    ServerDecision decision = answerRequest(request, m_server);
    if (!decision.accepts()) {
        failHandshake(decision.status, decision.rule, nowNs);
        return;
    }
    sendHead(std::move(decision.response));
    m_subprotocol = decision.subprotocol;
    open(decision.deflate, nowNs);
}

void Engine::receiveResponse(const HttpHead &response, qint64 nowNs)
{
    const ClientDecision decision = judgeAnswer(response, m_request);
    if (!decision.accepted) {
        failHandshake(response.status(), decision.rule, nowNs);
        return;
    }
    m_subprotocol = decision.subprotocol;
    open(decision.deflate, nowNs);
}

void Engine::open(const std::optional<DeflateAgreement> &deflate, qint64 nowNs)
{
    stopTimer(Timer::Handshake);
    move(ConnectionEvent::HandshakeDone);
    m_deflate = deflate;
    if (deflate) {
        const bool client = m_side == Direction::Client;
        m_judge.agreeDeflate(*deflate);
        m_deflater.emplace(
            Deflater::Options{client ? deflate->clientMaxWindowBits : deflate->serverMaxWindowBits,
                              client ? deflate->clientNoContextTakeover : deflate->serverNoContextTakeover});
    }
    tell({.kind = Kind::Opened});
    setTimer(Timer::Ping, nowNs, policy().pingInterval);
}

void Engine::failHandshake(int status, std::string_view rule, qint64 nowNs)
{
    if (m_side == Direction::Server && status != 0)
        m_output += makeRefusal(status, rule).bytes();
    m_isDeaf = true;
    move(ConnectionEvent::HandshakeFailed);
    tell({.kind = Kind::HandshakeFailed, .status = status, .rule = rule});
    endTcp(nowNs);
}

std::size_t Engine::receiveFrames(ByteSpan bytes, qint64 nowNs)
{
    std::size_t used = 0;
    while (used < bytes.size() && !m_isDeaf && m_events.empty()) {
        if (!m_frames.hasBegun())
            m_frames.begin(UnitScanner::Mode::Frame, 0);
        const bool hadHeader = m_frames.frameHeader() != nullptr;
        used += m_frames.feed(bytes.subspan(used));
        const FrameHeader *const header = m_frames.frameHeader();
        if (header == nullptr)
            break;
        if (!hadHeader)
            m_judge.begin(0, *header);
        if (failOnFindings(nowNs))
            break;
        if (!m_frames.framePayload().empty())
            m_judge.payload(m_frames.framePayload());
        if (m_frames.finished())
            m_judge.end();
        if (failOnFindings(nowNs) || !m_frames.finished())
            break;
        m_frames.leave();
        frameReceived(*header, nowNs);
    }
    return used;
}

/// What a rule has a close code for is a reason to fail the connection.
bool Engine::failOnFindings(qint64 nowNs)
{
    const auto cause = std::find_if(m_findings.begin(), m_findings.end(),
                                    [](const Finding &finding) { return finding.check.rule->close != 0; });
    const Rule *const rule = cause == m_findings.end() ? nullptr : cause->check.rule;
    m_findings.clear();
    if (rule != nullptr)
        fail(rule->close, rule->id, nowNs);
    return rule != nullptr;
}

void Engine::frameReceived(const FrameHeader &header, qint64 nowNs)
{
    const QByteArray payload = toByteArray(m_judge.controlPayload());
    switch (static_cast<Opcode>(header.opcode)) {
    case Opcode::Continuation:
    case Opcode::Text:
    case Opcode::Binary:
        if (header.fin)
            tell({.kind = m_judge.messageOpcode() == Opcode::Text ? Kind::Text : Kind::Binary,
                  .bytes = std::exchange(m_message, {})});
        break;
    case Opcode::Ping:
        tell({.kind = Kind::Ping, .bytes = payload});
        if (policy().autoPong)
            pong(payload);
        break;
    case Opcode::Pong:
        stopTimer(Timer::Pong);
        tell({.kind = Kind::Pong, .bytes = payload});
        break;
    case Opcode::Close:
        closeReceived(nowNs);
        break;
    }
}

// RFC 6455 §5.5.1, §7.1.1: the answer echoes the code, then the server ends TCP; the client waits for that.
void Engine::closeReceived(qint64 nowNs)
{
    const ByteSpan body = m_judge.controlPayload();
    const bool hasCode = body.size() >= 2;
    m_closeCode = hasCode ? static_cast<int>(bitsValue(body, {0, 16})) : number(CloseCode::NoStatus);
    tell({.kind = Kind::CloseReceived,
          .bytes = hasCode ? toByteArray(body.subspan(2)) : QByteArray(),
          .code = m_closeCode});
    move(ConnectionEvent::CloseReceived);
    m_isDeaf = true;
    if (!m_closeSent)
        sendClose(hasCode ? std::optional(m_closeCode) : std::nullopt, {}, nowNs);
    if (m_side == Direction::Server)
        endTcp(nowNs);
}

// RFC 6455 §7.1.7: a Close with the reason, and nothing that comes is processed any more.
void Engine::fail(int code, std::string_view rule, qint64 nowNs)
{
    tell({.kind = Kind::Failed, .code = code, .rule = rule});
    m_isDeaf = true;
    m_message.clear();
    if (!m_closeSent)
        sendClose(code, {}, nowNs);
    if (m_side == Direction::Server)
        endTcp(nowNs);
}

void Engine::receiveEnd(qint64 nowNs)
{
    m_peerEnded = true;
    if (m_state == ConnectionState::Connecting) {
        move(ConnectionEvent::HandshakeFailed);
        tell({.kind = Kind::HandshakeFailed});
    }
    if (!m_wantsTcpEnd)
        endTcp(nowNs);
    closed();
}

void Engine::endTcp(qint64 nowNs)
{
    m_wantsTcpEnd = true;
    for (const Timer timer : {Timer::Handshake, Timer::Ping, Timer::Pong})
        stopTimer(timer);
    setTimer(Timer::Close, nowNs, policy().closeTimeout);
}

void Engine::closed()
{
    if (std::exchange(m_isOver, true))
        return;
    m_isDeaf = true;
    m_timers = {};
    move(ConnectionEvent::TcpEnded);
    tell({.kind = Kind::Closed, .code = m_closeCode});
}

std::optional<qint64> Engine::nextTimeout() const
{
    std::optional<qint64> first;
    for (const std::optional<qint64> &timer : m_timers)
        if (timer && (!first || *timer < *first))
            first = timer;
    return first;
}

void Engine::timeOut(qint64 nowNs)
{
    const auto isDue = [&](Timer timer) {
        std::optional<qint64> &at = m_timers[static_cast<std::size_t>(timer)];
        const bool due = at && *at <= nowNs;
        if (due)
            at.reset();
        return due;
    };
    if (isDue(Timer::Handshake))
        failHandshake(0, {}, nowNs);
    if (isDue(Timer::Pong) && m_state == ConnectionState::Open)
        fail(number(m_side == Direction::Server ? CloseCode::InternalError : CloseCode::PolicyViolation), {},
             nowNs);
    if (isDue(Timer::Ping) && ping({})) {
        setTimer(Timer::Ping, nowNs, policy().pingInterval);
        if (!m_timers[static_cast<std::size_t>(Timer::Pong)])
            setTimer(Timer::Pong, nowNs, policy().pongTimeout);
    }
    if (isDue(Timer::Close)) {
        if (!m_wantsTcpEnd)
            endTcp(nowNs);
        else
            closed(); // the other side keeps its half of TCP: given up
    }
}

void Engine::setTimer(Timer timer, qint64 nowNs, qint64 ms)
{
    if (ms > 0)
        m_timers[static_cast<std::size_t>(timer)] = nowNs + ms * nsPerMs;
}

} // namespace core
