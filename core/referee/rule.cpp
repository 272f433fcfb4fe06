// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/referee/rule.h"

#include <QtGlobal>

#include <algorithm>
#include <iterator>

namespace core {

namespace {

using enum RuleKind;
using enum Severity;

constexpr Rule rules[] = {
    {"REQ-01", "RFC 6455 §4.1", Wire, Violation, 0, 400},
    {"REQ-02", "RFC 6455 §4.1", Wire, Violation, 0, 400},
    {"REQ-03", "RFC 6455 §4.1", Wire, Violation, 0, 400},
    {"REQ-04", "RFC 6455 §3", Wire, Violation, 0, 400},
    {"REQ-05", "RFC 6455 §4.1", Wire, Violation, 0, 400},
    {"REQ-06", "RFC 9112 §3.2", Wire, Violation, 0, 400},
    {"REQ-07", "RFC 6455 §4.1", Wire, Violation, 0, 400},
    {"REQ-08", "RFC 6455 §4.1", Wire, Violation, 0, 400},
    {"REQ-09", "RFC 6455 §4.1", Wire, Violation, 0, 400},
    {"REQ-10", "RFC 6455 §11.3.1", Wire, Violation, 0, 400},
    {"REQ-11", "RFC 6455 §4.1", Wire, Violation, 0, 400},
    {"REQ-12", "RFC 6455 §4.2.1", Wire, Violation, 0, 400},
    {"REQ-13", "RFC 4648 §3.5", Wire, Warning, 0, 400},
    {"REQ-15", "RFC 6455 §4.1", Wire, Violation, 0, 400},
    {"REQ-16", "RFC 6455 §11.3.5", Wire, Violation, 0, 400},
    {"REQ-17", "RFC 6455 §4.3", Wire, Violation, 0, 400},
    {"REQ-18", "RFC 6455 §4.2.2", Wire, Violation, 0, 426},
    {"REQ-33", "RFC 6455 §10.4", Policy, Hint, 0, 431},
    {"RSP-01", "RFC 6455 §4.1", Wire, Violation, 0, 0},
    {"RSP-02", "RFC 6455 §4.2.2", Wire, Violation, 0, 0},
    {"RSP-03", "RFC 6455 §4.1", Wire, Violation, 0, 0},
    {"RSP-04", "RFC 6455 §4.1", Wire, Violation, 0, 0},
    {"RSP-05", "RFC 6455 §4.1", Wire, Violation, 0, 0},
    {"RSP-06", "RFC 6455 §4.1", Wire, Violation, 0, 0},
    {"RSP-07", "RFC 6455 §11.3.3", Wire, Violation, 0, 0},
    {"RSP-08", "RFC 6455 §4.1", Wire, Violation, 0, 0},
    {"RSP-10", "RFC 6455 §4.1", Wire, Violation, 0, 0},
    {"FRM-01", "RFC 6455 §5.1", Wire, Violation, 1002, 0},
    {"FRM-02", "RFC 6455 §5.1", Wire, Violation, 1002, 0},
    {"FRM-03", "RFC 6455 §5.2", Wire, Violation, 1002, 0},
    {"FRM-04", "RFC 6455 §5.2", Wire, Violation, 1002, 0},
    {"FRM-05", "RFC 6455 §5.2", Wire, Violation, 1002, 0},
    {"FRM-06", "RFC 6455 §5.2", Wire, Violation, 1002, 0},
    {"FRM-07", "RFC 6455 §5.2", Wire, Violation, 1002, 0},
    {"FRM-10", "RFC 6455 §5.2", Wire, Violation, 1002, 0},
    {"FRM-11", "RFC 6455 §10.4", Policy, Hint, 1009, 0},
    {"FRM-12", "RFC 6455 §5.5", Wire, Violation, 1002, 0},
    {"FRM-13", "RFC 6455 §5.5", Wire, Violation, 1002, 0},
    {"FRM-16", "RFC 6455 §7.1.5", Fact, Hint, 1006, 0},
    {"MSG-01", "RFC 6455 §5.4", Wire, Violation, 1002, 0},
    {"MSG-02", "RFC 6455 §5.4", Wire, Violation, 1002, 0},
};

} // namespace

std::span<const Rule> allRules() { return rules; }

const Rule &rule(std::string_view id)
{
    const auto *const found =
        std::find_if(std::begin(rules), std::end(rules), [id](const Rule &r) { return r.id == id; });
    Q_ASSERT(found != std::end(rules));
    return *found;
}

const char *name(Severity severity)
{
    switch (severity) {
    case Violation:
        return "violation";
    case Warning:
        return "warning";
    case Hint:
        return "hint";
    }
    return "";
}

} // namespace core
