// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/arrangement.h"

#include <QDataStream>
#include <QIODevice>
#include <QMainWindow>
#include <QMenuBar>
#include <QSplitter>

namespace ui {

namespace {

constexpr int version = 1; // of the docks; another one does not fit

} // namespace

Arrangement::Arrangement(QMainWindow &window, QSplitter &columns, const QList<QWidget *> &bars)
    : QObject(&window)
    , m_window(window)
    , m_columns(columns)
    , m_bars(bars)
{}

bool Arrangement::isShown(int column) const { return !m_columns.widget(column)->isHidden(); }

void Arrangement::show(int column, bool shown) { m_columns.widget(column)->setVisible(shown); }

Arrangement::Columns Arrangement::columns() const
{
    Columns all{m_columns.saveState(), {}};
    for (int i = 0; i < m_columns.count(); ++i)
        all.shown += !m_columns.widget(i)->isHidden();
    return all;
}

void Arrangement::setColumns(const Columns &columns)
{
    m_columns.restoreState(columns.splitter);
    for (int i = 0; i < m_columns.count() && i < columns.shown.size(); ++i)
        m_columns.widget(i)->setVisible(columns.shown[i]);
}

void Arrangement::setDefault() { m_default = save(); }

void Arrangement::reset()
{
    present(false);
    restore(m_default);
}

QByteArray Arrangement::save() const
{
    if (m_presenting)
        return m_before;
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    const Columns all = columns();
    out << m_window.saveState(version) << all.splitter << all.shown;
    return state;
}

void Arrangement::restore(const QByteArray &state)
{
    QDataStream in(state);
    QByteArray docks;
    Columns all;
    in >> docks >> all.splitter >> all.shown;
    if (in.status() != QDataStream::Ok || !m_window.restoreState(docks, version))
        return;
    setColumns(all);
}

void Arrangement::present(bool on)
{
    if (on == m_presenting)
        return;
    if (on) {
        m_before = save();
        m_stateBefore = m_window.windowState();
        QList<QWidget *> away = m_bars;
        for (QWidget *dock : m_window.findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly))
            if (dock->inherits("QDockWidget"))
                away += dock;
        away += m_columns.widget(conversation);
        for (QWidget *each : away)
            if (!each->isHidden()) {
                m_hidden += each;
                each->hide();
            }
        m_presenting = true;
        m_window.menuBar()->setMaximumHeight(0); // hidden, its keys would not work
        m_window.setWindowState(m_stateBefore | Qt::WindowFullScreen);
        return;
    }
    m_presenting = false;
    m_window.menuBar()->setMaximumHeight(QWIDGETSIZE_MAX);
    m_window.setWindowState(m_stateBefore);
    for (QWidget *each : m_hidden)
        each->show();
    m_hidden.clear();
    restore(m_before);
}

} // namespace ui
