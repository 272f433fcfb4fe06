// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/breakpointdialog.h"

#include "core/referee/rule.h"
#include "ui/lab/choicebox.h"

#include <QCompleter>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>
#include <limits>

namespace ui {

namespace {

// As HoldCondition::what has them; the texts beside them are the combo box's.
constexpr const char *kinds[] = {"",       "request",      "response", "data", "control", "text",
                                 "binary", "continuation", "ping",     "pong", "close",   "reserved"};

} // namespace

BreakpointDialog::BreakpointDialog(const std::vector<core::HoldCondition> &conditions, QWidget *parent)
    : QDialog(parent)
    , m_list(new QListWidget(this))
    , m_direction(new ChoiceBox(this))
    , m_what(new ChoiceBox(this))
    , m_opcode(new QSpinBox(this))
    , m_size(new QSpinBox(this))
    , m_rule(new QLineEdit(this))
    , m_nth(new QSpinBox(this))
    , m_add(new QPushButton(tr("Add"), this))
    , m_remove(new QPushButton(tr("Remove"), this))
{
    setWindowTitle(tr("Breakpoints"));
    resize(520, 460);
    auto *const rows = new QVBoxLayout(this);
    m_list->setAccessibleName(tr("Breakpoints"));
    rows->addWidget(m_list, 1);
    rows->addWidget(m_remove, 0, Qt::AlignRight);

    m_direction->addItems({tr("Both directions"), tr("From the client"), tr("From the server")});
    m_what->addItems({tr("Any unit"), tr("Request"), tr("Response"), tr("Data frame"), tr("Control frame"),
                      tr("Text"), tr("Binary"), tr("Continuation"), tr("Ping"), tr("Pong"), tr("Close"),
                      tr("Reserved opcode")});
    m_opcode->setObjectName(QStringLiteral("opcode"));
    m_opcode->setRange(-1, 15);
    m_opcode->setValue(-1);
    m_opcode->setDisplayIntegerBase(16);
    m_opcode->setPrefix(QStringLiteral("0x"));
    m_opcode->setSpecialValueText(tr("any opcode"));
    m_size->setRange(0, std::numeric_limits<int>::max());
    m_size->setSuffix(tr(" bytes"));
    m_size->setSpecialValueText(tr("any size"));
    m_nth->setRange(0, 1'000'000);
    m_nth->setSpecialValueText(tr("each"));
    for (QSpinBox *box : {m_opcode, m_size, m_nth})
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    QStringList rules;
    for (const core::Rule &rule : core::allRules())
        rules += QString::fromLatin1(rule.id.data(), static_cast<qsizetype>(rule.id.size()));
    m_rule->setCompleter(new QCompleter(rules, m_rule));
    m_rule->setPlaceholderText(tr("any, or a rule that is broken: FRM-01"));
    auto *const form = new QFormLayout;
    form->addRow(tr("Direction"), m_direction);
    form->addRow(tr("Kind"), m_what);
    form->addRow(tr("Opcode"), m_opcode);
    form->addRow(tr("Size, at least"), m_size);
    form->addRow(tr("Breaks the rule"), m_rule);
    form->addRow(tr("Which of them"), m_nth);
    rows->addLayout(form);
    rows->addWidget(m_add, 0, Qt::AlignRight);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    rows->addWidget(buttons);
    m_add->setAutoDefault(false);
    m_remove->setAutoDefault(false);

    connect(m_rule, &QLineEdit::textChanged, this, [this, rules](const QString &text) {
        m_add->setEnabled(text.isEmpty() || rules.contains(text.toUpper()));
    });
    connect(m_add, &QPushButton::clicked, this, &BreakpointDialog::add);
    connect(m_remove, &QPushButton::clicked, this, &BreakpointDialog::remove);
    connect(m_list, &QListWidget::currentRowChanged, m_remove,
            [this](int row) { m_remove->setEnabled(row >= 0); });
    for (QAbstractButton *button : buttons->buttons())
        button->setIcon({});
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_remove->setEnabled(false);
    for (const core::HoldCondition &condition : conditions)
        append(condition);
}

core::HoldCondition BreakpointDialog::typed() const
{
    core::HoldCondition condition;
    if (m_direction->currentIndex() > 0)
        condition.direction =
            m_direction->currentIndex() == 1 ? core::Direction::Client : core::Direction::Server;
    condition.what = QString::fromLatin1(kinds[m_what->currentIndex()]);
    if (m_opcode->value() >= 0)
        condition.opcode = m_opcode->value();
    condition.atLeast = static_cast<quint64>(m_size->value());
    condition.rule = m_rule->text().toUpper().toLatin1();
    condition.nth = m_nth->value();
    return condition;
}

void BreakpointDialog::add() { append(typed()); }

void BreakpointDialog::remove()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    m_conditions.erase(m_conditions.begin() + row);
    delete m_list->takeItem(row);
}

void BreakpointDialog::append(const core::HoldCondition &condition)
{
    m_conditions.push_back(condition);
    auto *const item = new QListWidgetItem(describe(condition), m_list);
    item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
    item->setCheckState(condition.enabled ? Qt::Checked : Qt::Unchecked);
}

QString BreakpointDialog::describe(const core::HoldCondition &condition) const
{
    QStringList parts;
    const bool isClient = condition.direction == core::Direction::Client;
    parts += !condition.direction ? tr("Both directions")
             : isClient           ? tr("From the client")
                                  : tr("From the server");
    const auto *const kind = std::find_if(std::begin(kinds), std::end(kinds), [&condition](const char *name) {
        return condition.what == QLatin1StringView(name);
    });
    parts += kind == std::end(kinds) ? condition.what
                                     : m_what->itemText(static_cast<int>(kind - std::begin(kinds)));
    if (condition.opcode)
        parts += tr("opcode 0x%1").arg(*condition.opcode, 0, 16);
    if (condition.atLeast > 0)
        parts += tr("%1 bytes and more").arg(condition.atLeast);
    if (!condition.rule.isEmpty())
        parts += tr("breaks %1").arg(QString::fromLatin1(condition.rule));
    if (condition.nth > 0)
        parts += tr("number %1 of them").arg(condition.nth);
    return parts.join(QStringLiteral(" · "));
}

std::vector<core::HoldCondition> BreakpointDialog::conditions() const
{
    std::vector<core::HoldCondition> all = m_conditions;
    for (int row = 0; row < m_list->count(); ++row)
        all[static_cast<std::size_t>(row)].enabled = m_list->item(row)->checkState() == Qt::Checked;
    return all;
}

} // namespace ui
