// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a conversation: units, findings and turns are the same however the bytes were cut, the units
// tile each stream, the leaves tile each unit, turns count their steps. The input: one byte of flags (1: no
// handshake), then records {control byte, bytes}: bit 7 who, 0..125 how many bytes follow, 126 FIN, 127 RST.
#include "core/annotate/annotate.h"
#include "core/files/decodejson.h"
#include "tests/fuzz/fuzzing.h"

#include <numeric>

using namespace core;

namespace {

constexpr std::size_t longestInput = 1024;
constexpr unsigned sample = 8; // one input of so many is written as JSON, which takes as long as the rest

Recording begun(std::uint8_t flags)
{
    Recording recording;
    ConnectionInfo info;
    info.handshake = (flags & 1) == 0;
    recording.addConnection(info);
    return recording;
}

/// As they come, and with the bytes that one side sent before anything else happened in one chunk.
struct Records
{
    std::vector<WireRecord> pieces;
    std::vector<WireRecord> joined;

    void add(const WireRecord &record)
    {
        pieces.push_back(record);
        const bool isMore = !joined.empty() && joined.back().entry.kind == EntryKind::Chunk &&
                            record.entry.kind == EntryKind::Chunk &&
                            joined.back().entry.direction == record.entry.direction;
        if (isMore)
            joined.back().bytes += record.bytes;
        else
            joined.push_back(record);
    }
};

Records recordsOf(FuzzInput &input)
{
    Records records;
    while (!input.isEmpty()) {
        const std::uint8_t control = input.byte();
        const std::size_t what = control & 0x7f;
        WireRecord record;
        record.entry.direction = (control & 0x80) != 0 ? Direction::Server : Direction::Client;
        record.entry.kind = what == 126 ? EntryKind::Fin : what == 127 ? EntryKind::Rst : EntryKind::Chunk;
        if (what < 126)
            record.bytes = toByteArray(input.take(what));
        records.add(record);
    }
    return records;
}

void checkSame(const Conversation &a, const Conversation &b)
{
    require(a.units().size() == b.units().size() && a.findings().size() == b.findings().size());
    require(a.turns().size() == b.turns().size() && a.stepCount() == b.stepCount());
    for (quint32 i = 0; i < a.units().size(); ++i) {
        const Unit &one = a.units()[i];
        const Unit &other = b.units()[i];
        require(one.kind == other.kind && one.direction == other.direction && one.offset == other.offset);
        require(one.announced() == other.announced() && one.complete == other.complete);
        require(one.message == other.message && one.messageOpenBefore == other.messageOpenBefore);
    }
    for (std::size_t i = 0; i < a.findings().size(); ++i) {
        const Finding &one = a.findings()[i];
        const Finding &other = b.findings()[i];
        require(one.unit == other.unit && one.who == other.who && one.check.rule == other.check.rule);
        require(one.check.span == other.check.span && one.check.observed == other.check.observed);
    }
}

void checkUnits(const Conversation &conversation, const Recording &recording, bool isReset)
{
    quint64 ends[2] = {};
    for (quint32 i = 0; i < conversation.units().size(); ++i) {
        const Unit &unit = conversation.units()[i];
        const quint64 bytes = conversation.index().length(i);
        quint64 &end = ends[static_cast<std::size_t>(unit.direction)];
        require(unit.offset == end && static_cast<quint64>(conversation.index().bytes(i).size()) == bytes);
        end += bytes;
        requireTiled(conversation.fieldsOf(i), byteRange(0, bytes));
    }
    for (const Direction d : {Direction::Client, Direction::Server})
        require(isReset || ends[static_cast<std::size_t>(d)] == recording.streamLength(1, d, Leg::Sent));
}

void checkTurns(const Conversation &conversation)
{
    const auto &turns = conversation.turns();
    for (std::size_t i = 0; i < turns.size(); ++i) {
        const quint32 next = i + 1 < turns.size() ? turns[i + 1].firstStep
                                                  : static_cast<quint32>(conversation.stepCount()) + 1;
        require(stepsOf(conversation, turns[i]).size() == next - turns[i].firstStep);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0 || size > longestInput)
        return 0;
    FuzzInput input({data, size});
    Recording cutUp = begun(data[0]);
    Recording whole = begun(input.byte());
    const Records records = recordsOf(input);
    auto growing = std::make_unique<Conversation>(cutUp, 1);
    for (const WireRecord &record : records.pieces) {
        (void)cutUp.append(record);
        growing->update();
    }
    growing->finish();
    bool isReset = false;
    for (const WireRecord &record : records.joined)
        isReset = (whole.append(record) && record.entry.kind == EntryKind::Rst) || isReset;
    std::vector<std::unique_ptr<Conversation>> conversations;
    conversations.push_back(std::make_unique<Conversation>(whole, 1));
    conversations.front()->finish();
    checkSame(*growing, *conversations.front());
    checkUnits(*growing, cutUp, isReset);
    checkTurns(*growing);
    if (std::accumulate(data, data + size, 0U) % sample == 0)
        (void)decodeDocument(conversations, {});
    return 0;
}
