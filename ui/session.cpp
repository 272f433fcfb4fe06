// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session.h"

namespace ui {

Session::Session(QObject *parent)
    : QObject(parent)
    , m_recording(std::make_unique<core::Recording>())
{}

void Session::clear()
{
    m_delivered.reset();
    m_conversation.reset();
    m_isFinished = false;
    m_recording = std::make_unique<core::Recording>();
    setHeld({});
    emit cleared();
}

void Session::setRecording(std::unique_ptr<core::Recording> recording)
{
    m_delivered.reset();
    m_conversation.reset();
    m_recording = std::move(recording);
    emit cleared();
    if (!m_recording->connections().empty())
        m_conversation =
            std::make_unique<core::Conversation>(*m_recording, m_recording->connections().front().id);
    finish();
}

void Session::addConnection(const core::ConnectionInfo &info)
{
    m_recording->addConnection(info);
    if (!m_conversation)
        m_conversation = std::make_unique<core::Conversation>(*m_recording, info.id);
    emit grown();
}

void Session::append(const QVector<core::WireRecord> &records)
{
    for (const core::WireRecord &record : records)
        if (!m_recording->append(record))
            qWarning("a record did not fit the recording and was left out");
    if (m_conversation)
        m_conversation->update();
    emit grown();
}

void Session::setHeld(const QVector<core::HeldUnit> &held)
{
    m_held = held;
    emit heldChanged();
}

const core::Conversation *Session::delivered() const
{
    if (!m_conversation)
        return nullptr;
    if (!m_delivered)
        m_delivered = std::make_unique<core::Conversation>(*m_recording, m_conversation->connection().id,
                                                           core::Leg::Delivered);
    m_delivered->update();
    if (m_isFinished)
        m_delivered->finish();
    return m_delivered.get();
}

void Session::finish()
{
    m_isFinished = true;
    if (m_conversation)
        m_conversation->finish();
    emit grown();
}

} // namespace ui
