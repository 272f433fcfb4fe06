// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library.h"
#include "app/record.h"
#include "app/translation.h"
#include "core/lab/expectation.h"
#include "core/live/lab.h"
#include "ui/mainwindow.h"
#include "ui/text/outcometext.h"
#include "windowchecks.h"

#include <QSignalSpy>
#include <QTest>

/// Every scenario, run for real by the window itself, looked at step by step in both languages.
class TestScenarios : public QObject
{
    Q_OBJECT

private:
    app::Library m_library;

private slots:
    void everyStepOfEveryScenario_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("language");
        bool isOdd = false; // experiments are many and alike: each in one language
        for (const core::Scenario &scenario : m_library.scenarios.all()) {
            isOdd = !isOdd;
            for (const ui::Language language : {ui::Language::Korean, ui::Language::English})
                if (!scenario.experiment || isOdd == (language == ui::Language::Korean))
                    QTest::addRow("%s %s", qPrintable(scenario.id), ui::code(language))
                        << scenario.id << static_cast<int>(language);
        }
    }

    void everyStepOfEveryScenario()
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
        window.runScenario(id);
        QVERIFY(ended.count() > 0 || ended.wait(25'000));
        // It ended as it says.
        const core::Scenario &scenario = *m_library.scenarios.find(id);
        const core::Recording &recording = window.session().recording();
        QVERIFY(!core::compare(scenario, recording));
        QCOMPARE(window.message(),
                 scenario.experiment
                     ? ui::outcomeText(ui::Narrator(m_library.catalogue, look.language), scenario, recording)
                     : QString());
        QVERIFY(window.session().conversation()->stepCount() > 10);
        checkEveryStep(window);
    }
};

QTEST_MAIN(TestScenarios)
#include "tst_scenarios.moc"
