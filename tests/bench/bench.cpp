// SPDX-License-Identifier: GPL-3.0-or-later
// Framescope's core beside wslay and Boost.Beast on the same bytes, as ratios. `bench --quick` does a tenth,
// `--wire` the wire alone, `--captures` captures alone.
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
    const QCoreApplication application(argc, argv);
    bench::Scale scale;
    void (*alone)(const bench::Scale &) = nullptr;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--quick") == 0) {
            scale.divisor = 10;
        } else if (std::strcmp(argv[i], "--wire") == 0) {
            alone = bench::reportRelays;
        } else if (std::strcmp(argv[i], "--captures") == 0) {
            alone = bench::reportCaptures;
        } else {
            std::fprintf(stderr, "usage: bench [--quick] [--wire | --captures]\n");
            return 2;
        }
    }
    if (alone != nullptr) {
        alone(scale);
        return bench::hasFailed() ? 1 : 0;
    }
    std::printf("# Benchmark%s\n\n", scale.divisor == 1 ? "" : " (a tenth)");
    std::printf("%s · %s · Qt %s\n\n", bench::peerVersions().c_str(), compiler(), qVersion());
    std::printf("Medians of %d rounds in one process, all lines in turn; processor time, not the wall's. "
                "\"× wslay\" is how many times as fast.\n\n",
                scale.rounds);
    bench::reportStreams(scale);
    bench::reportUnmasking(scale);
    bench::reportUtf8(scale);
    bench::reportAnnotating(scale);
    bench::reportGrowth(scale);
    bench::reportCaptures(scale);
    bench::reportRelays(scale);
    return bench::hasFailed() ? 1 : 0;
}
