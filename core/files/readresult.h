// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace core {

enum class ReadProblem : quint8 {
    None,
    Unknown,      // of no kind that is read; nothing was
    NewerVersion, // detail is its version; nothing was read
    Damaged,      // up to the damage all was read; detail is the byte where it begins
    CutShort,     // the file stops inside or before its end; detail is the byte where what is whole ends
};

struct ReadResult
{
    ReadProblem problem = ReadProblem::None;
    quint64 detail = 0;

    /// Nothing could be read.
    bool isNothing() const { return problem == ReadProblem::Unknown || problem == ReadProblem::NewerVersion; }
};

} // namespace core
