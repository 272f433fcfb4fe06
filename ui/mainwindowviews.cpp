// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: what the View and Edit menus do.
#include "ui/arrangement.h"
#include "ui/bytesview.h"
#include "ui/mainmenus.h"
#include "ui/mainwindow.h"
#include "ui/viewmenu.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>

namespace ui {

void MainWindow::joinViewMenu()
{
    ViewMenu &view = m_menus->view();
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
    connect(&view, &ViewMenu::presentationRequested, this, &MainWindow::present);
    connect(&view, &ViewMenu::resetRequested, this, [this] {
        m_arrangement->reset();
        applyLook();
        markPanels();
    });
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

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && isPresenting())
        present();
    else
        QMainWindow::keyPressEvent(event);
}

} // namespace ui
