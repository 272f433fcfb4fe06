// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/laddermap.h"

#include <QMouseEvent>
#include <QPainter>
#include <QtMath>

#include <algorithm>

namespace ui {

namespace {

constexpr quint32 fewUnits = 24; // up to these nothing is gained by a map
constexpr int stripWidth = 18;
constexpr qreal margin = 4;
constexpr quint32 looksPerRow = 16; // units looked at for a row of pixels that stands for more

} // namespace

LadderMap::LadderMap(const Session &session, Selection &selection, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_selection(selection)
{
    setObjectName(QStringLiteral("ladderMap"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setCursor(Qt::PointingHandCursor);
    const auto refresh = [this] {
        setVisible(unitCount() > fewUnits);
        update();
    };
    connect(&session, &Session::grown, this, refresh);
    connect(&session, &Session::cleared, this, refresh);
    connect(&selection, &Selection::changed, this, refresh);
    hide();
}

void LadderMap::setTheme(const Theme &theme)
{
    m_theme = theme;
    updateGeometry();
    update();
}

void LadderMap::setName(const QString &name)
{
    setAccessibleName(name);
    setToolTip(name);
}

QSize LadderMap::sizeHint() const { return {qRound(stripWidth * m_theme.zoom()), 100}; }

quint32 LadderMap::unitCount() const
{
    const core::Conversation *const shown = m_session.conversation();
    return shown == nullptr ? 0 : static_cast<quint32>(shown->units().size());
}

qreal LadderMap::yOf(quint32 unit) const
{
    return margin + (height() - 2 * margin) * (unit + 0.5) / std::max(1U, unitCount());
}

void LadderMap::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.ground());
    const quint32 count = unitCount();
    if (count == 0)
        return;
    const core::Conversation &conversation = *m_session.conversation();
    const qreal room = height() - 2 * margin;
    const int rows = std::max(1, qFloor(room));
    const qreal middle = width() / 2.0;
    const qreal lane = middle - margin;
    painter.setPen(Qt::NoPen);
    // A row of pixels for each stretch of units; where there are fewer units, thicker rows.
    const auto stretches = static_cast<quint32>(std::min<quint64>(count, static_cast<quint64>(rows)));
    const qreal rowHeight = room / stretches;
    for (quint32 row = 0; row < stretches; ++row) {
        const auto from = static_cast<quint32>(quint64{count} * row / stretches);
        const auto to = static_cast<quint32>(quint64{count} * (row + 1) / stretches);
        const quint32 stride = std::max(1U, (to - from) / looksPerRow);
        bool seen[2] = {};
        for (quint32 unit = from; unit < to; unit += stride)
            seen[static_cast<std::size_t>(conversation.units()[unit].direction)] = true;
        const qreal y = margin + row * rowHeight;
        const qreal thick = std::max(1.0, rowHeight * 0.6);
        if (seen[0])
            painter.fillRect(QRectF(margin, y, lane - 1, thick), m_theme.ink(Ink::Faint));
        if (seen[1])
            painter.fillRect(QRectF(middle + 1, y, lane - 1, thick), m_theme.ink(Ink::Faint));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.ink(Ink::Broken), 1.6));
    qreal last = -margin;
    for (const core::Finding &finding : conversation.findings()) {
        if (finding.unit == core::Finding::noUnit)
            continue;
        const qreal y = yOf(finding.unit);
        if (std::abs(y - last) < 3)
            continue;
        last = y;
        painter.drawLine(QPointF(middle - 3, y - 3), QPointF(middle + 3, y + 3));
        painter.drawLine(QPointF(middle - 3, y + 3), QPointF(middle + 3, y - 3));
    }
    if (m_selection.unit()) {
        painter.setPen(QPen(m_theme.ink(Ink::Selection), 2));
        const qreal y = yOf(*m_selection.unit());
        painter.drawLine(QPointF(1, y), QPointF(width() - 1, y));
    }
}

void LadderMap::goTo(qreal y)
{
    const quint32 count = unitCount();
    if (count == 0)
        return;
    const qreal part = std::clamp((y - margin) / std::max(1.0, height() - 2 * margin), 0.0, 1.0);
    m_selection.selectUnit(std::min(count - 1, static_cast<quint32>(part * count)));
}

void LadderMap::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        goTo(event->position().y());
}

void LadderMap::mouseMoveEvent(QMouseEvent *event)
{
    if ((event->buttons() & Qt::LeftButton) != 0)
        goTo(event->position().y());
}

} // namespace ui
