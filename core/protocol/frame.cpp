// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/frame.h"

#include <algorithm>

namespace core {

quint32 frameHeaderSize(quint8 secondByte)
{
    const quint8 length7 = secondByte & 0x7f;
    const quint32 extended = length7 == 126 ? 2 : length7 == 127 ? 8 : 0;
    return 2 + extended + ((secondByte & 0x80) != 0 ? 4 : 0);
}

std::optional<FrameHeader> readFrameHeader(ByteSpan bytes)
{
    if (bytes.size() < 2 || bytes.size() < frameHeaderSize(bytes[1]))
        return std::nullopt;
    FrameHeader header;
    header.fin = (bytes[0] & 0x80) != 0;
    header.rsv1 = (bytes[0] & 0x40) != 0;
    header.rsv2 = (bytes[0] & 0x20) != 0;
    header.rsv3 = (bytes[0] & 0x10) != 0;
    header.opcode = bytes[0] & 0x0f;
    header.masked = (bytes[1] & 0x80) != 0;
    header.length7 = bytes[1] & 0x7f;
    header.size = frameHeaderSize(bytes[1]);
    header.payloadLength = header.length7;
    if (header.length7 == 126)
        header.payloadLength = bitsValue(bytes, byteRange(2, 2));
    else if (header.length7 == 127)
        header.payloadLength = bitsValue(bytes, byteRange(2, 8));
    if (header.masked)
        std::copy_n(bytes.begin() + header.size - 4, 4, header.key.begin());
    return header;
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
    char *const to = out.data();
    for (std::size_t i = 0; i < bytes.size(); ++i)
        to[i] = static_cast<char>(bytes[i] ^ key[(phase + i) % 4]);
    return out;
}

} // namespace core
