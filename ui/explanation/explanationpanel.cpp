// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explanation/explanationpanel.h"

#include "ui/explanation/explanationtext.h"
#include "ui/explanation/termcard.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QScrollBar>
#include <QTextDocumentFragment>

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
        m_term.clear();
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
    const core::Conversation &conversation = *m_session.conversation();
    const core::Step step = conversation.step(m_selection.step());
    TextWriter out(*document(), *m_narrator, m_theme);
    if (!m_term.isEmpty()) {
        writeTerm(out, m_term, *m_narrator, &conversation, m_selection.unit());
        out.link(QStringLiteral("close:"), m_narrator->phrase("term.close"), QStringLiteral("Esc"), {});
        out.rule();
    }
    writeExplanation(out, conversation, step, m_selection.bits(), *m_narrator);
}

void ExplanationPanel::showTerm(const QString &english)
{
    m_term = english;
    write();
    verticalScrollBar()->setValue(0);
}

void ExplanationPanel::follow(const QUrl &link)
{
    if (link.scheme() == QLatin1StringView("close"))
        showTerm({});
    else if (link.scheme() == QLatin1StringView("term"))
        showTerm(link.path().remove(wordJoiner));
    else
        followLink(link, m_selection);
}

void ExplanationPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_term.isEmpty())
        showTerm({});
    else
        QTextBrowser::keyPressEvent(event);
}

QMimeData *ExplanationPanel::createMimeDataFromSelection() const
{
    auto *const copy = new QMimeData;
    copy->setText(textCursor().selection().toPlainText().remove(wordJoiner));
    return copy;
}

} // namespace ui
