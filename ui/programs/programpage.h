// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/labcontrol.h"
#include "ui/programs/programpane.h"
#include "ui/selection.h"
#include "ui/views/dockpage.h"

#include <array>

class QLabel;
class QPushButton;

namespace ui {

/// The clients' own programs, side by side: a chat, a game or prices. Each pane is drawn from what the
/// recording says that its client has sent and was given; what is done by hand goes out through the lab, as a
/// frame of that client.
class ProgramPage : public DockPage
{
    Q_OBJECT

public:
    static constexpr std::size_t panes = 3;

    enum class Run : quint8 {
        None,
        Scripted, // a scenario does what it says
        ByHand,   // its opening is over or will be; then whoever sits here goes on
    };

    ProgramPage(const Session &session, Selection &selection, core::LabControl &lab,
                QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator) override;
    void setTheme(const Theme &theme) override;
    void setRun(Run run);
    /// Whether a run can be started from here; else there is nothing but the screens.
    void setStartable(bool startable);

    core::ProgramKind kind() const { return m_kind; }
    QPushButton &kindButton(core::ProgramKind kind) { return *m_kinds[static_cast<std::size_t>(kind)]; }
    QPushButton &start() { return *m_start; }
    ProgramPane &pane(std::size_t at) { return *m_panes[at]; }

signals:
    /// To be run by hand.
    void startRequested(const QString &scenario);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void begin();
    void refresh();
    void refreshWords();
    void showSent();
    void press();
    void send(std::size_t pane, const QString &text);
    void move(std::size_t pane, int direction, bool byRow);
    void choose(std::size_t pane, std::size_t message);
    std::optional<std::size_t> selectedMessage(std::size_t pane) const;
    std::size_t countAt(const core::ProgramLog::Client &client) const;

    const Session &m_session;
    Selection &m_selection;
    core::LabControl &m_lab;
    std::optional<core::ProgramLog> m_log;
    std::optional<Narrator> m_narrator;
    core::ProgramKind m_kind = core::ProgramKind::Chat;
    bool m_isKindChosen = false;             // else what the messages look like
    std::optional<core::ProgramKind> m_next; // of the run that was asked for
    Run m_run = Run::None;
    bool m_isAtEnd = true; // of what there is; else at the step selected
    bool m_isStartable = true;
    std::map<std::size_t, core::Move> m_moved;                 // by pane: the move that was made last by hand
    std::optional<std::pair<std::size_t, std::size_t>> m_sent; // by hand, not seen yet: pane, messages then
    std::array<QPushButton *, panes> m_kinds{};
    QWidget *m_head;
    QPushButton *m_start;
    QLabel *m_place;
    QLabel *m_nothing;
    std::array<ProgramPane *, panes> m_panes{};
};

} // namespace ui
