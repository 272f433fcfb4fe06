// SPDX-License-Identifier: GPL-3.0-or-later
// The window's lessons: what of it can be seen and used while one is open.
#include "ui/arrangement.h"
#include "ui/explanation/explanationpanel.h"
#include "ui/export/report.h"
#include "ui/lab/composerdock.h"
#include "ui/lab/wirebar.h"
#include "ui/lesson/lessoncard.h"
#include "ui/lesson/lessonpage.h"
#include "ui/lesson/noteswindow.h"
#include "ui/mainmenus.h"
#include "ui/mainwindow.h"
#include "ui/programs/programpage.h"
#include "ui/stepbar.h"
#include "ui/views/dockpage.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QLabel>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSaveFile>
#include <QStackedWidget>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

void MainWindow::setCourse(Course course)
{
    m_course = std::move(course);
    m_menus->setLessons([this] { return m_course.lessons(); },
                        [this](const QString &id) {
                            return m_course.progress &&
                                   isReviewDue(m_course.progress(id), QDate::currentDate());
                        });
}

bool MainWindow::openLesson(const QString &id, std::optional<quint64> seed)
{
    const auto lesson = lessonOf(id);
    if (!lesson)
        return false;
    openOnDesk(*lesson, seed, seed || !m_course.progress ? LessonProgress() : m_course.progress(id));
    return true;
}

bool MainWindow::openReview(const QString &id)
{
    const auto lesson = lessonOf(id);
    if (!lesson)
        return false;
    openOnDesk(core::reviewOf(*lesson), QRandomGenerator::global()->bounded(1, 1'000'000), {});
    return true;
}

std::optional<core::Lesson> MainWindow::lessonOf(const QString &id) const
{
    const std::vector<core::Lesson> all = m_course.lessons ? m_course.lessons() : std::vector<core::Lesson>();
    const auto found =
        std::find_if(all.begin(), all.end(), [&id](const core::Lesson &each) { return each.id == id; });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

void MainWindow::openOnDesk(const core::Lesson &lesson, std::optional<quint64> seed,
                            const LessonProgress &before)
{
    if (m_lessonPage == nullptr)
        buildLessons();
    m_next.clear();
    leaveRun();
    showMessage({});
    m_desk->open(lesson, seed, before);
}

void MainWindow::buildLessons()
{
    m_desk = new LessonDesk(m_session, m_selection, this);
    m_lessonPage = new LessonPage(*m_desk, m_course.misconceptions, m_scenarios, m_course.makeLab, this);
    m_lessonCard = new LessonCard(*m_desk, this);
    m_lessonFoot = new LessonFoot(*m_desk, this);
    m_notes = new NotesWindow(*m_desk, this);
    auto *const rows = qobject_cast<QVBoxLayout *>(centralWidget()->layout());
    rows->insertWidget(rows->indexOf(m_centre), m_lessonCard);
    // Below the docks, so that the way on stays where it is.
    m_lessonBar = new QToolBar(this);
    m_lessonBar->setObjectName(QStringLiteral("lessonBar"));
    m_lessonBar->setMovable(false);
    m_lessonBar->toggleViewAction()->setVisible(false);
    m_lessonBar->addWidget(m_lessonFoot);
    addToolBar(Qt::BottomToolBarArea, m_lessonBar);
    m_centre->addWidget(m_lessonPage);
    // Last of those that hear of a change, so that all of them show what is new.
    connect(m_desk, &LessonDesk::changed, this, &MainWindow::refreshLesson);
    connect(m_desk, &LessonDesk::runRequested, this, &MainWindow::runForLesson);
    connect(m_desk, &LessonDesk::viewRequested, this, &MainWindow::showView);
    connect(m_desk, &LessonDesk::left, this, &MainWindow::leaveRun);
    connect(m_desk, &LessonDesk::progressed, this, &MainWindow::lessonProgressed);
    connect(m_menus, &MainMenus::lessonStepRequested, this, [this](int forward) {
        if (forward > 0)
            m_desk->forward();
        else
            m_desk->back();
    });
    connect(m_menus, &MainMenus::notesRequested, m_notes,
            [this] { m_notes->setVisible(!m_notes->isVisible()); });
    connect(m_menus, &MainMenus::lessonLeft, m_desk, &LessonDesk::leave);
    const auto showTerm = [this](const QString &link) { emit m_explanation->anchorClicked(QUrl(link)); };
    connect(m_lessonPage, &LessonPage::linkActivated, this, showTerm);
    connect(m_lessonCard, &LessonCard::linkActivated, this, showTerm);
    applyLook();
    retranslate();
}

void MainWindow::runForLesson(const core::LessonRun &wanted)
{
    QString error;
    const core::LessonPlay &play = m_desk->play();
    const auto scenario = core::scenarioOf(wanted, play.lesson(), play.numbers(), m_scenarios, &error);
    if (scenario)
        run(*scenario, {});
    else
        showMessage(error); // a lesson is checked before it is opened
}

/// What somebody answered, under a name that is typed in now and kept nowhere else.
void MainWindow::saveReport()
{
    const Narrator say = narrator();
    const std::vector<ReportRow> rows =
        m_course.progress ? reportRows(m_course.lessons(), m_course.progress, say) : std::vector<ReportRow>();
    if (rows.empty()) {
        showMessage(say.phrase("report.none"), Ink::Normal);
        return;
    }
    bool isChosen = false;
    const QString name = QInputDialog::getText(this, say.phrase("report.save"), say.phrase("report.name"),
                                               QLineEdit::Normal, {}, &isChosen);
    if (!isChosen)
        return;
    QString path = QFileDialog::getSaveFileName(this, say.phrase("report.save"), QStringLiteral("report.csv"),
                                                say.phrase("report.files"));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".csv");
    QSaveFile file(path);
    bool isWritten = file.open(QIODevice::WriteOnly);
    if (isWritten && path.endsWith(QLatin1StringView(".pdf"), Qt::CaseInsensitive))
        isWritten = writeReportPdf(file, name, rows, say);
    else if (isWritten)
        isWritten = file.write(reportCsv(name, rows)) >= 0;
    showMessage(isWritten && file.commit()
                    ? QString()
                    : say.phrase("problem.nowrite", {{QStringLiteral("file"), QFileInfo(path).fileName()},
                                                     {QStringLiteral("detail"), file.errorString()}}));
}

/// What may be seen: while a question is open nothing of a recording; while a lesson is, its own way through
/// it.
void MainWindow::refreshLesson()
{
    const bool isOpen = m_desk->isOpen();
    const bool isCovered = isOpen && !m_desk->showsRecording();
    const QStringList locks = isOpen ? m_desk->play().lesson().locks : QStringList();
    if (isCovered) {
        for (PageDock *each : m_docks)
            if (!each->isHidden()) {
                m_coveredDocks.push_back(each);
                each->hide();
            }
    } else {
        for (PageDock *each : m_coveredDocks)
            each->show();
        m_coveredDocks.clear();
    }
    if (isCovered || locks.contains(QLatin1StringView("composer")))
        m_composer->hide();
    for (PageDock *each : m_docks)
        each->toggleViewAction()->setEnabled(!isCovered && !locks.contains(QLatin1StringView("views")));
    if (m_programs != nullptr)
        m_programs->setStartable(!isOpen);
    m_menus->lockFor(isOpen, isCovered, locks);
    m_centre->setCurrentWidget(isCovered ? static_cast<QWidget *>(m_lessonPage) : m_centre->widget(0));
    m_lessonCard->setVisible(isOpen && !isCovered);
    m_lessonBar->setVisible(isOpen);
    if (!isOpen)
        m_notes->hide();
    if (!isPresenting()) {
        m_bar->setVisible(!isOpen);
        m_wire->setVisible(!isOpen);
    }
    for (QLabel *each : {m_units, m_findings})
        each->setHidden(isCovered);
    const bool isComparing =
        m_desk->page() == LessonDesk::Page::Stop && m_desk->play().comparison() != nullptr;
    if (isOpen && m_desk->canGoForward() && !isComparing)
        m_lessonFoot->forward().setFocus();
    refreshTitle();
}

} // namespace ui
