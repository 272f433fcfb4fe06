// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/filter.h"
#include "ui/text/steptext.h"

#include <QLineEdit>

class QCompleter;
class QStandardItemModel;

namespace ui {

/// Where a filter is typed: what can come next is offered, and what is wrong is said.
class FilterLine : public QLineEdit
{
    Q_OBJECT

public:
    explicit FilterLine(QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator);
    /// In words, with the place; empty where the text is a filter.
    QString problem() const { return m_problem; }
    /// What is offered for the word under the cursor.
    QStringList offers() const;

signals:
    /// The text is a filter, and another one than before.
    void filterChanged(const core::Filter &filter);
    void problemChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void read();
    void offer();
    void take(const QString &completion);
    /// Where the word under the cursor begins.
    qsizetype wordStart() const;

    std::optional<Narrator> m_narrator;
    QCompleter *m_completer;
    QStandardItemModel *m_offers;
    QString m_read; // the text of the filter told last
    QString m_problem;
};

} // namespace ui
