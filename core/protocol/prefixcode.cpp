// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/prefixcode.h"

#include <algorithm>

namespace core {

namespace {

quint32 reversed(quint32 code, int length)
{
    quint32 out = 0;
    for (int bit = 0; bit < length; ++bit)
        out = out << 1 | (code >> bit & 1U);
    return out;
}

} // namespace

bool PrefixCode::build(std::span<const quint8> lengths, bool mayBeSparse)
{
    m_counts.fill(0);
    for (const quint8 length : lengths)
        ++m_counts[length];
    m_counts[0] = 0;
    int left = 1; // codes of this length that are still free
    int longestUsed = 0;
    for (int length = 1; length <= longest; ++length) {
        const int count = m_counts[static_cast<std::size_t>(length)];
        left = left * 2 - count;
        if (left < 0)
            return false;
        if (count > 0)
            longestUsed = length;
    }
    if (left > 0 && (!mayBeSparse || longestUsed > 1))
        return false;
    fillTable(lengths, longestUsed);
    return true;
}

void PrefixCode::fillTable(std::span<const quint8> lengths, int longestUsed)
{
    const int tableBits = std::clamp(longestUsed, 1, tableBitsLimit);
    const std::size_t size = std::size_t(1) << tableBits;
    m_tableMask = size - 1;
    const auto unused = static_cast<quint16>(nothing << 4 | 1);
    std::fill_n(m_table.begin(), size, longestUsed > 1 ? quint16(0) : unused);

    std::array<quint32, longest + 1> nextCode{};
    std::array<quint32, longest + 1> nextIndex{};
    for (std::size_t length = 1; length < longest; ++length) {
        nextCode[length + 1] = (nextCode[length] + m_counts[length]) << 1;
        nextIndex[length + 1] = nextIndex[length] + m_counts[length];
    }
    for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol) {
        const std::size_t length = lengths[symbol];
        if (length == 0)
            continue;
        m_symbols[nextIndex[length]++] = static_cast<quint16>(symbol);
        const quint32 code = nextCode[length]++;
        if (length > static_cast<std::size_t>(tableBits))
            continue;
        for (std::size_t i = reversed(code, static_cast<int>(length)); i < size;
             i += std::size_t(1) << length)
            m_table[i] = static_cast<quint16>(symbol << 4 | length);
    }
}

PrefixCode::Found PrefixCode::findLong(quint64 bits, int count) const
{
    quint32 code = 0;
    quint32 first = 0; // the first code of this length
    quint32 index = 0; // of its symbol
    for (int length = 1; length <= std::min(count, longest); ++length) {
        code |= static_cast<quint32>(bits >> (length - 1) & 1U);
        const quint32 codes = m_counts[static_cast<std::size_t>(length)];
        if (code - first < codes)
            return {m_symbols[index + (code - first)], static_cast<quint8>(length)};
        index += codes;
        first = (first + codes) << 1;
        code <<= 1;
    }
    return {};
}

const PrefixCode &PrefixCode::fixedLiterals()
{
    static const PrefixCode code = [] {
        std::array<quint8, 288> lengths{};
        std::fill(lengths.begin(), lengths.begin() + 144, quint8(8));
        std::fill(lengths.begin() + 144, lengths.begin() + 256, quint8(9));
        std::fill(lengths.begin() + 256, lengths.begin() + 280, quint8(7));
        std::fill(lengths.begin() + 280, lengths.end(), quint8(8));
        PrefixCode built;
        built.build(lengths, false);
        return built;
    }();
    return code;
}

const PrefixCode &PrefixCode::fixedDistances()
{
    static const PrefixCode code = [] {
        std::array<quint8, 32> lengths{};
        lengths.fill(5);
        PrefixCode built;
        built.build(lengths, false);
        return built;
    }();
    return code;
}

} // namespace core
