// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/unitscanner.h"

namespace live {

/// Follows one direction's stream to know whether its Close frame has passed.
class CloseWatch
{
public:
    explicit CloseWatch(core::Direction direction);

    void feed(core::ByteSpan bytes);
    bool closeSeen() const { return m_closeSeen; }

private:
    void startUnit(core::UnitScanner::Mode mode);
    void unitFinished();

    core::UnitScanner m_scanner;
    bool m_closeSeen = false;
};

} // namespace live
