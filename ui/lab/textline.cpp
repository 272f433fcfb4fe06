// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/textline.h"

#include <QGuiApplication>
#include <QInputMethod>
#include <QInputMethodEvent>
#include <QKeyEvent>

namespace ui {

namespace {

constexpr int historyLimit = 100;

} // namespace

TextLine::TextLine(QWidget *parent)
    : QLineEdit(parent)
{
    setMinimumHeight(30);
    setMaxLength(1'000'000); // characters; QLineEdit would cut at 32,767 without a word
}

void TextLine::finishComposing()
{
    if (m_isComposing)
        QGuiApplication::inputMethod()->commit();
}

void TextLine::remember(const QString &text)
{
    if (!text.isEmpty() && (m_history.isEmpty() || m_history.back() != text))
        m_history += text;
    if (m_history.size() > historyLimit)
        m_history.removeFirst();
    m_place = m_history.size();
    m_unsent.clear();
}

void TextLine::keyPressEvent(QKeyEvent *event)
{
    const int key = event->key();
    const bool isPlain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (isPlain && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
        if (m_isComposing)
            finishComposing();
        else
            emit sendRequested();
        event->accept();
        return;
    }
    if (isPlain && !m_isComposing && (key == Qt::Key_Up || key == Qt::Key_Down)) {
        recall(key == Qt::Key_Up ? 1 : -1);
        event->accept();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void TextLine::inputMethodEvent(QInputMethodEvent *event)
{
    m_isComposing = !event->preeditString().isEmpty();
    QLineEdit::inputMethodEvent(event);
}

void TextLine::recall(int towardsOlder)
{
    const qsizetype place = m_place - towardsOlder;
    if (place < 0 || place > m_history.size())
        return;
    if (m_place == m_history.size())
        m_unsent = text();
    m_place = place;
    setText(place == m_history.size() ? m_unsent : m_history[place]);
}

} // namespace ui
