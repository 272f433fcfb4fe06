// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/framebytes.h"

#include <QPainter>
#include <QPainterPath>
#include <QStringList>

namespace ui {

namespace {

constexpr qsizetype payloadLimit = 64;
constexpr int chipWidth = 26;
constexpr int chipHeight = 24;
constexpr int step = chipWidth + 3;

} // namespace

FrameBytes::FrameBytes(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMinimumHeight(30);
}

void FrameBytes::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

void FrameBytes::setDraft(const FrameDraft &draft)
{
    m_bytes = draft.preview(payloadLimit);
    m_hidden = std::max<qsizetype>(0, draft.payload.size() - payloadLimit);
    setAccessibleDescription(text());
    update();
}

QString FrameBytes::text() const
{
    QStringList parts;
    parts.reserve(static_cast<qsizetype>(m_bytes.size()));
    for (const DraftByte &byte : m_bytes)
        parts += byte.text;
    return parts.join(QLatin1Char(' '));
}

void FrameBytes::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.font(FontRole::Mono));
    const auto count = static_cast<int>(m_bytes.size());
    const bool fitsAll = count * step <= width() && m_hidden == 0;
    const int shown = fitsAll ? count : std::min(count, (width() - 24) / step);
    const int top = (height() - chipHeight) / 2;
    for (int i = 0; i < shown; ++i) {
        const DraftByte &byte = m_bytes[static_cast<std::size_t>(i)];
        const QRect chip(i * step, top, chipWidth, chipHeight);
        QPainterPath shape;
        shape.addRoundedRect(chip, 3, 3);
        painter.setClipPath(shape);
        const int cut = chipWidth * byte.firstBits / 8;
        painter.fillRect(chip, m_theme.fill(byte.rest));
        painter.fillRect(QRect(chip.left(), top, cut, chipHeight), m_theme.fill(byte.first));
        painter.fillRect(QRect(chip.left(), chip.bottom() - 1, chipWidth, 2), m_theme.edge(byte.rest));
        painter.fillRect(QRect(chip.left(), chip.bottom() - 1, cut, 2), m_theme.edge(byte.first));
        painter.setClipping(false);
        const bool isKnown = byte.text != QStringLiteral("··");
        painter.setPen(m_theme.ink(isKnown ? Ink::Normal : Ink::Secondary));
        painter.drawText(chip, Qt::AlignCenter, byte.text);
    }
    if (!fitsAll) {
        painter.setPen(m_theme.ink(Ink::Secondary));
        painter.drawText(QRect(shown * step, top, 24, chipHeight), Qt::AlignCenter, QStringLiteral("…"));
    }
}

} // namespace ui
