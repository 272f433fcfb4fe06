// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/theme.h"
#include "ui/lesson/lessondesk.h"
#include "ui/text/steptext.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace ui {

class AnswerButton;
class VotePanel;

/// A question of a lesson: choose, confirm, or say that one does not know. What is right is told when an
/// answer is stored, and of a prediction not before the bytes have come.
class QuestionPage : public QWidget
{
    Q_OBJECT

public:
    QuestionPage(LessonDesk &desk, QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator);
    void setTheme(const Theme &theme);

    /// In front of a class: a vote may be run.
    void setPresenting(bool on);
    VotePanel &vote() { return *m_vote; }
    /// Both votes: *.csv (RFC 4180), else a picture of the page. False where it could not be written.
    bool saveVote(const QString &path);
    QPushButton &runVote() { return *m_runVote; }
    /// The question at hand has changed, or was answered.
    void refresh();
    const std::vector<AnswerButton *> &answers() const { return m_answers; }
    QPushButton &confirm() { return *m_confirm; }
    QPushButton &dontKnow() { return *m_dontKnow; }
    QString feedback() const;

private:
    void build();
    void rebuild(const core::LessonQuestion &question);
    void choose(int option);
    void showResult(const core::LessonQuestion &question, const core::LessonAnswer &answer);
    const core::LessonOption *evidence() const;
    void askWhereToSave();

    LessonDesk &m_desk;
    std::optional<Narrator> m_narrator;
    Theme m_theme;
    QString m_shown; // id of the question that the buttons are made for
    std::optional<int> m_chosen;
    QLabel *m_kind;
    QLabel *m_text;
    QGridLayout *m_grid;
    std::vector<AnswerButton *> m_answers;
    QPushButton *m_confirm;
    QPushButton *m_dontKnow;
    QLabel *m_hint;
    QLabel *m_feedback;
    QPushButton *m_runVote;
    VotePanel *m_vote;
    bool m_isPresenting = false;
    bool m_isVoting = false;
    QPushButton *m_show;
};

} // namespace ui
