// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/referee/rule.h"

#include <algorithm>
#include <iterator>

namespace core {

namespace {

using enum RuleKind;
using enum Severity;
constexpr auto Must = RuleLevel::Must;
constexpr auto Should = RuleLevel::Should;
constexpr auto Hinted = RuleLevel::Hinted;
constexpr auto None = RuleLevel::None;

// clang-format off: a row a line
constexpr Rule rules[] = {
    {"REQ-01", "RFC 6455 §4.1", Must, Wire, Violation, "http.request.method", 0, 400},
    {"REQ-02", "RFC 6455 §4.1", Must, Wire, Violation, "http.request.http-version", 0, 400},
    {"REQ-03", "RFC 6455 §4.1", Must, Wire, Violation, "http.request.target", 0, 400},
    {"REQ-04", "RFC 6455 §3", Must, Wire, Violation, "http.request.target", 0, 400},
    {"REQ-05", "RFC 6455 §4.1", Must, Wire, Violation, "http.request.host", 0, 400},
    {"REQ-06", "RFC 9112 §3.2", Must, Wire, Violation, "http.request.host", 0, 400},
    {"REQ-07", "RFC 6455 §4.1", Must, Wire, Violation, "http.request.upgrade", 0, 400},
    {"REQ-08", "RFC 6455 §4.1", Must, Wire, Violation, "http.request.connection", 0, 400},
    {"REQ-09", "RFC 6455 §4.1", Must, Wire, Violation, "http.request.key", 0, 400},
    {"REQ-10", "RFC 6455 §11.3.1", Must, Wire, Violation, "http.request.key", 0, 400},
    {"REQ-11", "RFC 6455 §4.1", Must, Wire, Violation, "http.request.key", 0, 400},
    {"REQ-12", "RFC 6455 §4.2.1", Must, Wire, Violation, "http.request.key", 0, 400},
    {"REQ-13", "RFC 4648 §3.5", Should, Wire, Warning, "http.request.key.text", 0, 400},
    {"REQ-14", "RFC 6455 §4.1", Hinted, Wire, Hint, "http.request.key", 0, 0},
    {"REQ-15", "RFC 6455 §4.1", Must, Wire, Violation, "http.request.version", 0, 400},
    {"REQ-16", "RFC 6455 §11.3.5", Must, Wire, Violation, "http.request.version", 0, 400},
    {"REQ-17", "RFC 6455 §4.3", Must, Wire, Violation, "http.request.version", 0, 400},
    {"REQ-18", "RFC 6455 §4.2.2", Must, Wire, Violation, "http.request.version", 0, 426},
    {"REQ-19", "RFC 6455 §4.1", Must, Wire, Violation, "http.request.origin", 0, 403},
    {"REQ-20", "RFC 6455 §4.1", Must, Wire, Violation, "http.request.protocol", 0, 400},
    {"REQ-21", "RFC 6455 §4.1", Must, Wire, Violation, "http.request.protocol", 0, 400},
    {"REQ-22", "RFC 6455 §9.1", Must, Wire, Violation, "http.request.extensions", 0, 400},
    {"REQ-23", "RFC 6455 §9.1", Must, Wire, Violation, "http.request.extensions", 0, 400},
    {"REQ-24", "RFC 6455 §9.1", Must, Wire, Warning, "http.extension.name", 0, 0},
    {"REQ-25", "RFC 6455 §4.1", Must, Wire, Violation, "ws.frame", 0, 400},
    {"REQ-26", "RFC 9112 §5.1", Must, Wire, Violation, "http.header.name", 0, 400},
    {"REQ-27", "RFC 9110 §5.5", Must, Wire, Violation, "http.header.value", 0, 400},
    {"REQ-28", "RFC 9112 §5.2", Must, Wire, Violation, "http.header", 0, 400},
    {"REQ-29", "RFC 9112 §2.2", Must, Wire, Warning, "http.crlf", 0, 0},
    {"REQ-30", "RFC 9112 §6.3", Must, Wire, Violation, "http.header.value", 0, 400},
    {"REQ-31", "RFC 9112 §6.2", Must, Wire, Violation, "http.header", 0, 400},
    {"REQ-32", "RFC 9112 §3", Must, Wire, Violation, "http.request.line", 0, 400},
    {"REQ-33", "RFC 6455 §10.4", Should, Policy, Hint, "http.headers", 0, 431},
    {"REQ-34", "RFC 6455 §11.3.3", Hinted, Wire, Hint, "http.header", 0, 0},
    {"REQ-35", "RFC 6455 §4.1", Must, Wire, Warning, "", 0, 0},
    {"REQ-36", "RFC 6455 §4.1", Must, Policy, Warning, "tls.extensions", 0, 0},
    {"RSP-01", "RFC 6455 §4.1", Must, Wire, Violation, "http.response.status", 0, 0},
    {"RSP-02", "RFC 6455 §4.2.2", Must, Wire, Violation, "http.response.http-version", 0, 0},
    {"RSP-03", "RFC 6455 §4.1", Must, Wire, Violation, "http.response.upgrade", 0, 0},
    {"RSP-04", "RFC 6455 §4.1", Must, Wire, Violation, "http.response.connection", 0, 0},
    {"RSP-05", "RFC 6455 §4.1", Must, Wire, Violation, "http.response.accept", 0, 0},
    {"RSP-06", "RFC 6455 §4.1", Must, Wire, Violation, "http.response.accept", 0, 0},
    {"RSP-07", "RFC 6455 §11.3.3", Must, Wire, Violation, "http.response.accept", 0, 0},
    {"RSP-08", "RFC 6455 §4.1", Must, Wire, Violation, "http.response.protocol", 0, 0},
    {"RSP-09", "RFC 6455 §11.3.4", Must, Wire, Violation, "http.response.protocol", 0, 0},
    {"RSP-10", "RFC 6455 §4.1", Must, Wire, Violation, "http.response.extensions", 0, 0},
    {"RSP-11", "RFC 6455 §9.1", Must, Wire, Violation, "http.response.extensions", 0, 0},
    {"RSP-12", "RFC 6455 §4.2.2", None, Legal, Never, "http.response.extensions", 0, 0},
    {"RSP-13", "RFC 6455 §4.2.2", Must, Wire, Violation, "http.response.version", 0, 0},
    {"RSP-14", "RFC 9110 §15.5.22", Must, Wire, Violation, "http.response.upgrade", 0, 0},
    {"RSP-15", "RFC 9110 §8.6", Must, Wire, Warning, "http.header", 0, 0},
    {"RSP-16", "RFC 6455 §4.2.1", Must, Wire, Violation, "http.response.status", 0, 0},
    {"RSP-17", "RFC 6455 §4.2.2", Must, Wire, Violation, "http.response.status", 0, 0},
    {"RSP-18", "RFC 6455 §4.2.2", Must, Wire, Violation, "bytes.unknown", 0, 0},
    {"RSP-19", "RFC 6455 §4.2.2", None, Legal, Never, "", 0, 0},
    {"RSP-20", "RFC 9112 §5", Must, Wire, Violation, "http.header", 0, 0},
    {"RSP-21", "RFC 6455 §8.1", Must, Wire, Warning, "http.header.value", 0, 0},
    {"FRM-01", "RFC 6455 §5.1", Must, Wire, Violation, "ws.frame.mask", 1002, 0},
    {"FRM-02", "RFC 6455 §5.1", Must, Wire, Violation, "ws.frame.mask", 1002, 0},
    {"FRM-03", "RFC 6455 §5.2", Must, Wire, Violation, "ws.frame.rsv1", 1002, 0},
    {"FRM-04", "RFC 6455 §5.2", Must, Wire, Violation, "ws.frame.rsv2", 1002, 0},
    {"FRM-05", "RFC 6455 §5.2", Must, Wire, Violation, "ws.frame.rsv3", 1002, 0},
    {"FRM-06", "RFC 6455 §5.2", Must, Wire, Violation, "ws.frame.opcode", 1002, 0},
    {"FRM-07", "RFC 6455 §5.2", Must, Wire, Violation, "ws.frame.opcode", 1002, 0},
    {"FRM-08", "RFC 6455 §5.2", Must, Wire, Violation, "ws.frame.length16", 1002, 0},
    {"FRM-09", "RFC 6455 §5.2", Must, Wire, Violation, "ws.frame.length64", 1002, 0},
    {"FRM-10", "RFC 6455 §5.2", Must, Wire, Violation, "ws.frame.length64", 1002, 0},
    {"FRM-11", "RFC 6455 §10.4", Must, Policy, Hint, "ws.frame.length64", 1009, 0},
    {"FRM-12", "RFC 6455 §5.5", Must, Wire, Violation, "ws.frame.length", 1002, 0},
    {"FRM-13", "RFC 6455 §5.5", Must, Wire, Violation, "ws.frame.fin", 1002, 0},
    {"FRM-14", "RFC 6455 §5.3", Must, Wire, Hint, "ws.frame.key", 0, 0},
    {"FRM-15", "RFC 6455 §5.3", Hinted, Legal, Never, "ws.frame.key", 0, 0},
    {"FRM-16", "RFC 6455 §7.1.5", None, Fact, Hint, "ws.frame", 1006, 0},
    {"FRM-17", "RFC 6455 §5.2", None, Legal, Never, "ws.frame", 0, 0},
    {"MSG-01", "RFC 6455 §5.4", Must, Wire, Violation, "ws.frame.opcode", 1002, 0},
    {"MSG-02", "RFC 6455 §5.4", Must, Wire, Violation, "ws.frame.opcode", 1002, 0},
    {"MSG-03", "RFC 6455 §5.4", Must, Legal, Never, "ws.frame.opcode", 0, 0},
    {"MSG-04", "RFC 6455 §5.4", Must, Explain, Never, "ws.frame.opcode", 0, 0},
    {"MSG-05", "RFC 6455 §5.4", None, Legal, Never, "ws.frame.fin", 0, 0},
    {"MSG-06", "RFC 6455 §5.5.1", Hinted, Wire, Hint, "ws.frame.fin", 0, 0},
    {"MSG-07", "RFC 6455 §10.4", Must, Policy, Hint, "ws.frame.payload", 1009, 0},
    {"MSG-08", "RFC 6455 §10.4", Must, Policy, Hint, "ws.frame.opcode", 1008, 0},
    {"MSG-09", "RFC 6455 §5.5.2", Must, Wire, Warning, "ws.frame.payload", 0, 0},
    {"MSG-10", "RFC 6455 §5.5.3", Must, Wire, Warning, "ws.frame.payload", 0, 0},
    {"MSG-11", "RFC 6455 §5.5.3", None, Legal, Never, "ws.frame.opcode", 0, 0},
    {"MSG-12", "RFC 6455 §7.4.1", None, Policy, Hint, "ws.frame.opcode", 1003, 0},
    {"TXT-01", "RFC 6455 §5.6", Must, Wire, Violation, "ws.frame.payload", 1007, 0},
    {"TXT-02", "RFC 6455 §5.6", None, Legal, Never, "ws.frame.payload", 0, 0},
    {"TXT-03", "RFC 3629 §3", Must, Wire, Violation, "ws.frame.payload", 1007, 0},
    {"TXT-04", "RFC 3629 §3", Must, Wire, Violation, "ws.frame.payload", 1007, 0},
    {"TXT-05", "RFC 3629 §3", Must, Wire, Violation, "ws.frame.payload", 1007, 0},
    {"TXT-06", "RFC 6455 §5.6", Must, Wire, Violation, "ws.frame.payload", 1007, 0},
    {"TXT-07", "RFC 6455 §8.1", Should, Policy, Never, "ws.frame.payload", 1007, 0},
    {"TXT-08", "RFC 3629 §4", None, Legal, Never, "ws.frame.payload", 0, 0},
    {"TXT-09", "RFC 7692 §7.2.2", Must, Wire, Violation, "ws.frame.payload", 1007, 0},
    {"CLS-01", "RFC 6455 §5.5.1", Must, Wire, Violation, "ws.frame.payload", 1002, 0},
    {"CLS-02", "RFC 6455 §7.4.1", Should, Wire, Warning, "ws.frame.close.code", 1002, 0},
    {"CLS-03", "RFC 6455 §7.4.1", Must, Wire, Violation, "ws.frame.close.code", 1002, 0},
    {"CLS-04", "RFC 6455 §7.4.1", Must, Wire, Violation, "ws.frame.close.code", 1002, 0},
    {"CLS-05", "RFC 6455 §7.4.1", Must, Wire, Violation, "ws.frame.close.code", 1002, 0},
    {"CLS-06", "RFC 6455 §7.4.2", Must, Wire, Violation, "ws.frame.close.code", 1002, 0},
    {"CLS-07", "RFC 6455 §7.4.2", Must, Wire, Violation, "ws.frame.close.code", 1002, 0},
    {"CLS-08", "RFC 6455 §7.4.2", Hinted, Wire, Hint, "ws.frame.close.code", 1002, 0},
    {"CLS-09", "RFC 6455 §7.4.2", None, Legal, Never, "ws.frame.close.code", 0, 0},
    {"CLS-10", "RFC 6455 §7.4.2", None, Legal, Never, "ws.frame.close.code", 0, 0},
    {"CLS-11", "RFC 6455 §5.5.1", Must, Wire, Violation, "ws.frame.close.reason", 1007, 0},
    {"CLS-12", "RFC 6455 §5.5", Must, Wire, Violation, "ws.frame.length", 1002, 0},
    {"CLS-13", "RFC 6455 §7.4.1", Hinted, Wire, Hint, "ws.frame.close.code", 0, 0},
    {"CLS-14", "RFC 6455 §7.4.1", Hinted, Wire, Hint, "ws.frame.close.code", 0, 0},
    {"CLS-15", "RFC 6455 §5.5.1", Must, Wire, Violation, "ws.frame.opcode", 0, 0},
    {"CLS-16", "RFC 6455 §5.5.1", Hinted, Wire, Hint, "ws.frame.opcode", 0, 0},
    {"CLS-17", "RFC 6455 §5.5.1", Must, Wire, Warning, "ws.frame.close.code", 0, 0},
    {"CLS-18", "RFC 6455 §5.5.1", Must, Wire, Warning, "", 0, 0},
    {"CLS-19", "RFC 6455 §7.1.5", None, Fact, Never, "", 0, 0},
    {"CLS-20", "RFC 6455 §7.1.4", None, Fact, Never, "", 0, 0},
    {"CLS-21", "RFC 6455 §7.1.7", Must, Policy, Never, "", 0, 0},
    {"CLS-22", "RFC 6455 §7.1.7", Should, Wire, Warning, "", 0, 0},
    {"PMD-01", "RFC 7692 §7", Must, Wire, Warning, "http.extension.parameter", 0, 0},
    {"PMD-02", "RFC 7692 §7", Must, Wire, Warning, "http.extension.parameter", 0, 0},
    {"PMD-03", "RFC 7692 §7.1.1", Must, Wire, Warning, "http.extension.parameter", 0, 0},
    {"PMD-04", "RFC 7692 §7.1.2.1", Must, Wire, Warning, "http.extension.parameter", 0, 0},
    {"PMD-05", "RFC 7692 §7.1.2", Must, Wire, Warning, "http.extension.parameter", 0, 0},
    {"PMD-06", "RFC 7692 §7.1.2.2", Must, Wire, Warning, "http.extension.parameter", 0, 0},
    {"PMD-07", "RFC 7692 §5", Must, Wire, Violation, "http.response.status", 0, 0},
    {"PMD-08", "RFC 7692 §7", Must, Wire, Violation, "http.extension.parameter", 0, 0},
    {"PMD-09", "RFC 7692 §7.1.2.2", Must, Wire, Violation, "http.extension.parameter", 0, 0},
    {"PMD-10", "RFC 7692 §7.1.2.2", Should, Wire, Warning, "http.extension.parameter", 0, 0},
    {"PMD-11", "RFC 7692 §7.1.2.1", Must, Wire, Violation, "http.extension.parameter", 0, 0},
    {"PMD-12", "RFC 7692 §7.1.1.1", Must, Wire, Violation, "http.extension.parameter", 0, 0},
    {"PMD-13", "RFC 7692 §5", Must, Wire, Violation, "http.extension.name", 0, 0},
    {"PMD-14", "RFC 7692 §6", Must, Wire, Violation, "ws.frame.rsv1", 1002, 0},
    {"PMD-15", "RFC 7692 §6", Must, Wire, Violation, "ws.frame.rsv1", 1002, 0},
    {"PMD-16", "RFC 6455 §5.2", Must, Explain, Never, "ws.frame.rsv2", 0, 0},
    {"PMD-17", "RFC 7692 §6", None, Legal, Never, "ws.frame.rsv1", 0, 0},
    {"PMD-18", "RFC 7692 §7.2.2", Must, Wire, Violation, "ws.frame.payload", 1007, 0},
    {"PMD-19", "RFC 7692 §7.2.2", Must, Wire, Violation, "ws.frame.payload", 1007, 0},
    {"PMD-20", "RFC 7692 §7.2.3.4", None, Legal, Never, "ws.frame.payload", 0, 0},
    {"PMD-21", "RFC 7692 §7.1.2", Must, Wire, Violation, "ws.frame.payload", 1007, 0},
    {"PMD-22", "RFC 7692 §7.1.1", Must, Wire, Violation, "ws.frame.payload", 1007, 0},
    {"PMD-23", "RFC 7692 §7.2.3.6", None, Legal, Never, "ws.frame.payload", 0, 0},
    {"PMD-24", "RFC 6455 §10.4", Must, Policy, Hint, "ws.frame.payload", 1009, 0},
    {"PMD-25", "RFC 7692 §7.2.2", Must, Policy, Never, "ws.frame.payload", 0, 0},
    {"PMD-26", "RFC 7692 §7.2.1", Must, Wire, Warning, "ws.frame.payload", 0, 0},
    {"H2-01", "RFC 8441 §3", Must, Elsewhere, Never, "", 0, 0},
    {"H2-02", "RFC 8441 §3", Hinted, Elsewhere, Never, "", 0, 0},
    {"H2-03", "RFC 8441 §4", Must, Elsewhere, Never, "", 0, 0},
    {"H2-04", "RFC 8441 §5", Must, Elsewhere, Never, "", 0, 0},
    {"H2-05", "RFC 8441 §5", Must, Elsewhere, Never, "", 0, 0},
    {"H2-06", "RFC 8441 §5", Must, Elsewhere, Never, "", 0, 0},
    {"H2-07", "RFC 8441 §5", Hinted, Elsewhere, Never, "", 0, 0},
    {"H2-08", "RFC 8441 §5", Must, Elsewhere, Never, "", 0, 0},
    {"H2-09", "RFC 8441 §5", Must, Elsewhere, Never, "", 0, 0},
    {"H2-10", "RFC 8441 §5", Must, Elsewhere, Never, "", 0, 0},
    {"H2-11", "RFC 8441 §5", None, Elsewhere, Never, "", 0, 0},
    {"H3-01", "RFC 9220 §3", Must, Elsewhere, Never, "", 0, 0},
    {"H3-02", "RFC 9220 §3", Should, Elsewhere, Never, "", 0, 0},
    {"H3-03", "RFC 9220 §3", None, Elsewhere, Never, "", 0, 0},
};
// clang-format on

} // namespace

std::span<const Rule> allRules() { return rules; }

const Rule &rule(std::string_view id)
{
    const auto *const found =
        std::find_if(std::begin(rules), std::end(rules), [id](const Rule &r) { return r.id == id; });
    Q_ASSERT(found != std::end(rules));
    return *found;
}

const char *name(RuleLevel level)
{
    static constexpr const char *names[] = {"must", "should", "hint", "none"};
    return names[static_cast<std::size_t>(level)];
}

const char *name(RuleKind kind)
{
    static constexpr const char *names[] = {"wire", "legal", "policy", "fact", "explain", "elsewhere"};
    return names[static_cast<std::size_t>(kind)];
}

const char *name(Severity severity)
{
    static constexpr const char *names[] = {"violation", "warning", "hint", "never"};
    return names[static_cast<std::size_t>(severity)];
}

} // namespace core
