// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/composerdock.h"

#include "ui/lab/composer.h"

#include <QEvent>

namespace ui {

ComposerDock::ComposerDock(const Session &session, core::LabControl &lab, QWidget *parent)
    : QDockWidget(parent)
    , m_session(session)
    , m_composer(new Composer(this))
{
    setObjectName(QStringLiteral("composerDock"));
    setWidget(m_composer);
    setAllowedAreas(Qt::BottomDockWidgetArea | Qt::TopDockWidgetArea);
    m_composer->setRunning(false);
    connect(m_composer, &Composer::actRequested, &lab, [&session, &lab](const core::ActionSpec &action) {
        if (session.conversation() != nullptr)
            lab.act(session.conversation()->connection().id, action);
    });
    connect(&lab, &core::LabControl::acted, m_composer, &Composer::noteActed);
    connect(m_composer, &Composer::saveRequested, this, &ComposerDock::save);
    connect(&session, &Session::grown, this, [this] {
        const core::Conversation *const conversation = m_session.conversation();
        m_composer->setDeflateAgreed(conversation != nullptr && conversation->deflate().has_value());
    });
    retranslate();
}

void ComposerDock::setTheme(const Theme &theme) { m_composer->setTheme(theme); }

void ComposerDock::setNarrator(const Narrator &narrator) { m_composer->setNarrator(narrator); }

void ComposerDock::setRun(const core::Scenario *scenario)
{
    m_composer->setRunning(scenario != nullptr);
    if (scenario == nullptr || scenario->connections.empty())
        return;
    m_scenario = *scenario;
    m_composer->setKinds(scenario->connections.front().client.kind,
                         scenario->connections.front().server.kind);
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
