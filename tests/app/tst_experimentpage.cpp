// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library.h"
#include "app/translation.h"
#include "core/live/lab.h"
#include "ui/draw/drawingview.h"
#include "ui/lab/experimentpage.h"
#include "ui/mainwindow.h"
#include "windowchecks.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>

using ui::ExperimentPage;
using ui::Guess;

/// Every experiment, asked and answered in the window, against each program that it names.
class TestExperimentPage : public QObject
{
    Q_OBJECT

private:
    app::Library m_library;

    static QString plain(const QString &markdown)
    {
        QTextDocument document;
        document.setMarkdown(markdown);
        return document.toPlainText().simplified();
    }

    // What can be read on the page now.
    static QString shown(const ExperimentPage &page)
    {
        QString all;
        for (const QLabel *label : page.findChildren<QLabel *>())
            if (label->isVisible()) {
                QTextDocument document;
                if (label->textFormat() == Qt::RichText)
                    document.setHtml(label->text());
                else
                    document.setPlainText(label->text());
                all += document.toPlainText().simplified() + QLatin1Char('\n');
            }
        for (const QPushButton *button : page.findChildren<QPushButton *>())
            if (button->isVisible())
                all += button->text() + QLatin1Char('\n');
        return all;
    }

    static void checkNothingIsCut(const ExperimentPage &page)
    {
        for (const QLabel *label : page.findChildren<QLabel *>())
            if (label->isVisible() && !label->text().isEmpty())
                QVERIFY2(label->height() >= label->heightForWidth(label->width()) || !label->wordWrap(),
                         qPrintable(label->text()));
        for (const QPushButton *button : page.findChildren<QPushButton *>())
            if (button->isVisible())
                QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
    }

private slots:
    void theTruthIsAmongTheAnswers()
    {
        for (const core::Scenario &scenario : m_library.scenarios.all()) {
            if (!scenario.experiment)
                continue;
            const std::vector<Guess> guesses = ui::guessesFor(*scenario.experiment);
            for (const auto &[kind, end] : scenario.experiment->ends) {
                core::Reaction truth;
                truth.kind = end.what;
                const auto right = std::count_if(guesses.begin(), guesses.end(), [&truth](Guess guess) {
                    return ui::isRight(guess, truth) == true;
                });
                QVERIFY2(right == 1, qPrintable(scenario.id));
            }
        }
    }

    void everyExperiment_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("language");
        bool isOdd = false;
        for (const core::Scenario &scenario : m_library.scenarios.all()) {
            if (!scenario.experiment)
                continue;
            isOdd = !isOdd;
            const ui::Language language = isOdd ? ui::Language::Korean : ui::Language::English;
            QTest::addRow("%s %s", qPrintable(scenario.id), ui::code(language))
                << scenario.id << static_cast<int>(language);
        }
    }

    void everyExperiment()
    {
        QFETCH(const QString, id);
        QFETCH(const int, language);
        const ui::Look look{static_cast<ui::Language>(language), ui::Theme::Kind::Light};
        app::Translation translation;
        translation.use(look.language);
        live::Lab lab;
        ui::MainWindow window(m_library.catalogue, m_library.scenarios, lab, look);
        window.resize(1280, 720);
        window.show();
        QSignalSpy ended(&window, &ui::MainWindow::runEnded);
        const core::Scenario &scenario = *m_library.scenarios.find(id);
        const ui::Narrator say(m_library.catalogue, look.language);
        const bool isKorean = look.language == ui::Language::Korean;
        ExperimentPage &page = window.experimentPage();

        // Nothing runs and nothing is told before an answer is given.
        window.ask(id);
        QVERIFY(window.isAsking());
        QVERIFY(window.session().recording().entries().empty());
        const auto &story = scenario.experiment->story;
        QVERIFY(!story || !shown(page).contains(plain(isKorean ? story->ko : story->en)));
        checkNothingIsCut(page);

        page.guess(Guess::Unknown);
        for (int run = 0; run < static_cast<int>(scenario.experiment->ends.size()); ++run) {
            if (run > 0) { // the other program, by its button
                const auto buttons = page.findChildren<QPushButton *>();
                const auto next = std::find_if(buttons.begin(), buttons.end(), [&say](QPushButton *button) {
                    return button->isVisible() && button->text() == say.phrase("experiment.run");
                });
                QVERIFY(next != buttons.end());
                (*next)->click();
            }
            QTRY_COMPARE_WITH_TIMEOUT(ended.count(), run + 1, 25'000);
            QCOMPARE(window.message(), QString()); // no problem, and it ended as it says
        }
        QVERIFY(window.isAsking());
        const QString told = shown(page);
        QVERIFY(!story || told.contains(plain(isKorean ? story->ko : story->en)));
        QVERIFY(!told.contains(say.phrase("experiment.notyet")));
        QVERIFY(!told.contains(say.phrase("outcome.missing")));
        checkNothingIsCut(page);
        QVERIFY(isKorean == hasHangul(say.phrase("experiment.bytes")));

        if (!scenario.experiment->mended.isEmpty()) {
            const auto buttons = page.findChildren<QPushButton *>();
            const auto compare = std::find_if(buttons.begin(), buttons.end(), [&say](QPushButton *button) {
                return button->text() == say.phrase("experiment.compare");
            });
            QVERIFY((*compare)->isVisible());
            const int before = static_cast<int>(ended.count());
            (*compare)->click();
            QTRY_COMPARE_WITH_TIMEOUT(ended.count(), before + 1, 25'000);
            const auto views = page.findChildren<ui::DrawingView *>();
            QVERIFY(views.size() == 1 && views.front()->isVisible());
            const QString title = isKorean ? scenario.title.ko : scenario.title.en;
            const auto &texts = views.front()->drawing().texts;
            QVERIFY(std::any_of(texts.begin(), texts.end(),
                                [&title](const ui::TextItem &item) { return item.text == title; }));
        }
        // From the answer to the bytes that it is about.
        emit page.bytesRequested();
        QVERIFY(!window.isAsking());
        QVERIFY(window.selection().unit());
    }
};

QTEST_MAIN(TestExperimentPage)
#include "tst_experimentpage.moc"
