// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/consequence.h"
#include "ui/pipeline/pipelines.h"
#include "ui/text/outcometext.h"

namespace ui {

namespace {

constexpr qreal boxHeight = 84;
constexpr qreal arrowWidth = 30;

QString hexOf(const QByteArray &bytes, quint64 from, quint64 count)
{
    constexpr quint64 shown = 4;
    if (count == 0)
        return QStringLiteral("–");
    const QByteArray piece =
        bytes.mid(static_cast<qsizetype>(from), static_cast<qsizetype>(std::min(count, shown)));
    return QString::fromLatin1(piece.toHex(' ')) + (count > shown ? QStringLiteral(" …") : QString());
}

/// A sentence in as many lines as the box has room for.
std::vector<QString> wrapped(const QString &text, const Metrics &metrics, qreal width, std::size_t most)
{
    std::vector<QString> lines;
    QString line;
    for (const QString &word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const QString longer = line.isEmpty() ? word : line + QLatin1Char(' ') + word;
        if (!line.isEmpty() && metrics.width(longer, FontRole::Small) > width) {
            lines.push_back(line);
            line = word;
        } else {
            line = longer;
        }
    }
    lines.push_back(line);
    if (lines.size() > most) {
        QString rest;
        for (std::size_t i = most - 1; i < lines.size(); ++i)
            rest += (rest.isEmpty() ? QString() : QStringLiteral(" ")) + lines[i];
        lines.resize(most - 1);
        lines.push_back(metrics.elided(rest, FontRole::Small, width));
    }
    return lines;
}

} // namespace

Drawing layoutEffect(const PipelineInput &input, const core::Conversation &delivered)
{
    const Narrator &say = input.narrator;
    const core::Entry &edit = input.conversation.recording().entries()[*input.step.entry];
    const core::Consequence consequence = core::consequenceOf(input.conversation, delivered, edit);
    const qreal width = (input.width - 2 * arrowWidth) / 3;
    Drawing out;
    const auto box = [&](int column, const QString &title, Ink ink, const QString &text) {
        const QRectF rect(column * (width + arrowWidth), 4, width, boxHeight);
        out.boxes.push_back({rect, Box::Style::Frame, Tone::Plain, ink == Ink::Broken ? ink : Ink::Line});
        const qreal room = width - 20;
        out.texts.push_back({QRectF(rect.left() + 10, rect.top() + 6, room, 20),
                             input.metrics.elided(title, FontRole::SmallBold, room), FontRole::SmallBold, ink,
                             Qt::AlignLeft | Qt::AlignVCenter});
        qreal y = rect.top() + 28;
        for (const QString &line : wrapped(text, input.metrics, room, 3)) {
            out.texts.push_back({QRectF(rect.left() + 10, y, room, 17), line, FontRole::Small, Ink::Normal,
                                 Qt::AlignLeft | Qt::AlignVCenter});
            y += 17;
        }
        if (column > 0)
            out.strokes.push_back(
                {QLineF(rect.left() - arrowWidth + 6, rect.center().y(), rect.left() - 6, rect.center().y()),
                 Ink::Secondary, 1.4, false, true});
    };
    const bool breaks = !consequence.rules.empty();
    const QString rule = breaks ? Catalogue::key(consequence.rules.front()) : QString();
    const core::Reaction &reaction = consequence.reaction;
    QString did = reactionText(say, reaction);
    if (reaction.kind != core::Reaction::Kind::Nothing)
        did += QStringLiteral(" · ") +
               say.phrase("effect.after",
                          {{QStringLiteral("ms"),
                            QString::number(static_cast<double>(reaction.afterNs) / 1e6, 'f', 1)}});
    box(0, say.phrase("effect.change"), Ink::Normal,
        edit.has(core::Change::Edited)
            ? say.phrase("effect.bytes",
                         {{QStringLiteral("at"), QString::number(consequence.bytes.from)},
                          {QStringLiteral("before"), hexOf(consequence.bytes.sent, consequence.bytes.from,
                                                           consequence.bytes.sentCount)},
                          {QStringLiteral("after"), hexOf(consequence.bytes.delivered, consequence.bytes.from,
                                                          consequence.bytes.deliveredCount)}})
            : say.stepTitle(input.step));
    box(1, breaks ? QStringLiteral("✗ ") + rule : say.phrase("effect.rule"),
        breaks ? Ink::Broken : Ink::Normal,
        breaks ? say.catalogue().text(QStringLiteral("rule.") + rule, "kept", say.language())
               : say.phrase("effect.norule"));
    box(2, say.phrase("effect.reaction"), Ink::Normal, did);
    out.size = QSizeF(input.width, boxHeight + 8);
    return out;
}

} // namespace ui
