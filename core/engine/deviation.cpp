// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/deviation.h"

#include <algorithm>

namespace core {

std::span<const Deviation> allDeviations()
{
    static const std::vector<Deviation> all = [] {
        const auto sending = sendingDeviations();
        const auto receiving = receivingDeviations();
        std::vector<Deviation> rows(sending.begin(), sending.end());
        rows.insert(rows.end(), receiving.begin(), receiving.end());
        return rows;
    }();
    return all;
}

const Deviation *deviation(std::string_view name)
{
    const auto all = allDeviations();
    const auto found =
        std::find_if(all.begin(), all.end(), [name](const Deviation &d) { return d.name == name; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace core
