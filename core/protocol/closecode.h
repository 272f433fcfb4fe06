// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace core {

/// Close codes that this program names itself (RFC 6455 §7.4.1).
enum class CloseCode : quint16 {
    Normal = 1000,
    ProtocolError = 1002,
    NoStatus = 1005, // never sent: a Close frame came without a code
    Abnormal = 1006, // never sent: TCP ended without a Close frame
    InvalidPayload = 1007,
    PolicyViolation = 1008,
    TooBig = 1009,
    InternalError = 1011, // a server's
};

constexpr quint16 number(CloseCode code) { return static_cast<quint16>(code); }

} // namespace core
