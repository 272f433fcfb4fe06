// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/votepanel.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

namespace ui {

namespace {

constexpr int most = 999; // hands
constexpr int tickMs = 500;
constexpr int barHeight = 16; // before zoom
constexpr int secondsOfMinute = 60;

} // namespace

/// Two bars for each option: the first vote outlined, the second one filled, each with its number.
class VotePanel::Histogram : public QWidget
{
public:
    using QWidget::QWidget;

    void show(const std::vector<int> &first, const std::vector<int> &second, const Theme &theme)
    {
        m_first = first;
        m_second = second;
        m_theme = theme;
        setMinimumHeight(static_cast<int>(m_first.size()) * rowHeight());
        setVisible(true);
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setFont(m_theme.zoomedFont(FontRole::Body));
        const int largest = std::max({1, *std::max_element(m_first.begin(), m_first.end()),
                                      *std::max_element(m_second.begin(), m_second.end())});
        const int label = painter.fontMetrics().horizontalAdvance(QStringLiteral("00 "));
        const int room = width() - 3 * label;
        const int bar = qRound(barHeight * m_theme.zoom());
        for (int i = 0; i < static_cast<int>(m_first.size()); ++i) {
            const int top = i * rowHeight();
            painter.setPen(m_theme.ink(Ink::Normal));
            painter.drawText(QRect(0, top, label, 2 * bar), Qt::AlignVCenter, QString::number(i + 1));
            for (const bool second : {false, true}) {
                const int count = (second ? m_second : m_first)[static_cast<std::size_t>(i)];
                const QRect rect(label, top + (second ? bar : 0), room * count / largest, bar - 2);
                painter.setPen(m_theme.ink(Ink::Selection));
                painter.setBrush(second ? QBrush(m_theme.ink(Ink::Selection)) : Qt::NoBrush);
                painter.drawRect(rect);
                painter.setPen(m_theme.ink(Ink::Normal));
                painter.drawText(QRect(rect.right() + 8, rect.top(), 2 * label, bar), Qt::AlignVCenter,
                                 QString::number(count));
            }
        }
    }

private:
    int rowHeight() const { return qRound(2.6 * barHeight * m_theme.zoom()); }

    std::vector<int> m_first;
    std::vector<int> m_second;
    Theme m_theme;
};

VotePanel::VotePanel(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_time(new QLabel(this))
    , m_grid(new QGridLayout)
    , m_histogram(new Histogram(this))
    , m_next(new QPushButton(this))
    , m_save(new QPushButton(this))
{
    auto *const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(10);
    auto *const head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addWidget(m_time, 1);
    rows->addLayout(head);
    m_grid->setHorizontalSpacing(12);
    rows->addLayout(m_grid);
    rows->addWidget(m_histogram);
    m_next->setObjectName(QStringLiteral("primary"));
    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    buttons->addWidget(m_next);
    buttons->addWidget(m_save);
    buttons->addStretch(1);
    rows->addLayout(buttons);
    connect(m_save, &QPushButton::clicked, this, &VotePanel::saveRequested);
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, &VotePanel::refresh);
    connect(m_next, &QPushButton::clicked, this, &VotePanel::goOn);
}

void VotePanel::begin(int options)
{
    qDeleteAll(m_boxes);
    qDeleteAll(m_labels);
    m_boxes.clear();
    m_labels.clear();
    for (auto &counts : m_counts)
        counts.assign(static_cast<std::size_t>(options), 0);
    for (int i = 0; i < options; ++i) {
        auto *const label = new QLabel(QString::number(i + 1), this);
        auto *const box = new QSpinBox(this);
        box->setRange(0, most);
        m_grid->addWidget(label, 0, 2 * i);
        m_grid->addWidget(box, 0, 2 * i + 1);
        label->show();
        box->show();
        m_labels.push_back(label);
        m_boxes.push_back(box);
    }
    m_phase = Phase::First;
    m_tick.stop();
    setTheme(m_theme);
    if (!m_boxes.empty())
        m_boxes.front()->setFocus();
}

void VotePanel::goOn()
{
    const auto take = [this](int vote) {
        for (std::size_t i = 0; i < m_boxes.size(); ++i) {
            m_counts[vote][i] = m_boxes[i]->value();
            m_boxes[i]->setValue(0);
        }
    };
    switch (m_phase) {
    case Phase::First:
        take(0);
        m_phase = Phase::Discuss;
        m_clock.start();
        m_tick.start();
        break;
    case Phase::Discuss:
        m_phase = Phase::Second;
        m_tick.stop();
        break;
    case Phase::Second:
        take(1);
        m_phase = Phase::Result;
        break;
    case Phase::Result: {
        const auto &votes = m_counts[1];
        const auto best = std::max_element(votes.begin(), votes.end());
        const bool isClear = std::count(votes.begin(), votes.end(), *best) == 1;
        emit ended(isClear ? std::optional(static_cast<int>(best - votes.begin())) : std::nullopt);
        return;
    }
    }
    refresh();
    if (m_phase == Phase::Second && !m_boxes.empty())
        m_boxes.front()->setFocus();
    else
        m_next->setFocus();
}

void VotePanel::refresh()
{
    if (!m_narrator || m_boxes.empty())
        return;
    constexpr const char *titles[] = {"vote.first", "vote.discuss", "vote.second", "vote.result"};
    constexpr const char *nexts[] = {"vote.todiscuss", "vote.tosecond", "vote.toresult", "vote.use"};
    const auto at = static_cast<std::size_t>(m_phase);
    m_title->setText(m_narrator->phrase(titles[at]));
    m_next->setText(m_narrator->phrase(nexts[at]));
    m_save->setText(m_narrator->phrase("vote.save"));
    m_save->setVisible(m_phase == Phase::Result);
    const bool isVoting = m_phase == Phase::First || m_phase == Phase::Second;
    for (std::size_t i = 0; i < m_boxes.size(); ++i) {
        m_boxes[i]->setVisible(isVoting);
        m_labels[i]->setVisible(isVoting);
        m_boxes[i]->setAccessibleName(
            m_narrator->phrase("vote.hands", {{QStringLiteral("option"), QString::number(i + 1)}}));
    }
    m_time->setVisible(m_phase == Phase::Discuss);
    const qint64 seconds = m_phase == Phase::Discuss ? m_clock.elapsed() / 1000 : 0;
    m_time->setText(QStringLiteral("%1:%2")
                        .arg(seconds / secondsOfMinute)
                        .arg(seconds % secondsOfMinute, 2, 10, QLatin1Char('0')));
    if (m_phase == Phase::Result)
        m_histogram->show(m_counts[0], m_counts[1], m_theme);
    else
        m_histogram->hide();
    m_histogram->setAccessibleName(shown());
}

QString VotePanel::shown() const
{
    if (m_phase != Phase::Result || !m_narrator)
        return {};
    QStringList lines;
    for (std::size_t i = 0; i < m_counts[0].size(); ++i)
        lines +=
            m_narrator->phrase("vote.line", {{QStringLiteral("option"), QString::number(i + 1)},
                                             {QStringLiteral("first"), QString::number(m_counts[0][i])},
                                             {QStringLiteral("second"), QString::number(m_counts[1][i])}});
    return lines.join(QLatin1Char('\n'));
}

void VotePanel::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    refresh();
}

void VotePanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    const QString size = QStringLiteral("font-size: %1px;").arg(qRound(17 * theme.zoom()));
    m_title->setStyleSheet(
        size + QStringLiteral(" font-weight: bold; color: %1;").arg(theme.ink(Ink::Normal).name()));
    m_time->setStyleSheet(size + QStringLiteral(" color: %1;").arg(theme.ink(Ink::Secondary).name()));
    for (QWidget *each : m_labels)
        each->setStyleSheet(size);
    for (QWidget *each : m_boxes)
        each->setStyleSheet(size);
    for (QPushButton *each : {m_next, m_save})
        each->setStyleSheet(QStringLiteral("font-size: %1px;").arg(qRound(15 * theme.zoom())));
    refresh();
}

} // namespace ui
