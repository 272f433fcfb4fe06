// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/messages.h"
#include "core/record/turnlist.h"
#include "core/record/unitindex.h"
#include "core/referee/referee.h"

#include <map>

namespace core {

/// How a connection ended, as RFC 6455 §7.1.5 tells it.
struct CloseInfo
{
    int code = 1006;             // 1005: Close without a code; 1006: no Close arrived
    std::optional<int> onWire;   // the code that was sent, arrived or not
    bool clean = false;          // §7.1.4: TCP ended after both Closes arrived
    std::optional<Direction> by; // who sent the first Close
};

/// A unit as it was sent and as it was delivered; what differs is one stretch from byte `from` on.
struct EditedBytes
{
    QByteArray sent;
    QByteArray delivered; // once, where it went twice
    quint64 from = 0;
    quint64 sentCount = 0; // bytes that differ; 0 where bytes were only added
    quint64 deliveredCount = 0;
};
EditedBytes editedBytes(QByteArray sent, QByteArray delivered);
EditedBytes editedBytes(const Recording &recording, const Entry &edit);

/// One connection, read: units, findings and steps, in step with the recording that grows.
class Conversation : private UnitSink
{
public:
    Conversation(const Recording &recording, quint16 connection, Leg leg = Leg::Sent,
                 const Limits &limits = {});
    Conversation(const Conversation &) = delete;
    Conversation &operator=(const Conversation &) = delete;

    /// Takes in what the recording has gained, or its first `entries`.
    void update(quint32 entries = ~0U);
    /// Nothing more will come: units that are still open are taken as cut short.
    void finish();

    const Recording &recording() const { return m_recording; }
    const ConnectionInfo &connection() const { return *m_recording.connection(m_id); }
    Leg leg() const { return m_leg; }
    const UnitIndex &index() const { return m_index; }
    const BlockVector<Unit> &units() const { return m_index.units(); }
    /// In the order in which they became known.
    const std::vector<Finding> &findings() const { return m_referee.findings(); }

    std::vector<const Finding *> findingsOf(quint32 unit) const;
    /// All checks of a unit, kept and broken.
    std::vector<Check> checksOf(quint32 unit) const;
    Field fieldsOf(quint32 unit) const;

    /// What both sides agreed on in the handshake, if anything.
    const std::optional<DeflateAgreement> &deflate() const { return m_deflate; }
    /// The content of a message: its payloads joined, unmasked and, where it is compressed, inflated as far
    /// as that goes.
    QByteArray contentOf(const Message &message) const;
    bool isCompressed(const Message &message) const;
    /// Whether a compressed message ends with this frame.
    bool endsCompressed(quint32 frame) const;

    int stepCount() const { return static_cast<int>(m_turns.stepCount()); }
    /// Step `number`, from 1 to stepCount().
    Step step(int number) const;
    const TurnList &turns() const { return m_turns; }
    /// The turn that step `number` belongs to.
    std::size_t turnOf(int number) const { return m_turns.turnOf(static_cast<quint32>(number)); }

    /// The request that a response answers: the last one before it that was whole when the response was.
    std::optional<quint32> requestBefore(quint32 unit) const;
    /// The unit that byte `offset` of a direction's stream belongs to.
    std::optional<quint32> unitAt(Direction direction, quint64 offset) const;
    /// Whether this Close frame is the other side's first (RFC 6455 §5.5.1).
    bool answersClose(quint32 unit) const { return unit == m_closeAnswer; }

    ConnectionState clientState() const { return m_client; }
    ConnectionState serverState() const { return m_server; }
    const CloseInfo &closeInfo() const { return m_close; }
    /// Whether all of it was passed on to the other side; where nothing is known of that, it was.
    bool wasDelivered(quint32 unit) const;
    /// The code of a Close frame; 1005 where it has none (RFC 6455 §7.1.5).
    int closeCodeOf(quint32 frame) const;

private:
    // What was known when a response was whole; what comes later does not change how it is read.
    struct Response
    {
        quint32 unit = 0;
        quint32 requests = 0; // how many of m_requests there were
        bool isJudged = false;
    };

    void unitBegan(quint32 unit) override;
    void wholeFrame(quint32 number, const Unit &unit, const FrameHeader &header, ByteSpan wire) override;
    void frameBegan(quint32 unit, const FrameHeader &header) override;
    void framePayload(quint32 unit, ByteSpan wire) override;
    void unitEnded(quint32 unit) override;

    void takeEntry(quint32 number);
    void takeRequest(quint32 unit);
    void judgeBesideOthers(quint32 request);
    void takeResponse(quint32 unit);
    void takeAgreement(const QByteArray &extensions);
    bool isAfterAgreement(quint32 unit) const;
    void takeFrame(quint32 number, const Unit &unit, const FrameHeader *header);
    void takeUnknown(quint32 unit);
    void takeTls(quint32 unit);
    void judgeServerName(quint32 unit);
    void takeClose(quint32 unit);
    void takeEdit(quint32 entry);
    void takeReset(quint32 entry);
    void tcpEnded(Direction who, bool byReset);
    void judgeSilence(Direction who, bool byReset);
    void closed(quint32 entry);
    const FrameHeader *headerOf(quint32 frame) const;
    bool isCompressedFrom(quint32 first) const;
    void addTurn(TurnKind kind, quint32 source);
    void addChecks(quint32 unit, const std::vector<Check> &checks);
    void addFindingTurns();
    template<typename Tell>
    void noteFindings(Tell tell);
    void move(ConnectionEvent client, ConnectionEvent server);
    const Response *response(quint32 unit) const;
    FrameContext contextOf(quint32 frame) const;
    qint64 now() const { return m_recording.entries()[m_entry].timeNs; }

    const Recording &m_recording;
    quint16 m_id;
    Leg m_leg;
    Limits m_limits;
    UnitIndex m_index;
    bool m_isHandshaking; // no 101 has passed its checks yet
    Referee m_referee;
    TurnList m_turns;
    quint32 m_entriesTaken = 0;
    quint32 m_entry = 0; // that is being taken, or the last one of this connection
    struct Open          // frame of a direction
    {
        quint32 unit = Unit::none;
        FrameHeader header;
    };
    Open m_open[2];
    std::size_t m_findingsNoted = 0;
    std::multimap<quint32, quint32> m_findingsByUnit;

    ConnectionState m_client = ConnectionState::Connecting;
    ConnectionState m_server = ConnectionState::Connecting;
    bool m_finSeen[2] = {};
    bool m_reset = false;
    bool m_tcpEnded = false;
    std::optional<quint64> m_delivered[2];                 // bytes of what was sent that have been passed on
    std::vector<std::pair<quint64, quint64>> m_dropped[2]; // from, to: stretches of what was sent
    std::vector<quint32> m_requests;
    std::vector<Response> m_responses;
    bool m_early = false; // the client did not wait for the answer: REQ-25 has been said
    CloseInfo m_close;
    std::optional<quint32> m_closeSent[2]; // the first of each side
    std::optional<quint32> m_closeAnswer;
    std::optional<quint32> m_accepted; // the 101 that passed its checks
    std::optional<DeflateAgreement> m_deflate;
    mutable MessageReader m_readers[2]; // by direction
};

} // namespace core
