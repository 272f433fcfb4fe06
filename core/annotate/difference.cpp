// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/annotate/difference.h"

#include <map>

namespace core {

namespace {

// By id and its number among those of that id.
using Leaves = std::map<std::pair<std::string_view, int>, const Field *>;
using Counts = std::map<std::string_view, int>;

bool isSame(const Field &a, ByteSpan aBytes, const Field &b, ByteSpan bBytes)
{
    return a.span.bits == b.span.bits && contentBytes(a, aBytes) == contentBytes(b, bBytes);
}

} // namespace

QByteArray contentBytes(const Field &leaf, ByteSpan unitBytes)
{
    Field content = leaf;
    if (leaf.id == "ws.frame.payload")
        content.source = ValueSource::Unmasked;
    return valueBytes(content, unitBytes);
}

std::vector<FieldDifference> differences(const Field &first, ByteSpan firstBytes, const Field &second,
                                         ByteSpan secondBytes)
{
    const std::vector<const Field *> secondLeaves = leavesOf(second);
    Leaves others;
    Counts counts;
    for (const Field *leaf : secondLeaves)
        others.emplace(std::pair(leaf->id, counts[leaf->id]++), leaf);

    std::vector<FieldDifference> all;
    counts.clear();
    for (const Field *leaf : leavesOf(first)) {
        const auto other = others.find({leaf->id, counts[leaf->id]++});
        if (other == others.end()) {
            all.push_back({leaf->id, leaf->span, std::nullopt});
            continue;
        }
        if (!isSame(*leaf, firstBytes, *other->second, secondBytes))
            all.push_back({leaf->id, leaf->span, other->second->span});
        others.erase(other);
    }
    counts.clear();
    for (const Field *leaf : secondLeaves)
        if (others.contains({leaf->id, counts[leaf->id]++}))
            all.push_back({leaf->id, std::nullopt, leaf->span});
    return all;
}

} // namespace core
