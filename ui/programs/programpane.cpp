// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/programs/programpane.h"

#include "ui/lab/textline.h"
#include "ui/pagekeys.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <tuple>

namespace ui {

using core::ProgramKind;

void ProgramView::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    layOut();
}

void ProgramView::setState(const PaneState &state)
{
    m_state = state;
    layOut();
}

void ProgramView::setRoom(QSize room)
{
    m_room = room;
    layOut();
}

void ProgramView::layOut()
{
    if (!m_narrator || m_state.messages == nullptr || m_room.isEmpty()) {
        m_screen = {};
        setDrawing({});
        return;
    }
    const Metrics metrics(theme());
    m_screen =
        layoutScreen({m_state.kind, *m_state.messages, m_state.count, m_state.selected, m_state.player,
                      hasFocus() && m_state.canSend, *m_narrator, metrics, QSizeF(m_room) / theme().zoom()});
    setDrawing(m_screen.drawing);
}

void ProgramView::focusInEvent(QFocusEvent *event)
{
    DrawingView::focusInEvent(event);
    layOut();
}

void ProgramView::focusOutEvent(QFocusEvent *event)
{
    DrawingView::focusOutEvent(event);
    layOut();
}

std::optional<std::size_t> ProgramView::messageOf(const Target &target) const
{
    for (std::size_t i = 0; i < m_screen.messages.size(); ++i)
        if (&drawing().targets[i] == &target)
            return m_screen.messages[i];
    return std::nullopt;
}

TargetText ProgramView::textOf(const Target &target) const
{
    const auto message = messageOf(target);
    if (!message || !m_narrator)
        return {};
    return {messageText((*m_state.messages)[*message], m_state.kind, *m_narrator), {}, {}};
}

bool ProgramView::isSelected(const Target &target) const
{
    const auto message = messageOf(target);
    return message && message == m_state.selected;
}

ProgramPane::ProgramPane(QWidget *parent)
    : QWidget(parent)
    , m_name(new QLabel(this))
    , m_note(new QLabel(this))
    , m_view(new ProgramView)
    , m_scroll(new QScrollArea(this))
    , m_line(new TextLine(this))
    , m_send(new QPushButton(this))
{
    setObjectName(QStringLiteral("programPane"));
    setAttribute(Qt::WA_StyledBackground);
    m_scroll->setWidget(m_view);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setMinimumHeight(40);
    m_scroll->viewport()->installEventFilter(this);
    m_send->setObjectName(QStringLiteral("primary"));
    m_send->setFocusPolicy(Qt::StrongFocus);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setMinimumWidth(1);
    m_note->setMinimumWidth(1);
    auto *const rows = new QVBoxLayout(this);
    rows->setContentsMargins(1, 1, 1, 1);
    rows->setSpacing(0);
    auto *const head = new QHBoxLayout;
    head->setContentsMargins(10, 4, 10, 3);
    head->addWidget(m_name, 1);
    head->addWidget(m_note);
    rows->addLayout(head);
    rows->addWidget(m_scroll, 1);
    auto *const foot = new QHBoxLayout;
    foot->setContentsMargins(6, 4, 6, 6);
    foot->setSpacing(6);
    foot->addWidget(m_line, 1);
    foot->addWidget(m_send);
    rows->addLayout(foot);
    connect(m_line, &TextLine::sendRequested, this, &ProgramPane::sendLine);
    connect(m_send, &QPushButton::clicked, this, [this] {
        // What an input method is composing belongs to the message.
        m_line->finishComposing();
        sendLine();
    });
    connect(m_view, &DrawingView::moveRequested, this, &ProgramPane::moveRequested);
    connect(m_view, &DrawingView::targetActivated, this, [this](int target) {
        m_view->setFocus();
        emit messageActivated(m_view->messageOf(target));
    });
    connect(m_scroll->verticalScrollBar(), &QScrollBar::rangeChanged, this, &ProgramPane::follow);
}

/// A chat stays at its end, or at the message that was selected since the last one came.
void ProgramPane::follow()
{
    if (m_state.kind != ProgramKind::Chat)
        return;
    m_scroll->verticalScrollBar()->setValue(m_scroll->verticalScrollBar()->maximum());
    for (const Target &target : m_view->drawing().targets)
        if (m_isAtSelected && m_view->isSelected(target)) {
            const QRect rect = m_view->onWidget(target.rect).toAlignedRect();
            m_scroll->ensureVisible(rect.center().x(), rect.center().y(), 0, rect.height() / 2 + 8);
        }
}

void ProgramPane::sendLine()
{
    if (!m_state.canSend || m_line->text().isEmpty())
        return;
    const QString text = m_line->text();
    m_line->remember(text);
    m_line->clear();
    m_line->setFocus();
    emit sendRequested(text);
}

void ProgramPane::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    m_view->setNarrator(narrator);
    retranslate();
}

void ProgramPane::setTheme(const Theme &theme)
{
    setStyleSheet(QStringLiteral("#programPane { background: %1; border: 1px solid %2; border-radius: 8px; }")
                      .arg(theme.panel().name(), theme.ink(Ink::Boundary).name()));
    m_name->setFont(theme.zoomedFont(FontRole::SmallBold));
    m_note->setFont(theme.zoomedFont(FontRole::Small));
    m_note->setStyleSheet(QStringLiteral("color: %1;").arg(theme.ink(Ink::Secondary).name()));
    m_view->setTheme(theme);
    showNote();
}

void ProgramPane::setState(const PaneState &state)
{
    const bool isOther =
        std::tie(state.kind, state.player, state.state, state.canSend, state.canStart) !=
        std::tie(m_state.kind, m_state.player, m_state.state, m_state.canSend, m_state.canStart);
    if (state.selected != m_state.selected)
        m_isAtSelected = true;
    else if (state.count > m_state.count)
        m_isAtSelected = false;
    m_state = state;
    m_view->setState(state);
    follow();
    if (isOther)
        retranslate();
}

void ProgramPane::retranslate()
{
    if (!m_narrator)
        return;
    const TextValues values{{QStringLiteral("number"), QString::number(m_state.player)},
                            {QStringLiteral("state"), m_narrator->stateLabel(m_state.state)}};
    m_name->setText(m_narrator->phrase("programs.client", values));
    m_view->setAccessibleName(m_narrator->phrase("programs.screen", values));
    m_line->setAccessibleName(m_narrator->phrase("programs.line", values));
    m_send->setText(m_narrator->phrase("programs.send"));
    m_send->setAccessibleName(m_narrator->phrase("programs.sendfrom", values));
    const bool isChat = m_state.kind == ProgramKind::Chat;
    m_line->setVisible(isChat && m_state.canStart);
    m_send->setVisible(isChat && m_state.canStart);
    m_line->setEnabled(m_state.canSend);
    m_send->setEnabled(m_state.canSend);
    m_line->setPlaceholderText(m_narrator->phrase(m_state.canSend ? "programs.write" : "programs.idle"));
    m_note->setText(m_narrator->phrase(m_state.canSend ? "programs.keys" : "programs.idle", values));
    showNote();
    m_view->setAccessibleDescription(m_state.kind == ProgramKind::Game && m_state.canStart ? m_note->text()
                                                                                           : QString());
}

/// Where there is room for it: zoomed texts make no window wider.
void ProgramPane::showNote()
{
    constexpr int gaps = 40;
    const int needed = m_name->sizeHint().width() + m_note->sizeHint().width() + gaps;
    m_note->setVisible(m_state.kind == ProgramKind::Game && m_state.canStart && needed <= width());
}

void ProgramPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showNote();
}

bool ProgramPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_scroll->viewport() && event->type() == QEvent::Resize)
        m_view->setRoom(m_scroll->viewport()->size());
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
