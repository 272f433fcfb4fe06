// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/conversation.h"
#include "ui/diagram/framelayout.h"

namespace ui {

/// What the pipelines below the diagram share.
struct PipelineInput
{
    const core::Conversation &conversation;
    const core::Step &step;
    const Narrator &narrator;
    const Metrics &metrics;
    qreal width = 640;
};

/// Wire bytes, key, result, characters (RFC 6455 §5.3). Results appear as the steps reach them.
Drawing layoutUnmasking(const PipelineInput &input, core::BitSpan selected);

/// A compressed message as far as this frame: its bytes with the tail that the receiver adds, the symbols
/// that they are (runs of literals, copies of what came before, be it in earlier messages), the result
/// (RFC 7692 §7.2.2). Empty where nothing is compressed.
Drawing layoutInflating(const PipelineInput &input);

/// Key, concatenation, SHA-1, Base64 (RFC 6455 §4.2.2, item 5.4). Stages appear as the steps reach them.
Drawing layoutAccept(const PipelineInput &input, quint32 request);

/// The checks of the current turn, one a line; those to come are faint.
Drawing layoutChecks(const PipelineInput &input);

/// Cause and effect of a change on the wire: the bytes, the rule, what the receiver did. `delivered` reads
/// the same connection on the other leg.
Drawing layoutEffect(const PipelineInput &input, const core::Conversation &delivered);

/// Client, relay, server with their addresses: where TCP runs.
Drawing layoutPath(const PipelineInput &input);

} // namespace ui
