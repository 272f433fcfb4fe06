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
        m_columns = total <= columnsShown ? static_cast<int>(total) : singleSteps;
        m_hidden = total - m_columns;
        m_labelWidth = 74;
        const qreal forMore = m_hidden > 0 ? 96 : 0;
        m_columnWidth = std::min(95.0, (input.width - m_labelWidth - forMore) / m_columns);
        m_plain = header.masked ? core::applyMask(core::spanOf(wire), header.key) : wire;
        m_reached = reachedBytes();
    }

    Drawing make()
    {
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
        m_out.size = QSizeF(m_in.width, m_y + 2);
        return std::move(m_out);
    }

private:
    static QString hex(char byte)
    {
        return QStringLiteral("%1").arg(static_cast<quint8>(byte), 2, 16, QLatin1Char('0'));
    }

    // How many bytes have their result by now.
    int reachedBytes() const
    {
        const std::string_view id = m_in.step.id;
        if (id == "step.frame.unmask")
            return std::min(m_columns, m_in.step.part + 1);
        if (id == "step.frame.first" || id == "step.frame.key" || id.substr(0, 17) == "step.frame.length")
            return m_header.masked ? 0 : m_columns;
        return m_columns;
    }

    QRectF cell(int column, int span = 1) const
    {
        return {m_labelWidth + column * m_columnWidth, m_y, span * m_columnWidth, rowHeight};
    }

    void rowLabel(const QString &text)
    {
        m_out.texts.push_back({QRectF(0, m_y, m_labelWidth - 4, rowHeight), text, FontRole::Small,
                               Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
        m_out.strokes.push_back({QLineF(0, m_y + rowHeight - 0.5, m_in.width, m_y + rowHeight - 0.5),
                                 Ink::Line, 1, false, false});
    }

    template<typename TextOf>
    void bytesRow(const char *label, TextOf textOf, Tone tone, int reached)
    {
        rowLabel(m_in.narrator.phrase(label));
        if (tone != Tone::Plain)
            m_out.boxes.push_back({QRectF(m_labelWidth, m_y, m_columns * m_columnWidth, rowHeight - 1),
                                   Box::Style::Chip, tone, Ink::Line});
        for (int i = 0; i < m_columns; ++i) {
            const core::BitSpan bits = core::byteRange(m_header.size + static_cast<quint64>(i), 1);
            const bool known = i < reached; // else a later step brings it
            m_out.texts.push_back({cell(i), known ? textOf(i) : QStringLiteral("··"), FontRole::Mono,
                                   known ? Ink::Normal : Ink::Faint, Qt::AlignCenter});
            m_out.targets.push_back({cell(i), bits, std::nullopt, {}, qstrcmp(label, "row.wire") != 0});
            if (m_selected.bits == 8 && m_selected == bits)
                m_out.boxes.push_back(
                    {cell(i).adjusted(2, 1, -2, -1), Box::Style::Selection, Tone::Plain, Ink::Selection});
        }
        if (m_hidden > 0 && qstrcmp(label, "row.wire") == 0) {
            const qreal x = m_labelWidth + m_columns * m_columnWidth;
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

    // Each character under the bytes that make it up.
    void textRow(const QString &label, int from)
    {
        rowLabel(label);
        int i = from;
        while (i < m_reached) {
            const core::ByteSpan rest = core::spanOf(m_plain).subspan(static_cast<std::size_t>(i));
            const int length = core::utf8SequenceLength(rest);
            if (length == 0) { // torn or wrong: the byte stands for itself
                m_out.texts.push_back(
                    {cell(i), QStringLiteral("?"), FontRole::Bold, Ink::Secondary, Qt::AlignCenter});
                ++i;
                continue;
            }
            if (i + length > m_reached)
                break;
            const QRectF place = cell(i, length).adjusted(2, 2, -2, -3);
            QString character = QString::fromUtf8(m_plain.mid(i, length));
            if (!character.at(0).isPrint() || character == QLatin1StringView(" "))
                character = QStringLiteral("␣");
            if (length > 1)
                m_out.boxes.push_back({place, Box::Style::Frame, Tone::Plain, Ink::Line});
            m_out.texts.push_back({place, character, FontRole::Bold, Ink::Normal, Qt::AlignCenter});
            i += length;
        }
        m_y += rowHeight;
    }

    void closeRow()
    {
        if (m_plain.size() < 2)
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
    qreal m_labelWidth = 74;
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
