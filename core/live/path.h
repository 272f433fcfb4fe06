// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/hold.h"
#include "core/lab/seed.h"
#include "core/live/passage.h"

#include <QElapsedTimer>
#include <QTimer>

#include <deque>
#include <functional>

namespace live {

/// The way of one direction behind the gate: when its bytes are written, and in writes of what size.
class Path : public QObject
{
    Q_OBJECT

public:
    /// Between two writes that the reader is to tell apart: it has time to read. Nothing promises that it
    /// does.
    static constexpr int partGapMs = 1;

    Path(core::RandomStream jitter, std::function<void(Passage)> write, QObject *parent = nullptr);

    /// What waits already keeps its time. Falling silent loses it.
    void setConditions(const core::PathConditions &conditions);
    void take(Passage passage);
    quint64 waitingBytes() const { return m_waitingBytes; }

private:
    struct Timed
    {
        Passage passage;
        qint64 dueNs = 0;
        bool isMerging = false; // more may still join
    };

    bool joins(const Passage &passage);
    qint64 carryingNs(const Passage &passage) const;
    void queue(Passage passage, qint64 dueNs, bool isMerging);
    void write();
    void setTimer();

    core::RandomStream m_jitter;
    std::function<void(Passage)> m_write;
    core::PathConditions m_conditions;
    QElapsedTimer m_clock;
    QTimer m_timer;
    std::deque<Timed> m_queue;
    quint64 m_waitingBytes = 0;
    qint64 m_freeNs = 0; // when the line has carried all before
};

} // namespace live
