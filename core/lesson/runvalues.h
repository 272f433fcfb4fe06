// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lesson/lessonvalues.h"
#include "core/record/conversations.h"

namespace core {

/// Where a lesson looks in a run: the step by its number in that conversation, the unit and the bits.
struct FoundPlace
{
    std::size_t conversation = 0;
    int step = 0;
    std::optional<quint32> unit;
    BitSpan bits; // of the field in focus; empty: what the step is about
};
/// Nothing where the recording has no such place.
std::optional<FoundPlace> findPlace(const LessonPlace &place, const Conversations &run);

/// A literal, a function of lessonvalues.h, or one of these, all counted on the sent leg. Where they take
/// who, what, nth and connection they mean a unit as LessonPlace has it; without nth all that fit.
///
/// run-count, run-bytes {who, what, connection}: units, and their bytes on the wire; run-payload {…}: payload
/// bytes of these frames; run-messages {who}: data messages. run-length, run-hex {who, what, nth}: one unit;
/// run-field {…, field}: its value; run-header {…, name}: of a head. run-connections {}: of TCP. run-opened
/// {}: "yes" or "no". run-first-frame {}: "client" or "server". run-first-end {}: who ended TCP first,
/// "client", "server" or "wire". run-position {who, what}: the how-manieth frame of that side the first such
/// one is. run-failed {}: the first rule that was broken, "REQ-09"; "" where none was. run-open-line {}: the
/// last line of the response before a side took the connection for open. run-rsv1 {who}: numbers of that
/// side's frames with RSV1, "1, 2"; "" where none. run-same {who, first, second}: positions (from 1) at which
/// these two frames of that side hold the same byte,
///   "1, 2".
/// run-close {}: code as RFC 6455 §7.1.5 tells it; run-close-wire {}: the code sent, or "".
/// run-ms {from: PLACE, to: PLACE}: whole milliseconds between the first bytes of two units.
std::optional<QString> evaluate(const LessonValue &value, const LessonNumbers &numbers,
                                const Conversations &run, QString *error);

/// Whether that evaluate() knows it, beside those of lessonvalues.h.
bool isRunFunction(const QString &name);

/// What the recording shows instead of what a step expects; empty where it holds.
QString brokenPromise(const LessonStep &step, const LessonNumbers &numbers, const Conversations &run);
/// The same of a check.
QString brokenPromise(const LessonCheck &check, const LessonNumbers &numbers, const Conversations &run);

} // namespace core
