// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: what the View and Edit menus do.
#include "ui/arrangement.h"
#include "ui/bytesview.h"
#include "ui/chat/chatpage.h"
#include "ui/explanation/dictionarypage.h"
#include "ui/hex/hexpage.h"
#include "ui/lab/composerdock.h"
#include "ui/ladderview.h"
#include "ui/mainmenus.h"
#include "ui/mainwindow.h"
#include "ui/programs/programpage.h"
#include "ui/table/unitpage.h"
#include "ui/tree/treepage.h"
#include "ui/viewmenu.h"
#include "ui/views/drawingpage.h"
#include "ui/views/walkpage.h"

#include <QClipboard>
#include <QDrag>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>

namespace ui {

void MainWindow::joinViewMenu()
{
    ViewMenu &view = m_menus->view();
    static const QHash<QString, Qt::Key> letters{{QStringLiteral("dictionaryDock"), Qt::Key_D},
                                                 {QStringLiteral("programsDock"), Qt::Key_P},
                                                 {QStringLiteral("walkDock"), Qt::Key_L}};
    int key = Qt::Key_4; // of those without a letter
    for (const PageDock *dock : m_docks) {
        const auto letter = letters.find(dock->objectName());
        dock->toggleViewAction()->setShortcut(
            Qt::CTRL | (letter != letters.end() ? *letter : static_cast<Qt::Key>(key++)));
        view.addPanel(dock->toggleViewAction());
    }
    connect(&view, &ViewMenu::lookRequested, this, &MainWindow::setLook);
    connect(&view, &ViewMenu::optionsRequested, this, [this, &view](const DiagramOptions &options) {
        m_bytes->setOptions(options);
        view.refresh(m_look, m_bytes->options());
    });
    const auto toggle = [this](int column) {
        m_arrangement->show(column, !m_arrangement->isShown(column));
        markPanels();
    };
    connect(&view, &ViewMenu::conversationRequested, this, [toggle] { toggle(Arrangement::conversation); });
    connect(&view, &ViewMenu::explanationRequested, this, [toggle] { toggle(Arrangement::explanation); });
    connect(&view, &ViewMenu::byTimeRequested, m_ladder, &LadderView::setByTime);
    connect(&view, &ViewMenu::presentationRequested, this, &MainWindow::present);
    connect(&view, &ViewMenu::resetRequested, this, [this] {
        m_arrangement->reset();
        applyLook();
        markPanels();
    });
}

void MainWindow::addDocks()
{
    const auto add = [this](const char *name, const char *title, auto make) {
        m_docks.push_back(new PageDock(name, title, make, this));
    };
    add("unitsDock", "view.units", [this] { return new UnitPage(m_session, m_selection, this); });
    add("conversationDock", "view.conversation",
        [this] { return new ChatPage(m_session, m_selection, this); });
    add("hexDock", "view.hex", [this] {
        auto *const page = new HexPage(m_session, m_selection, this);
        connect(&page->view(), &DrawingView::dragRequested, this,
                [this, page] { dragSelected(&page->view()); });
        return page;
    });
    add("treeDock", "view.tree", [this] { return new TreePage(m_session, m_selection, this); });
    add("lanesDock", "view.lanes",
        [this] { return new DrawingPage("view.lanes", m_session, m_selection, &makeLanes, this); });
    add("statesDock", "view.states",
        [this] { return new DrawingPage("view.states", m_session, m_selection, &makeStates, this); });
    add("programsDock", "view.programs", [this] {
        m_programs = new ProgramPage(m_session, m_selection, m_lab, this);
        connect(m_programs, &ProgramPage::startRequested, this, [this](const QString &id) {
            const core::Scenario *const wanted = m_scenarios.find(id);
            if (wanted == nullptr || isInLesson())
                return;
            showPage(false);
            run(*wanted, {.open = true, .byHand = true});
        });
        m_programs->setStartable(!isInLesson());
        tellRun(m_running ? scenario(m_scenario) : nullptr);
        return m_programs;
    });
    add("dictionaryDock", "dictionary.title",
        [this] { return new DictionaryPage(m_session, m_selection, this); });
    add("walkDock", "view.walk", [this] { return new WalkPage(m_session, m_selection, this); });
    connect(m_bytes, &DrawingView::dragRequested, this, [this] { dragSelected(m_bytes); });
    constexpr int height = 300;
    for (PageDock *dock : m_docks) {
        tabifyDockWidget(m_composer, dock);
        dock->hide();
        connect(dock->toggleViewAction(), &QAction::triggered, this, [this, dock](bool shown) {
            if (shown && !dock->isFloating() && dock->height() < height)
                resizeDocks({dock}, {height}, Qt::Vertical);
        });
    }
}

PageDock *MainWindow::dock(const QString &name) const
{
    const auto found = std::find_if(m_docks.begin(), m_docks.end(), [&name](const PageDock *each) {
        return each->objectName() == name + QStringLiteral("Dock");
    });
    return found == m_docks.end() ? nullptr : *found;
}

UnitPage &MainWindow::unitPage() { return static_cast<UnitPage &>(dock(QStringLiteral("units"))->page()); }

ChatPage &MainWindow::chatPage()
{
    return static_cast<ChatPage &>(dock(QStringLiteral("conversation"))->page());
}

ProgramPage &MainWindow::programPage()
{
    return static_cast<ProgramPage &>(dock(QStringLiteral("programs"))->page());
}

HexPage &MainWindow::hexPage() { return static_cast<HexPage &>(dock(QStringLiteral("hex"))->page()); }

TreePage &MainWindow::treePage() { return static_cast<TreePage &>(dock(QStringLiteral("tree"))->page()); }

DictionaryPage &MainWindow::dictionary()
{
    return static_cast<DictionaryPage &>(dock(QStringLiteral("dictionary"))->page());
}

DrawingPage &MainWindow::lanesPage()
{
    return static_cast<DrawingPage &>(dock(QStringLiteral("lanes"))->page());
}

WalkPage &MainWindow::walkPage() { return static_cast<WalkPage &>(dock(QStringLiteral("walk"))->page()); }

/// And shows that it is there.
void MainWindow::addToWalk()
{
    walkPage().add();
    showView(QStringLiteral("walk"));
}

/// A walk-through that nothing holds but the window is not lost without a question.
bool MainWindow::mayLeaveWalk()
{
    if (dock(QStringLiteral("walk"))->widget() == nullptr || walkPage().mayClose())
        return true;
    showView(QStringLiteral("walk")); // it says what went wrong, if something did
    return false;
}

/// Goes on with the search of the unit table; 0, or where nothing is sought yet: asks for what to find.
void MainWindow::findNext(int direction)
{
    if (direction != 0 && unitPage().isSeeking()) {
        unitPage().findNext(direction);
        return;
    }
    showView(QStringLiteral("units"));
    unitPage().find();
}

bool MainWindow::showView(const QString &name)
{
    static const QStringList columns{QStringLiteral("bits"), QStringLiteral("pipeline"),
                                     QStringLiteral("ladder")};
    if (columns.contains(name)) // always there
        return true;
    PageDock *const wanted = dock(name);
    if (wanted == nullptr)
        return false;
    if (wanted->isHidden())
        wanted->toggleViewAction()->trigger();
    wanted->raise();
    return true;
}

void MainWindow::present()
{
    m_arrangement->present(!isPresenting());
    applyLook();
    markPanels();
    m_bytes->setFocus();
}

bool MainWindow::isPresenting() const { return m_arrangement->isPresenting(); }

QByteArray MainWindow::arrangement() const { return m_arrangement->save(); }

void MainWindow::setArrangement(const QByteArray &state)
{
    m_arrangement->restore(state);
    markPanels();
}

void MainWindow::markPanels()
{
    m_menus->view().markPanels(m_arrangement->isShown(Arrangement::conversation),
                               m_arrangement->isShown(Arrangement::explanation));
}

void MainWindow::copySelected(CopyForm form)
{
    if (m_selection.unit())
        QGuiApplication::clipboard()->setText(
            copyAs(form, *m_session.conversation(), *m_selection.unit(), m_selection.bits(), narrator()));
}

/// The selected bytes: as hex for a text, as they are for a program that takes bytes.
void MainWindow::dragSelected(QWidget *from)
{
    if (!m_selection.unit())
        return;
    const core::Conversation &conversation = *m_session.conversation();
    auto *const what = new QMimeData;
    what->setText(copyAs(CopyForm::Hex, conversation, *m_selection.unit(), m_selection.bits(), narrator()));
    what->setData(QStringLiteral("application/octet-stream"),
                  selectedBytes(conversation, *m_selection.unit(), m_selection.bits()));
    auto *const drag = new QDrag(from);
    drag->setMimeData(what);
    drag->exec(Qt::CopyAction);
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && isPresenting())
        present();
    else
        QMainWindow::keyPressEvent(event);
}

} // namespace ui
