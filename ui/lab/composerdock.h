// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/labcontrol.h"
#include "ui/draw/theme.h"
#include "ui/session.h"
#include "ui/text/steptext.h"

#include <QDockWidget>

namespace ui {

class Composer;

/// The composer at the bottom of the window, joined to the lab: what it makes is sent on the connection
/// shown.
class ComposerDock : public QDockWidget
{
    Q_OBJECT

public:
    ComposerDock(const Session &session, core::LabControl &lab, QWidget *parent = nullptr);

    /// Made when it is first wanted: it holds more widgets than all the rest of the window.
    Composer &composer();
    void setTheme(const Theme &theme);
    void setNarrator(const Narrator &narrator);
    /// The run that begins, or none.
    void setRun(const core::Scenario *scenario);
    void setVisible(bool visible) override;

signals:
    /// What was sent by hand, as a scenario of its own.
    void saveRequested(const core::Scenario &scenario);

protected:
    void changeEvent(QEvent *event) override;

private:
    void save(const std::vector<core::ActionSpec> &actions);
    void refreshRun();
    void refreshDeflate();
    void retranslate();

    struct Deed
    {
        quint16 connection;
        core::ActionSpec action;
        bool done;
    };

    const Session &m_session;
    core::LabControl &m_lab;
    Composer *m_composer = nullptr;
    std::optional<Narrator> m_narrator;
    Theme m_theme;
    core::Scenario m_scenario; // that runs, or ran last
    bool m_isRunning = false;
    std::vector<Deed> m_done; // while there was no composer to list it
};

} // namespace ui
