// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainmenus.h"

#include "ui/viewmenu.h"

#include <QCoreApplication>
#include <QMainWindow>
#include <QMenuBar>
#include <QMessageBox>
#include <QRegularExpression>

namespace ui {

MainMenus::MainMenus(QMainWindow &window, core::Scenarios scenarios)
    : QObject(&window)
    , m_window(window)
    , m_scenarios(std::move(scenarios))
{
    buildFile();
    buildEdit();
    buildRun();
    buildStep();
    buildWire();
    buildCourse();
    buildView();
    buildHelp();
}

QMenu *MainMenus::addMenu(QMenu *in, const char *text)
{
    QMenu *const menu = in != nullptr ? in->addMenu(QString()) : m_window.menuBar()->addMenu(QString());
    m_menus.emplace_back(menu, text);
    return menu;
}

template<typename Slot>
QAction *MainMenus::addItem(QMenu *menu, const char *text, const QList<QKeySequence> &keys, Slot slot)
{
    QAction *const action = menu->addAction(QString());
    action->setShortcuts(keys);
    connect(action, &QAction::triggered, this, slot);
    m_items.push_back({action, text});
    return action;
}

void MainMenus::buildFile()
{
    QMenu *const file = addMenu(nullptr, QT_TR_NOOP("&File"));
    addItem(file, QT_TR_NOOP("&Open recording..."), {QKeySequence(Qt::CTRL | Qt::Key_O)},
            &MainMenus::openRequested);
    addItem(file, QT_TR_NOOP("&Save recording as..."), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)},
            &MainMenus::saveRequested);
    addItem(file, QT_TR_NOOP("Save the &certificate of this run..."), {}, &MainMenus::certificateRequested);
    file->addSeparator();
    addItem(file, QT_TR_NOOP("&Quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)}, [this] { m_window.close(); });
}

void MainMenus::buildEdit()
{
    QMenu *const edit = m_edit = addMenu(nullptr, QT_TR_NOOP("&Edit"));
    addItem(edit, QT_TR_NOOP("&Undo the change"), {QKeySequence(Qt::CTRL | Qt::Key_Z)},
            &MainMenus::undoRequested);
    addItem(edit, QT_TR_NOOP("&Redo the change"),
            {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)},
            &MainMenus::redoRequested);
    edit->addSeparator();
    addItem(edit, QT_TR_NOOP("&Copy the selected bytes"), {QKeySequence(Qt::CTRL | Qt::Key_C)},
            [this] { emit copyRequested(CopyForm::Hex); });
    QMenu *const copy = addMenu(edit, QT_TR_NOOP("Copy &as"));
    for (const auto &[text, form] : {std::pair{QT_TR_NOOP("&Hexadecimal"), CopyForm::Hex},
                                     {QT_TR_NOOP("&C array"), CopyForm::CArray},
                                     {QT_TR_NOOP("&Base64"), CopyForm::Base64},
                                     {QT_TR_NOOP("&Text"), CopyForm::Text},
                                     {QT_TR_NOOP("Table of the fields (&Markdown)"), CopyForm::Markdown}})
        addItem(copy, text, {}, [this, form = form] { emit copyRequested(form); });
    edit->addSeparator();
    addItem(edit, QT_TR_NOOP("&Find..."), {QKeySequence(Qt::CTRL | Qt::Key_F)}, &MainMenus::findRequested);
    addItem(edit, QT_TR_NOOP("Find &next"), {QKeySequence(Qt::Key_F3)},
            [this] { emit findNextRequested(1); });
    addItem(edit, QT_TR_NOOP("Find &previous"), {QKeySequence(Qt::SHIFT | Qt::Key_F3)},
            [this] { emit findNextRequested(-1); });
    edit->addSeparator();
    addItem(edit, QT_TR_NOOP("&Back to what was selected before"), {QKeySequence(Qt::ALT | Qt::Key_Left)},
            &MainMenus::backRequested);
    addItem(edit, QT_TR_NOOP("For&ward again"), {QKeySequence(Qt::ALT | Qt::Key_Right)},
            &MainMenus::forwardRequested);
}

void MainMenus::buildRun()
{
    QMenu *const run = m_run = addMenu(nullptr, QT_TR_NOOP("&Run"));
    addItem(run, QT_TR_NOOP("&New connection..."), {QKeySequence(Qt::CTRL | Qt::Key_N)},
            &MainMenus::connectionRequested);
    addItem(run, QT_TR_NOOP("&Run again"), {QKeySequence(Qt::Key_F5)}, &MainMenus::runRequested);
    addItem(run, QT_TR_NOOP("&Stop"), {QKeySequence(Qt::SHIFT | Qt::Key_F5)}, &MainMenus::stopRequested);
    run->addSeparator();
    m_scenarioMenu = addMenu(run, QT_TR_NOOP("S&cenario"));
    connect(m_scenarioMenu, &QMenu::aboutToShow, this, [this] {
        if (m_scenarioActions.empty()) {
            addScenarios();
            refresh(m_language, m_current);
        }
    });
    addItem(run, QT_TR_NOOP("&Question of the experiment, or its bytes"),
            {QKeySequence(Qt::CTRL | Qt::Key_E)}, &MainMenus::experimentRequested);
}

// The plain ones in the menu itself, experiments in a menu for each group.
void MainMenus::addScenarios()
{
    static constexpr const char *titles[] = {QT_TR_NOOP("&Break it safely"), QT_TR_NOOP("&One rule broken"),
                                             QT_TR_NOOP("Bug &museum"),
                                             QT_TR_NOOP("The &fooled cache")}; // by group
    QMenu *menus[std::size(titles)] = {};
    m_scenarioMenu->setToolTipsVisible(true);
    for (const core::Scenario &each : m_scenarios.all()) {
        QMenu *menu = m_scenarioMenu;
        if (each.experiment) {
            const auto group = static_cast<std::size_t>(each.experiment->group);
            if (menus[group] == nullptr) {
                menus[group] = addMenu(m_scenarioMenu, titles[group]);
                menus[group]->setToolTipsVisible(true);
            }
            menu = menus[group];
        }
        QAction *const action = menu->addAction(QString());
        action->setData(each.id);
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, id = each.id] { emit scenarioRequested(id); });
        m_scenarioActions.push_back(action);
    }
}

void MainMenus::buildWire()
{
    QMenu *const wire = m_wire = addMenu(nullptr, QT_TR_NOOP("&Wire"));
    addItem(wire, QT_TR_NOOP("&Hold the wire, or let it go"), {QKeySequence(Qt::Key_F6)},
            &MainMenus::holdRequested);
    addItem(wire, QT_TR_NOOP("Pass &one on"), {QKeySequence(Qt::Key_F10)}, &MainMenus::passOneRequested);
    addItem(wire, QT_TR_NOOP("Pass &all on"), {QKeySequence(Qt::SHIFT | Qt::Key_F10)},
            &MainMenus::passAllRequested);
    wire->addSeparator();
    addItem(wire, QT_TR_NOOP("&Breakpoints..."), {QKeySequence(Qt::CTRL | Qt::Key_B)},
            &MainMenus::breakpointsRequested);
    addItem(wire, QT_TR_NOOP("&Path..."), {}, &MainMenus::pathRequested);
    wire->addSeparator();
    m_compose = addItem(wire, QT_TR_NOOP("&Compose a message"), {QKeySequence(Qt::CTRL | Qt::Key_M)},
                        &MainMenus::composeRequested);
}

void MainMenus::buildStep()
{
    QMenu *const step = addMenu(nullptr, QT_TR_NOOP("&Step"));
    m_nextStep =
        addItem(step, QT_TR_NOOP("&Next step"), {QKeySequence(Qt::Key_F8), QKeySequence(Qt::Key_PageDown)},
                [this] { emit stepsRequested(1); });
    m_previousStep =
        addItem(step, QT_TR_NOOP("&Previous step"), {QKeySequence(Qt::Key_F7), QKeySequence(Qt::Key_PageUp)},
                [this] { emit stepsRequested(-1); });
    addItem(step, QT_TR_NOOP("&First step"), {QKeySequence(Qt::Key_Home)}, &MainMenus::firstStepRequested);
    addItem(step, QT_TR_NOOP("&Last step"), {QKeySequence(Qt::Key_End)}, &MainMenus::lastStepRequested);
    step->addSeparator();
    addItem(step, QT_TR_NOOP("Pl&ay or pause"), {QKeySequence(Qt::Key_F9)}, &MainMenus::playRequested);
    step->addSeparator();
    m_addToWalk = addItem(step, QT_TR_NOOP("Add this step to the &walk-through"),
                          {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)}, &MainMenus::addToWalkRequested);
}

void MainMenus::buildCourse()
{
    m_course = addMenu(nullptr, QT_TR_NOOP("&Course"));
    m_lessonActions = {
        addItem(m_course, QT_TR_NOOP("Go &on in the lesson"), {}, [this] { emit lessonStepRequested(1); }),
        addItem(m_course, QT_TR_NOOP("Go &back in the lesson"), {}, [this] { emit lessonStepRequested(-1); }),
        addItem(m_course, QT_TR_NOOP("&Notes for the one who teaches"),
                {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N)}, &MainMenus::notesRequested),
        addItem(m_course, QT_TR_NOOP("&Leave the lesson"), {}, &MainMenus::lessonLeft)};
    addItem(m_course, QT_TR_NOOP("Save the &report..."), {}, &MainMenus::reportRequested);
    m_course->addSeparator();
    m_course->menuAction()->setVisible(false);
    connect(m_course, &QMenu::aboutToShow, this, &MainMenus::addLessons);
    lockFor(false, false, {});
}

void MainMenus::setLessons(std::function<std::vector<core::Lesson>()> read,
                           std::function<bool(const QString &id)> isDue)
{
    m_lessons = std::move(read);
    m_isDue = std::move(isDue);
    m_course->menuAction()->setVisible(true);
}

void MainMenus::addLessons()
{
    for (QAction *action : m_course->actions())
        if (!action->data().isNull())
            delete action;
    const auto add = [this](const QString &pattern, const core::Lesson &lesson,
                            void (MainMenus::*asked)(const QString &)) {
        const QString &title = m_language == Language::Korean ? lesson.title.ko : lesson.title.en;
        QAction *const action = m_course->addAction(pattern.arg(lesson.id, title));
        action->setData(lesson.id);
        connect(action, &QAction::triggered, this, [this, asked, id = lesson.id] { emit(this->*asked)(id); });
    };
    const std::vector<core::Lesson> lessons = m_lessons();
    for (const core::Lesson &each : lessons)
        if (m_isDue(each.id))
            add(tr("Review today: %1 · %2"), each, &MainMenus::reviewRequested);
    for (const core::Lesson &each : lessons)
        add(QStringLiteral("%1 · %2"), each, &MainMenus::lessonRequested);
}

void MainMenus::lockFor(bool lessonOpen, bool covered, const QStringList &locks)
{
    const QKeySequence down(Qt::Key_PageDown);
    const QKeySequence up(Qt::Key_PageUp);
    const QKeySequence next(Qt::Key_F8);
    const QKeySequence previous(Qt::Key_F7);
    m_nextStep->setShortcuts(lessonOpen ? QList{next} : QList{next, down});
    m_previousStep->setShortcuts(lessonOpen ? QList{previous} : QList{previous, up});
    m_lessonActions[0]->setShortcuts(lessonOpen ? QList{down} : QList<QKeySequence>());
    m_lessonActions[1]->setShortcuts(lessonOpen ? QList{up} : QList<QKeySequence>());
    for (QAction *action : m_lessonActions)
        action->setEnabled(lessonOpen);
    const auto enable = [](const QMenu *menu, bool enabled) {
        for (QAction *action : menu->actions())
            action->setEnabled(enabled);
    };
    enable(m_run, !covered && !locks.contains(QLatin1StringView("scenarios")));
    enable(m_wire, !covered && !locks.contains(QLatin1StringView("wire")));
    if (locks.contains(QLatin1StringView("composer")))
        m_compose->setEnabled(false);
    enable(m_edit, !covered);
    m_addToWalk->setEnabled(!covered && !locks.contains(QLatin1StringView("views")));
}

void MainMenus::buildView()
{
    QMenu *const view = addMenu(nullptr, QT_TR_NOOP("&View"));
    m_view = new ViewMenu(*view);
}

void MainMenus::buildHelp()
{
    QMenu *const help = addMenu(nullptr, QT_TR_NOOP("&Help"));
    addItem(help, QT_TR_NOOP("&Keyboard shortcuts"), {QKeySequence(Qt::CTRL | Qt::Key_Slash)},
            &MainMenus::showShortcuts);
    addItem(help, QT_TR_NOOP("&About Framescope"), {}, &MainMenus::showAbout);
}

void MainMenus::refresh(Language language, const QString &scenario)
{
    for (const auto &[menu, text] : m_menus)
        menu->setTitle(tr(text));
    for (const Item &item : m_items)
        item.action->setText(tr(item.text));
    m_language = language;
    m_current = scenario;
    const bool korean = language == Language::Korean;
    for (std::size_t i = 0; i < m_scenarioActions.size(); ++i) {
        const core::Scenario &each = m_scenarios.all()[i];
        QAction *const action = m_scenarioActions[i];
        action->setText(korean ? each.title.ko : each.title.en);
        action->setToolTip(korean ? each.summary.ko : each.summary.en);
        action->setChecked(each.id == scenario);
    }
}

// Not modal: it is read beside the work.
void MainMenus::showText(const QString &title, const QString &text)
{
    auto *const box = new QMessageBox(QMessageBox::NoIcon, title, text, QMessageBox::Close, &m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setModal(false);
    box->show();
}

void MainMenus::showAbout()
{
    showText(tr("About Framescope"),
             tr("Framescope %1\n\nA desktop microscope for the WebSocket protocol.\n"
                "Free software under the GNU General Public License, version 3 or later.")
                 .arg(QCoreApplication::applicationVersion()));
}

void MainMenus::showShortcuts()
{
    static const QRegularExpression marks(QStringLiteral("\\(&.\\)|&|\\.\\.\\."));
    const QString row =
        QStringLiteral("<tr><td style='padding:2px 24px 2px 0'>%1</td><td><b>%2</b></td></tr>");
    QString rows;
    for (const Item &item : m_items) {
        QStringList keys;
        for (const QKeySequence &key : item.action->shortcuts())
            keys += key.toString(QKeySequence::NativeText);
        if (!keys.isEmpty())
            rows += row.arg(QString(tr(item.text)).remove(marks), keys.join(QStringLiteral(" · ")));
    }
    for (const QAction *action : m_view->actions())
        if (!action->shortcut().isEmpty())
            rows +=
                row.arg(action->text().remove(marks), action->shortcut().toString(QKeySequence::NativeText));
    rows += row.arg(tr("Select a byte of the field, a bit of the byte; back to the field"),
                    QStringLiteral("Enter · Esc"));
    rows += row.arg(tr("Select the neighbouring field or turn"), QStringLiteral("← → ↑ ↓"));
    showText(tr("Keyboard shortcuts"), QStringLiteral("<table>%1</table>").arg(rows));
}

} // namespace ui
