// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/labcontrol.h"
#include "ui/draw/theme.h"
#include "ui/session.h"
#include "ui/text/steptext.h"

#include <QWidget>

class QLabel;
class QMenu;
class QPushButton;

namespace ui {

/// The bar of the wire: holding and letting go, breakpoints, the path, cutting.
class WireBar : public QWidget
{
    Q_OBJECT

public:
    WireBar(const Session &session, core::LabControl &lab, QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator);
    void setTheme(const Theme &theme);
    bool isHolding() const;

public slots:
    /// Off lets all go that waits.
    void setHolding(bool on);
    void toggleHolding() { setHolding(!isHolding()); }
    /// Lets the unit go that has waited longest.
    void passOne();
    void passAll();
    void editBreakpoints();
    void editPath();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void refresh();
    void cut(const char *how);

    const Session &m_session;
    core::LabControl &m_lab;
    std::optional<Narrator> m_narrator;
    core::HoldSettings m_hold;
    core::PathConditions m_path[2];
    Theme m_theme;
    QPushButton *m_holdButton;
    QPushButton *m_one;
    QPushButton *m_all;
    QPushButton *m_breakpoints;
    QPushButton *m_pathButton;
    QPushButton *m_cutButton;
    QMenu *m_cutMenu;
    QLabel *m_state;
};

} // namespace ui
