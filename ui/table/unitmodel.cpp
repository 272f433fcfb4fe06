// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/unitmodel.h"

#include <QElapsedTimer>
#include <QFont>

#include <algorithm>

namespace ui {

namespace {

constexpr qsizetype textBytes = 160; // of a unit, in its cell
constexpr const char *heads[] = {"table.number", "table.time", "table.from", "table.kind",    "table.opcode",
                                 "table.size",   "table.wire", "table.text", "table.findings"};

} // namespace

UnitModel::UnitModel(const Session &session, QObject *parent)
    : QAbstractTableModel(parent)
    , m_session(session)
{}

void UnitModel::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    emit headerDataChanged(Qt::Horizontal, 0, columns - 1);
    if (m_rows > 0)
        emit dataChanged(index(0, 0), index(m_rows - 1, columns - 1));
}

void UnitModel::setTheme(const Theme &theme)
{
    m_theme = theme;
    if (m_rows > 0)
        emit dataChanged(index(0, 0), index(m_rows - 1, columns - 1));
}

std::size_t UnitModel::all() const { return conversation() == nullptr ? 0 : conversation()->units().size(); }

void UnitModel::reset()
{
    beginResetModel();
    m_hits.clear();
    m_hits.shrink_to_fit();
    m_looked = 0;
    m_rows = 0;
    endResetModel();
}

void UnitModel::setFilter(const core::Filter &filter)
{
    m_filter = filter;
    reset();
}

bool UnitModel::advance(int msec)
{
    const std::size_t end = all();
    if (m_filter.isEmpty()) {
        m_looked = end;
        show(end);
        return false;
    }
    constexpr std::size_t between = 256; // looks at the clock
    QElapsedTimer clock;
    clock.start();
    while (m_looked < end && !clock.hasExpired(msec)) {
        const std::size_t stop = std::min(end, m_looked + between);
        for (; m_looked < stop; ++m_looked)
            if (m_filter.matches(*conversation(), static_cast<quint32>(m_looked)))
                m_hits.push_back(static_cast<quint32>(m_looked));
    }
    show(m_hits.size());
    return m_looked < end;
}

void UnitModel::show(std::size_t rows)
{
    const auto wanted = static_cast<int>(rows);
    if (wanted <= m_rows)
        return;
    beginInsertRows({}, m_rows, wanted - 1);
    m_rows = wanted;
    endInsertRows();
}

quint32 UnitModel::unitAt(int row) const
{
    return m_filter.isEmpty() ? static_cast<quint32>(row) : m_hits[static_cast<std::size_t>(row)];
}

int UnitModel::rowOf(quint32 unit) const
{
    if (m_filter.isEmpty())
        return std::min(static_cast<int>(unit), m_rows);
    const auto found = std::lower_bound(m_hits.begin(), m_hits.begin() + m_rows, unit);
    return static_cast<int>(found - m_hits.begin());
}

int UnitModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_rows; }

int UnitModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : columns; }

QString UnitModel::text(quint32 unit, int column) const
{
    const core::Unit &shown = conversation()->units()[unit];
    switch (column) {
    case Number:
        return QString::number(unit);
    case Time: {
        const quint32 entry = conversation()->index().firstEntry(unit);
        return QString::number(static_cast<double>(m_session.recording().entries()[entry].timeNs) / 1e9, 'f',
                               6);
    }
    case From:
        return (shown.direction == core::Direction::Client ? QStringLiteral("→ ") : QStringLiteral("← ")) +
               m_narrator->side(shown.direction);
    case Kind:
        switch (shown.kind) {
        case core::UnitKind::Request:
            return m_narrator->phrase("table.request");
        case core::UnitKind::Response:
            return m_narrator->phrase("table.response");
        case core::UnitKind::Frame:
            return m_narrator->phrase("table.frame");
        case core::UnitKind::Tls:
            return QStringLiteral("TLS");
        case core::UnitKind::Unknown:
            break;
        }
        return m_narrator->phrase("table.unknown");
    case Opcode:
        return shown.isFrame() ? QStringLiteral("%1 %2")
                                     .arg(shown.opcode(), 0, 16)
                                     .arg(m_narrator->catalogue().valueText(QStringLiteral("ws.frame.opcode"),
                                                                            QString::number(shown.opcode()),
                                                                            m_narrator->language()))
                               : QString();
    case Size:
        return QString::number(shown.payloadLength);
    case Wire:
        return QString::number(conversation()->index().length(unit));
    case Text:
        return oneLine(core::unitText(*conversation(), unit, textBytes));
    case Findings: {
        const std::size_t count = conversation()->findingsOf(unit).size();
        return count == 0 ? QString() : QStringLiteral("✗ %1").arg(count);
    }
    default:
        return {};
    }
}

QVariant UnitModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_narrator || index.row() >= m_rows)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(unitAt(index.row()), index.column());
    case Qt::TextAlignmentRole:
        return static_cast<int>(Qt::AlignVCenter |
                                (index.column() <= Time || index.column() == Size || index.column() == Wire
                                     ? Qt::AlignRight
                                     : Qt::AlignLeft));
    case Qt::ForegroundRole:
        return index.column() == Findings ? QVariant(m_theme.ink(Ink::Broken)) : QVariant();
    default:
        return {};
    }
}

QVariant UnitModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || !m_narrator || section >= columns)
        return {};
    if (role == Qt::DisplayRole)
        return m_narrator->phrase(heads[section]);
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | Qt::AlignLeft);
    return {};
}

} // namespace ui
