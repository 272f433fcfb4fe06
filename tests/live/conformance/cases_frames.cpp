// SPDX-License-Identifier: GPL-3.0-or-later
#include "cases.h"

namespace conformance {

namespace {

const QByteArray hello = "Hello, world!";

Expectation echo(EventKind kind, Payload payload) { return {.ok = {{{kind, std::move(payload)}}}}; }

QByteArray numbered(const char *group, qsizetype number)
{
    return QByteArray(group) + '.' + QByteArray::number(number);
}

// 3 and 4: a message, the frame that is not allowed, a Ping that nobody should answer any more.
std::vector<Step> between(Step bad) { return {frameStep(1, hello), std::move(bad), frameStep(9)}; }

void appendReserved(std::vector<Case> &cases, const char *group, int first, const QByteArray &kind)
{
    const Expectation afterEcho = failure({{EventKind::Text, hello}});
    const auto title = [&](int number, const char *more) {
        return kind + " opcode " + QByteArray::number(first + number) + more;
    };
    cases.push_back({numbered(group, 1), title(0, ", empty"), {frameStep(first)}, failure()});
    cases.push_back({numbered(group, 2),
                     title(1, ", with payload"),
                     {frameStep(first + 1, "reserved opcode payload")},
                     failure()});
    cases.push_back({numbered(group, 3), title(2, " after a message, then a Ping"),
                     between(frameStep(first + 2)), afterEcho});
    cases.push_back({numbered(group, 4), title(3, " with payload after a message, then a Ping"),
                     between(frameStep(first + 3, hello)), afterEcho});
    cases.push_back({numbered(group, 5),
                     title(4, " with payload after a message, then a Ping, octet by octet"),
                     chopped(between(frameStep(first + 4, hello)), 1), afterEcho});
}

} // namespace

void appendFramingCases(std::vector<Case> &cases)
{
    struct Kind
    {
        const char *group;
        const char *word;
        int opcode;
        EventKind event;
        QByteArray octet;
    };
    const qsizetype lengths[] = {0, 125, 126, 127, 128, 65535, 65536, 65536};
    for (const Kind &kind : {Kind{"1.1", "text", 1, EventKind::Text, "*"},
                             Kind{"1.2", "binary", 2, EventKind::Binary, "\xfe"}}) {
        for (qsizetype i = 0; i < 8; ++i) {
            const Payload payload(kind.octet, lengths[i]);
            std::vector<Step> steps = {frameStep(kind.opcode, payload)};
            QByteArray title =
                QByteArray(kind.word) + " message of " + QByteArray::number(lengths[i]) + " octets";
            if (i == 7) {
                steps = chopped(std::move(steps), 997);
                title += ", in chops of 997";
            }
            cases.push_back({numbered(kind.group, i + 1), title, steps, echo(kind.event, payload)});
        }
    }

    const QByteArray binary = QByteArray::fromHex("00fffefdfcfb00ff");
    const QByteArray longest(125, '\xfe');
    const auto pong = [](const QByteArray &payload) { return echo(EventKind::Pong, payload); };
    cases.push_back({"2.1", "Ping, empty", {frameStep(9)}, pong({})});
    cases.push_back({"2.2", "Ping with text", {frameStep(9, hello)}, pong(hello)});
    cases.push_back({"2.3", "Ping with octets that are not UTF-8", {frameStep(9, binary)}, pong(binary)});
    cases.push_back({"2.4", "Ping of 125 octets", {frameStep(9, longest)}, pong(longest)});
    cases.push_back({"2.5", "Ping of 126 octets", {frameStep(9, Payload("\xfe", 126))}, failure()});
    cases.push_back(
        {"2.6", "Ping of 125 octets, octet by octet", chopped({frameStep(9, longest)}, 1), pong(longest)});
    // Nothing may come back: the Close that follows is the barrier, so no time has to pass.
    cases.push_back({"2.7", "Pong nobody asked for, empty", {frameStep(10)}, {.ok = {{}}}});
    cases.push_back(
        {"2.8", "Pong nobody asked for, with payload", {frameStep(10, "unsolicited")}, {.ok = {{}}}});
    cases.push_back({"2.9",
                     "Pong nobody asked for, then a Ping",
                     {frameStep(10, "unsolicited"), frameStep(9, "a ping")},
                     pong("a ping")});
    std::vector<Step> pings;
    Events pongs;
    for (int i = 0; i < 10; ++i) {
        pings.push_back(frameStep(9, "payload-" + QByteArray::number(i)));
        pongs.push_back({EventKind::Pong, pings.back().frame.payload});
    }
    cases.push_back({"2.10", "ten Pings", pings, {.ok = {pongs}}});
    cases.push_back({"2.11", "ten Pings, octet by octet", chopped(pings, 1), {.ok = {pongs}}});

    const Payload stars("*", 65536);
    cases.push_back({"10.1.1",
                     "text message of 65536 octets in fragments of 1300",
                     {messageStep(1, stars, 1300)},
                     echo(EventKind::Text, stars)});
}

void appendRuleCases(std::vector<Case> &cases)
{
    const Expectation afterEcho = failure({{EventKind::Text, hello}});
    const QByteArray binary = QByteArray::fromHex("00fffefdfcfb00ff");
    cases.push_back({"3.1", "text with RSV3", {frameStep(1, hello, true, 1)}, failure()});
    cases.push_back({"3.2", "text, text with RSV2, Ping", between(frameStep(1, hello, true, 2)), afterEcho});
    cases.push_back({"3.3", "text, text with RSV2 and RSV3, Ping, frame by frame",
                     apart(between(frameStep(1, hello, true, 3))), afterEcho});
    cases.push_back({"3.4", "text, text with RSV1, Ping, octet by octet",
                     chopped(between(frameStep(1, hello, true, 4)), 1), afterEcho});
    cases.push_back({"3.5", "binary with RSV1 and RSV3", {frameStep(2, binary, true, 5)}, failure()});
    cases.push_back({"3.6", "Ping with RSV1 and RSV2", {frameStep(9, hello, true, 6)}, failure()});
    // A Frame step, not a Close step: the tester has not closed with this.
    cases.push_back({"3.7", "Close with all three RSV bits", {frameStep(8, {}, true, 7)}, failure()});
    appendReserved(cases, "4.1", 3, "reserved data");
    appendReserved(cases, "4.2", 11, "reserved control");
}

void appendFragmentationCases(std::vector<Case> &cases)
{
    const auto add = [&](int number, const char *title, std::vector<Step> steps, Expectation expect) {
        cases.push_back({numbered("5", number), title, std::move(steps), std::move(expect)});
    };
    const auto thrice = [&](int number, const char *title, const std::vector<Step> &steps,
                            const Expectation &expect) {
        add(number, title, steps, expect);
        add(number + 1, (QByteArray(title) + ", frame by frame").constData(), apart(steps), expect);
        add(number + 2, (QByteArray(title) + ", octet by octet").constData(), chopped(steps, 1), expect);
    };
    add(1, "Ping in two fragments", {frameStep(9, "fragment1", false), frameStep(0, "fragment2")}, failure());
    add(2, "Pong in two fragments", {frameStep(10, "fragment1", false), frameStep(0, "fragment2")},
        failure());
    const Step one = frameStep(1, "fragment1", false);
    const Step two = frameStep(0, "fragment2");
    thrice(3, "text in two fragments", {one, two}, echo(EventKind::Text, "fragment1fragment2"));
    thrice(6, "text in two fragments, a Ping between", {one, frameStep(9, "a ping"), two},
           {.ok = {{{EventKind::Pong, "a ping"}, {EventKind::Text, "fragment1fragment2"}}}});
    thrice(9, "final continuation of nothing, then text",
           {frameStep(0, "continues nothing"), frameStep(1, hello)}, failure());
    thrice(12, "continuation of nothing, then text",
           {frameStep(0, "continues nothing", false), frameStep(1, hello)}, failure());
    add(15, "text in two fragments, continuation of nothing, text",
        {one, two, frameStep(0, "fragment3", false), frameStep(1, "fragment4")},
        failure({{EventKind::Text, "fragment1fragment2"}}));
    for (const bool fin : {false, true}) {
        const std::vector<Step> once = {frameStep(0, "fragment1", fin), frameStep(1, "fragment2", false),
                                        frameStep(0, "fragment3")};
        std::vector<Step> twice = once;
        twice.insert(twice.end(), once.begin(), once.end());
        add(fin ? 17 : 16,
            fin ? "twice: final continuation of nothing, text in two fragments"
                : "twice: continuation of nothing, text in two fragments",
            twice, failure());
    }
    add(18, "text in two fragments, both with opcode 1", {one, frameStep(1, "fragment2")}, failure());
    // The first Pong has to come while the message is still open.
    const std::vector<Step> long5 = {one,
                                     frameStep(0, "fragment2", false),
                                     frameStep(9, "first ping"),
                                     answerStep(1),
                                     frameStep(0, "fragment3", false),
                                     frameStep(0, "fragment4", false),
                                     frameStep(9, "second ping"),
                                     frameStep(0, "fragment5")};
    const Expectation both = {.ok = {{{EventKind::Pong, "first ping"},
                                      {EventKind::Pong, "second ping"},
                                      {EventKind::Text, "fragment1fragment2fragment3fragment4fragment5"}}}};
    add(19, "text in five fragments, two Pings between", long5, both);
    add(20, "text in five fragments, two Pings between, frame by frame", apart(long5), both);
}

} // namespace conformance
