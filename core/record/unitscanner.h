// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/frame.h"
#include "core/record/httpscanner.h"
#include "core/record/unit.h"

#include <memory>

namespace core {

/// Cuts units out of one direction's stream, one after the other, whatever the chunking. It takes no memory
/// for a frame.
class UnitScanner
{
public:
    enum class Mode : quint8 { Http, Frame, Tls, Lost };

    explicit UnitScanner(Direction direction)
        : m_direction(direction)
    {}

    /// The next unit starts at `offset`.
    void begin(Mode mode, quint64 offset, UnknownReason lostReason = UnknownReason::BadLength);
    bool hasBegun() const { return m_hasBegun; }

    /// Consumes bytes up to the end of the unit; returns how many.
    std::size_t feed(ByteSpan bytes);

    /// TCP has ended in this direction: a body that runs to the end is complete now.
    void end();
    /// The unit is done with; begin() is to follow.
    void leave() { m_hasBegun = false; }

    const Unit &unit() const { return m_unit; }
    /// No further byte belongs to this unit.
    bool finished() const { return m_finished; }
    /// Of a frame, once it is whole; else null.
    const FrameHeader *frameHeader() const { return m_hasHeader ? &m_header : nullptr; }
    /// Of a frame: what of its payload the last feed() had, as on the wire.
    ByteSpan framePayload() const { return m_piece; }
    /// The head of a finished request or response.
    HttpHead head() const { return m_http->head(); }

private:
    std::size_t feedHttp(ByteSpan bytes);
    std::size_t feedFrame(ByteSpan bytes);
    std::size_t feedHeader(ByteSpan bytes);
    std::size_t feedTls(ByteSpan bytes);
    void becomeUnknown(UnknownReason reason);

    Direction m_direction;
    Unit m_unit;
    std::unique_ptr<HttpScanner> m_http;
    std::array<std::uint8_t, maxHeaderBytes> m_start = {}; // of a header that comes in pieces
    FrameHeader m_header;
    ByteSpan m_piece;
    quint64 m_payloadSeen = 0;
    bool m_hasBegun = false;
    bool m_hasHeader = false;
    bool m_finished = false;
};

} // namespace core
