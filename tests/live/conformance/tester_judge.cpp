// SPDX-License-Identifier: GPL-3.0-or-later
#include "tester.h"

#include <algorithm>

namespace conformance {

namespace {

QByteArray described(const Events &events)
{
    QByteArray text;
    for (const Event &event : events) {
        const char *kind = event.kind == EventKind::Text     ? "text"
                           : event.kind == EventKind::Binary ? "binary"
                           : event.kind == EventKind::Ping   ? "ping"
                           : event.kind == EventKind::Pong   ? "pong"
                                                             : "quiet";
        const QByteArray octets = event.payload.pattern.left(16);
        text += (text.isEmpty() ? "" : ", ") + QByteArray(kind) + " (" +
                QByteArray::number(event.payload.size()) + ") " + octets.toHex() +
                (event.payload.size() > octets.size() ? "…" : "");
    }
    return text.isEmpty() ? "nothing" : text;
}

} // namespace

const char *nameOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Ok:
        return "OK";
    case Verdict::NonStrict:
        return "NON-STRICT";
    case Verdict::Informational:
        return "INFORMATIONAL";
    case Verdict::Unimplemented:
        return "UNIMPLEMENTED";
    case Verdict::Failed:
        break;
    }
    return "FAILED";
}

bool Result::isGood() const
{
    const auto good = [](Verdict one) { return one == Verdict::Ok || one == Verdict::Informational; };
    return good(behaviour) && good(closing);
}

void Tester::judge(Result &result) const
{
    const bool wrongCode = m_closedFirst && m_peerCode && m_case.expect.ending == Ending::Tester &&
                           !std::ranges::count(m_case.expect.codes, *m_peerCode);
    if (m_case.expect.informational) {
        result.behaviour = Verdict::Informational;
        result.reason = "got " + described(m_events) + (m_fault.isEmpty() ? "" : "; " + m_fault);
    } else if (m_unimplemented && m_fault.isEmpty()) {
        result.behaviour = Verdict::Unimplemented;
        result.reason = "permessage-deflate with what the case needs was not agreed on";
    } else if (!m_fault.isEmpty()) {
        result.reason = m_fault + "; got " + described(m_events);
    } else if (wrongCode && matches(m_case.expect.ok)) {
        result.reason = "Close answered with " + QByteArray::number(*m_peerCode);
    } else if (matches(m_case.expect.ok)) {
        result.behaviour = m_loose.isEmpty() ? Verdict::Ok : Verdict::NonStrict;
        result.reason = m_loose;
    } else if (matches(m_case.expect.nonStrict)) {
        result.behaviour = Verdict::NonStrict;
        result.reason = "got " + described(m_events);
    } else {
        result.reason = "got " + described(m_events) + "; expected " +
                        QByteArray(m_case.expect.ok.front().empty() ? "nothing" : "something else");
    }
}

void Tester::judgeClosing(Result &result) const
{
    const bool clean = m_closeSent && m_peerClosed && !m_serverKeptTcp;
    // After a fault the tester closes with 1002, and a peer does well to say the same.
    const bool echoed = !m_fault.isEmpty() && m_peerCode == 1002;
    if (m_case.expect.informational) {
        result.closing = Verdict::Informational;
        result.closingReason = m_peerClosed ? "Close without a code" : "no Close";
        if (m_peerCode)
            result.closingReason = "Close " + QByteArray::number(*m_peerCode);
    } else if (m_closedFirst != (m_case.expect.ending == Ending::Tester)) {
        result.closingReason = m_closedFirst ? "the tester had to close" : "the peer closed";
    } else if (m_case.expect.clean && !m_peerClosed) {
        result.closingReason = "no Close in answer";
    } else if (m_peerCode && !std::ranges::count(m_case.expect.codes, *m_peerCode) && !echoed) {
        result.closingReason = "Close with " + QByteArray::number(*m_peerCode);
    } else if (m_serverKeptTcp) {
        result.closingReason = "the server did not end TCP";
    } else if (m_case.expect.clean && !clean) {
        result.closingReason = "not clean";
    } else {
        result.closing = Verdict::Ok;
    }
}

} // namespace conformance
