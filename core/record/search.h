// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace core {

/// The first number below `end` of which `holds` is false, where it holds for all before and for none after;
/// `end` where it holds for all. By halves.
template<typename Holds>
std::size_t firstWithout(std::size_t end, Holds holds)
{
    std::size_t from = 0;
    while (from < end) {
        const std::size_t middle = from + (end - from) / 2;
        if (holds(middle))
            from = middle + 1;
        else
            end = middle;
    }
    return from;
}

} // namespace core
