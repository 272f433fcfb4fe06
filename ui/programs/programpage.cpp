// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/programs/programpage.h"

#include "ui/draw/icons.h"

#include <QButtonGroup>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui {

using core::ProgramKind;

namespace {

constexpr const char *scenarios[] = {"try-chat", "try-game", "try-prices"}; // by kind
constexpr std::ptrdiff_t messagesLooked = 200;                              // for the one of a frame
constexpr const char *kindPhrases[] = {"programs.chat", "programs.game", "programs.prices"};

core::ActionSpec byClient(const char *what, const QJsonObject &args)
{
    core::ActionSpec action;
    action.who = QStringLiteral("client");
    action.what = QLatin1StringView(what);
    action.args = args;
    return action;
}

} // namespace

ProgramPage::ProgramPage(const Session &session, Selection &selection, core::LabControl &lab, QWidget *parent)
    : DockPage(parent)
    , m_session(session)
    , m_selection(selection)
    , m_lab(lab)
    , m_head(new QWidget(this))
    , m_start(new QPushButton(this))
    , m_place(new QLabel(this))
    , m_nothing(new QLabel(this))
{
    auto *const rows = new QVBoxLayout(this);
    rows->setContentsMargins(12, 4, 12, 8);
    rows->setSpacing(6);
    auto *const head = new QHBoxLayout(m_head);
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(6);
    auto *const group = new QButtonGroup(this);
    for (std::size_t i = 0; i < m_kinds.size(); ++i) {
        m_kinds[i] = new QPushButton(this);
        m_kinds[i]->setCheckable(true);
        group->addButton(m_kinds[i], static_cast<int>(i));
        head->addWidget(m_kinds[i]);
    }
    m_kinds.front()->setChecked(true);
    connect(group, &QButtonGroup::idClicked, this, [this](int kind) {
        m_kind = static_cast<ProgramKind>(kind);
        m_isKindChosen = true;
        refresh();
    });
    m_start->setObjectName(QStringLiteral("primary"));
    head->addSpacing(8);
    head->addWidget(m_start);
    head->addSpacing(8);
    head->addWidget(m_place, 1);
    rows->addWidget(m_head);
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignCenter);
    rows->addWidget(m_nothing, 1);
    auto *const line = new QHBoxLayout;
    line->setSpacing(10);
    for (std::size_t i = 0; i < panes; ++i) {
        ProgramPane *const pane = m_panes[i] = new ProgramPane(this);
        line->addWidget(pane, 1);
        connect(pane, &ProgramPane::sendRequested, this, [this, i](const QString &text) { send(i, text); });
        connect(pane, &ProgramPane::moveRequested, this,
                [this, i](int direction, bool byRow) { move(i, direction, byRow); });
        connect(pane, &ProgramPane::messageActivated, this,
                [this, i](std::size_t message) { choose(i, message); });
    }
    rows->addLayout(line, 1);
    connect(m_start, &QPushButton::clicked, this, &ProgramPage::press);
    connect(&session, &Session::grown, this, &ProgramPage::refresh);
    connect(&session, &Session::aboutToClear, this, [this] {
        for (ProgramPane *pane : m_panes)
            pane->setState({});
        m_log.reset();
    });
    connect(&session, &Session::cleared, this, &ProgramPage::begin);
    connect(&selection, &Selection::changed, this, [this] {
        if (m_run == Run::None)
            m_isAtEnd = false;
        refresh();
    });
}

void ProgramPage::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    for (std::size_t i = 0; i < m_kinds.size(); ++i)
        m_kinds[i]->setText(narrator.phrase(kindPhrases[i]));
    m_nothing->setText(narrator.phrase("programs.how"));
    for (ProgramPane *pane : m_panes)
        pane->setNarrator(narrator);
    refresh();
}

void ProgramPage::setTheme(const Theme &theme)
{
    const QString secondary = QStringLiteral("color: %1;").arg(theme.ink(Ink::Secondary).name());
    m_place->setStyleSheet(secondary);
    m_nothing->setStyleSheet(secondary);
    m_nothing->setFont(theme.zoomedFont(FontRole::Body));
    for (ProgramPane *pane : m_panes)
        pane->setTheme(theme);
}

void ProgramPage::setRun(Run run)
{
    m_run = run;
    if (run != Run::None)
        m_isAtEnd = true;
    refresh();
}

void ProgramPage::setStartable(bool startable)
{
    m_isStartable = startable;
    refresh();
}

void ProgramPage::showEvent(QShowEvent *event)
{
    DockPage::showEvent(event);
    refresh();
}

// Another recording.
void ProgramPage::begin()
{
    m_moved.clear();
    m_sent.reset();
    m_isAtEnd = true;
    m_isKindChosen = m_next.has_value();
    if (m_next)
        m_kind = *std::exchange(m_next, std::nullopt);
    refresh();
}

std::size_t ProgramPage::countAt(const core::ProgramLog::Client &client) const
{
    if (m_isAtEnd)
        return client.messages.size();
    const quint32 entries = core::entriesAt(m_session.conversations(), m_selection.number());
    const auto end = std::partition_point(
        client.messages.begin(), client.messages.end(),
        [entries](const core::ProgramMessage &message) { return message.entry < entries; });
    return static_cast<std::size_t>(end - client.messages.begin());
}

void ProgramPage::refresh()
{
    if (!m_narrator || !isVisibleTo(window()))
        return;
    if (!m_log)
        m_log.emplace(m_session.conversations());
    m_log->update();
    const auto &clients = m_log->clients();
    if (!m_isKindChosen && !clients.empty())
        m_kind = core::kindOf(clients);
    m_kinds[static_cast<std::size_t>(m_kind)]->setChecked(true);
    m_nothing->setVisible(clients.empty());
    for (std::size_t i = 0; i < panes; ++i) {
        m_panes[i]->setVisible(i < clients.size());
        if (i >= clients.size())
            continue;
        const core::Conversations &all = m_session.conversations();
        const std::size_t place = clients[i].conversation;
        PaneState state;
        state.kind = m_kind;
        state.messages = &clients[i].messages;
        state.count = countAt(clients[i]);
        state.selected = selectedMessage(i);
        state.player = static_cast<int>(i) + 1;
        state.state =
            m_isAtEnd ? all[place].clientState() : core::clientStateAt(all, place, m_selection.number());
        state.canSend = m_run == Run::ByHand && all[place].clientState() == core::ConnectionState::Open;
        state.canStart = m_isStartable;
        m_panes[i]->setState(state);
    }
    refreshWords();
    showSent();
}

/// What was sent by hand is selected as soon as it has passed, for all views to show its bytes.
void ProgramPage::showSent()
{
    if (!m_sent || m_sent->first >= m_log->clients().size())
        return;
    const auto [pane, from] = *m_sent;
    const auto &messages = m_log->clients()[pane].messages;
    for (std::size_t i = from; i < messages.size(); ++i)
        if (!messages[i].isReceived) {
            m_sent.reset();
            choose(pane, i);
            return;
        }
}

void ProgramPage::refreshWords()
{
    if (!m_narrator)
        return;
    m_start->setText(m_narrator->phrase(m_run == Run::ByHand ? "programs.close" : "programs.start"));
    m_head->setVisible(m_isStartable); // a lesson leads, and needs the room
    QString place;
    const std::size_t count = m_log ? m_log->clients().size() : 0;
    if (count > 0)
        place = m_isAtEnd
                    ? m_narrator->phrase("programs.now")
                    : m_narrator->phrase("programs.atstep",
                                         {{QStringLiteral("number"), QString::number(m_selection.number())}});
    if (count > panes)
        place += QStringLiteral(" · ") +
                 m_narrator->phrase("programs.first", {{QStringLiteral("count"), QString::number(count)}});
    m_place->setText(place);
}

/// Starts, or has all clients close.
void ProgramPage::press()
{
    if (m_run == Run::ByHand) {
        m_lab.act(0, byClient("close", {{QStringLiteral("code"), 1000}}));
        return;
    }
    m_next = m_kind;
    emit startRequested(QLatin1StringView(scenarios[static_cast<std::size_t>(m_kind)]));
}

void ProgramPage::send(std::size_t pane, const QString &text)
{
    if (!m_log || pane >= m_log->clients().size())
        return;
    const core::Conversation &to = m_session.conversations()[m_log->clients()[pane].conversation];
    m_sent = {pane, m_log->clients()[pane].messages.size()};
    m_lab.act(to.connection().id, byClient("send-text", {{QStringLiteral("text"), text}}));
}

void ProgramPage::move(std::size_t pane, int direction, bool byRow)
{
    if (!m_log || pane >= m_log->clients().size())
        return;
    const auto &messages = m_log->clients()[pane].messages;
    if (m_kind != ProgramKind::Game) {
        const auto here = selectedMessage(pane);
        const std::size_t count = countAt(m_log->clients()[pane]);
        const std::size_t next = !here ? count - 1 : *here + static_cast<std::size_t>(direction);
        if (count > 0 && next < count)
            choose(pane, next);
        return;
    }
    const core::Conversation &to = m_session.conversations()[m_log->clients()[pane].conversation];
    if (m_run != Run::ByHand || to.clientState() != core::ConnectionState::Open)
        return;
    // From where it went last, though the wire may not have told of that yet.
    const int player = static_cast<int>(pane) + 1;
    const auto board = core::boardOf(messages, messages.size());
    const auto known = board.find(player);
    if (known == board.end()) // the opening puts it there
        return;
    core::Move at = m_moved.contains(pane) ? m_moved[pane] : known->second.move;
    const core::Move before = at;
    if (byRow)
        at.row = std::clamp(at.row + direction, 0, core::Move::rows - 1);
    else
        at.column = std::clamp(at.column + direction, 0, core::Move::columns - 1);
    if (at == before)
        return;
    m_moved[pane] = at;
    send(pane, core::textOf(at));
}

/// Shows the frame that a message begins with.
void ProgramPage::choose(std::size_t pane, std::size_t message)
{
    const core::ProgramLog::Client &client = m_log->clients()[pane];
    const auto unit = m_log->unitOf(pane, client.messages[message]);
    const core::Conversation &conversation = m_session.conversations()[client.conversation];
    const auto turn = unit ? conversation.turns().turnOfUnit(*unit) : std::nullopt;
    if (turn)
        m_selection.setNumber(m_session.conversations().numberOf(
            {client.conversation, static_cast<int>(conversation.turns()[*turn].firstStep)}));
}

std::optional<std::size_t> ProgramPage::selectedMessage(std::size_t pane) const
{
    const core::ProgramLog::Client &client = m_log->clients()[pane];
    if (m_session.shown() != client.conversation || !m_selection.unit())
        return std::nullopt;
    const core::Unit &selected = m_session.conversation()->units()[*m_selection.unit()];
    if (!selected.isFrame() || selected.message == core::Unit::none)
        return std::nullopt;
    // None is whole before its first frame was sent.
    const quint32 sent = m_session.conversation()->index().lastEntry(selected.message);
    auto at = std::partition_point(client.messages.begin(), client.messages.end(),
                                   [sent](const core::ProgramMessage &each) { return each.entry < sent; });
    const auto end = at + std::min<std::ptrdiff_t>(client.messages.end() - at, messagesLooked);
    for (; at != end; ++at)
        if (at->isReceived == (selected.direction == core::Direction::Server) &&
            m_log->unitOf(pane, *at) == selected.message)
            return static_cast<std::size_t>(at - client.messages.begin());
    return std::nullopt;
}

} // namespace ui
