// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/outframe.h"

#include <algorithm>

namespace core {

QByteArray encode(const OutFrame &frame)
{
    FrameHeader header = frame.header;
    header.payloadLength = frame.announced.value_or(static_cast<quint64>(frame.payload.size()));
    const int shortest = header.payloadLength <= 125 ? 7 : header.payloadLength <= 0xffff ? 16 : 64;
    const int bits = frame.lengthBits == 0 ? shortest : frame.lengthBits;
    QByteArray out = writeFrameHeader(header).first(1);
    const quint64 length7 = bits == 7 ? header.payloadLength & 0x7f : bits == 16 ? 126 : 127;
    out.append(static_cast<char>((header.masked ? 0x80U : 0U) | length7));
    QByteArray extended;
    for (int bit = bits == 7 ? 0 : bits; bit > 0; bit -= 8)
        extended.append(static_cast<char>(header.payloadLength >> (bit - 8) & 0xff));
    if (frame.littleEndian)
        std::reverse(extended.begin(), extended.end());
    out += extended;
    if (!header.masked)
        return out + frame.payload;
    return out + toByteArray(header.key) + applyMask(spanOf(frame.payload), header.key, frame.maskPhase);
}

} // namespace core
