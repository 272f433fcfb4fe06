// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"

#include <algorithm>

namespace core {

namespace {

/// How many payload bytes each frame of a message has.
class Cutting
{
public:
    Cutting(quint64 bytes, const SendOptions &options, quint64 policySize)
        : m_bytes(bytes)
        , m_options(options)
    {
        const bool isTold = !options.sizes.empty() || options.frames > 0 || options.frameSize > 0;
        m_size = isTold ? options.frameSize : policySize;
    }

    /// Frames that there are at least, empty ones too.
    quint64 least() const { return std::max<quint64>(m_options.sizes.size(), m_options.frames); }

    quint64 sizeOf(quint64 number, quint64 left) const
    {
        if (number < m_options.sizes.size())
            return std::min(left, m_options.sizes[number]);
        if (m_options.frames > 0) // the first ones take what does not divide
            return m_bytes / m_options.frames + (number < m_bytes % m_options.frames ? 1 : 0);
        return m_size > 0 ? std::min(left, m_size) : left;
    }

private:
    quint64 m_bytes;
    const SendOptions &m_options;
    quint64 m_size;
};

} // namespace

bool Engine::send(Opcode opcode, const QByteArray &message, const SendOptions &options)
{
    if (m_state != ConnectionState::Open || m_closeSent)
        return false;
    const bool isWorthIt = static_cast<quint64>(message.size()) >= policy().deflateFrom;
    const bool compress = m_deflater && options.compress.value_or(isWorthIt);
    const QByteArray payload = compress ? m_deflater->message(spanOf(message)) : message;
    const auto bytes = static_cast<quint64>(payload.size());
    const Cutting cutting(bytes, options, policy().frameSize);
    quint64 at = 0;
    for (quint64 number = 0; number == 0 || at < bytes || number < cutting.least(); ++number) {
        const quint64 take = cutting.sizeOf(number, bytes - at);
        OutFrame frame(number == 0 ? opcode : Opcode::Continuation,
                       payload.mid(static_cast<qsizetype>(at), static_cast<qsizetype>(take)));
        at += take;
        frame.header.fin = at == bytes && number + 1 >= cutting.least();
        frame.header.rsv1 = compress && number == 0;
        sendFrame(std::move(frame), options.key);
    }
    return true;
}

bool Engine::ping(const QByteArray &payload, std::optional<MaskingKey> key)
{
    return sendControl(Opcode::Ping, payload, key);
}

bool Engine::pong(const QByteArray &payload, std::optional<MaskingKey> key)
{
    return sendControl(Opcode::Pong, payload, key);
}

bool Engine::sendControl(Opcode opcode, const QByteArray &payload, std::optional<MaskingKey> key)
{
    if (m_state != ConnectionState::Open || m_closeSent || payload.size() > qsizetype{maxControlBytes})
        return false;
    sendFrame({opcode, payload}, key);
    return true;
}

bool Engine::close(std::optional<int> code, const QByteArray &reason, qint64 nowNs,
                   std::optional<MaskingKey> key)
{
    const Rule *const broken = code ? ruleOfCloseCode(*code, m_side) : nullptr;
    if (m_state != ConnectionState::Open || m_closeSent || reason.size() > qsizetype{maxReasonBytes} ||
        (broken != nullptr && broken->close != 0))
        return false;
    sendClose(code, reason, nowNs, key);
    return true;
}

void Engine::sendClose(std::optional<int> code, const QByteArray &reason, qint64 nowNs,
                       std::optional<MaskingKey> key)
{
    QByteArray body;
    if (code) {
        body.append(static_cast<char>(*code >> 8));
        body.append(static_cast<char>(*code & 0xff));
        body += reason;
    }
    m_closeSent = true;
    sendFrame({Opcode::Close, body}, key);
    move(ConnectionEvent::CloseSent);
    for (const Timer timer : {Timer::Ping, Timer::Pong})
        stopTimer(timer);
    setTimer(Timer::Close, nowNs, policy().closeTimeout);
}

void Engine::sendFrame(OutFrame frame, std::optional<MaskingKey> key)
{
    if (m_side == Direction::Client) {
        frame.header.masked = true;
        frame.header.key = key ? *key : m_randomness.maskingKey();
    }
    if (m_deviation->frame == nullptr) {
        m_output += encode(frame);
        return;
    }
    for (const OutFrame &each : m_deviation->frame(std::move(frame), {m_side, m_judge.isMessageOpen()}))
        m_output += encode(each);
}

} // namespace core
