// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/unitscanner.h"

#include "core/protocol/frame.h"

#include <algorithm>

namespace core {

UnitScanner::UnitScanner(Mode mode, Direction direction, quint64 offset, quint32 entry,
                         UnknownReason lostReason)
{
    m_unit.offset = offset;
    m_unit.firstEntry = entry;
    m_unit.direction = direction;
    switch (mode) {
    case Mode::Http:
        m_unit.kind = direction == Direction::Client ? UnitKind::Request : UnitKind::Response;
        m_http = std::make_unique<HttpScanner>(direction == Direction::Server);
        break;
    case Mode::Frame:
        m_unit.kind = UnitKind::Frame;
        break;
    case Mode::Lost:
        m_unit.kind = UnitKind::Unknown;
        m_unit.detail = static_cast<quint8>(lostReason);
        break;
    }
}

std::size_t UnitScanner::feed(ByteSpan bytes, quint32 entry)
{
    if (!bytes.empty())
        m_unit.lastEntry = entry;
    switch (m_unit.kind) {
    case UnitKind::Request:
    case UnitKind::Response:
        return feedHttp(bytes);
    case UnitKind::Frame:
        return feedFrame(bytes);
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

// Two bytes say how long the header is; then come the rest of the header and the payload.
std::size_t UnitScanner::feedFrame(ByteSpan bytes)
{
    std::size_t used = 0;
    const auto wanted = [this] { return m_unit.headerLength < 2 ? 2U : frameHeaderSize(m_header[1]); };
    while (used < bytes.size() && m_unit.headerLength < wanted()) {
        m_header[m_unit.headerLength++] = bytes[used++];
        m_unit.detail = m_header[0];
    }
    if (m_unit.headerLength < wanted())
        return used;
    m_unit.payloadLength = readFrameHeader(ByteSpan(m_header, m_unit.headerLength))->payloadLength;
    if (m_unit.payloadLength >> 63 != 0) {
        m_finished = true;
        return used;
    }
    const quint64 take = std::min<quint64>(bytes.size() - used, m_unit.payloadLength - m_payloadSeen);
    m_payloadSeen += take;
    if (m_payloadSeen == m_unit.payloadLength) {
        m_unit.complete = true;
        m_finished = true;
    }
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
