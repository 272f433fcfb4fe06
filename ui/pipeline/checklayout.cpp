// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pipeline/pipelines.h"

namespace ui {

Drawing layoutChecks(const PipelineInput &input)
{
    constexpr qreal rowHeight = 30;
    Drawing out;
    const std::vector<core::Check> checks = input.conversation.checksOf(*input.step.unit);
    const int turnFirst =
        static_cast<int>(input.conversation.turns()[input.conversation.turnOf(input.step.number)].firstStep);
    qreal y = 0;
    for (std::size_t i = 0; i < checks.size(); ++i) {
        const core::Check &check = checks[i];
        const bool reached = static_cast<int>(i) <= input.step.part;
        const bool current = static_cast<int>(i) == input.step.part;
        const Ink ink = !reached ? Ink::Faint : check.kept ? Ink::Normal : Ink::Broken;
        const QRectF row(0, y, input.width, rowHeight);
        if (current)
            out.boxes.push_back({row, Box::Style::Current, Tone::Plain, Ink::Line});
        const QString mark = !reached     ? QStringLiteral("·")
                             : check.kept ? QStringLiteral("✓")
                                          : QStringLiteral("✗");
        out.texts.push_back({QRectF(8, y, 22, rowHeight), mark, FontRole::Bold,
                             !reached     ? Ink::Faint
                             : check.kept ? Ink::Kept
                                          : Ink::Broken,
                             Qt::AlignCenter});
        const QString id = Catalogue::key(check.rule->id);
        const qreal idWidth = input.metrics.width(id, FontRole::MonoSmall) + 4;
        const qreal textWidth = input.width - 36 - idWidth - 20;
        const QString rule =
            input.narrator.catalogue().text(QStringLiteral("rule.") + id, "kept", input.narrator.language());
        out.texts.push_back(
            {QRectF(36, y, textWidth, rowHeight), input.metrics.elided(rule, FontRole::Body, textWidth),
             current ? FontRole::Bold : FontRole::Body, ink, Qt::AlignLeft | Qt::AlignVCenter});
        if (current)
            out.texts.back().text = input.metrics.elided(rule, FontRole::Bold, textWidth);
        out.texts.push_back({QRectF(input.width - idWidth - 10, y, idWidth, rowHeight), id,
                             FontRole::MonoSmall, reached ? Ink::Secondary : Ink::Faint,
                             Qt::AlignRight | Qt::AlignVCenter});
        out.targets.push_back({row, {}, turnFirst + static_cast<int>(i), {}, false});
        y += rowHeight;
    }
    if (input.step.id.substr(0, 11) == "step.server" && !input.conversation.connection().serverIsOurs) {
        const QString note = input.narrator.phrase("note.server.checks");
        out.texts.push_back({QRectF(8, y + 4, input.width - 16, 22),
                             input.metrics.elided(note, FontRole::Small, input.width - 16), FontRole::Small,
                             Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
        y += 28;
    }
    out.size = QSizeF(input.width, y);
    return out;
}

} // namespace ui
