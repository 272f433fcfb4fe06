// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

/// A real window on a real X server (Xvfb), driven by keys and mouse from outside. What the window shows is
/// read from its title, which carries scenario and step.
class TestRealWindow : public QObject
{
    Q_OBJECT

private:
    QProcess m_server;
    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;

    QByteArray tool(const QStringList &arguments, int limitMs = 20'000)
    {
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.start(QStringLiteral("xdotool"), arguments);
        if (!process.waitForFinished(limitMs))
            process.kill();
        return process.exitCode() == 0 ? process.readAllStandardOutput().trimmed() : QByteArray();
    }

    // Waits until a window with such a title is there: an event, not a time.
    QByteArray windowTitled(const QString &pattern)
    {
        return tool({QStringLiteral("search"), QStringLiteral("--sync"), QStringLiteral("--onlyvisible"),
                     QStringLiteral("--name"), pattern})
            .split('\n')
            .front();
    }

    bool start(QProcess &program, const QStringList &arguments)
    {
        program.setProcessEnvironment(m_environment);
        program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        program.start(QStringLiteral(FRAMESCOPE_BINARY), arguments);
        return program.waitForStarted();
    }

    void key(const QByteArray &window, const QStringList &names)
    {
        tool(QStringList{QStringLiteral("windowfocus"), QStringLiteral("--sync"), QString::fromLatin1(window),
                         QStringLiteral("key")} +
             names);
    }
    void key(const QByteArray &window, const char *name) { key(window, {QString::fromLatin1(name)}); }

    // A key that comes before the window has taken the focus is lost; a person would press it again.
    bool quit(QProcess &program, const QByteArray &window)
    {
        for (int i = 0; i < 5 && program.state() == QProcess::Running; ++i) {
            key(window, "ctrl+q");
            program.waitForFinished(4000);
        }
        return program.state() == QProcess::NotRunning && program.exitStatus() == QProcess::NormalExit &&
               program.exitCode() == 0;
    }

    void click(const QByteArray &window, int x, int y)
    {
        tool({QStringLiteral("mousemove"), QStringLiteral("--window"), QString::fromLatin1(window),
              QString::number(x), QString::number(y)});
        tool({QStringLiteral("click"), QStringLiteral("1")});
    }

private slots:
    void initTestCase()
    {
        m_server.setProgram(QStringLiteral("Xvfb"));
        m_server.setArguments({QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                               QStringLiteral("0"), QStringLiteral("1600x1000x24"),
                               QStringLiteral("-nolisten"), QStringLiteral("tcp")});
        m_server.start();
        QVERIFY2(m_server.waitForReadyRead(20'000), "Xvfb does not start");
        m_environment = QProcessEnvironment::systemEnvironment();
        m_environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
        m_environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
        m_environment.insert(QStringLiteral("DISPLAY"),
                             QLatin1Char(':') +
                                 QString::fromLatin1(m_server.readAllStandardOutput().trimmed()));
        m_environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
        m_environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_folder.path());
        m_environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_folder.path());
    }

    void cleanupTestCase()
    {
        m_server.terminate();
        m_server.waitForFinished();
    }

    // The main job: one command, a window in which a real client and server have talked; stepping by keys and
    // clicks.
    void stepsByKeysAndClicks()
    {
        QProcess program;
        QVERIFY(start(program, {QStringLiteral("--lang"), QStringLiteral("en")}));
        const QByteArray window = windowTitled(QStringLiteral("One connection .* 1 / [5-9][0-9] "));
        QVERIFY(!window.isEmpty());
        key(window, "F8");
        QVERIFY(!windowTitled(QStringLiteral(" 2 / [5-9][0-9] ")).isEmpty());
        key(window, "Next");
        QVERIFY(!windowTitled(QStringLiteral(" 3 / [5-9][0-9] ")).isEmpty());
        key(window, "F7");
        QVERIFY(!windowTitled(QStringLiteral(" 2 / [5-9][0-9] ")).isEmpty());
        key(window, "End");
        QVERIFY(!windowTitled(QStringLiteral(" ([5-9][0-9]) / \\1 ")).isEmpty());
        key(window, "Home");
        QVERIFY(!windowTitled(QStringLiteral(" 1 / [5-9][0-9] ")).isEmpty());
        click(window, 142, 277); // the request's arrow in the ladder
        QVERIFY(!windowTitled(QStringLiteral(" 2 / [5-9][0-9] ")).isEmpty());
        key(window, "F5"); // run again: fresh sockets, first step
        QVERIFY(!windowTitled(QStringLiteral(" 1 / [5-9][0-9] ")).isEmpty());
        key(window, {QStringLiteral("alt+v"), QStringLiteral("k")}); // View, Korean
        QVERIFY(!windowTitled(QStringLiteral("첫 연결을 끝까지 보기 · 1 / [5-9][0-9] ")).isEmpty());
        QVERIFY(quit(program, window));
    }

    void remembersTheLanguage()
    {
        QProcess program;
        QVERIFY(start(program, {}));
        const QByteArray window = windowTitled(QStringLiteral("첫 연결을 끝까지 보기 · 1 / "));
        QVERIFY(!window.isEmpty());
        QVERIFY(quit(program, window));
    }

    void closingInMidRunEndsWell()
    {
        for (int i = 0; i < 3; ++i) {
            QProcess program;
            QVERIFY(start(program, {QStringLiteral("--lang"), QStringLiteral("en"),
                                    QStringLiteral("--scenario"), QStringLiteral("ping")}));
            const QByteArray window = windowTitled(QStringLiteral("Framescope"));
            QVERIFY(!window.isEmpty());
            QVERIFY(quit(program, window));
        }
    }

    void opensARecording()
    {
        const QString file = m_folder.filePath(QStringLiteral("r.fscope"));
        QProcess record;
        QVERIFY(start(record,
                      {QStringLiteral("record"), QStringLiteral("fragments"), QStringLiteral("-o"), file}));
        QVERIFY(record.waitForFinished(30'000));
        QCOMPARE(record.exitCode(), 0);
        QProcess program;
        QVERIFY(start(program, {file, QStringLiteral("--lang"), QStringLiteral("en")}));
        const QByteArray window = windowTitled(QStringLiteral("r\\.fscope .* 1 / "));
        QVERIFY(!window.isEmpty());
        QVERIFY(quit(program, window));
    }
};

QTEST_GUILESS_MAIN(TestRealWindow)
#include "tst_realwindow.moc"
