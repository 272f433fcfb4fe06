// SPDX-License-Identifier: GPL-3.0-or-later
// The wire, recording, beside a bare relay of two QTcpSockets that records nothing: the same conversation
// between the same two plain programs, on the wall's clock.
#include "measure.h"
#include "sections.h"

#include "core/lab/scenario.h"
#include "core/live/lab.h"
#include "core/protocol/accept.h"
#include "core/protocol/httphead.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QUrl>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>

using namespace core;

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;

/// The thread that calls, and those that it starts from now on, run on this processor. Where client, relay
/// and server run is otherwise the scheduler's choice, and a round trip takes 18 or 80 µs by that alone.
void runOn(int processor)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(processor, &set);
    ::sched_setaffinity(0, sizeof set, &set); // a machine with one has no choice
}

constexpr int conversing = 0;
constexpr int recording = 1;

int newSocket()
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return descriptor;
}

sockaddr_in loopback(quint16 port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

void writeAll(int descriptor, const QByteArray &bytes)
{
    for (qsizetype at = 0; at < bytes.size();) {
        const auto done = ::send(descriptor, bytes.constData() + at,
                                 static_cast<std::size_t>(bytes.size() - at), MSG_NOSIGNAL);
        if (done <= 0)
            return;
        at += done;
    }
}

/// Reads so many bytes; false at the end of TCP.
bool readAll(int descriptor, qint64 count)
{
    char buffer[64 * 1024];
    while (count > 0) {
        const auto got = ::recv(descriptor, buffer,
                                std::min<std::size_t>(sizeof buffer, static_cast<std::size_t>(count)), 0);
        if (got <= 0)
            return false;
        count -= got;
    }
    return true;
}

QByteArray readHead(int descriptor)
{
    QByteArray head;
    char byte = 0;
    while (!head.endsWith("\r\n\r\n") && ::recv(descriptor, &byte, 1, 0) == 1)
        head += byte;
    return head;
}

/// A binary frame of `size` bytes of payload; the client's is masked with a key of zeros and four.
QByteArray frameOf(qsizetype size, bool masked)
{
    QByteArray frame(1, '\x82');
    const char bit = masked ? '\x80' : '\0';
    if (size < 126) {
        frame += static_cast<char>(bit | static_cast<char>(size));
    } else {
        frame += static_cast<char>(bit | 126);
        frame += static_cast<char>(size >> 8);
        frame += static_cast<char>(size & 0xff);
    }
    if (masked)
        frame += QByteArray("\x37\xfa\x21\x3d", 4);
    return frame + QByteArray(size, 'x');
}

/// Answers each frame of a known size with one of its own; one connection after the other.
class Answerer
{
public:
    explicit Answerer(qsizetype payload)
        : m_payload(payload)
    {
        m_listener = newSocket();
        sockaddr_in address = loopback(0);
        socklen_t size = sizeof address;
        require(::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) == 0 &&
                    ::listen(m_listener, 1) == 0 &&
                    ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) == 0,
                "a server on loopback");
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { serve(); });
    }
    ~Answerer()
    {
        ::shutdown(m_listener, SHUT_RDWR);
        m_thread.join();
        ::close(m_listener);
    }
    Answerer(const Answerer &) = delete;
    Answerer &operator=(const Answerer &) = delete;

    quint16 port() const { return m_port; }

private:
    void serve()
    {
        const QByteArray answer = frameOf(m_payload, false);
        const qint64 asked = frameOf(m_payload, true).size();
        for (int client = ::accept(m_listener, nullptr, nullptr); client >= 0;
             client = ::accept(m_listener, nullptr, nullptr)) {
            const int on = 1;
            ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            const QByteArray key = readHttpHead(readHead(client), false).joined("Sec-WebSocket-Key");
            writeAll(client,
                     "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Accept: " +
                         deriveAccept(key).accept + "\r\n\r\n");
            while (readAll(client, asked))
                writeAll(client, answer);
            ::close(client);
        }
    }

    qsizetype m_payload;
    int m_listener = -1;
    quint16 m_port = 0;
    std::thread m_thread;
};

struct Figures
{
    double p50 = 0; // µs
    double p99 = 0;
    double perSecond = 0; // messages, 16 in flight
};

/// The client: connects, shakes hands, asks one by one, then sixteen at a time.
Figures converse(quint16 port, qsizetype payload, int alone, int together)
{
    const int descriptor = newSocket();
    const sockaddr_in address = loopback(port);
    require(::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0,
            "a connection");
    writeAll(descriptor,
             "GET /bench HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    require(readHead(descriptor).startsWith("HTTP/1.1 101"), "a handshake");
    const QByteArray question = frameOf(payload, true);
    const qint64 answered = frameOf(payload, false).size();

    std::vector<double> trips;
    trips.reserve(static_cast<std::size_t>(alone));
    for (int i = 0; i < alone; ++i) {
        const auto begin = Clock::now();
        writeAll(descriptor, question);
        require(readAll(descriptor, answered), "an answer");
        trips.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begin).count());
    }
    std::sort(trips.begin(), trips.end());

    constexpr int inFlight = 16;
    const auto begin = Clock::now();
    for (int i = 0; i < std::min(inFlight, together); ++i)
        writeAll(descriptor, question);
    for (int i = 0; i < together; ++i) {
        require(readAll(descriptor, answered), "an answer");
        if (i + inFlight < together)
            writeAll(descriptor, question);
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    ::close(descriptor);
    return {trips[trips.size() / 2], trips[trips.size() * 99 / 100], together / seconds};
}

/// Two QTcpSockets, on a thread of their own.
class BareRelay
{
public:
    explicit BareRelay(quint16 server)
    {
        m_context.moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(
            &m_context, [this, server] { listen(server); }, Qt::BlockingQueuedConnection);
    }
    ~BareRelay()
    {
        QMetaObject::invokeMethod(
            &m_context, [this] { m_server.reset(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
    BareRelay(const BareRelay &) = delete;
    BareRelay &operator=(const BareRelay &) = delete;

    quint16 port() const { return m_port; }

private:
    void listen(quint16 server)
    {
        m_server = std::make_unique<QTcpServer>();
        m_server->setProxy(QNetworkProxy::NoProxy);
        QObject::connect(m_server.get(), &QTcpServer::newConnection, m_server.get(), [this, server] {
            QTcpSocket *const in = m_server->nextPendingConnection();
            auto *const out = new QTcpSocket(in);
            out->setProxy(QNetworkProxy::NoProxy);
            in->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            QObject::connect(out, &QTcpSocket::connected, in, [in, out] {
                out->setSocketOption(QAbstractSocket::LowDelayOption, 1);
                out->write(in->readAll());
            });
            QObject::connect(in, &QTcpSocket::readyRead, out, [in, out] {
                if (out->state() == QAbstractSocket::ConnectedState)
                    out->write(in->readAll());
            });
            QObject::connect(out, &QTcpSocket::readyRead, in, [in, out] { in->write(out->readAll()); });
            QObject::connect(in, &QTcpSocket::disconnected, in, [in] { in->deleteLater(); });
            out->connectToHost(QHostAddress::LocalHost, server);
        });
        require(m_server->listen(QHostAddress::LocalHost), "a bare relay");
        m_port = m_server->serverPort();
    }

    QThread m_thread;
    QObject m_context;
    std::unique_ptr<QTcpServer> m_server;
    quint16 m_port = 0;
};

Figures throughBareRelay(qsizetype payload, int alone, int together)
{
    runOn(conversing);
    const Answerer server(payload);
    const BareRelay relay(server.port());
    return converse(relay.port(), payload, alone, together);
}

/// As the window does it: the lab on its thread, the recording on this one.
Figures throughWire(qsizetype payload, int alone, int together)
{
    runOn(conversing);
    const Answerer server(payload);
    Scenario scenario;
    scenario.id = QStringLiteral("bench");
    ConnectionSpec spec;
    spec.client.kind = QStringLiteral("program");
    spec.server.kind = QStringLiteral("url");
    spec.server.url = QStringLiteral("ws://127.0.0.1:%1/bench").arg(server.port());
    scenario.connections = {spec};

    Recording kept;
    bool fits = true;
    Figures figures;
    std::thread client;
    QEventLoop loop;
    live::Lab lab;
    QObject::connect(&lab, &LabControl::connectionAdded, &loop,
                     [&](const ConnectionInfo &info) { kept.addConnection(info); });
    QObject::connect(&lab, &LabControl::recordsArrived, &loop, [&](const QVector<WireRecord> &records) {
        for (const WireRecord &record : records)
            fits = kept.append(record) && fits;
    });
    QObject::connect(&lab, &LabControl::clientAwaited, &loop, [&](quint16, const QString &url) {
        client =
            std::thread([&figures, port = static_cast<quint16>(QUrl(url).port()), payload, alone, together] {
                runOn(conversing);
                figures = converse(port, payload, alone, together);
            });
    });
    QObject::connect(&lab, &LabControl::finished, &loop, &QEventLoop::quit);
    lab.run(scenario, {});
    runOn(recording);
    loop.exec();
    require(client.joinable(), "a client through the wire");
    client.join();
    const qint64 frames = qint64{alone} + together;
    const quint64 sent = kept.streamLength(1, Direction::Client, Leg::Sent);
    require(fits && sent > static_cast<quint64>(frames * frameOf(payload, true).size()) &&
                kept.streamLength(1, Direction::Client, Leg::Delivered) == sent,
            "a recording of everything");
    return figures;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

struct Rounds
{
    std::vector<double> p50;
    std::vector<double> p99;
    std::vector<double> perSecond;

    void add(const Figures &figures)
    {
        p50.push_back(figures.p50);
        p99.push_back(figures.p99);
        perSecond.push_back(figures.perSecond);
    }
};

void compare(qsizetype payload, int alone, int together, int rounds)
{
    Rounds bare;
    Rounds wire;
    for (int round = 0; round < rounds; ++round) {
        bare.add(throughBareRelay(payload, alone, together));
        wire.add(throughWire(payload, alone, together));
    }
    const auto row = [payload](const char *what, double ofBare, double ofWire, const char *goal) {
        std::printf("| %s, %lld bytes | %.1f | %.1f | %.2f | %s |\n", what, static_cast<long long>(payload),
                    ofBare, ofWire, ofWire / ofBare, goal);
    };
    row("round trip, p50, µs", median(bare.p50), median(wire.p50), "<= 1.15");
    row("round trip, p99, µs", median(bare.p99), median(wire.p99), "");
    row("messages/s, 16 in flight", median(bare.perSecond), median(wire.perSecond), ">= 0.85");
}

} // namespace

void reportRelays(const Scale &scale)
{
    std::printf("## The wire, nothing held, beside a bare Qt relay that records nothing\n\n"
                "| | bare relay | wire | ratio | goal |\n|---|---|---|---|---|\n");
    compare(64, 20'000 / scale.divisor, 50'000 / scale.divisor, scale.rounds);
    compare(1024, 20'000 / scale.divisor, 50'000 / scale.divisor, scale.rounds);
    compare(16 * 1024, 5'000 / scale.divisor, 20'000 / scale.divisor, scale.rounds);
    std::printf("\n");
}

} // namespace bench
