// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/wire.h"
#include "tcpevents.h"

#include <QTest>

/// A plain TCP program at one end of the wire, with a log of what it saw.
struct Peer
{
    std::unique_ptr<live::TcpEnd> end = std::make_unique<live::TcpEnd>();
    QByteArray log;
    bool connected = false;
    bool sawFin = false;
    bool sawRst = false;

    Peer()
    {
        QObject::connect(end.get(), &live::TcpEnd::connected, end.get(), [this] { connected = true; });
        QObject::connect(end.get(), &live::TcpEnd::received, end.get(),
                         [this](const QByteArray &b) { log += b; });
        QObject::connect(end.get(), &live::TcpEnd::endReceived, end.get(), [this] { sawFin = true; });
        QObject::connect(end.get(), &live::TcpEnd::resetReceived, end.get(), [this] { sawRst = true; });
    }
};

/// client – wire – server, and the recording.
class WireBench
{
public:
    WireBench()
        : m_wire(1, m_clock, [this](const core::WireRecord &record) { take(record); })
    {
        m_clock.start();
        recording.addConnection({});
        QObject::connect(&m_listener, &live::Listener::accepted, &m_listener, [this](int descriptor) {
            server.end->adopt(descriptor);
            server.connected = true;
        });
    }

    [[nodiscard]] bool listen()
    {
        return m_listener.listen(QHostAddress::LocalHost) && m_wire.listen(0, m_listener.serverPort());
    }
    void removeServer() { m_listener.close(); }
    void connectClient() { client.end->connectTo(m_wire.port()); }

    [[nodiscard]] bool connectBoth()
    {
        if (!listen())
            return false;
        connectClient();
        return QTest::qWaitFor(
            [this] { return client.connected && server.connected && entry(core::EntryKind::Connect); });
    }

    /// The delivered connect is the last entry that setting up brings.
    bool entry(core::EntryKind kind) const
    {
        const auto &entries = recording.entries();
        return !entries.empty() && entries.back().kind == kind && entries.back().leg == core::Leg::Delivered;
    }

    bool hasEnded() { return m_wire.relay().hasEnded(); }
    live::Relay &relay() { return m_wire.relay(); }

    QByteArray stream(core::Direction direction, core::Leg leg) const
    {
        return recording.bytes(1, direction, leg, 0, recording.streamLength(1, direction, leg));
    }

    core::Recording recording;
    Peer client;
    Peer server;
    quint64 mostWaiting = 0; // bytes read and not yet written, at any time
    bool everyRecordFits = true;
    bool timeNeverRunsBack = true;

private:
    void take(const core::WireRecord &record)
    {
        if (!recording.entries().empty() && record.entry.timeNs < recording.entries().back().timeNs)
            timeNeverRunsBack = false;
        everyRecordFits = recording.append(record) && everyRecordFits;
        for (const auto direction : {core::Direction::Client, core::Direction::Server})
            mostWaiting =
                std::max(mostWaiting, recording.streamLength(1, direction, core::Leg::Sent) -
                                          recording.streamLength(1, direction, core::Leg::Delivered));
    }

    QElapsedTimer m_clock;
    live::Listener m_listener;
    live::Wire m_wire;
};
