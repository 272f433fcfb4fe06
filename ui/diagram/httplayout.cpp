// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/httplayout.h"

namespace ui {

namespace {

constexpr qreal margin = 12;
constexpr qreal lineStep = 27;
constexpr qreal chipHeight = 21;
constexpr qreal indent = 28; // of what is wrapped
constexpr std::size_t linesShown = 120;
constexpr qsizetype bodyBytesShown = 256;

class Layout
{
public:
    explicit Layout(const BytesInput &input)
        : m_in(input)
        , m_cell(input.metrics.cell(FontRole::Mono))
    {}

    Drawing make()
    {
        std::size_t lines = 0;
        std::size_t hidden = 0;
        const auto line = [&](const core::Field &field) {
            if (lines++ < linesShown)
                addLine(field);
            else
                ++hidden;
        };
        for (const core::Field &part : m_in.tree.children) {
            if (part.id == "http.headers")
                for (const core::Field &header : part.children)
                    line(header);
            else
                line(part);
        }
        if (hidden > 0)
            note(m_in.narrator.phrase("diagram.morelines",
                                      {{QStringLiteral("count"), QString::number(hidden)}}));
        m_out.size = QSizeF(m_in.width, m_y + margin - (lineStep - chipHeight));
        m_out.boxes.insert(m_out.boxes.begin(),
                           {QRectF(QPointF(0, 0), m_out.size), Box::Style::Frame, Tone::Plain, Ink::Line});
        m_out.size.rheight() += 2;
        markBroken(m_out, m_in);
        return std::move(m_out);
    }

private:
    void addLine(const core::Field &line)
    {
        m_x = margin;
        std::vector<const core::Field *> leaves = core::leavesOf(line);
        for (const core::Field *leaf : leaves)
            addLeaf(*leaf);
        if (line.id == "http.end") {
            const bool switches = findSwitch();
            note(m_in.narrator.phrase(switches ? "diagram.httpends" : "diagram.headends"), m_x + 6);
        }
        m_y += lineStep;
    }

    // Only the head of a 101 ends HTTP.
    bool findSwitch() const
    {
        const core::Field *status = core::findField(m_in.tree, "http.response.status");
        return status != nullptr && core::valueBytes(*status, core::spanOf(m_in.bytes)) == "101";
    }

    void note(const QString &text, qreal x = margin)
    {
        const qreal room = m_in.width - x - margin;
        m_out.texts.push_back({QRectF(x, m_y, room, chipHeight),
                               m_in.metrics.elided(text, FontRole::Small, room), FontRole::Small,
                               Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
        if (x == margin)
            m_y += lineStep;
    }

    void addLeaf(const core::Field &leaf)
    {
        QByteArray bytes = core::valueBytes(leaf, core::spanOf(m_in.bytes));
        if (leaf.id == "http.crlf" || leaf.id == "http.end") {
            addLineEnd(leaf, bytes);
            return;
        }
        if (leaf.id == "http.body")
            bytes = bytes.first(std::min(bytes.size(), bodyBytesShown));
        QString text = QString::fromLatin1(bytes);
        for (QChar &c : text)
            if (!c.isPrint() && c != QLatin1Char(' '))
                c = QChar(0x00b7);
        // A word that does not fit the rest of the line goes to the next; one that fits no line is cut.
        while (!text.isEmpty()) {
            const auto room = static_cast<qsizetype>((m_in.width - margin - m_x - 6) / m_cell);
            const auto fullRoom = static_cast<qsizetype>((m_in.width - margin - indent - 6) / m_cell);
            if (text.size() > room && m_x > margin + indent && (text.size() <= fullRoom || room < 8)) {
                wrap();
                continue;
            }
            const QString piece = text.left(std::max<qsizetype>(room, 1));
            addPiece(leaf, piece);
            text = text.mid(piece.size());
            if (!text.isEmpty())
                wrap();
        }
    }

    void wrap()
    {
        m_x = margin + indent;
        m_y += lineStep;
    }

    void addPiece(const core::Field &leaf, const QString &text)
    {
        const Tone tone = toneOf(leaf.id);
        const qreal pad = tone == Tone::Plain ? 0 : 3;
        // Base64's padding follows its text without a gap that would read as a space.
        if (leaf.id.ends_with(".padding"))
            m_x -= 2 * pad;
        const QRectF rect(m_x, m_y, static_cast<qreal>(text.size()) * m_cell + 2 * pad, chipHeight);
        if (tone != Tone::Plain)
            m_out.boxes.push_back({rect, Box::Style::Chip, tone, Ink::Line});
        m_out.texts.push_back({rect.adjusted(pad, 0, -pad + 0.5, 0), text, FontRole::Mono, Ink::Normal,
                               Qt::AlignLeft | Qt::AlignVCenter});
        finish(leaf, rect);
    }

    void addLineEnd(const core::Field &leaf, const QByteArray &bytes)
    {
        const QString text = bytes == "\r\n" ? QStringLiteral("CR LF") : QStringLiteral("LF");
        const qreal width = m_in.metrics.width(text, FontRole::MonoSmall) + 8;
        if (m_x + 4 + width > m_in.width - margin)
            wrap();
        const QRectF rect(m_x + 4, m_y + 2, width, chipHeight - 4);
        m_out.boxes.push_back({rect, Box::Style::Frame, Tone::Plain, Ink::Line});
        m_out.texts.push_back({rect, text, FontRole::MonoSmall, Ink::Secondary, Qt::AlignCenter});
        finish(leaf, rect);
    }

    void finish(const core::Field &leaf, const QRectF &rect)
    {
        const bool isEcho = !m_out.targets.empty() && m_out.targets.back().span == leaf.span;
        m_out.targets.push_back({rect, leaf.span, std::nullopt, {}, isEcho});
        if (m_in.selected.bits > 0 && m_in.selected.overlaps(leaf.span))
            selectPiece(rect);
        m_x = rect.right();
    }

    // Neighbours on one line share one outline.
    void selectPiece(const QRectF &rect)
    {
        QRectF outline = rect.adjusted(-1, -1, 1, 1);
        outline.setTop(m_y - 1);
        outline.setBottom(m_y + chipHeight + 1);
        Box *const last = m_out.lastSelection();
        if (last != nullptr && last->rect.top() == outline.top())
            last->rect.setRight(outline.right());
        else
            m_out.boxes.push_back({outline, Box::Style::Selection, Tone::Plain, Ink::Selection});
    }

    const BytesInput &m_in;
    qreal m_cell;
    qreal m_x = margin;
    qreal m_y = margin;
    Drawing m_out;
};

} // namespace

Drawing layoutHttp(const BytesInput &input) { return Layout(input).make(); }

} // namespace ui
