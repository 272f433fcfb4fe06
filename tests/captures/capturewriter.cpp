// SPDX-License-Identifier: GPL-3.0-or-later
#include "capturewriter.h"

#include <QtEndian>

namespace captures {

namespace {

constexpr quint16 serverPort = 9001;

template<typename T>
void put(QByteArray &to, T value, bool big = true)
{
    const T ordered = big ? qToBigEndian(value) : qToLittleEndian(value);
    to.append(reinterpret_cast<const char *>(&ordered), sizeof ordered);
}

QByteArray tcp(const Segment &segment)
{
    QByteArray bytes;
    put<quint16>(bytes, segment.fromServer ? serverPort : segment.clientPort);
    put<quint16>(bytes, segment.fromServer ? segment.clientPort : serverPort);
    put<quint32>(bytes, segment.sequence);
    put<quint32>(bytes, segment.acknowledged);
    put<quint8>(bytes, 5 << 4);
    put<quint8>(bytes, segment.flags);
    put<quint16>(bytes, 65535); // window
    put<quint32>(bytes, 0);     // checksum, urgent pointer
    return bytes + segment.payload;
}

quint16 checksum(const QByteArray &header)
{
    quint32 sum = 0;
    for (qsizetype i = 0; i + 1 < header.size(); i += 2)
        sum += qFromBigEndian<quint16>(header.constData() + i);
    while (sum > 0xffff)
        sum = (sum & 0xffff) + (sum >> 16);
    return static_cast<quint16>(~sum);
}

} // namespace

const QByteArray request = "GET /chat HTTP/1.1\r\nHost: 127.0.0.1:9001\r\nUpgrade: websocket\r\n"
                           "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                           "Sec-WebSocket-Version: 13\r\n\r\n";
const QByteArray response = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                            "Connection: Upgrade\r\n"
                            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

QByteArray ipv4(const Segment &segment, const QByteArray &options, quint16 fragment)
{
    const QByteArray inner = tcp(segment);
    const auto headLength = static_cast<quint16>(20 + options.size());
    QByteArray head;
    put<quint8>(head, static_cast<quint8>(0x40 | headLength / 4));
    put<quint8>(head, 0);
    put<quint16>(head, static_cast<quint16>(headLength + inner.size()));
    put<quint16>(head, 1); // identification
    put<quint16>(head, fragment);
    put<quint8>(head, 64);
    put<quint8>(head, 6); // TCP
    put<quint16>(head, 0);
    put<quint32>(head, segment.fromServer ? 0x7f000002 : 0x7f000001);
    put<quint32>(head, segment.fromServer ? 0x7f000001 : 0x7f000002);
    head += options;
    qToBigEndian(checksum(head), head.data() + 10);
    return head + inner;
}

QByteArray ipv6(const Segment &segment, const QByteArray &extension, quint8 extensionType)
{
    const QByteArray client = QByteArray::fromHex("fd000000000000000000000000000001");
    const QByteArray server = QByteArray::fromHex("fd000000000000000000000000000002");
    const QByteArray inner = extension + tcp(segment);
    QByteArray head;
    put<quint32>(head, 6U << 28);
    put<quint16>(head, static_cast<quint16>(inner.size()));
    put<quint8>(head, extension.isEmpty() ? 6 : extensionType);
    put<quint8>(head, 64);
    head += segment.fromServer ? server + client : client + server;
    return head + inner;
}

Pcap::Pcap(quint32 link, bool big, bool nano)
    : m_isBig(big)
    , m_isNano(nano)
{
    put<quint32>(m_bytes, nano ? 0xa1b23c4d : 0xa1b2c3d4, big);
    put<quint16>(m_bytes, 2, big);
    put<quint16>(m_bytes, 4, big);
    put<quint64>(m_bytes, 0, big);
    put<quint32>(m_bytes, 262144, big);
    put<quint32>(m_bytes, link, big);
}

void Pcap::add(const QByteArray &packet, qint64 timeNs, quint32 originalLength)
{
    const auto length = static_cast<quint32>(packet.size());
    put<quint32>(m_bytes, static_cast<quint32>(timeNs / 1'000'000'000), m_isBig);
    put<quint32>(m_bytes, static_cast<quint32>(timeNs % 1'000'000'000 / (m_isNano ? 1 : 1000)), m_isBig);
    put<quint32>(m_bytes, length, m_isBig);
    put<quint32>(m_bytes, originalLength == 0 ? length : originalLength, m_isBig);
    m_bytes += packet;
}

Pcapng::Pcapng(quint32 link, bool big, quint8 resolution)
    : m_isBig(big)
{
    QByteArray section;
    put<quint32>(section, 0x1a2b3c4d, big);
    put<quint16>(section, 1, big);
    put<quint16>(section, 0, big);
    put<qint64>(section, -1, big);
    addBlock(0x0a0d0d0a, section);
    QByteArray interface;
    put<quint16>(interface, static_cast<quint16>(link), big);
    put<quint16>(interface, 0, big);
    put<quint32>(interface, 0, big);
    put<quint16>(interface, 9, big); // if_tsresol
    put<quint16>(interface, 1, big);
    put<quint8>(interface, resolution);
    interface += QByteArray(3, '\0');
    put<quint32>(interface, 0, big); // opt_endofopt
    addBlock(1, interface);
}

void Pcapng::addBlock(quint32 type, const QByteArray &body)
{
    const QByteArray padding((4 - body.size() % 4) % 4, '\0');
    const auto length = static_cast<quint32>(12 + body.size() + padding.size());
    put<quint32>(m_bytes, type, m_isBig);
    put<quint32>(m_bytes, length, m_isBig);
    m_bytes += body + padding;
    put<quint32>(m_bytes, length, m_isBig);
}

void Pcapng::add(const QByteArray &packet, quint64 time)
{
    const auto length = static_cast<quint32>(packet.size());
    QByteArray body;
    put<quint32>(body, 0, m_isBig);
    put<quint32>(body, static_cast<quint32>(time >> 32), m_isBig);
    put<quint32>(body, static_cast<quint32>(time), m_isBig);
    put<quint32>(body, length, m_isBig);
    put<quint32>(body, length, m_isBig);
    addBlock(6, body + packet);
}

void Pcapng::addSimple(const QByteArray &packet)
{
    QByteArray body;
    put<quint32>(body, static_cast<quint32>(packet.size()), m_isBig);
    addBlock(3, body + packet);
}

Segment Connection::segment(bool fromServer, quint8 flags, const QByteArray &payload) const
{
    return {fromServer, m_next[fromServer ? 1 : 0], m_next[fromServer ? 0 : 1], flags, payload, m_port};
}

QByteArrayList Connection::open()
{
    QByteArrayList packets{ipv4(segment(false, Syn))};
    pass(false, 1);
    packets += ipv4(segment(true, Syn | Ack));
    pass(true, 1);
    packets += ipv4(segment(false, Ack));
    return packets;
}

QByteArray Connection::say(bool fromServer, const QByteArray &payload)
{
    const QByteArray packet = ipv4(segment(fromServer, Push | Ack, payload));
    pass(fromServer, static_cast<quint32>(payload.size()));
    return packet;
}

QByteArrayList Connection::close()
{
    QByteArrayList packets{ipv4(segment(false, Fin | Ack))};
    pass(false, 1);
    packets += ipv4(segment(true, Fin | Ack));
    pass(true, 1);
    packets += ipv4(segment(false, Ack));
    return packets;
}

} // namespace captures
