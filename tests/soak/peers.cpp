// SPDX-License-Identifier: GPL-3.0-or-later
#include "peers.h"

#include "core/live/maskkeys.h"

namespace soak {

namespace {

constexpr int paceMs = 5;

qsizetype sizeOf(quint64 n)
{
    if (n % 1000 == 7)
        return 20'000;
    if (n % 100 == 50)
        return 4096;
    return static_cast<qsizetype>(8 + n * 7919 % 193);
}

} // namespace

QByteArray messageNumber(quint64 n)
{
    const bool isText = n % 2 == 1;
    quint64 state = n * 0x9e37'79b9'7f4a'7c15ULL + 1;
    QByteArray bytes(sizeOf(n), Qt::Uninitialized);
    for (char &byte : bytes) {
        state = state * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
        const auto high = static_cast<int>(state >> 56);
        byte = static_cast<char>(isText ? 'a' + high % 26 : high);
    }
    return bytes;
}

Peers::Peers(int perSecond)
    : m_perSecond(static_cast<quint64>(perSecond))
{
    m_thread.start();
    m_context.moveToThread(&m_thread);
    QMetaObject::invokeMethod(
        &m_context, [this] { start(); }, Qt::BlockingQueuedConnection);
}

Peers::~Peers()
{
    QMetaObject::invokeMethod(
        &m_context,
        [this] {
            m_pace.reset();
            m_client.reset();
            m_server.reset();
        },
        Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void Peers::start()
{
    m_server = std::make_unique<live::EchoServer>(core::ServerPolicy());
    m_failed = !m_server->start(0);
    m_serverPort = m_server->serverPort();
    m_client = std::make_unique<live::EngineEnd>(
        std::make_unique<core::Engine>(core::ClientPolicy(), live::strongRandomness()));
    QObject::connect(m_client.get(), &live::EngineEnd::happened, &m_context,
                     [this](const core::EngineEvent &event) { happened(event); });
    QObject::connect(m_client.get(), &live::EngineEnd::failed, &m_context,
                     [this] { m_failed = m_over = true; });
    m_pace = std::make_unique<QTimer>();
    m_pace->setTimerType(Qt::PreciseTimer);
    m_pace->setInterval(paceMs);
    QObject::connect(m_pace.get(), &QTimer::timeout, &m_context, [this] { sendWhatIsDue(); });
}

void Peers::connectTo(quint16 wirePort)
{
    QMetaObject::invokeMethod(&m_context,
                              [this, wirePort] { m_client->connectTo(QHostAddress::LocalHost, wirePort); });
}

void Peers::finish()
{
    QMetaObject::invokeMethod(&m_context, [this] {
        m_pace->stop();
        m_finishing = true;
        closeWhereDone();
    });
}

void Peers::happened(const core::EngineEvent &event)
{
    using Kind = core::EngineEvent::Kind;
    switch (event.kind) {
    case Kind::Opened:
        m_clock.start();
        m_pace->start();
        break;
    case Kind::Text:
    case Kind::Binary:
        if ((event.kind == Kind::Text) != (m_returned % 2 == 1) || event.bytes != messageNumber(m_returned))
            m_failed = true;
        ++m_returned;
        closeWhereDone();
        break;
    case Kind::HandshakeFailed:
    case Kind::Failed:
        m_failed = true;
        break;
    case Kind::Closed:
        m_pace->stop();
        if (!m_finishing || event.code != 1000)
            m_failed = true;
        m_over = true;
        break;
    default:
        break;
    }
}

void Peers::sendWhatIsDue()
{
    const quint64 due = static_cast<quint64>(m_clock.elapsed()) * m_perSecond / 1000;
    for (quint64 n = m_sent; n < due; n = ++m_sent)
        if (!m_client->send(n % 2 == 1 ? core::Opcode::Text : core::Opcode::Binary, messageNumber(n)))
            m_failed = true;
}

void Peers::closeWhereDone()
{
    if (m_finishing && m_returned == m_sent && !m_client->close(1000, {}))
        m_failed = m_over = true;
}

} // namespace soak
