// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chat/chatmodel.h"
#include "ui/draw/theme.h"
#include "ui/selection.h"
#include "ui/views/dockpage.h"

class QLabel;
class QListView;

namespace ui {

class ChatDelegate;
class ChoiceBox;

/// The messages as in a chat: the client's on the left, the server's on the right. One selection with the
/// other views.
class ChatPage : public DockPage
{
    Q_OBJECT

public:
    ChatPage(const Session &session, Selection &selection, QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator) override;
    void setTheme(const Theme &theme) override;

    ChatModel &model() { return *m_model; }
    QListView &list() { return *m_list; }
    ChoiceBox &side() { return *m_side; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void grow();
    void follow();
    void choose(const QModelIndex &current);

    const Session &m_session;
    Selection &m_selection;
    ChatModel *m_model;
    QListView *m_list;
    ChatDelegate *m_delegate;
    ChoiceBox *m_side;
    QLabel *m_count;
    std::optional<Narrator> m_narrator;
    std::size_t m_shown = 0; // connection
    bool m_isFollowing = false;
};

} // namespace ui
