// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/httpscanner.h"
#include "core/record/unit.h"

#include <memory>

namespace core {

/// Cuts one unit out of one direction's stream, whatever the chunking. A new scanner is made for each unit.
class UnitScanner
{
public:
    enum class Mode : quint8 { Http, Frame, Lost };

    UnitScanner(Mode mode, Direction direction, quint64 offset, quint32 entry, UnknownReason lostReason);

    /// Consumes bytes of entry `entry` up to the end of the unit; returns how many.
    std::size_t feed(ByteSpan bytes, quint32 entry);

    /// TCP has ended in this direction: a body that runs to the end is complete now.
    void end();

    const Unit &unit() const { return m_unit; }
    /// No further byte belongs to this unit.
    bool finished() const { return m_finished; }
    /// The head of a finished request or response.
    HttpHead head() const { return m_http->head(); }

private:
    std::size_t feedHttp(ByteSpan bytes);
    std::size_t feedFrame(ByteSpan bytes);
    void becomeUnknown(UnknownReason reason);

    Unit m_unit;
    std::unique_ptr<HttpScanner> m_http;
    std::uint8_t m_header[14] = {}; // of a frame
    quint64 m_payloadSeen = 0;
    bool m_finished = false;
};

} // namespace core
