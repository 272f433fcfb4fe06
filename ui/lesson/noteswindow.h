// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/theme.h"
#include "ui/lesson/lessondesk.h"
#include "ui/text/steptext.h"

#include <QWidget>

class QTextBrowser;

namespace ui {

/// What the one who teaches sees on the other screen: the caption, the notes, what comes next, and the right
/// answer of a question.
class NotesWindow : public QWidget
{
    Q_OBJECT

public:
    NotesWindow(LessonDesk &desk, QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator);
    void setTheme(const Theme &theme);
    QString text() const;

private:
    void refresh();
    QString about(const core::LessonQuestion &question) const;

    LessonDesk &m_desk;
    std::optional<Narrator> m_narrator;
    QTextBrowser *m_text;
};

} // namespace ui
