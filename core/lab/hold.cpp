// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/hold.h"

#include "core/protocol/frame.h"

namespace core {

QString nameOf(UnitKind kind, quint8 opcode)
{
    switch (kind) {
    case UnitKind::Request:
        return QStringLiteral("request");
    case UnitKind::Response:
        return QStringLiteral("response");
    case UnitKind::Tls:
        return QStringLiteral("tls");
    case UnitKind::Unknown:
        return QStringLiteral("unknown");
    case UnitKind::Frame:
        break;
    }
    switch (static_cast<Opcode>(opcode)) {
    case Opcode::Continuation:
        return QStringLiteral("continuation");
    case Opcode::Text:
        return QStringLiteral("text");
    case Opcode::Binary:
        return QStringLiteral("binary");
    case Opcode::Close:
        return QStringLiteral("close");
    case Opcode::Ping:
        return QStringLiteral("ping");
    case Opcode::Pong:
        return QStringLiteral("pong");
    }
    return QStringLiteral("reserved");
}

bool fits(const HoldCondition &condition, Direction direction, UnitKind kind, quint8 opcode, quint64 size)
{
    const bool isFrame = kind == UnitKind::Frame;
    const auto isWhat = [&] {
        if (condition.what == QLatin1StringView("control"))
            return isFrame && isControl(opcode);
        if (condition.what == QLatin1StringView("data"))
            return isFrame && !isControl(opcode);
        return condition.what.isEmpty() || condition.what == nameOf(kind, opcode);
    };
    return condition.direction.value_or(direction) == direction && isWhat() &&
           (!condition.opcode || (isFrame && *condition.opcode == opcode)) && size >= condition.atLeast;
}

} // namespace core
