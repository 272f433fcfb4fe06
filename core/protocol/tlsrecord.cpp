// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/tlsrecord.h"

#include <algorithm>
#include <iterator>

namespace core {

namespace {

// RFC 8446 §4 and the messages of TLS 1.2 (RFC 5246 §7.4, RFC 5077 §3.3, RFC 6066 §8).
constexpr quint8 messageTypes[] = {0, 1, 2, 4, 5, 8, 11, 12, 13, 14, 15, 16, 20, 21, 22, 23, 24, 25, 254};
constexpr quint64 messageLimit = 128ULL * 1024; // longer chains of certificates are not sent

} // namespace

bool beginsTlsRecord(ByteSpan start)
{
    if (!start.empty() && (start[0] < static_cast<quint8>(TlsContent::ChangeCipherSpec) ||
                           start[0] > static_cast<quint8>(TlsContent::Heartbeat)))
        return false;
    if (start.size() > 1 && start[1] != 3)
        return false;
    return start.size() < tlsHeadBytes || bitsValue(start, byteRange(3, 2)) <= tlsFragmentLimit;
}

bool isTlsHello(ByteSpan fragment, quint32 length)
{
    return fragment.size() >= 5 && (fragment[0] == tlsClientHello || fragment[0] == tlsServerHello) &&
           bitsValue(fragment, byteRange(1, 3)) + 4 == length && fragment[4] == 3;
}

bool beginsTlsMessage(ByteSpan start)
{
    return start.size() >= 4 &&
           std::find(std::begin(messageTypes), std::end(messageTypes), start[0]) != std::end(messageTypes) &&
           bitsValue(start, byteRange(1, 3)) <= messageLimit;
}

} // namespace core
