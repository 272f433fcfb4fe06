// SPDX-License-Identifier: GPL-3.0-or-later
// The lessons of the course: in order, kept by real traffic, right for every seed, and gone through by
// keyboard in the window. FRAMESCOPE_PICTURES=FOLDER keeps a picture of every stop.
#include "app/lessoncommand.h"
#include "app/translation.h"
#include "app/window.h"
#include "core/annotate/annotate.h"
#include "core/lesson/lessonplay.h"
#include "core/live/lab.h"
#include "resources/resources.h"
#include "ui/bytesview.h"
#include "ui/export/report.h"
#include "ui/lesson/answerbutton.h"
#include "ui/lesson/comparisonpage.h"
#include "ui/lesson/exercisepage.h"
#include "ui/lesson/lessoncard.h"
#include "ui/lesson/lessonpage.h"
#include "ui/lesson/noteswindow.h"
#include "ui/lesson/questionpage.h"
#include "ui/lesson/votepanel.h"
#include "ui/views/drawingpage.h"
#include "windowchecks.h"

#include <QBuffer>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>

class TestLessons : public QObject
{
    Q_OBJECT

private:
    app::Library m_library;
    std::vector<core::Lesson> m_lessons;
    QTemporaryDir m_profile;
    QString m_browser;

    const core::Lesson &lesson(const QString &id) const
    {
        return *std::find_if(m_lessons.begin(), m_lessons.end(),
                             [&id](const core::Lesson &each) { return each.id == id; });
    }

    void rows() const
    {
        QTest::addColumn<QString>("id");
        for (const core::Lesson &each : m_lessons)
            QTest::newRow(qPrintable(each.id)) << each.id;
    }

    static QString plain(const QString &html)
    {
        QTextDocument document;
        document.setHtml(html);
        return document.toPlainText();
    }

    /// Nothing of it is cut off, missing, or in the other language.
    static void checkTexts(QWidget &widget, bool english)
    {
        for (int i = 0; i < 3; ++i)
            QCoreApplication::processEvents(); // layouts
        for (const QLabel *label : widget.findChildren<QLabel *>()) {
            if (!label->isVisible() || label->text().isEmpty())
                continue;
            const QString text = plain(label->text());
            QVERIFY2(!text.contains(QStringLiteral("⟦")) && !text.contains(QLatin1Char('{')),
                     qPrintable(text));
            const int needed =
                label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
            QVERIFY2(label->height() >= needed - 1, qPrintable(QStringLiteral("cut: ") + text));
            if (!label->wordWrap())
                QVERIFY2(label->width() >= label->sizeHint().width() - 1,
                         qPrintable(QStringLiteral("cut: ") + text));
            if (english) {
                static const QRegularExpression quoted(QStringLiteral("“[^”]*”"));
                QVERIFY2(!hasHangul(QString(text).remove(quoted)), qPrintable(text));
            }
        }
        for (const QPushButton *button : widget.findChildren<QPushButton *>())
            if (button->isVisible() && !button->text().isEmpty())
                QVERIFY2(button->width() >= button->sizeHint().width() - 1, qPrintable(button->text()));
    }

    static void keepPicture(ui::MainWindow &window, const QString &name)
    {
        const QString folder = qEnvironmentVariable("FRAMESCOPE_PICTURES");
        for (int i = 0; i < 3; ++i)
            QCoreApplication::processEvents(); // layouts
        if (!folder.isEmpty())
            window.grab().save(QDir(folder).filePath(name + QStringLiteral(".png")));
    }

    /// Types the answer into the boxes.
    static void solve(ui::ExercisePage &page, const QString &answer)
    {
        if (page.boxes().size() == 1) {
            page.boxes().front()->setText(answer);
        } else {
            QString bits;
            for (const char byte : QByteArray::fromHex(QString(answer).remove(QLatin1Char(' ')).toLatin1()))
                bits += QStringLiteral("%1").arg(static_cast<quint8>(byte), 8, 2, QLatin1Char('0'));
            const core::Field tree = core::annotateFrame(
                core::spanOf(QByteArray::fromHex(QString(answer).remove(QLatin1Char(' ')).toLatin1())));
            const auto leaves = core::leavesOf(tree);
            for (std::size_t i = 0; i < leaves.size(); ++i) {
                if (page.boxes()[i]->isReadOnly())
                    continue;
                const QString part = bits.mid(static_cast<qsizetype>(leaves[i]->span.bit),
                                              static_cast<qsizetype>(leaves[i]->span.bits));
                QString hex;
                for (qsizetype at = 0; leaves[i]->span.bits >= 8 && at < part.size(); at += 4)
                    hex += QString::number(part.mid(at, 4).toInt(nullptr, 2), 16);
                page.boxes()[i]->setText(hex.isEmpty() ? part : hex);
            }
        }
        QTest::keyClick(&page.check(), Qt::Key_Space);
    }

private slots:
    void initTestCase()
    {
        m_browser =
            QStringLiteral("chromium --headless --no-sandbox --disable-gpu --no-first-run --user-data-dir=%1")
                .arg(m_profile.path());
        qputenv("FRAMESCOPE_BROWSER", m_browser.toUtf8());
        QStringList problems;
        m_lessons = m_library.lessons({}, &problems);
        QCOMPARE(problems, QStringList());
        QVERIFY(!m_lessons.empty());
    }

    // Fourteen lessons; every claim of the course and every misconception has its place in one.
    void nothingIsLeftOut()
    {
        QCOMPARE(m_lessons.size(), std::size_t(14));
        QSet<QString> claims;
        QSet<QString> misconceptions;
        for (const core::Lesson &each : m_lessons) {
            claims.unite(QSet<QString>(each.claims.begin(), each.claims.end()));
            for (const core::LessonQuestion &question : each.questions)
                for (const core::LessonOption &option : question.options)
                    misconceptions += option.misconception;
        }
        QCOMPARE(claims.size(), 24);
        for (const auto &[id, text] : m_library.misconceptions())
            QVERIFY2(misconceptions.contains(id), qPrintable(id));
    }

    void inOrder_data() { rows(); }
    void inOrder()
    {
        QFETCH(const QString, id);
        const QDir folder(resources::lessonFolder);
        const QStringList names = folder.entryList({id + QStringLiteral("-*.json")});
        QCOMPARE(names.size(), 1);
        QFile file(folder.filePath(names.front()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const core::LessonFault &fault : core::checkLesson(file.readAll(), m_library.lessonWorld()))
            QFAIL(qPrintable(app::lessonFaultText(file.fileName(), fault)));
        for (const QString &needed : lesson(id).needs)
            QVERIFY(needed < id);
    }

    // All that a lesson says of its traffic, on the traffic itself.
    void keepsItsPromises_data() { rows(); }
    void keepsItsPromises()
    {
        QFETCH(const QString, id);
        for (const std::optional<quint64> seed : {std::optional<quint64>(), std::optional<quint64>(5)})
            QCOMPARE(app::brokenPromises(lesson(id), seed, m_library), QStringList());
    }

    // Two hundred seeds: all values can be computed, no wrong answer is the right one, right answers solve
    // exercises.
    void rightForEverySeed_data() { rows(); }
    void rightForEverySeed()
    {
        QFETCH(const QString, id);
        const core::Lesson &wanted = lesson(id);
        for (quint64 seed = 0; seed < 200; ++seed) {
            QString error;
            QVERIFY2(core::lessonNumbers(wanted, seed, &error), qPrintable(error));
            const core::LessonPlay play(wanted, seed);
            for (const core::LessonQuestion &question : wanted.questions) {
                QStringList seen;
                const auto options = play.options(question);
                for (std::size_t i = 0; i < options.size(); ++i) {
                    const QString shown = options[i].value + QLatin1Char('/') + question.options[i].text.en;
                    QVERIFY2(
                        !seen.contains(shown),
                        qPrintable(
                            QStringLiteral("%1, seed %2: %3 twice").arg(question.id).arg(seed).arg(shown)));
                    seen += shown;
                }
            }
            for (const core::LessonExercise &exercise : wanted.exercises) {
                const QString answer = play.answerOf(exercise);
                QVERIFY2(play.judge(exercise, answer).right, qPrintable(exercise.id));
                for (const core::LessonSlip &slip : exercise.slips) {
                    const auto value = core::evaluate(slip.value, play.numbers(), &error);
                    QVERIFY2(value && !play.judge(exercise, *value).right, qPrintable(exercise.id + error));
                    QCOMPARE(play.judge(exercise, *value).slip != nullptr, true);
                }
            }
        }
    }

    // In front of a class: what is selected stands large above the columns, and the notes tell what the
    // screen does not.
    void presented()
    {
        live::Lab lab;
        ui::MainWindow window(m_library.catalogue, m_library.scenarios, lab, {ui::Language::Korean});
        window.setCourse(app::courseOf(m_library, nullptr));
        window.resize(1280, 720);
        window.show();
        QVERIFY(window.openLesson(QStringLiteral("L01")));
        window.present();
        ui::LessonDesk &desk = *window.lessonDesk();
        desk.forward();
        window.notes().show();
        QVERIFY(desk.play().question() != nullptr);
        QVERIFY(window.notes().text().contains(QStringLiteral("✓ 2개")));
        for (const QLabel *label : window.lessonPage().findChildren<QLabel *>())
            QVERIFY2(!label->text().contains(QStringLiteral("✓")), qPrintable(label->text()));
        desk.answer(std::nullopt);
        for (int i = 0; i < 4; ++i) {
            desk.forward();
            QTRY_VERIFY_WITH_TIMEOUT(!desk.isRunning(), 25'000);
        }
        QCOMPARE(desk.play().step()->id, QStringLiteral("text"));
        auto *const spotlight = window.lessonCard().findChild<QLabel *>(QStringLiteral("spotlight"));
        QVERIFY(spotlight->isVisible());
        QVERIFY(!window.lessonCard().spotlight().isEmpty());
        QVERIFY2(spotlight->fontInfo().pixelSize() >= 28,
                 qPrintable(QString::number(spotlight->fontInfo().pixelSize())));
        QVERIFY(spotlight->width() >= spotlight->sizeHint().width() - 1);
        keepPicture(window, QStringLiteral("presented"));
        // A presenter's remote sends page keys.
        const std::size_t at = desk.play().at();
        for (QWidget *front : {static_cast<QWidget *>(&window.notes()), static_cast<QWidget *>(&window)}) {
            front->activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(front));
            QTest::keyClick(front, Qt::Key_PageDown);
            QCOMPARE(desk.play().at(), at + 1);
            QTest::keyClick(front, Qt::Key_PageUp);
            QCOMPARE(desk.play().at(), at);
        }
        window.present();
        QVERIFY(window.lessonCard().spotlight().isEmpty());
        // The way on stays below what docks there are.
        QVERIFY(window.showView(QStringLiteral("lanes")));
        for (int i = 0; i < 3; ++i)
            QCoreApplication::processEvents();
        const auto *const foot = window.findChild<ui::LessonFoot *>();
        QVERIFY(foot->isVisible());
        QVERIFY(foot->mapTo(&window, QPoint()).y() > window.lanesPage().mapTo(&window, QPoint()).y());
        keepPicture(window, QStringLiteral("foot"));
    }

    // Vote, discuss, vote again, reveal: what the first vote counted is not shown before the end.
    void voteInClass()
    {
        live::Lab lab;
        ui::MainWindow window(m_library.catalogue, m_library.scenarios, lab, {ui::Language::English});
        window.setCourse(app::courseOf(m_library, nullptr));
        window.resize(1280, 720);
        window.show();
        QVERIFY(window.openLesson(QStringLiteral("L01")));
        ui::LessonDesk &desk = *window.lessonDesk();
        desk.forward();
        ui::QuestionPage &page = window.lessonPage().question();
        QVERIFY(!page.runVote().isVisible()); // alone there is nobody to vote with
        window.present();
        QVERIFY(page.runVote().isVisible());
        page.runVote().click();
        ui::VotePanel &vote = page.vote();
        const int first[] = {3, 5, 1, 9};
        for (int i = 0; i < 4; ++i)
            vote.box(i).setValue(first[i]);
        vote.goOn();
        QCOMPARE(vote.phase(), ui::VotePanel::Phase::Discuss);
        QVERIFY(vote.shown().isEmpty());
        vote.goOn();
        QCOMPARE(vote.phase(), ui::VotePanel::Phase::Second);
        for (int i = 0; i < 4; ++i)
            QCOMPARE(vote.box(i).value(), 0);
        vote.box(1).setValue(16);
        vote.box(3).setValue(2);
        QVERIFY(vote.shown().isEmpty());
        vote.goOn();
        QVERIFY(vote.shown().contains(QStringLiteral("Answer 4: first 9, second 2")));
        keepPicture(window, QStringLiteral("vote"));
        checkTexts(window.lessonPage(), true);
        QVERIFY(vote.save().isVisible());
        QTemporaryDir folder;
        QVERIFY(page.saveVote(folder.filePath(QStringLiteral("vote.csv"))));
        QFile csv(folder.filePath(QStringLiteral("vote.csv")));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = csv.readAll().split('\n');
        QCOMPARE(lines.size(), 6); // a head, four answers, and the end
        QVERIFY(lines[1].endsWith(",3,0\r") && lines[2].endsWith(",5,16\r") && lines[4].endsWith(",9,2\r"));
        QVERIFY(page.saveVote(folder.filePath(QStringLiteral("vote.png"))));
        QVERIFY(!QImage(folder.filePath(QStringLiteral("vote.png"))).isNull());
        QVERIFY(!page.saveVote(QStringLiteral("/proc/nowhere/vote.png")));
        QVERIFY(desk.play().answerTo(QStringLiteral("L01-Q1")) == nullptr);
        vote.goOn();
        QVERIFY(desk.play().answerTo(QStringLiteral("L01-Q1")) != nullptr);
        QCOMPARE(desk.play().answerTo(QStringLiteral("L01-Q1"))->option, std::optional<int>(1));
    }

    // Every byte counts, the name is the only thing that tells who it was, and what was cleared later is.
    void report()
    {
        const core::Lesson &first = lesson(QStringLiteral("L01"));
        const auto progress = [&](const QString &id) {
            ui::LessonProgress done;
            if (id == first.id)
                done.answers = {{QStringLiteral("L01-Q1"), 3, {}, false, 1, 4250},
                                {QStringLiteral("L01-see"), std::nullopt, {}, false, 1, 100},
                                {QStringLiteral("L01-Q2"), 1, {}, true, 1, 9000}};
            return done;
        };
        const ui::Narrator say(m_library.catalogue, ui::Language::English);
        const std::vector<ui::ReportRow> rows = ui::reportRows(m_lessons, progress, say);
        QCOMPARE(rows.size(), std::size_t(3));
        QCOMPARE(rows[0].misconception, QStringLiteral("M03"));
        QVERIFY(rows[0].cleared && rows[1].answer.isEmpty() && rows[2].right);
        const QByteArray csv = ui::reportCsv(QStringLiteral("김, \"민지\""), rows);
        QVERIFY(csv.contains("\"김, \"\"민지\"\"\",L01,L01-Q1,predict,all 6 groups,no,1,4.3,M03,yes\r\n"));
        QVERIFY(ui::isIntactReport(csv));
        for (qsizetype at = 0; at < csv.size(); ++at) {
            QByteArray changed = csv;
            changed[at] = static_cast<char>(changed[at] ^ 1);
            QVERIFY2(!ui::isIntactReport(changed), qPrintable(QString::number(at)));
        }
        QVERIFY(!ui::isIntactReport({}));
        QVERIFY(ui::reportCsv(QStringLiteral("=1+1"), rows).contains("'=1+1,"));
        QBuffer buffer;
        QVERIFY(buffer.open(QIODevice::WriteOnly));
        QVERIFY(ui::writeReportPdf(buffer, QStringLiteral("민지"), rows, say));
        QVERIFY(buffer.data().startsWith("%PDF-"));
    }

    // The day after, the menu has the review; it goes through without a run, and its date is kept.
    void review()
    {
        QTemporaryDir folder;
        const app::ProgressFile file(folder.filePath(QStringLiteral("progress.json")));
        const QDate today = QDate::currentDate();
        QVERIFY(file.keep({QStringLiteral("L05"), std::nullopt, 0, {}, true}, today.addDays(-1)));
        live::Lab lab;
        ui::MainWindow window(m_library.catalogue, m_library.scenarios, lab,
                              {ui::Language::English, ui::Theme::Kind::Light});
        window.setCourse(app::courseOf(m_library, &file));
        connect(&window, &ui::MainWindow::lessonProgressed, &window,
                [&file](const ui::LessonProgress &now) { QVERIFY(file.keep(now)); });
        window.resize(1280, 720);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const auto entries = [&window] {
            QList<QAction *> found;
            for (QMenu *menu : window.findChildren<QMenu *>()) {
                emit menu->aboutToShow();
                for (QAction *action : menu->actions())
                    if (action->text().startsWith(QStringLiteral("Review today")))
                        found += action;
            }
            return found;
        };
        QCOMPARE(entries().size(), 1);
        QVERIFY(entries().front()->text().contains(QStringLiteral("L05")));
        entries().front()->trigger();
        ui::LessonDesk &desk = *window.lessonDesk();
        QVERIFY(desk.isOpen() && desk.play().lesson().isReview);
        keepPicture(window, QStringLiteral("review-title"));
        while (desk.page() != ui::LessonDesk::Page::Summary) {
            QVERIFY(!desk.isRunning());
            if (desk.page() == ui::LessonDesk::Page::Stop) {
                if (desk.play().question() != nullptr)
                    desk.answer(std::nullopt);
                else
                    desk.attempt(desk.play().answerOf(*desk.play().exercise()));
                checkTexts(window.lessonPage(), true);
                keepPicture(window, QStringLiteral("review-%1").arg(desk.play().at()));
            }
            QVERIFY(desk.canGoForward());
            desk.forward();
        }
        keepPicture(window, QStringLiteral("review-end"));
        QCOMPARE(file.of(QStringLiteral("L05")).reviewed, QList<QDate>{today});
        QVERIFY(entries().isEmpty());
    }

    void byKeyboard_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("language");
        for (const core::Lesson &each : m_lessons)
            for (const ui::Language language : {ui::Language::Korean, ui::Language::English})
                QTest::addRow("%s %s", qPrintable(each.id), ui::code(language))
                    << each.id << static_cast<int>(language);
    }

    // From the title to the end with keys alone; at each stop nothing is cut, and no question can be passed.
    void byKeyboard()
    {
        QFETCH(const QString, id);
        QFETCH(const int, language);
        const ui::Look look{static_cast<ui::Language>(language), ui::Theme::Kind::Light};
        const bool english = look.language == ui::Language::English;
        app::Translation translation;
        translation.use(look.language);
        live::Lab lab;
        ui::MainWindow window(m_library.catalogue, m_library.scenarios, lab, look);
        window.setCourse(app::courseOf(m_library, nullptr));
        window.resize(1280, 720);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QProcess browser;
        connect(&window, &ui::MainWindow::pageRequested, &browser, [&](const QUrl &url) {
            browser.kill();
            browser.waitForFinished();
            browser.setProcessChannelMode(QProcess::MergedChannels);
            browser.startCommand(m_browser + QLatin1Char(' ') + url.toString());
        });
        QVERIFY(window.openLesson(id));
        ui::LessonDesk &desk = *window.lessonDesk();
        ui::LessonPage &page = window.lessonPage();
        QCOMPARE(desk.page(), ui::LessonDesk::Page::Title);
        const QList<QAction *> actions = window.findChildren<QAction *>();
        const auto addToWalk = std::find_if(actions.begin(), actions.end(), [](const QAction *each) {
            return each->shortcut() == QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L);
        });
        QVERIFY(addToWalk != actions.end());
        checkTexts(page, english);
        keepPicture(window, QStringLiteral("%1-00-%2").arg(id, QLatin1StringView(ui::code(look.language))));
        QTest::keyClick(&window, Qt::Key_PageDown);
        QCOMPARE(desk.page(), ui::LessonDesk::Page::Stop);
        for (int guard = 0; desk.page() == ui::LessonDesk::Page::Stop && guard < 200; ++guard) {
            QTRY_VERIFY_WITH_TIMEOUT(!desk.isRunning(), 25'000);
            const core::LessonPlay &play = desk.play();
            const std::size_t at = play.at();
            const QString name = QStringLiteral("%1-%2-%3")
                                     .arg(id)
                                     .arg(at + 1, 2, 10, QLatin1Char('0'))
                                     .arg(QLatin1StringView(ui::code(look.language)));
            QCOMPARE(page.isVisible(), play.step() == nullptr);
            QCOMPARE(window.bytesView().isVisible(), play.step() != nullptr);
            // A walk-through takes nothing that may not be seen.
            QCOMPARE((*addToWalk)->isEnabled(), play.step() != nullptr);
            if (const core::LessonQuestion *const question = play.question()) {
                QTest::keyClick(&window, Qt::Key_PageDown);
                QCOMPARE(play.at(), at); // shut
                checkTexts(page, english);
                keepPicture(window, name);
                // A wrong answer where there is one.
                const auto options = play.options(*question);
                std::size_t chosen = 0;
                while (chosen + 1 < options.size() && options[chosen].right)
                    ++chosen;
                QTest::keyClick(&window, static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(chosen)));
                QTRY_VERIFY(page.question().answers()[chosen]->isChecked());
                QTest::keyClick(page.question().answers()[chosen], Qt::Key_Return);
                QVERIFY(play.answerTo(question->id) != nullptr);
                QVERIFY(!page.question().feedback().isEmpty());
                checkTexts(page, english);
                keepPicture(window, name + QStringLiteral("-answered"));
            } else if (const core::LessonExercise *const exercise = play.exercise()) {
                checkTexts(page, english);
                keepPicture(window, name);
                if (exercise->fading != core::LessonExercise::Fading::Example) {
                    QTest::keyClick(&window, Qt::Key_PageDown);
                    QCOMPARE(play.at(), at);
                    solve(page.exercise(), play.answerOf(*exercise));
                    QVERIFY2(play.answerTo(exercise->id) != nullptr && play.answerTo(exercise->id)->right,
                             qPrintable(exercise->id + plain(page.exercise().verdict())));
                    checkTexts(page, english);
                }
            } else if (play.comparison() != nullptr) {
                ui::ComparisonPage &ways = page.comparison();
                checkTexts(page, english);
                QVERIFY(ways.runButton().hasFocus());
                QTest::keyClick(&ways.runButton(), Qt::Key_Space);
                QTRY_VERIFY(ways.isRunning());
                QTRY_VERIFY_WITH_TIMEOUT(!ways.isRunning(), 25'000);
                QVERIFY2(ways.message().isEmpty(), qPrintable(ways.message()));
                for (const ui::WayBar &bar : ways.bars()) {
                    QVERIFY(bar.measured && bar.measured->bytes() > 0);
                    if (bar.modelled)
                        QCOMPARE(bar.measured->bytes(), *bar.modelled);
                }
                checkTexts(page, english);
                keepPicture(window, name);
            } else {
                checkTexts(window.lessonCard(), english);
                keepPicture(window, name);
                const auto found = core::findPlace(play.step()->place, window.session().conversations());
                QVERIFY(found);
                QCOMPARE(window.selection().step(), found->step);
                if (play.revealed() != nullptr)
                    QVERIFY(!window.lessonCard().outcome().isEmpty());
            }
            QTest::keyClick(&window, Qt::Key_PageDown);
            QVERIFY2(desk.page() == ui::LessonDesk::Page::Summary || play.at() == at + 1,
                     qPrintable(QStringLiteral("stays at %1").arg(at)));
        }
        QCOMPARE(desk.page(), ui::LessonDesk::Page::Summary);
        checkTexts(page, english);
        keepPicture(window, QStringLiteral("%1-99-%2").arg(id, QLatin1StringView(ui::code(look.language))));
        desk.leave();
        QVERIFY(!page.isVisible());
        browser.kill();
        browser.waitForFinished();
    }
};

QTEST_MAIN(TestLessons)
#include "tst_lessons.moc"
