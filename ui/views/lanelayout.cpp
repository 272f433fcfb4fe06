// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/lanelayout.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace ui {

namespace {

constexpr qreal labelWidth = 128;
constexpr qreal laneHeight = 46;
constexpr qreal lanePitch = 58;
constexpr qreal rulerHeight = 22;
constexpr std::size_t mostChunks = 96;
constexpr std::size_t mostUnits = 48;

/// A stretch of the direction's stream, bytes.
struct Stretch
{
    quint64 from = 0;
    quint64 to = 0;

    bool operator==(const Stretch &) const = default;
};

class Layout
{
public:
    explicit Layout(const LaneInput &input)
        : m_in(input)
        , m_index(input.conversation.index())
        , m_direction(m_index.units()[input.unit].direction)
    {
        findStretch();
        findUnits();
        place();
    }

    Drawing make()
    {
        qreal y = rulerHeight;
        ruler();
        laneName(y, "lane.chunks");
        for (const Stretch &chunk : m_chunks)
            addChunk(chunk, y);
        y += lanePitch;
        if (!m_delivered.empty() && m_delivered != m_chunks) {
            laneName(y, "lane.delivered");
            for (const Stretch &chunk : m_delivered)
                addChunk(chunk, y);
            y += lanePitch;
        }
        laneName(y, "lane.frames");
        for (const quint32 unit : m_units)
            addUnit(unit, y);
        y += lanePitch;
        laneName(y, "lane.messages");
        addMessages(y);
        y += lanePitch;
        for (const QString &line : sentences()) {
            m_out.texts.push_back({QRectF(0, y, m_out.size.width(), 22),
                                   m_in.metrics.elided(line, FontRole::Body, m_out.size.width()),
                                   FontRole::Body, Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
            y += 24;
        }
        m_out.size.setHeight(y + 4);
        return std::move(m_out);
    }

private:
    Stretch stretchOf(quint32 unit) const
    {
        const quint64 from = m_index.units()[unit].offset;
        return {from, from + m_index.length(unit)};
    }

    const core::Recording &recording() const { return m_in.conversation.recording(); }
    quint16 connection() const { return m_in.conversation.connection().id; }

    /// The chunks of a leg that hold bytes of [from, to), cut to the most that are shown.
    std::vector<Stretch> chunksOf(core::Leg leg, Stretch of) const
    {
        std::vector<Stretch> chunks;
        const quint64 length = recording().streamLength(connection(), m_direction, leg);
        for (quint64 at = of.from; at < std::min(of.to, length) && chunks.size() < mostChunks;) {
            const core::Entry &entry =
                recording().entries()[recording().entryAt(connection(), m_direction, leg, at)];
            const bool moved = leg == core::Leg::Delivered && entry.sentOffset != entry.offset;
            if (moved) // something was changed before: the streams do not lie side by side
                return {};
            chunks.push_back({entry.offset, entry.offset + entry.length});
            at = chunks.back().to;
        }
        return chunks;
    }

    void findStretch()
    {
        Stretch all = stretchOf(m_in.unit);
        const quint32 message = m_index.units()[m_in.unit].message;
        if (message != core::Unit::none) {
            std::size_t looked = 0;
            for (quint32 i = message; i < m_index.units().size() && looked < mostUnits; ++i, ++looked)
                if (m_index.units()[i].message == message && m_index.units()[i].direction == m_direction) {
                    all.from = std::min(all.from, stretchOf(i).from);
                    all.to = std::max(all.to, stretchOf(i).to);
                }
        }
        m_chunks = chunksOf(core::Leg::Sent, all);
        m_stretch = m_chunks.empty() ? all : Stretch{m_chunks.front().from, m_chunks.back().to};
        m_delivered = chunksOf(core::Leg::Delivered, m_stretch);
        for (Stretch &chunk : m_delivered)
            chunk = {std::max(chunk.from, m_stretch.from), std::min(chunk.to, m_stretch.to)};
    }

    void findUnits()
    {
        const auto first = m_in.conversation.unitAt(m_direction, m_stretch.from);
        for (quint32 i = first.value_or(m_in.unit); i < m_index.units().size() && m_units.size() < mostUnits;
             ++i) {
            const core::Unit &unit = m_index.units()[i];
            if (unit.direction != m_direction)
                continue;
            if (unit.offset >= m_stretch.to)
                break;
            m_units.push_back(i);
        }
    }

    /// Every border gets its place; between two there is room that grows with the logarithm.
    void place()
    {
        std::set<quint64> borders{m_stretch.from, m_stretch.to};
        const auto add = [&](quint64 at) {
            if (at > m_stretch.from && at < m_stretch.to)
                borders.insert(at);
        };
        for (const auto *lane : {&m_chunks, &m_delivered})
            for (const Stretch &chunk : *lane)
                add(chunk.from);
        for (const quint32 unit : m_units) {
            add(stretchOf(unit).from);
            add(stretchOf(unit).from + m_index.units()[unit].headerLength);
        }
        std::vector<std::pair<quint64, qreal>> widths;
        qreal sum = 0;
        for (auto it = borders.begin(); std::next(it) != borders.end(); ++it) {
            const auto bytes = static_cast<qreal>(*std::next(it) - *it);
            widths.emplace_back(*it, 24 + 13 * std::log2(bytes));
            sum += widths.back().second;
        }
        const qreal room = m_in.width - labelWidth;
        const qreal scale = sum > 0 && sum < room ? std::min(room / sum, 3.0) : 1;
        qreal x = labelWidth;
        for (const auto &[at, width] : widths) {
            m_places[at] = x;
            x += width * scale;
        }
        m_places[m_stretch.to] = x;
        m_out.size.setWidth(std::max(x + 1, m_in.width));
    }

    /// Inside a stretch without a border of its own the bytes lie evenly.
    qreal placeOf(quint64 at) const
    {
        at = std::clamp(at, m_stretch.from, m_stretch.to);
        const auto after = m_places.lower_bound(at);
        if (after->first == at)
            return after->second;
        const auto before = std::prev(after);
        const qreal share =
            static_cast<qreal>(at - before->first) / static_cast<qreal>(after->first - before->first);
        return before->second + share * (after->second - before->second);
    }

    QRectF rectOf(Stretch stretch, qreal y) const
    {
        const qreal left = placeOf(stretch.from);
        return {left, y, placeOf(stretch.to) - left, laneHeight};
    }

    void laneName(qreal y, const char *phrase)
    {
        m_out.texts.push_back(
            {QRectF(0, y, labelWidth - 8, laneHeight),
             m_in.metrics.elided(m_in.narrator.phrase(phrase), FontRole::SmallBold, labelWidth - 8),
             FontRole::SmallBold, Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
    }

    void words(const QRectF &rect, const QString &text, FontRole font, Ink ink)
    {
        if (rect.width() < 12)
            return;
        m_out.texts.push_back({rect.adjusted(2, 0, -2, 0), m_in.metrics.elided(text, font, rect.width() - 4),
                               font, ink, Qt::AlignCenter});
    }

    QString bytesText(quint64 count, qreal room) const
    {
        const QString full =
            m_in.narrator.phrase("lane.bytes", {{QStringLiteral("count"), QString::number(count)}});
        return m_in.metrics.width(full, FontRole::Small) <= room - 4 ? full : QString::number(count);
    }

    /// Where each chunk begins in the stream of its direction.
    void ruler()
    {
        qreal free = 0;
        for (const Stretch &chunk : m_chunks) {
            const QString text = QString::number(chunk.from);
            const qreal x = placeOf(chunk.from);
            const qreal needed = m_in.metrics.width(text, FontRole::MonoSmall) + 6;
            if (x < free || x + needed > m_out.size.width())
                continue;
            m_out.texts.push_back({QRectF(x, 0, needed, rulerHeight - 4), text, FontRole::MonoSmall,
                                   Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
            free = x + needed;
        }
    }

    /// What of `unit` lies in the stretch, as bits of the unit.
    core::BitSpan bitsIn(Stretch stretch) const
    {
        const Stretch unit = stretchOf(m_in.unit);
        const quint64 from = std::max(stretch.from, unit.from);
        const quint64 to = std::min(stretch.to, unit.to);
        return from < to ? core::byteRange(from - unit.from, to - from) : core::BitSpan{};
    }

    void select(const QRectF &rect)
    {
        m_out.boxes.push_back({rect, Box::Style::Selection, Tone::Plain, Ink::Selection});
    }

    void addChunk(Stretch chunk, qreal y)
    {
        const QRectF rect = rectOf(chunk, y).adjusted(1, 0, -1, 0);
        m_out.boxes.push_back({rect, Box::Style::Frame, Tone::Plain, Ink::Boundary});
        words(rect, bytesText(chunk.to - chunk.from, rect.width()), FontRole::Small, Ink::Normal);
        const core::BitSpan bits = bitsIn(chunk);
        if (bits.bits == 0)
            return;
        m_out.targets.push_back({rect, bits, std::nullopt, {}, false});
        if (m_in.selected == bits)
            select(rect);
    }

    void addUnit(quint32 number, qreal y)
    {
        const core::Unit &unit = m_index.units()[number];
        const Stretch whole = stretchOf(number);
        const quint64 body = std::min(whole.from + unit.headerLength, whole.to);
        const QRectF rect = rectOf(whole, y).adjusted(1, 0, -1, 0);
        const QRectF head = rectOf({whole.from, body}, y).adjusted(1, 0, 0, 0);
        const QRectF payload = rectOf({body, whole.to}, y).adjusted(0, 0, -1, 0);
        if (head.width() > 1)
            m_out.boxes.push_back(
                {head, Box::Style::Cell, unit.isFrame() ? Tone::Control : Tone::Length, {}});
        if (payload.width() > 1)
            m_out.boxes.push_back({payload, Box::Style::Cell, Tone::Payload, {}});
        words({rect.left(), y + 4, rect.width(), 18}, m_in.narrator.unitLabel(m_in.conversation, number),
              FontRole::SmallBold, Ink::Normal);
        words({rect.left(), y + 22, rect.width(), 16}, bytesText(whole.to - whole.from, rect.width()),
              FontRole::Small, Ink::Secondary);
        addTarget(number, rect, whole);
        if (number == m_in.unit)
            select(rect);
    }

    void addTarget(quint32 unit, const QRectF &rect, Stretch stretch)
    {
        if (unit == m_in.unit)
            m_out.targets.push_back({rect, bitsIn(stretch), std::nullopt, {}, false});
        else if (const auto step = firstStepOf(unit))
            m_out.targets.push_back({rect, {}, step, {}, false});
    }

    std::optional<int> firstStepOf(quint32 unit) const
    {
        const core::TurnList &turns = m_in.conversation.turns();
        const auto own = turns.turnOfUnit(unit);
        return own ? std::optional(static_cast<int>(turns[*own].firstStep)) : std::nullopt;
    }

    void addMessages(qreal y)
    {
        std::set<quint32> done;
        for (const quint32 number : m_units) {
            const quint32 first = m_index.units()[number].message;
            if (first == core::Unit::none || !done.insert(first).second)
                continue;
            std::vector<quint32> frames;
            std::ranges::copy_if(m_units, std::back_inserter(frames),
                                 [&](quint32 each) { return m_index.units()[each].message == first; });
            // Control frames in between do not belong to it.
            for (const quint32 frame : frames)
                m_out.boxes.push_back(
                    {rectOf(stretchOf(frame), y).adjusted(1, 8, -1, 0), Box::Style::Cell, Tone::Payload, {}});
            const qreal left = placeOf(stretchOf(frames.front()).from) + 1;
            const qreal right = placeOf(stretchOf(frames.back()).to) - 1;
            m_out.strokes.push_back({QLineF(left, y + 4, right, y + 4), Ink::Normal, 1.6, false, false});
            for (const qreal x : {left, right})
                m_out.strokes.push_back({QLineF(x, y + 4, x, y + 10), Ink::Normal, 1.6, false, false});
            const core::Message message = core::messageUpTo(m_index, frames.back());
            const QString text = m_in.narrator.phrase(
                "lane.message",
                {{QStringLiteral("bytes"), QString::number(m_in.conversation.contentOf(message).size())}});
            words({left, y + 12, right - left, 28}, text, FontRole::SmallBold, Ink::Normal);
            if (first == m_index.units()[m_in.unit].message)
                select({left - 1, y, right - left + 2, laneHeight});
        }
    }

    /// What there is to be seen, in words.
    QStringList sentences() const
    {
        QStringList lines;
        const auto say = [&](const char *phrase, std::size_t count) {
            lines += m_in.narrator.phrase(phrase, {{QStringLiteral("count"), QString::number(count)}});
        };
        const Stretch own = stretchOf(m_in.unit);
        const auto in = [&](const std::vector<Stretch> &chunks) {
            return static_cast<std::size_t>(std::ranges::count_if(
                chunks, [&](const Stretch &chunk) { return chunk.from < own.to && own.from < chunk.to; }));
        };
        if (in(m_chunks) > 1)
            say("lane.unit.split", in(m_chunks));
        else
            for (const Stretch &chunk : m_chunks) {
                const auto units = static_cast<std::size_t>(std::ranges::count_if(m_units, [&](quint32 unit) {
                    return stretchOf(unit).from < chunk.to && chunk.from < stretchOf(unit).to;
                }));
                if (chunk.from <= own.from && own.to <= chunk.to && units > 1)
                    say("lane.chunk.shared", units);
            }
        if (m_delivered != m_chunks && !m_delivered.empty())
            say("lane.rechunked", in(m_delivered));
        const quint32 message = m_index.units()[m_in.unit].message;
        const auto frames = static_cast<std::size_t>(std::ranges::count_if(
            m_units, [&](quint32 unit) { return m_index.units()[unit].message == message; }));
        if (message != core::Unit::none && frames > 1)
            say("lane.message.split", frames);
        if (lines.isEmpty())
            lines += m_in.narrator.phrase("lane.plain");
        return lines;
    }

    const LaneInput &m_in;
    const core::UnitIndex &m_index;
    core::Direction m_direction;
    Stretch m_stretch;
    std::vector<Stretch> m_chunks;
    std::vector<Stretch> m_delivered;
    std::vector<quint32> m_units;
    std::map<quint64, qreal> m_places; // of every border
    Drawing m_out;
};

} // namespace

Drawing layoutLanes(const LaneInput &input) { return Layout(input).make(); }

} // namespace ui
