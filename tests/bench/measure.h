// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace bench {

/// Time of this process, not of the wall: others use the machine too.
double cpuSeconds();

template<typename Work>
double secondsOf(Work &&work)
{
    const double begin = cpuSeconds();
    work();
    return cpuSeconds() - begin;
}

/// What the compiler must believe to be read, so that it cannot leave the work out.
inline void keep(const void *memory) { asm volatile("" : : "g"(memory) : "memory"); }

/// One contestant: `run` does the whole work once and returns the seconds that count.
struct Line
{
    std::string name;
    std::function<double()> run;
    std::vector<double> seconds;

    double median() const;
    /// Slowest less fastest, as a part of the median: how far to trust it.
    double spread() const;
};

/// All lines once, then all lines again …: what disturbs the machine disturbs each of them.
void measure(std::vector<Line> &lines, int rounds);

/// A run that did not decode everything is worth nothing, and the program says so with its exit code.
void require(bool holds, const std::string &what);
bool hasFailed();

} // namespace bench
