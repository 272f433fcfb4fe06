// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/annotate/field.h"
#include "core/protocol/frame.h"
#include "core/protocol/httphead.h"
#include "core/protocol/limits.h"
#include "core/record/unit.h"
#include "core/referee/rule.h"

namespace core {

/// One rule held against one place. A check that is not kept is a finding.
struct Check
{
    const Rule *rule = nullptr;
    bool kept = true;
    std::string_view field; // the place; for something absent its parent
    BitSpan span;           // of that field or inside it, from the unit's first bit
    QByteArray expected;    // literals, not sentences
    QByteArray observed;
    bool lawful = false; // not kept, and yet nobody broke a rule: a server that refuses (RSP-01). No finding

    bool isFinding() const { return !kept && !lawful; }
};

struct Finding
{
    static constexpr quint32 noUnit = ~0U;

    quint32 unit = noUnit; // noUnit: of the connection
    Check check;
    Direction who = Direction::Client; // who did not keep the rule
};

/// A check that is not kept.
Check brokenBy(std::string_view rule, std::string_view field, BitSpan span, QByteArray expected,
               QByteArray observed);

/// Whether a client fails the connection for this check of a response (RFC 6455 §4.1): not for our warnings,
/// not for what the server should have said to its request (RSP-16), and not for a syntax that may be read
/// leniently (RSP-20: RFC 9112 §2.2, §5.2).
bool failsHandshake(const Check &check);

/// What RFC 6455 §4.2.1 asks a server to look at, in its order, kept or not; after those, rules that are
/// broken besides.
std::vector<Check> judgeRequest(const HttpHead &request, const Field &tree);

/// What RFC 6455 §4.1 asks a client to look at in the answer to `request` (which may be unknown: an empty
/// head); after those, rules that are broken besides.
std::vector<Check> judgeResponse(const HttpHead &response, const Field &tree, const HttpHead &request);

struct FrameContext
{
    Direction direction = Direction::Client;
    bool messageOpen = false;    // a fragmented message of this direction is not finished
    bool deflateAgreed = false;  // permessage-deflate: RSV1 has a meaning (RFC 7692 §6)
    bool reservedAgreed = false; // another extension: the reserved bits may mean anything
    quint64 messageLimit = Limits().message;
};

/// The rules that one frame header keeps or breaks, whatever came before apart from the context.
std::vector<Check> judgeFrame(const FrameHeader &header, const FrameContext &context);

/// The rule that a close code breaks (RFC 6455 §7.4), or nothing.
const Rule *ruleOfCloseCode(int code, Direction sender);

/// The field that holds a frame's length, and its bits.
std::string_view lengthField(const FrameHeader &header);
BitSpan lengthSpan(const FrameHeader &header);

} // namespace core
