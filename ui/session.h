// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/labcontrol.h"
#include "core/record/conversation.h"

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

    void addConnection(const core::ConnectionInfo &info);
    void append(const QVector<core::WireRecord> &records);
    void finish();
    void setHeld(const QVector<core::HeldUnit> &held);

    const core::Recording &recording() const { return *m_recording; }
    /// The connection shown: the first one. Nothing before a connection is there.
    const core::Conversation *conversation() const { return m_conversation.get(); }
    /// The same as it was delivered; read when it is asked for.
    const core::Conversation *delivered() const;
    /// What waits on the wire now, of all connections.
    const QVector<core::HeldUnit> &held() const { return m_held; }
    bool isEmpty() const { return !m_conversation || m_conversation->stepCount() == 0; }

signals:
    void cleared();
    void heldChanged();
    void grown(); // more units, more steps; those before are as they were

private:
    std::unique_ptr<core::Recording> m_recording;
    std::unique_ptr<core::Conversation> m_conversation;
    mutable std::unique_ptr<core::Conversation> m_delivered;
    bool m_isFinished = false;
    QVector<core::HeldUnit> m_held;
};

} // namespace ui
