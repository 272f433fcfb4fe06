// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"
#include "windowchecks.h"

#include "core/files/recordingfile.h"
#include "tests/idlelab.h"
#include "ui/bytesview.h"
#include "ui/explanation/explanationpanel.h"
#include "ui/ladderview.h"
#include "ui/mainwindow.h"

#include <QAction>
#include <QBuffer>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;

namespace {

core::Scenario sampleScenario()
{
    core::Scenario scenario;
    scenario.id = QStringLiteral("sample");
    scenario.title = {QStringLiteral("견본"), QStringLiteral("Sample")};
    scenario.summary = {QStringLiteral("견본입니다."), QStringLiteral("A sample.")};
    return scenario;
}

struct Fixture
{
    explicit Fixture(Language language, Theme::Kind theme = Theme::Kind::Light)
        : window(programTexts(), {sampleScenario()}, lab, {language, theme})
    {
        window.resize(1280, 720);
        window.showRecording(helloRecording());
        window.show();
        if (!QTest::qWaitForWindowExposed(&window))
            qFatal("the window does not show");
    }
    int steps() const { return window.session().conversation()->stepCount(); }

    IdleLab lab;
    MainWindow window;
};

} // namespace

class TestWindow : public QObject
{
    Q_OBJECT

private slots:
    void everyStepIsWhole_data()
    {
        QTest::addColumn<int>("language");
        QTest::addColumn<int>("theme");
        QTest::newRow("ko light") << 0 << 0;
        QTest::newRow("en light") << 1 << 0;
        QTest::newRow("ko dark") << 0 << 1;
    }

    // Nothing clipped, no missing glyph, no untranslated text, no text of the other language.
    void everyStepIsWhole()
    {
        QFETCH(const int, language);
        QFETCH(const int, theme);
        Fixture f(static_cast<Language>(language), static_cast<Theme::Kind>(theme));
        checkEveryStep(f.window);
    }

    void widgetsAreNotClipped_data()
    {
        QTest::addColumn<int>("language");
        QTest::newRow("ko") << 0;
        QTest::newRow("en") << 1;
    }

    void widgetsAreNotClipped()
    {
        QFETCH(const int, language);
        Fixture f(static_cast<Language>(language));
        const QList<QPushButton *> buttons = f.window.findChildren<QPushButton *>();
        QVERIFY(buttons.size() >= 10);
        for (const QPushButton *button : buttons) {
            if (!button->isVisible())
                continue;
            QVERIFY2(button->width() >= button->minimumSizeHint().width() || !button->text().size(),
                     qPrintable(button->text()));
            QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(),
                     qPrintable(button->objectName()));
        }
        for (const QLabel *label : f.window.findChildren<QLabel *>())
            if (label->isVisible() && !label->wordWrap())
                QVERIFY2(label->width() >= label->sizeHint().width(), qPrintable(label->text()));
    }

    void languageChangesAtOnceAndKeepsThePlace()
    {
        Fixture f(Language::Korean);
        f.window.selection().setStep(32);
        f.window.selection().selectBits({8, 1});
        QScrollBar *const scroll = f.window.explanation().verticalScrollBar();
        scroll->setValue(scroll->maximum() / 2);
        const int step = f.window.selection().step();
        const core::BitSpan bits = f.window.selection().bits();
        const QString before = f.window.explanation().toPlainText();
        QVERIFY(hasHangul(before));
        f.window.setLanguage(Language::English);
        QCOMPARE(f.window.selection().step(), step);
        QCOMPARE(f.window.selection().bits(), bits);
        QVERIFY(!hasHangul(QString(f.window.explanation().toPlainText())
                               .remove(QRegularExpression(QStringLiteral("“[^”]*”")))));
        f.window.setLanguage(Language::Korean);
        QCOMPARE(f.window.explanation().toPlainText(), before);
    }

    // The step of a header line shows its value, what it means, and the rule that it keeps.
    void aHeaderLineIsExplainedByItsValue()
    {
        Fixture f(Language::English);
        QVERIFY(f.window.select(QStringLiteral("0:http.header#2")));
        const QString text = f.window.explanation().toPlainText();
        for (const char *expected : {"Upgrade", "websocket", "REQ-07"})
            QVERIFY2(text.contains(QString::fromLatin1(expected)), qPrintable(text));
    }

    // Where a state is reached, its text says what a side may do in it.
    void statesAreExplained()
    {
        Fixture f(Language::English);
        const core::Conversation &conversation = *f.window.session().conversation();
        QStringList seen;
        for (int step = 1; step <= conversation.stepCount(); ++step) {
            const core::Step current = conversation.step(step);
            if (current.unit && current.id != "step.open")
                continue;
            f.window.selection().setStep(step);
            const QString id = QStringLiteral("state.") + QLatin1StringView(core::name(current.client));
            const QString sentence = programTexts().text(id, "text", Language::English);
            QVERIFY2(f.window.explanation().toPlainText().contains(sentence.left(40)), qPrintable(id));
            seen += id;
        }
        for (const char *state : {"connecting", "open", "closing", "closed"})
            QVERIFY2(seen.contains(QStringLiteral("state.") + QLatin1StringView(state)), state);
    }

    // One selection: a click in the diagram or in the hex moves all views.
    void clicksMoveEveryView()
    {
        Fixture f(Language::English);
        QVERIFY(f.window.select(QStringLiteral("2:ws.frame.payload")));
        auto *const bytes = f.window.findChild<BytesView *>(QStringLiteral("bytes"));
        const auto clickOn = [&](core::BitSpan span, bool last) {
            const Target *wanted = nullptr;
            for (const Target &target : bytes->drawing().targets)
                if (target.span == span && (wanted == nullptr || last))
                    wanted = &target;
            if (wanted == nullptr)
                QFAIL("there is no such target");
            QTest::mouseClick(bytes, Qt::LeftButton, {}, wanted->rect.center().toPoint());
        };
        for (const bool inHex : {false, true}) {
            for (const auto &[span, name] :
                 {std::pair{core::BitSpan{16, 32}, "Masking key"}, {core::BitSpan{48, 48}, "Payload"}}) {
                clickOn(span, inHex);
                QCOMPARE(f.window.selection().bits(), span);
                QVERIFY2(f.window.explanation().toPlainText().contains(QString::fromLatin1(name),
                                                                       Qt::CaseInsensitive),
                         name);
                const core::Step step = f.window.session().conversation()->step(f.window.selection().step());
                QVERIFY(step.focus.overlaps(span));
            }
        }
        clickOn({8, 1}, false);
        QVERIFY(f.window.explanation().toPlainText().contains(QStringLiteral("FRM-01")));
        // A click on an arrow of the ladder goes to its unit.
        auto *const ladder = f.window.findChild<DrawingView *>(QStringLiteral("ladder"));
        const core::Conversation &conversation = *f.window.session().conversation();
        const std::vector<Target> targets = ladder->drawing().targets; // a click lays out anew
        for (const Target &target : targets) {
            QTest::mouseClick(ladder, Qt::LeftButton, {}, target.rect.center().toPoint());
            QCOMPARE(conversation.turnOf(f.window.selection().step()), conversation.turnOf(*target.step));
        }
    }

    void keysDriveTheSteps()
    {
        Fixture f(Language::English);
        f.window.activateWindow();
        QTest::keyClick(&f.window, Qt::Key_F8);
        QCOMPARE(f.window.selection().step(), 2);
        QTest::keyClick(&f.window, Qt::Key_PageDown);
        QCOMPARE(f.window.selection().step(), 3);
        QTest::keyClick(&f.window, Qt::Key_F7);
        QCOMPARE(f.window.selection().step(), 2);
        QTest::keyClick(&f.window, Qt::Key_End);
        QCOMPARE(f.window.selection().step(), f.steps());
        QTest::keyClick(&f.window, Qt::Key_Home);
        QCOMPARE(f.window.selection().step(), 1);
        // From the explanation too, which has keys of its own.
        f.window.findChild<QWidget *>(QStringLiteral("explanation"))->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F8);
        QCOMPARE(f.window.selection().step(), 2);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_End);
        QCOMPARE(f.window.selection().step(), f.steps());
    }

    void arrowKeysMoveTheField()
    {
        Fixture f(Language::English);
        QVERIFY(f.window.select(QStringLiteral("2:ws.frame.fin")));
        QWidget *const bytes = f.window.findChild<QWidget *>(QStringLiteral("bytes"));
        bytes->setFocus();
        QTest::keyClick(bytes, Qt::Key_Right);
        QCOMPARE(f.window.selection().bits(), (core::BitSpan{1, 1}));
        QTest::keyClick(bytes, Qt::Key_Left);
        QCOMPARE(f.window.selection().bits(), (core::BitSpan{0, 1}));
    }

    void playGoesOnByItself()
    {
        Fixture f(Language::English);
        QTest::mouseClick(f.window.findChild<QPushButton *>(QStringLiteral("play")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(f.window.selection().step(), 2, 5000);
        QTest::keyClick(&f.window, Qt::Key_F9);
        QTest::keyClick(&f.window, Qt::Key_F8);
        QCOMPARE(f.window.selection().step(), 3);
    }

    void menusHaveNoLetterTwice_data() { widgetsAreNotClipped_data(); }
    void menusHaveNoLetterTwice()
    {
        QFETCH(const int, language);
        Fixture f(static_cast<Language>(language));
        for (const QMenu *menu : f.window.findChildren<QMenu *>()) {
            QStringList letters;
            for (const QAction *action : menu->actions()) {
                const qsizetype at = action->text().indexOf(QLatin1Char('&'));
                if (at < 0)
                    continue;
                const QString letter = action->text().mid(at + 1, 1).toUpper();
                QVERIFY2(!letters.contains(letter), qPrintable(menu->title() + letter));
                letters += letter;
            }
        }
    }

    void runEndsAreSaid()
    {
        Fixture f(Language::English);
        f.window.runScenario(QStringLiteral("sample"));
        QCOMPARE(f.lab.ran.id, QStringLiteral("sample"));
        emit f.lab.finished({core::RunProblem::PortTaken, QStringLiteral("8080")});
        QVERIFY2(f.window.message().contains(QStringLiteral("8080")), qPrintable(f.window.message()));
        f.window.runScenario(QStringLiteral("sample"));
        QCOMPARE(f.window.message(), QString());
        emit f.lab.finished({core::RunProblem::TimedOut, {}});
        QVERIFY(!f.window.message().isEmpty());
    }

    // What a run still hands over after the window has turned to a file must not get into the file's
    // recording.
    void openingAFileLeavesTheRun()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.fscope"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && core::writeRecording(file, *helloRecording()));
        file.close();
        Fixture f(Language::English);
        f.window.runScenario(QStringLiteral("sample"));
        QVERIFY(f.window.openFile(path));
        QVERIFY(f.lab.stopped);
        const int steps = f.steps();
        const std::size_t entries = f.window.session().recording().entries().size();
        core::WireRecord late;
        late.bytes = "late";
        emit f.lab.recordsArrived({late});
        emit f.lab.finished({core::RunProblem::Stopped, {}});
        QCOMPARE(f.window.session().recording().entries().size(), entries);
        QCOMPARE(f.steps(), steps);
        QCOMPARE(f.window.message(), QString());
    }

    void aNewRunStopsTheOneBefore()
    {
        Fixture f(Language::English);
        f.window.runScenario(QStringLiteral("sample"));
        f.lab.ran = {};
        f.window.runScenario(QStringLiteral("sample"));
        QVERIFY(f.lab.stopped && f.lab.ran.id.isEmpty()); // one run at a time
        emit f.lab.finished({core::RunProblem::Stopped, {}});
        QCOMPARE(f.lab.ran.id, QStringLiteral("sample"));
        QCOMPARE(f.window.message(), QString());
    }

    void closingStopsTheRun()
    {
        Fixture f(Language::English);
        f.window.runScenario(QStringLiteral("sample"));
        f.window.close();
        QVERIFY(f.lab.stopped);
    }

    void cutFileOpensUpToTheCut()
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        QVERIFY(core::writeRecording(buffer, *helloRecording()));
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("cut.fscope"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(buffer.data().left(buffer.data().size() / 2));
        file.close();
        Fixture f(Language::English);
        QVERIFY(f.window.openFile(path));
        QVERIFY2(f.window.message().contains(QStringLiteral("cut off")), qPrintable(f.window.message()));
        QVERIFY(f.steps() > 0);
        QVERIFY(!f.window.openFile(folder.filePath(QStringLiteral("none.fscope"))));
        QVERIFY(!f.window.message().isEmpty());
        QVERIFY(f.steps() > 0); // what was shown stays
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
