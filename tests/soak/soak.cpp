// SPDX-License-Identifier: GPL-3.0-or-later
// soak --seconds N [--strict]: 1,000 messages a second in all, both ways, through the lab, with the window
// following. Fails where a message is lost or changed, or memory grows by more than what was recorded;
// --strict also where the window did not answer in time. That says as much of the machine as of the window,
// so a test that shares its machine leaves it out.
#include "peers.h"
#include "report.h"

#include "app/library.h"
#include "core/live/lab.h"
#include "ui/mainwindow.h"
#include "ui/session.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QUrl>

#include <algorithm>
#include <cstdio>

namespace {

constexpr int perSecondEachWay = 500;
constexpr int tickMs = 10;
constexpr int answerMs = 100;    // the window's longest silence
constexpr int drainMs = 120'000; // for what is under way at the end
constexpr double mebi = 1024.0 * 1024.0;
// Not the recording's: a batch on its way, glyphs and pictures of the window, what the allocator keeps free
// for each thread, the rest of the last large page of each table.
constexpr quint64 margin = 64ULL * 1024 * 1024;

core::Scenario betweenStrangers(quint16 serverPort)
{
    core::Scenario scenario;
    scenario.id = QStringLiteral("soak");
    scenario.title = scenario.summary = {QStringLiteral("soak"), QStringLiteral("soak")};
    core::ConnectionSpec connection;
    connection.client.kind = QStringLiteral("program");
    connection.server.kind = QStringLiteral("url");
    connection.server.url = QStringLiteral("ws://127.0.0.1:%1/").arg(serverPort);
    scenario.connections.push_back(connection);
    return scenario;
}

/// How long the interface thread was away from its event loop.
class Pulse
{
public:
    Pulse()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(tickMs);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            const qint64 gap = m_since.restart();
            m_longest = std::max(m_longest, gap);
            m_late += gap > answerMs ? 1 : 0;
        });
        m_since.start();
        m_timer.start();
    }
    qint64 longest() const { return m_longest; }
    int late() const { return m_late; }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
    int m_late = 0;
};

struct Soak
{
    explicit Soak(const app::Library &library)
        : window(library.catalogue, library.scenarios, lab, {})
    {
        window.show();
        QObject::connect(
            &lab, &core::LabControl::clientAwaited, &window,
            [this](quint16, const QString &url) { peers.connectTo(static_cast<quint16>(QUrl(url).port())); });
        QObject::connect(&lab, &core::LabControl::finished, &window, [this] { runIsOver = true; });
        window.run(betweenStrangers(peers.serverPort()));
    }

    /// Turns the event loop until then, or until the peers are over or the limit is reached.
    template<typename Done>
    void turnUntil(Done done)
    {
        QEventLoop loop;
        QTimer look;
        QObject::connect(&look, &QTimer::timeout, &loop, [&] {
            if (done())
                loop.quit();
        });
        look.start(tickMs);
        loop.exec();
    }
    void turnFor(qint64 ms)
    {
        QElapsedTimer clock;
        clock.start();
        turnUntil([&] { return clock.elapsed() >= ms || peers.hasFailed(); });
    }
    /// What somebody does who looks on: now the newest step, now one long ago.
    void look()
    {
        const core::Conversation *const conversation = window.session().conversation();
        if (conversation == nullptr || conversation->stepCount() == 0)
            return;
        const auto last = static_cast<quint64>(conversation->stepCount());
        ++looks;
        window.selection().setStep(
            static_cast<int>(looks % 2 == 0 ? last : 1 + looks * 0x9e37'79b9ULL % last));
    }

    live::Lab lab;
    ui::MainWindow window;
    soak::Peers peers{perSecondEachWay};
    bool runIsOver = false;
    quint64 looks = 0;
};

struct Memory
{
    quint64 used = 0;
    quint64 needed = 0;
};

Memory memoryOf(const Soak &soak)
{
    const ui::Session &session = soak.window.session();
    return {soak::ownMemory(), session.conversation() == nullptr
                                   ? 0
                                   : soak::neededFor(session.recording(), *session.conversation())};
}

void require(bool holds, const char *what, int &status)
{
    if (holds)
        return;
    status = 1;
    std::fprintf(stderr, "soak: %s\n", what);
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    QCommandLineParser options;
    options.addOption({QStringLiteral("seconds"), QString(), QStringLiteral("N"), QStringLiteral("15")});
    options.addOption({QStringLiteral("strict"), QString()});
    options.process(application);
    const qint64 seconds = options.value(QStringLiteral("seconds")).toLongLong();
    const app::Library library;
    if (seconds < 1) {
        std::fputs("soak: --seconds N\n", stderr);
        return 2;
    }

    Soak soak(library);
    constexpr qint64 warmUpMs = 3000;
    soak.turnFor(std::min(warmUpMs, seconds * 500));
    const Memory before = memoryOf(soak);
    Pulse pulse;
    QTimer looking;
    QObject::connect(&looking, &QTimer::timeout, &soak.window, [&] { soak.look(); });
    looking.start(1000);
    soak.turnFor(seconds * 1000);
    looking.stop();
    const qint64 longest = pulse.longest();
    const int late = pulse.late();

    soak.peers.finish();
    QElapsedTimer draining;
    draining.start();
    soak.turnUntil([&] { return soak.peers.isOver() || draining.elapsed() > drainMs; });
    soak.lab.stop();
    soak.turnUntil([&] { return soak.runIsOver || draining.elapsed() > drainMs; });
    const Memory after = memoryOf(soak);

    const auto grown = static_cast<double>(after.used) - static_cast<double>(before.used);
    const auto allowed = static_cast<double>(after.needed - before.needed);
    std::printf("%lld s: %llu messages sent, %llu returned; memory grew by %.1f MiB, recording and index by "
                "%.1f MiB; the window's longest silence %lld ms, over %d ms %d times\n",
                static_cast<long long>(seconds), static_cast<unsigned long long>(soak.peers.sent()),
                static_cast<unsigned long long>(soak.peers.returned()), grown / mebi, allowed / mebi,
                static_cast<long long>(longest), answerMs, late);
    int status = 0;
    require(soak.peers.isOver() && !soak.peers.hasFailed(), "the peers did not come to a good end", status);
    require(soak.peers.sent() == soak.peers.returned(), "messages were lost", status);
    require(soak.runIsOver, "the run did not end", status);
    require(soak.peers.sent() > 0 && soak.window.session().conversation() != nullptr &&
                soak::isComplete(soak.window.session().recording(), *soak.window.session().conversation(),
                                 soak.peers.sent()),
            "the recording is not what was sent", status);
    require(grown <= allowed + static_cast<double>(margin), "memory grew by more than was recorded", status);
    if (options.isSet(QStringLiteral("strict")))
        require(late == 0, "the window did not answer in time", status);
    return status;
}
