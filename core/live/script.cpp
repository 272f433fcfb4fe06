// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/script.h"

#include <QTimer>

namespace live {

Script::Script(std::vector<core::ActionSpec> actions, Perform perform)
    : m_actions(std::move(actions))
    , m_perform(std::move(perform))
{}

void Script::happened(const QString &event)
{
    const int count = ++m_counts[event];
    m_last = {event, count};
    for (const core::ActionSpec &action : m_actions) {
        if (action.on != event || count < action.nth || count - action.nth >= action.times)
            continue;
        for (int i = 0; i < action.count; ++i)
            if (const int laterMs = action.delayMs + i * action.everyMs; laterMs == 0)
                m_due.push_back(action);
            else
                QTimer::singleShot(laterMs, Qt::PreciseTimer, &m_later, [this, action] {
                    m_due.push_back(action);
                    perform();
                });
    }
    perform();
}

void Script::perform()
{
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
