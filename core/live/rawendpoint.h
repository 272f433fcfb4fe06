// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/endpoint.h"
#include "core/live/listener.h"
#include "core/live/tcpend.h"

namespace live {

/// A TCP socket that sends the bytes it is told: send-bytes, end (FIN), reset (RST). It ends its own side
/// when the other side has ended.
class RawEndpoint : public Endpoint
{
    Q_OBJECT

public:
    RawEndpoint();

    bool act(const core::ActionSpec &action) override;

protected:
    TcpEnd m_end;
};

class RawClient : public RawEndpoint
{
    Q_OBJECT

public:
    explicit RawClient(quint16 wirePort);

    bool start() override;

private:
    quint16 m_wirePort;
};

/// `end` and `reset` before anybody has connected: nobody listens any more.
class RawServer : public RawEndpoint
{
    Q_OBJECT

public:
    RawServer();

    bool start() override;
    bool act(const core::ActionSpec &action) override;
    quint16 port() const override { return m_listener.serverPort(); }

private:
    Listener m_listener;
};

} // namespace live
