// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/script.h"

#include <algorithm>
#include <iterator>

namespace live {

Script::Script(std::vector<core::ActionSpec> actions, Perform perform)
    : m_actions(std::move(actions))
    , m_perform(std::move(perform))
{}

void Script::happened(const QString &event)
{
    const int count = ++m_counts[event];
    m_last = {event, count};
    std::copy_if(m_actions.begin(), m_actions.end(), std::back_inserter(m_due),
                 [&](const core::ActionSpec &action) { return action.on == event && action.nth == count; });
    if (m_performing)
        return;
    m_performing = true;
    while (!m_due.empty()) {
        const core::ActionSpec action = m_due.front();
        m_due.pop_front();
        m_perform(action);
    }
    m_performing = false;
}

} // namespace live
