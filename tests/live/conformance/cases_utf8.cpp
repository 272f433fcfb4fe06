// SPDX-License-Identifier: GPL-3.0-or-later
#include "cases.h"

namespace conformance {

namespace {

// Each row is one message.
// '-'.
struct Sequences
{
    const char *title;
    std::vector<QByteArray> rows; // '+' valid, '-' invalid, then hex
};

const QByteArray greek = QByteArray::fromHex("cebae1bdb9cf83cebcceb5"); // kosme
const QByteArray edited = QByteArray::fromHex("656469746564");
const QByteArray outOfRange =
    QByteArray::fromHex("f4908080"); // U+110000, impossible from its second octet on

// An invalid row of all octets from `first` to `last`, each followed by `after`.
QByteArray run(int first, int last, const char *after)
{
    QByteArray row = "-";
    for (int octet = first; octet <= last; ++octet)
        row += QByteArray::number(octet, 16) + after;
    return row;
}

// 6.5 to 6.23. The original took its sequences from Markus Kuhn's stress test for decoders.
std::vector<Sequences> sequences()
{
    return {
        {"valid text",
         {"+68656c6c6f24776f726c64", "+68656c6c6fc2a2776f726c64", "+68656c6c6fe282ac776f726c64",
          "+68656c6c6ff0a4ada2776f726c64", "+cebae1bdb9cf83cebcceb5"}},
        {"prefixes of valid text",
         {"-ce", "+ceba", "-cebae1", "-cebae1bd", "+cebae1bdb9", "-cebae1bdb9cf", "+cebae1bdb9cf83",
          "-cebae1bdb9cf83ce", "+cebae1bdb9cf83cebc", "-cebae1bdb9cf83cebcce", "+cebae1bdb9cf83cebcceb5"}},
        {"first code point of each length", {"+00", "+c280", "+e0a080", "+f0908080"}},
        {"first sequence of 5 and 6 octets", {"-f888808080", "-fc8480808080"}},
        {"last code point of each length", {"+7f", "+dfbf", "+efbfbf", "+f48fbfbf"}},
        {"last sequence of 4, 5 and 6 octets", {"-f7bfbfbf", "-fbbfbfbfbf", "-fdbfbfbfbfbf"}},
        {"other boundaries", {"+ed9fbf", "+ee8080", "+efbfbd", "+f48fbfbf", "-f4908080"}},
        {"continuation octets alone",
         {"-80", "-bf", "-80bf", "-80bf80", "-80bf80bf", "-80bf80bf80", "-80bf80bf80bf",
          run(0x80, 0xbe, "")}},
        {"first octets alone",
         {run(0xc0, 0xde, "20"), run(0xe0, 0xee, "20"), run(0xf0, 0xf6, "20"), run(0xf8, 0xfa, "20"),
          run(0xfc, 0xfc, "20")}},
        {"last continuation octet missing",
         {"-c0", "-e080", "-f08080", "-f8808080", "-fc80808080", "-df", "-efbf", "-f7bfbf", "-fbbfbfbf",
          "-fdbfbfbfbf"}},
        {"unfinished sequences in a row", {"-c0e080f08080f8808080fc80808080dfefbff7bfbffbbfbfbffdbfbfbfbf"}},
        {"impossible octets", {"-fe", "-ff", "-fefeffff"}},
        {"overlong slash", {"-c0af", "-e080af", "-f08080af", "-f8808080af", "-fc80808080af"}},
        {"longest overlong sequences", {"-c1bf", "-e09fbf", "-f08fbfbf", "-f887bfbfbf", "-fc83bfbfbfbf"}},
        {"overlong NUL", {"-c080", "-e08080", "-f0808080", "-f880808080", "-fc8080808080"}},
        {"single surrogates", {"-eda080", "-edadbf", "-edae80", "-edafbf", "-edb080", "-edbe80", "-edbfbf"}},
        {"paired surrogates",
         {"-eda080edb080", "-eda080edbfbf", "-edadbfedb080", "-edadbfedbfbf", "-edae80edb080",
          "-edae80edbfbf", "-edafbfedb080", "-edafbfedbfbf"}},
        {"non-characters",
         {"+efbfbe",   "+efbfbf",   "+f09fbfbe", "+f09fbfbf", "+f0afbfbe", "+f0afbfbf", "+f0bfbfbe",
          "+f0bfbfbf", "+f18fbfbe", "+f18fbfbf", "+f19fbfbe", "+f19fbfbf", "+f1afbfbe", "+f1afbfbf",
          "+f1bfbfbe", "+f1bfbfbf", "+f28fbfbe", "+f28fbfbf", "+f29fbfbe", "+f29fbfbf", "+f2afbfbe",
          "+f2afbfbf", "+f2bfbfbe", "+f2bfbfbf", "+f38fbfbe", "+f38fbfbf", "+f39fbfbe", "+f39fbfbf",
          "+f3afbfbe", "+f3afbfbf", "+f3bfbfbe", "+f3bfbfbf", "+f48fbfbe", "+f48fbfbf"}},
        {"specials", {"+efbfb9", "+efbfba", "+efbfbb", "+efbfbc", "+efbfbd", "+efbfbe", "+efbfbf"}},
    };
}

Expectation echo(const QByteArray &text) { return {.ok = {{{EventKind::Text, text}}}}; }

Step quiet(const char *name, int limitMs)
{
    Step step;
    step.kind = StepKind::Quiet;
    step.name = name;
    step.limitMs = limitMs;
    return step;
}

Step release(qsizetype size)
{
    Step step;
    step.kind = StepKind::Release;
    step.size = size;
    return step;
}

// A text whose fault is in the second of three parts. A strict peer fails when it has the second part.
// Nothing is expected after the first, so a short wait is enough; the second wait ends as soon as the peer
// fails.
void appendFailFast(std::vector<Case> &cases)
{
    const QByteArray text = greek + outOfRange + edited;
    Expectation expect = failure({{EventKind::Quiet, "first"}}, 1007);
    expect.nonStrict = {{{EventKind::Quiet, "first"}, {EventKind::Quiet, "second"}}};
    const Step first = quiet("first", 100);
    const Step second = quiet("second", 2000);
    int number = 0;
    for (const bool frames : {true, false}) {
        for (const bool octetOnly : {false, true}) {
            const qsizetype one = octetOnly ? 12 : 11;
            const qsizetype two = octetOnly ? 13 : 15;
            std::vector<Step> steps;
            if (frames) {
                steps = {frameStep(1, text.left(one), false), first,
                         frameStep(0, text.mid(one, two - one), false), second, frameStep(0, text.mid(two))};
            } else {
                Step hold = frameStep(1, text);
                hold.kind = StepKind::Hold;
                steps = {hold, release(one), first, release(two - one), second, release(0)};
            }
            cases.push_back(
                {"6.4." + QByteArray::number(++number),
                 QByteArray("invalid text in three ") + (frames ? "frames" : "chops of a frame") +
                     (octetOnly ? ", the second is the faulty octet" : ", the second has the fault"),
                 steps, expect});
        }
    }
}

} // namespace

void appendUtf8Cases(std::vector<Case> &cases)
{
    const Step empty = frameStep(0, {}, false);
    cases.push_back({"6.1.1", "text message of 0 octets", {frameStep(1)}, echo({})});
    cases.push_back(
        {"6.1.2", "three fragments of 0 octets", {frameStep(1, {}, false), empty, frameStep(0)}, echo({})});
    cases.push_back({"6.1.3",
                     "three fragments, the middle one not empty",
                     {frameStep(1, {}, false), frameStep(0, "in the middle", false), frameStep(0)},
                     echo("in the middle")});

    const QByteArray western =
        QByteArray::fromHex("48656c6c6f2dc2b540c39fc3b6c3a4"); // Hello-, then five signs
    const QByteArray rest = QByteArray::fromHex("c3bcc3a0c3a12d5554462d382121");
    cases.push_back(
        {"6.2.1", "valid text in one frame", {frameStep(1, western + rest)}, echo(western + rest)});
    cases.push_back({"6.2.2",
                     "valid text in two fragments, cut between code points",
                     {frameStep(1, western, false), frameStep(0, rest)},
                     echo(western + rest)});
    cases.push_back({"6.2.3",
                     "valid text in fragments of 1 octet",
                     {messageStep(1, western + rest, 1)},
                     echo(western + rest)});
    cases.push_back(
        {"6.2.4", "valid Greek text in fragments of 1 octet", {messageStep(1, greek, 1)}, echo(greek)});

    const QByteArray surrogate = greek + QByteArray::fromHex("eda080") + edited;
    cases.push_back({"6.3.1", "invalid text in one frame", {frameStep(1, surrogate)}, failure({}, 1007)});
    cases.push_back(
        {"6.3.2", "invalid text in fragments of 1 octet", {messageStep(1, surrogate, 1)}, failure({}, 1007)});
    appendFailFast(cases);

    int group = 5;
    for (const Sequences &one : sequences()) {
        int number = 0;
        for (const QByteArray &row : one.rows) {
            const QByteArray text = QByteArray::fromHex(row.mid(1));
            cases.push_back({"6." + QByteArray::number(group) + '.' + QByteArray::number(++number),
                             QByteArray(one.title) + ": " + text.left(12).toHex(),
                             {frameStep(1, text)},
                             row.startsWith('+') ? echo(text) : failure({}, 1007)});
        }
        ++group;
    }
}

} // namespace conformance
