// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/endpoint.h"

#include <QWebSocketServer>

#include <memory>

class QWebSocket;

namespace live {

/// Qt's own WebSocket server.
class QtServer : public Endpoint
{
    Q_OBJECT

public:
    explicit QtServer(bool refuse);
    ~QtServer() override;

    bool start() override;
    bool act(const core::ActionSpec &action) override;
    quint16 port() const override { return m_server.serverPort(); }

private:
    void takeConnection();

    QWebSocketServer m_server;
    std::unique_ptr<QWebSocket> m_socket;
};

} // namespace live
