// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/packetsource.h"

#include <QString>

#include <array>

namespace core {

/// An address and a port; of IPv4 the first four bytes count.
struct TcpAddress
{
    std::array<std::uint8_t, 16> host{};
    quint16 port = 0;
    bool isIpv6 = false;

    bool operator==(const TcpAddress &) const = default;
    QString text() const; // 127.0.0.1:9000, [::1]:9000
};

/// What a packet says of TCP (RFC 9293 §3.1).
struct TcpSegment
{
    TcpAddress from;
    TcpAddress to;
    quint32 sequence = 0;
    quint32 acknowledged = 0;
    bool syn = false;
    bool ack = false;
    bool fin = false;
    bool rst = false;
    ByteSpan payload;   // what was captured of it
    quint32 length = 0; // what was sent of it
};

enum class PacketKind : quint8 {
    Tcp,
    OtherLink, // of a link layer that is not read
    NotTcp,
    Fragment, // of an IP packet
    Broken,   // shorter than its headers
};

/// Takes a packet apart: Ethernet with 802.1Q tags, Linux cooked v1 and v2, raw IP, loopback; IPv4 with
/// options, IPv6 with extension headers.
PacketKind readPacket(const CapturedPacket &packet, TcpSegment &segment);

} // namespace core
