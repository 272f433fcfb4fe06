// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/icons.h"
#include "ui/draw/theme.h"

#include <QPushButton>
#include <QSlider>
#include <QTimer>
#include <QWidget>

#include <map>

class QLabel;
class QMenu;

namespace ui {

/// The bar above the columns: run, scenario, steps, play, speed, language, theme. It only asks; the window
/// decides.
class StepBar : public QWidget
{
    Q_OBJECT

public:
    explicit StepBar(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setLanguageButtons(bool korean);
    void setScenario(const QString &title);
    void setScenarioMenu(QMenu *menu);
    void setSteps(int step, int count);
    void setPlaying(bool playing);
    bool isPlaying() const { return m_timer.isActive(); }
    void togglePlay();

signals:
    void runRequested();
    void stepRequested(int step);
    void languageRequested(bool korean);
    void themeRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void refresh();
    void setIcon(QPushButton *button, Glyph glyph, const QColor &colour);
    void applySpeed();

    QPushButton *m_run;
    QPushButton *m_scenario;
    QPushButton *m_first;
    QPushButton *m_previous;
    QPushButton *m_play;
    QPushButton *m_next;
    QPushButton *m_last;
    QSlider *m_slider;
    QLabel *m_counter;
    QPushButton *m_speed;
    QPushButton *m_korean;
    QPushButton *m_english;
    QPushButton *m_theme;
    QTimer m_timer;
    std::map<QPushButton *, std::pair<Glyph, QRgb>> m_icons; // shown
    Theme m_look;
    int m_step = 0;
    int m_count = 0;
    int m_speedIndex = 1;
};

} // namespace ui
