// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/step.h"

#include "core/protocol/closecode.h"
#include "core/protocol/frame.h"
#include "core/record/conversation.h"
#include "core/record/messages.h"
#include "core/record/steps.h"

#include <algorithm>

namespace core {

namespace {

std::vector<Step> unknownSteps(const Conversation &conversation, quint32 number)
{
    const Unit &unit = conversation.units()[number];
    const quint64 present = conversation.index().length(number);
    Step step = stepAt(unit.reason() == UnknownReason::HeadLimit ? "step.unknown.limit"
                       : unit.reason() == UnknownReason::NotTls  ? "step.unknown.tls"
                                                                 : "step.unknown",
                       number, byteRange(0, present), unit.direction);
    step.values = {{QStringLiteral("bytes"), QString::number(present)}};
    return {step};
}

// The last Close that the receiver, who reset the connection, did not read any more.
std::vector<Step> undeliveredSteps(const Conversation &conversation, quint32 entry)
{
    const Direction receiver = conversation.recording().entries()[entry].direction;
    for (quint32 i = static_cast<quint32>(conversation.units().size()); i-- > 0;) {
        const Unit &unit = conversation.units()[i];
        if (unit.direction == receiver || !unit.isFrame() || !is(unit.opcode(), Opcode::Close))
            continue;
        Step step =
            stepAt("step.close.undelivered", i, byteRange(0, conversation.index().length(i)), receiver);
        step.entry = entry;
        return {step};
    }
    return {stepAtEvent("step.tcp.rst", entry, receiver)};
}

// RFC 6455 §7.1.5: each side goes by the first Close frame that it received itself.
int receivedCode(const Conversation &conversation, Direction receiver, bool stoppedReading)
{
    for (quint32 i = 0; i < conversation.units().size() && !stoppedReading; ++i) {
        const Unit &unit = conversation.units()[i];
        if (unit.direction == receiver || !unit.isFrame() || !unit.complete ||
            !is(unit.opcode(), Opcode::Close) || !conversation.wasDelivered(i))
            continue;
        return conversation.closeCodeOf(i);
    }
    return number(CloseCode::Abnormal);
}

std::vector<Step> closedSteps(const Conversation &conversation, const Turn &closing)
{
    const quint32 entry = closing.source;
    if (conversation.index().layer() == Layer::Tls)
        return {stepAtEvent("step.tls.closed", entry, conversation.recording().entries()[entry].direction)};
    if (conversation.index().layer() == Layer::Http)
        return {
            stepAtEvent("step.tcp.closed.http", entry, conversation.recording().entries()[entry].direction)};
    bool decided = false;
    bool stoppedReading[2] = {}; // client, server
    for (const Turn &turn : conversation.turns()) {
        if (turn.firstStep >= closing.firstStep)
            break;
        decided = decided || turn.kind == TurnKind::Open || turn.kind == TurnKind::HandshakeFailed ||
                  turn.kind == TurnKind::Frame;
        if (turn.kind == TurnKind::CloseUndelivered)
            stoppedReading[static_cast<std::size_t>(
                conversation.recording().entries()[turn.source].direction)] = true;
    }
    Step step = stepAtEvent(decided ? "step.tcp.closed" : "step.tcp.gone", entry,
                            conversation.recording().entries()[entry].direction);
    step.values = {{QStringLiteral("clientcode"),
                    QString::number(receivedCode(conversation, Direction::Client, stoppedReading[0]))},
                   {QStringLiteral("servercode"),
                    QString::number(receivedCode(conversation, Direction::Server, stoppedReading[1]))}};
    return {step};
}
} // namespace

Step findingStep(const Conversation &conversation, quint32 number)
{
    const Finding &finding = conversation.findings()[number];
    Step step;
    step.id = finding.check.rule->severity == Severity::Violation ? "step.finding.violation"
              : finding.check.rule->severity == Severity::Warning ? "step.finding.warning"
                                                                  : "step.finding.hint";
    step.who = finding.who;
    step.rule = finding.check.rule->id;
    step.part = static_cast<int>(number);
    if (finding.unit != Finding::noUnit) {
        step.unit = finding.unit;
        step.focus = finding.check.span;
    }
    step.values = {{QStringLiteral("rule"),
                    QString::fromLatin1(step.rule.data(), static_cast<qsizetype>(step.rule.size()))}};
    return step;
}

Step stepAt(std::string_view id, quint32 unit, BitSpan focus, Direction who)
{
    Step step;
    step.id = id;
    step.unit = unit;
    step.focus = focus;
    step.who = who;
    return step;
}

Step stepAtEvent(std::string_view id, quint32 entry, Direction who)
{
    Step step;
    step.id = id;
    step.entry = entry;
    step.who = who;
    return step;
}

std::vector<Step> stepsOf(const Conversation &conversation, const Turn &turn)
{
    const quint32 source = turn.source;
    const auto direction = [&] { return conversation.recording().entries()[source].direction; };
    switch (turn.kind) {
    case TurnKind::TcpConnect: {
        Step step = stepAtEvent("step.tcp.connect", source, Direction::Client);
        step.values = {{QStringLiteral("client"), conversation.connection().client},
                       {QStringLiteral("server"), conversation.connection().server}};
        return {step};
    }
    case TurnKind::Request:
    case TurnKind::Response:
        return httpSteps(conversation, source);
    case TurnKind::ServerChecks:
        return checkSteps(conversation, source, true);
    case TurnKind::Accept:
        return acceptSteps(conversation, source);
    case TurnKind::ClientChecks:
        return checkSteps(conversation, source, false);
    case TurnKind::Open:
    case TurnKind::HandshakeFailed:
        return {outcomeStep(conversation, source, turn.kind == TurnKind::Open)};
    case TurnKind::Frame:
        if (conversation.index().layer() == Layer::Tls)
            return {tlsStep(conversation, source)};
        return frameSteps(conversation, source);
    case TurnKind::Unknown:
        return unknownSteps(conversation, source);
    case TurnKind::TcpFin:
        return {stepAtEvent("step.tcp.fin", source, direction())};
    case TurnKind::TcpRst:
        return {stepAtEvent("step.tcp.rst", source, direction())};
    case TurnKind::TcpCut:
        return {stepAtEvent("step.tcp.cut", source, direction())};
    case TurnKind::CloseUndelivered:
        return undeliveredSteps(conversation, source);
    case TurnKind::TcpClosed:
        return closedSteps(conversation, turn);
    case TurnKind::Edit:
        return editSteps(conversation, source);
    case TurnKind::Finding:
        return {findingStep(conversation, source)};
    }
    return {};
}
quint32 stepCountOf(const Conversation &conversation, const Turn &turn)
{
    const bool isTls = conversation.index().layer() == Layer::Tls;
    return turn.kind == TurnKind::Frame ? (isTls ? 1 : frameStepCount(conversation, turn.source))
                                        : static_cast<quint32>(stepsOf(conversation, turn).size());
}

} // namespace core
