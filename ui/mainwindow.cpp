// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "core/files/recordingfile.h"
#include "ui/arrangement.h"
#include "ui/bytesview.h"
#include "ui/explanation/explanationpanel.h"
#include "ui/fileloading.h"
#include "ui/lab/composer.h"
#include "ui/lab/composerdock.h"
#include "ui/lab/experimentpage.h"
#include "ui/lab/heldpanel.h"
#include "ui/lab/holding.h"
#include "ui/lab/wirebar.h"
#include "ui/ladderview.h"
#include "ui/lesson/lessoncard.h"
#include "ui/lesson/lessonpage.h"
#include "ui/lesson/noteswindow.h"
#include "ui/lesson/questionpage.h"
#include "ui/mainmenus.h"
#include "ui/stepbar.h"
#include "ui/viewmenu.h"
#include "ui/views/dockpage.h"

#include <QApplication>
#include <QCloseEvent>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QUrl>
#include <QVBoxLayout>

#include <utility>

namespace ui {

MainWindow::MainWindow(const Catalogue &catalogue, core::Scenarios scenarios, core::LabControl &lab,
                       Look look, QWidget *parent)
    : QMainWindow(parent)
    , m_catalogue(catalogue)
    , m_scenarios(std::move(scenarios))
    , m_lab(lab)
    , m_look(look)
    , m_selection(m_session)
    , m_bar(new StepBar(this))
    , m_menus(new MainMenus(*this, m_scenarios))
    , m_ladder(new LadderView(m_session, m_selection, this))
    , m_bytes(new BytesView(m_session, m_selection))
    , m_held(new HeldPanel(m_session, m_lab))
    , m_wire(new WireBar(m_session, m_lab, this))
    , m_composer(new ComposerDock(m_session, m_lab, this))
    , m_explanation(new ExplanationPanel(m_session, m_selection, this))
    , m_experiment(new ExperimentPage(this))
    , m_centre(new QStackedWidget(this))
    , m_toExperiment(new QPushButton(this))
    , m_message(new QLabel(this))
    , m_units(new QLabel(this))
    , m_findings(new QLabel(this))
    , m_source(new QLabel(this))
{
    setAcceptDrops(true);
    resize(1280, 720);
    buildColumns();
    joinMenus();
    joinLab();
    joinExperiment();
    connect(m_bar, &StepBar::runRequested, this, [this] { runScenario(m_scenario); });
    connect(m_bar, &StepBar::stepRequested, &m_selection, &Selection::setNumber);
    connect(m_bar, &StepBar::languageRequested, this,
            [this](bool korean) { setLanguage(korean ? Language::Korean : Language::English); });
    connect(m_bar, &StepBar::themeRequested, this, [this] {
        Look other = m_look;
        other.theme = m_look.theme == Theme::Kind::Light ? Theme::Kind::Dark : Theme::Kind::Light;
        setLook(other);
    });
    connect(&m_selection, &Selection::changed, this, [this] {
        m_bar->setSteps(m_selection.number(), m_session.conversations().stepCount());
        refreshTitle();
    });
    connect(&m_session, &Session::grown, this, [this] {
        // The first thing that happens is shown; from then on the learner steps.
        if (m_selection.step() == 0 && !m_session.isEmpty())
            m_selection.setNumber(1);
        m_bar->setSteps(m_selection.number(), m_session.conversations().stepCount());
        refreshStatus();
        refreshTitle();
    });
    applyLook();
    retranslate();
    m_arrangement->setDefault();
    markPanels();
    m_bytes->setFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildColumns()
{
    auto *const centre = new QWidget(this);
    auto *const rows = new QVBoxLayout(centre);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_bar);
    rows->addWidget(m_wire);
    m_message->setWordWrap(true);
    m_message->setMargin(10);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_message->hide();
    m_toExperiment->hide();
    auto *const line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 14, 0);
    line->addWidget(m_message, 1);
    line->addWidget(m_toExperiment);
    rows->addLayout(line);

    auto *const splitter = new QSplitter(Qt::Horizontal, centre);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    auto *const scroll = new QScrollArea;
    scroll->setWidget(m_bytes);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    connect(&m_selection, &Selection::changed, scroll, [this, scroll] {
        const QRect rect = m_bytes->selectedRect().toAlignedRect();
        if (!rect.isNull())
            scroll->ensureVisible(rect.center().x(), rect.center().y(), 0, rect.height() / 2 + 40);
    });
    auto *const pages = new QStackedWidget;
    pages->addWidget(scroll);
    pages->addWidget(m_held);
    new Holding(m_session, m_selection, *m_held, *pages, this);
    const std::array<QWidget *, 3> contents{m_ladder, pages, m_explanation};
    for (std::size_t i = 0; i < contents.size(); ++i) {
        QWidget *const content = contents[i];
        auto *const panel = new QWidget(splitter);
        panel->setObjectName(QStringLiteral("panel"));
        panel->setAttribute(Qt::WA_StyledBackground);
        auto *const layout = new QVBoxLayout(panel);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        auto *const title = new QLabel(panel);
        title->setObjectName(QStringLiteral("panelTitle"));
        title->setIndent(0);
        m_panelTitles[i] = title;
        if (content != pages)
            layout->addWidget(title);
        else
            title->hide();
        layout->addWidget(content, 1);
        splitter->addWidget(panel);
    }
    splitter->widget(0)->setMinimumWidth(280);
    splitter->widget(1)->setMinimumWidth(560);
    splitter->widget(2)->setMinimumWidth(260);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({296, 694, 290});
    m_centre->addWidget(splitter);
    m_centre->addWidget(m_experiment);
    rows->addWidget(m_centre, 1);
    setCentralWidget(centre);
    addDockWidget(Qt::BottomDockWidgetArea, m_composer);
    m_composer->hide();
    addDocks();
    m_arrangement = new Arrangement(*this, *splitter, {m_bar, m_wire, statusBar()});
    connect(m_composer, &ComposerDock::saveRequested, this, &MainWindow::saveScenario);

    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_units);
    statusBar()->addWidget(m_findings);
    statusBar()->addPermanentWidget(m_source);
}

void MainWindow::joinMenus()
{
    m_bar->setScenarioMenu(m_menus->scenarioMenu());
    connect(m_menus, &MainMenus::openRequested, this, &MainWindow::open);
    connect(m_menus, &MainMenus::saveRequested, this, &MainWindow::save);
    connect(m_menus, &MainMenus::certificateRequested, this, &MainWindow::saveCertificate);
    connect(m_menus, &MainMenus::runRequested, this, [this] { runScenario(m_scenario); });
    connect(m_menus, &MainMenus::stopRequested, this, [this] {
        m_lab.stop();
        stopReading();
    });
    connect(m_menus, &MainMenus::scenarioRequested, this, &MainWindow::ask);
    connect(m_menus, &MainMenus::experimentRequested, this,
            [this] { showPage(m_centre->currentWidget() != m_experiment); });
    connect(m_menus, &MainMenus::reportRequested, this, &MainWindow::saveReport);
    connect(m_menus, &MainMenus::lessonRequested, this, [this](const QString &id) { openLesson(id); });
    connect(m_menus, &MainMenus::reviewRequested, this, &MainWindow::openReview);
    connect(m_menus, &MainMenus::stepsRequested, this,
            [this](int forward) { m_selection.setNumber(m_selection.number() + forward); });
    connect(m_menus, &MainMenus::firstStepRequested, this, [this] { m_selection.setNumber(1); });
    connect(m_menus, &MainMenus::lastStepRequested, this,
            [this] { m_selection.setNumber(m_session.conversations().stepCount()); });
    connect(m_menus, &MainMenus::playRequested, m_bar, &StepBar::togglePlay);
    connect(m_menus, &MainMenus::addToWalkRequested, this, &MainWindow::addToWalk);
    connect(m_menus, &MainMenus::holdRequested, m_wire, &WireBar::toggleHolding);
    connect(m_menus, &MainMenus::passOneRequested, m_wire, &WireBar::passOne);
    connect(m_menus, &MainMenus::passAllRequested, m_wire, &WireBar::passAll);
    connect(m_menus, &MainMenus::breakpointsRequested, m_wire, &WireBar::editBreakpoints);
    connect(m_menus, &MainMenus::pathRequested, m_wire, &WireBar::editPath);
    connect(m_menus, &MainMenus::connectionRequested, this, &MainWindow::askForConnection);
    connect(m_menus, &MainMenus::composeRequested, this, &MainWindow::compose);
    connect(m_menus, &MainMenus::undoRequested, &m_held->undoStack(), &QUndoStack::undo);
    connect(m_menus, &MainMenus::redoRequested, &m_held->undoStack(), &QUndoStack::redo);
    connect(m_menus, &MainMenus::backRequested, &m_selection, &Selection::goBack);
    connect(m_menus, &MainMenus::forwardRequested, &m_selection, &Selection::goForward);
    connect(m_menus, &MainMenus::findRequested, this, [this] { findNext(0); });
    connect(m_menus, &MainMenus::findNextRequested, this, &MainWindow::findNext);
    connect(m_menus, &MainMenus::copyRequested, this, &MainWindow::copySelected);
    joinViewMenu();
}

const core::Scenario *MainWindow::scenario(const QString &id) const
{
    if (m_own && m_own->id == id)
        return &*m_own;
    return m_scenarios.find(id);
}

QString MainWindow::titleOf(const core::Scenario &scenario) const
{
    return m_look.language == Language::Korean ? scenario.title.ko : scenario.title.en;
}

bool MainWindow::select(const QString &path)
{
    static const QRegularExpression form(QStringLiteral("^(?:(\\d+):)?([a-z0-9.-]+)(?:#(\\d+))?$"));
    const QRegularExpressionMatch match = form.match(path);
    if (!match.hasMatch() || m_session.isEmpty())
        return false;
    const core::Conversation &conversation = *m_session.conversation();
    if (match.hasCaptured(1) && !m_selection.selectUnit(match.captured(1).toUInt()))
        return false;
    if (!m_selection.unit())
        return false;
    const core::Field tree = conversation.fieldsOf(*m_selection.unit());
    const std::vector<const core::Field *> found = core::findFields(tree, match.captured(2).toStdString());
    const std::size_t nth = match.hasCaptured(3) ? match.captured(3).toULong() : 1;
    if (nth < 1 || nth > found.size())
        return false;
    m_selection.selectBits(found[nth - 1]->span);
    return true;
}

void MainWindow::setLook(const Look &look)
{
    const bool translated = look.language != m_look.language || look.panel != m_look.panel;
    m_look = look;
    emit lookChanged(m_look);
    applyLook();
    if (translated)
        retranslate();
}

void MainWindow::setLanguage(Language language)
{
    Look look = m_look;
    look.language = language;
    setLook(look);
}

void MainWindow::applyLook()
{
    constexpr qreal presented = 1.5; // larger, seen from the last row
    const Theme theme(m_look.theme, m_look.zoom / 100.0 * (isPresenting() ? presented : 1));
    setPalette(theme.palette());
    QApplication::setPalette(theme.palette());
    QApplication::setFont(
        theme.font(FontRole::Body)); // a label with a style sheet of its own falls back to it
    setFont(theme.font(FontRole::Body));
    setStyleSheet(theme.styleSheet());
    m_bar->setTheme(theme);
    m_ladder->setTheme(theme);
    m_bytes->setTheme(theme);
    m_held->setTheme(theme);
    m_composer->setTheme(theme);
    m_wire->setTheme(theme);
    m_explanation->setTheme(theme);
    m_experiment->setTheme(theme);
    for (PageDock *dock : m_docks)
        dock->setTheme(theme);
    if (m_desk != nullptr) {
        m_lessonPage->setTheme(theme);
        m_lessonCard->setTheme(theme);
        m_lessonCard->setSpotlight(isPresenting());
        m_lessonPage->question().setPresenting(isPresenting());
        m_notes->setTheme(theme);
        m_lessonFoot->setTheme(theme);
    }
    showMessage(message(), m_messageInk);
    m_menus->view().refresh(m_look, m_bytes->options());
}

Narrator MainWindow::panelNarrator()
{
    switch (m_look.panel) {
    case PanelLanguage::AsMenus:
        break;
    case PanelLanguage::Korean:
        return {m_catalogue, Language::Korean};
    case PanelLanguage::English:
        return {m_catalogue, Language::English};
    case PanelLanguage::EnglishTerms:
        if (!m_englishTerms)
            m_englishTerms = m_catalogue.withEnglishTerms();
        return {*m_englishTerms, Language::Korean};
    }
    return narrator();
}

void MainWindow::retranslate()
{
    const Narrator say = narrator();
    m_menus->view().refresh(m_look, m_bytes->options());
    constexpr std::array titles{"panel.conversation", "panel.bytes", "panel.explanation"};
    for (std::size_t i = 0; i < titles.size(); ++i)
        m_panelTitles[i]->setText(say.phrase(titles[i]));
    m_bar->setLanguageButtons(m_look.language == Language::Korean);
    m_ladder->setNarrator(say);
    m_bytes->setNarrator(say);
    m_held->setNarrator(say);
    m_composer->setNarrator(say);
    m_wire->setNarrator(say);
    m_explanation->setNarrator(panelNarrator());
    m_experiment->setNarrator(say);
    for (PageDock *dock : m_docks)
        dock->setNarrator(say);
    if (m_desk != nullptr) {
        m_lessonPage->setNarrator(say);
        m_lessonCard->setNarrator(say);
        m_notes->setNarrator(say);
        m_lessonFoot->setNarrator(say);
    }
    m_toExperiment->setText(say.phrase("experiment.back"));
    refreshNames();
}

/// What is shown: its name, its size, where it came from.
void MainWindow::refreshNames()
{
    m_menus->refresh(m_look.language, m_scenario);
    const core::Scenario *const current = scenario(m_scenario);
    m_bar->setScenario(current != nullptr && m_file.isEmpty() ? titleOf(*current)
                       : m_file.isEmpty()                     ? tr("Scenario")
                                                              : m_file);
    refreshStatus();
    refreshTitle();
}

void MainWindow::refreshStatus()
{
    const Narrator say = narrator();
    quint64 bytes = 0;
    std::size_t units = 0;
    std::size_t broken = 0;
    for (std::size_t i = 0; i < m_session.conversations().size(); ++i) {
        const core::Conversation &each = m_session.conversations()[i];
        for (const core::Direction direction : {core::Direction::Client, core::Direction::Server})
            bytes += m_session.recording().streamLength(each.connection().id, direction, core::Leg::Sent);
        units += each.units().size();
        broken += each.findings().size();
    }
    m_units->setText(say.phrase("status.units", {{QStringLiteral("units"), QString::number(units)},
                                                 {QStringLiteral("bytes"), QString::number(bytes)}}));
    m_findings->setText(
        broken == 0 ? say.phrase("status.kept")
                    : say.phrase("status.broken", {{QStringLiteral("count"), QString::number(broken)}}));
    const Theme theme(m_look.theme);
    const QString colour =
        QStringLiteral("color: %1;").arg(theme.ink(broken == 0 ? Ink::Kept : Ink::Broken).name());
    if (m_findings->styleSheet() != colour) // polishes the label anew, and this is called for every batch
        m_findings->setStyleSheet(colour);
    m_findings->setVisible(m_session.conversation() != nullptr &&
                           (!isInLesson() || m_desk->showsRecording()));
    const core::Scenario *const ran = scenario(m_scenario);
    const bool isAway =
        !m_options.listenOn.isEmpty() ||
        (ran != nullptr &&
         std::any_of(ran->connections.begin(), ran->connections.end(), [](const core::ConnectionSpec &each) {
             return each.server.kind == QLatin1StringView("url");
         }));
    m_source->setText(m_running ? say.phrase("status.running")
                      : m_loading != nullptr
                          ? say.phrase("status.reading",
                                       {{QStringLiteral("percent"), QString::number(m_loading->percent())}})
                      : m_session.recording().source == core::Source::Captured && isAway
                          ? say.phrase("status.live.away")
                          : say.phrase(m_session.recording().source == core::Source::Captured
                                           ? "status.live"
                                           : "status.recorded"));
    m_source->setToolTip(say.phrase("status.chunks"));
}

void MainWindow::refreshTitle()
{
    const core::Scenario *const current = scenario(m_scenario);
    const QString what = !m_file.isEmpty() ? m_file : current != nullptr ? titleOf(*current) : QString();
    if (isInLesson()) {
        const core::Lesson &lesson = m_desk->play().lesson();
        setWindowTitle(
            QStringLiteral("%1 · %2 — Framescope")
                .arg(lesson.id, m_look.language == Language::Korean ? lesson.title.ko : lesson.title.en));
        return;
    }
    const int count = m_session.conversations().stepCount();
    setWindowTitle(
        QStringLiteral("%1 · %2 / %3 — Framescope").arg(what).arg(m_selection.number()).arg(count));
}

QString MainWindow::message() const { return m_message->isHidden() ? QString() : m_message->text(); }

void MainWindow::showMessage(const QString &text, Ink ink)
{
    const Theme theme(m_look.theme);
    m_messageInk = ink;
    m_message->setText(text);
    // The page of an experiment says itself how it came out.
    m_message->setVisible(!text.isEmpty() && (!isAsking() || ink == Ink::Broken));
    m_toExperiment->setVisible(!m_experiment->id().isEmpty() && !isAsking());
    m_message->setStyleSheet(
        QStringLiteral("background: %1; color: %2; border-bottom: 1px solid %3;")
            .arg(theme.panel().name(), theme.ink(ink).name(), theme.ink(Ink::Line).name()));
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!mayLeaveWalk()) {
        event->ignore();
        return;
    }
    m_lab.stop();
    emit arrangementLeft(arrangement());
    event->accept();
}

} // namespace ui
