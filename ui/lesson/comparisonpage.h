// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/scenarios.h"
#include "ui/draw/theme.h"
#include "ui/lesson/lessondesk.h"
#include "ui/lesson/wayslayout.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;
class QSlider;
class QSpinBox;

namespace ui {

class ChartView;

/// The same task in several ways, each really run with the numbers that are chosen. What is counted and what
/// is computed stand side by side and can be told apart.
class ComparisonPage : public QWidget
{
    Q_OBJECT

public:
    ComparisonPage(LessonDesk &desk, const core::Scenarios &scenarios, LabMaker makeLab, QWidget *parent);
    ~ComparisonPage() override;

    void refresh();
    void setNarrator(const Narrator &narrator);
    void setTheme(const Theme &theme);

    /// Runs all ways with what is chosen.
    void run();
    bool isRunning() const;
    std::vector<WayBar> bars() const;
    std::vector<WayLine> lines() const;
    const std::vector<QSpinBox *> &numbers() const { return m_numbers; }
    QPushButton &runButton() { return *m_run; }
    QString message() const;

private:
    struct Measured // a run that has ended
    {
        core::LessonNumbers chosen;
        std::vector<WayCount> counts;
    };

    void begin(const core::LessonComparison &comparison);
    void choose();
    void takeResults();
    void show();
    core::LessonNumbers chosen() const;
    std::optional<core::LessonNumbers> numbersWith(const core::LessonNumbers &chosen) const;

    LessonDesk &m_desk;
    const core::Scenarios &m_scenarios;
    LabMaker m_makeLab;
    std::optional<Narrator> m_narrator;
    Theme m_theme;
    const core::LessonComparison *m_comparison = nullptr; // of the lesson that is open
    QString m_id;                                         // of it
    QLabel *m_text;
    QGridLayout *m_grid;
    std::vector<QLabel *> m_labels;
    std::vector<QSlider *> m_sliders;
    std::vector<QSpinBox *> m_numbers;
    QPushButton *m_run;
    QLabel *m_message;
    QLabel *m_legend;
    ChartView *m_bars;
    ChartView *m_lines;
    std::vector<std::unique_ptr<Lane>> m_lanes;
    std::vector<Measured> m_measured;
};

} // namespace ui
