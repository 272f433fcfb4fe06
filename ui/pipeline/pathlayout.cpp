// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pipeline/pipelines.h"

namespace ui {

Drawing layoutPath(const PipelineInput &input)
{
    constexpr qreal boxHeight = 58;
    Drawing out;
    const core::ConnectionInfo &info = input.conversation.connection();
    const qreal boxWidth = std::min(190.0, input.width / 4);
    const qreal gap = (input.width - 3 * boxWidth) / 2;
    const auto place = [&](int column, const QString &name, const QString &address) {
        const QRectF box(column * (boxWidth + gap), 8, boxWidth, boxHeight);
        out.boxes.push_back({box, Box::Style::Frame, Tone::Plain, Ink::Line});
        out.texts.push_back({QRectF(box.left() + 4, box.top() + 8, boxWidth - 8, 22), name, FontRole::Bold,
                             Ink::Normal, Qt::AlignCenter});
        out.texts.push_back({QRectF(box.left() + 2, box.top() + 31, boxWidth - 4, 18),
                             input.metrics.elided(address, FontRole::MonoSmall, boxWidth - 4),
                             FontRole::MonoSmall, Ink::Secondary, Qt::AlignCenter});
    };
    place(0, input.narrator.sideCapital(core::Direction::Client), info.client);
    place(1,
          input.narrator.language() == Language::English
              ? input.narrator.catalogue().text(QStringLiteral("side.relay"), "capital", Language::English)
              : input.narrator.phrase("side.relay"),
          info.server);
    place(2, input.narrator.sideCapital(core::Direction::Server),
          info.server.section(QLatin1Char(':'), 0, 0));

    const bool ended = input.step.id == "step.tcp.closed" || input.step.id == "step.tcp.closed.http" ||
                       input.step.id == "step.tcp.gone" || input.step.id == "step.tcp.cut" ||
                       input.step.id == "step.tcp.rst";
    const Ink ink = ended ? Ink::Faint : Ink::Normal;
    const qreal y = 8 + boxHeight / 2;
    for (int i = 0; i < 2; ++i) {
        const qreal from = boxWidth + i * (boxWidth + gap);
        out.strokes.push_back({QLineF(from, y, from + gap, y), ink, 1.5, true, false});
        out.texts.push_back({QRectF(from, y - 24, gap, 20),
                             ended ? QStringLiteral("✗") : QStringLiteral("TCP"), FontRole::Small,
                             ended ? Ink::Broken : Ink::Secondary, Qt::AlignCenter});
    }
    out.size = QSizeF(input.width, boxHeight + 16);
    if (input.step.number != 1)
        return out;
    out.size.rheight() += 8;
    const QString hint = input.narrator.phrase("hint.next");
    for (const QString &line : input.metrics.wrapped(hint, FontRole::Body, input.width)) {
        out.texts.push_back({QRectF(0, out.size.height(), input.width, 24), line, FontRole::Body,
                             Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
        out.size.rheight() += 24;
    }
    return out;
}

} // namespace ui
