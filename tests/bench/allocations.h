// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace bench {

/// Calls of malloc, calloc and realloc since the program began: those of operator new and of Qt's
/// containers are among them.
quint64 allocations();

/// Bytes of the heap that are in use.
quint64 heapBytes();

} // namespace bench
