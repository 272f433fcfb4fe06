// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/sentlist.h"

#include "ui/lab/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

SentList::SentList(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_empty(new QLabel(this))
    , m_list(new QListWidget(this))
    , m_again(new QPushButton(this))
    , m_save(new QPushButton(this))
{
    m_list->setObjectName(QStringLiteral("sentList"));
    m_again->setObjectName(QStringLiteral("sendAgain"));
    m_save->setObjectName(QStringLiteral("saveScenario"));
    auto *const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addWidget(m_title);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_empty->setWordWrap(true);
    rows->addWidget(m_empty, 1);
    rows->addWidget(m_list, 1);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMinimumHeight(52);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *const buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, 4, 0, 0);
    buttons->setSpacing(8);
    buttons->addWidget(m_again);
    buttons->addWidget(m_save);
    buttons->addStretch(1);
    rows->addLayout(buttons);
    const auto again = [this] {
        const int row = m_list->currentRow();
        if (row >= 0)
            emit againRequested(m_entries[static_cast<std::size_t>(row)].action);
    };
    connect(m_again, &QPushButton::clicked, this, again);
    connect(m_list, &QListWidget::itemActivated, this, again);
    connect(m_save, &QPushButton::clicked, this, [this] { emit saveRequested(done()); });
    connect(m_list, &QListWidget::currentRowChanged, this, &SentList::refresh);
    retranslate();
}

void SentList::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_list->setFont(theme.font(FontRole::Small));
    m_title->setFont(theme.font(FontRole::SmallBold));
    const QString colour = theme.ink(Ink::Secondary).name();
    m_title->setStyleSheet(QStringLiteral("color: %1; font-size: 12px; font-weight: bold;").arg(colour));
    m_empty->setStyleSheet(QStringLiteral("color: %1; font-size: 12px;").arg(colour));
    for (int row = 0; row < m_list->count(); ++row)
        m_list->item(row)->setForeground(
            theme.ink(m_entries[static_cast<std::size_t>(row)].isDone ? Ink::Normal : Ink::Broken));
}

void SentList::add(quint16 connection, const core::ActionSpec &action, bool done)
{
    m_entries.push_back({connection, action, done});
    auto *const item = new QListWidgetItem(textOf(m_entries.back()), m_list);
    item->setForeground(m_theme.ink(done ? Ink::Normal : Ink::Broken));
    m_list->setCurrentItem(item);
    m_list->scrollToItem(item);
    refresh();
}

void SentList::clear()
{
    m_entries.clear();
    m_list->clear();
    refresh();
}

std::vector<core::ActionSpec> SentList::done() const
{
    std::vector<core::ActionSpec> actions;
    actions.reserve(m_entries.size());
    for (const Entry &entry : m_entries)
        if (entry.isDone)
            actions.push_back(entry.action);
    return actions;
}

QString SentList::textOf(const Entry &entry) const
{
    QString text = Words::deed(entry.action);
    if (entry.connection > 1)
        text = QStringLiteral("%1: %2").arg(entry.connection).arg(text);
    return entry.isDone ? text : tr("✗ %1 (not possible here)").arg(text);
}

void SentList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SentList::retranslate()
{
    m_title->setText(tr("Sent"));
    m_empty->setText(tr("What is sent here is listed, to be sent again or saved as a scenario."));
    m_list->setAccessibleName(tr("What has been sent"));
    m_again->setText(tr("Send again"));
    m_again->setToolTip(tr("Send the chosen one once more"));
    m_save->setText(tr("Save as scenario..."));
    m_save->setToolTip(tr("Keep all that has been sent as a run that can be repeated"));
    for (int row = 0; row < m_list->count(); ++row)
        m_list->item(row)->setText(textOf(m_entries[static_cast<std::size_t>(row)]));
    refresh();
}

void SentList::refresh()
{
    m_empty->setVisible(m_entries.empty());
    m_list->setVisible(!m_entries.empty());
    m_again->setEnabled(m_list->currentRow() >= 0);
    m_save->setEnabled(
        std::any_of(m_entries.begin(), m_entries.end(), [](const Entry &entry) { return entry.isDone; }));
}

} // namespace ui
