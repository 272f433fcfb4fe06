// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pipeline/pipelines.h"

#include "core/protocol/frame.h"
#include "core/protocol/utf8.h"
#include "core/record/messages.h"

namespace ui {

namespace {

constexpr qreal rowHeight = 28;
constexpr int columnsShown = 12; // payload bytes that stand side by side
constexpr int singleSteps = 8;   // as many steps unmask one byte each
constexpr qreal labelWidth = 74;
constexpr qreal forMore = 96;
constexpr qreal leastColumn = 22;

class Layout
{
public:
    Layout(const PipelineInput &input, core::BitSpan selected, const core::FrameHeader &header,
           const QByteArray &wire)
        : m_in(input)
        , m_selected(selected)
        , m_header(header)
        , m_wire(wire)
    {
        const qsizetype total = wire.size();
        const auto room = static_cast<int>((input.width - labelWidth - forMore) / leastColumn);
        m_columns =
            total <= std::min(columnsShown, room) ? static_cast<int>(total) : std::min(singleSteps, room);
        m_first = firstShown(total);
        m_hidden = total - m_first - m_columns;
        m_columnWidth =
            std::min(95.0, (input.width - labelWidth - (total > m_columns ? forMore : 0)) / m_columns);
        m_plain = header.masked ? core::applyMask(core::spanOf(wire), header.key) : wire;
        m_reached = reachedBytes();
    }

    Drawing make()
    {
        if (m_header.masked)
            indexRow();
        bytesRow(
            "row.wire", [this](int i) { return hex(m_wire[i]); }, Tone::Plain, m_columns);
        if (m_header.masked) {
            bytesRow(
                "row.key",
                [this](int i) {
                    return hex(static_cast<char>(m_header.key[static_cast<std::size_t>(i) % 4]));
                },
                Tone::Mask, m_columns);
            bytesRow(
                "row.result", [this](int i) { return hex(m_plain[i]); }, Tone::Payload, m_reached);
        }
        if (core::is(m_header.opcode, core::Opcode::Close))
            closeRow();
        else if (!core::is(m_header.opcode, core::Opcode::Binary) && !isCompressed())
            textRow(m_in.narrator.phrase("row.text"), 0);
        if (const auto byte = selectedByte(); byte && m_header.masked)
            xorRows(*byte);
        m_out.size = QSizeF(m_in.width, m_y + 2);
        return std::move(m_out);
    }

private:
    /// The payload byte of which the selection is all or one bit.
    std::optional<int> selectedByte() const
    {
        const quint64 start = static_cast<quint64>(m_header.size) * 8;
        if ((m_selected.bits != 8 && m_selected.bits != 1) || m_selected.bit < start)
            return std::nullopt;
        const auto byte = static_cast<qsizetype>((m_selected.bit - start) / 8);
        return byte < m_wire.size() ? std::optional(static_cast<int>(byte)) : std::nullopt;
    }

    /// The columns follow a byte that was selected further on, in step with the key.
    int firstShown(qsizetype total) const
    {
        const auto byte = selectedByte();
        if (!byte || *byte < m_columns)
            return 0;
        const qsizetype last = total - m_columns;
        return static_cast<int>(std::min<qsizetype>(*byte - m_columns / 2, last) / 4 * 4);
    }

    void indexRow()
    {
        constexpr qreal height = 20;
        m_out.texts.push_back({QRectF(0, m_y, labelWidth - 4, height), m_in.narrator.phrase("row.index"),
                               FontRole::Small, Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
        for (int i = 0; i < shown(); ++i)
            m_out.texts.push_back({QRectF(labelWidth + i * m_columnWidth, m_y, m_columnWidth, height),
                                   QString::number((m_first + i) % 4), FontRole::MonoSmall, Ink::Secondary,
                                   Qt::AlignCenter});
        m_y += height;
    }

    /// Columns that hold a byte.
    int shown() const { return static_cast<int>(std::min<qsizetype>(m_columns, m_wire.size() - m_first)); }

    /// Bit by bit what ⊕ does to one byte.
    void xorRows(int byte)
    {
        const auto key = static_cast<char>(m_header.key[static_cast<std::size_t>(byte) % 4]);
        const auto index = [](int value) {
            return TextValues{{QStringLiteral("index"), QString::number(value)}};
        };
        m_y += 10;
        bitRow(m_in.narrator.phrase("xor.wire", index(byte)), m_wire[byte], 0, Tone::Plain);
        bitRow(m_in.narrator.phrase("xor.key", index(byte % 4)), key, key, Tone::Mask);
        const bool known = byte < m_first + m_reached;
        if (known)
            bitRow(m_in.narrator.phrase("xor.result"), m_plain[byte], key, Tone::Payload);
        const QString note =
            m_in.narrator.phrase("xor.note", {{QStringLiteral("i"), QString::number(byte)},
                                              {QStringLiteral("mod"), QString::number(byte % 4)}});
        m_y += 2;
        for (const QString &line : m_in.metrics.wrapped(note, FontRole::Small, m_in.width - labelWidth)) {
            m_out.texts.push_back({QRectF(labelWidth, m_y, m_in.width - labelWidth, 18), line,
                                   FontRole::Small, Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
            m_y += 18;
        }
    }

    /// The bits of a byte; those where `flips` has a 1 are tinted.
    void bitRow(const QString &label, char byte, char flips, Tone tone)
    {
        constexpr qreal height = 24;
        const qreal bitWidth = std::min(30.0, (m_in.width - labelWidth - 40) / 8);
        m_out.texts.push_back({QRectF(0, m_y, labelWidth - 4, height),
                               m_in.metrics.elided(label, FontRole::Small, labelWidth - 4), FontRole::Small,
                               Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
        for (int bit = 0; bit < 8; ++bit) {
            const int mask = 0x80 >> bit;
            const QRectF rect(labelWidth + bit * bitWidth + 1, m_y + 1, bitWidth - 2, height - 2);
            if ((flips & mask) != 0)
                m_out.boxes.push_back({rect, Box::Style::Chip, tone, Ink::Line});
            m_out.texts.push_back({rect, QString::number((byte & mask) != 0 ? 1 : 0), FontRole::Mono,
                                   Ink::Normal, Qt::AlignCenter});
        }
        m_out.texts.push_back({QRectF(labelWidth + 8 * bitWidth + 12, m_y, 28, height), hex(byte),
                               FontRole::Mono, Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
        m_y += height;
    }

    static QString hex(char byte)
    {
        return QStringLiteral("%1").arg(static_cast<quint8>(byte), 2, 16, QLatin1Char('0'));
    }

    // How many bytes have their result by now.
    int reachedBytes() const
    {
        const std::string_view id = m_in.step.id;
        if (id == "step.frame.unmask")
            return std::clamp(m_in.step.part + 1 - m_first, 0, m_columns);
        if (id == "step.frame.first" || id == "step.frame.key" || id.substr(0, 17) == "step.frame.length")
            return m_header.masked ? 0 : m_columns;
        return m_columns;
    }

    QRectF cell(int column, int span = 1) const
    {
        return {labelWidth + column * m_columnWidth, m_y, span * m_columnWidth, rowHeight};
    }

    void rowLabel(const QString &text)
    {
        m_out.texts.push_back({QRectF(0, m_y, labelWidth - 4, rowHeight), text, FontRole::Small,
                               Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
        m_out.strokes.push_back({QLineF(0, m_y + rowHeight - 0.5, m_in.width, m_y + rowHeight - 0.5),
                                 Ink::Line, 1, false, false});
    }

    template<typename TextOf>
    void bytesRow(const char *label, TextOf textOf, Tone tone, int reached)
    {
        rowLabel(m_in.narrator.phrase(label));
        if (tone != Tone::Plain)
            m_out.boxes.push_back({QRectF(labelWidth, m_y, m_columns * m_columnWidth, rowHeight - 1),
                                   Box::Style::Chip, tone, Ink::Line});
        for (int i = 0; i < shown(); ++i) {
            const core::BitSpan bits = core::byteRange(m_header.size + static_cast<quint64>(m_first + i), 1);
            const bool known = i < reached; // else a later step brings it
            m_out.texts.push_back({cell(i), known ? textOf(m_first + i) : QStringLiteral("··"),
                                   FontRole::Mono, known ? Ink::Normal : Ink::Faint, Qt::AlignCenter});
            m_out.targets.push_back({cell(i), bits, std::nullopt, {}, qstrcmp(label, "row.wire") != 0});
            if (bits.contains(m_selected) && m_selected.bits > 0)
                m_out.boxes.push_back(
                    {cell(i).adjusted(2, 1, -2, -1), Box::Style::Selection, Tone::Plain, Ink::Selection});
        }
        if (m_hidden > 0 && qstrcmp(label, "row.wire") == 0) {
            const qreal x = labelWidth + m_columns * m_columnWidth;
            m_out.texts.push_back(
                {QRectF(x + 4, m_y, m_in.width - x - 4, rowHeight),
                 m_in.narrator.phrase("row.more", {{QStringLiteral("bytes"), QString::number(m_hidden)}}),
                 FontRole::Small, Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
        }
        m_y += rowHeight;
    }

    // Compressed bytes are no characters yet.
    bool isCompressed() const
    {
        const core::Conversation &conversation = m_in.conversation;
        return conversation.isCompressed(core::messageUpTo(conversation.index(), *m_in.step.unit));
    }

    /// Bytes of a character that the fragment before began; none where it ended with a whole one.
    QByteArray lead() const
    {
        const core::UnitIndex &index = m_in.conversation.index();
        const core::Message message = core::messageUpTo(index, *m_in.step.unit);
        if (message.units.size() < 2 || message.opcode != static_cast<quint8>(core::Opcode::Text))
            return {};
        const QByteArray before = core::unmaskedPayload(index, message.units[message.units.size() - 2]);
        for (qsizetype back = 1; back <= std::min<qsizetype>(3, before.size()); ++back) {
            const int needed = sequenceLength(before[before.size() - back]);
            if (needed > 0)
                return needed > back ? before.last(back) : QByteArray();
        }
        return {};
    }

    /// By its first byte (RFC 3629 §3); 0 where it is none.
    static int sequenceLength(char first)
    {
        const auto byte = static_cast<quint8>(first);
        return byte < 0x80 ? 1 : byte < 0xc2 ? 0 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf5 ? 4 : 0;
    }

    static QString visible(const QByteArray &sequence)
    {
        const QString character = QString::fromUtf8(sequence);
        const bool isBlank = !character.at(0).isPrint() || character == QLatin1StringView(" ");
        return isBlank ? QStringLiteral("␣") : character;
    }

    void character(int column, int span, const QString &text, Box::Style style, FontRole font)
    {
        const QRectF place = cell(column, span).adjusted(2, 2, -2, -3);
        if (span > 1 || style == Box::Style::Dashed)
            m_out.boxes.push_back(
                {place, style, Tone::Plain, style == Box::Style::Dashed ? Ink::Secondary : Ink::Line});
        m_out.texts.push_back(
            {place, m_in.metrics.elided(text, font, place.width()), font, Ink::Normal, Qt::AlignCenter});
    }

    /// Each character under the bytes that make it up. One that lies over two fragments is dashed: here its
    /// beginning or its end.
    void textRow(const QString &label, int from)
    {
        rowLabel(label);
        const int reached = std::min(m_reached, shown());
        int i = m_first == 0 ? torn(reached, from) : skipped(reached);
        while (i < reached) {
            const int at = m_first + i;
            const core::ByteSpan rest = core::spanOf(m_plain).subspan(static_cast<std::size_t>(at));
            const int length = core::utf8SequenceLength(rest);
            const int announced = sequenceLength(m_plain[at]);
            if (length == 0 && announced > 1 && at + announced > m_plain.size() && isFragment()) {
                const auto have = static_cast<int>(m_plain.size()) - at;
                if (i + have <= reached)
                    character(i, have,
                              m_in.narrator.phrase("row.torn",
                                                   {{QStringLiteral("have"), QString::number(have)},
                                                    {QStringLiteral("all"), QString::number(announced)}}),
                              Box::Style::Dashed, FontRole::Small);
                break;
            }
            if (i + std::max(length, 1) > reached)
                break;
            if (length == 0) // wrong: the byte stands for itself
                m_out.texts.push_back(
                    {cell(i), QStringLiteral("?"), FontRole::Bold, Ink::Secondary, Qt::AlignCenter});
            else
                character(i, length, visible(m_plain.mid(at, length)), Box::Style::Frame, FontRole::Bold);
            i += std::max(length, 1);
        }
        m_y += rowHeight;
    }

    bool isFragment() const { return !m_header.fin; }

    /// The rest of a character that the fragment before began; the column after it.
    int torn(int reached, int from)
    {
        const QByteArray begun = from == 0 ? lead() : QByteArray();
        if (begun.isEmpty())
            return from;
        const int missing = sequenceLength(begun[0]) - static_cast<int>(begun.size());
        const QByteArray whole = begun + m_plain.left(missing);
        if (missing > reached || core::utf8SequenceLength(core::spanOf(whole)) != whole.size())
            return 0;
        character(
            0, missing,
            m_in.narrator.phrase("row.joined", {{QStringLiteral("character"), visible(whole)},
                                                {QStringLiteral("have"), QString::number(begun.size())}}),
            Box::Style::Dashed, FontRole::Small);
        return missing;
    }

    /// The first column in which a character begins, where the columns begin in the middle of the payload.
    int skipped(int reached) const
    {
        int i = 0;
        while (i < std::min(reached, 3) && (static_cast<quint8>(m_plain[m_first + i]) & 0xc0) == 0x80)
            ++i;
        return i;
    }

    void closeRow()
    {
        if (m_plain.size() < 2 || m_first > 0)
            return;
        const bool known = m_reached >= 2;
        if (known) {
            const QRectF place = cell(0, 2).adjusted(2, 2, -2, -3);
            m_out.boxes.push_back({place, Box::Style::Frame, Tone::Plain, Ink::Line});
            m_out.texts.push_back({place, QString::number(core::bitsValue(core::spanOf(m_plain), {0, 16})),
                                   FontRole::Mono, Ink::Normal, Qt::AlignCenter});
        }
        textRow(m_in.narrator.phrase("row.code"), 2);
    }

    const PipelineInput &m_in;
    core::BitSpan m_selected;
    const core::FrameHeader &m_header;
    const QByteArray &m_wire;
    QByteArray m_plain;
    int m_columns = 0;
    int m_reached = 0;
    qsizetype m_hidden = 0;
    int m_first = 0; // payload byte in the first column
    qreal m_columnWidth = 40;
    qreal m_y = 0;
    Drawing m_out;
};

} // namespace

Drawing layoutUnmasking(const PipelineInput &input, core::BitSpan selected)
{
    const QByteArray bytes = input.conversation.index().bytes(*input.step.unit);
    const auto header = core::readFrameHeader(core::spanOf(bytes));
    if (!header || bytes.size() <= static_cast<qsizetype>(header->size))
        return {};
    const QByteArray wire = bytes.mid(header->size);
    return Layout(input, selected, *header, wire).make();
}

} // namespace ui
