// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/theme.h"
#include "ui/text/steptext.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;
class QSpinBox;

namespace ui {

/// A question put to a class: vote alone, discuss, vote again, see both votes. Who teaches types in the hands
/// that are counted. The first vote is hidden until the end.
class VotePanel : public QWidget
{
    Q_OBJECT

public:
    enum class Phase : quint8 { First, Discuss, Second, Result };

    explicit VotePanel(QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator);
    void setTheme(const Theme &theme);

    /// Begins with the first vote for so many options.
    void begin(int options);
    Phase phase() const { return m_phase; }
    void goOn();
    /// What a vote (0 or 1) counted. The first one is known to who calls before it is shown.
    const std::vector<int> &counts(int vote) const { return m_counts[vote]; }
    QSpinBox &box(int option) { return *m_boxes[static_cast<std::size_t>(option)]; }
    QPushButton &next() { return *m_next; }
    QPushButton &save() { return *m_save; }
    /// What the histogram shows, for who does not see it.
    QString shown() const;

signals:
    /// After the result: the option with most hands in the second vote; nothing where all have as many.
    void ended(std::optional<int> option);
    void saveRequested();

private:
    class Histogram;

    void refresh();

    std::optional<Narrator> m_narrator;
    Theme m_theme;
    Phase m_phase = Phase::First;
    std::vector<int> m_counts[2];
    QElapsedTimer m_clock; // since the discussion began
    QTimer m_tick;
    QLabel *m_title;
    QLabel *m_time;
    QGridLayout *m_grid;
    std::vector<QLabel *> m_labels;
    std::vector<QSpinBox *> m_boxes;
    Histogram *m_histogram;
    QPushButton *m_next;
    QPushButton *m_save; // of the result
};

} // namespace ui
