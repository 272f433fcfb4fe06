// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/theme.h"
#include "ui/lesson/lessondesk.h"
#include "ui/text/steptext.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace ui {

/// An exercise: the bytes of a frame, or a text, written by hand. Worked: all of it stands there. Half
/// filled: a box for each field, bits for what is smaller than a byte. Empty: one line. The first wrong bit
/// is named by its field; what somebody typically gets wrong is recognised; hints come one after the other.
class ExercisePage : public QWidget
{
    Q_OBJECT

public:
    ExercisePage(LessonDesk &desk, QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator);
    void setTheme(const Theme &theme);
    void refresh();

    /// What stands in the boxes, as the answer is written; empty where a box is not filled as it has to be.
    QString typed() const;
    const std::vector<QLineEdit *> &boxes() const { return m_boxes; }
    QPushButton &check() { return *m_check; }
    QPushButton &hint() { return *m_hint; }
    QString verdict() const;

private:
    struct Part
    {
        std::string_view field;
        quint64 bits = 0;
        bool isBinary = false;
    };

    void build();
    void rebuild(const core::LessonExercise &exercise);
    void addBox(const QString &label, const QString &text, bool given, int row, int characters);
    void judge();
    void showHints();

    LessonDesk &m_desk;
    std::optional<Narrator> m_narrator;
    Theme m_theme;
    QString m_shown;           // id of the exercise that the boxes are made for
    std::vector<Part> m_parts; // of a frame in boxes
    int m_hints = 0;           // that are shown
    QLabel *m_kind;
    QLabel *m_text;
    QGridLayout *m_grid;
    std::vector<QLabel *> m_labels;
    std::vector<QLineEdit *> m_boxes;
    QPushButton *m_check;
    QPushButton *m_hint;
    QPushButton *m_giveUp;
    QLabel *m_verdict;
    QLabel *m_hintText;
};

} // namespace ui
