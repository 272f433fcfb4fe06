// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/comparisonpage.h"

#include "ui/draw/drawingview.h"
#include "ui/lesson/lessontext.h"
#include "ui/text/problemtext.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>

#include <algorithm>

namespace ui {

/// A drawing that is made anew for each width.
class ChartView : public DrawingView
{
public:
    using Make = std::function<Drawing(const Metrics &metrics, qreal width)>;

    ChartView(Make make, QWidget *parent)
        : DrawingView(parent)
        , m_make(std::move(make))
    {
        setFocusPolicy(Qt::NoFocus);
    }

    void layOut() override
    {
        if (width() > 0)
            setDrawing(m_make(Metrics(theme()), layoutWidth()));
    }

private:
    Make m_make;
};

ComparisonPage::ComparisonPage(LessonDesk &desk, const core::Scenarios &scenarios, LabMaker makeLab,
                               QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_scenarios(scenarios)
    , m_makeLab(std::move(makeLab))
    , m_text(new QLabel(this))
    , m_grid(new QGridLayout)
    , m_run(new QPushButton(this))
    , m_message(new QLabel(this))
    , m_legend(new QLabel(this))
    , m_bars(new ChartView(
          [this](const Metrics &metrics, qreal width) {
              return m_narrator ? layoutWays(bars(), *m_narrator, metrics, width) : Drawing();
          },
          this))
    , m_lines(new ChartView(
          [this](const Metrics &metrics, qreal width) {
              if (!m_narrator || m_comparison == nullptr)
                  return Drawing();
              const core::LessonSlider &along = m_comparison->sliders.front();
              return layoutLines(lines(), localText(along.label, m_narrator->language()), along.from,
                                 along.to, m_numbers.front()->value(), *m_narrator, metrics, width);
          },
          this))
{
    for (QLabel *each : {m_text, m_message, m_legend})
        each->setWordWrap(true);
    m_text->setTextFormat(Qt::RichText);
    m_text->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_run->setObjectName(QStringLiteral("primary"));
    m_run->setAutoDefault(true);
    m_grid->setHorizontalSpacing(14);
    auto *const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(12);
    rows->addWidget(m_text);
    rows->addLayout(m_grid);
    auto *const go = new QHBoxLayout;
    go->addWidget(m_run);
    go->addWidget(m_message, 1);
    rows->addLayout(go);
    rows->addWidget(m_bars);
    rows->addWidget(m_legend);
    rows->addWidget(m_lines);
    rows->addStretch(1);
    connect(m_run, &QPushButton::clicked, this, &ComparisonPage::run);
}

ComparisonPage::~ComparisonPage() = default;

void ComparisonPage::refresh()
{
    const core::LessonComparison *const wanted =
        m_desk.page() == LessonDesk::Page::Stop ? m_desk.play().comparison() : nullptr;
    if (wanted == nullptr) {
        m_lanes.clear(); // what still runs is stopped
        m_comparison = nullptr;
        m_id.clear();
        return;
    }
    const bool isNew = wanted->id != m_id;
    m_comparison = wanted;
    if (isNew) {
        begin(*wanted);
        m_run->setFocus();
    }
    if (!m_narrator)
        return;
    m_text->setText(lessonHtml(*m_narrator, wanted->text, m_desk.play().numbers()));
    for (std::size_t i = 0; i < m_labels.size(); ++i) {
        m_labels[i]->setText(localText(wanted->sliders[i].label, m_narrator->language()));
        m_sliders[i]->setAccessibleName(m_labels[i]->text());
        m_numbers[i]->setAccessibleName(m_labels[i]->text());
    }
    m_legend->setText(m_narrator->phrase("compare.legend"));
    show();
}

void ComparisonPage::begin(const core::LessonComparison &comparison)
{
    m_id = comparison.id;
    m_lanes.clear();
    m_measured.clear();
    qDeleteAll(m_labels);
    qDeleteAll(m_sliders);
    qDeleteAll(m_numbers);
    m_labels.clear();
    m_sliders.clear();
    m_numbers.clear();
    for (const core::LessonSlider &each : comparison.sliders) {
        auto *const label = new QLabel(this);
        auto *const slider = new QSlider(Qt::Horizontal, this);
        auto *const number = new QSpinBox(this);
        number->setButtonSymbols(QAbstractSpinBox::NoButtons); // the slider is beside it
        slider->setRange(each.from, each.to);
        number->setRange(each.from, each.to);
        number->setValue(m_desk.play().numbers().value(each.number).toInt());
        slider->setValue(number->value());
        slider->setPageStep(std::max(1, (each.to - each.from) / 10));
        connect(slider, &QSlider::valueChanged, number, &QSpinBox::setValue);
        connect(number, &QSpinBox::valueChanged, slider, &QSlider::setValue);
        connect(number, &QSpinBox::valueChanged, this, &ComparisonPage::choose);
        const int place = static_cast<int>(m_labels.size());
        const int column = place % 2 * 3;
        m_grid->addWidget(label, place / 2, column);
        m_grid->addWidget(slider, place / 2, column + 1);
        m_grid->addWidget(number, place / 2, column + 2);
        m_labels.push_back(label);
        m_sliders.push_back(slider);
        m_numbers.push_back(number);
    }
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnStretch(4, comparison.sliders.size() > 1 ? 1 : 0);
    setTheme(m_theme);
}

core::LessonNumbers ComparisonPage::chosen() const
{
    core::LessonNumbers all;
    for (std::size_t i = 0; i < m_numbers.size(); ++i)
        all.insert(m_comparison->sliders[i].number, QString::number(m_numbers[i]->value()));
    return all;
}

std::optional<core::LessonNumbers> ComparisonPage::numbersWith(const core::LessonNumbers &chosen) const
{
    QString error;
    return core::lessonNumbers(m_desk.play().lesson(), m_desk.play().seed(), &error, chosen);
}

void ComparisonPage::choose()
{
    m_lanes.clear(); // they were run with other numbers
    show();
}

void ComparisonPage::run()
{
    const auto numbers = m_comparison == nullptr || isRunning() ? std::nullopt : numbersWith(chosen());
    if (!numbers)
        return;
    m_lanes.clear();
    for (const core::LessonWay &way : m_comparison->ways) {
        QString error;
        const core::Lesson &lesson = m_desk.play().lesson();
        const core::LessonRun *const run = lesson.run(way.run);
        const auto scenario =
            run == nullptr ? std::nullopt : core::scenarioOf(*run, lesson, *numbers, m_scenarios, &error);
        if (!scenario)
            continue; // a lesson is checked before it is opened
        m_lanes.push_back(std::make_unique<Lane>(m_makeLab(), way, *numbers));
        connect(m_lanes.back().get(), &Lane::changed, this, &ComparisonPage::takeResults);
        m_lanes.back()->run(*scenario);
    }
    show();
}

bool ComparisonPage::isRunning() const
{
    return std::any_of(m_lanes.begin(), m_lanes.end(), [](const auto &each) { return each->isRunning(); });
}

void ComparisonPage::takeResults()
{
    const bool isWhole = !isRunning() && std::all_of(m_lanes.begin(), m_lanes.end(), [](const auto &each) {
        return each->end().problem == core::RunProblem::None;
    });
    if (isWhole) {
        Measured measured{chosen(), {}};
        for (const auto &lane : m_lanes)
            measured.counts.push_back(lane->count());
        m_measured.push_back(std::move(measured));
    }
    show();
}

void ComparisonPage::show()
{
    if (!m_narrator || m_comparison == nullptr)
        return;
    m_run->setText(m_narrator->phrase(isRunning() ? "compare.running" : "compare.run"));
    QString problem;
    for (const auto &lane : m_lanes)
        if (!lane->isRunning() && problem.isEmpty())
            problem = problemText(*m_narrator, lane->end());
    m_message->setText(problem);
    m_bars->layOut();
    m_lines->layOut();
    QStringList told;
    for (const WayBar &bar : bars())
        told += bar.name + QStringLiteral(": ") +
                (bar.measured
                     ? m_narrator->phrase("compare.bytes",
                                          {{QStringLiteral("count"), QString::number(bar.measured->bytes())}})
                     : m_narrator->phrase("compare.notrun"));
    m_bars->setAccessibleName(told.join(QStringLiteral("; ")));
}

QString ComparisonPage::message() const { return m_message->text(); }

std::vector<WayBar> ComparisonPage::bars() const
{
    std::vector<WayBar> all;
    const auto numbers = m_comparison == nullptr ? std::nullopt : numbersWith(chosen());
    if (!numbers || !m_narrator)
        return all;
    for (std::size_t i = 0; i < m_comparison->ways.size(); ++i) {
        const core::LessonWay &way = m_comparison->ways[i];
        WayBar bar{localText(way.name, m_narrator->language()),
                   {},
                   false,
                   core::filledIn(way.formula, *numbers),
                   {}};
        if (i < m_lanes.size()) {
            bar.measured = m_lanes[i]->count();
            bar.isRunning = m_lanes[i]->isRunning();
        }
        QString error;
        if (way.bytes)
            bar.modelled = core::evaluate(*way.bytes, *numbers, &error).value_or(QString()).toULongLong();
        all.push_back(std::move(bar));
    }
    return all;
}

std::vector<WayLine> ComparisonPage::lines() const
{
    constexpr int points = 40; // formulas may bend
    std::vector<WayLine> all;
    const core::LessonSlider &along = m_comparison->sliders.front();
    for (const core::LessonWay &way : m_comparison->ways)
        all.push_back({localText(way.name, m_narrator->language()), {}, {}});
    core::LessonNumbers wanted = chosen();
    const int step = std::max(1, (along.to - along.from) / points);
    for (int number = along.from; number <= along.to; number = std::min(number + step, along.to)) {
        wanted.insert(along.number, QString::number(number));
        const auto numbers = numbersWith(wanted);
        for (std::size_t i = 0; numbers && i < all.size(); ++i)
            if (QString error; m_comparison->ways[i].bytes)
                all[i].modelled.emplace_back(number,
                                             core::evaluate(*m_comparison->ways[i].bytes, *numbers, &error)
                                                 .value_or(QString())
                                                 .toULongLong());
        if (number == along.to)
            break;
    }
    for (const Measured &measured : m_measured) {
        const int number = measured.chosen.value(along.number).toInt();
        wanted.insert(along.number, QString::number(number));
        for (std::size_t i = 0; wanted == measured.chosen && i < all.size(); ++i)
            all[i].measured.emplace_back(number, measured.counts[i].bytes());
    }
    return all;
}

void ComparisonPage::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    refresh();
}

void ComparisonPage::setTheme(const Theme &theme)
{
    m_theme = theme;
    const auto style = [&theme](QWidget *widget, Ink ink, int pixels) {
        widget->setStyleSheet(QStringLiteral("color: %1; font-size: %2px;")
                                  .arg(theme.ink(ink).name())
                                  .arg(qRound(pixels * theme.zoom())));
    };
    style(m_text, Ink::Normal, 16);
    style(m_message, Ink::Broken, 14);
    style(m_legend, Ink::Secondary, 13);
    for (QLabel *each : m_labels)
        style(each, Ink::Normal, 14);
    const QString size = QStringLiteral("font-size: %1px;").arg(qRound(14 * theme.zoom()));
    for (QSpinBox *each : m_numbers)
        each->setStyleSheet(size);
    m_run->setStyleSheet(size);
    m_bars->setTheme(theme);
    m_lines->setTheme(theme);
}

} // namespace ui
