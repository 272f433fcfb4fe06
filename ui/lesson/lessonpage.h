// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/theme.h"
#include "ui/lesson/lane.h"
#include "ui/lesson/lessondesk.h"
#include "ui/text/steptext.h"

#include <QScrollArea>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace ui {

class ComparisonPage;
class ExercisePage;
class QuestionPage;

/// What a lesson shows instead of the columns: its title, a question, an exercise, a comparison, its end.
/// While it is there nothing of the recording can be seen.
class LessonPage : public QScrollArea
{
    Q_OBJECT

public:
    /// `names`: of misconceptions, by id.
    /// `makeLab`: for runs beside the window's own.
    LessonPage(LessonDesk &desk, std::map<QString, core::LocalText> names, const core::Scenarios &scenarios,
               LabMaker makeLab, QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator);
    void setTheme(const Theme &theme);

    QuestionPage &question() { return *m_question; }
    ExercisePage &exercise() { return *m_exercise; }
    ComparisonPage &comparison() { return *m_comparison; }

signals:
    void linkActivated(const QString &link);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void writeTitle();
    void writeSummary();

    LessonDesk &m_desk;
    std::map<QString, core::LocalText> m_names;
    std::optional<Narrator> m_narrator;
    Theme m_theme;
    QWidget *m_column;
    QLabel *m_heading;
    QStackedWidget *m_pages;
    QLabel *m_title;
    QLabel *m_goal;
    QLabel *m_summary;
    QPushButton *m_again;
    QuestionPage *m_question;
    ExercisePage *m_exercise;
    ComparisonPage *m_comparison;
};

} // namespace ui
