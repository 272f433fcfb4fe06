// SPDX-License-Identifier: GPL-3.0-or-later
#include "cases.h"

namespace conformance {

namespace {

constexpr qsizetype kibi = 1024;
constexpr qsizetype mebi = 1024 * kibi;
constexpr int patient = 100'000;

struct Kind
{
    int opcode;
    EventKind event;
    QByteArray word;
    QByteArray pattern;
};

QByteArray sized(qsizetype octets)
{
    if (octets >= mebi)
        return QByteArray::number(octets / mebi) + " MiB";
    if (octets >= kibi)
        return QByteArray::number(octets / kibi) + " KiB";
    return QByteArray::number(octets) + " octets";
}

} // namespace

void appendLimitCases(std::vector<Case> &cases)
{
    const Kind kinds[] = {{1, EventKind::Text, "text", "Framescope"},
                          {2, EventKind::Binary, "binary", QByteArray::fromHex("00fe23faf0")}};
    for (int k = 0; k < 2; ++k) {
        const Kind &kind = kinds[k];
        int number = 0;
        const auto add = [&](int group, const QByteArray &title, std::vector<Step> steps, Payload back) {
            cases.push_back({"9." + QByteArray::number(group + k) + '.' + QByteArray::number(++number),
                             kind.word + " message" + title,
                             std::move(steps),
                             {.ok = {{{kind.event, std::move(back)}}}},
                             {},
                             patient});
        };
        for (const qsizetype size : {64 * kibi, 256 * kibi, mebi, 4 * mebi, 8 * mebi, 16 * mebi}) {
            const Payload payload(kind.pattern, size);
            add(1, " of " + sized(size), {frameStep(kind.opcode, payload)}, payload);
        }
        number = 0;
        for (qsizetype size = 64; size <= 4 * mebi; size *= 4) {
            const Payload payload(kind.pattern, 4 * mebi);
            add(3, " of 4 MiB in fragments of " + sized(size), {messageStep(kind.opcode, payload, size)},
                payload);
        }
        number = 0;
        for (qsizetype size = 64; size <= 2048; size *= 2) {
            const Payload payload(kind.pattern, mebi);
            add(5, " of 1 MiB in chops of " + sized(size),
                chopped({frameStep(kind.opcode, payload)}, size, false), payload);
        }
        number = 0;
        for (const qsizetype size : {0, 16, 64, 256, 1024, 4096}) {
            Step step = messageStep(kind.opcode, Payload(kind.pattern, size));
            step.kind = StepKind::RoundTrips;
            step.count = 1000;
            cases.push_back({"9." + QByteArray::number(7 + k) + '.' + QByteArray::number(++number),
                             "1000 round trips of a " + kind.word + " message of " + sized(size),
                             {step},
                             {.ok = {{}}},
                             {},
                             patient});
        }
    }
}

} // namespace conformance
