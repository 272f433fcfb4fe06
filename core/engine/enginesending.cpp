// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"

#include <algorithm>

namespace core {

bool Engine::send(Opcode opcode, const QByteArray &message, const std::vector<quint64> &sizes)
{
    if (m_state != ConnectionState::Open || m_closeSent)
        return false;
    const bool compress = m_deflater && static_cast<quint64>(message.size()) >= policy().deflateFrom;
    const QByteArray payload = compress ? m_deflater->message(spanOf(message)) : message;
    qsizetype at = 0;
    std::size_t number = 0;
    do {
        const quint64 wanted = number < sizes.size() ? sizes[number] : sizes.empty() ? policy().frameSize : 0;
        const qsizetype left = payload.size() - at;
        const bool isLimited = wanted > 0 || number < sizes.size();
        const qsizetype take =
            isLimited ? static_cast<qsizetype>(std::min(static_cast<quint64>(left), wanted)) : left;
        OutFrame frame(number == 0 ? opcode : Opcode::Continuation, payload.mid(at, take));
        at += take;
        frame.header.fin = at == payload.size() && number + 1 >= sizes.size();
        frame.header.rsv1 = compress && number == 0;
        const bool isLast = frame.header.fin;
        sendFrame(std::move(frame));
        ++number;
        if (isLast)
            break;
    } while (true);
    return true;
}

bool Engine::ping(const QByteArray &payload)
{
    if (m_state != ConnectionState::Open || m_closeSent || payload.size() > qsizetype{maxControlBytes})
        return false;
    sendFrame({Opcode::Ping, payload});
    return true;
}

bool Engine::pong(const QByteArray &payload)
{
    if (m_state != ConnectionState::Open || m_closeSent || payload.size() > qsizetype{maxControlBytes})
        return false;
    sendFrame({Opcode::Pong, payload});
    return true;
}

bool Engine::close(std::optional<int> code, const QByteArray &reason, qint64 nowNs)
{
    const Rule *const broken = code ? ruleOfCloseCode(*code, m_side) : nullptr;
    if (m_state != ConnectionState::Open || m_closeSent || reason.size() > qsizetype{maxReasonBytes} ||
        (broken != nullptr && broken->close != 0))
        return false;
    sendClose(code, reason, nowNs);
    return true;
}

void Engine::sendClose(std::optional<int> code, const QByteArray &reason, qint64 nowNs)
{
    QByteArray body;
    if (code) {
        body.append(static_cast<char>(*code >> 8));
        body.append(static_cast<char>(*code & 0xff));
        body += reason;
    }
    m_closeSent = true;
    sendFrame({Opcode::Close, body});
    move(ConnectionEvent::CloseSent);
    for (const Timer timer : {Timer::Ping, Timer::Pong})
        stopTimer(timer);
    setTimer(Timer::Close, nowNs, policy().closeTimeout);
}

void Engine::sendFrame(OutFrame frame)
{
    if (m_side == Direction::Client) {
        frame.header.masked = true;
        frame.header.key = m_randomness.maskingKey();
    }
    const bool deviates = m_deviation != nullptr && m_deviation->frame != nullptr &&
                          m_deviation->side.value_or(m_side) == m_side;
    if (!deviates) {
        m_output += encode(frame);
        return;
    }
    for (const OutFrame &each : m_deviation->frame(std::move(frame), {m_side}))
        m_output += encode(each);
}

} // namespace core
