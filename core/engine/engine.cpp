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
    , m_frames(opposite(side))
    , m_judge(judgeOptions(opposite(side), policy), m_findings)
{
    deviate(policy.deviation);
    m_http.emplace(side == Direction::Client, policy.limits.headerBlock);
    m_judge.setContent([this](ByteSpan content) {
        m_message.append(reinterpret_cast<const char *>(content.data()),
                         static_cast<qsizetype>(content.size()));
    });
}

bool Engine::deviate(const QByteArray &name)
{
    const Deviation *const found =
        deviation(std::string_view(name.constData(), static_cast<std::size_t>(name.size())));
    const bool isOurs = found != nullptr && found->isOf(m_side);
    if (isOurs || name.isEmpty())
        m_deviation = isOurs ? found : &noDeviation;
    return isOurs || name.isEmpty();
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
    if (m_deviation->head != nullptr)
        m_deviation->head(draft);
    m_output += draft.bytes();
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
