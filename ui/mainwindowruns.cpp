// SPDX-License-Identifier: GPL-3.0-or-later
// The window's runs: what it asks of the lab, and what comes of it.
#include "core/lab/expectation.h"
#include "core/lab/scenariowriter.h"
#include "ui/bytesview.h"
#include "ui/fileloading.h"
#include "ui/lab/composer.h"
#include "ui/lab/composerdock.h"
#include "ui/lab/experimentpage.h"
#include "ui/lab/heldpanel.h"
#include "ui/lab/pairdialog.h"
#include "ui/lab/wirebar.h"
#include "ui/mainwindow.h"
#include "ui/programs/programpage.h"
#include "ui/stepbar.h"
#include "ui/text/outcometext.h"
#include "ui/text/problemtext.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QSaveFile>
#include <QStackedWidget>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace ui {

constexpr std::size_t pairsKept = 8;

void MainWindow::run(const core::Scenario &own, const core::RunOptions &options)
{
    m_own = own;
    m_ownOptions = options;
    runScenario(own.id);
}

void MainWindow::askForConnection()
{
    core::Scenario fresh;
    fresh.id = QStringLiteral("connection");
    fresh.title = {QStringLiteral("새 연결"), QStringLiteral("New connection")};
    fresh.summary = {QStringLiteral("사용자가 고른 두 프로그램 사이의 연결입니다."),
                     QStringLiteral("A connection between the two programs that were chosen.")};
    if (isInLesson())
        m_desk->leave();
    auto *const dialog = new PairDialog(!m_pairs.empty() ? m_pairs.front() : fresh, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setTheme(Theme(m_look.theme));
    dialog->setHoldOpen(true);
    dialog->setRecent(m_pairs);
    dialog->setAddresses(m_addresses);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const core::Scenario pair = dialog->scenario();
        std::erase(m_pairs, pair);
        m_pairs.insert(m_pairs.begin(), pair);
        m_pairs.resize(std::min(m_pairs.size(), pairsKept));
        emit pairsChanged(m_pairs);
        showPage(false);
        run(pair, dialog->options());
        m_composer->show();
    });
    dialog->open();
}

void MainWindow::compose()
{
    m_composer->setVisible(!m_composer->isVisible());
    if (m_composer->isVisible())
        m_composer->composer().page(m_composer->composer().what())->setFocus();
}

void MainWindow::ask(const QString &id)
{
    if (isInLesson())
        m_desk->leave();
    if (m_own && m_own->id == id && m_scenarios.find(id) != nullptr) // as it is, not as it was run by hand
        m_own.reset();
    const core::Scenario *const wanted = scenario(id);
    if (wanted == nullptr || !wanted->experiment) {
        showPage(false);
        runScenario(id);
        return;
    }
    m_next.clear();
    leaveRun();
    m_own.reset();
    m_scenario = id;
    m_file.clear();
    m_session.clear();
    showMessage({});
    m_experiment->ask(*scenario(id), scenario(wanted->experiment->mended));
    showPage(true);
    retranslate();
}

bool MainWindow::isAsking() const { return m_centre->currentWidget() == m_experiment; }

void MainWindow::showPage(bool experiment)
{
    if (experiment && m_experiment->id().isEmpty())
        return;
    m_centre->setCurrentWidget(experiment ? static_cast<QWidget *>(m_experiment) : m_centre->widget(0));
    showMessage(m_message->text(), m_messageInk);
    if (!experiment)
        m_bytes->setFocus();
}

void MainWindow::joinExperiment()
{
    connect(m_experiment, &ExperimentPage::runRequested, this,
            [this](const core::Scenario &own) { run(own); });
    connect(m_experiment, &ExperimentPage::bytesRequested, this, &MainWindow::showMarked);
    connect(m_toExperiment, &QPushButton::clicked, this, [this] { showPage(true); });
    // What waits on the wire wants a hand.
    connect(&m_session, &Session::heldChanged, this, [this] {
        if (!m_session.held().isEmpty() && isAsking())
            showPage(false);
    });
}

/// The unit that the experiment that ran is about, and the field of it.
void MainWindow::showMarked()
{
    showPage(false);
    const core::Scenario *const ran = scenario(m_scenario);
    if (ran == nullptr || !ran->experiment || m_session.isEmpty())
        return;
    const auto shown = m_session.conversations().indexOf(ran->experiment->mark.connection);
    if (!shown)
        return;
    m_selection.setConversation(*shown);
    const core::Conversation &conversation = *m_session.conversation();
    const auto unit = core::markedUnit(ran->experiment->mark, conversation);
    if (!unit || !m_selection.selectUnit(*unit))
        return;
    const core::Field tree = conversation.fieldsOf(*unit);
    const auto *const field = core::findField(tree, ran->experiment->mark.field.toStdString());
    if (field != nullptr)
        m_selection.selectBits(field->span);
}

void MainWindow::runScenario(const QString &id)
{
    const core::Scenario *const wanted = scenario(id);
    if (wanted == nullptr)
        return;
    if (m_labBusy) {
        m_next = id;
        leaveRun();
        return;
    }
    m_scenario = id;
    m_file.clear();
    m_running = true;
    m_labBusy = true;
    showMessage({});
    m_certificate.clear();
    m_session.clear();
    m_bar->setPlaying(false);
    retranslate();
    m_options = m_own && m_own->id == id ? m_ownOptions : core::RunOptions{.open = true};
    tellRun(wanted);
    m_held->setRun(*wanted);
    m_lab.run(*wanted, m_options);
}

void MainWindow::runEnd(const core::RunEnd &end)
{
    m_labBusy = false;
    if (!m_next.isEmpty()) {
        runScenario(std::exchange(m_next, {}));
        return;
    }
    if (!m_running)
        return;
    m_running = false;
    tellRun(nullptr);
    m_session.setHeld({});
    m_session.finish();
    showMessage(problemText(narrator(), end));
    if (isInLesson())
        m_desk->runEnded();
    else if (end.problem == core::RunProblem::None)
        showOutcome();
    refreshStatus();
    emit runEnded();
}

/// To those who can have something done in it.
void MainWindow::tellRun(const core::Scenario *scenario)
{
    m_composer->setRun(scenario);
    if (m_programs != nullptr)
        m_programs->setRun(scenario == nullptr ? ProgramPage::Run::None
                           : m_options.byHand  ? ProgramPage::Run::ByHand
                                               : ProgramPage::Run::Scripted);
}

/// How the run came out beside what was to be expected. Where a learner had a hand in it, nothing was.
void MainWindow::showOutcome()
{
    const core::Scenario *const ran = scenario(m_scenario);
    const auto &entries = m_session.recording().entries();
    const bool wasTouched =
        m_wire->isHolding() || std::any_of(entries.begin(), entries.end(), [](const core::Entry &entry) {
            return entry.kind == core::EntryKind::Edit;
        });
    if (ran == nullptr || m_session.conversation() == nullptr || m_options.byHand)
        return;
    const auto difference = core::compare(*ran, m_session.recording());
    if (ran->experiment)
        m_experiment->take(*ran, m_session.recording());
    if (ran->experiment)
        showMessage(outcomeText(narrator(), *ran, m_session.recording()),
                    difference ? Ink::Broken : Ink::Normal);
    else if (difference && !wasTouched)
        showMessage(problemText(narrator(), *difference));
}

bool MainWindow::openScenario(const QByteArray &json, const QString &name)
{
    QString error;
    const auto scenario = core::readScenario(json, &error);
    if (!scenario) {
        showMessage(narrator().phrase("problem.badscenario",
                                      {{QStringLiteral("file"), name}, {QStringLiteral("detail"), error}}));
        return false;
    }
    showPage(false);
    run(*scenario);
    return true;
}

void MainWindow::saveScenario(const core::Scenario &scenario)
{
    QString path = QFileDialog::getSaveFileName(
        this, tr("Save as scenario"), scenario.id + QStringLiteral(".json"), tr("Scenarios (*.json)"));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".json");
    core::Scenario named = scenario;
    named.id = QFileInfo(path).completeBaseName();
    QSaveFile file(path);
    const bool ok =
        file.open(QIODevice::WriteOnly) && file.write(core::writeScenario(named)) >= 0 && file.commit();
    showMessage(
        ok ? QString()
           : narrator().phrase("problem.nowrite", {{QStringLiteral("file"), QFileInfo(path).fileName()},
                                                   {QStringLiteral("detail"), file.errorString()}}));
}

/// For programs and browsers that are to trust it.
void MainWindow::saveCertificate()
{
    if (m_certificate.isEmpty()) {
        showMessage(narrator().phrase("certificate.none"), Ink::Normal);
        return;
    }
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save the certificate"), QStringLiteral("framescope.pem"), tr("Certificates (*.pem)"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    const bool ok =
        file.open(QIODevice::WriteOnly) && file.write(m_certificate) == m_certificate.size() && file.commit();
    showMessage(
        ok ? QString()
           : narrator().phrase("problem.nowrite", {{QStringLiteral("file"), QFileInfo(path).fileName()},
                                                   {QStringLiteral("detail"), file.errorString()}}));
}

void MainWindow::joinLab()
{
    // A run that the window has turned away from may still hand over what it had.
    connect(&m_lab, &core::LabControl::connectionAdded, this, [this](const core::ConnectionInfo &info) {
        if (m_running)
            m_session.addConnection(info);
    });
    connect(&m_lab, &core::LabControl::recordsArrived, this,
            [this](const QVector<core::WireRecord> &records) {
                if (m_running)
                    m_session.append(records);
            });
    connect(&m_lab, &core::LabControl::heldChanged, this, [this](const QVector<core::HeldUnit> &held) {
        if (m_running)
            m_session.setHeld(held);
    });
    connect(&m_lab, &core::LabControl::clientAwaited, this, [this](quint16, const QString &url) {
        if (!m_running)
            return;
        showMessage(narrator().phrase("await.client", {{QStringLiteral("url"), url}}), Ink::Normal);
        if (QUrl(url).scheme() == QLatin1StringView("http"))
            emit pageRequested(QUrl(url));
    });
    connect(&m_lab, &core::LabControl::problemArose, this, [this](quint16, const core::RunEnd &problem) {
        if (m_running)
            showMessage(problemText(narrator(), problem));
    });
    connect(&m_lab, &core::LabControl::certificateMade, this, [this](const QByteArray &pem) {
        if (m_running)
            m_certificate = pem;
    });
    connect(&m_lab, &core::LabControl::finished, this, &MainWindow::runEnd);
}

void MainWindow::leaveRun()
{
    m_loading.reset();
    m_running = false;
    tellRun(nullptr);
    m_session.setHeld({});
    if (m_labBusy)
        m_lab.stop();
}

} // namespace ui
