// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/noteswindow.h"

#include "ui/lesson/lessontext.h"

#include <QShortcut>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace ui {

NotesWindow::NotesWindow(LessonDesk &desk, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_desk(desk)
    , m_text(new QTextBrowser(this))
{
    auto *const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_text);
    m_text->setOpenLinks(false);
    resize(640, 480);
    connect(&desk, &LessonDesk::changed, this, &NotesWindow::refresh);
    // A presenter's remote works whichever window is in front.
    connect(new QShortcut(QKeySequence(Qt::Key_PageDown), this), &QShortcut::activated, &desk,
            &LessonDesk::forward);
    connect(new QShortcut(QKeySequence(Qt::Key_PageUp), this), &QShortcut::activated, &desk,
            &LessonDesk::back);
}

QString NotesWindow::about(const core::LessonQuestion &question) const
{
    const Narrator &say = *m_narrator;
    const auto shown = m_desk.play().options(question);
    QString text = QStringLiteral("**%1**\n\n").arg(lessonPlain(say, question.text, m_desk.play().numbers()));
    for (std::size_t i = 0; i < shown.size(); ++i)
        text += QStringLiteral("- %1 %2\n")
                    .arg(shown[i].right ? QStringLiteral("✓") : QStringLiteral("·"),
                         optionText(say, question.options[i], shown[i]));
    return text;
}

void NotesWindow::refresh()
{
    if (!m_desk.isOpen() || !m_narrator) {
        m_text->clear();
        return;
    }
    const Narrator &say = *m_narrator;
    const core::LessonPlay &play = m_desk.play();
    QString text = QStringLiteral("### %1 · %2\n\n%3 / %4\n\n")
                       .arg(play.lesson().id, localText(play.lesson().title, say.language()))
                       .arg(play.at() + 1)
                       .arg(play.stopCount());
    if (m_desk.page() == LessonDesk::Page::Stop) {
        if (const core::LessonStep *const step = play.step()) {
            text += lessonPlain(say, step->caption, play.numbers()) + QStringLiteral("\n\n");
            if (!step->notes.ko.isEmpty())
                text += QStringLiteral("> %1\n\n").arg(lessonPlain(say, step->notes, play.numbers()));
            if (!step->rfc.isEmpty())
                text += QStringLiteral("`%1`\n\n").arg(step->rfc);
        } else if (const core::LessonQuestion *const question = play.question()) {
            text += about(*question);
        } else if (const core::LessonExercise *const exercise = play.exercise()) {
            text += say.phrase("exercise.answer", {{QStringLiteral("answer"), play.answerOf(*exercise)}});
        }
        const auto stops = core::lessonStops(play.lesson());
        if (play.at() + 1 < stops.size()) {
            const core::LessonStop &next = stops[play.at() + 1];
            const core::LocalText &what =
                next.kind == core::LessonStop::Kind::Step       ? play.lesson().steps()[next.index]->caption
                : next.kind == core::LessonStop::Kind::Question ? play.lesson().questions[next.index].text
                : next.kind == core::LessonStop::Kind::Exercise ? play.lesson().exercises[next.index].text
                                                                : play.lesson().comparisons[next.index].text;
            text += QStringLiteral("\n\n---\n\n%1: %2")
                        .arg(say.phrase("notes.next"), lessonPlain(say, what, play.numbers()));
        }
    }
    m_text->setHtml(htmlOf(text));
}

QString NotesWindow::text() const { return m_text->toPlainText(); }

void NotesWindow::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    setWindowTitle(narrator.phrase("notes.title") + QStringLiteral(" — Framescope"));
    m_text->setAccessibleName(narrator.phrase("notes.title"));
    refresh();
}

void NotesWindow::setTheme(const Theme &theme)
{
    QFont font = theme.font(FontRole::Body);
    constexpr int pixels = 18; // read from a desk while one stands
    font.setPixelSize(pixels);
    m_text->setFont(font);
    setStyleSheet(theme.styleSheet());
}

} // namespace ui
