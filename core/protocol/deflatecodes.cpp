// SPDX-License-Identifier: GPL-3.0-or-later
// The codes that a dynamic block brings along (RFC 1951 §3.2.7).
#include "core/protocol/deflatereader.h"

#include <algorithm>

namespace core {

namespace {

constexpr std::size_t endOfBlock = 256;
constexpr std::size_t codeCodes = 19;

} // namespace

bool DeflateReader::readCounts()
{
    if (!has(14))
        return false;
    m_literalCount = take(5) + 257;
    m_distanceCount = take(5) + 1;
    m_codeCodeCount = take(4) + 4;
    if (m_literalCount > 286 || m_distanceCount > 30)
        return fail("code lengths");
    m_lengths.fill(0);
    m_lengthsRead = 0;
    m_mode = Mode::CodeCodeLengths;
    return true;
}

bool DeflateReader::readCodeCodeLengths()
{
    static constexpr std::array<quint8, codeCodes> order = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                            11, 4,  12, 3, 13, 2, 14, 1, 15};
    for (; m_lengthsRead < m_codeCodeCount; ++m_lengthsRead) {
        if (!has(3))
            return false;
        m_lengths[order[m_lengthsRead]] = static_cast<quint8>(take(3));
    }
    if (!m_ownLiterals.build(std::span(m_lengths).first(codeCodes), false))
        return fail("code lengths");
    m_lengths.fill(0);
    m_lengthsRead = 0;
    m_mode = Mode::CodeLengths;
    return true;
}

bool DeflateReader::readCodeLength()
{
    struct Repeat
    {
        int extraBits;
        quint32 base;
    };
    static constexpr std::array<Repeat, 3> repeats = {{{2, 3}, {3, 3}, {7, 11}}}; // of 16, 17, 18

    has(14);
    const PrefixCode::Found found = m_ownLiterals.find(m_hold, m_count);
    if (found.length == 0)
        return false;
    quint32 times = 1;
    auto value = static_cast<quint8>(found.symbol);
    if (found.symbol < 16) {
        take(found.length);
    } else {
        const Repeat repeat = repeats[found.symbol - 16U];
        if (m_count < found.length + repeat.extraBits)
            return false;
        take(found.length);
        times = repeat.base + take(repeat.extraBits);
        if (found.symbol == 16 && m_lengthsRead == 0)
            return fail("code lengths");
        value = found.symbol == 16 ? m_lengths[m_lengthsRead - 1] : quint8(0);
    }
    const quint32 all = m_literalCount + m_distanceCount;
    if (times > all - m_lengthsRead)
        return fail("code lengths");
    std::fill_n(m_lengths.begin() + m_lengthsRead, times, value);
    m_lengthsRead += times;
    return m_lengthsRead < all || finishCodes();
}

bool DeflateReader::finishCodes()
{
    const auto lengths = std::span<const quint8>(m_lengths);
    if (m_lengths[endOfBlock] == 0 || !m_ownLiterals.build(lengths.first(m_literalCount), true) ||
        !m_ownDistances.build(lengths.subspan(m_literalCount, m_distanceCount), true))
        return fail("code lengths");
    m_literals = &m_ownLiterals;
    m_distances = &m_ownDistances;
    m_mode = Mode::Symbols;
    return true;
}

} // namespace core
