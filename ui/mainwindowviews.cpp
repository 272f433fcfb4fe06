// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: what the View and Edit menus do.
#include "ui/arrangement.h"
#include "ui/bytesview.h"
#include "ui/chat/chatdock.h"
#include "ui/explanation/dictionarydock.h"
#include "ui/hex/hexdock.h"
#include "ui/lab/composerdock.h"
#include "ui/ladderview.h"
#include "ui/mainmenus.h"
#include "ui/mainwindow.h"
#include "ui/table/unitdock.h"
#include "ui/tree/treedock.h"
#include "ui/viewmenu.h"
#include "ui/views/drawingdock.h"

#include <QClipboard>
#include <QDrag>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>

namespace ui {

void MainWindow::joinViewMenu()
{
    ViewMenu &view = m_menus->view();
    int key = Qt::Key_4;
    for (const QDockWidget *dock : calledFor()) {
        dock->toggleViewAction()->setShortcut(dock == m_dictionary
                                                  ? QKeySequence(Qt::CTRL | Qt::Key_D)
                                                  : QKeySequence(Qt::CTRL | static_cast<Qt::Key>(key++)));
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
    m_docks = {
        new DrawingDock("lanesDock", "view.lanes", m_session, m_selection, &makeLanes, this),
        new DrawingDock("statesDock", "view.states", m_session, m_selection, &makeStates, this),
    };
    m_table = new UnitDock(m_session, m_selection, this);
    m_chat = new ChatDock(m_session, m_selection, this);
    m_hex = new HexDock(m_session, m_selection, this);
    m_tree = new TreeDock(m_session, m_selection, this);
    m_dictionary = new DictionaryDock(m_session, m_selection, this);
    for (DrawingView *view :
         {static_cast<DrawingView *>(m_bytes), static_cast<DrawingView *>(&m_hex->view())})
        connect(view, &DrawingView::dragRequested, this, [this, view] { dragSelected(view); });
    constexpr int height = 300;
    for (QDockWidget *dock : calledFor()) {
        tabifyDockWidget(m_composer, dock);
        dock->hide();
        connect(dock->toggleViewAction(), &QAction::triggered, this, [this, dock](bool shown) {
            if (shown && !dock->isFloating() && dock->height() < height)
                resizeDocks({dock}, {height}, Qt::Vertical);
        });
    }
}

std::vector<QDockWidget *> MainWindow::calledFor() const
{
    std::vector<QDockWidget *> docks{m_table, m_chat, m_hex, m_tree};
    docks.insert(docks.end(), m_docks.begin(), m_docks.end());
    docks.push_back(m_dictionary);
    return docks;
}

bool MainWindow::showView(const QString &name)
{
    static const QStringList columns{QStringLiteral("bits"), QStringLiteral("pipeline"),
                                     QStringLiteral("ladder")};
    if (columns.contains(name)) // always there
        return true;
    const std::vector<QDockWidget *> docks = calledFor();
    const auto dock = std::find_if(docks.begin(), docks.end(), [&name](const QDockWidget *each) {
        return each->objectName() == name + QStringLiteral("Dock");
    });
    if (dock == docks.end())
        return false;
    if ((*dock)->isHidden())
        (*dock)->toggleViewAction()->trigger();
    (*dock)->raise();
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
