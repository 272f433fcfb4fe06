// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/packetsource.h"
#include "core/capture/tcpflow.h"

#include <memory>
#include <unordered_map>

namespace core {

/// What was in a capture, and what of it is in the recording.
struct CaptureReport
{
    ReadResult result;
    quint64 packets = 0;
    quint64 notTcp = 0;
    quint64 fragments = 0; // of IP packets: not put together
    quint64 broken = 0;    // shorter than their headers
    quint64 otherLinks = 0;
    quint64 repeated = 0; // segments that brought nothing new
    quint32 webSockets = 0;
    quint32 others = 0; // TCP connections that are something else
    quint32 holed = 0;  // WebSockets whose story ends at bytes that the capture does not have
};

/// Reads the WebSocket connections of a pcap or pcapng file, part by part, into `recording`. A connection is
/// taken where the client asks for the upgrade, on whatever port; one without its beginning where both sides'
/// bytes read as frames. A capture has one point of view: a segment stands on both legs, at the same time.
/// Times count from the first packet.
class CaptureReader
{
public:
    CaptureReader(QIODevice &device, Recording &recording)
        : m_source(device)
        , m_recording(recording)
    {}

    /// Takes about `bytes` more in; false where nothing more will come: report() says why.
    bool read(qint64 bytes);
    const CaptureReport &report() const { return m_report; }

private:
    struct Key
    {
        TcpAddress lower;
        TcpAddress higher;

        bool operator==(const Key &) const = default;
    };
    struct KeyHash
    {
        std::size_t operator()(const Key &key) const;
    };
    struct Flow
    {
        explicit Flow(const TcpSegment &first)
            : tcp(first)
        {}

        TcpFlow tcp;
        quint16 connection = 0; // 0: not told yet
    };

    void take(const TcpSegment &segment, qint64 timeNs);
    void hand(Flow &flow);
    void close(Flow &flow);

    PacketSource m_source;
    Recording &m_recording;
    CaptureReport m_report;
    std::vector<std::unique_ptr<Flow>> m_flows;        // in the order of their first segments
    std::unordered_map<Key, Flow *, KeyHash> m_byEnds; // the last one between two ends
    std::optional<qint64> m_startNs;
    qint64 m_timeNs = 0;
    quint16 m_connections = 0;
    bool m_isOver = false;
};

/// All of it.
CaptureReport readCapture(QIODevice &device, Recording &recording);

} // namespace core
