// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options.h"

#include <QTest>

using namespace app;

class TestOptions : public QObject
{
    Q_OBJECT

private:
    static std::optional<Options> read(const char *line, QString *error)
    {
        return readOptions(QString::fromUtf8(line).split(QLatin1Char(' '), Qt::SkipEmptyParts), error);
    }

private slots:
    void good()
    {
        QString error;
        auto o = read("", &error);
        QVERIFY(o && o->command == Command::Window && o->inputs.isEmpty());
        o = read("a.fscope --lang ko --theme dark", &error);
        QVERIFY(o && o->command == Command::Window && o->language == ui::Language::Korean &&
                o->theme == ui::Theme::Kind::Dark);
        o = read("record hello -o x.fscope --seed 7 --client qt --set port=8080", &error);
        QVERIFY2(o, qPrintable(error));
        QVERIFY(o->command == Command::Record && o->seed == 7U && o->clientKind == QStringLiteral("qt") &&
                o->port == 8080);
        o = read("decode a.fscope --json --no-bytes --no-fields --units 2:5 --leg delivered", &error);
        QVERIFY2(o, qPrintable(error));
        QVERIFY(o->json && !o->decode.bytes && !o->decode.fields && o->leg == core::Leg::Delivered);
        QCOMPARE(o->decode.units->first, 2U);
        QCOMPARE(o->decode.units->second, 5U);
        o = read("decode --client c.bin --server s.bin --no-handshake --json", &error);
        QVERIFY2(o && !o->handshake && o->clientStream == QStringLiteral("c.bin"), qPrintable(error));
        o = read("render hello --step 12 --size 1920x1080 --scale 2 --select 2:ws.frame.mask -o a.png",
                 &error);
        QVERIFY2(o && o->step == 12 && o->size == QSize(1920, 1080) && o->scale == 2.0, qPrintable(error));
        o = read("lesson check a.json b.json --run --seed 4", &error);
        QVERIFY2(o && o->command == Command::Lesson && o->run && o->seed == 4U && o->inputs.size() == 3,
                 qPrintable(error));
        o = read("--lesson L05 --lang ko --present", &error);
        QVERIFY2(o && o->lesson == QStringLiteral("L05") && o->present, qPrintable(error));
        QVERIFY(read("record --list", &error)->list);
        QVERIFY(read("--version", &error)->command == Command::Version);
        QVERIFY(read("--help", &error)->command == Command::Help);
        QVERIFY(read("record --help", &error)->help.contains(QStringLiteral("--seed")));
    }

    void wrong_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("names"); // what the message must name
        const auto row = [](const char *line, const char *names) {
            QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(names);
        };
        row("record hello", "-o");
        row("record -o x", "scenario");
        row("render hello", "-o");
        row("export L05 --to pdf -o x", "lesson");
        row("export lesson L05 --to doc -o x", "doc");
        row("export lesson L05 --to pdf", "-o");
        row("lesson", "check");
        row("lesson learn a.json", "learn");
        row("lesson check", "missing");
        row("explain", "missing");
        row("explain a b", "\"b\"");
        row("decode", "missing");
        row("--lang fr", "fr");
        row("record hello -o x --seed abc", "abc");
        row("record hello -o x --set host=1", "host=1");
        row("record hello -o x --set port=70000", "70000");
        row("decode a --units 5:2", "5:2");
        row("decode a --leg both", "both");
        row("decode a --no-handshake", "--no-handshake");
        row("render hello -o x --size 9", "9");
        row("render hello -o x --scale 99", "99");
        row("render hello -o x --step -1", "-1");
        row("explain hello --nonsense", "nonsense");
        row("a b", "\"b\"");
    }

    void wrong()
    {
        QFETCH(const QString, line);
        QFETCH(const QString, names);
        QString error;
        QVERIFY(!read(qPrintable(line), &error));
        QVERIFY2(error.contains(names), qPrintable(error));
    }
};

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
