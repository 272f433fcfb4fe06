// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as frames: read, annotated, and written again in the same form of the length they are the same
// bytes. The input is a stream of frames; the last may be cut off.
#include "core/annotate/annotate.h"
#include "core/engine/outframe.h"
#include "core/referee/judge.h"
#include "tests/fuzz/fuzzing.h"

using namespace core;

namespace {

constexpr std::size_t longestInput = 2048;

void checkFields(ByteSpan frame)
{
    const Field root = annotateFrame(frame);
    requireTiled(root, byteRange(0, frame.size()));
    const auto header = readFrameHeader(frame);
    require(header.has_value() == (frame.size() >= 2 && frame.size() >= frameHeaderSize(frame[1])));
    if (!header)
        return;
    const auto value = [&](std::string_view id) {
        const Field *const field = findField(root, id);
        require(field != nullptr);
        return integerValue(*field, frame);
    };
    require(value("ws.frame.fin") == header->fin && value("ws.frame.rsv1") == header->rsv1);
    require(value("ws.frame.rsv2") == header->rsv2 && value("ws.frame.rsv3") == header->rsv3);
    require(value("ws.frame.opcode") == header->opcode && value("ws.frame.mask") == header->masked);
    require(value("ws.frame.length") == header->length7);
    if (header->length7 >= 126)
        require(value(lengthField(*header)) == header->payloadLength);
    const Field *const key = findField(root, "ws.frame.key");
    require((key != nullptr) == header->masked);
    if (key != nullptr)
        require(valueBytes(*key, frame) == toByteArray(header->key));
}

void checkWriting(const FrameHeader &header, ByteSpan wire, bool isWhole)
{
    OutFrame frame;
    frame.header = header;
    frame.payload = header.masked ? applyMask(wire.subspan(header.size), header.key)
                                  : toByteArray(wire.subspan(header.size));
    frame.lengthBits = header.length7 == 127 ? 64 : header.length7 == 126 ? 16 : 7;
    if (!isWhole)
        frame.announced = header.payloadLength;
    require(encode(frame) == toByteArray(wire));
    frame.lengthBits = 0;
    const QByteArray shortest = encode(frame);
    require(shortest.size() <= static_cast<qsizetype>(wire.size()));
    require(!isWhole || shortest == writeFrame(header, spanOf(frame.payload)));
}

void checkMask(const FrameHeader &header, ByteSpan payload)
{
    QByteArray pieces;
    inPieces(payload, header.key[0], [&](ByteSpan piece) {
        pieces += applyMask(piece, header.key, static_cast<quint64>(pieces.size()));
    });
    require(pieces == applyMask(payload, header.key));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzInput input({data, std::min(size, longestInput)});
    ByteSpan left = input.rest();
    while (!left.empty()) {
        const auto header = readFrameHeader(left);
        const bool isWhole = header && header->payloadLength <= left.size() - header->size;
        const ByteSpan frame = isWhole ? left.first(header->size + header->payloadLength) : left;
        checkFields(frame);
        if (header) {
            checkWriting(*header, frame, isWhole);
            checkMask(*header, frame.subspan(header->size));
            checkFields(frame.first(frame.size() - 1));
        }
        left = left.subspan(frame.size());
    }
    return 0;
}
