// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/scenario.h"
#include "ui/draw/theme.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace ui {

/// What the composer has sent, in order, to be sent again or kept as a scenario.
class SentList : public QWidget
{
    Q_OBJECT

public:
    explicit SentList(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// Not done: that side cannot do it, or nothing ran.
    void add(quint16 connection, const core::ActionSpec &action, bool done);
    void clear();
    /// Those that were done.
    std::vector<core::ActionSpec> done() const;

signals:
    void againRequested(const core::ActionSpec &action);
    void saveRequested(const std::vector<core::ActionSpec> &actions);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Entry
    {
        quint16 connection;
        core::ActionSpec action;
        bool isDone;
    };

    void retranslate();
    void refresh();
    QString textOf(const Entry &entry) const;

    std::vector<Entry> m_entries;
    Theme m_theme;
    QLabel *m_title;
    QLabel *m_empty;
    QListWidget *m_list;
    QPushButton *m_again;
    QPushButton *m_save;
};

} // namespace ui
