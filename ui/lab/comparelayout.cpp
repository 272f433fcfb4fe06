// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/comparelayout.h"

#include "core/annotate/difference.h"
#include "core/protocol/utf8.h"
#include "core/record/conversation.h"

#include <set>

namespace ui {

namespace {

constexpr int bytesPerRow = 8;
constexpr qreal gap = 24; // between the two
constexpr qreal margin = 12;
constexpr qreal rowHeight = 25;
constexpr qreal chipHeight = 21;
constexpr qreal pitch = 28;
constexpr qreal lineHeight = 24;
constexpr std::size_t fieldsShown = 8;
constexpr qsizetype rowsAround = 1;
constexpr qsizetype rowsShown = 12;

using Differences = std::vector<core::FieldDifference>;

// Rows of the hex that are shown: those with a byte that differs, and their neighbours. Where nothing
// differs, the first ones.
std::set<qsizetype> rowsOf(const ComparedUnit &unit, const std::vector<core::BitSpan> &marked)
{
    const qsizetype count = (unit.bytes.size() + bytesPerRow - 1) / bytesPerRow;
    std::set<qsizetype> rows;
    for (const core::BitSpan &span : marked) {
        const auto from = static_cast<qsizetype>(span.bit / 8) / bytesPerRow;
        const auto to = static_cast<qsizetype>((span.end() - 1) / 8) / bytesPerRow;
        for (qsizetype row = std::max<qsizetype>(0, from - rowsAround);
             row <= std::min(count - 1, to + rowsAround) && std::ssize(rows) < rowsShown; ++row)
            rows.insert(row);
    }
    for (qsizetype row = 0; marked.empty() && row < std::min<qsizetype>(count, 4); ++row)
        rows.insert(row);
    return rows;
}

class Column
{
public:
    Column(const ComparedUnit &unit, std::vector<core::BitSpan> marked, const Narrator &narrator,
           const Metrics &metrics, qreal width)
        : m_unit(unit)
        , m_marked(std::move(marked))
        , m_leaves(core::leavesOf(unit.tree))
        , m_say(narrator)
        , m_metrics(metrics)
        , m_width(width)
    {}

    Drawing drawing()
    {
        addLine(m_unit.title, FontRole::Bold, Ink::Normal);
        addLine(m_unit.outcome, FontRole::Body, Ink::Secondary);
        m_y += 8;
        qsizetype next = 0;
        const qsizetype count = (m_unit.bytes.size() + bytesPerRow - 1) / bytesPerRow;
        for (const qsizetype row : rowsOf(m_unit, m_marked)) {
            addFold(next, row);
            addRow(row);
            next = row + 1;
        }
        addFold(next, count);
        m_out.size = QSizeF(m_width, m_y + margin);
        m_out.boxes.insert(m_out.boxes.begin(),
                           {QRectF(0, 0, m_width, m_y + margin), Box::Style::Frame, Tone::Plain, Ink::Line});
        return m_out;
    }

private:
    void addLine(const QString &text, FontRole role, Ink ink)
    {
        const qreal room = m_width - 2 * margin;
        m_out.texts.push_back({QRectF(margin, m_y, room, lineHeight), m_metrics.elided(text, role, room),
                               role, ink, Qt::AlignLeft | Qt::AlignVCenter});
        m_y += lineHeight;
    }

    void addFold(qsizetype from, qsizetype to)
    {
        const qsizetype bytes = std::min(to * bytesPerRow, m_unit.bytes.size()) - from * bytesPerRow;
        if (bytes <= 0)
            return;
        addLine(m_say.phrase("compare.alike", {{QStringLiteral("bytes"), QString::number(bytes)}}),
                FontRole::Small, Ink::Secondary);
    }

    void addRow(qsizetype row)
    {
        const qreal mono = m_metrics.cell(FontRole::Mono);
        const qreal hexLeft = margin + 5 * mono;
        const qreal textLeft = hexLeft + bytesPerRow * pitch + 12;
        m_out.texts.push_back({QRectF(margin, m_y, 5 * mono, chipHeight),
                               QStringLiteral("%1").arg(row * bytesPerRow, 4, 16, QLatin1Char('0')),
                               FontRole::Mono, Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
        const qsizetype end = std::min<qsizetype>((row + 1) * bytesPerRow, m_unit.bytes.size());
        for (qsizetype i = row * bytesPerRow; i < end; ++i)
            addByte(i, hexLeft + static_cast<qreal>(i % bytesPerRow) * pitch,
                    textLeft + static_cast<qreal>(i % bytesPerRow) * mono);
        m_y += rowHeight;
    }

    void addByte(qsizetype at, qreal hexLeft, qreal textLeft)
    {
        const auto byte = static_cast<std::uint8_t>(m_unit.bytes[at]);
        const core::BitSpan bits = core::byteRange(static_cast<quint64>(at), 1);
        const QRectF cell(hexLeft + 1.5, m_y, pitch - 3, chipHeight);
        const auto leaf = std::find_if(m_leaves.rbegin(), m_leaves.rend(), [&bits](const core::Field *each) {
            return each->span.overlaps(bits);
        });
        const Tone tone = leaf == m_leaves.rend() ? Tone::Plain : toneOf((*leaf)->id);
        if (tone != Tone::Plain)
            m_out.boxes.push_back({cell, Box::Style::Chip, tone, Ink::Line});
        const bool isMarked = std::any_of(m_marked.begin(), m_marked.end(),
                                          [&bits](core::BitSpan span) { return span.overlaps(bits); });
        if (isMarked)
            m_out.boxes.push_back({cell, Box::Style::Selection, Tone::Plain, Ink::Broken});
        m_out.texts.push_back({cell, QStringLiteral("%1").arg(byte, 2, 16, QLatin1Char('0')),
                               isMarked ? FontRole::MonoBold : FontRole::Mono, Ink::Normal, Qt::AlignCenter});
        const bool isPrintable = byte >= 0x20 && byte < 0x7f;
        m_out.texts.push_back(
            {QRectF(textLeft, m_y, m_metrics.cell(FontRole::Mono) + 0.5, chipHeight),
             isPrintable ? QString(QLatin1Char(static_cast<char>(byte))) : QString(QChar(0x00b7)),
             FontRole::Mono, isPrintable ? Ink::Normal : Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
    }

    const ComparedUnit &m_unit;
    std::vector<core::BitSpan> m_marked;
    std::vector<const core::Field *> m_leaves;
    const Narrator &m_say;
    const Metrics &m_metrics;
    qreal m_width;
    qreal m_y = margin;
    Drawing m_out;
};

const core::Field &leafAt(const ComparedUnit &unit, core::BitSpan span)
{
    return core::smallestCovering(unit.tree, span);
}

/// What differs of a field in each unit: of whole bytes only those between what is alike before and after.
std::pair<core::BitSpan, core::BitSpan> markedBits(const core::FieldDifference &difference,
                                                   const ComparedUnit &first, const ComparedUnit &second)
{
    const core::BitSpan one = difference.first.value_or(core::BitSpan{});
    const core::BitSpan other = difference.second.value_or(core::BitSpan{});
    if (one.bits == 0 || other.bits == 0 || one.bits % 8 != 0 || other.bits % 8 != 0)
        return {one, other};
    const core::EditedBytes edit =
        core::editedBytes(core::contentBytes(leafAt(first, one), core::spanOf(first.bytes)),
                          core::contentBytes(leafAt(second, other), core::spanOf(second.bytes)));
    return {core::byteRange(one.bit / 8 + edit.from, edit.sentCount),
            core::byteRange(other.bit / 8 + edit.from, edit.deliveredCount)};
}

QString valueOf(const ComparedUnit &unit, const std::optional<core::BitSpan> &span, const Narrator &say)
{
    if (!span)
        return say.phrase("compare.none");
    const core::ByteSpan bytes = core::spanOf(unit.bytes);
    const core::Field &leaf = leafAt(unit, *span);
    if (leaf.id == "ws.frame.payload") {
        const QByteArray content = core::contentBytes(leaf, bytes);
        if (!content.isEmpty() && core::isValidUtf8(core::spanOf(content)))
            return QStringLiteral("“%1”").arg(
                QString::fromUtf8(content.first(std::min<qsizetype>(content.size(), 60))));
        return QString::fromLatin1(
            core::toHex(core::spanOf(content.first(std::min<qsizetype>(content.size(), 16))), ' '));
    }
    return Narrator::valueLiteral(leaf, bytes);
}

} // namespace

Drawing layoutComparison(const ComparedUnit &first, const ComparedUnit &second, const Narrator &narrator,
                         const Metrics &metrics, qreal width)
{
    const Differences all =
        core::differences(first.tree, core::spanOf(first.bytes), second.tree, core::spanOf(second.bytes));
    std::vector<core::BitSpan> firstMarked;
    std::vector<core::BitSpan> secondMarked;
    for (const core::FieldDifference &each : all) {
        const auto [one, other] = markedBits(each, first, second);
        if (one.bits > 0)
            firstMarked.push_back(one);
        if (other.bits > 0)
            secondMarked.push_back(other);
    }
    const qreal half = (width - gap) / 2;
    Drawing out;
    const Drawing left = Column(first, firstMarked, narrator, metrics, half).drawing();
    const Drawing right = Column(second, secondMarked, narrator, metrics, half).drawing();
    out.place(left, 0, 0);
    out.place(right, half + gap, 0);
    qreal y = std::max(left.size.height(), right.size.height()) + 16;
    const auto add = [&](qreal x, qreal room, const QString &text, FontRole role, Ink ink) {
        out.texts.push_back({QRectF(x, y, room, lineHeight), metrics.elided(text, role, room), role, ink,
                             Qt::AlignLeft | Qt::AlignVCenter});
    };
    const auto addValue = [&](qreal x, qreal room, const QString &text) {
        const bool isPlain = std::all_of(text.begin(), text.end(), [](QChar c) { return c < QChar(0x80); });
        add(x, room, text, isPlain ? FontRole::Mono : FontRole::Body, Ink::Normal);
    };
    if (all.empty()) {
        add(0, width, narrator.phrase("compare.same"), FontRole::Body, Ink::Normal);
        y += lineHeight;
    }
    const qreal name = width * 0.28;
    const qreal value = (width - name) / 2;
    for (std::size_t i = 0; i < std::min(all.size(), fieldsShown); ++i) {
        add(0, name - 12, narrator.fieldLabel(all[i].id), FontRole::Body, Ink::Secondary);
        addValue(name, value - 12, valueOf(first, all[i].first, narrator));
        addValue(name + value, value, valueOf(second, all[i].second, narrator));
        y += lineHeight;
        out.strokes.push_back({QLineF(0, y, width, y), Ink::Line, 1});
        y += 4;
    }
    if (all.size() > fieldsShown) {
        add(0, width,
            narrator.phrase("compare.more",
                            {{QStringLiteral("count"), QString::number(all.size() - fieldsShown)}}),
            FontRole::Small, Ink::Secondary);
        y += lineHeight;
    }
    out.size = QSizeF(width, y);
    return out;
}

} // namespace ui
