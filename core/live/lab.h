// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/run.h"

#include <QThread>

namespace live {

/// Runs scenarios with real sockets on loopback. Wire and endpoints live on one thread of the lab's own; the
/// signals come on the thread that the lab lives on. Destroying it in mid-run ends the run, without
/// finished().
class Lab : public core::LabControl
{
    Q_OBJECT

public:
    static constexpr int usualLimitMs = 20'000;

    explicit Lab(int limitMs = usualLimitMs, QObject *parent = nullptr);
    ~Lab() override;

    void run(const core::Scenario &scenario, const core::RunOptions &options) override;
    void stop() override;
    void act(quint16 connection, const core::ActionSpec &action) override;
    void setHold(const core::HoldSettings &settings) override;
    void setPath(core::Direction direction, const core::PathConditions &conditions) override;
    void setDelivery(quint64 held, const core::Delivery &delivery) override;
    void swapWithNext(quint64 held) override;
    void letGo(quint64 held) override;
    void letAllGo() override;

    bool isRunning() const { return m_run != nullptr; }

private:
    template<typename Deed>
    void inRun(Deed deed);
    void runFinished(const core::RunEnd &end);

    int m_limitMs;
    WireSettings m_wire;
    QThread m_thread;
    Run *m_run = nullptr; // lives on m_thread
};

} // namespace live
