// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/scenarios.h"
#include "core/lesson/lesson.h"
#include "ui/copyas.h"

#include <QObject>

#include <functional>

class QAction;
class QMainWindow;
class QMenu;

namespace ui {

class ViewMenu;

/// The menus with their keys. They only ask; the window decides.
class MainMenus : public QObject
{
    Q_OBJECT

public:
    MainMenus(QMainWindow &window, core::Scenarios scenarios);

    QMenu *scenarioMenu() const { return m_scenarioMenu; }
    ViewMenu &view() const { return *m_view; }
    /// Texts in the language of the translators, scenarios in `language`, marks where they belong.
    void refresh(Language language, const QString &scenario);
    /// Read when the menu of the course is opened.
    /// `isDue`: of a lesson by its id, whether it is to be reviewed.
    void setLessons(std::function<std::vector<core::Lesson>()> read,
                    std::function<bool(const QString &id)> isDue);
    /// While a lesson is open the page keys lead through it. `covered`: a question is open, and what could
    /// answer it is shut; `locks` as a lesson has them.
    void lockFor(bool lessonOpen, bool covered, const QStringList &locks);

signals:
    void openRequested();
    void saveRequested();
    void certificateRequested();
    void runRequested();
    void stopRequested();
    void scenarioRequested(const QString &id);
    void lessonRequested(const QString &id);
    void reviewRequested(const QString &id);
    void lessonStepRequested(int forward); // negative: back
    void lessonLeft();
    void notesRequested();
    void reportRequested();
    void experimentRequested();       // or away from it
    void stepsRequested(int forward); // negative: back
    void firstStepRequested();
    void lastStepRequested();
    void playRequested();
    void addToWalkRequested();
    void holdRequested();
    void passOneRequested();
    void passAllRequested();
    void undoRequested();
    void redoRequested();
    void breakpointsRequested();
    void pathRequested();
    void connectionRequested();
    void composeRequested();
    void findRequested();
    void findNextRequested(int direction);
    void backRequested();
    void forwardRequested();
    void copyRequested(ui::CopyForm form);

private:
    QMenu *addMenu(QMenu *in, const char *text);
    template<typename Slot>
    QAction *addItem(QMenu *menu, const char *text, const QList<QKeySequence> &keys, Slot slot);
    void buildFile();
    void buildEdit();
    void buildRun();
    void addScenarios();
    void buildStep();
    void buildWire();
    void buildView();
    void buildCourse();
    void addLessons();
    void buildHelp();
    void showAbout();
    void showShortcuts();
    void showText(const QString &title, const QString &text);

    struct Item
    {
        QAction *action;
        const char *text; // for tr()
    };

    QMainWindow &m_window;
    core::Scenarios m_scenarios;
    std::vector<Item> m_items;
    std::vector<std::pair<QMenu *, const char *>> m_menus;
    QMenu *m_scenarioMenu = nullptr;
    QMenu *m_run = nullptr;
    QMenu *m_wire = nullptr;
    QMenu *m_edit = nullptr;
    QMenu *m_course = nullptr;
    QAction *m_nextStep = nullptr;
    QAction *m_previousStep = nullptr;
    QAction *m_compose = nullptr;
    QAction *m_addToWalk = nullptr;
    std::vector<QAction *> m_lessonActions; // forward, back, leave
    std::function<std::vector<core::Lesson>()> m_lessons;
    std::function<bool(const QString &id)> m_isDue;
    std::vector<QAction *>
        m_scenarioActions; // one for each scenario, in their order; none before it is opened
    Language m_language = Language::English;
    QString m_current; // scenario
    ViewMenu *m_view = nullptr;
};

} // namespace ui
