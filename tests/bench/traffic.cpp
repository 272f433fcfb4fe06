// SPDX-License-Identifier: GPL-3.0-or-later
#include "traffic.h"

#include "capturewriter.h"
#include "measure.h"

#include <QFile>

#include <algorithm>

using namespace core;

namespace bench {

namespace {

// xorshift64: fixed, so that every run has the same bytes.
class Random
{
public:
    quint64 next()
    {
        m_state ^= m_state << 13;
        m_state ^= m_state >> 7;
        m_state ^= m_state << 17;
        return m_state;
    }

private:
    quint64 m_state = 0x9e3779b97f4a7c15ULL;
};

void fill(Content content, std::span<std::uint8_t> out, Random &random)
{
    std::size_t at = 0;
    while (at < out.size()) {
        const quint64 value = random.next() >> 16;
        if (content == Content::Binary) {
            out[at++] = static_cast<std::uint8_t>(value);
        } else if (content == Content::Ascii) {
            out[at++] = static_cast<std::uint8_t>(0x20 + value % 95);
        } else if (value % 4 == 0 || out.size() - at < 3) {
            out[at++] = ' '; // as between words, so that lengths alternate as in a real text
        } else {
            const quint64 syllable = 0xac00 + (value >> 8) % 11172;
            out[at++] = static_cast<std::uint8_t>(0xe0 | syllable >> 12);
            out[at++] = static_cast<std::uint8_t>(0x80 | (syllable >> 6 & 0x3f));
            out[at++] = static_cast<std::uint8_t>(0x80 | (syllable & 0x3f));
        }
    }
}

void addHeader(std::vector<std::uint8_t> &wire, bool isText, quint64 length, quint64 key)
{
    wire.push_back(isText ? 0x81 : 0x82);
    const int extended = length < 126 ? 0 : length < 65536 ? 2 : 8;
    wire.push_back(static_cast<std::uint8_t>(0x80 | (extended == 0 ? length : extended == 2 ? 126 : 127)));
    for (int byte = extended - 1; byte >= 0; --byte)
        wire.push_back(static_cast<std::uint8_t>(length >> 8 * byte));
    for (int byte = 0; byte < 4; ++byte)
        wire.push_back(static_cast<std::uint8_t>(key >> 8 * byte));
}

} // namespace

std::vector<std::uint8_t> makeContent(Content content, std::size_t size)
{
    std::vector<std::uint8_t> out(size);
    Random random;
    fill(content, out, random);
    return out;
}

void Tally::takeBytes(ByteSpan payload)
{
    bytes += payload.size();
    if (hashing)
        for (const std::uint8_t byte : payload)
            hash = hash * 31 + byte;
}

void Traffic::check(const Tally &tally, const std::string &who) const
{
    require(tally.messages == frames,
            name + ", " + who + ": " + std::to_string(tally.messages) + " messages");
    require(tally.bytes == frames * payloadLength,
            name + ", " + who + ": " + std::to_string(tally.bytes) + " bytes");
    require(!tally.hashing || tally.hash == hash, name + ", " + who + ": other bytes than were sent");
}

Traffic makeTraffic(const std::string &name, Content content, quint64 frames, quint64 payloadLength)
{
    Traffic traffic{name, content, frames, payloadLength, {}, 0};
    traffic.wire.reserve(frames * (payloadLength + 14));
    std::vector<std::uint8_t> payload(payloadLength);
    Random random;
    Tally sent;
    sent.hashing = true;
    for (quint64 frame = 0; frame < frames; ++frame) {
        fill(content, payload, random);
        sent.takeBytes(payload);
        const quint64 key = random.next();
        addHeader(traffic.wire, traffic.isText(), payloadLength, key);
        for (quint64 i = 0; i < payloadLength; ++i)
            traffic.wire.push_back(static_cast<std::uint8_t>(payload[i] ^ key >> 8 * (i % 4)));
    }
    traffic.hash = sent.hash;
    return traffic;
}

std::vector<WireRecord> chunksOf(const Traffic &traffic)
{
    std::vector<WireRecord> chunks;
    const ByteSpan wire = traffic.wire;
    for (std::size_t at = 0; at < wire.size(); at += chunkSize)
        chunks.push_back({{}, toByteArray(wire.subspan(at, std::min(chunkSize, wire.size() - at)))});
    return chunks;
}

qint64 writeCapture(const QString &path, const Traffic &traffic, std::size_t length)
{
    captures::Connection connection;
    captures::Pcap pcap;
    QFile file(path);
    require(file.open(QIODevice::WriteOnly), "captures: the file cannot be written");
    qint64 time = 1'700'000'000'000'000'000;
    for (const QByteArray &packet : connection.open())
        pcap.add(packet, time += 10'000);
    pcap.add(connection.say(false, captures::request), time += 10'000);
    pcap.add(connection.say(true, captures::response), time += 10'000);
    const ByteSpan wire = traffic.wire;
    for (std::size_t at = 0; at < wire.size(); at += length) {
        pcap.add(connection.say(false, toByteArray(wire.subspan(at, std::min(length, wire.size() - at)))),
                 time += 10'000);
        if (pcap.size() > 1 << 20)
            file.write(pcap.take());
    }
    for (const QByteArray &packet : connection.close())
        pcap.add(packet, time += 10'000);
    file.write(pcap.take());
    return file.size();
}

} // namespace bench
