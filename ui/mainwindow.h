// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/labcontrol.h"
#include "core/lab/scenarios.h"
#include "ui/copyas.h"
#include "ui/lesson/lane.h"
#include "ui/lesson/lessondesk.h"
#include "ui/look.h"
#include "ui/selection.h"
#include "ui/text/steptext.h"

#include <QMainWindow>

#include <array>
#include <functional>

class QLabel;
class QPushButton;
class QStackedWidget;
class QToolBar;
class QUrl;

namespace ui {

class Arrangement;
class BytesView;
class ChatPage;
class ComposerDock;
class DictionaryPage;
class DrawingPage;
class ExperimentPage;
class ExplanationPanel;
class FileLoading;
class HeldPanel;
class HexPage;
class LadderView;
class LessonCard;
class LessonFoot;
class LessonPage;
class MainMenus;
class NotesWindow;
class PageDock;
class ProgramPage;
class StepBar;
class TreePage;
class UnitPage;
class WalkPage;
class WireBar;

/// The lessons that a window can open, and what is kept of them.
struct Course
{
    std::function<std::vector<core::Lesson>()> lessons;
    std::map<QString, core::LocalText> misconceptions;
    std::function<LessonProgress(const QString &lesson)> progress; // nothing: none is kept
    LabMaker makeLab;                                              // for runs beside the window's own
};

/// The window: conversation, bytes, explanation. Runs scenarios through the lab that it is given.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(const Catalogue &catalogue, core::Scenarios scenarios, core::LabControl &lab, Look look,
               QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Runs it now; a run that is under way is stopped first.
    void runScenario(const QString &id);
    /// Runs one that is not of the library.
    void run(const core::Scenario &own, const core::RunOptions &options = {.open = true});
    /// Asks what somebody expects of it before it is run; a scenario that asks nothing is run now.
    void ask(const QString &id);
    /// Shows a recording or a capture, or runs a scenario; false and a message in the window where the file
    /// cannot be read at all. What is long is read on while the window is used; fileRead() follows.
    bool openFile(const QString &path);
    void showRecording(std::unique_ptr<core::Recording> recording);

    /// Selects [UNIT:]FIELD[#N]: the N-th field of that id (from 1) of unit UNIT (from 0). False where there
    /// is none.
    bool select(const QString &path);

    void setLook(const Look &look);
    void setLanguage(Language language);
    Look look() const { return m_look; }
    /// Where the panels are, to be remembered.
    /// Brings up a view by the name that --view has for it; false where it is not known.
    bool showView(const QString &name);
    QByteArray arrangement() const;
    void setArrangement(const QByteArray &state);
    /// Large and without side columns, or back again.
    void present();
    bool isPresenting() const;
    /// Pairs of ends that were chosen before, the last one first.
    void setPairs(std::vector<core::Scenario> pairs) { m_pairs = std::move(pairs); }
    /// This computer's, beside loopback, that the wire may listen on.
    void setAddresses(const QStringList &addresses) { m_addresses = addresses; }

    const Session &session() const { return m_session; }
    Selection &selection() { return m_selection; }
    const LadderView &ladderView() const { return *m_ladder; }
    const BytesView &bytesView() const { return *m_bytes; }
    const ExplanationPanel &explanation() const { return *m_explanation; }
    HeldPanel &heldPanel() { return *m_held; }
    WireBar &wireBar() { return *m_wire; }
    ComposerDock &composer() { return *m_composer; }
    ExperimentPage &experimentPage() { return *m_experiment; }
    UnitPage &unitPage();
    ChatPage &chatPage();
    ProgramPage &programPage();
    HexPage &hexPage();
    TreePage &treePage();
    DictionaryPage &dictionary();
    DrawingPage &lanesPage();
    WalkPage &walkPage();
    void setCourse(Course course);
    /// Opens a lesson at its title, with the numbers of the course or of a seed. False where it is not known.
    bool openLesson(const QString &id, std::optional<quint64> seed = std::nullopt);
    /// Asks again what a lesson asks, with other numbers. False where it is not known.
    bool openReview(const QString &id);
    /// Once a lesson was opened.
    LessonDesk *lessonDesk() { return m_desk; }
    LessonPage &lessonPage() { return *m_lessonPage; }
    LessonCard &lessonCard() { return *m_lessonCard; }
    NotesWindow &notes() { return *m_notes; }
    bool isAsking() const;
    bool isReading() const { return m_loading != nullptr; }
    /// Shows what has been read and leaves the rest.
    void stopReading();
    QString message() const;
    /// A line above the columns, until the next run; empty hides it.
    void showMessage(const QString &text, Ink ink = Ink::Broken);

signals:
    /// The program installs the translators and remembers the choice.
    void lookChanged(const ui::Look &look);
    /// The window closes; the program remembers where the panels were.
    void arrangementLeft(const QByteArray &state);
    /// The program remembers them.
    void pairsChanged(const std::vector<core::Scenario> &pairs);
    void runEnded();
    /// The program keeps it.
    void lessonProgressed(const ui::LessonProgress &progress);
    void fileRead();
    /// The lab serves a page there that is to be opened in a browser.
    void pageRequested(const QUrl &url);

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void joinMenus();
    void joinViewMenu();
    void addDocks();
    PageDock *dock(const QString &name) const;
    void findNext(int direction);
    void addToWalk();
    bool mayLeaveWalk();
    void markPanels();
    void copySelected(CopyForm form);
    void dragSelected(QWidget *from);
    void buildColumns();
    std::optional<core::Lesson> lessonOf(const QString &id) const;
    void openOnDesk(const core::Lesson &lesson, std::optional<quint64> seed, const LessonProgress &before);
    void buildLessons();
    void refreshLesson();
    void saveReport();
    void runForLesson(const core::LessonRun &wanted);
    bool isInLesson() const { return m_desk != nullptr && m_desk->isOpen(); }
    void joinLab();
    void retranslate();
    void applyLook();
    void refreshNames();
    void refreshStatus();
    void refreshTitle();
    void runEnd(const core::RunEnd &end);
    void showOutcome();
    void tellRun(const core::Scenario *scenario);
    void joinExperiment();
    void showPage(bool experiment);
    void showMarked();
    void saveCertificate();
    void leaveRun();
    void follow(std::unique_ptr<FileLoading> loading);
    void open();
    void save();
    bool openScenario(const QByteArray &json, const QString &name);
    void saveScenario(const core::Scenario &scenario);
    void askForConnection();
    void compose();
    const core::Scenario *scenario(const QString &id) const;
    QString titleOf(const core::Scenario &scenario) const;
    Narrator narrator() const { return {m_catalogue, m_look.language}; }
    Narrator panelNarrator();

    const Catalogue &m_catalogue;
    core::Scenarios m_scenarios;
    core::LabControl &m_lab;
    Look m_look;
    Session m_session;
    Selection m_selection;
    std::optional<core::Scenario> m_own; // not of the library
    QString m_scenario;                  // the one that runs or ran
    QString m_file;                      // the recording shown, where it came from a file
    bool m_labBusy = false;              // a run has not finished yet
    bool m_running = false;              // and the window follows it
    std::vector<core::Scenario> m_pairs;
    QStringList m_addresses;
    core::RunOptions m_options;             // of the run
    core::RunOptions m_ownOptions;          // it is run with these
    QByteArray m_certificate;               // of the run, PEM; empty where nothing is secure
    QString m_next;                         // to be run when the lab is free
    std::unique_ptr<FileLoading> m_loading; // while a file is read

    StepBar *m_bar;
    MainMenus *m_menus;
    LadderView *m_ladder;
    BytesView *m_bytes;
    HeldPanel *m_held;
    WireBar *m_wire;
    ComposerDock *m_composer;
    ExplanationPanel *m_explanation;
    ExperimentPage *m_experiment;
    Arrangement *m_arrangement = nullptr;
    ProgramPage *m_programs = nullptr; // once it was shown
    std::vector<PageDock *> m_docks;   // views that are called for, in the order of the menu
    Course m_course;
    LessonDesk *m_desk = nullptr; // these once a lesson was opened
    LessonPage *m_lessonPage = nullptr;
    LessonCard *m_lessonCard = nullptr;
    LessonFoot *m_lessonFoot = nullptr;
    QToolBar *m_lessonBar = nullptr;
    NotesWindow *m_notes = nullptr;
    std::vector<PageDock *> m_coveredDocks;  // hidden while a question is open
    std::optional<Catalogue> m_englishTerms; // the catalogue that says so in Korean, once it is wanted
    QStackedWidget *m_centre;                // the columns, or the experiment
    QPushButton *m_toExperiment;
    QLabel *m_message;
    Ink m_messageInk = Ink::Broken;
    QLabel *m_units;
    QLabel *m_findings;
    QLabel *m_source;
    std::array<QLabel *, 3> m_panelTitles{};
};

} // namespace ui
