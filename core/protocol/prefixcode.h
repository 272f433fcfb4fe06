// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <span>

namespace core {

/// A canonical prefix code (RFC 1951 §3.2.2).
class PrefixCode
{
public:
    /// False where the lengths make no code. A set that leaves codes unused is one only where `mayBeSparse`
    /// and it has at most one code, of one bit (RFC 1951 §3.2.7), as zlib has it.
    bool build(std::span<const quint8> lengths, bool mayBeSparse);

    /// RFC 1951 §3.2.6. The codes of 286, 287 and of the distances 30, 31 exist and mean nothing.
    static const PrefixCode &fixedLiterals();
    static const PrefixCode &fixedDistances();

    static constexpr quint16 nothing = 0xfff;
    struct Found
    {
        quint16 symbol = nothing; // nothing: a code that is not used
        quint8 length = 0;        // 0: `count` bits do not make a symbol yet
    };
    /// The symbol at the low end of `bits`, of which `count` are there; the others are 0.
    Found find(quint64 bits, int count) const
    {
        const quint16 entry = m_table[bits & m_tableMask];
        const int length = entry & 0xf;
        if (length == 0)
            return findLong(bits, count);
        if (length > count)
            return {};
        return {static_cast<quint16>(entry >> 4), static_cast<quint8>(length)};
    }

private:
    static constexpr int longest = 15;
    static constexpr int tableBitsLimit = 10;

    Found findLong(quint64 bits, int count) const;
    void fillTable(std::span<const quint8> lengths, int longestUsed);

    std::array<quint16, longest + 1> m_counts{};                     // of codes, by their length
    std::array<quint16, 288> m_symbols{};                            // in the order of their codes
    std::array<quint16, std::size_t(1) << tableBitsLimit> m_table{}; // symbol << 4 | length; 0: a longer code
    quint64 m_tableMask = 0;
};

} // namespace core
