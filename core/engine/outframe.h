// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/frame.h"

namespace core {

/// A frame on its way out, in a form that can be wrong.
struct OutFrame
{
    FrameHeader header;               // length and size are not read: they follow from what is below
    QByteArray payload;               // unmasked
    int lengthBits = 0;               // 7, 16 or 64: the form of the length; 0: the shortest
    std::optional<quint64> announced; // what the length says; else the size of the payload
    bool littleEndian = false;        // the bytes of the extended length
    quint64 maskPhase = 0;            // first key byte that is used

    OutFrame() = default;
    OutFrame(Opcode opcode, QByteArray bytes)
        : payload(std::move(bytes))
    {
        header.opcode = static_cast<quint8>(opcode);
    }
};

QByteArray encode(const OutFrame &frame);

} // namespace core
