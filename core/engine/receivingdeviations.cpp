// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/deviation.h"

#include "core/protocol/closecode.h"
#include "core/protocol/utf8.h"

namespace core {

namespace {

using Loses = Reception::Loses;

constexpr auto ofClient = Direction::Client;
constexpr auto ofServer = Direction::Server;

// RFC 6455 §5.6: it is the message that has to be UTF-8, a fragment may end inside a character.
std::string_view textOfEachFragment(Opcode message, ByteSpan content)
{
    return message == Opcode::Text && !isValidUtf8(content) ? "TXT-06" : "";
}

constexpr Deviation taking(std::string_view name, std::optional<Direction> side, Reception reception)
{
    return {.name = name, .rule = {}, .side = side, .reception = reception};
}

constexpr Deviation deviations[] = {
    taking("accept-compared-with-itself", ofClient, {.overlooks = "RSP-06"}),
    taking("accept-not-looked-at", ofClient, {.overlooks = "RSP-05 RSP-06 RSP-07"}),
    taking("frames-lost-with-101", ofClient, {.loses = Loses::AfterHead}),
    taking("one-frame-a-read", {}, {.loses = Loses::AfterFrame}),
    taking("unmasked-frames-taken", ofServer, {.overlooks = "FRM-01"}),
    taking("masked-frames-taken", ofClient, {.overlooks = "FRM-02"}),
    taking("utf8-per-fragment", {}, {.objection = textOfEachFragment}),
    taking("too-big-without-close", {}, {.hangsUpFor = number(CloseCode::TooBig)}),
};

} // namespace

std::span<const Deviation> receivingDeviations() { return deviations; }

} // namespace core
