// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/hold.h"

#include <QDialog>

class QCheckBox;
class QSpinBox;

namespace ui {

/// How the wire carries each direction.
class PathDialog : public QDialog
{
    Q_OBJECT

public:
    PathDialog(const core::PathConditions &client, const core::PathConditions &server,
               QWidget *parent = nullptr);

    core::PathConditions conditions(core::Direction direction) const;

private:
    struct Column
    {
        QSpinBox *delay = nullptr;
        QSpinBox *jitter = nullptr;
        QSpinBox *speed = nullptr;
        QSpinBox *chop = nullptr;
        QSpinBox *merge = nullptr;
        QCheckBox *stall = nullptr;
        QCheckBox *silent = nullptr;
    };

    Column addColumn(int at, const core::PathConditions &conditions, const QString &title);
    void reset();

    Column m_columns[2]; // by direction
};

} // namespace ui
