// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/bitcells.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>

namespace ui {

namespace {

constexpr int cellWidth = 22;
constexpr int cellHeight = 30;
constexpr int nameHeight = 18;
constexpr int gap = 2; // before each of MASK, opcode and length too: the cells are a row of bits

int leftOf(std::size_t bit) { return static_cast<int>(bit) * (cellWidth + gap); }

} // namespace

BitCell::BitCell(Tone tone, QWidget *parent)
    : QAbstractButton(parent)
    , m_tone(tone)
{
    setFixedSize(cellWidth, cellHeight);
    connect(this, &QAbstractButton::clicked, this, [this] {
        setValue(!m_value ? std::optional(true) : *m_value ? std::optional(false) : std::nullopt);
    });
}

void BitCell::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

void BitCell::setName(const QString &name, const QString &emptyWord)
{
    m_name = name;
    m_emptyWord = emptyWord;
    refreshName();
}

void BitCell::setValue(std::optional<bool> value)
{
    if (value == m_value)
        return;
    m_value = value;
    refreshName();
    update();
    emit valueChanged();
}

void BitCell::refreshName()
{
    const QString value = m_value ? QString::number(*m_value ? 1 : 0) : m_emptyWord;
    setAccessibleName(QStringLiteral("%1: %2").arg(m_name, value));
    setToolTip(accessibleName());
}

void BitCell::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.fill(m_tone));
    painter.fillRect(0, height() - 3, width(), 3, m_theme.edge(m_tone));
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.ink(Ink::Selection), 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
    painter.setFont(m_theme.font(FontRole::MonoBold));
    painter.setPen(m_theme.ink(m_value ? Ink::Normal : Ink::Secondary));
    painter.drawText(rect().adjusted(0, 0, 0, -3), Qt::AlignCenter,
                     m_value ? QString::number(*m_value ? 1 : 0) : QStringLiteral("·"));
}

void BitCell::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_0:
    case Qt::Key_1:
        setValue(event->key() == Qt::Key_1);
        emit moveRequested(1);
        break;
    case Qt::Key_Delete:
        setValue(std::nullopt);
        break;
    case Qt::Key_Backspace:
        setValue(std::nullopt);
        emit moveRequested(-1);
        break;
    case Qt::Key_Left:
    case Qt::Key_Right:
        emit moveRequested(event->key() == Qt::Key_Right ? 1 : -1);
        break;
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

BitCells::BitCells(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    for (std::size_t bit = 0; bit < FrameDraft::bitCount; ++bit) {
        auto *const cell = new BitCell(toneOf(partOfBit(bit)), this);
        cell->setObjectName(QStringLiteral("bit%1").arg(bit));
        cell->move(leftOf(bit), nameHeight);
        cell->setFocusPolicy(bit == 0 ? Qt::StrongFocus : Qt::ClickFocus);
        connect(cell, &BitCell::valueChanged, this, &BitCells::changed);
        connect(cell, &BitCell::moveRequested, this,
                [this, bit](int by) { moveTo(static_cast<int>(bit) + by); });
        m_cells[bit] = cell;
    }
    retranslate();
}

void BitCells::setTheme(const Theme &theme)
{
    m_theme = theme;
    for (BitCell *cell : m_cells)
        cell->setTheme(theme);
    update();
}

const std::array<std::optional<bool>, FrameDraft::bitCount> BitCells::bits() const
{
    std::array<std::optional<bool>, FrameDraft::bitCount> bits;
    for (std::size_t bit = 0; bit < bits.size(); ++bit)
        bits[bit] = m_cells[bit]->value();
    return bits;
}

void BitCells::clear()
{
    for (BitCell *cell : m_cells)
        cell->setValue(std::nullopt);
    moveTo(0);
}

QSize BitCells::sizeHint() const { return {leftOf(FrameDraft::bitCount) - gap, nameHeight + cellHeight}; }

void BitCells::moveTo(int bit)
{
    if (bit < 0 || bit >= static_cast<int>(FrameDraft::bitCount))
        return;
    for (BitCell *cell : m_cells) // the tab key comes back to where one was
        cell->setFocusPolicy(Qt::ClickFocus);
    BitCell *const cell = m_cells[static_cast<std::size_t>(bit)];
    cell->setFocusPolicy(Qt::StrongFocus);
    cell->setFocus(Qt::OtherFocusReason);
}

std::vector<BitCells::Group> BitCells::groups() const
{
    return {{0, 1, QStringLiteral("F")},  {1, 1, QStringLiteral("R1")},     {2, 1, QStringLiteral("R2")},
            {3, 1, QStringLiteral("R3")}, {4, 4, QStringLiteral("opcode")}, {8, 1, QStringLiteral("M")},
            {9, 7, tr("payload length")}};
}

void BitCells::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(m_theme.font(FontRole::Small));
    painter.setPen(m_theme.ink(Ink::Secondary));
    for (const Group &group : groups()) {
        const int left = leftOf(group.first);
        const int width = leftOf(group.first + group.count) - gap - left;
        painter.drawText(QRect(left - 2, 0, width + 4, nameHeight - 2), Qt::AlignCenter, group.name);
    }
}

void BitCells::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void BitCells::retranslate()
{
    static const char *const flags[] = {"FIN", "RSV1", "RSV2", "RSV3"};
    const QString emptyWord = tr("empty");
    for (std::size_t bit = 0; bit < m_cells.size(); ++bit) {
        QString name;
        if (bit < 4)
            name = QString::fromLatin1(flags[bit]);
        else if (bit < FrameDraft::maskBit)
            name = tr("opcode, bit worth %1").arg(1 << (7 - bit));
        else if (bit == FrameDraft::maskBit)
            name = QStringLiteral("MASK");
        else
            name = tr("payload length, bit worth %1").arg(1 << (15 - bit));
        m_cells[bit]->setName(name, emptyWord);
    }
    setAccessibleName(tr("The first two bytes, bit by bit"));
    update();
}

} // namespace ui
