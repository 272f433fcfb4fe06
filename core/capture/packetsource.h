// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes/bytes.h"
#include "core/files/readresult.h"

#include <QIODevice>

#include <vector>

namespace core {

/// A packet as a capture holds it, good until the next one is asked for.
struct CapturedPacket
{
    qint64 timeNs = 0;   // since 1970
    quint32 link = 0;    // LINKTYPE_…
    quint32 missing = 0; // bytes that the capture left off at its end
    ByteSpan bytes;
};

/// The packets of a pcap (both byte orders, micro- and nanoseconds) or pcapng file (draft-ietf-opsawg-pcapng;
/// section, interface, enhanced, simple and the old packet blocks; others are passed over), one by one.
class PacketSource
{
public:
    explicit PacketSource(QIODevice &device)
        : m_device(device)
    {}

    /// The next packet; nothing at the end, or where problem() says why.
    std::optional<CapturedPacket> next();
    ReadProblem problem() const { return m_problem; }
    /// Bytes of the file that have been read as packets; with a problem, where it begins.
    qint64 position() const { return m_position; }

private:
    enum class Format : quint8 { Unread, Pcap, Pcapng, Ended };

    struct Interface
    {
        quint32 link = 0;
        quint32 snapLength = 0;
        quint64 perSecond = 1'000'000; // units of its times
        qint64 offsetSeconds = 0;
    };

    const std::uint8_t *look(std::size_t bytes);
    void pass(std::size_t bytes);
    std::optional<CapturedPacket> stop(ReadProblem problem);
    std::optional<CapturedPacket> cutShort();
    bool begin();
    std::optional<CapturedPacket> nextOfPcap();
    std::optional<CapturedPacket> nextOfPcapng();
    std::optional<CapturedPacket> packetOf(quint32 type, ByteSpan body);
    void takeInterface(ByteSpan body);
    quint16 number16(const std::uint8_t *at) const;
    quint32 number32(const std::uint8_t *at) const;

    QIODevice &m_device;
    QByteArray m_buffer;
    std::size_t m_at = 0; // in m_buffer
    qint64 m_position = 0;
    Format m_format = Format::Unread;
    ReadProblem m_problem = ReadProblem::None;
    bool m_isBig = false; // byte order
    bool m_isNano = false;
    quint32 m_link = 0;
    std::vector<Interface> m_interfaces;
};

/// Whether a file that starts so is a capture.
bool looksLikeCapture(const QByteArray &start);

} // namespace core
