// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/steps.h"

#include "core/protocol/accept.h"
#include "core/record/conversation.h"

namespace core {

namespace {

QString latin(const QByteArray &bytes) { return QString::fromLatin1(bytes); }

BitSpan bitsOf(HeadRange range) { return byteRange(range.offset, range.length); }

} // namespace

std::vector<Step> httpSteps(const Conversation &conversation, quint32 number)
{
    const Unit &unit = conversation.units()[number];
    const HttpHead head = conversation.index().head(number);
    const bool isResponse = head.isResponse;
    const bool isPlain = conversation.connection().layer == Layer::Http; // stated: what was said stays
    const auto make = [&](std::string_view request, std::string_view response, HeadRange range) {
        return stepAt(isResponse ? response : request, number, bitsOf(range), unit.direction);
    };
    std::vector<Step> steps;
    for (const HeadLine &line : head.lines) {
        switch (line.form) {
        case HeadLine::Form::Start:
            steps.push_back(make("step.request.line",
                                 isPlain ? "step.response.line.http" : "step.response.line", line.all()));
            steps.back().values = {{QStringLiteral("method"), latin(head.startPart(0))},
                                   {QStringLiteral("target"), latin(head.startPart(1))},
                                   {QStringLiteral("status"), latin(head.startPart(1))},
                                   {QStringLiteral("reason"), latin(head.startPart(2))}};
            break;
        case HeadLine::Form::Field:
        case HeadLine::Form::Fold:
        case HeadLine::Form::Malformed:
            steps.push_back(make("step.request.header", "step.response.header", line.all()));
            steps.back().values = {
                {QStringLiteral("name"),
                 latin(head.text(line.form == HeadLine::Form::Field ? line.name : line.text))},
                {QStringLiteral("value"), latin(head.text(line.value))}};
            break;
        case HeadLine::Form::Empty:
            if (line.lineEnd.length > 0 && head.complete)
                steps.push_back(make(isPlain ? "step.request.end.http" : "step.request.end",
                                     isPlain                ? "step.response.end.http"
                                     : head.status() == 101 ? "step.response.end"
                                                            : "step.response.end.refused",
                                     line.all()));
            break;
        }
    }
    const quint64 present = conversation.index().length(number);
    if (present > unit.headerLength && head.complete) {
        steps.push_back(make(
            isPlain ? "step.request.body.http" : "step.request.body",
            isPlain ? "step.response.body.http" : "step.response.body",
            {static_cast<quint32>(unit.headerLength), static_cast<quint32>(present - unit.headerLength)}));
        steps.back().values = {{QStringLiteral("bytes"), QString::number(present - unit.headerLength)}};
    }
    if (!unit.complete) {
        steps.push_back(stepAt(isResponse ? "step.response.incomplete" : "step.request.incomplete", number,
                               byteRange(0, present), unit.direction));
        steps.back().values = {{QStringLiteral("bytes"), QString::number(present)}};
    }
    return steps;
}

std::vector<Step> checkSteps(const Conversation &conversation, quint32 number, bool byServer)
{
    std::vector<Step> steps;
    const std::vector<Check> checks = conversation.checksOf(number);
    for (std::size_t i = 0; i < checks.size(); ++i) {
        const Check &check = checks[i];
        const std::string_view id = byServer
                                        ? (check.kept ? "step.server.check" : "step.server.check.failed")
                                        : (check.kept ? "step.client.check" : "step.client.check.failed");
        steps.push_back(stepAt(id, number, check.span, byServer ? Direction::Server : Direction::Client));
        steps.back().part = static_cast<int>(i);
        steps.back().rule = check.rule->id;
        steps.back().values = {
            {QStringLiteral("rule"),
             QString::fromLatin1(check.rule->id.data(), static_cast<qsizetype>(check.rule->id.size()))}};
    }
    return steps;
}

std::vector<Step> acceptSteps(const Conversation &conversation, quint32 request)
{
    static constexpr std::string_view ids[] = {"step.accept.key", "step.accept.concatenate",
                                               "step.accept.hash", "step.accept.encode"};
    const QByteArray key = conversation.index().head(request).joined("Sec-WebSocket-Key");
    const Field tree = conversation.fieldsOf(request);
    const Field *const field = findField(tree, "http.request.key");
    const BitSpan focus = field != nullptr ? field->span : BitSpan{};
    std::vector<Step> steps;
    for (const std::string_view id : ids) {
        steps.push_back(stepAt(id, request, focus, Direction::Server));
        steps.back().part = static_cast<int>(steps.size()) - 1;
        steps.back().values = {{QStringLiteral("key"), latin(key)},
                               {QStringLiteral("accept"), latin(deriveAccept(key).accept)}};
    }
    return steps;
}

Step outcomeStep(const Conversation &conversation, quint32 response, bool open)
{
    const HttpHead head = conversation.index().head(response);
    // There HTTP ends; else the status says why not.
    const HeadRange place = open ? head.lines.back().all() : head.lines.front().parts[1];
    Step step =
        stepAt(open ? "step.open" : "step.handshake.failed", response, bitsOf(place), Direction::Client);
    step.values = {{QStringLiteral("status"), latin(head.startPart(1))}};
    return step;
}

} // namespace core
