// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/frame.h"

#include <algorithm>
#include <cstring>

namespace core {

std::optional<FrameHeader> readFrameHeader(ByteSpan bytes)
{
    FrameHeader header;
    return readFrameHeader(bytes, header) ? std::optional(header) : std::nullopt;
}

QByteArray writeFrameHeader(const FrameHeader &header)
{
    QByteArray out;
    out.append(static_cast<char>((header.fin ? 0x80 : 0) | (header.rsv1 ? 0x40 : 0) |
                                 (header.rsv2 ? 0x20 : 0) | (header.rsv3 ? 0x10 : 0) |
                                 (header.opcode & 0x0f)));
    const quint64 length = header.payloadLength;
    const int extended = length < 126 ? 0 : length < 65536 ? 2 : 8;
    const quint64 length7 = extended == 0 ? length : extended == 2 ? 126 : 127;
    out.append(static_cast<char>((header.masked ? 0x80U : 0U) | length7));
    for (int byte = extended - 1; byte >= 0; --byte)
        out.append(static_cast<char>(length >> (8 * byte) & 0xff));
    if (header.masked)
        out.append(toByteArray(header.key));
    return out;
}

QByteArray writeFrame(FrameHeader header, ByteSpan payload)
{
    header.payloadLength = payload.size();
    return writeFrameHeader(header) + (header.masked ? applyMask(payload, header.key) : toByteArray(payload));
}

QByteArray applyMask(ByteSpan bytes, const MaskingKey &key, quint64 phase)
{
    QByteArray out(static_cast<qsizetype>(bytes.size()), Qt::Uninitialized);
    applyMask(bytes, key, phase, reinterpret_cast<std::uint8_t *>(out.data()));
    return out;
}

void applyMask(ByteSpan bytes, const MaskingKey &key, quint64 phase, std::uint8_t *to)
{
    std::array<std::uint8_t, 8> repeated;
    for (std::size_t i = 0; i < repeated.size(); ++i)
        repeated[i] = key[(phase + i) % 4];
    quint64 mask = 0;
    std::memcpy(&mask, repeated.data(), sizeof mask);

    const std::uint8_t *const from = bytes.data();
    const std::size_t size = bytes.size();
    std::size_t at = 0;
    quint64 words[8]; // four or eight at once: the compiler makes vectors of them
    for (; size - at >= sizeof words; at += sizeof words) {
        std::memcpy(words, from + at, sizeof words);
        for (quint64 &word : words)
            word ^= mask;
        std::memcpy(to + at, words, sizeof words);
    }
    for (; size - at >= sizeof mask; at += sizeof mask) {
        std::memcpy(words, from + at, sizeof mask);
        words[0] ^= mask;
        std::memcpy(to + at, words, sizeof mask);
    }
    for (std::size_t i = 0; at < size; ++at, ++i)
        to[at] = from[at] ^ repeated[i];
}

} // namespace core
