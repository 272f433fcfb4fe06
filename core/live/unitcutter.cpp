// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/unitcutter.h"

#include "core/protocol/frame.h"

namespace live {

using core::UnitScanner;

UnitCutter::UnitCutter(core::Direction direction)
    : m_scanner(direction)
{
    startUnit(UnitScanner::Mode::Http);
}

void UnitCutter::startUnit(UnitScanner::Mode mode)
{
    m_isFraming = mode == UnitScanner::Mode::Frame;
    m_scanner.begin(mode, 0);
}

std::size_t UnitCutter::feed(core::ByteSpan bytes)
{
    const std::size_t used = m_scanner.feed(bytes);
    m_unit = m_scanner.unit();
    m_ended = m_scanner.finished();
    if (m_ended)
        unitFinished();
    return used;
}

void UnitCutter::refused()
{
    if (m_ended && m_isFraming)
        startUnit(UnitScanner::Mode::Http);
}

void UnitCutter::unitFinished()
{
    switch (m_unit.kind) {
    case core::UnitKind::Request:
        startUnit(m_scanner.head().asksForWebSocket() ? UnitScanner::Mode::Frame : UnitScanner::Mode::Http);
        break;
    case core::UnitKind::Response:
        m_status = m_scanner.head().status();
        m_extensions = m_scanner.head().joined("Sec-WebSocket-Extensions");
        startUnit(m_scanner.head().status() == 101 ? UnitScanner::Mode::Frame : UnitScanner::Mode::Http);
        break;
    case core::UnitKind::Frame:
        m_closeSeen = m_closeSeen || (m_unit.complete && core::is(m_unit.opcode(), core::Opcode::Close));
        startUnit(m_unit.complete ? UnitScanner::Mode::Frame : UnitScanner::Mode::Lost);
        break;
    case core::UnitKind::Tls:
    case core::UnitKind::Unknown:
        startUnit(UnitScanner::Mode::Lost);
        break;
    }
}

} // namespace live
