// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as compressed messages: every chunking gives the same output and the same fault, and zlib alone
// the same output. The same bytes compressed and inflated are what they were. The input: a byte of window
// (bits 0..2) and takeover (bit 3), a byte that cuts into pieces, then messages {length, 2 bytes; bytes}.
#include "core/protocol/deflater.h"
#include "core/protocol/inflater.h"
#include "tests/fuzz/fuzzing.h"

#define ZLIB_CONST
#include <zlib.h>

using namespace core;

namespace {

constexpr qsizetype outputLimit =
    qsizetype{64} * 1024; // of one message; a few bytes can give a thousand times as many
constexpr std::size_t longestInput = 2048;
constexpr char tail[] = "\x00\x00\xff\xff"; // RFC 7692 §7.2.2

struct Result
{
    QByteArray output;
    InflateFault fault;
    quint64 distance;
    quint64 allowedDistance;
    QByteArray badData;
    bool isLost;
    bool tailWasLeft;

    bool operator==(const Result &) const = default;
};

/// In pieces where `seed` says how.
Result inflated(Inflater &inflater, ByteSpan message, std::optional<std::uint8_t> seed)
{
    QByteArray out;
    const auto take = [&out](ByteSpan piece) {
        out += toByteArray(piece).left(outputLimit - out.size());
        return out.size() < outputLimit;
    };
    if (seed)
        inPieces(message, *seed, [&](ByteSpan piece) { inflater.feed(piece, take); });
    else
        inflater.feed(message, take);
    const InflateFault fault = inflater.endMessage(take);
    return {out,
            fault,
            inflater.distance(),
            inflater.allowedDistance(),
            inflater.badData(),
            inflater.isLost(),
            inflater.tailWasLeft()};
}

/// By zlib alone. `window` is what went before; a final block ends a stream, and the next one begins.
QByteArray plainlyInflated(QByteArray compressed, const QByteArray &window)
{
    compressed += QByteArrayView(tail, 4);
    QByteArray out;
    QByteArray piece(outputLimit, Qt::Uninitialized);
    z_stream zlib{};
    zlib.next_in = reinterpret_cast<const Bytef *>(compressed.constData());
    zlib.avail_in = static_cast<uInt>(compressed.size());
    int result = Z_STREAM_END;
    while (result == Z_STREAM_END && zlib.avail_in > 0 && out.size() < outputLimit) {
        require(inflateInit2(&zlib, -15) == Z_OK);
        const QByteArray before = (window + out).right(32768);
        inflateSetDictionary(&zlib, reinterpret_cast<const Bytef *>(before.constData()),
                             static_cast<uInt>(before.size()));
        zlib.next_out = reinterpret_cast<Bytef *>(piece.data());
        zlib.avail_out = static_cast<uInt>(outputLimit - out.size());
        result = inflate(&zlib, Z_SYNC_FLUSH);
        out += piece.first(outputLimit - out.size() - zlib.avail_out);
        inflateEnd(&zlib);
    }
    return out;
}

void checkCompressing(Deflater &deflater, Inflater &inflater, ByteSpan plain)
{
    const Result back = inflated(inflater, spanOf(deflater.message(plain)), std::nullopt);
    require(back.fault == InflateFault::None && !back.tailWasLeft && back.output == toByteArray(plain));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzInput input({data, std::min(size, longestInput)});
    const std::uint8_t flags = input.byte();
    const std::uint8_t seed = input.byte();
    const int windowBits = 15 - (flags & 7);
    const bool noTakeover = (flags & 8) != 0;
    Inflater whole({windowBits, noTakeover});
    Inflater pieces({windowBits, noTakeover});
    Inflater back({windowBits, noTakeover});
    Deflater deflater({windowBits, noTakeover});
    QByteArray window;
    while (!input.isEmpty()) {
        const std::size_t length = input.byte() | std::size_t{input.byte()} << 8;
        const ByteSpan message = input.take(length);
        checkCompressing(deflater, back, message);
        const bool wasLost = whole.isLost();
        const Result result = inflated(whole, message, std::nullopt);
        require(result == inflated(pieces, message, seed));
        if (wasLost)
            continue;
        const QByteArray plain = plainlyInflated(toByteArray(message), window);
        require(result.fault == InflateFault::None ? result.output == plain
                                                   : plain.startsWith(result.output));
        if (!noTakeover)
            window = (window + result.output).right(32768);
    }
    return 0;
}
