// SPDX-License-Identifier: GPL-3.0-or-later
#include "labrun.h"

#include "core/lab/deviationexperiments.h"

#include <QDir>

using core::Scenario;

namespace {

const QString resourceFolder = QStringLiteral(TEST_DATA "/../../../resources/");
constexpr int repeats = 1; // FRAMESCOPE_REPEATS in the environment for more
constexpr qint64 limitMs = 5'000;

int repeatCount() { return std::max(repeats, qEnvironmentVariableIntValue("FRAMESCOPE_REPEATS")); }

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

std::vector<Scenario> allExperiments()
{
    QString error;
    auto all = core::deviationExperiments(
        contentOf(resourceFolder + QStringLiteral("experiments/deviations.json")), &error);
    if (!all)
        qFatal("%s", qPrintable(error));
    const QDir folder(resourceFolder + QStringLiteral("scenarios"));
    for (const QString &name : folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        Scenario scenario = readFile(folder.filePath(name));
        if (scenario.experiment)
            all->push_back(std::move(scenario));
    }
    return *all;
}

} // namespace

/// Every experiment against every kind of program that it names, with real sockets.
class TestExperiments : public QObject
{
    Q_OBJECT

private:
    std::vector<Scenario> m_experiments = allExperiments();
    live::Lab m_lab;

    LabRun run(const Scenario &scenario)
    {
        LabRun run;
        QObject here; // ends the connections of this run
        collect(m_lab, run, &here);
        m_lab.run(scenario, {});
        waitForEnd(m_lab, run);
        return run;
    }

private slots:
    void endsAsItSays_data();
    void endsAsItSays();
    void mendedOnesEndWell();
};

void TestExperiments::endsAsItSays_data()
{
    QTest::addColumn<Scenario>("scenario");
    for (const Scenario &scenario : m_experiments)
        for (const QString &kind : core::kindsOf(*scenario.experiment))
            QTest::addRow("%s %s", qPrintable(scenario.id), qPrintable(kind))
                << core::withPeer(scenario, kind);
}

void TestExperiments::endsAsItSays()
{
    QFETCH(const Scenario, scenario);
    for (int i = 0; i < repeatCount(); ++i) {
        QElapsedTimer clock;
        clock.start();
        const LabRun ran = run(scenario);
        QVERIFY(ran.end && ran.everyRecordFits);
        QVERIFY2(ran.end->problem == core::RunProblem::None,
                 qPrintable(ran.end->detail + tcpEvents(ran.recording).join(QStringLiteral(", "))));
        QVERIFY2(clock.elapsed() < limitMs, qPrintable(QString::number(clock.elapsed())));
        const auto difference = core::compare(scenario, ran.recording);
        QVERIFY2(!difference,
                 difference ? qPrintable(difference->expected + QStringLiteral(" | ") + difference->observed)
                            : "");
    }
}

/// Each bug has a twin without it, which is there for the same kinds of program.
void TestExperiments::mendedOnesEndWell()
{
    for (const Scenario &scenario : m_experiments) {
        const QString mended = scenario.experiment->mended;
        if (mended.isEmpty())
            continue;
        const auto twin = std::find_if(m_experiments.begin(), m_experiments.end(),
                                       [&mended](const Scenario &each) { return each.id == mended; });
        QVERIFY2(twin != m_experiments.end(), qPrintable(scenario.id));
        QCOMPARE(core::kindsOf(*twin->experiment), core::kindsOf(*scenario.experiment));
        QVERIFY2(twin->experiment->mended.isEmpty(), qPrintable(mended));
    }
}

QTEST_GUILESS_MAIN(TestExperiments)
#include "tst_experiments.moc"
