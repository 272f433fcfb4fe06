// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/deviation.h"
#include "core/protocol/closecode.h"
#include "core/protocol/connectionstate.h"
#include "core/protocol/deflater.h"
#include "core/record/unitscanner.h"
#include "core/referee/directionjudge.h"

#include <functional>

namespace core {

/// What an engine tells its owner.
struct EngineEvent
{
    enum class Kind : quint8 {
        Opened,          // the connection is OPEN
        HandshakeFailed, // no connection comes about: status, rule
        Text,            // bytes
        Binary,          // bytes
        Ping,            // bytes
        Pong,            // bytes
        CloseReceived,   // code (1005 where it had none), bytes: the reason
        Failed,          // the other side broke a rule, or was silent for too long: code, rule
        Closed,          // TCP has ended on both sides: code as RFC 6455 §7.1.5 has it
    };

    Kind kind = Kind::Opened;
    QByteArray bytes = {};
    int code = 0;
    int status = 0;
    std::string_view rule = {};
};

/// Where an engine takes its random numbers from: a seed, a strong source, or what a scenario fixes.
struct Randomness
{
    std::function<MaskingKey()> maskingKey;
    std::function<QByteArray()> nonce; // 16 bytes
};

/// How a message goes out, where the policy is not to decide. One of sizes, frames and frameSize.
struct SendOptions
{
    // Payload bytes of each frame, the rest in one. More than there are give empty frames.
    std::vector<quint64> sizes = {};
    quint64 frames = 0;                 // so many, of nearly equal size
    quint64 frameSize = 0;              // payload bytes
    std::optional<bool> compress = {};  // where deflate was agreed
    std::optional<MaskingKey> key = {}; // a client's, for all its frames; else each has a new one
};

/// One end of a WebSocket connection, client or server, without sockets, clocks and chance: bytes and times
/// come in, bytes and events go out (RFC 6455, RFC 7692). The owner writes takeOutput(), calls resume() while
/// bytes are waiting, ends its side of TCP when wantsTcpEnd() says so, and calls timeOut() when nextTimeout()
/// has come. Times are ns of one clock.
class Engine
{
public:
    Engine(ClientPolicy policy, Randomness randomness);
    Engine(ServerPolicy policy, Randomness randomness);
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    Direction side() const { return m_side; }
    ConnectionState state() const { return m_state; }
    /// What the handshake agreed.
    const QByteArray &subprotocol() const { return m_subprotocol; }
    const std::optional<DeflateAgreement> &deflate() const { return m_deflate; }

    /// TCP is there. A client's request is on its way.
    void start(qint64 nowNs);
    /// Takes bytes in up to the first event: what its owner does about that comes before what follows in the
    /// bytes. The rest waits for resume().
    void receive(ByteSpan bytes, qint64 nowNs);
    bool hasWaiting() const { return !m_waiting.isEmpty(); }
    void resume(qint64 nowNs) { receive({}, nowNs); }
    /// The other side has ended TCP, by FIN or by a reset.
    void receiveEnd(qint64 nowNs);
    std::optional<qint64> nextTimeout() const;
    void timeOut(qint64 nowNs);

    /// From now on it misbehaves so; with an empty name it does not. False where there is no such deviation,
    /// or it is one of the other side's.
    bool deviate(const QByteArray &name);

    /// A data message. False where the connection is not OPEN; so are the others. `key`: as SendOptions'.
    bool send(Opcode opcode, const QByteArray &message, const SendOptions &options = {});
    bool ping(const QByteArray &payload, std::optional<MaskingKey> key = {});
    bool pong(const QByteArray &payload, std::optional<MaskingKey> key = {});
    /// The closing handshake. No code: an empty body. At most 123 bytes of reason; no code that a peer would
    /// fail the connection for (RFC 6455 §7.4).
    bool close(std::optional<int> code, const QByteArray &reason, qint64 nowNs,
               std::optional<MaskingKey> key = {});
    /// A frame made by hand, whatever is wrong with it, as long as TCP is there.
    void sendRaw(const OutFrame &frame) { m_output += encode(frame); }
    /// The next masking key of its randomness, for such a frame.
    MaskingKey newMaskingKey() { return m_randomness.maskingKey(); }

    QByteArray takeOutput() { return std::exchange(m_output, {}); }
    std::vector<EngineEvent> takeEvents() { return std::exchange(m_events, {}); }
    /// All output has been taken, and then this side of TCP is to end.
    bool wantsTcpEnd() const { return m_wantsTcpEnd; }

private:
    enum class Timer : quint8 { Handshake, Ping, Pong, Close };

    static constexpr Deviation noDeviation = {};

    Engine(Direction side, const EndpointPolicy &policy, Randomness randomness);
    void sendHead(HeadDraft draft);
    std::size_t process(ByteSpan bytes, qint64 nowNs);
    std::size_t receiveHead(ByteSpan bytes, qint64 nowNs);
    void receiveRequest(const HttpHead &request, qint64 nowNs);
    void receiveResponse(const HttpHead &response, qint64 nowNs);
    void open(const std::optional<DeflateAgreement> &deflate, qint64 nowNs);
    void failHandshake(int status, std::string_view rule, qint64 nowNs);
    std::size_t receiveFrames(ByteSpan bytes, qint64 nowNs);
    bool failOnFindings(qint64 nowNs);
    bool failOnObjection(const FrameHeader &header, qint64 nowNs);
    void frameReceived(const FrameHeader &header, qint64 nowNs);
    void closeReceived(qint64 nowNs);
    void fail(int code, std::string_view rule, qint64 nowNs);
    bool sendControl(Opcode opcode, const QByteArray &payload, std::optional<MaskingKey> key);
    void sendFrame(OutFrame frame, std::optional<MaskingKey> key = {});
    void sendClose(std::optional<int> code, const QByteArray &reason, qint64 nowNs,
                   std::optional<MaskingKey> key = {});
    void endTcp(qint64 nowNs);
    void closed();
    void move(ConnectionEvent event) { m_state = next(m_state, event); }
    void tell(EngineEvent event) { m_events.push_back(std::move(event)); }
    void setTimer(Timer timer, qint64 nowNs, qint64 ms);
    void stopTimer(Timer timer) { m_timers[static_cast<std::size_t>(timer)].reset(); }
    const EndpointPolicy &policy() const;

    Direction m_side;
    ClientPolicy m_client; // of the two, the side's own is used
    ServerPolicy m_server;
    Randomness m_randomness;
    const Deviation *m_deviation = &noDeviation;

    ConnectionState m_state = ConnectionState::Connecting;
    HttpHead m_request; // as sent, a client's
    QByteArray m_subprotocol;
    std::optional<DeflateAgreement> m_deflate;
    std::optional<Deflater> m_deflater;

    std::optional<HttpScanner> m_http; // of the handshake
    UnitScanner m_frames;
    std::vector<Finding> m_findings; // against the other side
    DirectionJudge m_judge;
    QByteArray m_message;        // that is being received
    qsizetype m_beforeFrame = 0; // bytes of it
    QByteArray m_waiting;        // bytes that follow an event

    bool m_closeSent = false;
    bool m_isDeaf = false; // nothing that comes is processed any more (RFC 6455 §7.1.7)
    bool m_peerEnded = false;
    bool m_wantsTcpEnd = false;
    bool m_isOver = false;
    int m_closeCode = number(CloseCode::Abnormal); // §7.1.5
    std::array<std::optional<qint64>, 4> m_timers; // by Timer, ns

    QByteArray m_output;
    std::vector<EngineEvent> m_events;
};

} // namespace core
