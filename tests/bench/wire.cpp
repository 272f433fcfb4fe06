// SPDX-License-Identifier: GPL-3.0-or-later
// What recording costs on the wire: an echo through the lab, nothing held, beside a relay of two QTcpSockets
// that passes bytes on and does nothing else. Wall time here: what a peer would notice.
#include "echo.h"
#include "measure.h"
#include "sections.h"

#include "core/live/lab.h"

#include <QEventLoop>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QUrl>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace bench {

namespace {

constexpr int inFlight = 16;

class BareRelay
{
public:
    explicit BareRelay(quint16 to)
    {
        m_thread.start();
        m_context.moveToThread(&m_thread);
        QMetaObject::invokeMethod(
            &m_context, [this, to] { listen(to); }, Qt::BlockingQueuedConnection);
    }
    ~BareRelay()
    {
        QMetaObject::invokeMethod(
            &m_context, [this] { m_server.reset(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(BareRelay)

    quint16 port() const { return m_port; }

private:
    void listen(quint16 to)
    {
        m_server = std::make_unique<QTcpServer>();
        QObject::connect(m_server.get(), &QTcpServer::newConnection, m_server.get(), [this, to] {
            QTcpSocket *const client = m_server->nextPendingConnection();
            auto *const server = new QTcpSocket(client);
            server->connectToHost(QHostAddress(QHostAddress::LocalHost), to);
            pass(*client, *server);
            pass(*server, *client);
        });
        m_server->listen(QHostAddress::LocalHost);
        m_port = m_server->serverPort();
    }
    static void pass(QTcpSocket &from, QTcpSocket &to)
    {
        from.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        QObject::connect(&from, &QTcpSocket::connected, &from,
                         [&from] { from.setSocketOption(QAbstractSocket::LowDelayOption, 1); });
        QObject::connect(&from, &QTcpSocket::readyRead, &to, [&from, &to] { to.write(from.readAll()); });
        QObject::connect(&from, &QTcpSocket::disconnected, &to, [&to] { to.disconnectFromHost(); });
    }

    QThread m_thread;
    QObject m_context;
    std::unique_ptr<QTcpServer> m_server;
    quint16 m_port = 0;
};

/// The lab between a program and a server that are not ours, followed by a recording on this thread as in
/// the window.
class RecordingWire
{
public:
    explicit RecordingWire(quint16 to)
    {
        QObject::connect(&m_lab, &core::LabControl::connectionAdded, &m_lab,
                         [this](const core::ConnectionInfo &info) { m_recording.addConnection(info); });
        QObject::connect(&m_lab, &core::LabControl::recordsArrived, &m_lab,
                         [this](const QVector<core::WireRecord> &records) {
                             for (const core::WireRecord &record : records)
                                 m_fits = m_recording.append(record) && m_fits;
                         });
        core::Scenario scenario;
        core::ConnectionSpec connection;
        connection.client.kind = QStringLiteral("program");
        connection.server.kind = QStringLiteral("url");
        connection.server.url = QStringLiteral("ws://127.0.0.1:%1/").arg(to);
        scenario.connections.push_back(connection);
        core::RunOptions options;
        options.open = true;
        QEventLoop loop;
        QObject::connect(&m_lab, &core::LabControl::clientAwaited, &loop, [&](quint16, const QString &url) {
            m_port = static_cast<quint16>(QUrl(url).port());
            loop.quit();
        });
        QObject::connect(&m_lab, &core::LabControl::finished, &loop, &QEventLoop::quit);
        m_lab.run(scenario, options);
        loop.exec();
    }

    quint16 port() const { return m_port; }

    /// Ends the run. Whether so many bytes of each direction were recorded on both legs.
    bool ends(quint64 fromClient, quint64 fromServer)
    {
        QEventLoop loop;
        QObject::connect(&m_lab, &core::LabControl::finished, &loop, &QEventLoop::quit);
        m_lab.stop();
        loop.exec();
        for (const core::Leg leg : {core::Leg::Sent, core::Leg::Delivered})
            m_fits = m_fits && m_recording.streamLength(1, core::Direction::Client, leg) == fromClient &&
                     m_recording.streamLength(1, core::Direction::Server, leg) == fromServer;
        return m_fits;
    }

private:
    live::Lab m_lab;
    core::Recording m_recording;
    bool m_fits = true;
    quint16 m_port = 0;
};

struct Way
{
    std::string name;
    std::unique_ptr<EchoClient> client;
    std::vector<double> micros;
    std::vector<double> perSecond;

    double percentile(int part)
    {
        std::sort(micros.begin(), micros.end());
        return micros[(micros.size() - 1) * static_cast<std::size_t>(part) / 100];
    }
    double speed()
    {
        std::sort(perSecond.begin(), perSecond.end());
        return perSecond[perSecond.size() / 2];
    }
};

struct Amount
{
    int rounds;
    int trips; // of a round, one in flight
    int flood; // of a round
};

/// A round takes each way in turn. False where an answer was wrong.
bool talk(std::vector<Way> &ways, const Amount &amount)
{
    for (int round = 0; round < amount.rounds; ++round) {
        for (Way &way : ways)
            if (!way.client->roundTrips(amount.trips, way.micros))
                return false;
        for (Way &way : ways) {
            const double seconds = way.client->flood(amount.flood, inFlight);
            if (seconds <= 0)
                return false;
            way.perSecond.push_back(amount.flood / seconds);
        }
    }
    return true;
}

void print(std::vector<Way> &ways, int payload)
{
    Way &bare = ways[1];
    for (Way &way : ways)
        std::printf("| %d | %s | %.1f | %.2f | %.1f | %.2f | %.0f | %.2f |\n", payload, way.name.c_str(),
                    way.percentile(50), way.percentile(50) / bare.percentile(50), way.percentile(99),
                    way.percentile(99) / bare.percentile(99), way.speed(), way.speed() / bare.speed());
}

void measureWire(int payload, const Amount &amount)
{
    const EchoServer server;
    const BareRelay bare(server.port());
    RecordingWire wire(server.port());
    std::vector<Way> ways;
    bool good = false;
    QEventLoop loop;
    // On a thread of its own: this one is the window's.
    const std::unique_ptr<QThread> talking(QThread::create([&] {
        ways.push_back({"nothing between", std::make_unique<EchoClient>(server.port(), payload), {}, {}});
        ways.push_back({"bare relay", std::make_unique<EchoClient>(bare.port(), payload), {}, {}});
        ways.push_back({"recording wire", std::make_unique<EchoClient>(wire.port(), payload), {}, {}});
        good = std::all_of(ways.begin(), ways.end(), [](const Way &way) { return way.client->isOpen(); }) &&
               talk(ways, amount);
    }));
    QObject::connect(talking.get(), &QThread::finished, &loop, &QEventLoop::quit);
    talking->start();
    loop.exec();
    require(good, "wire: an echo was wrong");
    if (!good)
        return;
    const EchoClient &last = *ways.back().client;
    require(wire.ends(last.bytesSent(), last.bytesReceived()), "wire: the recording is not complete");
    print(ways, payload);
    ways.clear();
}

} // namespace

void reportWire(const Scale &scale)
{
    std::printf(
        "\n## The wire, nothing held\n\nEchoes on loopback, all ways in turn, wall time; "
        "%d in flight for the speed.\nTargets against the bare relay: p50 <= 1.15, speed >= 0.85.\n\n",
        inFlight);
    std::printf("| bytes | between the two | p50 µs | × bare | p99 µs | × bare | messages/s | × bare |\n"
                "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    const int rounds = 20 / (scale.divisor == 1 ? 1 : 4);
    measureWire(64, {rounds, 1000 / scale.divisor, 10'000 / scale.divisor});
    measureWire(16'384, {rounds, 200 / scale.divisor, 400 / scale.divisor});
}

} // namespace bench
