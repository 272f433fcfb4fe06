// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/referee/referee.h"

#include <algorithm>

namespace core {

namespace {

constexpr Direction directions[] = {Direction::Client, Direction::Server};

BitSpan payloadSpan(const FrameHeader &header)
{
    return header.payloadLength == 0 ? byteRange(0, header.size)
                                     : byteRange(header.size, header.payloadLength);
}

std::string_view payloadField(BitSpan span) { return span.bit == 0 ? "ws.frame" : "ws.frame.payload"; }

} // namespace

Referee::Referee(bool keysFixed, const Limits &limits, Delivered delivered)
    : m_judges{DirectionJudge({Direction::Client, limits, keysFixed, true, true}, m_findings),
               DirectionJudge({Direction::Server, limits, keysFixed, true, true}, m_findings)}
    , m_delivered(std::move(delivered))
{}

void Referee::agreeDeflate(const DeflateAgreement &agreement)
{
    for (DirectionJudge &judge : m_judges)
        judge.agreeDeflate(agreement);
}

void Referee::agreeUnknownExtension()
{
    for (DirectionJudge &judge : m_judges)
        judge.agreeUnknownExtension();
}

void Referee::frameEnded(quint32 unit, Direction sender, const FrameHeader &header, qint64 nowNs)
{
    if (!isControl(header.opcode) || isReserved(header.opcode))
        return;
    const QByteArray payload = toByteArray(judge(sender).controlPayload());
    const BitSpan span = payloadSpan(header);
    if (is(header.opcode, Opcode::Ping)) {
        side(sender).pings.push_back({unit, nowNs, payload, span, {}});
        if (side(sender).pings.size() > pingLimit)
            forgetPing(sender);
    } else if (is(header.opcode, Opcode::Pong)) {
        takePong(opposite(sender), {unit, payload, span});
    } else {
        settlePings(nowNs);
        if (side(sender).close)
            return;
        const auto code = payload.size() < 2
                              ? std::nullopt
                              : std::optional(static_cast<int>(bitsValue(spanOf(payload), {0, 16})));
        side(sender).close = {unit, nowNs, code, span};
        judge(opposite(sender)).expectEcho(code.value_or(0));
        if (judge(sender).isMessageOpen())
            add({judge(sender).lastDataUnit(), brokenBy("MSG-06", "ws.frame.fin", {0, 1}, "1", "0"), sender});
    }
}

void Referee::frameCut(quint32 unit, Direction sender, Check check)
{
    side(sender).cut = true;
    add({unit, std::move(check), sender});
}

// RFC 6455 §5.5.3: a Pong may answer the latest Ping alone; one that nobody asked for is legal (MSG-11).
// Whether other bytes were meant as an answer shows when a later Ping is answered, or none at all.
void Referee::takePong(Direction pinger, Pong pong)
{
    std::deque<Ping> &pings = side(pinger).pings;
    const auto latest = std::find_if(pings.rbegin(), pings.rend(),
                                     [&](const Ping &ping) { return ping.payload == pong.payload; });
    if (latest == pings.rend()) {
        // A Ping that was passed over may be answered after all.
        std::deque<QByteArray> &passedOver = side(pinger).passedOver;
        const auto late = std::find(passedOver.begin(), passedOver.end(), pong.payload);
        if (late != passedOver.end())
            passedOver.erase(late);
        else if (!pings.empty() && m_delivered(pings.back().unit))
            pings.back().wrongPong = std::move(pong);
        return;
    }
    for (auto answered = pings.rend() - latest; answered > 0; --answered) {
        if (pings.front().payload == pong.payload)
            pings.front().wrongPong.reset();
        if (answered > 1)
            passOver(pinger, pings.front().payload);
        forgetPing(pinger);
    }
}

void Referee::forgetPing(Direction pinger)
{
    reportWrongPong(pinger, side(pinger).pings.front());
    side(pinger).pings.pop_front();
}

void Referee::passOver(Direction pinger, const QByteArray &payload)
{
    std::deque<QByteArray> &passedOver = side(pinger).passedOver;
    passedOver.push_back(payload);
    if (passedOver.size() > pingLimit)
        passedOver.pop_front();
}

void Referee::reportWrongPong(Direction pinger, const Ping &ping)
{
    if (!ping.wrongPong || m_pingsSettled)
        return;
    const Pong &pong = *ping.wrongPong;
    add({pong.unit,
         brokenBy("MSG-10", payloadField(pong.span), pong.span, toHex(spanOf(ping.payload)),
                  toHex(spanOf(pong.payload))),
         opposite(pinger)});
}

// RFC 6455 §5.5.2. After a Close nobody has to answer any more.
void Referee::settlePings(qint64 nowNs)
{
    if (m_pingsSettled)
        return;
    for (const Direction pinger : directions) {
        const std::deque<Ping> &pings = side(pinger).pings;
        for (const Ping &ping : pings)
            reportWrongPong(pinger, ping);
        if (pings.empty() || pings.back().wrongPong)
            continue;
        const Ping &latest = pings.back();
        if (latest.timeNs >= 0 && nowNs - latest.timeNs >= graceNs && m_delivered(latest.unit))
            add({latest.unit,
                 brokenBy("MSG-09", payloadField(latest.span), latest.span, toHex(spanOf(latest.payload)),
                          {}),
                 opposite(pinger)});
    }
    m_pingsSettled = true;
}

void Referee::tcpEnded(Direction who, bool byReset, qint64 nowNs)
{
    if (std::exchange(side(who).tcpEnded, true))
        return;
    settlePings(nowNs);
    const QByteArray how = byReset ? "RST" : "FIN";
    if (nowNs >= 0) { // without times nobody knows which came first
        judgeAnswerToClose(who, how);
        judgeFailure(who, how);
        judgeServerEnd(nowNs);
    }
    if (judge(who).isMessageOpen() && !side(who).close && !side(who).cut) // else FRM-16 has said so
        add({Finding::noUnit, brokenBy("MSG-06", {}, {}, "1", "0"), who});
}

void Referee::judgeAnswerToClose(Direction who, const QByteArray &how) // RFC 6455 §5.5.1
{
    const std::optional<Close> &received = side(opposite(who)).close;
    if (!received || side(who).close || !m_delivered(received->unit))
        return;
    const bool hasCode = received->code.has_value();
    add({received->unit,
         brokenBy("CLS-17", hasCode ? "ws.frame.close.code" : payloadField(received->span),
                  hasCode ? BitSpan{received->span.bit, 16} : received->span,
                  hasCode ? QByteArray::number(*received->code) : QByteArray(), how),
         who});
}

void Referee::judgeFailure(Direction who, const QByteArray &how) // RFC 6455 §7.1.7
{
    const Direction other = opposite(who);
    if (side(who).close || side(other).close || side(other).tcpEnded)
        return;
    const auto cause = std::find_if(m_findings.begin(), m_findings.end(), [&](const Finding &finding) {
        return finding.who == other && finding.check.rule->severity == Severity::Violation &&
               finding.check.rule->close != 0 && finding.unit != Finding::noUnit && m_delivered(finding.unit);
    });
    if (cause != m_findings.end())
        add({Finding::noUnit, brokenBy("CLS-22", {}, {}, QByteArray::number(cause->check.rule->close), how),
             who});
}

// RFC 6455 §7.1.1: after both Closes the server ends TCP at once. A client that does so first is legal, and
// where the client has ended its side the wire may have delayed the server's.
void Referee::judgeServerEnd(qint64 nowNs)
{
    const Side &client = side(Direction::Client);
    const Side &server = side(Direction::Server);
    if (m_serverEndJudged || !client.close || !server.close)
        return;
    m_serverEndJudged = true;
    const qint64 both = std::max(client.close->timeNs, server.close->timeNs);
    if (nowNs - both >= graceNs && m_delivered(client.close->unit))
        add({Finding::noUnit,
             brokenBy("CLS-18", {}, {}, "FIN", QByteArray::number((nowNs - both) / 1'000'000) + " ms"),
             Direction::Server});
}

void Referee::finish(qint64 nowNs)
{
    settlePings(nowNs);
    if (nowNs >= 0)
        judgeServerEnd(nowNs);
}

} // namespace core
