// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/utf8.h"

namespace core {

namespace {

// The table of RFC 3629 §4: lead bytes, and the range of the byte that follows; later ones are 80..BF.
struct Row
{
    quint8 firstLead, lastLead, firstNext, lastNext;
    int length;
};
constexpr Row rows[] = {
    {0x00, 0x7f, 0x00, 0x00, 1}, {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
    {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
    {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
};

} // namespace

int utf8SequenceLength(ByteSpan bytes)
{
    if (bytes.empty())
        return 0;
    for (const Row &row : rows) {
        if (bytes[0] < row.firstLead || bytes[0] > row.lastLead)
            continue;
        if (row.length == 1)
            return 1;
        if (bytes.size() < static_cast<std::size_t>(row.length) || bytes[1] < row.firstNext ||
            bytes[1] > row.lastNext)
            return 0;
        for (int i = 2; i < row.length; ++i)
            if ((bytes[static_cast<std::size_t>(i)] & 0xc0) != 0x80)
                return 0;
        return row.length;
    }
    return 0;
}

bool isValidUtf8(ByteSpan bytes)
{
    while (!bytes.empty()) {
        const int length = utf8SequenceLength(bytes);
        if (length == 0)
            return false;
        bytes = bytes.subspan(static_cast<std::size_t>(length));
    }
    return true;
}

} // namespace core
