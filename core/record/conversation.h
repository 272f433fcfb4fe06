// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/step.h"
#include "core/record/unitindex.h"
#include "core/referee/judge.h"

namespace core {

struct Finding
{
    quint32 unit = 0;
    Check check;
};

/// How a connection ended, as RFC 6455 §7.1.5 tells it.
struct CloseInfo
{
    int code = 1006;             // 1005: Close without a code; 1006: no Close at all
    std::optional<int> onWire;   // the code that was sent
    bool clean = false;          // §7.1.4: TCP ended after both Closes
    std::optional<Direction> by; // who sent the first Close
};

/// One connection, read: units, findings and steps, in step with the recording that grows.
class Conversation
{
public:
    Conversation(const Recording &recording, quint16 connection, Leg leg = Leg::Sent);

    /// Takes in what the recording has gained.
    void update();
    /// Nothing more will come: units that are still open are taken as cut short.
    void finish();

    const Recording &recording() const { return m_recording; }
    const ConnectionInfo &connection() const { return *m_recording.connection(m_id); }
    Leg leg() const { return m_leg; }
    const UnitIndex &index() const { return m_index; }
    const std::vector<Unit> &units() const { return m_index.units(); }
    const std::vector<Finding> &findings() const { return m_findings; }

    /// All checks of a unit, kept and broken.
    std::vector<Check> checksOf(quint32 unit) const;
    Field fieldsOf(quint32 unit) const;

    int stepCount() const { return static_cast<int>(m_stepCount); }
    /// Step `number`, from 1 to stepCount().
    Step step(int number) const;
    const std::vector<Turn> &turns() const { return m_turns; }
    /// The turn that step `number` belongs to.
    std::size_t turnOf(int number) const;

    /// The request that a response answers: the last one before it that was whole when the response was.
    std::optional<quint32> requestBefore(quint32 unit) const;
    /// Whether this Close frame is the other side's first (RFC 6455 §5.5.1).
    bool answersClose(quint32 unit) const { return unit == m_closeAnswer; }

    ConnectionState clientState() const { return m_client; }
    ConnectionState serverState() const { return m_server; }
    const CloseInfo &closeInfo() const { return m_close; }

private:
    void takeEntry(quint32 number);
    void takeUnit(quint32 unit);
    void takeResponse(quint32 unit);
    void takeFrame(quint32 unit);
    void takeClose(quint32 unit);
    void takeReset(quint32 entry);
    void closed(quint32 entry);
    void addTurn(TurnKind kind, quint32 source);
    void move(ConnectionEvent client, ConnectionEvent server);
    FrameContext contextOf(quint32 frame) const;

    const Recording &m_recording;
    quint16 m_id;
    Leg m_leg;
    UnitIndex m_index;
    quint32 m_entriesTaken = 0;
    std::vector<Turn> m_turns;
    std::vector<Finding> m_findings;
    quint32 m_stepCount = 0;
    ConnectionState m_client = ConnectionState::Connecting;
    ConnectionState m_server = ConnectionState::Connecting;
    // What was known when a response was whole; what comes later does not change how it is read.
    struct Response
    {
        quint32 unit = 0;
        quint32 requests = 0; // how many of m_requests there were
        bool isJudged = false;
    };
    const Response *response(quint32 unit) const;

    bool m_finSeen[2] = {};
    bool m_reset = false;
    bool m_tcpEnded = false;
    std::vector<quint32> m_requests;
    std::vector<Response> m_responses;
    CloseInfo m_close;
    bool m_closeSent[2] = {};
    std::optional<quint32> m_closeAnswer;
    std::optional<quint32> m_accepted; // the 101 that passed its checks
    bool m_extensionsAgreed = false;
};

} // namespace core
