// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/lane.h"

#include "core/lesson/runvalues.h"

namespace ui {

Lane::Lane(std::unique_ptr<core::LabControl> lab, core::LessonWay way, core::LessonNumbers numbers)
    : m_way(std::move(way))
    , m_numbers(std::move(numbers))
    , m_lab(std::move(lab))
{
    connect(m_lab.get(), &core::LabControl::connectionAdded, this,
            [this](const core::ConnectionInfo &info) { m_session.addConnection(info); });
    connect(m_lab.get(), &core::LabControl::recordsArrived, this,
            [this](const QVector<core::WireRecord> &records) {
                m_session.append(records);
                emit changed();
            });
    connect(m_lab.get(), &core::LabControl::finished, this, [this](const core::RunEnd &end) {
        m_session.finish();
        m_isRunning = false;
        m_end = end;
        emit changed();
    });
}

void Lane::run(const core::Scenario &scenario)
{
    m_isRunning = true;
    m_lab->run(scenario, {});
}

WayCount Lane::count() const
{
    const core::Conversations &recorded = m_session.conversations();
    const auto counted = [&](const char *function, const char *name, const char *value) {
        QString error;
        const core::LessonValue asked{
            QLatin1StringView(function), {{QLatin1StringView(name), QLatin1StringView(value)}}, {}};
        return core::evaluate(asked, m_numbers, recorded, &error).value_or(QString()).toULongLong();
    };
    WayCount count{counted("run-bytes", "who", "client"),
                   counted("run-bytes", "who", "server"),
                   recorded.size(),
                   counted("run-count", "what", "request"),
                   {}};
    if (m_way.delay) {
        QString error;
        count.delayMs = core::evaluate(*m_way.delay, m_numbers, recorded, &error).value_or(QString());
    }
    return count;
}

} // namespace ui
