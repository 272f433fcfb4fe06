// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/recording.h"

#include <algorithm>
#include <vector>

namespace live {

/// Bytes on their way from the wire to a receiver, for one write; or the end of their direction.
struct Passage
{
    enum class End : quint8 { None, Fin, Rst };

    struct Segment
    {
        quint64 length = 0;
        quint64 sentOffset = core::Entry::ownBytes; // as an entry's
    };

    QByteArray bytes;
    std::vector<Segment> segments;  // of bytes, in their order
    std::vector<core::Entry> edits; // told when it is written; offset counts from the passage's first byte
    int delayMs = 0;
    bool isPart = false; // of a unit that was split: not in one read with what was before it
    End end = End::None;

    static Passage of(const QByteArray &bytes, quint64 sentOffset)
    {
        Passage passage;
        passage.bytes = bytes;
        passage.segments.push_back({static_cast<quint64>(bytes.size()), sentOffset});
        return passage;
    }
    static Passage of(End end)
    {
        Passage passage;
        passage.end = end;
        return passage;
    }
    /// What `next` has comes in the same write, after it.
    void join(const Passage &next)
    {
        delayMs = std::max(delayMs, next.delayMs);
        for (core::Entry edit : next.edits) {
            edit.offset += static_cast<quint64>(bytes.size());
            edits.push_back(edit);
        }
        bytes += next.bytes;
        segments.insert(segments.end(), next.segments.begin(), next.segments.end());
    }
};

} // namespace live
