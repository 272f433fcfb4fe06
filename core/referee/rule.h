// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace core {

enum class RuleKind { Wire, Policy, Fact };
enum class Severity { Violation, Warning, Hint };

/// One row of the rules of the wire. Its words are in the catalogue under "rule." + id.
struct Rule
{
    std::string_view id;      // "FRM-01"
    std::string_view section; // "RFC 6455 §5.1"
    RuleKind kind;
    Severity severity;
    int close;  // code that a receiver fails the connection with, 0 where none is meant
    int status; // HTTP status of a server that refuses, 0 where none is meant
};

std::span<const Rule> allRules();

/// The rule of that id, which must exist.
const Rule &rule(std::string_view id);

const char *name(Severity severity);

} // namespace core
