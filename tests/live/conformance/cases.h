// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>
#include <vector>

// The groups 1-7, 9, 10, 12 and 13 of the Autobahn test suite, written anew from what is publicly known of
// them: the numbers, what is sent and what is expected are facts, the rest is ours. The original suite was
// not run here; its verdicts may differ from these. Where it waits a fixed time, this one waits for an event
// of the peer with a limit.
namespace conformance {

// A long payload is a pattern and a length, so that the table of cases stays small.
struct Payload
{
    Payload() = default;
    Payload(const char *text)
        : pattern(text)
    {}
    Payload(QByteArray bytes)
        : pattern(std::move(bytes))
    {}
    Payload(QByteArray bytes, qsizetype count)
        : pattern(std::move(bytes))
        , length(count)
    {}

    qsizetype size() const { return length < 0 ? pattern.size() : length; }
    QByteArray bytes() const;
    bool equals(const QByteArray &other) const;

    QByteArray pattern;
    qsizetype length = -1; // -1: the pattern once
};

enum class LengthForm { Shortest, Sixteen, SixtyFour };

struct FrameSpec
{
    int opcode = 1;
    Payload payload;
    bool fin = true;
    int rsv = 0;                          // 4 is RSV1, 2 is RSV2, 1 is RSV3
    std::optional<bool> masked = {};      // else as the role asks
    std::optional<quint32> key = {};      // else a fresh one
    std::optional<quint64> declared = {}; // else the payload's length
    LengthForm form = LengthForm::Shortest;
};

enum class StepKind {
    Frame,      // `frame` as it stands
    Message,    // `frame` in fragments of `size` octets (0: one frame), compressed where that is negotiated
    Raw,        // `frame.payload` as octets of the stream
    Close,      // a Close frame with `frame.payload` as its body: the tester is the one who closes
    Hold,       // builds `frame` and keeps it back
    Release,    // the next `size` payload octets of the frame kept back (0: the rest)
    Answer,     // waits until `count` events have come since the beginning
    Quiet,      // waits `limitMs` for anything; nothing is the event `name`
    RoundTrips, // `count` messages, each sent when the one before has come back
};

// How the octets of a step reach the socket. Together: with those of the following steps in one write.
enum class Delivery { Together, Apart, Chopped };

enum class DataSet { Pattern, Json, Bitmap, Prose, Html, Document };

struct Step
{
    StepKind kind = StepKind::Frame;
    FrameSpec frame;
    Delivery delivery = Delivery::Together;
    qsizetype chop = 0;
    bool pause = false; // between chops, one turn of waiting for the peer
    qsizetype size = 0;
    qsizetype count = 0;
    QByteArray name = {};
    int limitMs = 0;
    DataSet data = DataSet::Pattern; // RoundTrips: where its messages are cut from, one after the other
};

enum class EventKind { Text, Binary, Ping, Pong, Quiet };

struct Event
{
    EventKind kind;
    Payload payload;
};

using Events = std::vector<Event>;

// Peer: the peer has to fail the connection, by a Close of its own or by ending TCP.
enum class Ending { Tester, Peer };

struct Expectation
{
    std::vector<Events> ok;
    std::vector<Events> nonStrict = {};
    Ending ending = Ending::Tester;
    // Acceptable in the peer's Close; a Close without a code is acceptable too.
    std::vector<int> codes = {1000};
    bool clean = true;
    bool informational = false;
};

// One thing to ask for in permessage-deflate: as a client in an offer, for the server's direction; as a
// server in the answer, for the client's direction. Several are tried in this order.
struct DeflateWish
{
    bool noTakeover = false;
    int windowBits = 0; // 0: not mentioned
};

struct Case
{
    QByteArray id;
    QByteArray title;
    std::vector<Step> steps;
    Expectation expect;
    std::vector<DeflateWish> deflate = {};
    int limitMs = 20'000;
};

// Tenth: a tenth of the messages in the groups 12 and 13, and no more than 2 MiB in a case; sizes kept.
enum class Scale { Tenth, Full };

std::vector<Case> allCases(Scale scale);
// `groups` are group numbers or longer beginnings of an id ("6", "6.4"); empty means all.
std::vector<Case> selectCases(Scale scale, const QList<QByteArray> &groups);

void appendFramingCases(std::vector<Case> &cases);              // 1, 2, 10
void appendRuleCases(std::vector<Case> &cases);                 // 3, 4
void appendFragmentationCases(std::vector<Case> &cases);        // 5
void appendUtf8Cases(std::vector<Case> &cases);                 // 6
void appendCloseCases(std::vector<Case> &cases);                // 7
void appendLimitCases(std::vector<Case> &cases);                // 9
void appendDeflateCases(std::vector<Case> &cases, Scale scale); // 12, 13

// Building blocks for the tables.
Step frameStep(int opcode, Payload payload = {}, bool fin = true, int rsv = 0);
Step messageStep(int opcode, Payload payload, qsizetype fragment = 0);
Step closeStep(const QByteArray &body);
Step answerStep(qsizetype count);
QByteArray closeBody(int code, const QByteArray &reason = {});
// The same steps, but in writes of their own (Apart) or in writes of `chop` octets.
std::vector<Step> apart(std::vector<Step> steps);
std::vector<Step> chopped(std::vector<Step> steps, qsizetype chop, bool pause = true);
// The peer has to fail the connection; `first` are the events before it does.
Expectation failure(Events first = {}, int code = 1002);

} // namespace conformance
