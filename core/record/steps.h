// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/frame.h"
#include "core/protocol/httphead.h"
#include "core/record/step.h"

namespace core {

/// Bytes of a payload that get a step each while it is unmasked; the rest has one together.
inline constexpr quint64 singleUnmaskSteps = 8;

// The parts of stepsOf(), by what they tell of. Numbers and states are set by Conversation::step().

Step stepAt(std::string_view id, quint32 unit, BitSpan focus, Direction who);
Step stepAtEvent(std::string_view id, quint32 entry, Direction who);

/// Request or response line by line (RFC 9112 §2.1).
std::vector<Step> httpSteps(const Conversation &conversation, quint32 unit);
/// The rules of one head, one by one.
std::vector<Step> checkSteps(const Conversation &conversation, quint32 unit, bool byServer);
/// RFC 6455 §4.2.2, item 5.4.
std::vector<Step> acceptSteps(const Conversation &conversation, quint32 request);
/// Open, or why not.
Step outcomeStep(const Conversation &conversation, quint32 response, bool open);

/// Header, length, key, unmasking, meaning (RFC 6455 §5.2, §5.3).
std::vector<Step> frameSteps(const Conversation &conversation, quint32 unit);
/// How many those are; reads the header only, or takes it where it is at hand.
quint32 frameStepCount(const Conversation &conversation, quint32 unit, const FrameHeader *header = nullptr);

/// The same of a frame with `present` bytes of payload that ends no compressed message.
inline quint32 frameStepCount(const FrameHeader &header, quint64 present)
{
    const quint64 single = std::min(present, singleUnmaskSteps);
    const quint64 payload = header.masked ? single + (present > single ? 1 : 0) : present > 0 ? 1 : 0;
    return (header.masked ? 3 : 2) + static_cast<quint32>(payload) + 1;
}

/// What who listens on the wire learns from a TLS record.
Step tlsStep(const Conversation &conversation, quint32 unit);

/// What the wire did to a unit, change by change; `entry` is the edit.
std::vector<Step> editSteps(const Conversation &conversation, quint32 entry);

/// What a finding says, where there is no check step for it.
Step findingStep(const Conversation &conversation, quint32 finding);

} // namespace core
