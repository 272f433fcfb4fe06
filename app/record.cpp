// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/record.h"

#include "core/live/lab.h"

#include <QEventLoop>
#include <QTimer>

namespace app {

RunResult runScenario(const core::Scenario &scenario, const core::RunOptions &options, const RunSink &sink)
{
    RunResult result{std::make_unique<core::Recording>(), {}};
    result.recording->scenario = scenario.id;
    result.recording->seed = options.seed.value_or(0);
    live::Lab lab;
    QEventLoop loop;
    QObject::connect(&lab, &core::LabControl::connectionAdded, &loop, [&](const core::ConnectionInfo &info) {
        result.recording->addConnection(info);
        sink.connection(info);
    });
    QObject::connect(&lab, &core::LabControl::recordsArrived, &loop,
                     [&](const QVector<core::WireRecord> &records) {
                         for (const core::WireRecord &record : records)
                             if (result.recording->append(record))
                                 sink.record(record);
                     });
    QObject::connect(&lab, &core::LabControl::clientAwaited, &loop,
                     [&sink](quint16, const QString &url) { sink.awaited(url); });
    bool over = false; // a run may end before the loop has begun
    QObject::connect(&lab, &core::LabControl::finished, &loop, [&](const core::RunEnd &end) {
        result.end = end;
        over = true;
        loop.quit();
    });
    if (sink.limitMs > 0)
        QTimer::singleShot(sink.limitMs, &loop, [&lab] { lab.stop(); });
    lab.run(scenario, options);
    if (!over)
        loop.exec();
    return result;
}

} // namespace app
