// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/recording.h"
#include "core/record/unitscanner.h"

#include <array>

namespace core {

/// The units of one connection on one leg, in the order of their first bytes.
class UnitIndex
{
public:
    UnitIndex(const Recording &recording, const ConnectionInfo &connection, Leg leg);

    /// Takes in entry number `entry` of the recording. Returns the units that it finished: complete, cut short by the
    /// end of TCP, or known to be unknown (those may still grow).
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

private:
    struct Side
    {
        std::unique_ptr<UnitScanner> scanner; // of the open unit
        quint32 unit = 0;
        quint64 offset = 0; // bytes taken in
        UnitScanner::Mode next = UnitScanner::Mode::Http;
        UnknownReason lostReason = UnknownReason::BadLength;
    };

    Side &side(Direction d) { return m_sides[static_cast<std::size_t>(d)]; }
    std::vector<quint32> feed(Direction direction, ByteSpan bytes, quint32 entry);
    void chooseNext(Direction direction);
    std::vector<quint32> end(Direction direction);

    const Recording &m_recording;
    quint16 m_connection;
    Leg m_leg;
    Layer m_layer;
    std::vector<Unit> m_units;
    std::array<Side, 2> m_sides;
    int m_lastStatus = 0; // of the last response
};

} // namespace core
