// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/lab.h"

#include <utility>

namespace live {

Lab::Lab(int limitMs, QObject *parent)
    : LabControl(parent)
    , m_limitMs(limitMs)
{
    m_thread.setObjectName(QStringLiteral("wire"));
    m_thread.start();
}

Lab::~Lab()
{
    // While its thread still turns: sockets leave objects behind for the event loop to delete.
    if (m_run != nullptr)
        QMetaObject::invokeMethod(
            m_run, [this] { delete m_run; }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void Lab::run(const core::Scenario &scenario, const core::RunOptions &options)
{
    Q_ASSERT(!isRunning());
    if (isRunning())
        return;
    m_run = new Run(scenario, options, m_wire, m_limitMs);
    m_run->moveToThread(&m_thread);
    connect(m_run, &Run::certificateMade, this, &Lab::certificateMade);
    connect(m_run, &Run::connectionAdded, this, &Lab::connectionAdded);
    connect(m_run, &Run::recordsArrived, this, &Lab::recordsArrived);
    connect(m_run, &Run::heldChanged, this, &Lab::heldChanged);
    connect(m_run, &Run::acted, this, &Lab::acted);
    connect(m_run, &Run::clientAwaited, this, &Lab::clientAwaited);
    connect(m_run, &Run::problemArose, this, &Lab::problemArose);
    connect(m_run, &Run::finished, this, &Lab::runFinished);
    QMetaObject::invokeMethod(m_run, &Run::start, Qt::QueuedConnection);
}

void Lab::stop()
{
    if (m_run != nullptr)
        QMetaObject::invokeMethod(m_run, &Run::stop, Qt::QueuedConnection);
}

/// Has the run do something on its own thread.
template<typename Deed>
void Lab::inRun(Deed deed)
{
    if (m_run != nullptr)
        QMetaObject::invokeMethod(
            m_run, [run = m_run, deed] { deed(*run); }, Qt::QueuedConnection);
}

void Lab::act(quint16 connection, const core::ActionSpec &action)
{
    inRun([connection, action](Run &run) { run.act(connection, action); });
}

void Lab::setHold(const core::HoldSettings &settings)
{
    m_wire.hold = settings;
    inRun([settings](Run &run) { run.setHold(settings); });
}

void Lab::setPath(core::Direction direction, const core::PathConditions &conditions)
{
    m_wire.path[direction == core::Direction::Server ? 1 : 0] = conditions;
    inRun([direction, conditions](Run &run) { run.setPath(direction, conditions); });
}

void Lab::setDelivery(quint64 held, const core::Delivery &delivery)
{
    inRun([held, delivery](Run &run) { run.setDelivery(held, delivery); });
}

void Lab::swapWithNext(quint64 held)
{
    inRun([held](Run &run) { run.swapWithNext(held); });
}

void Lab::letGo(quint64 held)
{
    inRun([held](Run &run) { run.letGo(held); });
}

void Lab::letAllGo()
{
    inRun([](Run &run) { run.letAllGo(); });
}

void Lab::runFinished(const core::RunEnd &end)
{
    std::exchange(m_run, nullptr)->deleteLater();
    emit finished(end);
}

} // namespace live
