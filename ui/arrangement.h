// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>

class QMainWindow;
class QSplitter;
class QWidget;

namespace ui {

/// Where the panels of the window are: the columns, the docks, and the presentation, which hides all but
/// bytes and explanation.
class Arrangement : public QObject
{
    Q_OBJECT

public:
    /// `bars` are hidden in a presentation. The docks are those of the window, once all are there.
    Arrangement(QMainWindow &window, QSplitter &columns, const QList<QWidget *> &bars);

    static constexpr int conversation = 0;
    static constexpr int explanation = 2;

    bool isShown(int column) const;
    void show(int column, bool shown);
    bool isPresenting() const { return m_presenting; }
    void present(bool on);

    /// What reset() goes back to: as it is now.
    void setDefault();
    void reset();
    QByteArray save() const;
    /// Nothing happens where it is not of this version.
    void restore(const QByteArray &state);

private:
    struct Columns
    {
        QByteArray splitter;
        QList<bool> shown;
    };
    Columns columns() const;
    void setColumns(const Columns &columns);

    QMainWindow &m_window;
    QSplitter &m_columns;
    QList<QWidget *> m_bars;
    QByteArray m_default;
    bool m_presenting = false;
    QByteArray m_before;       // the presentation
    QList<QWidget *> m_hidden; // by it
    Qt::WindowStates m_stateBefore;
};

} // namespace ui
