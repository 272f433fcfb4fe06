// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/turnlist.h"

namespace core {

Turn TurnList::turn(std::size_t at, quint32 firstStep) const
{
    const Record &record = m_records[at];
    return {firstStep, record.source, record.kind, static_cast<ConnectionState>(record.states >> 4),
            static_cast<ConnectionState>(record.states & 0xf)};
}

quint32 TurnList::firstStep(std::size_t at) const
{
    quint32 step = m_blocks[at / blockTurns].firstStep;
    for (std::size_t i = at - at % blockTurns; i < at; ++i)
        step += m_records[i].steps;
    return step;
}

std::size_t TurnList::turnOf(quint32 number) const
{
    const auto after =
        std::upper_bound(m_blocks.begin(), m_blocks.end(), number,
                         [](quint32 step, const Block &each) { return step < each.firstStep; });
    const auto block = static_cast<std::size_t>(after - m_blocks.begin()) - 1;
    std::size_t at = block * blockTurns;
    for (quint32 next = m_blocks[block].firstStep + m_records[at].steps;
         next <= number && at + 1 < m_records.size(); next += m_records[at].steps)
        ++at;
    return at;
}

std::optional<std::size_t> TurnList::turnOfUnit(quint32 unit) const
{
    for (std::size_t block = 0; block < m_blocks.size(); ++block) {
        if (unit < m_blocks[block].leastUnit || unit > m_blocks[block].mostUnit)
            continue;
        const std::size_t end = std::min(m_records.size(), (block + 1) * blockTurns);
        for (std::size_t at = block * blockTurns; at < end; ++at)
            if (m_records[at].source == unit && tellsOfUnit(m_records[at].kind))
                return at;
    }
    return std::nullopt;
}

} // namespace core
