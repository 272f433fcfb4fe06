// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/filter.h"
#include "ui/draw/theme.h"
#include "ui/session.h"
#include "ui/text/steptext.h"

#include <QAbstractTableModel>

#include <optional>

namespace ui {

/// The units of the connection shown, a row each; with a filter those that it takes. Grows with the
/// recording. Cells are made when they are asked for: a row costs nothing, under a filter four bytes.
class UnitModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : quint8 { Number, Time, From, Kind, Opcode, Size, Wire, Text, Findings, columns };

    explicit UnitModel(const Session &session, QObject *parent = nullptr);

    void setNarrator(const Narrator &narrator);
    void setTheme(const Theme &theme);
    /// Rows go away; advance() brings those that the filter takes.
    void setFilter(const core::Filter &filter);
    /// Looks at units until `msec` are over; false where all that there are have been looked at.
    bool advance(int msec);
    /// Units looked at, of all that there are.
    std::size_t looked() const { return m_looked; }
    std::size_t all() const;
    /// Forgets what is shown: another recording, another connection.
    void reset();

    quint32 unitAt(int row) const;
    /// The row of a unit, or of the first one after it that is shown; rowCount() where there is none.
    int rowOf(quint32 unit) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const core::Conversation *conversation() const { return m_session.conversation(); }
    QString text(quint32 unit, int column) const;
    void show(std::size_t rows);

    const Session &m_session;
    std::optional<Narrator> m_narrator;
    Theme m_theme;
    core::Filter m_filter;
    std::vector<quint32> m_hits; // with a filter
    std::size_t m_looked = 0;
    int m_rows = 0;
};

} // namespace ui
