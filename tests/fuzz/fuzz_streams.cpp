// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a conversation: the units tile each stream, the leaves tile each unit, turns count their
// steps. The input: one byte of flags (1: no handshake), then records {control byte, bytes}: bit 7 who,
// 0..125 how many bytes follow, 126 FIN, 127 RST.
#include "core/annotate/annotate.h"
#include "core/files/decodejson.h"

#include <cstdlib>

using namespace core;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

void checkUnit(const Conversation &conversation, quint32 number, quint64 (&streamEnds)[2])
{
    const Unit &unit = conversation.units()[number];
    const quint64 bytes = conversation.index().length(number);
    quint64 &end = streamEnds[static_cast<std::size_t>(unit.direction)];
    require(unit.offset == end && static_cast<quint64>(conversation.index().bytes(number).size()) == bytes);
    end += bytes;
    quint64 bit = 0;
    const Field root = conversation.fieldsOf(number);
    for (const Field *leaf : leavesOf(root)) {
        require(leaf->span.bit == bit && leaf->span.bits > 0);
        bit = leaf->span.end();
    }
    require(root.span == byteRange(0, bytes) && bit == 8 * bytes);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    Recording recording;
    ConnectionInfo info;
    info.handshake = (data[0] & 1) == 0;
    recording.addConnection(info);
    auto growing = std::make_unique<Conversation>(recording, 1);
    bool isReset = false;
    for (std::size_t at = 1; at < size;) {
        const std::uint8_t control = data[at++];
        const int what = control & 0x7f;
        WireRecord record;
        record.entry.direction = (control & 0x80) != 0 ? Direction::Server : Direction::Client;
        record.entry.kind = what == 126 ? EntryKind::Fin : what == 127 ? EntryKind::Rst : EntryKind::Chunk;
        const std::size_t take =
            what < 126 ? std::min<std::size_t>(static_cast<std::size_t>(what), size - at) : 0;
        record.bytes = toByteArray({data + at, take});
        at += take;
        if (recording.append(record) && what == 127)
            isReset = true;
        growing->update();
    }
    growing->finish();
    std::vector<std::unique_ptr<Conversation>> conversations;
    conversations.push_back(std::make_unique<Conversation>(recording, 1));
    const Conversation &whole = *conversations.front();
    conversations.front()->finish();

    require(growing->stepCount() == whole.stepCount() &&
            growing->findings().size() == whole.findings().size());
    quint64 streamEnds[2] = {};
    for (quint32 i = 0; i < whole.units().size(); ++i)
        checkUnit(whole, i, streamEnds);
    for (const Direction d : {Direction::Client, Direction::Server})
        require(isReset ||
                streamEnds[static_cast<std::size_t>(d)] == recording.streamLength(1, d, Leg::Sent));
    for (std::size_t i = 0; i < whole.turns().size(); ++i) {
        const quint32 next = i + 1 < whole.turns().size() ? whole.turns()[i + 1].firstStep
                                                          : static_cast<quint32>(whole.stepCount()) + 1;
        require(stepsOf(whole, whole.turns()[i]).size() == next - whole.turns()[i].firstStep);
    }
    (void)decodeDocument(conversations, {});
    return 0;
}
