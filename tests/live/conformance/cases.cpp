// SPDX-License-Identifier: GPL-3.0-or-later
#include "cases.h"

#include <QList>

#include <algorithm>

namespace conformance {

QByteArray Payload::bytes() const
{
    if (length < 0 || pattern.isEmpty())
        return pattern;
    return pattern.repeated((length + pattern.size() - 1) / pattern.size()).left(length);
}

bool Payload::equals(const QByteArray &other) const { return other.size() == size() && other == bytes(); }

Step frameStep(int opcode, Payload payload, bool fin, int rsv)
{
    Step step;
    step.frame.opcode = opcode;
    step.frame.payload = std::move(payload);
    step.frame.fin = fin;
    step.frame.rsv = rsv;
    return step;
}

Step messageStep(int opcode, Payload payload, qsizetype fragment)
{
    Step step = frameStep(opcode, std::move(payload));
    step.kind = StepKind::Message;
    step.size = fragment;
    return step;
}

Step closeStep(const QByteArray &body)
{
    Step step = frameStep(8, body);
    step.kind = StepKind::Close;
    return step;
}

Step answerStep(qsizetype count)
{
    Step step;
    step.kind = StepKind::Answer;
    step.count = count;
    return step;
}

QByteArray closeBody(int code, const QByteArray &reason)
{
    QByteArray body;
    body.append(static_cast<char>(code >> 8));
    body.append(static_cast<char>(code & 0xff));
    return body + reason;
}

std::vector<Step> apart(std::vector<Step> steps)
{
    for (Step &step : steps)
        step.delivery = Delivery::Apart;
    return steps;
}

std::vector<Step> chopped(std::vector<Step> steps, qsizetype chop, bool pause)
{
    for (Step &step : steps) {
        step.delivery = Delivery::Chopped;
        step.chop = chop;
        step.pause = pause;
    }
    return steps;
}

Expectation failure(Events first, int code)
{
    Expectation expect;
    // A peer that fails before it has answered what went before is tolerated, as the original does.
    if (!first.empty())
        expect.nonStrict = {{}};
    expect.ok = {std::move(first)};
    expect.ending = Ending::Peer;
    expect.codes = {code};
    expect.clean = false;
    return expect;
}

std::vector<Case> allCases(Scale scale)
{
    std::vector<Case> cases;
    appendFramingCases(cases);
    appendRuleCases(cases);
    appendFragmentationCases(cases);
    appendUtf8Cases(cases);
    appendCloseCases(cases);
    appendLimitCases(cases);
    appendDeflateCases(cases, scale);
    // The parts are written by subject; the order is that of the numbers.
    std::ranges::stable_sort(cases, {}, [](const Case &one) {
        std::vector<int> numbers;
        for (const QByteArray &part : one.id.split('.'))
            numbers.push_back(part.toInt());
        return numbers;
    });
    return cases;
}

std::vector<Case> selectCases(Scale scale, const QList<QByteArray> &groups)
{
    std::vector<Case> cases = allCases(scale);
    if (!groups.isEmpty())
        std::erase_if(cases, [&](const Case &one) {
            return std::ranges::none_of(groups, [&](const QByteArray &group) {
                return one.id == group || one.id.startsWith(group + '.');
            });
        });
    return cases;
}

} // namespace conformance
