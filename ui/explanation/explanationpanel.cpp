// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explanation/explanationpanel.h"

#include "ui/explanation/explanationtext.h"

#include <QHelpEvent>
#include <QMimeData>
#include <QScrollBar>
#include <QTextDocumentFragment>
#include <QToolTip>

namespace ui {

ExplanationPanel::ExplanationPanel(const Session &session, Selection &selection, QWidget *parent)
    : QTextBrowser(parent)
    , m_session(session)
    , m_selection(selection)
{
    setObjectName(QStringLiteral("explanation"));
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setViewportMargins(16, 0, 12, 8);
    connect(&selection, &Selection::changed, this, [this] {
        write();
        verticalScrollBar()->setValue(0);
    });
    connect(this, &QTextBrowser::anchorClicked, this, &ExplanationPanel::follow);
}

void ExplanationPanel::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    setAccessibleName(narrator.phrase("panel.explanation"));
    const int scroll = verticalScrollBar()->value();
    write();
    verticalScrollBar()->setValue(scroll);
}

void ExplanationPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    write();
}

void ExplanationPanel::write()
{
    if (!m_narrator || m_session.isEmpty() || m_selection.step() == 0) {
        clear();
        return;
    }
    const core::Step step = m_session.conversation()->step(m_selection.step());
    writeExplanation(*document(), *m_session.conversation(), step, m_selection.bits(), *m_narrator, m_theme);
}

void ExplanationPanel::follow(const QUrl &link)
{
    if (link.scheme() == QLatin1StringView("bits")) {
        const QStringList parts = link.path().split(QLatin1Char(':'));
        if (parts.size() == 2)
            m_selection.selectBits({parts[0].toULongLong(), parts[1].toULongLong()});
        return;
    }
    if (link.scheme() == QLatin1StringView("term"))
        QToolTip::showText(QCursor::pos(), termText(link.path().remove(wordJoiner)), this);
}

QString ExplanationPanel::termText(const QString &english) const
{
    const auto term = m_narrator->catalogue().term(english, m_narrator->language());
    if (!term)
        return {};
    QString text = QStringLiteral("<p style='white-space:normal'><b>%1</b> · %2</p><p>%3</p>")
                       .arg(term->term.toHtmlEscaped(), term->otherTerm.toHtmlEscaped(),
                            QString(term->sentence).remove(QLatin1Char('`')).toHtmlEscaped());
    if (!term->where.isEmpty())
        text +=
            QStringLiteral("<p>%1</p>").arg(QString(term->where).remove(QLatin1Char('`')).toHtmlEscaped());
    if (!term->rfc.isEmpty())
        text += QStringLiteral("<p><small>%1</small></p>").arg(term->rfc.toHtmlEscaped());
    return text;
}

bool ExplanationPanel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && m_narrator) {
        const auto *const help = static_cast<QHelpEvent *>(event);
        const QUrl link(anchorAt(viewport()->mapFromGlobal(help->globalPos())));
        if (link.scheme() == QLatin1StringView("term"))
            QToolTip::showText(help->globalPos(), termText(link.path().remove(wordJoiner)), this);
        return true;
    }
    return QTextBrowser::event(event);
}

QMimeData *ExplanationPanel::createMimeDataFromSelection() const
{
    auto *const copy = new QMimeData;
    copy->setText(textCursor().selection().toPlainText().remove(wordJoiner));
    return copy;
}

} // namespace ui
