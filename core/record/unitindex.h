// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/blockvector.h"
#include "core/record/recording.h"
#include "core/record/unitscanner.h"

#include <array>

namespace core {

/// Is told what the index finds, while it finds it. Units are named by their numbers.
class UnitSink
{
public:
    virtual ~UnitSink() = default;

    /// The first byte is there.
    virtual void unitBegan(quint32 unit) = 0;
    /// A frame that is there from its first byte to its last; the calls below are not made for it.
    virtual void wholeFrame(quint32 number, const Unit &unit, const FrameHeader &header, ByteSpan wire) = 0;
    /// A frame's header is whole. Its payload follows piece by piece, as on the wire.
    virtual void frameBegan(quint32 unit, const FrameHeader &header) = 0;
    virtual void framePayload(quint32 unit, ByteSpan wire) = 0;
    /// Complete, cut short by the end of TCP, or known to be unknown (that one may still grow).
    virtual void unitEnded(quint32 unit) = 0;
};

/// The units of one connection on one leg, in the order of their first bytes.
class UnitIndex
{
public:
    UnitIndex(const Recording &recording, const ConnectionInfo &connection, Leg leg);

    /// Takes in entry number `entry` of the recording.
    void take(quint32 entry, UnitSink &sink);
    /// The recording has ended: units that are still open stay incomplete and have ended.
    void finish(UnitSink &sink);

    const BlockVector<Unit> &units() const { return m_units; }
    Layer layer() const { return m_layer; }

    /// Bytes present, less than announced where the unit was cut short.
    quint64 length(quint32 unit) const;

    /// The bytes of a unit that are present, at most `limit`.
    QByteArray bytes(quint32 unit, quint64 limit = ~0ULL) const;

    HttpHead head(quint32 unit) const;

    /// The recording's entries that hold its first and its last byte.
    quint32 firstEntry(quint32 unit) const;
    quint32 lastEntry(quint32 unit) const;

private:
    struct Side
    {
        explicit Side(Direction d)
            : scanner(d)
        {}

        UnitScanner scanner;
        quint32 unit = 0;   // the open one, or the last one
        quint64 offset = 0; // bytes taken in
        UnitScanner::Mode next = UnitScanner::Mode::Http;
        UnknownReason lostReason = UnknownReason::BadLength;
        quint32 message = Unit::none; // of the last data frame
        bool messageOpen = false;
        bool cipherChanged = false; // a change_cipher_spec record has passed
    };

    Side &side(Direction d) { return m_sides[static_cast<std::size_t>(d)]; }
    const Side &side(Direction d) const { return m_sides[static_cast<std::size_t>(d)]; }
    void feed(Direction direction, ByteSpan bytes, UnitSink &sink);
    std::size_t feedWholeFrames(Side &side, ByteSpan bytes, UnitSink &sink);
    void store(Side &side, bool isNew);
    static void linkFrame(Side &side, Unit &unit);
    void chooseNext(Side &side);
    void end(Direction direction, UnitSink &sink);

    const Recording &m_recording;
    quint16 m_connection;
    Leg m_leg;
    Layer m_layer;
    BlockVector<Unit> m_units;
    std::array<Side, 2> m_sides{Side(Direction::Client), Side(Direction::Server)};
    bool m_requestSeen = false; // a whole one
};

} // namespace core
