// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/annotate/field.h"
#include "core/protocol/frame.h"
#include "core/protocol/httphead.h"
#include "core/record/unit.h"
#include "core/referee/rule.h"

namespace core {

/// One rule held against one place. A check that is not kept is a finding.
struct Check
{
    const Rule *rule = nullptr;
    bool kept = true;
    std::string_view field; // the place; for something absent its parent
    BitSpan span;           // of that field, from the unit's first bit
    QByteArray expected;    // literals, not sentences
    QByteArray observed;
};

/// What RFC 6455 §4.2.1 asks a server to look at, in its order, kept or not; after those, rules that are
/// broken besides.
std::vector<Check> judgeRequest(const HttpHead &request, const Field &tree);

/// What RFC 6455 §4.1 asks a client to look at in the answer to `request` (which may be unknown: an empty
/// head).
std::vector<Check> judgeResponse(const HttpHead &response, const Field &tree, const HttpHead &request);

struct FrameContext
{
    Direction direction = Direction::Client;
    bool messageOpen = false;      // a fragmented message of this direction is not finished
    bool extensionsAgreed = false; // the reserved bits may mean something
};

/// The rules that one frame header keeps or breaks.
std::vector<Check> judgeFrame(const FrameHeader &header, const FrameContext &context);

/// A rule broken by what a unit is as a whole (cut short, over a limit).
Check brokenBy(std::string_view rule, std::string_view field, BitSpan span, QByteArray expected,
               QByteArray observed);

} // namespace core
