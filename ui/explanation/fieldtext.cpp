// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explanation/fieldtext.h"

#include "core/annotate/annotate.h"

namespace ui {

TargetText fieldText(const Narrator &narrator, const core::Conversation &conversation, quint32 unit,
                     core::BitSpan bits)
{
    const QByteArray bytes = conversation.index().bytes(unit);
    const core::Field tree = core::annotate(conversation.units()[unit], core::spanOf(bytes));
    const core::Field &field = core::smallestCovering(tree, bits);
    TargetText text{narrator.fieldLabel(field.id), Narrator::valueLiteral(field, core::spanOf(bytes)),
                    narrator.valueMeaning(field, core::spanOf(bytes))};
    for (const core::Finding *finding : conversation.findingsOf(unit))
        if (finding->check.span.overlaps(bits))
            text.description += (text.description.isEmpty() ? QString() : QStringLiteral(" ")) +
                                QStringLiteral("✗ ") +
                                narrator.ruleText(finding->check.rule->id,
                                                  Narrator::verdictKey(finding->check), finding->check);
    return text;
}

} // namespace ui
