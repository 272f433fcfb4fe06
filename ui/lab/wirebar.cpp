// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/wirebar.h"

#include "ui/lab/breakpointdialog.h"
#include "ui/lab/pathdialog.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

#include <algorithm>
#include <tuple>
#include <utility>

namespace ui {

WireBar::WireBar(const Session &session, core::LabControl &lab, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_lab(lab)
    , m_holdButton(new QPushButton(this))
    , m_one(new QPushButton(this))
    , m_all(new QPushButton(this))
    , m_breakpoints(new QPushButton(this))
    , m_pathButton(new QPushButton(this))
    , m_cutButton(new QPushButton(this))
    , m_cutMenu(new QMenu(this))
    , m_state(new QLabel(this))
{
    setObjectName(QStringLiteral("wireBar"));
    setAttribute(Qt::WA_StyledBackground);
    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 6, 14, 6);
    layout->setSpacing(8);
    m_holdButton->setObjectName(QStringLiteral("hold"));
    m_holdButton->setCheckable(true);
    for (QPushButton *button : {m_holdButton, m_one, m_all})
        layout->addWidget(button);
    layout->addSpacing(8);
    layout->addWidget(m_state, 1);
    for (QPushButton *button : {m_breakpoints, m_pathButton, m_cutButton})
        layout->addWidget(button);
    m_cutButton->setMenu(m_cutMenu);
    connect(m_cutMenu->addAction(QString()), &QAction::triggered, this, [this] { cut("fin"); });
    connect(m_cutMenu->addAction(QString()), &QAction::triggered, this, [this] { cut("rst"); });

    connect(m_holdButton, &QPushButton::clicked, this, &WireBar::setHolding);
    connect(m_one, &QPushButton::clicked, this, &WireBar::passOne);
    connect(m_all, &QPushButton::clicked, this, &WireBar::passAll);
    connect(m_breakpoints, &QPushButton::clicked, this, &WireBar::editBreakpoints);
    connect(m_pathButton, &QPushButton::clicked, this, &WireBar::editPath);
    connect(&session, &Session::heldChanged, this, &WireBar::refresh);
    connect(&session, &Session::grown, this, &WireBar::refresh);
    retranslate();
}

bool WireBar::isHolding() const { return m_hold.all[0]; }

void WireBar::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    refresh();
}

void WireBar::setTheme(const Theme &theme)
{
    m_theme = theme;
    refresh();
}

void WireBar::setHolding(bool on)
{
    m_hold.all[0] = m_hold.all[1] = on;
    m_lab.setHold(m_hold);
    if (!on)
        m_lab.letAllGo();
    refresh();
}

void WireBar::passOne()
{
    const QVector<core::HeldUnit> &held = m_session.held();
    // What is not held waits for another one: letting it go again would do nothing.
    const auto rank = [](const core::HeldUnit &unit) {
        return std::tuple(!unit.isHeld && !unit.isArriving, unit.isArriving, unit.arrivedNs);
    };
    const auto first = std::min_element(held.begin(), held.end(),
                                        [&](const auto &a, const auto &b) { return rank(a) < rank(b); });
    if (first == held.end())
        return;
    // The one in front of its direction: a swapped one may have come later.
    const auto front = std::find_if(held.begin(), held.end(), [first](const auto &unit) {
        return unit.connection == first->connection && unit.direction == first->direction &&
               unit.isHeld == first->isHeld;
    });
    m_lab.letGo(front->id);
}

void WireBar::passAll() { m_lab.letAllGo(); }

void WireBar::editBreakpoints()
{
    BreakpointDialog dialog(m_hold.conditions, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    m_hold.conditions = dialog.conditions();
    m_lab.setHold(m_hold);
    refresh();
}

void WireBar::editPath()
{
    PathDialog dialog(m_path[0], m_path[1], this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    for (const core::Direction direction : {core::Direction::Client, core::Direction::Server}) {
        core::PathConditions &path = m_path[direction == core::Direction::Server ? 1 : 0];
        if (std::exchange(path, dialog.conditions(direction)) != path)
            m_lab.setPath(direction, path);
    }
    refresh();
}

void WireBar::cut(const char *how)
{
    core::ActionSpec action;
    action.who = QStringLiteral("wire");
    action.what = QStringLiteral("cut");
    action.args = {{QStringLiteral("direction"), QStringLiteral("client")},
                   {QStringLiteral("after"), 0},
                   {QStringLiteral("how"), QString::fromLatin1(how)}};
    m_lab.act(0, action);
}

void WireBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void WireBar::retranslate()
{
    const std::tuple<QPushButton *, QString, QString> texts[] = {
        {m_holdButton, tr("Hold the wire"),
         tr("Keep what arrives on the wire until it is passed on; both ends go on living (F6)")},
        {m_one, tr("Pass one on"), tr("Pass on the unit that has waited longest (F10)")},
        {m_all, tr("Pass all on"), tr("Pass on all that waits (Shift+F10)")},
        {m_breakpoints, tr("Breakpoints..."), tr("Hold only what fits a condition")},
        {m_pathButton, tr("Path..."), tr("Delay, jitter, speed and the size of chunks, by direction")},
        {m_cutButton, tr("Cut"), tr("End TCP on both sides")},
    };
    for (const auto &[button, text, tip] : texts) {
        button->setText(text);
        button->setToolTip(tip);
        button->setAccessibleDescription(tip);
    }
    const QList<QAction *> cuts = m_cutMenu->actions();
    cuts[0]->setText(tr("With FIN"));
    cuts[1]->setText(tr("With RST"));
    refresh();
}

void WireBar::refresh()
{
    const auto count = m_session.held().size();
    const auto breakpoints = std::count_if(m_hold.conditions.begin(), m_hold.conditions.end(),
                                           [](const core::HoldCondition &c) { return c.enabled; });
    m_holdButton->setChecked(isHolding());
    m_one->setEnabled(count > 0);
    m_all->setEnabled(count > 0);
    const bool isPathChanged = m_path[0] != core::PathConditions() || m_path[1] != core::PathConditions();
    QStringList parts;
    if (m_narrator) {
        if (count > 0)
            parts += m_narrator->phrase("wire.held", {{QStringLiteral("count"), QString::number(count)}});
        else if (isHolding())
            parts += m_narrator->phrase("wire.holding");
        if (breakpoints > 0)
            parts += m_narrator->phrase("wire.breakpoints",
                                        {{QStringLiteral("count"), QString::number(breakpoints)}});
        if (isPathChanged)
            parts += m_narrator->phrase("wire.path");
    }
    m_state->setText(parts.join(QStringLiteral(" · ")));
    const Ink ink = count > 0 || isHolding() ? Ink::Selection : Ink::Secondary;
    const QString colour = QStringLiteral("color: %1;").arg(m_theme.ink(ink).name());
    if (m_state->styleSheet() != colour) // polishes the label anew, and this is called for every batch
        m_state->setStyleSheet(colour);
}

} // namespace ui
