// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/expectation.h"
#include "core/live/lab.h"
#include "core/record/messages.h"
#include "tcpevents.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

/// A scenario run to its end, with what became of it.
struct LabRun
{
    core::Recording recording;
    std::optional<core::RunEnd> end;
    int batches = 0;
    bool everyRecordFits = true;

    const core::BlockVector<core::Entry> &entries() const { return recording.entries(); }

    QByteArray sent(core::Direction direction) const
    {
        return recording.bytes(1, direction, core::Leg::Sent, 0,
                               recording.streamLength(1, direction, core::Leg::Sent));
    }
    QByteArray delivered(core::Direction direction) const
    {
        const quint64 length = recording.streamLength(1, direction, core::Leg::Delivered);
        return recording.bytes(1, direction, core::Leg::Delivered, 0, length);
    }
};

inline core::Scenario scenarioOf(const QByteArray &json)
{
    QString error;
    const auto scenario = core::readScenario(json, &error);
    if (!scenario)
        qFatal("not a scenario: %s", qPrintable(error));
    return *scenario;
}

inline core::Scenario readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return scenarioOf(file.readAll());
}

/// Collects what the lab tells into `run`, as long as `run` and `context` live.
inline void collect(live::Lab &lab, LabRun &run, QObject *context = nullptr)
{
    if (context == nullptr)
        context = &lab;
    QObject::connect(&lab, &core::LabControl::connectionAdded, context,
                     [&run](const core::ConnectionInfo &info) { run.recording.addConnection(info); });
    QObject::connect(&lab, &core::LabControl::recordsArrived, context,
                     [&run](const QVector<core::WireRecord> &records) {
                         ++run.batches;
                         for (const core::WireRecord &record : records)
                             run.everyRecordFits = run.recording.append(record) && run.everyRecordFits;
                     });
    QObject::connect(&lab, &core::LabControl::finished, context,
                     [&run](const core::RunEnd &end) { run.end = end; });
}

inline void waitForEnd(live::Lab &lab, const LabRun &run)
{
    if (!run.end)
        QSignalSpy(&lab, &core::LabControl::finished).wait(30'000);
}

inline LabRun runToEnd(const core::Scenario &scenario, const core::RunOptions &options = {},
                       int limitMs = 20'000)
{
    LabRun run;
    live::Lab lab(limitMs);
    collect(lab, run);
    lab.run(scenario, options);
    waitForEnd(lab, run);
    return run;
}
