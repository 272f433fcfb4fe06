// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/packetsource.h"

#include <QtEndian>

#include <algorithm>

namespace core {

namespace {

constexpr quint32 pcapMicro = 0xa1b2c3d4;
constexpr quint32 pcapNano = 0xa1b23c4d;
constexpr quint32 sectionBlock = 0x0a0d0d0a;
constexpr quint32 byteOrderMagic = 0x1a2b3c4d;
constexpr quint32 interfaceBlock = 1;
constexpr quint32 oldPacketBlock = 2;
constexpr quint32 simplePacketBlock = 3;
constexpr quint32 enhancedPacketBlock = 6;
constexpr quint32 blockLimit = 64U * 1024 * 1024;
constexpr qint64 readAtOnce = qint64{1024} * 1024;
constexpr qint64 nsPerSecond = 1'000'000'000;

qint64 nanoseconds(quint64 time, quint64 perSecond)
{
    const quint64 seconds = time / perSecond;
    const quint64 rest = time % perSecond;
    const quint64 nano = perSecond <= nsPerSecond ? rest * nsPerSecond / perSecond
                                                  : rest / std::max<quint64>(1, perSecond / nsPerSecond);
    return static_cast<qint64>(seconds * nsPerSecond + nano);
}

quint64 unitsPerSecond(std::uint8_t resolution)
{
    const int exponent = resolution & 0x7f;
    if ((resolution & 0x80) != 0)
        return 1ULL << std::min(exponent, 62);
    quint64 units = 1;
    for (int i = 0; i < std::min(exponent, 18); ++i)
        units *= 10;
    return units;
}

} // namespace

bool looksLikeCapture(const QByteArray &start)
{
    if (start.size() < 4)
        return false;
    const auto magic = qFromBigEndian<quint32>(start.constData());
    return magic == sectionBlock || magic == pcapMicro || magic == pcapNano || magic == qbswap(pcapMicro) ||
           magic == qbswap(pcapNano);
}

quint16 PacketSource::number16(const std::uint8_t *at) const
{
    return m_isBig ? qFromBigEndian<quint16>(at) : qFromLittleEndian<quint16>(at);
}

quint32 PacketSource::number32(const std::uint8_t *at) const
{
    return m_isBig ? qFromBigEndian<quint32>(at) : qFromLittleEndian<quint32>(at);
}

/// The next `bytes` of the file in one piece; null where there are not so many.
const std::uint8_t *PacketSource::look(std::size_t bytes)
{
    auto held = static_cast<std::size_t>(m_buffer.size());
    if (held - m_at < bytes) {
        m_buffer.remove(0, static_cast<qsizetype>(m_at));
        m_at = 0;
        held = static_cast<std::size_t>(m_buffer.size());
        while (held < bytes) {
            const qint64 wanted = std::max(readAtOnce, static_cast<qint64>(bytes - held));
            m_buffer.resize(static_cast<qsizetype>(held) + wanted);
            const qint64 got = m_device.read(m_buffer.data() + held, wanted);
            m_buffer.resize(static_cast<qsizetype>(held) + std::max<qint64>(got, 0));
            held = static_cast<std::size_t>(m_buffer.size());
            if (got <= 0)
                break;
        }
    }
    return held - m_at < bytes ? nullptr
                               : reinterpret_cast<const std::uint8_t *>(m_buffer.constData()) + m_at;
}

void PacketSource::pass(std::size_t bytes)
{
    m_at += bytes;
    m_position += static_cast<qint64>(bytes);
}

std::optional<CapturedPacket> PacketSource::stop(ReadProblem problem)
{
    m_problem = problem;
    m_format = Format::Ended;
    return std::nullopt;
}

/// The end of the file: in order where nothing is left.
std::optional<CapturedPacket> PacketSource::cutShort()
{
    return stop(static_cast<std::size_t>(m_buffer.size()) == m_at ? ReadProblem::None
                                                                  : ReadProblem::CutShort);
}

bool PacketSource::begin()
{
    constexpr std::size_t headerSize = 24;
    const std::uint8_t *const magic = look(4);
    if (magic == nullptr || !looksLikeCapture(toByteArray({magic, 4}))) {
        stop(ReadProblem::Unknown);
        return false;
    }
    const auto number = qFromBigEndian<quint32>(magic);
    if (number == sectionBlock) {
        m_format = Format::Pcapng;
        return true;
    }
    const std::uint8_t *const header = look(headerSize);
    if (header == nullptr) {
        stop(ReadProblem::CutShort);
        return false;
    }
    m_isBig = number == pcapMicro || number == pcapNano;
    m_isNano = number == pcapNano || number == qbswap(pcapNano);
    m_link = number32(header + 20) & 0x0fffffff; // above it: how long a frame check sequence is
    pass(headerSize);
    m_format = Format::Pcap;
    return true;
}

std::optional<CapturedPacket> PacketSource::next()
{
    if (m_format == Format::Unread && !begin())
        return std::nullopt;
    if (m_format == Format::Ended)
        return std::nullopt;
    return m_format == Format::Pcap ? nextOfPcap() : nextOfPcapng();
}

std::optional<CapturedPacket> PacketSource::nextOfPcap()
{
    constexpr std::size_t headerSize = 16;
    const std::uint8_t *const header = look(headerSize);
    if (header == nullptr)
        return cutShort();
    const qint64 seconds = number32(header);
    const qint64 fraction = number32(header + 4);
    const quint32 length = number32(header + 8);
    const quint32 original = number32(header + 12);
    if (length > blockLimit)
        return stop(ReadProblem::Damaged);
    const std::uint8_t *const whole = look(headerSize + length);
    if (whole == nullptr)
        return stop(ReadProblem::CutShort);
    pass(headerSize + length);
    return CapturedPacket{seconds * nsPerSecond + fraction * (m_isNano ? 1 : 1000),
                          m_link,
                          original > length ? original - length : 0,
                          {whole + headerSize, length}};
}

std::optional<CapturedPacket> PacketSource::nextOfPcapng()
{
    constexpr std::size_t frameSize = 12; // type and the length twice
    for (;;) {
        const std::uint8_t *head = look(frameSize);
        if (head == nullptr)
            return cutShort();
        if (qFromBigEndian<quint32>(head) == sectionBlock) {
            m_isBig = qFromBigEndian<quint32>(head + 8) == byteOrderMagic;
            if (!m_isBig && qFromLittleEndian<quint32>(head + 8) != byteOrderMagic)
                return stop(ReadProblem::Damaged);
            m_interfaces.clear();
        }
        const quint32 type = number32(head);
        const quint32 length = number32(head + 4);
        if (length < frameSize || length % 4 != 0 || length > blockLimit)
            return stop(ReadProblem::Damaged);
        head = look(length);
        if (head == nullptr)
            return stop(ReadProblem::CutShort);
        if (number32(head + length - 4) != length)
            return stop(ReadProblem::Damaged);
        const ByteSpan body{head + 8, length - frameSize};
        if (type == interfaceBlock && body.size() < 8)
            return stop(ReadProblem::Damaged);
        const std::optional<CapturedPacket> packet = packetOf(type, body);
        if (m_problem != ReadProblem::None)
            return std::nullopt;
        pass(length);
        if (type == interfaceBlock)
            takeInterface(body);
        if (packet)
            return packet;
    }
}

void PacketSource::takeInterface(ByteSpan body)
{
    Interface taken;
    taken.link = number16(body.data());
    taken.snapLength = number32(body.data() + 4);
    constexpr quint16 resolutionOption = 9;
    constexpr quint16 offsetOption = 14;
    for (std::size_t at = 8; at + 4 <= body.size();) {
        const quint16 code = number16(body.data() + at);
        const quint16 length = number16(body.data() + at + 2);
        if (code == 0 || at + 4 + length > body.size())
            break;
        const std::uint8_t *const value = body.data() + at + 4;
        if (code == resolutionOption && length == 1)
            taken.perSecond = unitsPerSecond(*value);
        if (code == offsetOption && length == 8)
            taken.offsetSeconds = m_isBig ? qFromBigEndian<qint64>(value) : qFromLittleEndian<qint64>(value);
        at += 4 + (std::size_t{length} + 3) / 4 * 4;
    }
    m_interfaces.push_back(taken);
}

/// Nothing for a block that is no packet.
std::optional<CapturedPacket> PacketSource::packetOf(quint32 type, ByteSpan body)
{
    const bool isSimple = type == simplePacketBlock;
    if (type != enhancedPacketBlock && type != oldPacketBlock && !isSimple)
        return std::nullopt;
    const std::size_t head = isSimple ? 4 : 20;
    if (body.size() < head)
        return stop(ReadProblem::Damaged);
    const std::uint8_t *const at = body.data();
    const quint32 which = isSimple ? 0 : type == oldPacketBlock ? number16(at) : number32(at);
    if (which >= m_interfaces.size())
        return stop(ReadProblem::Damaged);
    const Interface &interface = m_interfaces[which];
    CapturedPacket packet;
    packet.link = interface.link;
    const quint32 original = number32(at + (isSimple ? 0 : 16));
    quint32 length = isSimple ? original : number32(at + 12);
    if (isSimple && interface.snapLength != 0)
        length = std::min(length, interface.snapLength);
    if (length > body.size() - head)
        return stop(ReadProblem::Damaged);
    if (!isSimple)
        packet.timeNs = nanoseconds(quint64{number32(at + 4)} << 32 | number32(at + 8), interface.perSecond) +
                        interface.offsetSeconds * nsPerSecond;
    packet.missing = original > length ? original - length : 0;
    packet.bytes = body.subspan(head, length);
    return packet;
}

} // namespace core
