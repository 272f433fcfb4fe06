// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pipeline/pipelines.h"

#include "core/protocol/accept.h"

namespace ui {

namespace {

constexpr qreal discSize = 24;
constexpr qreal left = 36;
constexpr qreal stageHeight = 64;

} // namespace

Drawing layoutAccept(const PipelineInput &input, quint32 request)
{
    static const char *const names[] = {"accept.key", "accept.concatenate", "accept.hash", "accept.encode"};
    const QByteArray key = input.conversation.index().head(request).joined("Sec-WebSocket-Key");
    const core::AcceptDerivation derivation = core::deriveAccept(key);
    const bool inTurn = input.step.id.substr(0, 12) == "step.accept.";
    const int reached = inTurn ? input.step.part : 3;
    const QString values[] = {QString::fromLatin1(derivation.key),
                              QString::fromLatin1(derivation.concatenated),
                              QString::fromLatin1(core::toHex(core::spanOf(derivation.sha1), ' ')),
                              QString::fromLatin1(derivation.accept)};
    const qsizetype sizes[] = {key.size(), derivation.concatenated.size(), derivation.sha1.size(),
                               derivation.accept.size()};

    Drawing out;
    const Narrator &say = input.narrator;
    for (int stage = 0; stage < 4; ++stage) {
        const qreal y = stage * stageHeight;
        const bool there = stage <= reached;
        const bool current = inTurn && stage == reached;
        const Ink ink = there ? Ink::Normal : Ink::Faint;
        const QRectF disc(0, y, discSize, discSize);
        out.boxes.push_back({disc, there ? Box::Style::Disc : Box::Style::Pill, Tone::Plain,
                             there ? Ink::Selection : Ink::Faint});
        out.texts.push_back({disc, QString::number(stage + 1), FontRole::SmallBold,
                             there ? Ink::OnSelection : Ink::Faint, Qt::AlignCenter});
        const QString id = QString::fromLatin1(names[stage]);
        const QString title = say.catalogue().text(id, "text", say.language());
        const QString note = say.catalogue().text(id, "note", say.language(),
                                                  {{QStringLiteral("bytes"), QString::number(sizes[stage])}});
        const qreal titleWidth = std::min(input.metrics.width(title, FontRole::Bold) + 2, input.width - left);
        out.texts.push_back({QRectF(left, y, titleWidth, discSize),
                             input.metrics.elided(title, FontRole::Bold, titleWidth), FontRole::Bold, ink,
                             Qt::AlignLeft | Qt::AlignVCenter});
        const qreal noteLeft = left + titleWidth + 8;
        if (noteLeft < input.width)
            out.texts.push_back({QRectF(noteLeft, y, input.width - noteLeft, discSize),
                                 input.metrics.elided(note, FontRole::Small, input.width - noteLeft),
                                 FontRole::Small, there ? Ink::Secondary : Ink::Faint,
                                 Qt::AlignLeft | Qt::AlignVCenter});
        const QRectF box(left, y + discSize + 2, input.width - left, 30);
        out.boxes.push_back({box, there ? Box::Style::Frame : Box::Style::Dashed, Tone::Plain, Ink::Line});
        if (there) {
            const QRectF inside = box.adjusted(10, 0, -10, 0);
            const auto shown = input.metrics.elided(values[stage], FontRole::Mono, inside.width());
            if (stage != 2) {
                const qreal keyPart = stage == 1 ? input.metrics.width(values[0], FontRole::Mono)
                                                 : input.metrics.width(shown, FontRole::Mono);
                const QRectF chip(inside.left() - 3, box.top() + 5, std::min(keyPart + 6, inside.width() + 6),
                                  20);
                out.boxes.push_back({chip, Box::Style::Chip, Tone::Mask, Ink::Line});
            }
            out.texts.push_back(
                {inside, shown, FontRole::Mono, Ink::Normal, Qt::AlignLeft | Qt::AlignVCenter});
        }
        if (current)
            out.boxes.push_back({box, Box::Style::Selection, Tone::Plain, Ink::Selection});
    }
    out.size = QSizeF(input.width, 4 * stageHeight - 6);
    return out;
}

} // namespace ui
