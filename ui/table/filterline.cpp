// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/filterline.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QStandardItemModel>
#include <QToolButton>

namespace ui {

FilterLine::FilterLine(QWidget *parent)
    : QLineEdit(parent)
    , m_completer(new QCompleter(this))
    , m_offers(new QStandardItemModel(this))
{
    setClearButtonEnabled(true);
    m_completer->setWidget(this);
    m_completer->setModel(m_offers);
    m_completer->setCompletionRole(Qt::UserRole);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setCompletionMode(QCompleter::PopupCompletion);
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            [this](const QModelIndex &index) { take(index.data(Qt::UserRole).toString()); });
    connect(this, &QLineEdit::textEdited, this, &FilterLine::offer);
    connect(this, &QLineEdit::textChanged, this, &FilterLine::read);
}

void FilterLine::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    setPlaceholderText(narrator.phrase("filter.hint"));
    setAccessibleName(narrator.phrase("filter.name"));
    findChild<QToolButton *>()->setAccessibleName(narrator.phrase("line.clear"));
    m_offers->clear();
    const auto add = [this](const QString &text, const QString &meaning) {
        auto *const item = new QStandardItem(QStringLiteral("%1   %2").arg(text, meaning));
        item->setData(text, Qt::UserRole);
        m_offers->appendRow(item);
    };
    for (const core::FilterField &field : core::filterFields()) {
        const QString name = QLatin1StringView(field.name);
        const bool standsAlone = name == QLatin1StringView("finding");
        const QString meaning = narrator.phrase(("filter.field." + name.toStdString()).c_str());
        add(name + (field.isNumber ? QStringLiteral(">")
                    : standsAlone  ? QString()
                                   : QStringLiteral(":")),
            meaning);
        for (const char *value : field.values)
            add(name + QLatin1Char(':') + QLatin1StringView(value), meaning);
    }
    for (const char *word : {"and", "or", "not"})
        add(QLatin1StringView(word), narrator.phrase((std::string("filter.word.") + word).c_str()));
    m_read = QStringLiteral("\n"); // the problem's words are to be said anew
    read();
}

void FilterLine::read()
{
    if (!m_narrator || text() == m_read)
        return;
    core::FilterProblem problem;
    const auto filter = core::Filter::parse(text(), &problem);
    m_problem =
        filter ? QString()
               : m_narrator->phrase(problem.id, {{QStringLiteral("detail"), problem.detail},
                                                 {QStringLiteral("at"), QString::number(problem.at + 1)}});
    const bool isOther = m_read != text();
    m_read = text();
    setProperty("wrong", !filter);
    emit problemChanged();
    if (filter && isOther)
        emit filterChanged(*filter);
}

qsizetype FilterLine::wordStart() const
{
    qsizetype from = cursorPosition();
    while (from > 0 && !text()[from - 1].isSpace() && text()[from - 1] != QLatin1Char('(') &&
           text()[from - 1] != QLatin1Char('!'))
        --from;
    return from;
}

QStringList FilterLine::offers() const
{
    QStringList all;
    for (int row = 0; row < m_completer->completionCount(); ++row) {
        m_completer->setCurrentRow(row);
        all += m_completer->currentCompletion();
    }
    return all;
}

void FilterLine::offer()
{
    const QString word = text().mid(wordStart(), cursorPosition() - wordStart());
    m_completer->setCompletionPrefix(word);
    const bool isDone = m_completer->completionCount() == 1 && m_completer->currentCompletion() == word;
    if (word.isEmpty() || m_completer->completionCount() == 0 || isDone)
        m_completer->popup()->hide();
    else
        m_completer->complete();
}

void FilterLine::take(const QString &completion)
{
    const qsizetype from = wordStart();
    QString changed = text();
    changed.replace(from, cursorPosition() - from, completion);
    setText(changed);
    setCursorPosition(static_cast<int>(from + completion.size()));
}

void FilterLine::keyPressEvent(QKeyEvent *event)
{
    // The popup takes these itself; unread they would close it and do something here, too.
    if (m_completer->popup()->isVisible() &&
        (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Escape ||
         event->key() == Qt::Key_Tab)) {
        event->ignore();
        return;
    }
    if (event->key() == Qt::Key_Down && event->modifiers() == Qt::NoModifier) {
        m_completer->setCompletionPrefix(text().mid(wordStart(), cursorPosition() - wordStart()));
        m_completer->complete();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace ui
