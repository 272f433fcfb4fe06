// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/draw/theme.h"

#include <QPushButton>

class QLabel;

namespace ui {

/// An answer to choose: its number and a text of any length, which goes over several lines.
class AnswerButton : public QPushButton
{
    Q_OBJECT

public:
    enum class Mark : quint8 { None, Right, Wrong };

    AnswerButton(int number, QWidget *parent = nullptr);

    /// `isCode`: bytes, in a face of fixed pitch.
    void setAnswer(const QString &text, bool isCode = false);
    void setMark(Mark mark);
    void setTheme(const Theme &theme);

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

private:
    void refresh();

    int m_number;
    QString m_answer;
    bool m_isCode = false;
    Mark m_mark = Mark::None;
    Theme m_theme;
    QLabel *m_sign; // the number, or how it came out
    QLabel *m_text;
};

} // namespace ui
