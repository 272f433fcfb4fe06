// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/engineend.h"

#include <QTcpServer>

namespace live {

/// Framescope's engine as a server that sends every text and binary message back, for any number of
/// connections at once. Loopback only.
class EchoServer : public QTcpServer
{
    Q_OBJECT

public:
    explicit EchoServer(core::ServerPolicy policy, QObject *parent = nullptr);

    /// Port 0: the system chooses.
    bool start(quint16 port) { return listen(QHostAddress::LocalHost, port); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    core::ServerPolicy m_policy;
};

} // namespace live
