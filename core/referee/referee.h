// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/referee/directionjudge.h"

#include <array>
#include <deque>
#include <optional>

namespace core {

/// Follows the frames of both directions of one connection: what each side sends, and what each owes the
/// other. Rules that need the time between directions are silent where the recording has none.
class Referee
{
public:
    /// How long a side may take before it is said to owe something: a Pong, the end of TCP.
    static constexpr qint64 graceNs = 1'000'000'000;
    /// Pings that wait for their Pong; older ones are forgotten.
    static constexpr std::size_t pingLimit = 1000;

    /// Whether all of a unit has reached its receiver so far: nobody owes an answer to what it has not got.
    using Delivered = std::function<bool(quint32 unit)>;

    Referee(bool keysFixed, const Limits &limits, Delivered delivered);
    Referee(const Referee &) = delete; // the judges write into its findings
    Referee &operator=(const Referee &) = delete;

    /// What the 101 agreed.
    void agreeDeflate(const DeflateAgreement &agreement);
    void agreeUnknownExtension();

    DirectionJudge &judge(Direction sender) { return m_judges[index(sender)]; }
    const DirectionJudge &judge(Direction sender) const { return m_judges[index(sender)]; }

    const std::vector<Finding> &findings() const { return m_findings; }
    void add(Finding finding) { m_findings.push_back(std::move(finding)); }

    /// A frame is whole: judge(sender).end() has been called. Times in ns; below 0: not known.
    void frameEnded(quint32 unit, Direction sender, const FrameHeader &header, qint64 nowNs);
    /// TCP ended inside a frame: `check` says how much is there.
    void frameCut(quint32 unit, Direction sender, Check check);
    /// `who` has ended TCP; by a reset, or by FIN.
    void tcpEnded(Direction who, bool byReset, qint64 nowNs);
    /// Both directions are over, or the recording is.
    void finish(qint64 nowNs);

private:
    struct Pong
    {
        quint32 unit = 0;
        QByteArray payload;
        BitSpan span;
    };
    struct Ping
    {
        quint32 unit = 0;
        qint64 timeNs = -1;
        QByteArray payload;
        BitSpan span;
        std::optional<Pong> wrongPong; // one that came instead of an answer: it has other bytes
    };
    struct Close
    {
        quint32 unit = 0;
        qint64 timeNs = -1;
        std::optional<int> code;
        BitSpan span;
    };
    struct Side
    {
        std::deque<Ping> pings;            // sent by it, without their Pong
        std::deque<QByteArray> passedOver; // payloads of Pings before one that was answered
        std::optional<Close> close;        // its first
        bool tcpEnded = false;
        bool cut = false; // inside a frame
    };

    static constexpr std::size_t index(Direction d) { return static_cast<std::size_t>(d); }
    Side &side(Direction d) { return m_sides[index(d)]; }
    void passOver(Direction pinger, const QByteArray &payload);
    void takePong(Direction pinger, Pong pong);
    void forgetPing(Direction pinger);
    void reportWrongPong(Direction pinger, const Ping &ping);
    void settlePings(qint64 nowNs);
    void judgeAnswerToClose(Direction who, const QByteArray &how);
    void judgeFailure(Direction who, const QByteArray &how);
    void judgeServerEnd(qint64 nowNs);

    std::vector<Finding> m_findings;
    std::array<DirectionJudge, 2> m_judges;
    std::array<Side, 2> m_sides;
    Delivered m_delivered;
    bool m_pingsSettled = false;
    bool m_serverEndJudged = false;
};

} // namespace core
