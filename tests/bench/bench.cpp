// SPDX-License-Identifier: GPL-3.0-or-later
// Framescope's core beside wslay and Boost.Beast on the same bytes, as ratios. `bench --quick` does a tenth,
// `bench --wire` the wire alone.
#include "measure.h"
#include "peers.h"
#include "sections.h"

#include <QCoreApplication>

#include <cstdio>
#include <cstring>

namespace {

const char *compiler()
{
#if defined(__clang__)
    return "clang " __clang_version__;
#else
    return "g++ " __VERSION__;
#endif
}

} // namespace

int main(int argc, char **argv)
{
    bench::Scale scale;
    bool wireOnly = false;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--quick") == 0) {
            scale.divisor = 10;
        } else if (std::strcmp(argv[i], "--wire") == 0) {
            wireOnly = true;
        } else {
            std::fprintf(stderr, "usage: bench [--quick] [--wire]\n");
            return 2;
        }
    }
    const QCoreApplication application(argc, argv);
    std::printf("# Benchmark%s\n\n", scale.divisor == 1 ? "" : " (a tenth)");
    std::printf("%s · %s · Qt %s\n\n", bench::peerVersions().c_str(), compiler(), qVersion());
    if (wireOnly) {
        bench::reportWire(scale);
        return bench::hasFailed() ? 1 : 0;
    }
    std::printf("Medians of %d rounds in one process, all lines in turn; processor time, not the wall's. "
                "\"× wslay\" is how many times as fast.\n\n",
                scale.rounds);
    bench::reportStreams(scale);
    bench::reportUnmasking(scale);
    bench::reportUtf8(scale);
    bench::reportAnnotating(scale);
    bench::reportGrowth(scale);
    bench::reportWire(scale);
    return bench::hasFailed() ? 1 : 0;
}
