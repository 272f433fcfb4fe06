// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/wayslayout.h"

#include <algorithm>

namespace ui {

namespace {

constexpr qreal margin = 16; // around all
constexpr qreal nameWidth = 200;
constexpr qreal rowHeight = 52;
constexpr qreal barHeight = 22;
constexpr qreal numberWidth = 150; // beside the longest bar

QString value(const char *phrase, const Narrator &say, quint64 number)
{
    return say.phrase(phrase, {{QStringLiteral("count"), QString::number(number)}});
}

/// Both halves of a bar begin at `left`: what the client sent, then what the server sent.
void addBar(Drawing &drawing, const WayCount &count, QPointF at, qreal perByte)
{
    const qreal up = static_cast<qreal>(count.up) * perByte;
    const qreal down = static_cast<qreal>(count.down) * perByte;
    drawing.boxes.push_back({{at.x(), at.y(), up, barHeight}, Box::Style::Bar, Tone::Plain, Ink::Selection});
    drawing.boxes.push_back(
        {{at.x() + up, at.y(), down, barHeight}, Box::Style::Frame, Tone::Plain, Ink::Selection});
}

QString factsOf(const WayBar &bar, const Narrator &say)
{
    if (!bar.measured)
        return say.phrase("compare.notrun");
    QStringList facts{say.phrase("compare.facts",
                                 {{QStringLiteral("connections"), QString::number(bar.measured->connections)},
                                  {QStringLiteral("requests"), QString::number(bar.measured->requests)},
                                  {QStringLiteral("up"), QString::number(bar.measured->up)},
                                  {QStringLiteral("down"), QString::number(bar.measured->down)}})};
    if (!bar.measured->delayMs.isEmpty())
        facts += say.phrase("compare.delay", {{QStringLiteral("ms"), bar.measured->delayMs}});
    return facts.join(QStringLiteral(" · "));
}

} // namespace

Drawing layoutWays(const std::vector<WayBar> &bars, const Narrator &say, const Metrics &metrics, qreal width)
{
    Drawing drawing;
    quint64 most = 1;
    quint64 fewest = ~0ULL;
    bool isOver = true;
    for (const WayBar &bar : bars) {
        const quint64 measured = bar.measured ? bar.measured->bytes() : 0;
        most = std::max({most, measured, bar.modelled.value_or(0)});
        fewest = std::min(fewest, measured);
        isOver = isOver && bar.measured && !bar.isRunning;
    }
    constexpr qreal left = margin + nameWidth; // of the bars
    const qreal room = width - left - margin;
    const qreal perByte = (room - numberWidth) / static_cast<qreal>(most);
    qreal y = margin;
    for (const WayBar &bar : bars) {
        const qreal line = metrics.lineHeight(FontRole::Small);
        const quint64 measured = bar.measured ? bar.measured->bytes() : 0;
        drawing.texts.push_back({{margin, y, nameWidth - 12, barHeight},
                                 metrics.elided(bar.name, FontRole::Bold, nameWidth - 12),
                                 FontRole::Bold});
        if (bar.measured)
            addBar(drawing, *bar.measured, {left, y}, perByte);
        if (bar.modelled)
            drawing.boxes.push_back(
                {{left, y - 2, static_cast<qreal>(*bar.modelled) * perByte, barHeight + 4},
                 Box::Style::Dashed,
                 Tone::Plain,
                 Ink::Secondary});
        const qreal end = left + static_cast<qreal>(std::max(measured, bar.modelled.value_or(0))) * perByte;
        QString number = bar.measured ? value("compare.bytes", say, measured) : QString();
        if (isOver && measured == fewest)
            number = say.phrase("compare.fewest", {{QStringLiteral("bytes"), number}});
        drawing.texts.push_back({{end + 8, y, left + room - end - 8, barHeight}, number, FontRole::Bold});
        QString below = factsOf(bar, say);
        if (bar.modelled)
            below +=
                QStringLiteral("   ") +
                say.phrase("compare.modelled", {{QStringLiteral("formula"), bar.formula},
                                                {QStringLiteral("bytes"), QString::number(*bar.modelled)}});
        drawing.texts.push_back({{left, y + barHeight + 2, room, line},
                                 metrics.elided(below, FontRole::Small, room),
                                 FontRole::Small,
                                 Ink::Secondary});
        y += rowHeight;
    }
    drawing.size = {width, y + margin - (rowHeight - barHeight - metrics.lineHeight(FontRole::Small))};
    return drawing;
}

Drawing layoutLines(const std::vector<WayLine> &lines, const QString &along, int from, int to, int at,
                    const Narrator &say, const Metrics &metrics, qreal width)
{
    constexpr qreal left = margin + 60; // of the numbers on the y axis
    constexpr qreal right = margin + 190;
    constexpr qreal top = 2 * margin + 8;
    constexpr qreal plotHeight = 150;
    constexpr qreal dot = 9;
    Drawing drawing;
    quint64 most = 1;
    for (const WayLine &line : lines)
        for (const auto *points : {&line.modelled, &line.measured})
            for (const auto &[number, bytes] : *points)
                most = std::max(most, bytes);
    const qreal plotWidth = width - left - right;
    const qreal range = std::max(1, to - from);
    const auto place = [&](int number, quint64 bytes) {
        return QPointF(left + (number - from) / range * plotWidth,
                       top + plotHeight * (1 - static_cast<qreal>(bytes) / static_cast<qreal>(most)));
    };
    const QPointF origin = place(from, 0);
    const qreal small = metrics.lineHeight(FontRole::Small);
    drawing.strokes.push_back({{origin, place(to, 0)}, Ink::Boundary, 1});
    drawing.strokes.push_back({{origin, place(from, most)}, Ink::Boundary, 1});
    for (const quint64 tick : {quint64{0}, most / 2, most})
        drawing.texts.push_back({{0, place(from, tick).y() - small / 2, left - 8, small},
                                 QString::number(tick),
                                 FontRole::Small,
                                 Ink::Secondary,
                                 Qt::AlignRight | Qt::AlignVCenter});
    const auto below = [&](int number, Ink ink, FontRole font) {
        constexpr qreal room = 60;
        drawing.texts.push_back({{place(number, 0).x() - room / 2, origin.y() + 4, room, small},
                                 QString::number(number),
                                 font,
                                 ink,
                                 Qt::AlignCenter});
    };
    const qreal near = 36 / plotWidth * range; // two numbers need that much between them
    for (const int number : {from, to})
        if (std::abs(number - at) > near)
            below(number, Ink::Secondary, FontRole::Small);
    below(at, Ink::Selection, FontRole::SmallBold);
    drawing.strokes.push_back({{place(at, 0), place(at, most)}, Ink::Selection, 1, true});
    drawing.texts.push_back({{left, origin.y() + 4 + small, plotWidth, small},
                             metrics.elided(along, FontRole::Small, plotWidth),
                             FontRole::Small,
                             Ink::Secondary,
                             Qt::AlignHCenter | Qt::AlignVCenter});

    struct Name
    {
        qreal y;
        QString text;
    };
    std::vector<Name> names;
    for (const WayLine &line : lines) {
        for (std::size_t i = 1; i < line.modelled.size(); ++i)
            drawing.strokes.push_back({{place(line.modelled[i - 1].first, line.modelled[i - 1].second),
                                        place(line.modelled[i].first, line.modelled[i].second)},
                                       Ink::Secondary,
                                       1.4,
                                       true});
        for (const auto &[number, bytes] : line.measured) {
            const QPointF middle = place(number, bytes);
            drawing.boxes.push_back({{middle.x() - dot / 2, middle.y() - dot / 2, dot, dot},
                                     Box::Style::Disc,
                                     Tone::Plain,
                                     Ink::Selection});
        }
        if (!line.modelled.empty())
            names.push_back({place(to, line.modelled.back().second).y(), line.name});
    }
    // A name stands at the end of its line, but clear of the one above it.
    std::sort(names.begin(), names.end(), [](const Name &a, const Name &b) { return a.y < b.y; });
    qreal free = 0;
    for (const Name &name : names) {
        const qreal y = std::max(free, name.y - small / 2);
        drawing.texts.push_back({{width - right + 8, y, right - 8 - margin, small},
                                 metrics.elided(name.text, FontRole::Small, right - 8 - margin),
                                 FontRole::Small});
        free = y + small;
    }
    drawing.texts.push_back({{margin, margin - 6, width - 2 * margin, small},
                             say.phrase("compare.lines"),
                             FontRole::Small,
                             Ink::Secondary});
    drawing.size = {width, std::max(origin.y() + 6 + 2 * small, free) + margin / 2};
    return drawing;
}

} // namespace ui
