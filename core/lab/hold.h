// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/recording.h"

#include <optional>

namespace core {

/// Which units the wire holds, beside those of a direction that is held as a whole. What is left open fits
/// every unit.
struct HoldCondition
{
    std::optional<Direction> direction = {};
    QString what = {};              // as ExpectedUnit's, "control" or "data"; empty: any
    std::optional<int> opcode = {}; // of a frame
    quint64 atLeast = 0;            // bytes of the whole unit
    QByteArray rule = {};           // that the unit breaks: "FRM-01"
    int nth = 0; // only the nth unit that fits all else, counted from when it was set; 0: each
    bool enabled = true;

    bool operator==(const HoldCondition &) const = default;
};

/// What a unit is called in conditions and scenarios: request, response, text, binary, continuation, ping,
/// pong, close, reserved (any other opcode), unknown.
QString nameOf(UnitKind kind, quint8 opcode);

/// Whether a unit fits, its rules and its number aside. `size` in bytes.
bool fits(const HoldCondition &condition, Direction direction, UnitKind kind, quint8 opcode, quint64 size);

struct HoldSettings
{
    bool all[2] = {}; // by direction: each unit is held
    std::vector<HoldCondition> conditions;
};

/// What becomes of a unit when it is let go. Until then it can be set anew.
struct Delivery
{
    std::optional<QByteArray> bytes = {}; // instead of those that were sent
    int copies = 1;                       // 0: it is dropped, 2: it goes twice
    int delayMs = 0;                      // what follows in its direction waits too
    std::vector<quint32> splits = {};     // bytes of the unit before which a new write begins
    bool glue = false;                    // goes in one write with the unit after it, and waits for that
    bool keepAccept = false; // of a request: the response's Accept is made to fit the key as it was sent

    bool operator==(const Delivery &) const = default;
};

/// A unit that waits on the wire.
struct HeldUnit
{
    quint64 id = 0; // its own in a run
    quint16 connection = 1;
    Direction direction = Direction::Client;
    UnitKind kind = UnitKind::Unknown;
    quint8 opcode = 0;       // of a frame
    bool whole = true;       // false: a piece of a unit larger than holdLimit, or of one that was cut short
    bool isArriving = false; // the rest is still to come; let go, the rest follows it unheld
    bool isHeld = true;      // false: it only waits for what is before it
    quint64 offset = 0;      // of its first byte, in the stream as it was sent
    QByteArray bytes;        // as they were sent
    std::vector<quint32> chunks; // bytes of each read that it came in
    qint64 arrivedNs = 0;        // its last byte, since the recording began
    Delivery delivery;
};

/// A unit of more bytes passes in pieces of so many.
inline constexpr quint32 holdLimit = 1024 * 1024;

/// How the wire carries one direction. It acts on what it writes; TCP's own behaviour is not simulated.
struct PathConditions
{
    int delayMs = 0;
    int jitterMs = 0;           // up to so much more, from the seed
    quint64 bytesPerSecond = 0; // 0: as fast as it goes
    quint32 chop = 0;           // bytes of a write at most; 0: as they came
    int mergeMs = 0;            // what comes within so long is one write
    bool stall = false;         // nothing passes, nothing is lost
    bool silent = false;        // nothing passes any more: what comes is lost

    bool operator==(const PathConditions &) const = default;
};

} // namespace core

Q_DECLARE_METATYPE(core::HeldUnit)
