// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/deflater.h"

#define ZLIB_CONST
#include <zlib.h>

#include <algorithm>
#include <array>

namespace core {

namespace {

constexpr std::size_t largestInput = std::size_t(1) << 30; // zlib counts it as an unsigned int
constexpr qsizetype tailSize = 4;

} // namespace

struct Deflater::State
{
    explicit State(Options o)
        : options(o)
    {
        const int windowBits = -std::clamp(o.windowBits, 9, 15); // negative: raw (zlib.h)
        if (deflateInit2(&zlib, Z_DEFAULT_COMPRESSION, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY) != Z_OK)
            qBadAlloc();
    }
    ~State() { deflateEnd(&zlib); }
    Q_DISABLE_COPY_MOVE(State)

    void compress(ByteSpan plain, int flush, QByteArray &out)
    {
        zlib.next_in = plain.data();
        zlib.avail_in = static_cast<uInt>(plain.size());
        do {
            zlib.next_out = buffer.data();
            zlib.avail_out = static_cast<uInt>(buffer.size());
            deflate(&zlib, flush);
            out += toByteArray(ByteSpan(buffer).first(buffer.size() - zlib.avail_out));
        } while (zlib.avail_out == 0);
    }

    Options options;
    z_stream zlib{};
    std::array<std::uint8_t, 16384> buffer;
};

Deflater::Deflater(Options options)
    : m_state(std::make_unique<State>(options))
{}

Deflater::~Deflater() = default;
Deflater::Deflater(Deflater &&) noexcept = default;
Deflater &Deflater::operator=(Deflater &&) noexcept = default;

QByteArray Deflater::message(ByteSpan plain)
{
    if (plain.empty())
        return QByteArray(1, '\0');
    QByteArray out;
    for (; plain.size() > largestInput; plain = plain.subspan(largestInput))
        m_state->compress(plain.first(largestInput), Z_NO_FLUSH, out);
    m_state->compress(plain, Z_SYNC_FLUSH, out);
    Q_ASSERT(out.endsWith(QByteArrayView("\x00\x00\xff\xff", tailSize)));
    out.chop(tailSize);
    if (m_state->options.noContextTakeover)
        deflateReset(&m_state->zlib);
    return out;
}

} // namespace core
