// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/echoserver.h"

#include "core/live/maskkeys.h"

#include <QNetworkProxy>

namespace live {

EchoServer::EchoServer(core::ServerPolicy policy, QObject *parent)
    : QTcpServer(parent)
    , m_policy(std::move(policy))
{
    setProxy(QNetworkProxy::NoProxy);
}

void EchoServer::incomingConnection(qintptr descriptor)
{
    auto *const end = new EngineEnd(std::make_unique<core::Engine>(m_policy, strongRandomness()), this);
    connect(end, &EngineEnd::happened, end, [end](const core::EngineEvent &event) {
        using Kind = core::EngineEvent::Kind;
        if (event.kind == Kind::Text)
            end->send(core::Opcode::Text, event.bytes);
        else if (event.kind == Kind::Binary)
            end->send(core::Opcode::Binary, event.bytes);
    });
    connect(end, &EngineEnd::over, end, &QObject::deleteLater);
    end->adopt(static_cast<int>(descriptor));
}

} // namespace live
