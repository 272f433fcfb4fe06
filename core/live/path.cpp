// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/path.h"

#include <algorithm>
#include <utility>

namespace live {

namespace {

constexpr qint64 nsPerMs = 1'000'000;

/// The first `size` bytes of `passage`, taken off its front; what else it has stays with the first part.
Passage takeFront(Passage &passage, qsizetype size)
{
    Passage front;
    front.bytes = passage.bytes.first(size);
    front.edits = std::exchange(passage.edits, {});
    front.delayMs = std::exchange(passage.delayMs, 0);
    front.isPart = std::exchange(passage.isPart, true);
    passage.bytes.remove(0, size);
    for (auto left = static_cast<quint64>(size); left > 0;) {
        Passage::Segment &segment = passage.segments.front();
        const quint64 length = std::min(segment.length, left);
        front.segments.push_back({length, segment.sentOffset});
        segment.length -= length;
        if (segment.sentOffset != core::Entry::ownBytes)
            segment.sentOffset += length;
        if (segment.length == 0)
            passage.segments.erase(passage.segments.begin());
        left -= length;
    }
    return front;
}

} // namespace

Path::Path(core::RandomStream jitter, std::function<void(Passage)> write, QObject *parent)
    : QObject(parent)
    , m_jitter(jitter)
    , m_write(std::move(write))
    , m_timer(this)
{
    m_clock.start();
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Path::write);
}

void Path::setConditions(const core::PathConditions &conditions)
{
    m_conditions = conditions;
    if (conditions.silent) {
        m_queue.clear();
        m_waitingBytes = 0;
    }
    setTimer();
}

void Path::take(Passage passage)
{
    if (m_conditions.silent)
        return;
    const bool isPlain =
        m_queue.empty() && passage.delayMs == 0 && !passage.isPart && m_conditions == core::PathConditions{};
    if (isPlain) {
        m_write(std::move(passage));
        return;
    }
    if (joins(passage))
        return;
    qint64 due = m_clock.nsecsElapsed() + nsPerMs * (m_conditions.delayMs + qint64{passage.delayMs});
    if (m_conditions.jitterMs > 0)
        due += static_cast<qint64>(m_jitter.next32() % (static_cast<quint32>(m_conditions.jitterMs) + 1)) *
               nsPerMs;
    const bool isMerging = m_conditions.mergeMs > 0 && passage.end == Passage::End::None;
    if (isMerging)
        due += nsPerMs * m_conditions.mergeMs;
    const qsizetype chop = m_conditions.chop;
    while (chop > 0 && passage.bytes.size() > chop)
        queue(takeFront(passage, chop), due, false);
    queue(std::move(passage), due, isMerging && chop == 0);
    setTimer();
}

/// What comes while the last piece still waits to be merged goes with it.
bool Path::joins(const Passage &passage)
{
    if (m_queue.empty() || !m_queue.back().isMerging || passage.end != Passage::End::None || passage.isPart ||
        passage.delayMs > 0)
        return false;
    m_queue.back().passage.join(passage);
    m_waitingBytes += static_cast<quint64>(passage.bytes.size());
    m_freeNs += carryingNs(passage);
    m_queue.back().dueNs = std::max(m_queue.back().dueNs, m_freeNs);
    setTimer();
    return true;
}

/// How long the line takes for it.
qint64 Path::carryingNs(const Passage &passage) const
{
    const auto speed = static_cast<qint64>(m_conditions.bytesPerSecond);
    return speed == 0 ? 0 : passage.bytes.size() * qint64{1'000'000'000} / speed;
}

void Path::queue(Passage passage, qint64 dueNs, bool isMerging)
{
    dueNs = std::max(dueNs, m_freeNs + (passage.isPart ? nsPerMs * partGapMs : 0));
    m_freeNs = dueNs;
    m_freeNs += carryingNs(passage);
    m_waitingBytes += static_cast<quint64>(passage.bytes.size());
    m_queue.push_back({std::move(passage), m_freeNs, isMerging});
}

void Path::write()
{
    const qint64 now = m_clock.nsecsElapsed();
    while (!m_queue.empty() && !m_conditions.stall && m_queue.front().dueNs <= now) {
        Passage passage = std::move(m_queue.front().passage);
        m_queue.pop_front();
        m_waitingBytes -= static_cast<quint64>(passage.bytes.size());
        const bool isEnd = passage.end != Passage::End::None;
        m_write(std::move(passage));
        // The reader is given its turn between parts.
        if (!isEnd && !m_queue.empty() && m_queue.front().passage.isPart)
            break;
    }
    setTimer();
}

void Path::setTimer()
{
    if (m_queue.empty() || m_conditions.stall) {
        m_timer.stop();
        return;
    }
    const qint64 left = m_queue.front().dueNs - m_clock.nsecsElapsed();
    m_timer.start(static_cast<int>(std::max<qint64>(0, (left + nsPerMs - 1) / nsPerMs)));
}

} // namespace live
