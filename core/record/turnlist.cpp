// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/turnlist.h"

#include <algorithm>

namespace core {

Turn TurnList::turn(std::size_t at, quint32 firstStep) const
{
    const Record &record = m_records[at];
    return {firstStep, record.source, record.kind, static_cast<ConnectionState>(record.states >> 4),
            static_cast<ConnectionState>(record.states & 0xf)};
}

quint32 TurnList::firstStep(std::size_t at) const
{
    quint32 step = m_blocks[at / blockTurns];
    for (std::size_t i = at - at % blockTurns; i < at; ++i)
        step += m_records[i].steps;
    return step;
}

std::size_t TurnList::turnOf(quint32 number) const
{
    const auto after = std::upper_bound(m_blocks.begin(), m_blocks.end(), number);
    const auto block = static_cast<std::size_t>(after - m_blocks.begin()) - 1;
    std::size_t at = block * blockTurns;
    for (quint32 next = m_blocks[block] + m_records[at].steps; next <= number && at + 1 < m_records.size();
         next += m_records[at].steps)
        ++at;
    return at;
}

} // namespace core
