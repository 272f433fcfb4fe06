// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/tcpsegment.h"
#include "core/record/recording.h"

#include <QVector>

#include <map>

namespace core {

/// One TCP connection of a capture, put in order (RFC 9293 §3.4): what comes again is left out (the first
/// bytes win), what comes early waits. A recording has no holes: where the capture lost bytes that the other
/// side acknowledged, the connection's story ends.
class TcpFlow
{
public:
    enum class State : quint8 {
        Undecided, // not enough of it seen
        WebSocket, // its handshake was found, or frames without one
        Other,     // something else
        Over,      // by RST, or by both FINs
        Holed,     // bytes are missing
    };

    explicit TcpFlow(const TcpSegment &first);

    /// Takes a segment in; what it brings is added to records(), for which the caller names the connection.
    void take(const TcpSegment &segment, qint64 timeNs);
    /// No further segment will come: what waits, waits for ever.
    void finish();

    State state() const { return m_state; }
    bool isWebSocket() const { return m_client.has_value(); }
    bool hasHandshake() const { return m_hasHandshake; }
    /// A segment that can only be of another connection between the same ends.
    bool isAnother(const TcpSegment &segment) const;
    const TcpAddress &client() const { return m_ends[m_client.value_or(0)]; }
    const TcpAddress &server() const { return m_ends[1 - m_client.value_or(0)]; }
    quint32 repeated() const { return m_repeated; } // segments that brought nothing new
    /// What became known since the last call, in order. Once isWebSocket().
    QVector<WireRecord> takeRecords();

private:
    struct Side
    {
        bool isKnown = false;
        quint32 start = 0;                     // sequence number of its first byte
        quint64 next = 0;                      // of the stream: what is wanted
        quint64 passed = 0;                    // acknowledged by the other side
        std::map<quint64, QByteArray> waiting; // by place in the stream
        quint64 waitingBytes = 0;
        std::optional<quint64> end; // where FIN stands
        bool hasEnded = false;
        QByteArray opening; // its first bytes, while nothing is decided
    };

    quint64 placeOf(const Side &side, quint32 sequence) const;
    void takeBytes(int from, quint64 place, ByteSpan bytes, qint64 timeNs);
    void release(int from, qint64 timeNs);
    void endIfReached(int from, qint64 timeNs);
    void add(int from, QByteArray bytes, qint64 timeNs);
    void addEvent(int from, EntryKind kind, qint64 timeNs, bool delivered);
    void decide(bool isLast);
    void become(State state);

    TcpAddress m_ends[2];
    Side m_sides[2];
    State m_state = State::Undecided;
    std::optional<int> m_client; // which end
    bool m_hasStart = false;     // a SYN was seen
    bool m_hasHandshake = false;
    quint32 m_synSequence = 0;
    quint32 m_repeated = 0;
    quint64 m_sent[2] = {};        // bytes, for the delivered leg
    QVector<WireRecord> m_records; // direction Client is end 0 until it is known who the client is
};

} // namespace core
