// SPDX-License-Identifier: GPL-3.0-or-later
#include "tester.h"

// What the peer sends, and whether it keeps the rules that any peer has to keep in any case.
namespace conformance {

namespace {

constexpr qsizetype messageLimit = 67'108'864;

} // namespace

bool Tester::pump(const QDeadlineTimer &deadline)
{
    const bool something = m_socket.wait(deadline);
    m_reader.feed(m_socket.take());
    while (const std::optional<Frame> frame = m_reader.next())
        take(*frame);
    if (!m_reader.fault().isEmpty())
        fail("the peer sent " + m_reader.fault());
    return something;
}

QByteArray Tester::brokenRule(const Frame &frame) const
{
    if (m_peerClosed)
        return "a frame after its Close";
    if (frame.masked != (m_role == Role::Server))
        return frame.masked ? "a masked frame as a server" : "an unmasked frame as a client";
    if (frame.opcode > 10 || (frame.opcode > 2 && frame.opcode < 8))
        return "opcode " + QByteArray::number(frame.opcode);
    if (frame.rsv != 0 && !(frame.rsv == 4 && m_inflater && (frame.opcode == 1 || frame.opcode == 2)))
        return "reserved bits " + QByteArray::number(frame.rsv);
    if (frame.opcode >= 8 && (!frame.fin || frame.payload.size() > 125))
        return "a control frame that is fragmented or too long";
    if (frame.opcode == 0 && !m_messageOpen)
        return "a continuation of nothing";
    if ((frame.opcode == 1 || frame.opcode == 2) && m_messageOpen)
        return "a new message inside a message";
    if (m_message.size() + frame.payload.size() > messageLimit)
        return "a message that does not end";
    return {};
}

void Tester::take(const Frame &frame)
{
    if (const QByteArray broken = brokenRule(frame); !broken.isEmpty())
        return fail("the peer sent " + broken);
    if (frame.opcode >= 8)
        takeControl(frame);
    else
        takeData(frame);
}

void Tester::takeControl(const Frame &frame)
{
    if (frame.opcode == 8)
        takeClose(frame.payload);
    else if (frame.opcode == 9)
        m_events.push_back({EventKind::Ping, frame.payload});
    else
        m_events.push_back({EventKind::Pong, frame.payload});
}

void Tester::takeData(const Frame &frame)
{
    if (frame.opcode != 0) {
        m_messageOpen = true;
        m_messageOpcode = frame.opcode;
        m_messageCompressed = frame.rsv == 4;
        m_message.clear();
    }
    m_message += frame.payload;
    if (!frame.fin)
        return;
    m_messageOpen = false;
    if (m_messageCompressed) {
        QByteArray message;
        if (!m_inflater->inflate(m_message, message, messageLimit))
            return fail("the peer sent a message that does not inflate under the terms agreed on");
        m_message = message;
    }
    m_events.push_back(
        {m_messageOpcode == 1 ? EventKind::Text : EventKind::Binary, std::exchange(m_message, {})});
}

void Tester::takeClose(const QByteArray &body)
{
    if (body.size() == 1)
        fail("the peer sent a Close with one octet");
    if (body.size() >= 2)
        m_peerCode = static_cast<uchar>(body.at(0)) << 8 | static_cast<uchar>(body.at(1));
    m_peerClosed = true;
    closeWith(body.left(2));
}

} // namespace conformance
