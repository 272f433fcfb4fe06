// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace bench {

/// How much is done: all of it, or a tenth for the test run.
struct Scale
{
    int divisor = 1;
    int rounds = 5;
};

// Each prints one section of the report.
void reportStreams(const Scale &scale);
void reportUnmasking(const Scale &scale);
void reportUtf8(const Scale &scale);
void reportAnnotating(const Scale &scale);
void reportGrowth(const Scale &scale);
void reportCaptures(const Scale &scale);
void reportRelays(const Scale &scale);

} // namespace bench
