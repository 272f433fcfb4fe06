// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/recording.h"
#include "core/record/unitscanner.h"

#include <array>

namespace core {

/// Where a frame stands among the data frames of its direction, so that nobody has to search back for it.
struct FrameLink
{
    static constexpr quint32 none = ~0U;

    quint32 message = none;  // unit of the frame that began the message this one belongs to
    quint32 previous = none; // unit of the data frame before it in its direction
};

/// The units of one connection on one leg, in the order of their first bytes.
class UnitIndex
{
public:
    UnitIndex(const Recording &recording, const ConnectionInfo &connection, Leg leg);

    /// Takes in entry number `entry` of the recording. Returns the units that it finished: complete, cut
    /// short by the end of TCP, or known to be unknown (those may still grow).
    std::vector<quint32> take(quint32 entry);

    /// The recording has ended: units that are still open stay incomplete and count as finished.
    std::vector<quint32> finish();

    const std::vector<Unit> &units() const { return m_units; }
    Layer layer() const { return m_layer; }

    /// Bytes present, less than announced where the unit was cut short.
    quint64 length(quint32 unit) const;

    /// The bytes of a unit that are present, at most `limit`.
    QByteArray bytes(quint32 unit, quint64 limit = ~0ULL) const;

    HttpHead head(quint32 unit) const;

    const FrameLink &link(quint32 frame) const { return m_links[frame]; }

private:
    struct Side
    {
        std::unique_ptr<UnitScanner> scanner; // of the open unit
        quint32 unit = 0;
        quint64 offset = 0;                 // bytes taken in
        quint32 lastData = FrameLink::none; // the last data frame
        UnitScanner::Mode next = UnitScanner::Mode::Http;
        UnknownReason lostReason = UnknownReason::BadLength;
    };

    Side &side(Direction d) { return m_sides[static_cast<std::size_t>(d)]; }
    const Side &side(Direction d) const { return m_sides[static_cast<std::size_t>(d)]; }
    void linkFrame(quint32 frame);
    std::vector<quint32> feed(Direction direction, ByteSpan bytes, quint32 entry);
    void chooseNext(Direction direction);
    std::vector<quint32> end(Direction direction);

    const Recording &m_recording;
    quint16 m_connection;
    Leg m_leg;
    Layer m_layer;
    std::vector<Unit> m_units;
    std::vector<FrameLink> m_links; // one a unit
    std::array<Side, 2> m_sides;
    bool m_requestSeen = false; // a whole one
};

} // namespace core
