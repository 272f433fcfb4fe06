// SPDX-License-Identifier: GPL-3.0-or-later
#include "tester.h"

#include <algorithm>

namespace conformance {

namespace {

constexpr int closeLimitMs = 10'000; // for the answer to the tester's Close
constexpr int endLimitMs = 5'000;    // for the end of TCP after both Closes
constexpr int failLimitMs = 5'000;   // for a peer that has to fail the connection

} // namespace

Tester::Tester(Role role, const Case &test)
    : m_role(role)
    , m_case(test)
    , m_deadline(test.limitMs)
{
    m_clock.start();
}

Result Tester::runAgainstServer(quint16 port, const QByteArray &target)
{
    m_socket = Socket::connected(port);
    if (!m_socket.isOpen())
        m_fault = "no connection";
    else
        shakeHands(port, target);
    return run();
}

Result Tester::runAgainstClient(Socket socket, const Head &request, const QByteArray &rest)
{
    m_socket = std::move(socket);
    m_reader.feed(rest);
    m_socket.write(answerTo(request), m_deadline);
    return run();
}

Result Tester::run()
{
    if (m_fault.isEmpty() && !m_unimplemented) {
        for (const Step &step : m_case.steps) {
            if (isOver())
                break;
            perform(step);
        }
        flush();
        awaitOutcome();
    }
    close();
    Result result;
    result.id = m_case.id;
    result.title = m_case.title;
    result.peerCode = m_peerCode;
    result.milliseconds = m_clock.elapsed();
    judge(result);
    judgeClosing(result);
    return result;
}

void Tester::perform(const Step &step)
{
    switch (step.kind) {
    case StepKind::Frame:
        queue(encoded(step.frame), step);
        break;
    case StepKind::Message:
        queueMessage(step, step.frame.payload.bytes());
        break;
    case StepKind::Raw:
        queue(step.frame.payload.bytes(), step);
        break;
    case StepKind::Close:
        m_closedFirst = true;
        m_closeSent = true;
        queue(encoded(step.frame), step);
        break;
    case StepKind::Hold:
        m_held = encoded(step.frame);
        m_heldHeader = headerSize(m_held);
        break;
    case StepKind::Release: {
        const qsizetype count = step.size == 0 ? m_held.size() : step.size + std::exchange(m_heldHeader, 0);
        queue(m_held.left(count), step);
        m_held = m_held.mid(count);
        break;
    }
    case StepKind::Answer:
        flush();
        while (!isOver() && static_cast<qsizetype>(m_events.size()) < step.count)
            if (!pump(m_deadline))
                fail("no answer while the message was open");
        break;
    case StepKind::Quiet:
        performQuiet(step);
        break;
    case StepKind::RoundTrips:
        performRoundTrips(step);
        break;
    }
}

void Tester::performQuiet(const Step &step)
{
    flush();
    const QDeadlineTimer limit(step.limitMs);
    const size_t before = m_events.size();
    while (!isOver() && m_events.size() == before && pump(limit)) {
    }
    if (!isOver() && m_events.size() == before)
        m_events.push_back({EventKind::Quiet, step.name});
}

void Tester::performRoundTrips(const Step &step)
{
    const QByteArray &source = dataSet(step.data);
    const qsizetype size = step.frame.payload.size();
    const EventKind kind = step.frame.opcode == 1 ? EventKind::Text : EventKind::Binary;
    qsizetype at = 0;
    for (qsizetype number = 1; number <= step.count; ++number) {
        QByteArray message;
        if (step.data == DataSet::Pattern) {
            message = step.frame.payload.bytes();
        } else {
            message = source.mid(at, size);
            message += source.left(size - message.size());
            at = (at + size) % source.size();
        }
        queueMessage(step, message);
        flush();
        while (!isOver() && m_events.empty())
            if (!pump(m_deadline))
                fail("time is over at message " + QByteArray::number(number));
        if (isOver() && m_fault.isEmpty())
            fail("the peer ended at message " + QByteArray::number(number));
        if (!m_fault.isEmpty())
            return;
        if (m_events.size() != 1 || m_events.front().kind != kind ||
            m_events.front().payload.pattern != message)
            return fail("message " + QByteArray::number(number) + " came back changed");
        m_events.clear();
    }
}

QByteArray Tester::encoded(const FrameSpec &frame)
{
    m_nextKey = m_nextKey * 1664525u + 1013904223u;
    return encodeFrame(frame, m_role == Role::Client, m_nextKey);
}

void Tester::queueMessage(const Step &step, const QByteArray &message)
{
    const QByteArray payload = m_deflater ? m_deflater->deflated(message) : message;
    const qsizetype piece = step.size > 0 ? step.size : std::max<qsizetype>(1, payload.size());
    qsizetype at = 0;
    do {
        FrameSpec frame = step.frame;
        frame.payload = payload.mid(at, piece);
        frame.opcode = at == 0 ? step.frame.opcode : 0;
        frame.rsv = at == 0 && m_deflater ? 4 : 0;
        at += piece;
        frame.fin = at >= payload.size();
        queue(encoded(frame), step);
    } while (at < payload.size());
}

void Tester::queue(const QByteArray &octets, const Step &step)
{
    if (step.delivery == Delivery::Together) {
        m_out += octets;
        return;
    }
    flush();
    writeChops(octets, step);
}

void Tester::flush()
{
    if (!m_out.isEmpty() && !m_writeBroken)
        m_writeBroken = !m_socket.write(m_out, m_deadline);
    m_out.clear();
}

void Tester::writeChops(const QByteArray &octets, const Step &step)
{
    const bool frameWise = step.delivery == Delivery::Apart;
    const qsizetype chop = frameWise ? octets.size() : step.chop;
    for (qsizetype at = 0; at < octets.size() && !m_writeBroken; at += chop) {
        m_writeBroken = !m_socket.write(octets.mid(at, chop), m_deadline);
        // A turn for the peer: it ends with the peer's answer, at the latest after the smallest time there is
        // to wait.
        if (step.pause || frameWise)
            pump(QDeadlineTimer(1));
    }
}

void Tester::awaitOutcome()
{
    if (m_case.expect.ending == Ending::Peer) {
        const QDeadlineTimer limit(std::min(m_case.limitMs, failLimitMs));
        while (!isOver() && canStillMatch() && pump(limit)) {
        }
        if (!isOver())
            m_fault = "the peer did not fail the connection";
        return;
    }
    while (!isOver() && !m_case.expect.informational && !matches(m_case.expect.ok) && canStillMatch() &&
           !m_closedFirst)
        if (!pump(m_deadline))
            return fail("time is over");
}

void Tester::fail(const QByteArray &reason)
{
    if (m_fault.isEmpty())
        m_fault = reason;
}

void Tester::closeWith(const QByteArray &body)
{
    if (m_closeSent)
        return;
    m_closedFirst = !m_peerClosed && !m_socket.hasEnded();
    m_closeSent = true;
    if (!m_writeBroken)
        m_writeBroken = !m_socket.write(encoded({.opcode = 8, .payload = body}), QDeadlineTimer(endLimitMs));
}

void Tester::close()
{
    if (!m_socket.isOpen())
        return;
    pump(QDeadlineTimer(0)); // what came while the tester wrote
    if (!m_socket.hasEnded())
        closeWith(closeBody(m_fault.isEmpty() ? 1000 : 1002));
    // After a fault the time is not worth much any more.
    const QDeadlineTimer answer(m_fault.isEmpty() ? closeLimitMs : 1'000);
    while (!m_peerClosed && !m_socket.hasEnded() && pump(answer)) {
    }
    if (m_role == Role::Server)
        m_socket.finishWriting();
    const QDeadlineTimer end(m_peerClosed ? endLimitMs : 1'000);
    while (!m_socket.hasEnded() && pump(end)) {
    }
    m_serverKeptTcp = m_role == Role::Client && !m_socket.hasEnded();
    m_socket.drop();
}

bool Tester::matches(const std::vector<Events> &outcomes) const
{
    return std::ranges::any_of(outcomes, [this](const Events &outcome) {
        return std::ranges::equal(m_events, outcome, [](const Event &got, const Event &wanted) {
            return got.kind == wanted.kind && wanted.payload.equals(got.payload.pattern);
        });
    });
}

// False once nothing that may still come makes this an acceptable outcome.
bool Tester::canStillMatch() const
{
    const auto begins = [this](const Events &outcome) {
        return m_events.size() <= outcome.size() &&
               std::equal(m_events.begin(), m_events.end(), outcome.begin(),
                          [](const Event &got, const Event &wanted) {
                              return got.kind == wanted.kind && wanted.payload.equals(got.payload.pattern);
                          });
    };
    return std::ranges::any_of(m_case.expect.ok, begins) ||
           std::ranges::any_of(m_case.expect.nonStrict, begins);
}

} // namespace conformance
