// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/theme.h"
#include "ui/lesson/lessondesk.h"
#include "ui/text/steptext.h"

#include <QScrollArea>

class QLabel;
class QPushButton;

namespace ui {

/// The step of a lesson above the columns: what for, what happens, and what became of the prediction. It
/// takes the height that it needs, but leaves most of the window to the bytes; what is longer scrolls.
class LessonCard : public QScrollArea
{
    Q_OBJECT

public:
    LessonCard(LessonDesk &desk, QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator);
    void setTheme(const Theme &theme);
    /// In front of a class: the field that is selected, large above the columns.
    void setSpotlight(bool on);
    QString spotlight() const;
    QString caption() const;
    /// What was predicted and what came; empty where this step reveals nothing.
    QString outcome() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void linkActivated(const QString &link);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    int neededHeight() const;
    void fit();
    void refresh();
    void refreshSpotlight();
    const core::LessonOption *told() const;

    LessonDesk &m_desk;
    std::optional<Narrator> m_narrator;
    QWidget *m_content;
    QLabel *m_purpose;
    QLabel *m_caption;
    QLabel *m_spotlight;
    bool m_isSpotlit = false;
    QLabel *m_outcome;
    QPushButton *m_show;
};

/// The foot of a lesson: back and forward, where one is, and the way out.
class LessonFoot : public QWidget
{
    Q_OBJECT

public:
    LessonFoot(LessonDesk &desk, QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator);
    void setTheme(const Theme &theme);
    QPushButton &forward() { return *m_forward; }
    QPushButton &back() { return *m_back; }

private:
    void refresh();

    LessonDesk &m_desk;
    std::optional<Narrator> m_narrator;
    QPushButton *m_back;
    QLabel *m_place;
    QPushButton *m_forward;
    QLabel *m_lesson;
    QPushButton *m_leave;
};

} // namespace ui
