// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/selection.h"
#include "ui/table/unitmodel.h"
#include "ui/views/dockpage.h"

#include <QTimer>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableView;

namespace ui {

class FilterLine;
class TickBox;

/// All units as a table, with a filter and a search. One selection with the other views: what is chosen here
/// is shown there and the other way round; what is new takes neither selection nor place.
class UnitPage : public DockPage
{
    Q_OBJECT

public:
    UnitPage(const Session &session, Selection &selection, QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator) override;
    void setTheme(const Theme &theme) override;

    UnitModel &model() { return *m_model; }
    QTableView &table() { return *m_table; }
    FilterLine &filter() { return *m_filter; }
    bool isLooking() const { return m_slice.isActive(); }
    /// Brings up the search and gives it the keyboard; the page is shown.
    void find();
    /// Goes to the next unit that the search takes, or to the one before; around the end.
    void findNext(int direction);
    /// Whether there is something to find.
    bool isSeeking() const { return !m_sought.isEmpty(); }
    FilterLine &search() { return *m_find; }

signals:
    /// The filter has looked at all units there are, or was stopped.
    void looked();
    /// The search has come to a unit, or around without one.
    void searched(bool found);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void follow();
    void look();
    void stop();
    void grow();
    void choose(const QModelIndex &current);
    void refreshCounts();
    void searchOn();
    void endSearch(bool found);

    const Session &m_session;
    Selection &m_selection;
    std::optional<Narrator> m_narrator;
    UnitModel *m_model;
    QTableView *m_table;
    FilterLine *m_filter;
    QLabel *m_problem;
    QLabel *m_counts;
    QProgressBar *m_progress;
    QPushButton *m_stop;
    TickBox *m_newest;
    FilterLine *m_find;
    QLabel *m_found;
    QTimer m_slice;
    std::size_t m_shown = 0;    // connection
    bool m_isFollowing = false; // the selection moves the table now, not the other way round
    bool m_isStopped = false;
    core::Filter m_sought;
    QTimer m_searching;
    int m_direction = 1;
    std::size_t m_searchAt = 0;
    std::size_t m_searchLeft = 0; // units to look at yet
};

} // namespace ui
