// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/unitscanner.h"

namespace live {

/// Follows one direction's stream from unit to unit.
class UnitCutter
{
public:
    explicit UnitCutter(core::Direction direction);

    /// Takes bytes up to the end of the unit; returns how many.
    std::size_t feed(core::ByteSpan bytes);

    /// The last byte taken was a unit's last one.
    bool unitEnded() const { return m_ended; }
    /// The unit of the last byte taken, as far as it is known.
    const core::Unit &unit() const { return m_unit; }
    /// Frames follow: the handshake is over, as far as this direction goes.
    bool isFraming() const { return m_isFraming; }
    /// What the 101 says of extensions; the server's direction.
    const QByteArray &extensions() const { return m_extensions; }
    /// Of the last response; 0 before.
    int status() const { return m_status; }
    /// The client's direction goes on with HTTP, if it is between two units.
    void refused();
    /// A whole Close frame has passed.
    bool closeSeen() const { return m_closeSeen; }

private:
    void startUnit(core::UnitScanner::Mode mode);
    void unitFinished();

    core::UnitScanner m_scanner;
    core::Unit m_unit;
    QByteArray m_extensions;
    int m_status = 0;
    bool m_ended = true;
    bool m_isFraming = false;
    bool m_closeSeen = false;
};

} // namespace live
