// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/wire.h"

namespace live {

Wire::Wire(quint16 connection, const QElapsedTimer &clock, Sink sink, QObject *parent)
    : QObject(parent)
    , m_relay(connection, clock, std::move(sink))
{
    connect(&m_listener, &Listener::accepted, this, &Wire::accept);
}

void Wire::accept(int descriptor)
{
    if (std::exchange(m_isTaken, true))
        emit cameFurther(descriptor);
    else
        m_relay.start(descriptor, m_route);
}

void Wire::take(int descriptor, quint16 port, Route route)
{
    m_port = port;
    m_route = std::move(route);
    accept(descriptor);
}

bool Wire::listen(quint16 port, Route route)
{
    m_route = std::move(route);
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
