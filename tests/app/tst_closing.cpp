// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library.h"
#include "core/live/lab.h"
#include "ui/lab/wirebar.h"
#include "ui/mainwindow.h"
#include "ui/session.h"

#include <QSignalSpy>
#include <QTest>

using core::Direction;
using core::Leg;

/// The window is closed while the real lab holds units: nothing hangs, and what was recorded stays.
class TestClosing : public QObject
{
    Q_OBJECT

private:
    app::Library m_library;

private slots:
    void withHeldUnits_data()
    {
        QTest::addColumn<bool>("waitsForTheEnd");
        QTest::newRow("the run ends first") << true;
        QTest::newRow("lab and window go at once") << false;
    }

    void withHeldUnits()
    {
        QFETCH(const bool, waitsForTheEnd);
        live::Lab lab;
        ui::MainWindow window(m_library.catalogue, m_library.scenarios, lab, {});
        window.show();
        window.wireBar().setHolding(true);
        QSignalSpy finished(&lab, &core::LabControl::finished);
        window.runScenario(QStringLiteral("hello"));
        QTRY_VERIFY(!window.session().held().isEmpty());
        const QByteArray held = window.session().held().front().bytes;
        QVERIFY(held.startsWith("GET "));

        QVERIFY(window.close());
        if (!waitsForTheEnd)
            return;
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(finished.front().front().value<core::RunEnd>().problem, core::RunProblem::Stopped);
        QVERIFY(window.session().held().isEmpty());
        const core::Recording &recording = window.session().recording();
        QCOMPARE(recording.bytes(1, Direction::Client, Leg::Sent, 0, ~0ULL), held);
        QCOMPARE(recording.streamLength(1, Direction::Client, Leg::Delivered), quint64(0));
    }
};

QTEST_MAIN(TestClosing)
#include "tst_closing.moc"
