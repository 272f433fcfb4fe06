// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/unitscanner.h"

#include "core/protocol/frame.h"
#include "core/protocol/tlsrecord.h"

#include <algorithm>

namespace core {

void UnitScanner::begin(Mode mode, quint64 offset, UnknownReason lostReason)
{
    m_unit = {};
    m_unit.offset = offset;
    m_unit.direction = m_direction;
    m_payloadSeen = 0;
    m_hasBegun = true;
    m_hasHeader = false;
    m_finished = false;
    switch (mode) {
    case Mode::Http:
        m_unit.kind = m_direction == Direction::Client ? UnitKind::Request : UnitKind::Response;
        m_http = std::make_unique<HttpScanner>(m_direction == Direction::Server);
        break;
    case Mode::Frame:
        m_unit.kind = UnitKind::Frame;
        break;
    case Mode::Tls:
        m_unit.kind = UnitKind::Tls;
        break;
    case Mode::Lost:
        m_unit.kind = UnitKind::Unknown;
        m_unit.detail = static_cast<quint8>(lostReason);
        break;
    }
}

std::size_t UnitScanner::feed(ByteSpan bytes)
{
    m_piece = {};
    switch (m_unit.kind) {
    case UnitKind::Request:
    case UnitKind::Response:
        return feedHttp(bytes);
    case UnitKind::Frame:
        return feedFrame(bytes);
    case UnitKind::Tls:
        return feedTls(bytes);
    case UnitKind::Unknown:
        m_unit.payloadLength += bytes.size();
        return bytes.size();
    }
    return bytes.size();
}

std::size_t UnitScanner::feedHttp(ByteSpan bytes)
{
    const std::size_t used = m_http->feed(bytes);
    m_unit.headerLength = m_http->headLength();
    m_unit.payloadLength = m_http->bodyLength();
    switch (m_http->status()) {
    case HttpScanner::Status::NeedMore:
        break;
    case HttpScanner::Status::Done:
        m_unit.complete = true;
        m_finished = true;
        break;
    case HttpScanner::Status::NotHttp:
        becomeUnknown(UnknownReason::NotHttp);
        break;
    case HttpScanner::Status::HeadLimit:
        becomeUnknown(UnknownReason::HeadLimit);
        break;
    }
    return used;
}

std::size_t UnitScanner::feedFrame(ByteSpan bytes)
{
    std::size_t used = 0;
    if (!m_hasHeader) {
        used = feedHeader(bytes);
        if (!m_hasHeader || !m_header.hasValidLength())
            return used;
    }
    const quint64 take = std::min<quint64>(bytes.size() - used, m_unit.payloadLength - m_payloadSeen);
    m_piece = bytes.subspan(used, take);
    m_payloadSeen += take;
    if (m_payloadSeen == m_unit.payloadLength) {
        m_unit.complete = true;
        m_finished = true;
    }
    return used + take;
}

// Two bytes say how long the header is. Mostly it is there whole.
std::size_t UnitScanner::feedHeader(ByteSpan bytes)
{
    std::size_t used = 0;
    std::size_t have = m_unit.headerLength;
    std::optional<FrameHeader> header;
    if (have == 0)
        header = readFrameHeader(bytes);
    if (header) {
        used = header->size;
        m_unit.detail = bytes[0];
    } else {
        while (used < bytes.size() && have < (have < 2 ? 2U : frameHeaderSize(m_start[1])))
            m_start[have++] = bytes[used++];
        m_unit.detail = m_start[0];
        m_unit.headerLength = have;
        header = readFrameHeader(ByteSpan(m_start).first(have));
    }
    if (!header)
        return used;
    m_hasHeader = true;
    m_header = *header;
    m_unit.headerLength = header->size;
    m_unit.payloadLength = header->payloadLength;
    m_finished = !header->hasValidLength();
    return used;
}

// Five bytes say how long the record is; the first of them that fits no record ends the framing.
std::size_t UnitScanner::feedTls(ByteSpan bytes)
{
    std::size_t used = 0;
    while (used < bytes.size() && m_unit.headerLength < tlsHeadBytes) {
        m_start[m_unit.headerLength] = bytes[used++];
        m_unit.headerLength = m_unit.headerLength + 1;
        if (!beginsTlsRecord(ByteSpan(m_start).first(m_unit.headerLength))) {
            becomeUnknown(UnknownReason::NotTls);
            return used;
        }
    }
    m_unit.detail = m_start[0];
    if (m_unit.headerLength < tlsHeadBytes)
        return used;
    m_unit.payloadLength = static_cast<quint64>(m_start[3]) << 8 | m_start[4];
    const quint64 take = std::min<quint64>(bytes.size() - used, m_unit.payloadLength - m_payloadSeen);
    m_payloadSeen += take;
    m_unit.complete = m_finished = m_payloadSeen == m_unit.payloadLength;
    return used + take;
}

void UnitScanner::end()
{
    if (m_http && !m_finished && m_unit.isHttp() && m_http->endsWithTcp())
        m_unit.complete = true;
    m_finished = true;
}

void UnitScanner::becomeUnknown(UnknownReason reason)
{
    m_unit.kind = UnitKind::Unknown;
    m_unit.detail = static_cast<quint8>(reason);
    m_unit.payloadLength = m_unit.headerLength;
    m_unit.headerLength = 0;
}

} // namespace core
