// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure.h"

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace bench {

namespace {

bool failed = false;

} // namespace

double cpuSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double Line::median() const
{
    std::vector<double> sorted = seconds;
    std::sort(sorted.begin(), sorted.end());
    return sorted[sorted.size() / 2];
}

double Line::spread() const
{
    const auto [least, most] = std::minmax_element(seconds.begin(), seconds.end());
    return (*most - *least) / median();
}

void measure(std::vector<Line> &lines, int rounds)
{
    for (int round = 0; round < rounds; ++round)
        for (Line &line : lines)
            line.seconds.push_back(line.run());
}

void require(bool holds, const std::string &what)
{
    if (holds)
        return;
    failed = true;
    std::fprintf(stderr, "bench: %s\n", what.c_str());
}

bool hasFailed() { return failed; }

} // namespace bench
