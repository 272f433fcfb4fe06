// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/chatpage.h"

#include "ui/chat/chatdelegate.h"
#include "ui/lab/choicebox.h"
#include "ui/pagekeys.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>

namespace ui {

ChatPage::ChatPage(const Session &session, Selection &selection, QWidget *parent)
    : DockPage(parent)
    , m_session(session)
    , m_selection(selection)
    , m_model(new ChatModel(session, this))
    , m_list(new QListView(this))
    , m_delegate(new ChatDelegate(*m_model, this))
    , m_side(new ChoiceBox(this))
    , m_count(new QLabel(this))
{
    m_list->setModel(m_model);
    keepPageKeys(m_list);
    m_list->setItemDelegate(m_delegate);
    m_list->setUniformItemSizes(true);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setFrameShape(QFrame::NoFrame);
    auto *const rows = new QVBoxLayout(this);
    rows->setContentsMargins(12, 4, 12, 6);
    rows->setSpacing(4);
    auto *const line = new QHBoxLayout;
    line->addWidget(m_side);
    line->addWidget(m_count, 1);
    rows->addLayout(line);
    rows->addWidget(m_list, 1);
    connect(m_side, &QComboBox::currentIndexChanged, this, [this](int choice) {
        m_model->setSide(choice == 1   ? std::optional(core::Direction::Client)
                         : choice == 2 ? std::optional(core::Direction::Server)
                                       : std::nullopt);
        grow();
        follow();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ChatPage::choose);
    connect(&selection, &Selection::changed, this, &ChatPage::follow);
    connect(&session, &Session::grown, this, &ChatPage::grow);
    connect(&session, &Session::cleared, this, [this] {
        m_model->reset();
        m_shown = 0;
        grow();
    });
}

void ChatPage::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    m_list->setAccessibleName(narrator.phrase("view.conversation"));
    const int choice = std::max(0, m_side->currentIndex());
    {
        const QSignalBlocker quiet(m_side);
        m_side->clear();
        m_side->addItems({narrator.phrase("chat.both"), narrator.side(core::Direction::Client),
                          narrator.side(core::Direction::Server)});
        m_side->setCurrentIndex(choice);
    }
    m_side->setAccessibleName(narrator.phrase("chat.side"));
    m_model->setNarrator(narrator);
    grow();
}

void ChatPage::setTheme(const Theme &theme)
{
    m_delegate->setTheme(theme);
    m_count->setStyleSheet(QStringLiteral("color: %1;").arg(theme.ink(Ink::Secondary).name()));
    m_list->doItemsLayout();
}

void ChatPage::showEvent(QShowEvent *event)
{
    DockPage::showEvent(event);
    grow();
    follow();
}

void ChatPage::grow()
{
    if (!isVisibleTo(window()))
        return;
    m_model->grow();
    if (m_narrator)
        m_count->setText(m_narrator->phrase(
            "chat.count", {{QStringLiteral("count"), QString::number(m_model->rowCount())}}));
}

void ChatPage::follow()
{
    if (!isVisibleTo(window()))
        return;
    if (m_shown != m_session.shown()) {
        m_shown = m_session.shown();
        m_model->reset();
    }
    grow();
    if (!m_selection.unit())
        return;
    m_isFollowing = true;
    const std::optional<int> row = m_model->rowOf(*m_selection.unit());
    if (!row)
        m_list->setCurrentIndex({});
    else if (m_list->currentIndex().row() != *row)
        m_list->setCurrentIndex(m_model->index(*row));
    m_isFollowing = false;
}

void ChatPage::choose(const QModelIndex &current)
{
    if (m_isFollowing || !current.isValid())
        return;
    const quint32 first = m_model->unitAt(current.row());
    if (m_selection.unit() && m_model->rowOf(*m_selection.unit()) == current.row())
        return;
    m_selection.selectUnit(first);
}

} // namespace ui
