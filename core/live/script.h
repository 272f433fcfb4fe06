// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/scenario.h"

#include <QObject>

#include <deque>
#include <functional>
#include <map>

namespace live {

/// The actions of a scenario on one connection: counts events, and has each action done once, when its event
/// has happened for the nth time. What an action brings about waits until the actions before it are done.
class Script
{
public:
    using Perform = std::function<void(const core::ActionSpec &)>;

    Script(std::vector<core::ActionSpec> actions, Perform perform);

    /// `message`: what a text or binary event brought, for what passes it on.
    void happened(const QString &event, const QByteArray &message = {});
    /// The event that came last, and how many times it has come by now.
    std::pair<QString, int> last() const { return m_last; }

private:
    void perform();

    std::vector<core::ActionSpec> m_actions;
    Perform m_perform;
    std::map<QString, int> m_counts;
    std::pair<QString, int> m_last{QStringLiteral("start"), 1};
    QObject m_later; // what is still to be done goes with it
    std::deque<core::ActionSpec> m_due;
    bool m_performing = false;
};

} // namespace live
