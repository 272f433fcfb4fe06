// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/patience.h"

#include "core/protocol/frame.h"

namespace core {

namespace {

constexpr qint64 qtHandshakeMs = 10'000;
constexpr qint64 qtFrameMs = 5'000;

using Limit = Patience::Limit;

const EndpointSpec &endOf(const ConnectionSpec &ends, Direction who)
{
    return who == Direction::Client ? ends.client : ends.server;
}

const EndpointPolicy &policyOf(const EndpointSpec &end, Direction who)
{
    return who == Direction::Client ? static_cast<const EndpointPolicy &>(end.clientPolicy)
                                    : static_cast<const EndpointPolicy &>(end.serverPolicy);
}

/// Of Qt's end, or of the engine's policy, where 0 is no limit; others keep their counsel.
Patience waits(Direction who, const EndpointSpec &end, qint64 qtMs, qint64 engineMs)
{
    if (end.kind != QLatin1StringView("qt") && end.kind != QLatin1StringView("engine"))
        return {who, end.kind == QLatin1StringView("raw") ? Limit::None : Limit::Unknown};
    const qint64 ms = end.kind == QLatin1StringView("qt") ? qtMs : engineMs;
    return ms == 0 ? Patience{who, Limit::None} : Patience{who, Limit::Known, ms};
}

} // namespace

std::optional<Patience> patienceFor(const HeldUnit &unit, const ConnectionSpec &ends)
{
    if (unit.kind == UnitKind::Request || unit.kind == UnitKind::Response)
        return waits(Direction::Client, ends.client, qtHandshakeMs,
                     ends.client.clientPolicy.handshakeTimeout);
    if (unit.kind != UnitKind::Frame)
        return std::nullopt;
    const Direction receiver = opposite(unit.direction);
    if (!unit.whole && !unit.isArriving) // the rest of a frame that has begun to arrive
        return waits(receiver, endOf(ends, receiver), qtFrameMs, 0);
    const bool isPing = is(unit.opcode, Opcode::Ping);
    if (isPing || is(unit.opcode, Opcode::Pong)) {
        const Direction asker = isPing ? unit.direction : receiver;
        const EndpointPolicy &policy = policyOf(endOf(ends, asker), asker);
        return waits(asker, endOf(ends, asker), 0, policy.pingInterval > 0 ? policy.pongTimeout : 0);
    }
    if (is(unit.opcode, Opcode::Close)) {
        const EndpointPolicy &policy = policyOf(endOf(ends, unit.direction), unit.direction);
        return waits(unit.direction, endOf(ends, unit.direction), 0, policy.closeTimeout);
    }
    return std::nullopt;
}

} // namespace core
