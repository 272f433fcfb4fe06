// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturereader.h"

#include <QHashFunctions>

#include <algorithm>
#include <limits>

namespace core {

std::size_t CaptureReader::KeyHash::operator()(const Key &key) const
{
    const std::size_t hosts = qHashBits(key.lower.host.data(), key.lower.host.size(),
                                        qHashBits(key.higher.host.data(), key.higher.host.size()));
    return qHashMulti(hosts, key.lower.port, key.higher.port);
}

bool CaptureReader::read(qint64 bytes)
{
    if (m_isOver)
        return false;
    m_recording.source = Source::Recorded;
    const qint64 stop = m_source.position() + bytes;
    while (m_source.position() < stop) {
        const std::optional<CapturedPacket> packet = m_source.next();
        if (!packet) {
            m_isOver = true;
            break;
        }
        ++m_report.packets;
        if (!m_startNs)
            m_startNs = packet->timeNs;
        TcpSegment segment;
        switch (readPacket(*packet, segment)) {
        case PacketKind::Tcp:
            // A clock that was set back does not turn the order of the packets around.
            m_timeNs = std::max(m_timeNs, packet->timeNs - *m_startNs);
            take(segment, m_timeNs);
            break;
        case PacketKind::OtherLink:
            ++m_report.otherLinks;
            break;
        case PacketKind::NotTcp:
            ++m_report.notTcp;
            break;
        case PacketKind::Fragment:
            ++m_report.fragments;
            break;
        case PacketKind::Broken:
            ++m_report.broken;
            break;
        }
    }
    if (m_isOver) {
        for (const std::unique_ptr<Flow> &flow : m_flows)
            close(*flow);
        m_flows.clear();
        m_byEnds.clear();
        const bool isWhole = m_source.problem() == ReadProblem::None;
        m_report.result = {m_source.problem(), isWhole ? 0 : static_cast<quint64>(m_source.position())};
    }
    return !m_isOver;
}

void CaptureReader::take(const TcpSegment &segment, qint64 timeNs)
{
    const bool isLower = segment.from.host != segment.to.host ? segment.from.host < segment.to.host
                                                              : segment.from.port < segment.to.port;
    Flow *&flow = m_byEnds[isLower ? Key{segment.from, segment.to} : Key{segment.to, segment.from}];
    if (flow == nullptr || flow->tcp.isAnother(segment)) {
        m_flows.push_back(std::make_unique<Flow>(segment));
        flow = m_flows.back().get();
    }
    flow->tcp.take(segment, timeNs);
    if (flow->tcp.isWebSocket())
        hand(*flow);
}

void CaptureReader::hand(Flow &flow)
{
    if (flow.connection == 0) {
        if (m_connections == std::numeric_limits<quint16>::max())
            return;
        flow.connection = ++m_connections;
        ConnectionInfo info;
        info.id = flow.connection;
        info.client = flow.tcp.client().text();
        info.server = flow.tcp.server().text();
        info.layer = Layer::WebSocket;
        info.handshake = flow.tcp.hasHandshake();
        m_recording.addConnection(info);
    }
    for (WireRecord &record : flow.tcp.takeRecords()) {
        record.entry.connection = flow.connection;
        if (!m_recording.append(record))
            qWarning("a record of a capture did not fit the recording and was left out");
    }
}

/// Counts it: nothing more will come.
void CaptureReader::close(Flow &flow)
{
    flow.tcp.finish();
    m_report.repeated += flow.tcp.repeated();
    if (!flow.tcp.isWebSocket()) {
        ++m_report.others;
        return;
    }
    hand(flow);
    ++m_report.webSockets;
    if (flow.tcp.state() == TcpFlow::State::Holed)
        ++m_report.holed;
}

CaptureReport readCapture(QIODevice &device, Recording &recording)
{
    CaptureReader reader(device, recording);
    while (reader.read(std::numeric_limits<qint64>::max() / 2)) {
    }
    return reader.report();
}

} // namespace core
