// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session.h"

namespace ui {

Session::Session(QObject *parent)
    : QObject(parent)
{
    take(std::make_unique<core::Recording>());
}

void Session::take(std::unique_ptr<core::Recording> recording)
{
    emit aboutToClear();
    m_delivered.reset();
    m_conversations.reset();
    m_shown = 0;
    m_isFinished = false;
    m_recording = std::move(recording);
    m_conversations = std::make_unique<core::Conversations>(*m_recording);
}

void Session::clear()
{
    take(std::make_unique<core::Recording>());
    setHeld({});
    emit cleared();
}

void Session::setRecording(std::unique_ptr<core::Recording> recording)
{
    take(std::move(recording));
    emit cleared();
    finish();
}

void Session::beginReading(std::unique_ptr<core::Recording> recording)
{
    take(std::move(recording));
    emit cleared();
    update();
}

void Session::update()
{
    m_conversations->update();
    emit grown();
}

void Session::addConnection(const core::ConnectionInfo &info)
{
    m_recording->addConnection(info);
    update();
}

void Session::append(const QVector<core::WireRecord> &records)
{
    for (const core::WireRecord &record : records)
        if (!m_recording->append(record))
            qWarning("a record did not fit the recording and was left out");
    update();
}

void Session::setHeld(const QVector<core::HeldUnit> &held)
{
    m_held = held;
    emit heldChanged();
}

const core::Conversation *Session::delivered() const
{
    if (conversation() == nullptr)
        return nullptr;
    const quint16 id = conversation()->connection().id;
    if (!m_delivered || m_delivered->connection().id != id)
        m_delivered = std::make_unique<core::Conversation>(*m_recording, id, core::Leg::Delivered);
    m_delivered->update();
    if (m_isFinished)
        m_delivered->finish();
    return m_delivered.get();
}

void Session::finish()
{
    m_isFinished = true;
    m_conversations->finish();
    emit grown();
}

} // namespace ui
