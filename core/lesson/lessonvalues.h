// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lesson/lesson.h"

#include <QHash>

namespace core {

/// The numbers of a lesson by name, each as text: what was drawn and what was computed.
using LessonNumbers = QHash<QString, QString>;

/// Draws with a seed; nothing: as the course has it. The same seed draws the same on every computer. What is
/// `chosen` is not drawn. Nothing and a reason in English where a value cannot be computed.
std::optional<LessonNumbers> lessonNumbers(const Lesson &lesson, std::optional<quint64> seed, QString *error,
                                           const LessonNumbers &chosen = {});

/// A literal, or one of these functions. Arguments may hold {names} of numbers.
///
/// Of texts: chars {text}: code points; utf8-size {text}, utf8-hex {text}; nfd-size {text}: bytes decomposed.
/// Of numbers: sum {of: […]}, product {of: […]}, hex {of, digits}: a number in hex.
/// Of bytes in hex: size {hex}, byte {hex, index} (from 0), bytes {hex, from, count}, xor {hex, key}, spaced
/// {hex}. Of frames (RFC 6455 §5.2): frame and header {who, what (or opcode), text | hex | size (so many "a")
/// | code and
///   reason, key (of a client), fin, rsv1, length_bits, slip}; header-size {who, size}. slip is a typical
///   mistake: "characters" (they are counted, not bytes), "little-endian", "mask-shifted" (by one byte),
///   "masked" (a server), "unmasked" (a client).
/// Of the handshake (§4.2.2): accept {key}, and with the mistakes accept-decoded, accept-hex, accept-lower
/// {key}. Of RFC 7692: deflated-size {text}: of one message on its own.
std::optional<QString> evaluate(const LessonValue &value, const LessonNumbers &numbers, QString *error);

/// Whether evaluate() knows it.
bool isLessonFunction(const QString &name);

/// The names in a text, filled in; what is no number stays as it stands.
QString filledIn(const QString &text, const LessonNumbers &numbers);

/// What a run runs, its numbers filled in; of the library as it stands there. Nothing and a reason where
/// there is none, or it is wrong.
std::optional<Scenario> scenarioOf(const LessonRun &run, const Lesson &lesson, const LessonNumbers &numbers,
                                   const class Scenarios &library, QString *error);

} // namespace core
