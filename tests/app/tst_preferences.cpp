// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/preferences.h"
#include "app/progress.h"

#include <QCoreApplication>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

/// What is chosen in one run of the program is there in the next.
class TestPreferences : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_home;

private slots:
    void initTestCase()
    {
        QVERIFY(m_home.isValid());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_home.path());
        QCoreApplication::setOrganizationName(QStringLiteral("Framescope"));
        QCoreApplication::setApplicationName(QStringLiteral("framescope"));
    }

    void nothingAtFirst()
    {
        QVERIFY(!app::loadPreferences().language && !app::loadPreferences().theme);
        QVERIFY(app::loadPairs().empty());
    }

    void look()
    {
        app::savePreferences({ui::Language::Korean, ui::Theme::Kind::Dark});
        QVERIFY(app::loadPreferences().language == ui::Language::Korean);
        QVERIFY(app::loadPreferences().theme == ui::Theme::Kind::Dark);
    }

    // Progress goes through its file unchanged, lesson by lesson; without the file there is none.
    void progress()
    {
        const app::ProgressFile file(m_home.filePath(QStringLiteral("deep/progress.json")));
        QVERIFY(file.of(QStringLiteral("L01")).answers.empty());
        ui::LessonProgress first{QStringLiteral("L01"), 18'000'000'000'000'000'000U, 7, {}, false};
        first.answers = {{QStringLiteral("L01-Q1"), 3, {}, false, 1, 4200},
                         {QStringLiteral("L01-Q2"), std::nullopt, {}, false, 1, 10},
                         {QStringLiteral("L01-E1"), std::nullopt, QStringLiteral("81 05"), true, 3, 99}};
        QVERIFY(file.keep(first));
        QVERIFY(file.keep({QStringLiteral("L02"), std::nullopt, 1, {}, true}));
        const ui::LessonProgress read = file.of(QStringLiteral("L01"));
        QCOMPARE(read.seed, first.seed);
        QCOMPARE(read.stop, first.stop);
        QVERIFY(read.answers == first.answers && !read.isDone);
        QVERIFY(file.of(QStringLiteral("L02")).isDone && !file.of(QStringLiteral("L02")).seed);
        QVERIFY(QFile::remove(file.path()));
        QVERIFY(file.of(QStringLiteral("L01")).answers.empty());
        const app::ProgressFile nowhere(QStringLiteral("/proc/nowhere/progress.json"));
        QVERIFY(!nowhere.keep(first));
    }

    // 1, 3 and 7 days after the end; who comes late is not asked twice on one day. A review leaves the
    // lesson's own answers alone, and doing the lesson again does not put the days back.
    void reviews()
    {
        const app::ProgressFile file(m_home.filePath(QStringLiteral("reviews.json")));
        const QString id = QStringLiteral("L01");
        const QDate day(2026, 2, 27);
        const auto isDue = [&](int days) { return ui::isReviewDue(file.of(id), day.addDays(days)); };
        ui::LessonProgress progress{id, std::nullopt, 3, {}, false};
        progress.answers = {{QStringLiteral("L01-Q1"), 1, {}, true, 1, 10}};
        QVERIFY(file.keep(progress, day));
        QVERIFY(!isDue(100)); // not done yet
        progress.isDone = true;
        QVERIFY(file.keep(progress, day));
        QVERIFY(!isDue(0) && isDue(1));
        ui::LessonProgress review{id, 77, 1, {}, false, true};
        QVERIFY(file.keep(review, day.addDays(1)));
        QVERIFY(isDue(1)); // it was begun, not finished
        review.isDone = true;
        QVERIFY(file.keep(review, day.addDays(1)));
        QVERIFY(!isDue(2) && isDue(3));
        QVERIFY(file.keep(review, day.addDays(20))); // late
        QVERIFY(!isDue(20) && !isDue(23) && isDue(24));
        QVERIFY(file.keep(progress, day.addDays(22)));
        QCOMPARE(file.of(id).finished, day);
        QVERIFY(file.of(id).answers == progress.answers && !file.of(id).seed);
        QVERIFY(file.keep(review, day.addDays(24)));
        QVERIFY(!isDue(1000)); // three it is
    }

    void pairs()
    {
        core::Scenario pair;
        pair.id = QStringLiteral("connection");
        pair.title = pair.summary = {QStringLiteral("새 연결"), QStringLiteral("New connection")};
        core::ConnectionSpec spec;
        spec.client.kind = QStringLiteral("qt");
        spec.server.kind = QStringLiteral("engine");
        spec.server.serverPolicy.origins = {"http://localhost:8000"};
        spec.host = QStringLiteral("127.0.0.1:8080");
        spec.path = QStringLiteral("/채팅");
        pair.connections = {spec};
        core::Scenario other = pair;
        other.connections[0].client.kind = QStringLiteral("program");
        app::savePairs({pair, other});
        const std::vector<core::Scenario> loaded = app::loadPairs();
        QCOMPARE(loaded.size(), std::size_t(2));
        QVERIFY(loaded[0] == pair);
        QVERIFY(loaded[1] == other);
    }

    // A file that somebody has edited, or a form of long ago.
    void whatCannotBeReadIsLeftOut()
    {
        QSettings().setValue(QStringLiteral("pairs"), QStringList({QStringLiteral("{"), QString()}));
        QVERIFY(app::loadPairs().empty());
    }
};

QTEST_GUILESS_MAIN(TestPreferences)
#include "tst_preferences.moc"
