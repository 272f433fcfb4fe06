// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "traffic.h"

namespace bench {

/// Each decodes all of the traffic as a server would and returns the seconds that it took.
double runWslay(const Traffic &traffic, bool buffered, Tally &tally);
double runBeast(const Traffic &traffic, Tally &tally);

/// Header and unmasking, no rules, no chunks, no copy of the stream: the ceiling.
double runPlainLoop(const Traffic &traffic, Tally &tally);

std::string peerVersions();

} // namespace bench
