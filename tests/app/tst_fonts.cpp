// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/display.h"
#include "app/library.h"
#include "app/window.h"
#include "tests/idlelab.h"
#include "ui/mainwindow.h"

#include <QTest>

/// Started with a font configuration that holds no font at all.
class TestFonts : public QObject
{
    Q_OBJECT

private slots:
    void aSystemWithoutHangulIsNoticed() { QVERIFY(!app::hasHangul()); }

    void theWindowSaysWhatToInstall()
    {
        const app::Library library;
        IdleLab lab;
        ui::MainWindow window(library.catalogue, library.scenarios, lab, {});
        app::sayMissingHangul(library.catalogue, window);
        QVERIFY2(window.message().contains(QStringLiteral("fonts-noto-cjk")), qPrintable(window.message()));
    }
};

QTEST_MAIN(TestFonts)
#include "tst_fonts.moc"
