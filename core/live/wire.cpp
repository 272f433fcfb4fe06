// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/wire.h"

namespace live {

Wire::Wire(quint16 connection, const QElapsedTimer &clock, Sink sink, QObject *parent)
    : QObject(parent)
    , m_relay(connection, clock, std::move(sink))
{
    connect(&m_listener, &Listener::accepted, this,
            [this](int descriptor) { m_relay.start(descriptor, m_serverPort); });
}

bool Wire::listen(quint16 port, quint16 serverPort)
{
    m_serverPort = serverPort;
    if (!m_listener.listen(QHostAddress::LocalHost, port))
        return false;
    m_port = m_listener.serverPort();
    return true;
}

bool Wire::act(const core::ActionSpec &action)
{
    const QString direction = action.args.value(QLatin1StringView("direction")).toString();
    const qint64 after = action.args.value(QLatin1StringView("after")).toInteger(-1);
    const bool isClient = direction == QLatin1StringView("client");
    if (action.what != QLatin1StringView("cut") || (!isClient && direction != QLatin1StringView("server")) ||
        after < 0)
        return false;
    m_relay.cutAfter(isClient ? core::Direction::Client : core::Direction::Server,
                     static_cast<quint64>(after));
    return true;
}

} // namespace live
