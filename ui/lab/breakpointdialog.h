// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/hold.h"

#include <QDialog>

class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace ui {

class ChoiceBox;

/// The conditions under which the wire holds a unit: a list that can be switched item by item.
class BreakpointDialog : public QDialog
{
    Q_OBJECT

public:
    explicit BreakpointDialog(const std::vector<core::HoldCondition> &conditions, QWidget *parent = nullptr);

    std::vector<core::HoldCondition> conditions() const;

private:
    void add();
    void remove();
    void append(const core::HoldCondition &condition);
    QString describe(const core::HoldCondition &condition) const;
    core::HoldCondition typed() const;

    std::vector<core::HoldCondition> m_conditions;
    QListWidget *m_list;
    ChoiceBox *m_direction;
    ChoiceBox *m_what;
    QSpinBox *m_opcode;
    QSpinBox *m_size;
    QLineEdit *m_rule;
    QSpinBox *m_nth;
    QPushButton *m_add;
    QPushButton *m_remove;
};

} // namespace ui
