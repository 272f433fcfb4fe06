// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/endpoint.h"
#include "core/live/engineend.h"
#include "core/live/listener.h"

namespace live {

/// Framescope's own engine as one end of a scenario: send-text, send-binary, ping, pong, close, send-frame,
/// deviate, stop-reading, read-on, and as the raw endpoint does send-bytes, end (FIN), reset (RST).
class EngineEndpoint : public Endpoint
{
    Q_OBJECT

public:
    explicit EngineEndpoint(std::unique_ptr<core::Engine> engine);

    bool act(const core::ActionSpec &action) override;

protected:
    EngineEnd m_end;

private:
    core::Direction side() const { return m_end.engine().side(); }
    template<core::Opcode opcode>
    bool sendMessage(const QJsonObject &args);
    bool ping(const QJsonObject &args);
    bool pong(const QJsonObject &args);
    bool close(const QJsonObject &args);
    bool sendFrame(const QJsonObject &args);
    bool sendBytes(const QJsonObject &args);
    bool deviate(const QJsonObject &args);
    bool stopReading(const QJsonObject &args);
    bool readOn(const QJsonObject &args);
    bool end(const QJsonObject &args);
    bool reset(const QJsonObject &args);
    void tell(const core::EngineEvent &event);
};

class EngineClient : public EngineEndpoint
{
    Q_OBJECT

public:
    EngineClient(std::unique_ptr<core::Engine> engine, quint16 wirePort);

    bool start() override;

private:
    quint16 m_wirePort;
};

/// Takes one connection.
class EngineServer : public EngineEndpoint
{
    Q_OBJECT

public:
    explicit EngineServer(std::unique_ptr<core::Engine> engine);

    bool start() override;
    quint16 port() const override { return m_listener.serverPort(); }

private:
    Listener m_listener;
};

} // namespace live
