// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/script.h"

#include <QTimer>

namespace live {

namespace {

/// What passes a message on sends the one that this event has brought.
core::ActionSpec withMessage(core::ActionSpec action, const QByteArray &message)
{
    if (action.what != QLatin1StringView("pass-on"))
        return action;
    if (action.on.endsWith(QLatin1StringView(".text"))) {
        action.what = QStringLiteral("send-text");
        action.args = {{QStringLiteral("text"), QString::fromUtf8(message)}};
    } else {
        action.what = QStringLiteral("send-binary");
        action.args = {{QStringLiteral("hex"), QString::fromLatin1(message.toHex())}};
    }
    return action;
}

} // namespace

Script::Script(std::vector<core::ActionSpec> actions, Perform perform)
    : m_actions(std::move(actions))
    , m_perform(std::move(perform))
{}

void Script::happened(const QString &event, const QByteArray &message)
{
    const int count = ++m_counts[event];
    m_last = {event, count};
    for (const core::ActionSpec &each : m_actions) {
        if (each.on != event || count < each.nth || count - each.nth >= each.times)
            continue;
        const core::ActionSpec action = withMessage(each, message);
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
