// SPDX-License-Identifier: GPL-3.0-or-later
#include "report.h"

#include "peers.h"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>

using core::Direction;
using core::Leg;

namespace soak {

namespace {

// docs: 24 bytes of index and 8 of steps a unit; of a chunk the recording keeps its number and its place.
constexpr quint64 bytesOfUnit = 32;
constexpr quint64 bytesOfPlace = 12;

constexpr quint64 pieceLength = 1024ULL * 1024;

quint64 storedBytes(const core::Recording &recording)
{
    quint64 all = 0;
    for (const core::Entry &entry : recording.entries())
        if (entry.isChunk() && entry.sentOffset == core::Entry::ownBytes)
            all += entry.length;
    return all;
}

/// The payload as it was meant: RFC 6455 §5.3 where the client sent it.
QByteArray payloadOf(const core::Recording &recording, const core::Unit &unit)
{
    QByteArray bytes = recording.bytes(1, unit.direction, Leg::Sent, unit.offset, unit.announced());
    const auto header = static_cast<qsizetype>(unit.headerLength);
    if (bytes.size() < header || unit.direction == Direction::Server)
        return bytes.mid(header);
    const QByteArray key = bytes.mid(header - 4, 4);
    bytes.remove(0, header);
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(bytes[i] ^ key[i % 4]);
    return bytes;
}

bool legsAreEqual(const core::Recording &recording, Direction direction)
{
    const quint64 length = recording.streamLength(1, direction, Leg::Sent);
    if (recording.streamLength(1, direction, Leg::Delivered) != length)
        return false;
    for (quint64 at = 0; at < length; at += pieceLength)
        if (recording.bytes(1, direction, Leg::Sent, at, pieceLength) !=
            recording.bytes(1, direction, Leg::Delivered, at, pieceLength))
            return false;
    return true;
}

bool say(const char *what, quint64 number)
{
    std::fprintf(stderr, "soak: %s (%llu)\n", what, static_cast<unsigned long long>(number));
    return false;
}

} // namespace

quint64 ownMemory()
{
    std::array<quint64, 3> pages{}; // size, resident, shared: proc(5), statm
    std::ifstream statm("/proc/self/statm");
    for (quint64 &count : pages)
        statm >> count;
    return (pages[1] - pages[2]) * static_cast<quint64>(::sysconf(_SC_PAGESIZE));
}

quint64 neededFor(const core::Recording &recording, const core::Conversation &conversation)
{
    return storedBytes(recording) + recording.entries().size() * (sizeof(core::Entry) + bytesOfPlace) +
           conversation.units().size() * bytesOfUnit;
}

bool isComplete(const core::Recording &recording, const core::Conversation &conversation, quint64 count)
{
    if (!conversation.findings().empty())
        return say("the referee has findings", conversation.findings().size());
    std::array<quint64, 2> seen{};
    for (const core::Unit &unit : conversation.units()) {
        if (!unit.complete)
            return say("a unit is not complete, in the stream at", unit.offset);
        if (!unit.isFrame() || unit.opcode() > 2)
            continue;
        quint64 &number = seen[unit.direction == Direction::Client ? 0 : 1];
        const bool isText = number % 2 == 1;
        if (unit.opcode() != (isText ? 1 : 2) || payloadOf(recording, unit) != messageNumber(number))
            return say("not the message that was sent: number", number);
        ++number;
    }
    for (const quint64 number : seen)
        if (number != count)
            return say("recorded messages of one side", number);
    for (const Direction direction : {Direction::Client, Direction::Server})
        if (!legsAreEqual(recording, direction))
            return say("what was delivered is not what was sent, direction", quint64(direction));
    return true;
}

} // namespace soak
