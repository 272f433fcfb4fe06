// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/inflater.h"

#include "core/protocol/deflatereader.h"

#define ZLIB_CONST
#include <zlib.h>

#include <algorithm>

namespace core {

namespace {

constexpr std::size_t pieceSize = 16384;
constexpr std::array<std::uint8_t, 4> tail = {0x00, 0x00, 0xff, 0xff};

} // namespace

struct Inflater::State
{
    explicit State(Options o)
        : options(o)
        , reader(o)
    {
        // The largest window always: the reader enforces the agreed one. Negative: raw (zlib.h).
        if (inflateInit2(&zlib, -15) != Z_OK)
            qBadAlloc();
    }
    ~State() { inflateEnd(&zlib); }
    Q_DISABLE_COPY_MOVE(State)

    void beginMessage();
    void setFault(InflateFault what, const char *badDataOfIt);
    void inflateRead(ByteSpan bytes, const Output &output);
    void readTail(const Output &output);
    void getReadyForNext();

    const Options options;
    DeflateReader reader;
    z_stream zlib{};
    std::array<std::uint8_t, pieceSize> piece;

    bool isBetweenMessages = true;
    bool isLost = false;
    bool tailWasLeft = false;
    quint64 written = 0; // of this message's output
    InflateFault fault = InflateFault::None;
    quint64 distance = 0;
    quint64 allowedDistance = 0;
    const char *badData = "";
};

void Inflater::State::beginMessage()
{
    if (!isBetweenMessages)
        return;
    isBetweenMessages = false;
    distance = 0;
    allowedDistance = 0;
    badData = "";
}

void Inflater::State::setFault(InflateFault what, const char *badDataOfIt)
{
    fault = what;
    badData = badDataOfIt;
}

// Inflates what the reader has read, and no further than it found it good. Where zlib waits for room before
// a symbol, that symbol has no effect, so a faulty one never has.
void Inflater::State::inflateRead(ByteSpan bytes, const Output &output)
{
    zlib.next_in = bytes.data();
    zlib.avail_in = static_cast<uInt>(bytes.size());
    for (;;) {
        const quint64 wanted = reader.outputSize() - written;
        if (wanted == 0 && (zlib.avail_in == 0 || reader.fault() != InflateFault::None))
            return;
        const auto room = static_cast<uInt>(std::min<quint64>(wanted, piece.size()));
        const uInt inputBefore = zlib.avail_in;
        zlib.next_out = piece.data();
        zlib.avail_out = room;
        const int result = inflate(&zlib, Z_SYNC_FLUSH);
        if (result == Z_MEM_ERROR)
            qBadAlloc();
        const uInt count = room - zlib.avail_out;
        written += count;
        if (count > 0 && !output(ByteSpan(piece).first(count)))
            return setFault(InflateFault::Stopped, "");
        if (result == Z_STREAM_END)
            inflateResetKeep(&zlib); // RFC 7692 §7.2.3.4: more blocks may follow, with the same window
        else if (count == 0 && zlib.avail_in == inputBefore)
            return setFault(InflateFault::BadData, "code"); // zlib takes less than the reader: never seen
    }
}

void Inflater::State::readTail(const Output &output)
{
    tailWasLeft = reader.endsWithEmptyBlock();
    if (!reader.isBlockOpen())
        return;
    reader.feed(tail);
    if (reader.fault() != InflateFault::None || reader.isBlockOpen())
        setFault(InflateFault::Unfinished, "");
    else
        inflateRead(tail, output);
}

void Inflater::State::getReadyForNext()
{
    isLost = isLost || (fault != InflateFault::None && !options.noContextTakeover);
    isBetweenMessages = true;
    fault = InflateFault::None;
    written = 0;
    reader.startMessage();
    if (options.noContextTakeover)
        inflateReset(&zlib);
    else
        inflateResetKeep(&zlib); // drops the bits of the last byte, keeps the window
}

Inflater::Inflater(Options options)
    : m_state(std::make_unique<State>(options))
{}

Inflater::~Inflater() = default;
Inflater::Inflater(Inflater &&) noexcept = default;
Inflater &Inflater::operator=(Inflater &&) noexcept = default;

void Inflater::feed(ByteSpan compressed, const Output &output)
{
    State &s = *m_state;
    s.beginMessage();
    // In slices, so that a receiver that stops spares the reading of the rest.
    while (!compressed.empty() && !s.isLost && s.fault == InflateFault::None) {
        const ByteSpan slice = compressed.first(std::min(compressed.size(), pieceSize));
        compressed = compressed.subspan(slice.size());
        s.reader.feed(slice);
        s.inflateRead(slice, output);
        if (s.fault == InflateFault::None && s.reader.fault() != InflateFault::None) {
            s.setFault(s.reader.fault(), s.reader.badData());
            s.distance = s.reader.distance();
            s.allowedDistance = s.reader.allowedDistance();
        }
    }
}

InflateFault Inflater::endMessage(const Output &output)
{
    State &s = *m_state;
    s.beginMessage();
    s.tailWasLeft = false;
    if (!s.isLost && s.fault == InflateFault::None)
        s.readTail(output);
    const InflateFault fault = s.fault;
    s.getReadyForNext();
    return fault;
}

InflateFault Inflater::fault() const { return m_state->fault; }

quint64 Inflater::distance() const { return m_state->distance; }

quint64 Inflater::allowedDistance() const { return m_state->allowedDistance; }

const char *Inflater::badData() const { return m_state->badData; }

bool Inflater::isLost() const { return m_state->isLost; }

bool Inflater::tailWasLeft() const { return m_state->tailWasLeft; }

} // namespace core
