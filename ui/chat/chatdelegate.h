// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/theme.h"

#include <QStyledItemDelegate>

namespace ui {

class ChatModel;

/// Draws a message of a ChatModel: who and what above, the text in an outline below, two lines at most.
class ChatDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit ChatDelegate(const ChatModel &model, QObject *parent = nullptr);

    void setTheme(const Theme &theme) { m_theme = theme; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const ChatModel &m_model;
    Theme m_theme;
};

} // namespace ui
