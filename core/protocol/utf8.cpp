// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/utf8.h"

#include <algorithm>
#include <cstring>

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

constexpr bool isContinuation(std::uint8_t byte) { return (byte & 0xc0) == 0x80; }

const Row *rowOf(std::uint8_t lead)
{
    for (const Row &row : rows)
        if (lead >= row.firstLead && lead <= row.lastLead)
            return &row;
    return nullptr;
}

constexpr quint64 highBits = 0x8080808080808080ULL;

// Bytes of ASCII at the front, in steps of 32 and of 8; the first one is ASCII.
std::size_t asciiPrefix(const std::uint8_t *bytes, std::size_t size)
{
    std::size_t at = 1; // the first one is known to be
    quint64 words[4];
    while (size - at >= sizeof words) {
        std::memcpy(words, bytes + at, sizeof words);
        if (((words[0] | words[1] | words[2] | words[3]) & highBits) != 0)
            break;
        at += sizeof words;
    }
    while (size - at >= sizeof words[0]) {
        std::memcpy(words, bytes + at, sizeof words[0]);
        if ((words[0] & highBits) != 0)
            break;
        at += sizeof words[0];
    }
    while (at < size && bytes[at] < 0x80)
        ++at;
    return at;
}

// Bytes at the front that are whole and valid sequences. Most of Korean text takes the middle way.
std::size_t validPrefix(const std::uint8_t *bytes, std::size_t size)
{
    std::size_t at = 0;
    while (at < size) {
        const std::uint8_t lead = bytes[at];
        const std::size_t left = size - at;
        if (lead < 0x80) {
            at += asciiPrefix(bytes + at, left);
        } else if ((lead & 0xf0) == 0xe0) {
            const std::uint8_t least = lead == 0xe0 ? 0xa0 : 0x80;
            const std::uint8_t most = lead == 0xed ? 0x9f : 0xbf;
            if (left < 3 || bytes[at + 1] < least || bytes[at + 1] > most || !isContinuation(bytes[at + 2]))
                break;
            at += 3;
        } else {
            const int length = utf8SequenceLength(ByteSpan(bytes + at, std::min<std::size_t>(left, 4)));
            if (length == 0)
                break;
            at += static_cast<std::size_t>(length);
        }
    }
    return at;
}

} // namespace

int utf8SequenceLength(ByteSpan bytes)
{
    const Row *const row = bytes.empty() ? nullptr : rowOf(bytes[0]);
    if (row == nullptr || row->length == 1)
        return row == nullptr ? 0 : 1;
    if (bytes.size() < static_cast<std::size_t>(row->length) || bytes[1] < row->firstNext ||
        bytes[1] > row->lastNext)
        return 0;
    for (int i = 2; i < row->length; ++i)
        if (!isContinuation(bytes[static_cast<std::size_t>(i)]))
            return 0;
    return row->length;
}

bool isValidUtf8(ByteSpan bytes)
{
    Utf8Checker checker;
    return checker.feed(bytes) && checker.end();
}

bool Utf8Checker::feed(ByteSpan bytes)
{
    const std::uint8_t *at = bytes.data();
    const std::uint8_t *const end = at + bytes.size();
    while (at != end && m_fault == Utf8Fault::None) {
        if (m_wanted == 0) {
            const std::size_t valid = validPrefix(at, static_cast<std::size_t>(end - at));
            at += valid;
            m_offset += valid;
            if (at == end)
                break;
        }
        if (!take(*at))
            break;
        ++at;
        ++m_offset;
    }
    return m_fault == Utf8Fault::None;
}

bool Utf8Checker::take(std::uint8_t byte)
{
    if (m_wanted == 0)
        return begin(byte);
    const std::uint8_t lead = m_sequence[0];
    const bool isSecond = m_have == 1;
    m_sequence[m_have++] = byte;
    if (!isContinuation(byte)) {
        fail(Utf8Fault::Invalid);
    } else if (isSecond) {
        const Row &row = *rowOf(lead);
        if (byte < row.firstNext)
            fail(Utf8Fault::Overlong);
        else if (byte > row.lastNext)
            fail(lead == 0xed ? Utf8Fault::Surrogate : Utf8Fault::TooLarge);
    }
    --m_wanted;
    return m_fault == Utf8Fault::None;
}

bool Utf8Checker::begin(std::uint8_t byte)
{
    m_sequence[0] = byte;
    m_have = 1;
    const Row *const row = rowOf(byte);
    if (row != nullptr)
        m_wanted = static_cast<std::uint8_t>(row->length - 1);
    else
        fail(isContinuation(byte) ? Utf8Fault::Invalid
             : byte < 0xc2        ? Utf8Fault::Overlong
                                  : Utf8Fault::TooLarge);
    return m_fault == Utf8Fault::None;
}

bool Utf8Checker::end()
{
    if (m_fault == Utf8Fault::None && m_wanted > 0)
        fail(Utf8Fault::Truncated);
    return m_fault == Utf8Fault::None;
}

QByteArray Utf8Checker::faultBytes() const { return toByteArray(ByteSpan(m_sequence).first(m_have)); }

} // namespace core
