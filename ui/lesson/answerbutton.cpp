// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/answerbutton.h"

#include "ui/lesson/lessontext.h"

#include <QHBoxLayout>
#include <QLabel>

namespace ui {

AnswerButton::AnswerButton(int number, QWidget *parent)
    : QPushButton(parent)
    , m_number(number)
    , m_sign(new QLabel(this))
    , m_text(new QLabel(this))
{
    setObjectName(QStringLiteral("answer"));
    setCheckable(true);
    setAutoDefault(false);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    auto *const row = new QHBoxLayout(this);
    row->setContentsMargins(16, 10, 16, 10);
    row->setSpacing(14);
    row->addWidget(m_sign, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    for (QLabel *each : {m_sign, m_text})
        each->setAttribute(Qt::WA_TransparentForMouseEvents);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(this, &QPushButton::toggled, this, &AnswerButton::refresh);
}

void AnswerButton::setAnswer(const QString &text, bool isCode)
{
    m_answer = text;
    m_isCode = isCode;
    m_text->setText(text);
    setAccessibleName(QStringLiteral("%1, %2").arg(m_number).arg(text));
    refresh();
    updateGeometry();
}

void AnswerButton::setMark(Mark mark)
{
    m_mark = mark;
    refresh();
}

void AnswerButton::setTheme(const Theme &theme)
{
    m_theme = theme;
    refresh();
}

QSize AnswerButton::sizeHint() const { return layout()->sizeHint(); }

int AnswerButton::heightForWidth(int width) const { return layout()->totalHeightForWidth(width); }

void AnswerButton::refresh()
{
    m_sign->setText(m_mark == Mark::Right   ? QStringLiteral("✓")
                    : m_mark == Mark::Wrong ? QStringLiteral("✗")
                                            : QString::number(m_number));
    const Ink sign = m_mark == Mark::Right ? Ink::Kept : m_mark == Mark::Wrong ? Ink::Broken : Ink::Secondary;
    const int size = qRound(17 * m_theme.zoom());
    m_sign->setStyleSheet(QStringLiteral("color: %1; font-size: %2px; font-weight: bold;")
                              .arg(m_theme.ink(sign).name())
                              .arg(size));
    m_text->setStyleSheet(
        QStringLiteral("color: %1; font-size: %2px;%3")
            .arg(m_theme.ink(Ink::Normal).name())
            .arg(size)
            .arg(m_isCode ? QStringLiteral(" font-family: %1;").arg(codeFaces) : QString()));
    const QColor edge = m_mark != Mark::None ? m_theme.ink(sign)
                        : isChecked()        ? m_theme.ink(Ink::Selection)
                                             : m_theme.ink(Ink::Boundary);
    setStyleSheet(QStringLiteral("QPushButton#answer { background: %1; border: %2px solid %3; }"
                                 "QPushButton#answer:focus { border: 2px solid %4; }")
                      .arg((isChecked() ? m_theme.selectionFill() : m_theme.panel()).name())
                      .arg(isChecked() || m_mark != Mark::None ? 2 : 1)
                      .arg(edge.name(), m_theme.ink(Ink::Selection).name()));
}

} // namespace ui
