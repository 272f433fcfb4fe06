// SPDX-License-Identifier: GPL-3.0-or-later
// The program's own malloc stands before glibc's for every library in the process; operator new and
// QArrayData both end here. What it returns is glibc's memory, so free() stays as it is.
#include "allocations.h"

#include <atomic>
#include <cstddef>
#include <fstream>

#include <malloc.h>
#include <unistd.h>

#ifndef __GLIBC__
#error "the benchmark counts allocations by way of glibc"
#endif

namespace {

std::atomic<quint64> calls{0};

void count() { calls.fetch_add(1, std::memory_order_relaxed); }

} // namespace

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier): glibc's names
void *__libc_malloc(std::size_t size);
void *__libc_calloc(std::size_t count, std::size_t size);
void *__libc_realloc(void *memory, std::size_t size);
// NOLINTEND(bugprone-reserved-identifier)

void *malloc(std::size_t size) noexcept
{
    count();
    return __libc_malloc(size);
}

void *calloc(std::size_t number, std::size_t size) noexcept
{
    count();
    return __libc_calloc(number, size);
}

void *realloc(void *memory, std::size_t size) noexcept
{
    count();
    return __libc_realloc(memory, size);
}
}

namespace bench {

quint64 allocations() { return calls.load(std::memory_order_relaxed); }

quint64 heapBytes()
{
    // All private data of the process, mapped pages too, but for what the heap has free.
    quint64 pages[6] = {};
    std::ifstream statm("/proc/self/statm");
    for (quint64 &count : pages)
        statm >> count;
    const struct mallinfo2 info = mallinfo2();
    return pages[5] * static_cast<quint64>(::sysconf(_SC_PAGESIZE)) - info.fordblks;
}

} // namespace bench
