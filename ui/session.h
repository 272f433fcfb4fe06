// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/labcontrol.h"
#include "core/record/conversations.h"

#include <QObject>

#include <memory>

namespace ui {

/// The recording that a window shows, and what is read from it. Grows while a scenario runs.
class Session : public QObject
{
    Q_OBJECT

public:
    explicit Session(QObject *parent = nullptr);

    /// Forgets what was; a run or a file follows.
    void clear();
    void setRecording(std::unique_ptr<core::Recording> recording);
    /// A recording that somebody still adds to; update() takes in what it has gained, finish() ends it.
    void beginReading(std::unique_ptr<core::Recording> recording);
    void update();

    void addConnection(const core::ConnectionInfo &info);
    void append(const QVector<core::WireRecord> &records);
    void finish();
    void setHeld(const QVector<core::HeldUnit> &held);

    const core::Recording &recording() const { return *m_recording; }
    /// All connections; their turns in one order.
    const core::Conversations &conversations() const { return *m_conversations; }
    /// The connection shown: the first one until another is. Nothing before a connection is there.
    const core::Conversation *conversation() const
    {
        return m_conversations->empty() ? nullptr : &(*m_conversations)[m_shown];
    }
    std::size_t shown() const { return m_shown; }
    /// By its place among conversations(). The selection does this.
    void show(std::size_t conversation) { m_shown = conversation; }
    bool hasSeveral() const { return m_conversations->size() > 1; }
    /// The same as it was delivered; read when it is asked for.
    const core::Conversation *delivered() const;
    /// What waits on the wire now, of all connections.
    const QVector<core::HeldUnit> &held() const { return m_held; }
    bool isEmpty() const { return m_conversations->stepCount() == 0; }

signals:
    void aboutToClear(); // what was shown is there for the last time
    void cleared();
    void heldChanged();
    void grown(); // more units, more steps; those before are as they were

private:
    void take(std::unique_ptr<core::Recording> recording);

    std::unique_ptr<core::Recording> m_recording;
    std::unique_ptr<core::Conversations> m_conversations;
    std::size_t m_shown = 0;
    mutable std::unique_ptr<core::Conversation> m_delivered; // of the connection shown
    bool m_isFinished = false;
    QVector<core::HeldUnit> m_held;
};

} // namespace ui
