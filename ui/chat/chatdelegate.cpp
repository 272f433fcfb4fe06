// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/chatdelegate.h"

#include "ui/chat/chatmodel.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels, before zoom.
constexpr qreal rowHeight = 84;
constexpr qreal headingHeight = 22;
constexpr qreal side = 16;
constexpr qreal padding = 10;
constexpr qreal widest = 640; // of a bubble
constexpr qreal part = 0.72;  // of the row, at most
constexpr int mostLines = 2;

/// Broken anywhere where it must be; what is too long ends with “…”.
QStringList linesOf(const QString &text, const QFont &font, qreal width)
{
    QStringList lines;
    const QFontMetricsF metrics(font);
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        if (lines.size() + 1 == mostLines) {
            lines += metrics.elidedText(text.mid(line.textStart()), Qt::ElideRight, width);
            break;
        }
        lines += text.mid(line.textStart(), line.textLength()).trimmed();
    }
    layout.endLayout();
    return lines;
}

} // namespace

ChatDelegate::ChatDelegate(const ChatModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{}

QSize ChatDelegate::sizeHint(const QStyleOptionViewItem & /*option*/, const QModelIndex & /*index*/) const
{
    return {200, qRound(rowHeight * m_theme.zoom())};
}

void ChatDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const ChatModel::Message message = m_model.at(index.row());
    const bool isLeft = message.direction == core::Direction::Client;
    const bool isCurrent = (option.state & QStyle::State_Selected) != 0;
    const qreal zoom = m_theme.zoom();
    const QFont small = m_theme.zoomedFont(FontRole::Small);
    const QFont font =
        m_theme.zoomedFont(message.isText || message.isClose ? FontRole::Body : FontRole::MonoSmall);
    const QFontMetricsF metrics(font);
    const QRectF row = QRectF(option.rect).adjusted(side * zoom, 2, -side * zoom, -2);
    const qreal room = std::min(row.width() * part, widest * zoom);
    const QStringList lines = linesOf(message.text, font, room - 2 * padding * zoom);
    qreal textWidth = 3 * padding * zoom;
    for (const QString &line : lines)
        textWidth = std::max(textWidth, metrics.horizontalAdvance(line) + 1);
    const QSizeF size(std::min(room, textWidth + 2 * padding * zoom),
                      metrics.height() * static_cast<qreal>(std::max<qsizetype>(1, lines.size())) +
                          padding * zoom);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(small);
    painter->setPen(m_theme.ink(Ink::Secondary));
    QString heading = m_model.heading(message);
    const QRectF above(row.left(), row.top(), row.width(), headingHeight * zoom);
    const QString broken = message.findings == 0 ? QString() : QStringLiteral("  ✗ %1").arg(message.findings);
    const QFontMetricsF smallMetrics(small);
    const qreal brokenWidth = smallMetrics.horizontalAdvance(broken);
    heading = smallMetrics.elidedText(heading, Qt::ElideRight, above.width() - brokenWidth);
    const qreal headingWidth = smallMetrics.horizontalAdvance(heading);
    const qreal headingLeft = isLeft ? above.left() : above.right() - headingWidth - brokenWidth;
    painter->drawText(QRectF(headingLeft, above.top(), headingWidth + 1, above.height()), Qt::AlignVCenter,
                      heading);
    painter->setPen(m_theme.ink(Ink::Broken));
    painter->drawText(QRectF(headingLeft + headingWidth, above.top(), brokenWidth + 1, above.height()),
                      Qt::AlignVCenter, broken);

    const qreal left = isLeft ? row.left() : row.right() - size.width();
    const QRectF bubble(QPointF(left, above.bottom()), size);
    painter->setBrush(isCurrent ? m_theme.selectionFill() : m_theme.panel());
    painter->setPen(QPen(m_theme.ink(isCurrent ? Ink::Selection : Ink::Boundary), isCurrent ? 2 : 1,
                         message.isWhole ? Qt::SolidLine : Qt::DashLine));
    painter->drawRoundedRect(bubble, 10 * zoom, 10 * zoom);
    painter->setPen(m_theme.ink(message.isClose ? Ink::Secondary : Ink::Normal));
    painter->setFont(font);
    QRectF text = bubble.adjusted(padding * zoom, padding * zoom / 2, -padding * zoom / 2, 0);
    for (const QString &line : lines) {
        painter->drawText(QRectF(text.left(), text.top(), text.width(), metrics.height()),
                          Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, line);
        text.setTop(text.top() + metrics.height());
    }
    painter->restore();
}

} // namespace ui
