// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/pathdialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

namespace ui {

namespace {

constexpr int mostMs = 600'000;
constexpr int mostBytes = 1'000'000;
constexpr int mostSpeed = 1'000'000'000; // bytes per second

} // namespace

PathDialog::PathDialog(const core::PathConditions &client, const core::PathConditions &server,
                       QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("The path of each direction"));
    auto *const grid = new QGridLayout(this);
    grid->setVerticalSpacing(8);
    grid->setHorizontalSpacing(16);
    const QString names[] = {
        tr("Delay"),       tr("Jitter, up to"), tr("Speed"),      tr("Chunks of at most"),
        tr("Join within"), tr("Stand still"),   tr("Fall silent")};
    for (int row = 0; row < 7; ++row)
        grid->addWidget(new QLabel(names[row], this), row + 1, 0);
    m_columns[0] = addColumn(1, client, tr("From the client"));
    m_columns[1] = addColumn(2, server, tr("From the server"));
    auto *const note = new QLabel(
        tr("The relay writes later, slower or in other chunks. TCP itself is not simulated: nothing is lost "
           "or "
           "put out of order on the way, and no packet is sent again. Jitter repeats with the same seed."),
        this);
    note->setWordWrap(true);
    grid->addWidget(note, 8, 0, 1, 3);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    auto *const none = buttons->addButton(tr("As it comes"), QDialogButtonBox::ResetRole);
    grid->addWidget(buttons, 9, 0, 1, 3);
    for (QAbstractButton *button : buttons->buttons())
        button->setIcon({});
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(none, &QPushButton::clicked, this, &PathDialog::reset);
}

PathDialog::Column PathDialog::addColumn(int at, const core::PathConditions &conditions, const QString &title)
{
    auto *const grid = qobject_cast<QGridLayout *>(layout());
    auto *const head = new QLabel(QStringLiteral("<b>%1</b>").arg(title), this);
    grid->addWidget(head, 0, at);
    const auto nameOf = [&](int row) {
        return title + QStringLiteral(": ") +
               qobject_cast<QLabel *>(grid->itemAtPosition(row, 0)->widget())->text();
    };
    const auto number = [&](int row, int most, quint64 value, const QString &suffix) {
        auto *const box = new QSpinBox(this);
        box->setRange(0, most);
        box->setValue(static_cast<int>(value));
        box->setSuffix(suffix);
        box->setSpecialValueText(tr("none"));
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
        box->setAccessibleName(nameOf(row));
        grid->addWidget(box, row, at);
        return box;
    };
    const auto flag = [&](int row, bool on, const QString &text) {
        auto *const box = new QCheckBox(text, this);
        box->setChecked(on);
        box->setAccessibleName(nameOf(row));
        grid->addWidget(box, row, at);
        return box;
    };
    Column column;
    column.delay = number(1, mostMs, static_cast<quint64>(conditions.delayMs), QStringLiteral(" ms"));
    column.jitter = number(2, mostMs, static_cast<quint64>(conditions.jitterMs), QStringLiteral(" ms"));
    column.speed = number(3, mostSpeed, conditions.bytesPerSecond, tr(" bytes/s"));
    column.chop = number(4, mostBytes, conditions.chop, tr(" bytes"));
    column.merge = number(5, mostMs, static_cast<quint64>(conditions.mergeMs), QStringLiteral(" ms"));
    column.stall = flag(6, conditions.stall, tr("nothing passes, nothing is lost"));
    column.silent = flag(7, conditions.silent, tr("what comes is lost"));
    return column;
}

void PathDialog::reset()
{
    for (const Column &column : m_columns) {
        for (QSpinBox *box : {column.delay, column.jitter, column.speed, column.chop, column.merge})
            box->setValue(0);
        column.stall->setChecked(false);
        column.silent->setChecked(false);
    }
}

core::PathConditions PathDialog::conditions(core::Direction direction) const
{
    const Column &column = m_columns[direction == core::Direction::Server ? 1 : 0];
    return {column.delay->value(),
            column.jitter->value(),
            static_cast<quint64>(column.speed->value()),
            static_cast<quint32>(column.chop->value()),
            column.merge->value(),
            column.stall->isChecked(),
            column.silent->isChecked()};
}

} // namespace ui
