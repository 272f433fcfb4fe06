// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cases.h"
#include "deflate.h"
#include "socket.h"
#include "wire.h"

#include <QElapsedTimer>

#include <memory>

namespace conformance {

enum class Role { Client, Server }; // the tester's; it tests the other one

enum class Verdict { Ok, NonStrict, Informational, Unimplemented, Failed };

const char *nameOf(Verdict verdict);

struct Result
{
    QByteArray id;
    QByteArray title;
    Verdict behaviour = Verdict::Failed;
    QByteArray reason;
    Verdict closing = Verdict::Failed;
    QByteArray closingReason;
    std::optional<int> peerCode;
    qint64 milliseconds = 0;

    bool isGood() const;
};

// The head of a request or an answer, and in `rest` what came behind it. Nothing where none came.
std::optional<Head> readHead(Socket &socket, const QDeadlineTimer &deadline, QByteArray &rest);

// Runs one case over one connection.
class Tester
{
public:
    Tester(Role role, const Case &test);

    // As a client: shakes hands first.
    Result runAgainstServer(quint16 port, const QByteArray &target);
    // As a server: the head of the request has been read, `rest` is what came behind it.
    Result runAgainstClient(Socket socket, const Head &request, const QByteArray &rest);

private:
    Result run();
    bool shakeHands(quint16 port, const QByteArray &target);
    QByteArray answerTo(const Head &request);
    void agree(const Extension &answer);
    QByteArray brokenTerm(const QList<Extension> &answer) const;
    bool grantsAnOffer(const Extension &answer) const;

    void perform(const Step &step);
    void performQuiet(const Step &step);
    void performRoundTrips(const Step &step);
    void queueMessage(const Step &step, const QByteArray &message);
    void queue(const QByteArray &octets, const Step &step);
    void flush();
    void writeChops(const QByteArray &octets, const Step &step);
    QByteArray encoded(const FrameSpec &frame);

    void awaitOutcome();
    void close();
    void fail(const QByteArray &reason);
    void closeWith(const QByteArray &body);

    // Reads what there is; false when the time is over.
    bool pump(const QDeadlineTimer &deadline);
    void take(const Frame &frame);
    void takeControl(const Frame &frame);
    void takeData(const Frame &frame);
    void takeClose(const QByteArray &body);
    QByteArray brokenRule(const Frame &frame) const;

    bool isOver() const { return m_peerClosed || m_socket.hasEnded() || !m_fault.isEmpty(); }
    bool matches(const std::vector<Events> &outcomes) const;
    bool canStillMatch() const;
    void judge(Result &result) const;
    void judgeClosing(Result &result) const;

    const Role m_role;
    const Case &m_case;
    Socket m_socket;
    FrameReader m_reader;
    QDeadlineTimer m_deadline;
    QElapsedTimer m_clock;
    quint32 m_nextKey = 0x5eed1e55;

    std::unique_ptr<MessageDeflater> m_deflater;
    std::unique_ptr<MessageInflater> m_inflater;
    bool m_unimplemented = false;

    QByteArray m_out;
    QByteArray m_held;
    qsizetype m_heldHeader = 0;
    bool m_writeBroken = false;

    bool m_messageOpen = false;
    bool m_messageCompressed = false;
    int m_messageOpcode = 0;
    QByteArray m_message;

    Events m_events;
    QByteArray m_fault;
    QByteArray m_loose; // what makes a good outcome NON-STRICT
    bool m_closeSent = false;
    bool m_closedFirst = false; // the tester's Close was out before the peer's Close or end had come
    bool m_peerClosed = false;
    bool m_serverKeptTcp = false;
    std::optional<int> m_peerCode;
};

// What the messages of the groups 12 and 13 are cut from. The text kinds are ASCII: a cut never splits a code
// point.
const QByteArray &dataSet(DataSet data);

} // namespace conformance
