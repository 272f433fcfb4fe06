// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/annotate/field.h"

#include <cstdlib>

inline void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// The leaves cover each of the `bits` once, and children cover their parent, side by side.
inline void requireTiled(const core::Field &field, core::BitSpan span)
{
    require(field.span == span && !field.id.empty());
    quint64 at = span.bit;
    for (const core::Field &child : field.children) {
        require(child.span.bits > 0);
        requireTiled(child, {at, child.span.bits});
        at = child.span.end();
    }
    require(field.isLeaf() || at == span.end());
}

/// Takes from the front of an input what a target wants to know. Where nothing is left: zeros.
class FuzzInput
{
public:
    explicit FuzzInput(core::ByteSpan bytes)
        : m_left(bytes)
    {}

    bool isEmpty() const { return m_left.empty(); }
    std::uint8_t byte()
    {
        const core::ByteSpan one = take(1);
        return one.empty() ? 0 : one.front();
    }
    /// So many bytes, or those that there are.
    core::ByteSpan take(std::size_t size)
    {
        const core::ByteSpan taken = m_left.first(std::min(size, m_left.size()));
        m_left = m_left.subspan(taken.size());
        return taken;
    }
    core::ByteSpan rest() { return take(m_left.size()); }
    /// Up to a byte, which goes too, or to the end.
    core::ByteSpan until(std::uint8_t end)
    {
        std::size_t size = 0;
        while (size < m_left.size() && m_left[size] != end)
            ++size;
        const core::ByteSpan taken = take(size);
        take(1);
        return taken;
    }

private:
    core::ByteSpan m_left;
};

/// Gives `bytes` to `take` in pieces whose sizes follow from `seed`; an even one: byte by byte.
template<typename Take>
void inPieces(core::ByteSpan bytes, std::uint8_t seed, Take take)
{
    std::uint32_t state = seed;
    while (!bytes.empty()) {
        state = state * 1664525 + 1013904223;
        const std::size_t wanted = seed % 2 == 0 ? 1 : 1 + (state >> 24) % 40;
        const std::size_t size = std::min(wanted, bytes.size());
        take(bytes.first(size));
        bytes = bytes.subspan(size);
    }
}
