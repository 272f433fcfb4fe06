// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/wire.h"

#include "core/lab/jsonreader.h"

#include <limits>

namespace live {

namespace {

struct Cut
{
    core::Direction direction = core::Direction::Client;
    quint64 after = 0; // bytes
    bool withFin = false;
};

std::optional<Cut> readCut(const core::ActionSpec &action)
{
    if (action.what != QLatin1StringView("cut"))
        return std::nullopt;
    QString error;
    core::JsonReader reader(action.args, {}, &error);
    const QString direction = reader.requiredText("direction");
    reader.oneOf("direction", direction, {QStringLiteral("client"), QStringLiteral("server")});
    const auto after = reader.integer("after", 0, std::numeric_limits<int>::max());
    const QString how = reader.text("how", QStringLiteral("rst"));
    reader.oneOf("how", how, {QStringLiteral("rst"), QStringLiteral("fin")});
    reader.finish();
    if (!reader.ok())
        return std::nullopt;
    return Cut{direction == QLatin1StringView("server") ? core::Direction::Server : core::Direction::Client,
               static_cast<quint64>(after.value_or(0)), how == QLatin1StringView("fin")};
}

} // namespace

Wire::Wire(quint16 connection, const QElapsedTimer &clock, Sink sink, quint64 seed, QObject *parent)
    : QObject(parent)
    , m_relay(connection, clock, std::move(sink), seed)
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

bool Wire::listen(quint16 port, Route route, const QHostAddress &on)
{
    m_route = std::move(route);
    if (!m_listener.listen(on, port))
        return false;
    m_port = m_listener.serverPort();
    return true;
}

bool Wire::act(const core::ActionSpec &action)
{
    if (const auto cut = readCut(action))
        m_relay.cutAfter(cut->direction, cut->after, cut->withFin);
    else if (const auto path = core::readPath(action))
        m_relay.setPath(path->first, path->second);
    else if (const auto change = core::readWireChange(action))
        m_relay.change(*change);
    else
        return false;
    return true;
}

} // namespace live
