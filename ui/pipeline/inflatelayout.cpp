// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pipeline/pipelines.h"

#include "core/protocol/deflatereader.h"
#include "core/record/messages.h"

namespace ui {

namespace {

constexpr qreal labelWidth = 74;
constexpr qreal rowStep = 28;
constexpr qreal chipHeight = 22;
constexpr qsizetype bytesShown = 48;
constexpr std::size_t symbolsShown = 48;
constexpr qsizetype textShown = 240;

class Layout
{
public:
    Layout(const PipelineInput &input, const QByteArray &payload, const QByteArray &content, bool isWhole)
        : m_in(input)
        , m_payload(payload)
        , m_content(content)
        , m_isWhole(isWhole)
    {}

    Drawing make()
    {
        bytes();
        symbols();
        result();
        m_out.size = QSizeF(m_in.width, m_y);
        return std::move(m_out);
    }

private:
    void begin(const char *label)
    {
        m_x = labelWidth;
        m_out.texts.push_back(
            {QRectF(0, m_y, labelWidth - 4, chipHeight),
             m_in.metrics.elided(m_in.narrator.phrase(label), FontRole::Small, labelWidth - 4),
             FontRole::Small, Ink::Secondary, Qt::AlignLeft | Qt::AlignVCenter});
    }

    void end()
    {
        m_y += rowStep;
        m_out.strokes.push_back({QLineF(0, m_y - 2.5, m_in.width, m_y - 2.5), Ink::Line, 1, false, false});
        m_y += 2;
    }

    /// Chips stand beside each other and go on in the next line.
    void chip(const QString &text, FontRole font, Tone tone, Box::Style style, Ink ink = Ink::Normal)
    {
        const qreal pad = tone == Tone::Plain && style == Box::Style::Chip ? 2 : 5;
        const qreal widest = m_in.width - labelWidth;
        const qreal width = std::min(m_in.metrics.width(text, font) + 2 * pad + 1, widest);
        if (m_x + width > m_in.width && m_x > labelWidth) {
            m_x = labelWidth;
            m_y += rowStep;
        }
        const QRectF rect(m_x, m_y, width, chipHeight);
        if (tone != Tone::Plain || style != Box::Style::Chip)
            m_out.boxes.push_back({rect, style, tone, Ink::Secondary});
        m_out.texts.push_back({rect.adjusted(pad, 0, -pad + 1, 0),
                               m_in.metrics.elided(text, font, width - 2 * pad + 1), font, ink,
                               Qt::AlignLeft | Qt::AlignVCenter});
        m_x += width + 3;
    }

    void more(std::size_t count)
    {
        chip(m_in.narrator.phrase("inflate.more", {{QStringLiteral("count"), QString::number(count)}}),
             FontRole::Small, Tone::Plain, Box::Style::Chip, Ink::Secondary);
    }

    void bytes()
    {
        begin("inflate.bytes");
        const qsizetype shown = std::min(m_payload.size(), bytesShown);
        for (qsizetype i = 0; i < shown; ++i)
            chip(QString::fromLatin1(m_payload.mid(i, 1).toHex()), FontRole::Mono, Tone::Plain,
                 Box::Style::Chip);
        if (shown < m_payload.size())
            more(static_cast<std::size_t>(m_payload.size() - shown));
        if (m_isWhole) {
            chip(QStringLiteral("00 00 ff ff"), FontRole::Mono, Tone::Plain, Box::Style::Dashed);
            chip(m_in.narrator.phrase("inflate.tail"), FontRole::Small, Tone::Plain, Box::Style::Chip,
                 Ink::Secondary);
        }
        end();
    }

    static QString readable(const QByteArray &bytes)
    {
        QString text = QString::fromUtf8(bytes);
        for (QChar &c : text)
            if (!c.isPrint())
                c = QChar(0x00b7);
        return text;
    }

    void symbols()
    {
        begin("inflate.symbols");
        const std::vector<core::DeflateSymbol> all = core::deflateSymbols(core::spanOf(m_payload));
        qsizetype at = 0; // in the content
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (i == symbolsShown) {
                more(all.size() - i);
                break;
            }
            at = symbol(all[i], at);
        }
        end();
    }

    qsizetype symbol(const core::DeflateSymbol &symbol, qsizetype at)
    {
        using Kind = core::DeflateSymbol::Kind;
        static constexpr const char *blocks[] = {"inflate.block0", "inflate.block1", "inflate.block2"};
        if (symbol.kind == Kind::Block) {
            if (symbol.length < std::size(blocks))
                chip(m_in.narrator.phrase(blocks[symbol.length]), FontRole::Small, Tone::Control,
                     Box::Style::Chip);
            return at;
        }
        const QByteArray bytes = m_content.mid(at, static_cast<qsizetype>(symbol.length));
        if (symbol.kind == Kind::Literals) {
            chip(QStringLiteral("“%1”").arg(readable(bytes)), FontRole::Body, Tone::Payload,
                 Box::Style::Chip);
        } else {
            const bool isEarlier = symbol.distance > static_cast<quint64>(at);
            chip(m_in.narrator.phrase(isEarlier ? "inflate.earlier" : "inflate.match",
                                      {{QStringLiteral("distance"), QString::number(symbol.distance)},
                                       {QStringLiteral("length"), QString::number(symbol.length)}}) +
                     QStringLiteral(" “%1”").arg(readable(bytes)),
                 FontRole::Body, isEarlier ? Tone::Mask : Tone::Length, Box::Style::Chip);
        }
        return at + static_cast<qsizetype>(symbol.length);
    }

    void result()
    {
        begin("inflate.result");
        chip(readable(m_content.left(textShown)), FontRole::Bold, Tone::Plain, Box::Style::Chip);
        if (m_content.size() > textShown)
            more(static_cast<std::size_t>(m_content.size() - textShown));
        end();
    }

    const PipelineInput &m_in;
    const QByteArray &m_payload;
    const QByteArray &m_content;
    bool m_isWhole;
    qreal m_x = 0;
    qreal m_y = 0;
    Drawing m_out;
};

} // namespace

Drawing layoutInflating(const PipelineInput &input)
{
    const core::Conversation &conversation = input.conversation;
    const core::Message message = core::messageUpTo(conversation.index(), *input.step.unit);
    if (message.units.empty() || !conversation.isCompressed(message))
        return {};
    const QByteArray payload = core::payloadOf(conversation.index(), message);
    return Layout(input, payload, conversation.contentOf(message), message.complete).make();
}

} // namespace ui
