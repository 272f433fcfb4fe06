// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/engineend.h"

namespace live {

namespace {

constexpr qint64 nsPerMs = 1'000'000;

} // namespace

EngineEnd::EngineEnd(std::unique_ptr<core::Engine> engine, QObject *parent)
    : QObject(parent)
    , m_engine(std::move(engine))
{
    m_clock.start();
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_engine->timeOut(now());
        pump();
    });
    connect(&m_tcp, &TcpEnd::connected, this, [this] {
        emit connected();
        begin();
    });
    connect(&m_tcp, &TcpEnd::failed, this, &EngineEnd::failed);
    connect(&m_tcp, &TcpEnd::received, this, [this](const QByteArray &bytes) {
        m_engine->receive(core::spanOf(bytes), now());
        pump();
    });
    const auto ended = [this] {
        m_engine->receiveEnd(now());
        pump();
    };
    connect(&m_tcp, &TcpEnd::endReceived, this, ended);
    connect(&m_tcp, &TcpEnd::resetReceived, this, ended);
}

void EngineEnd::adopt(int descriptor)
{
    m_tcp.adopt(descriptor);
    emit connected();
    begin();
}

void EngineEnd::connectTo(const QHostAddress &address, quint16 port) { m_tcp.connectTo(address, port); }

void EngineEnd::begin()
{
    m_engine->start(now());
    pump();
}

bool EngineEnd::send(core::Opcode opcode, const QByteArray &message, const core::SendOptions &options)
{
    const bool sent = m_engine->send(opcode, message, options);
    pump();
    return sent;
}

bool EngineEnd::ping(const QByteArray &payload, std::optional<core::MaskingKey> key)
{
    const bool sent = m_engine->ping(payload, key);
    pump();
    return sent;
}

bool EngineEnd::pong(const QByteArray &payload, std::optional<core::MaskingKey> key)
{
    const bool sent = m_engine->pong(payload, key);
    pump();
    return sent;
}

bool EngineEnd::close(std::optional<int> code, const QByteArray &reason, std::optional<core::MaskingKey> key)
{
    const bool sent = m_engine->close(code, reason, now(), key);
    pump();
    return sent;
}

void EngineEnd::sendRaw(core::OutFrame frame, bool needsKey)
{
    if (needsKey)
        frame.header.key = m_engine->newMaskingKey();
    m_engine->sendRaw(frame);
    pump();
}

void EngineEnd::setReading(bool reading)
{
    m_reading = reading;
    m_tcp.setReading(reading);
    pump();
}

void EngineEnd::reset()
{
    m_tcp.reset();
    m_engine->receiveEnd(now());
    pump();
}

// What is told may ask for more: that is told by the outermost call.
void EngineEnd::pump()
{
    if (m_pumping) {
        m_tcp.write(m_engine->takeOutput());
        return;
    }
    m_pumping = true;
    bool closed = false;
    for (bool more = true; more;) {
        m_tcp.write(m_engine->takeOutput());
        const std::vector<core::EngineEvent> events = m_engine->takeEvents();
        more = !events.empty();
        for (const core::EngineEvent &event : events) {
            closed = closed || event.kind == core::EngineEvent::Kind::Closed;
            emit happened(event);
        }
        if (m_reading && m_engine->hasWaiting()) {
            m_engine->resume(now());
            more = true;
        }
    }
    m_pumping = false;
    if (m_engine->wantsTcpEnd() && !std::exchange(m_endAsked, true))
        m_tcp.end();
    setTimer();
    if (closed && !std::exchange(m_over, true)) {
        if (!m_tcp.hasEndReceived())
            m_tcp.reset(); // the other side was given up
        emit over();
    }
}

void EngineEnd::setTimer()
{
    const auto next = m_engine->nextTimeout();
    if (!next) {
        m_timer.stop();
        return;
    }
    const qint64 left = std::max<qint64>(0, *next - now());
    m_timer.start(std::chrono::milliseconds((left + nsPerMs - 1) / nsPerMs));
}

} // namespace live
