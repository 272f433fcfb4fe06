// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "core/live/tcpend.h"

#include <QElapsedTimer>
#include <QTimer>

namespace live {

/// Framescope's engine on a socket: carries bytes, times and the end of TCP between the two.
class EngineEnd : public QObject
{
    Q_OBJECT

public:
    explicit EngineEnd(std::unique_ptr<core::Engine> engine, QObject *parent = nullptr);

    /// A server's: takes an accepted socket over.
    void adopt(int descriptor);
    /// A client's. Ends in happened(Opened), or in another event and over().
    void connectTo(const QHostAddress &address, quint16 port);

    const core::Engine &engine() const { return *m_engine; }

    // As Engine's; what comes of it is written at once.
    bool send(core::Opcode opcode, const QByteArray &message, const core::SendOptions &options = {});
    bool ping(const QByteArray &payload, std::optional<core::MaskingKey> key = {});
    bool pong(const QByteArray &payload, std::optional<core::MaskingKey> key = {});
    bool close(std::optional<int> code, const QByteArray &reason, std::optional<core::MaskingKey> key = {});
    bool deviate(const QByteArray &name) { return m_engine->deviate(name); }
    /// A frame made by hand; with a key drawn for it where asked.
    void sendRaw(core::OutFrame frame, bool needsKey);
    /// Not reading is being busy: neither the socket is read nor what has been read already.
    void setReading(bool reading);
    void write(const QByteArray &bytes) { m_tcp.write(bytes); }
    void end() { m_tcp.end(); }
    void reset();

signals:
    void connected();                   // TCP
    void failed(const QString &reason); // there is no TCP
    void happened(const core::EngineEvent &event);
    void over(); // TCP has ended

private:
    qint64 now() const { return m_clock.nsecsElapsed(); }
    void begin();
    void pump();
    void setTimer();

    std::unique_ptr<core::Engine> m_engine;
    TcpEnd m_tcp;
    QElapsedTimer m_clock;
    QTimer m_timer;
    bool m_reading = true;
    bool m_pumping = false;
    bool m_endAsked = false;
    bool m_over = false;
};

} // namespace live
