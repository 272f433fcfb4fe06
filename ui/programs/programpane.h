// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/drawingview.h"
#include "ui/programs/screenlayout.h"

class QLabel;
class QPushButton;
class QScrollArea;

namespace ui {

class TextLine;

/// What a pane shows; the messages stay where they are until the next one is set.
struct PaneState
{
    core::ProgramKind kind = core::ProgramKind::Chat;
    const std::vector<core::ProgramMessage> *messages = nullptr;
    std::size_t count = 0;
    std::optional<std::size_t> selected;
    int player = 1;
    core::ConnectionState state = core::ConnectionState::Connecting;
    bool canSend = false;
    bool canStart = true; // a run in which it can
};

/// The screen of a client's program, drawn.
class ProgramView : public DrawingView
{
    Q_OBJECT

public:
    void setNarrator(const Narrator &narrator);
    void setState(const PaneState &state);
    /// Of what is seen of it, in pixels.
    void setRoom(QSize room);
    /// The message that a target stands for.
    std::size_t messageOf(int target) const { return m_screen.messages[static_cast<std::size_t>(target)]; }

    TargetText textOf(const Target &target) const override;
    bool isSelected(const Target &target) const override;

protected:
    void layOut() override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    std::optional<std::size_t> messageOf(const Target &target) const;

    PaneState m_state;
    std::optional<Narrator> m_narrator;
    QSize m_room;
    Screen m_screen;
};

/// One client's program: who it is, its screen, and for a chat the line that it sends from. It asks; the page
/// sends.
class ProgramPane : public QWidget
{
    Q_OBJECT

public:
    explicit ProgramPane(QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator);
    void setTheme(const Theme &theme);
    void setState(const PaneState &state);

    ProgramView &view() { return *m_view; }
    TextLine &line() { return *m_line; }
    QPushButton &send() { return *m_send; }

signals:
    void sendRequested(const QString &text);
    /// An arrow key on the screen.
    void moveRequested(int direction, bool byRow);
    void messageActivated(std::size_t message);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void follow();
    void sendLine();
    void retranslate();
    void showNote();

    PaneState m_state;
    bool m_isAtSelected = false;
    std::optional<Narrator> m_narrator;
    QLabel *m_name;
    QLabel *m_note; // what the keys do
    ProgramView *m_view;
    QScrollArea *m_scroll;
    TextLine *m_line;
    QPushButton *m_send;
};

} // namespace ui
