// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/conversation.h"
#include "ui/text/steptext.h"

namespace ui {

enum class CopyForm : quint8 { Hex, CArray, Base64, Text, Markdown };

/// The selected bytes of a unit in that form: those that `bits` touches, or all where it is empty. Text is
/// what they mean as UTF-8: of a payload after the masking key; what is no character becomes U+FFFD. Markdown
/// is a table of all fields of the unit, for notes.
QString copyAs(CopyForm form, const core::Conversation &conversation, quint32 unit, core::BitSpan bits,
               const Narrator &narrator);

/// Bytes of the unit that `bits` touches, as they are on the wire.
QByteArray selectedBytes(const core::Conversation &conversation, quint32 unit, core::BitSpan bits);

} // namespace ui
