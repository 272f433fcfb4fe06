// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes/bytes.h"

#include <QByteArrayList>

#include <utility>

/// Packets as other programs write them, byte by byte; no code of what reads them.
namespace captures {

enum Flag : quint8 { Fin = 1, Syn = 2, Rst = 4, Push = 8, Ack = 16 };

struct Segment
{
    bool fromServer = false;
    quint32 sequence = 0;
    quint32 acknowledged = 0;
    quint8 flags = Ack;
    QByteArray payload = {};
    quint16 clientPort = 50000;
};

/// IPv4 (or IPv6) and TCP, without a link layer (LINKTYPE_RAW). Checksums of IPv4 alone are right.
QByteArray ipv4(const Segment &segment, const QByteArray &options = {}, quint16 fragment = 0);
QByteArray ipv6(const Segment &segment, const QByteArray &extension = {}, quint8 extensionType = 0);

inline constexpr quint32 linkRaw = 101;
inline constexpr quint32 linkEthernet = 1;

/// Writes into a growing file.
class Pcap
{
public:
    explicit Pcap(quint32 link = linkRaw, bool big = false, bool nano = false);

    void add(const QByteArray &packet, qint64 timeNs, quint32 originalLength = 0);
    QByteArray bytes() const { return m_bytes; }
    qsizetype size() const { return m_bytes.size(); }
    /// What was written since the last call.
    QByteArray take() { return std::exchange(m_bytes, {}); }

private:
    QByteArray m_bytes;
    bool m_isBig;
    bool m_isNano;
};

class Pcapng
{
public:
    /// `resolution` as if_tsresol has it; 6: microseconds.
    explicit Pcapng(quint32 link = linkRaw, bool big = false, quint8 resolution = 6);

    void add(const QByteArray &packet, quint64 time);
    void addSimple(const QByteArray &packet);
    void addBlock(quint32 type, const QByteArray &body);
    QByteArray bytes() const { return m_bytes; }

private:
    QByteArray m_bytes;
    bool m_isBig;
};

/// One connection, from SYN to FIN, its segments one after the other.
class Connection
{
public:
    explicit Connection(quint16 clientPort = 50000, quint32 clientStart = 1000, quint32 serverStart = 5000)
        : m_port(clientPort)
        , m_next{clientStart, serverStart}
    {}

    QByteArrayList open();
    QByteArray say(bool fromServer, const QByteArray &payload);
    QByteArrayList close();
    Segment segment(bool fromServer, quint8 flags, const QByteArray &payload = {}) const;
    void pass(bool fromServer, quint32 bytes) { m_next[fromServer ? 1 : 0] += bytes; }

private:
    quint16 m_port;
    quint32 m_next[2];
};

extern const QByteArray request;  // RFC 6455 §1.3's key
extern const QByteArray response; // and its Accept

} // namespace captures
