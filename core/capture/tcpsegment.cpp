// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/tcpsegment.h"

#include <QtEndian>

#include <algorithm>

namespace core {

namespace {

constexpr quint16 etherIpv4 = 0x0800;
constexpr quint16 etherIpv6 = 0x86dd;
constexpr std::uint8_t tcp = 6;

quint16 number16(ByteSpan bytes, std::size_t at) { return qFromBigEndian<quint16>(bytes.data() + at); }
quint32 number32(ByteSpan bytes, std::size_t at) { return qFromBigEndian<quint32>(bytes.data() + at); }

/// Cuts the link layer off and says what follows, as an EtherType; 0 where that is nothing known.
PacketKind cutLink(quint32 link, ByteSpan &bytes, quint16 &type)
{
    // By what the tcpdump group lists as LINKTYPE_…: where the EtherType stands, and where the packet.
    constexpr struct
    {
        quint32 link;
        std::size_t type;
        std::size_t packet;
    } links[] = {{1, 12, 14}, {113, 14, 16}, {276, 0, 20}};
    for (const auto &each : links) {
        if (each.link != link)
            continue;
        if (bytes.size() < each.packet)
            return PacketKind::Broken;
        type = number16(bytes, each.type);
        bytes = bytes.subspan(each.packet);
        while ((type == 0x8100 || type == 0x88a8) && bytes.size() >= 4) { // 802.1Q, 802.1ad
            type = number16(bytes, 2);
            bytes = bytes.subspan(4);
        }
        return PacketKind::Tcp;
    }
    const bool isLoopback = link == 0 || link == 108;
    const bool isRaw = link == 101 || link == 12 || link == 14 || link == 228 || link == 229;
    if (!isLoopback && !isRaw)
        return PacketKind::OtherLink;
    if (isLoopback) {
        if (bytes.size() < 4)
            return PacketKind::Broken;
        bytes = bytes.subspan(4); // the family; what follows says it, too
    }
    if (bytes.empty())
        return PacketKind::Broken;
    type = bytes[0] >> 4 == 4 ? etherIpv4 : bytes[0] >> 4 == 6 ? etherIpv6 : 0;
    return PacketKind::Tcp;
}

/// Cuts the header off; `length` is of what follows, as it was sent.
PacketKind cutIpv4(ByteSpan &bytes, TcpSegment &segment, std::size_t &length)
{
    if (bytes.size() < 20)
        return PacketKind::Broken;
    const std::size_t head = std::size_t{bytes[0] & 0x0fU} * 4;
    std::size_t total = number16(bytes, 2);
    if (total == 0) // a card that cuts packets itself leaves it open
        total = bytes.size();
    if (head < 20 || bytes.size() < head || total < head)
        return PacketKind::Broken;
    if (bytes[9] != tcp)
        return PacketKind::NotTcp;
    if ((number16(bytes, 6) & 0x3fff) != 0)
        return PacketKind::Fragment;
    std::copy_n(bytes.begin() + 12, 4, segment.from.host.begin());
    std::copy_n(bytes.begin() + 16, 4, segment.to.host.begin());
    length = total - head;
    bytes = bytes.subspan(head, std::min(bytes.size(), total) - head);
    return PacketKind::Tcp;
}

PacketKind cutIpv6(ByteSpan &bytes, TcpSegment &segment, std::size_t &length)
{
    constexpr std::size_t head = 40;
    if (bytes.size() < head)
        return PacketKind::Broken;
    std::uint8_t next = bytes[6];
    length = number16(bytes, 4);
    if (length == 0)
        length = bytes.size() - head;
    segment.from.isIpv6 = segment.to.isIpv6 = true;
    std::copy_n(bytes.begin() + 8, 16, segment.from.host.begin());
    std::copy_n(bytes.begin() + 24, 16, segment.to.host.begin());
    bytes = bytes.subspan(head, std::min(bytes.size() - head, length));
    // Hop-by-hop options, routing, destination options.
    while (next == 0 || next == 43 || next == 60) {
        if (bytes.size() < 8)
            return PacketKind::Broken;
        const std::size_t extension = (std::size_t{bytes[1]} + 1) * 8;
        if (bytes.size() < extension || length < extension)
            return PacketKind::Broken;
        next = bytes[0];
        bytes = bytes.subspan(extension);
        length -= extension;
    }
    if (next == 44)
        return PacketKind::Fragment;
    return next == tcp ? PacketKind::Tcp : PacketKind::NotTcp;
}

} // namespace

QString TcpAddress::text() const
{
    if (!isIpv6)
        return QStringLiteral("%1.%2.%3.%4:%5").arg(host[0]).arg(host[1]).arg(host[2]).arg(host[3]).arg(port);
    std::array<quint16, 8> groups{};
    for (std::size_t i = 0; i < groups.size(); ++i)
        groups[i] = number16(host, 2 * i);
    // RFC 5952 §4.2: the longest run of zeros, from two on, is left out; of equal ones the first.
    std::size_t from = 0;
    std::size_t run = 1;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        std::size_t end = i;
        while (end < groups.size() && groups[end] == 0)
            ++end;
        if (end - i > run) {
            from = i;
            run = end - i;
        }
    }
    QString text;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (run > 1 && i == from) {
            text += QStringLiteral("::");
            i += run - 1;
            continue;
        }
        if (!text.isEmpty() && !text.endsWith(QLatin1Char(':')))
            text += QLatin1Char(':');
        text += QString::number(groups[i], 16);
    }
    return QStringLiteral("[%1]:%2").arg(text).arg(port);
}

PacketKind readPacket(const CapturedPacket &packet, TcpSegment &segment)
{
    segment = {};
    ByteSpan bytes = packet.bytes;
    quint16 type = 0;
    if (const PacketKind kind = cutLink(packet.link, bytes, type); kind != PacketKind::Tcp)
        return kind;
    std::size_t length = 0;
    if (type != etherIpv4 && type != etherIpv6)
        return PacketKind::NotTcp;
    const PacketKind kind =
        type == etherIpv4 ? cutIpv4(bytes, segment, length) : cutIpv6(bytes, segment, length);
    if (kind != PacketKind::Tcp)
        return kind;
    if (bytes.size() < 20)
        return PacketKind::Broken;
    const std::size_t head = std::size_t{bytes[12]} / 16 * 4;
    if (head < 20 || bytes.size() < head || length < head)
        return PacketKind::Broken;
    segment.from.port = number16(bytes, 0);
    segment.to.port = number16(bytes, 2);
    segment.sequence = number32(bytes, 4);
    segment.acknowledged = number32(bytes, 8);
    const std::uint8_t flags = bytes[13];
    segment.fin = (flags & 0x01) != 0;
    segment.syn = (flags & 0x02) != 0;
    segment.rst = (flags & 0x04) != 0;
    segment.ack = (flags & 0x10) != 0;
    segment.payload = bytes.subspan(head);
    segment.length = static_cast<quint32>(length - head);
    return PacketKind::Tcp;
}

} // namespace core
