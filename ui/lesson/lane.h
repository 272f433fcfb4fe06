// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/labcontrol.h"
#include "core/lesson/lesson.h"
#include "core/lesson/lessonvalues.h"
#include "ui/session.h"

#include <functional>

namespace ui {

using LabMaker = std::function<std::unique_ptr<core::LabControl>()>;

/// What was counted on the wire in one way to do a task. Bytes are those of the applications, not of TCP.
struct WayCount
{
    quint64 up = 0; // bytes that the client sent
    quint64 down = 0;
    quint64 connections = 0;
    quint64 requests = 0;
    QString delayMs; // mean; empty where none is measured

    quint64 bytes() const { return up + down; }
    bool operator==(const WayCount &) const = default;
};

/// One way of a comparison as it is really run: a lab and a recording of its own, beside the window's.
class Lane : public QObject
{
    Q_OBJECT

public:
    Lane(std::unique_ptr<core::LabControl> lab, core::LessonWay way, core::LessonNumbers numbers);

    void run(const core::Scenario &scenario);
    bool isRunning() const { return m_isRunning; }
    const core::RunEnd &end() const { return m_end; }
    WayCount count() const;

signals:
    void changed();

private:
    Session m_session;
    core::LessonWay m_way;
    core::LessonNumbers m_numbers;
    bool m_isRunning = false;
    core::RunEnd m_end;
    std::unique_ptr<core::LabControl> m_lab; // first to go
};

} // namespace ui
