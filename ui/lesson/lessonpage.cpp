// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/lessonpage.h"

#include "ui/lesson/comparisonpage.h"
#include "ui/lesson/exercisepage.h"
#include "ui/lesson/lessontext.h"
#include "ui/lesson/questionpage.h"

#include <QLabel>
#include <QPushButton>
#include <QRandomGenerator>
#include <QResizeEvent>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int columnWidth = 980; // at most; longer lines are hard to read

/// As tall as the page that is shown, not as the tallest.
class Pages : public QStackedWidget
{
public:
    using QStackedWidget::QStackedWidget;
    QSize sizeHint() const override
    {
        return currentWidget() == nullptr ? QSize() : currentWidget()->sizeHint();
    }
    QSize minimumSizeHint() const override
    {
        return currentWidget() == nullptr ? QSize() : currentWidget()->minimumSizeHint();
    }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override
    {
        const QWidget *const page = currentWidget();
        return page == nullptr || page->layout() == nullptr ? 0 : page->layout()->totalHeightForWidth(width);
    }
};

QWidget *pageOf(std::initializer_list<QWidget *> parts, QWidget *parent)
{
    auto *const page = new QWidget(parent);
    auto *const rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(14);
    for (QWidget *each : parts)
        rows->addWidget(each, 0,
                        qobject_cast<QPushButton *>(each) != nullptr ? Qt::AlignLeft : Qt::Alignment());
    rows->addStretch(1);
    return page;
}

} // namespace

LessonPage::LessonPage(LessonDesk &desk, std::map<QString, core::LocalText> names,
                       const core::Scenarios &scenarios, LabMaker makeLab, QWidget *parent)
    : QScrollArea(parent)
    , m_desk(desk)
    , m_names(std::move(names))
    , m_column(new QWidget)
    , m_heading(new QLabel(m_column))
    , m_pages(new Pages(m_column))
    , m_title(new QLabel(m_pages))
    , m_goal(new QLabel(m_pages))
    , m_summary(new QLabel(m_pages))
    , m_again(new QPushButton(m_pages))
    , m_question(new QuestionPage(desk, m_pages))
    , m_exercise(new ExercisePage(desk, m_pages))
    , m_comparison(new ComparisonPage(desk, scenarios, std::move(makeLab), m_pages))
{
    setObjectName(QStringLiteral("lessonPage"));
    for (QLabel *each : {m_heading, m_title, m_goal, m_summary})
        each->setWordWrap(true);
    for (QLabel *each : {m_goal, m_summary}) {
        each->setTextFormat(Qt::RichText);
        each->setTextInteractionFlags(Qt::TextBrowserInteraction);
    }
    m_pages->addWidget(pageOf({m_title, m_goal}, m_pages));
    m_pages->addWidget(m_question);
    m_pages->addWidget(m_exercise);
    m_pages->addWidget(pageOf({m_summary, m_again}, m_pages));
    m_pages->addWidget(m_comparison);
    for (QLabel *each : findChildren<QLabel *>() + m_column->findChildren<QLabel *>())
        if (each->textFormat() == Qt::RichText)
            connect(each, &QLabel::linkActivated, this, &LessonPage::linkActivated);
    auto *const rows = new QVBoxLayout(m_column);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(10);
    rows->addWidget(m_heading);
    rows->addWidget(m_pages);
    rows->addStretch(1);
    auto *const page = new QWidget;
    page->setObjectName(QStringLiteral("lessonGround"));
    auto *const sides = new QHBoxLayout(page);
    sides->setContentsMargins(32, 28, 32, 24);
    sides->addStretch(1);
    sides->addWidget(m_column, 0, Qt::AlignTop);
    sides->addStretch(1);
    setWidget(page);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    connect(m_again, &QPushButton::clicked, this,
            [this] { m_desk.again(QRandomGenerator::global()->bounded(1, 1'000'000)); });
    connect(&desk, &LessonDesk::changed, this, &LessonPage::refresh);
}

void LessonPage::refresh()
{
    if (!m_narrator || !m_desk.isOpen() || m_desk.showsRecording())
        return;
    const core::LessonPlay &play = m_desk.play();
    const core::Lesson &lesson = play.lesson();
    const Narrator &say = *m_narrator;
    QString heading = QStringLiteral("%1 · %2").arg(lesson.id, localText(lesson.title, say.language()));
    int page = 0;
    if (m_desk.page() == LessonDesk::Page::Stop) {
        heading +=
            QStringLiteral(" — ") + localText(lesson.segments[play.stop().segment].purpose, say.language());
        page = play.question() != nullptr ? 1 : play.exercise() != nullptr ? 2 : 4;
    } else if (m_desk.page() == LessonDesk::Page::Summary) {
        page = 3;
    }
    m_heading->setText(heading);
    m_heading->setVisible(page != 0);
    writeTitle();
    writeSummary();
    m_pages->setCurrentIndex(page);
    m_question->refresh();
    m_exercise->refresh();
    m_comparison->refresh();
    m_pages->updateGeometry();
    verticalScrollBar()->setValue(0);
}

void LessonPage::writeTitle()
{
    const core::Lesson &lesson = m_desk.play().lesson();
    const Narrator &say = *m_narrator;
    m_title->setText(QStringLiteral("%1 · %2").arg(lesson.id, localText(lesson.title, say.language())));
    if (lesson.isReview) {
        m_goal->setText(htmlOf(say.phrase(
            "lesson.review", {{QStringLiteral("count"), QString::number(m_desk.play().stopCount())}})));
        return;
    }
    const auto seed = m_desk.play().seed();
    QStringList facts{
        say.phrase("lesson.minutes", {{QStringLiteral("count"), QString::number(lesson.minutes)}})};
    if (!lesson.needs.isEmpty())
        facts += say.phrase("lesson.needs",
                            {{QStringLiteral("lessons"), lesson.needs.join(QStringLiteral(", "))}});
    if (seed)
        facts += say.phrase("lesson.seed", {{QStringLiteral("seed"), QString::number(*seed)}});
    QString text = localText(lesson.goal, say.language()) + QStringLiteral("\n\n");
    for (const core::LessonSegment &segment : lesson.segments)
        text += QStringLiteral("- %1\n").arg(localText(segment.purpose, say.language()));
    text += QStringLiteral("\n\n") + facts.join(QStringLiteral(" · "));
    if (m_desk.play().reached() > 0)
        text += QStringLiteral("\n\n") + say.phrase("lesson.resumed");
    m_goal->setText(htmlOf(text));
}

void LessonPage::writeSummary()
{
    const core::LessonPlay &play = m_desk.play();
    const Narrator &say = *m_narrator;
    int right = 0;
    QString met;
    for (const core::LessonQuestion &question : play.lesson().questions) {
        const core::LessonAnswer *const answer = play.answerTo(question.id);
        right += answer != nullptr && answer->right ? 1 : 0;
        if (answer == nullptr || answer->right || !answer->option)
            continue;
        const auto name =
            m_names.find(question.options[static_cast<std::size_t>(*answer->option)].misconception);
        if (name != m_names.end() && !met.contains(localText(name->second, say.language())))
            met += QStringLiteral("- %1\n").arg(localText(name->second, say.language()));
    }
    QString text = QStringLiteral("**%1**\n\n").arg(say.phrase("lesson.end"));
    text += say.phrase("lesson.score",
                       {{QStringLiteral("right"), QString::number(right)},
                        {QStringLiteral("all"), QString::number(play.lesson().questions.size())}});
    if (!met.isEmpty())
        text += QStringLiteral("\n\n%1\n\n%2").arg(say.phrase("lesson.met"), met);
    if (!play.lesson().isReview)
        text += QStringLiteral("\n\n") + say.phrase("lesson.reviewlater");
    m_summary->setText(htmlOf(text));
    m_again->setText(say.phrase("lesson.again"));
}

void LessonPage::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    m_question->setNarrator(narrator);
    m_exercise->setNarrator(narrator);
    m_comparison->setNarrator(narrator);
    setAccessibleName(narrator.phrase("lesson.page"));
    refresh();
}

void LessonPage::setTheme(const Theme &theme)
{
    m_theme = theme;
    const auto style = [&theme](QLabel *label, Ink ink, int pixels, bool bold) {
        label->setStyleSheet(QStringLiteral("color: %1; font-size: %2px;%3")
                                 .arg(theme.ink(ink).name())
                                 .arg(qRound(pixels * theme.zoom()))
                                 .arg(bold ? QStringLiteral(" font-weight: bold;") : QString()));
    };
    style(m_heading, Ink::Secondary, 14, false);
    style(m_title, Ink::Normal, 26, true);
    style(m_goal, Ink::Normal, 16, false);
    style(m_summary, Ink::Normal, 17, false);
    setStyleSheet(QStringLiteral("#lessonPage, #lessonGround { background: %1; border: none; }")
                      .arg(theme.ground().name()));
    m_question->setTheme(theme);
    m_exercise->setTheme(theme);
    m_comparison->setTheme(theme);
    refresh();
}

void LessonPage::resizeEvent(QResizeEvent *event)
{
    m_column->setFixedWidth(
        std::min(qRound(columnWidth * std::max(1.0, m_theme.zoom())), viewport()->width() - 64));
    QScrollArea::resizeEvent(event);
}

} // namespace ui
