// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/consequence.h"

#include <algorithm>

namespace core {

namespace {

/// The rules that units of a stretch of a direction's stream break.
std::vector<std::string_view> brokenIn(const Conversation &conversation, Direction direction, quint64 offset,
                                       quint64 length)
{
    std::vector<std::string_view> rules;
    for (quint32 number = 0; number < conversation.units().size(); ++number) {
        const Unit &unit = conversation.units()[number];
        if (unit.direction != direction || unit.offset >= offset + length ||
            unit.offset + conversation.index().length(number) <= offset)
            continue;
        for (const Finding *finding : conversation.findingsOf(number))
            if (finding->check.rule->severity != Severity::Hint)
                rules.push_back(finding->check.rule->id);
    }
    return rules;
}

} // namespace

Consequence consequenceOf(const Conversation &sent, const Conversation &delivered, const Entry &edit)
{
    Consequence consequence;
    consequence.bytes = editedBytes(sent.recording(), edit);
    const std::vector<std::string_view> before =
        brokenIn(sent, edit.direction, edit.sentOffset, edit.sentLength);
    for (const std::string_view rule : brokenIn(delivered, edit.direction, edit.offset, edit.length)) {
        const auto isIn = [rule](const auto &list) {
            return std::find(list.begin(), list.end(), rule) != list.end();
        };
        if (!isIn(before) && !isIn(consequence.rules))
            consequence.rules.push_back(rule);
    }
    consequence.reaction = reactionTo(sent, opposite(edit.direction), edit.timeNs);
    return consequence;
}

} // namespace core
