// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/drawing.h"
#include "ui/lesson/lane.h"
#include "ui/text/steptext.h"

namespace ui {

/// One way of a comparison, as it is drawn.
struct WayBar
{
    QString name;
    std::optional<WayCount> measured; // nothing: it has not been run
    bool isRunning = false;
    QString formula;                 // empty where its bytes cannot be computed beforehand
    std::optional<quint64> modelled; // bytes that the formula gives
};

/// A bar for each way: solid what was counted, dashed what the formula gives. The number of a solid bar
/// stands beside it, and whichever way took fewest bytes says so once all have ended.
Drawing layoutWays(const std::vector<WayBar> &bars, const Narrator &say, const Metrics &metrics, qreal width);

/// Bytes of one way along the number that is chosen.
struct WayLine
{
    QString name;
    std::vector<std::pair<int, quint64>> modelled; // by the number, rising
    std::vector<std::pair<int, quint64>> measured; // runs so far, with everything else chosen as now
};

/// Formulas as dashed lines, runs as dots on them. `at`: the number that is chosen now.
Drawing layoutLines(const std::vector<WayLine> &lines, const QString &along, int from, int to, int at,
                    const Narrator &say, const Metrics &metrics, qreal width);

} // namespace ui
