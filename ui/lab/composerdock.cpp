// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/composerdock.h"

#include "ui/lab/composer.h"

#include <QEvent>

#include <utility>

namespace ui {

ComposerDock::ComposerDock(const Session &session, core::LabControl &lab, QWidget *parent)
    : QDockWidget(parent)
    , m_session(session)
    , m_lab(lab)
{
    setObjectName(QStringLiteral("composerDock"));
    setAllowedAreas(Qt::BottomDockWidgetArea | Qt::TopDockWidgetArea);
    connect(&lab, &core::LabControl::acted, this,
            [this](quint16 connection, const core::ActionSpec &action, bool done) {
                if (m_composer != nullptr)
                    m_composer->noteActed(connection, action, done);
                else
                    m_done.push_back({connection, action, done});
            });
    connect(&session, &Session::grown, this, &ComposerDock::refreshDeflate);
    retranslate();
}

Composer &ComposerDock::composer()
{
    if (m_composer != nullptr)
        return *m_composer;
    m_composer = new Composer(this);
    setWidget(m_composer);
    m_composer->setTheme(m_theme);
    if (m_narrator)
        m_composer->setNarrator(*m_narrator);
    connect(m_composer, &Composer::actRequested, &m_lab, [this](const core::ActionSpec &action) {
        if (m_session.conversation() != nullptr)
            m_lab.act(m_session.conversation()->connection().id, action);
    });
    connect(m_composer, &Composer::saveRequested, this, &ComposerDock::save);
    refreshRun();
    refreshDeflate();
    for (const Deed &each : std::exchange(m_done, {}))
        m_composer->noteActed(each.connection, each.action, each.done);
    return *m_composer;
}

void ComposerDock::setVisible(bool visible)
{
    if (visible)
        composer();
    QDockWidget::setVisible(visible);
}

void ComposerDock::setTheme(const Theme &theme)
{
    m_theme = theme;
    if (m_composer != nullptr)
        m_composer->setTheme(theme);
}

void ComposerDock::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    if (m_composer != nullptr)
        m_composer->setNarrator(narrator);
}

void ComposerDock::setRun(const core::Scenario *scenario)
{
    m_isRunning = scenario != nullptr;
    if (scenario != nullptr && !scenario->connections.empty())
        m_scenario = *scenario;
    refreshRun();
}

void ComposerDock::refreshRun()
{
    if (m_composer == nullptr)
        return;
    m_composer->setRunning(m_isRunning);
    if (!m_scenario.connections.empty())
        m_composer->setKinds(m_scenario.connections.front().client.kind,
                             m_scenario.connections.front().server.kind);
}

void ComposerDock::refreshDeflate()
{
    const core::Conversation *const conversation = m_session.conversation();
    if (m_composer != nullptr)
        m_composer->setDeflateAgreed(conversation != nullptr && conversation->deflate().has_value());
}

// What the scenario did by itself it does again; what was sent by hand follows the events that it followed.
void ComposerDock::save(const std::vector<core::ActionSpec> &actions)
{
    core::Scenario scenario = m_scenario;
    scenario.id += QStringLiteral("-mine");
    scenario.actions.insert(scenario.actions.end(), actions.begin(), actions.end());
    scenario.expect.clear();
    scenario.experiment.reset();
    emit saveRequested(scenario);
}

void ComposerDock::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDockWidget::changeEvent(event);
}

void ComposerDock::retranslate() { setWindowTitle(tr("Compose")); }

} // namespace ui
