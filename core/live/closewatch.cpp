// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/closewatch.h"

#include "core/protocol/frame.h"

namespace live {

using core::UnitScanner;

CloseWatch::CloseWatch(core::Direction direction)
    : m_scanner(direction)
{
    startUnit(UnitScanner::Mode::Http);
}

void CloseWatch::startUnit(UnitScanner::Mode mode) { m_scanner.begin(mode, 0); }

void CloseWatch::feed(core::ByteSpan bytes)
{
    while (!bytes.empty() && !m_closeSeen) {
        bytes = bytes.subspan(m_scanner.feed(bytes));
        if (m_scanner.finished())
            unitFinished();
    }
}

void CloseWatch::unitFinished()
{
    const core::Unit &unit = m_scanner.unit();
    switch (unit.kind) {
    case core::UnitKind::Request:
        startUnit(m_scanner.head().asksForWebSocket() ? UnitScanner::Mode::Frame : UnitScanner::Mode::Http);
        break;
    case core::UnitKind::Response:
        startUnit(m_scanner.head().status() == 101 ? UnitScanner::Mode::Frame : UnitScanner::Mode::Http);
        break;
    case core::UnitKind::Frame:
        m_closeSeen = unit.complete && core::is(unit.opcode(), core::Opcode::Close);
        startUnit(unit.complete ? UnitScanner::Mode::Frame : UnitScanner::Mode::Lost);
        break;
    case core::UnitKind::Unknown:
        startUnit(UnitScanner::Mode::Lost);
        break;
    }
}

} // namespace live
