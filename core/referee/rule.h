// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <span>
#include <string_view>

namespace core {

enum class RuleLevel : quint8 {
    Must,
    Should,
    Hinted, // of this program: an RFC asks for nothing
    None,
};

enum class RuleKind : quint8 {
    Wire,      // judged from the bytes
    Legal,     // must never be flagged
    Policy,    // what the engine does or limits; a finding only where a limit of ours is met
    Fact,      // recorded and explained
    Explain,   // text only: another rule speaks
    Elsewhere, // HTTP/2 and HTTP/3: text only, not on this wire
};

enum class Severity : quint8 { Violation, Warning, Hint, Never };

/// One row of the rules of the wire. Its words are in the catalogue under "rule." + id.
struct Rule
{
    std::string_view id;      // "FRM-01"
    std::string_view section; // "RFC 6455 §5.1"
    RuleLevel level;
    RuleKind kind;
    Severity severity;
    std::string_view field; // what it looks at first; empty where that is no field
    int close;              // code that a receiver fails the connection with, 0 where none is meant
    int status;             // HTTP status of a server that refuses, 0 where none is meant

    /// Whether a finding can name it.
    bool canBeBroken() const { return severity != Severity::Never; }
};

/// In the order of their sections: REQ, RSP, FRM, MSG, TXT, CLS, PMD, H2, H3.
std::span<const Rule> allRules();

/// The rule of that id, which must exist.
const Rule &rule(std::string_view id);

const char *name(RuleLevel level);
const char *name(RuleKind kind);
const char *name(Severity severity);

} // namespace core
