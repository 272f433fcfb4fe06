// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: files that are opened, dropped and saved.
#include "ui/fileloading.h"
#include "ui/mainwindow.h"
#include "ui/text/problemtext.h"

#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QSaveFile>
#include <QUrl>

namespace ui {

bool MainWindow::openFile(const QString &path)
{
    if (isInLesson())
        m_desk->leave();
    const Narrator say = narrator();
    const QString name = QFileInfo(path).fileName();
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly)) {
        showMessage(say.phrase("problem.nofile", {{QStringLiteral("file"), name},
                                                  {QStringLiteral("detail"), file->errorString()}}));
        return false;
    }
    if (file->peek(1) == "{")
        return openScenario(file->readAll(), name);
    auto loading = std::make_unique<FileLoading>(std::move(file));
    loading->readOn();
    if (loading->reader().result().isNothing()) {
        showMessage(problemText(say, loading->reader(), name));
        return false;
    }
    m_next.clear();
    leaveRun();
    showPage(false);
    showMessage({});
    m_file = name;
    const bool isOver = loading->isOver();
    auto recording = loading->takeRecording();
    if (scenario(recording->scenario) != nullptr)
        m_scenario = recording->scenario;
    if (isOver) {
        m_session.setRecording(std::move(recording));
        showMessage(problemText(say, loading->reader(), name));
    } else {
        m_session.beginReading(std::move(recording));
        follow(std::move(loading));
    }
    refreshNames();
    return true;
}

/// Goes on reading while the window is used.
void MainWindow::follow(std::unique_ptr<FileLoading> loading)
{
    m_loading = std::move(loading);
    connect(m_loading.get(), &FileLoading::gained, this, [this] {
        m_session.update();
        refreshStatus();
    });
    connect(m_loading.get(), &FileLoading::finished, this, [this] {
        FileLoading *const ended = m_loading.release();
        ended->deleteLater(); // it is speaking
        showMessage(ended->isStopped() ? narrator().phrase("problem.readstopped")
                                       : problemText(narrator(), ended->reader(), m_file));
        m_session.finish();
        refreshStatus();
        emit fileRead();
    });
    m_loading->start();
}

void MainWindow::stopReading()
{
    if (m_loading != nullptr)
        m_loading->stop();
}

void MainWindow::showRecording(std::unique_ptr<core::Recording> recording)
{
    m_loading.reset();
    if (scenario(recording->scenario) != nullptr)
        m_scenario = recording->scenario;
    m_session.setRecording(std::move(recording));
    refreshNames();
}

void MainWindow::open()
{
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open a recording, a capture or a scenario"), QString(),
        tr("Recordings, captures and scenarios (*.fscope *.pcap *.pcapng *.json);;All files (*)"));
    if (!path.isEmpty())
        openFile(path);
}

void MainWindow::save()
{
    QString path =
        QFileDialog::getSaveFileName(this, tr("Save recording"), m_scenario + QStringLiteral(".fscope"),
                                     tr("Framescope recordings (*.fscope)"));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".fscope");
    QSaveFile file(path);
    const bool ok =
        file.open(QIODevice::WriteOnly) && core::writeRecording(file, m_session.recording()) && file.commit();
    showMessage(
        ok ? QString()
           : narrator().phrase("problem.nowrite", {{QStringLiteral("file"), QFileInfo(path).fileName()},
                                                   {QStringLiteral("detail"), file.errorString()}}));
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.front().isLocalFile())
        openFile(urls.front().toLocalFile());
}

} // namespace ui
