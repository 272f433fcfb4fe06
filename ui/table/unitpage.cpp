// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/unitpage.h"

#include "ui/lab/tickbox.h"
#include "ui/pagekeys.h"
#include "ui/table/filterline.h"

#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>

namespace ui {

namespace {

constexpr int sliceMs = 30; // of work, then the window has its turn
constexpr int widths[UnitModel::columns] = {72, 96, 104, 92, 128, 84, 84, 420, 64};

} // namespace

UnitPage::UnitPage(const Session &session, Selection &selection, QWidget *parent)
    : DockPage(parent)
    , m_session(session)
    , m_selection(selection)
    , m_model(new UnitModel(session, this))
    , m_table(new QTableView(this))
    , m_filter(new FilterLine(this))
    , m_problem(new QLabel(this))
    , m_counts(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_stop(new QPushButton(this))
    , m_newest(new TickBox(this))
    , m_find(new FilterLine(this))
    , m_found(new QLabel(this))
{
    build();
    m_slice.setInterval(0);
    m_searching.setInterval(0);
    connect(&m_slice, &QTimer::timeout, this, &UnitPage::look);
    connect(&m_searching, &QTimer::timeout, this, &UnitPage::searchOn);
    connect(m_stop, &QPushButton::clicked, this, &UnitPage::stop);
    connect(m_filter, &FilterLine::filterChanged, this, [this](const core::Filter &filter) {
        m_model->setFilter(filter);
        m_isStopped = false;
        m_slice.start();
        look(); // the first rows at once
        follow();
    });
    connect(m_filter, &FilterLine::problemChanged, this, [this] {
        m_problem->setText(m_filter->problem());
        m_problem->setVisible(!m_filter->problem().isEmpty());
    });
    connect(m_find, &FilterLine::filterChanged, this,
            [this](const core::Filter &sought) { m_sought = sought; });
    connect(m_find, &FilterLine::problemChanged, this, [this] { m_found->setText(m_find->problem()); });
    connect(m_find, &QLineEdit::returnPressed, this, [this] { findNext(1); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &UnitPage::choose);
    connect(&selection, &Selection::changed, this, &UnitPage::follow);
    connect(&session, &Session::grown, this, &UnitPage::grow);
    connect(&session, &Session::cleared, this, [this] {
        m_model->reset();
        m_shown = 0;
        grow();
    });
}

void UnitPage::build()
{
    m_table->setModel(m_model);
    keepPageKeys(m_table);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionsMovable(true);
    for (int column = 0; column < UnitModel::columns; ++column)
        m_table->setColumnWidth(column, widths[column]);
    m_table->horizontalHeader()->setSectionResizeMode(UnitModel::Text, QHeaderView::Stretch);
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(120);
    m_newest->setChecked(false);
    for (QWidget *each :
         {static_cast<QWidget *>(m_problem), static_cast<QWidget *>(m_progress),
          static_cast<QWidget *>(m_stop), static_cast<QWidget *>(m_find), static_cast<QWidget *>(m_found)})
        each->hide();
    m_problem->setObjectName(QStringLiteral("filterProblem"));
    m_find->setObjectName(QStringLiteral("find"));
    m_filter->setObjectName(QStringLiteral("filter"));

    auto *const rows = new QVBoxLayout(this);
    rows->setContentsMargins(12, 4, 12, 6);
    rows->setSpacing(4);
    auto *const line = new QHBoxLayout;
    line->addWidget(m_filter, 1);
    line->addWidget(m_counts);
    line->addWidget(m_progress);
    line->addWidget(m_stop);
    line->addWidget(m_newest);
    rows->addLayout(line);
    rows->addWidget(m_problem);
    rows->addWidget(m_table, 1);
    auto *const finding = new QHBoxLayout;
    finding->addWidget(m_find, 1);
    finding->addWidget(m_found);
    rows->addLayout(finding);
    auto *const escape = new QShortcut(QKeySequence(Qt::Key_Escape), m_find);
    escape->setContext(Qt::WidgetShortcut);
    connect(escape, &QShortcut::activated, this, [this] {
        m_find->hide();
        m_found->hide();
        m_table->setFocus();
    });
}

void UnitPage::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    m_table->setAccessibleName(narrator.phrase("view.units"));
    m_model->setNarrator(narrator);
    m_filter->setNarrator(narrator);
    m_find->setNarrator(narrator);
    m_find->setPlaceholderText(narrator.phrase("find.hint"));
    m_find->setAccessibleName(narrator.phrase("find.name"));
    m_stop->setText(narrator.phrase("filter.stop"));
    m_newest->setText(narrator.phrase("table.newest"));
    refreshCounts();
}

void UnitPage::setTheme(const Theme &theme)
{
    m_model->setTheme(theme);
    m_table->setFont(theme.zoomedFont(FontRole::Body));
    m_table->horizontalHeader()->setFont(theme.zoomedFont(FontRole::SmallBold));
    m_table->verticalHeader()->setDefaultSectionSize(qRound(26 * theme.zoom()));
    for (int column = 0; column < UnitModel::columns; ++column)
        m_table->setColumnWidth(column, qRound(widths[column] * theme.zoom()));
    m_problem->setStyleSheet(QStringLiteral("color: %1;").arg(theme.ink(Ink::Broken).name()));
    m_found->setStyleSheet(QStringLiteral("color: %1;").arg(theme.ink(Ink::Secondary).name()));
    m_counts->setStyleSheet(m_found->styleSheet());
}

void UnitPage::showEvent(QShowEvent *event)
{
    DockPage::showEvent(event);
    grow();
    follow();
}

/// More units: they are looked at when the table can be seen.
void UnitPage::grow()
{
    if (!isVisibleTo(window()) || m_isStopped)
        return;
    if (m_model->looked() < m_model->all() && !m_slice.isActive())
        look();
    refreshCounts();
}

void UnitPage::look()
{
    const bool isMore = m_model->advance(sliceMs);
    if (isMore && !m_slice.isActive())
        m_slice.start();
    if (!isMore)
        m_slice.stop();
    m_progress->setVisible(isMore);
    m_stop->setVisible(isMore);
    if (isMore) {
        m_progress->setMaximum(static_cast<int>(m_model->all()));
        m_progress->setValue(static_cast<int>(m_model->looked()));
    }
    refreshCounts();
    if (m_newest->isChecked() && m_model->rowCount() > 0)
        m_table->scrollToBottom();
    if (!isMore)
        emit looked();
}

void UnitPage::stop()
{
    m_isStopped = true;
    m_slice.stop();
    m_progress->hide();
    m_stop->hide();
    refreshCounts();
    emit looked();
}

void UnitPage::refreshCounts()
{
    if (m_narrator)
        m_counts->setText(m_narrator->phrase(m_isStopped ? "table.counts.stopped" : "table.counts",
                                             {{QStringLiteral("shown"), QString::number(m_model->rowCount())},
                                              {QStringLiteral("looked"), QString::number(m_model->looked())},
                                              {QStringLiteral("all"), QString::number(m_model->all())}}));
}

/// The row of what is selected elsewhere; the table scrolls to it only then.
void UnitPage::follow()
{
    if (!isVisibleTo(window()))
        return;
    if (m_shown != m_session.shown()) {
        m_shown = m_session.shown();
        m_model->reset();
        m_isStopped = false;
    }
    grow();
    if (!m_selection.unit())
        return;
    const int row = m_model->rowOf(*m_selection.unit());
    const QModelIndex current = m_table->currentIndex();
    const bool isThere = row < m_model->rowCount() && m_model->unitAt(row) == *m_selection.unit();
    if (isThere && current.isValid() && current.row() == row)
        return;
    m_isFollowing = true;
    if (isThere)
        m_table->setCurrentIndex(m_model->index(row, std::max(0, current.column())));
    else
        m_table->setCurrentIndex({});
    m_isFollowing = false;
}

void UnitPage::choose(const QModelIndex &current)
{
    if (m_isFollowing || !current.isValid())
        return;
    const quint32 unit = m_model->unitAt(current.row());
    if (m_selection.unit() != unit)
        m_selection.selectUnit(unit);
}

void UnitPage::find()
{
    m_find->show();
    m_found->show();
    m_find->setFocus();
    m_find->selectAll();
}

void UnitPage::findNext(int direction)
{
    const std::size_t all = m_model->all();
    if (all == 0 || !isSeeking())
        return;
    const std::size_t here = m_selection.unit().value_or(direction > 0 ? static_cast<quint32>(all) - 1 : 0);
    m_direction = direction;
    m_searchAt = (here + (direction > 0 ? 1 : all - 1)) % all;
    m_searchLeft = all;
    searchOn();
}

void UnitPage::searchOn()
{
    QElapsedTimer clock;
    clock.start();
    const std::size_t all = m_model->all();
    for (; m_searchLeft > 0 && !clock.hasExpired(sliceMs); --m_searchLeft) {
        const auto unit = static_cast<quint32>(m_searchAt);
        if (m_sought.matches(*m_session.conversation(), unit)) {
            endSearch(true);
            m_selection.selectUnit(unit);
            return;
        }
        m_searchAt = (m_searchAt + (m_direction > 0 ? 1 : all - 1)) % all;
    }
    if (m_searchLeft == 0)
        endSearch(false);
    else
        m_searching.start();
}

void UnitPage::endSearch(bool found)
{
    m_searching.stop();
    m_found->setText(found || !m_narrator ? QString() : m_narrator->phrase("find.none"));
    emit searched(found);
}

} // namespace ui
