// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/lessoncard.h"

#include "core/annotate/field.h"
#include "ui/lesson/lessontext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

LessonCard::LessonCard(LessonDesk &desk, QWidget *parent)
    : QScrollArea(parent)
    , m_desk(desk)
    , m_content(new QWidget)
    , m_purpose(new QLabel(m_content))
    , m_caption(new QLabel(m_content))
    , m_spotlight(new QLabel(m_content))
    , m_outcome(new QLabel(m_content))
    , m_show(new QPushButton(m_content))
{
    setObjectName(QStringLiteral("lessonCard"));
    m_content->setObjectName(QStringLiteral("lessonCardContent"));
    setWidget(m_content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    for (QLabel *each : {m_caption, m_outcome}) {
        each->setWordWrap(true);
        each->setTextFormat(Qt::RichText);
        each->setTextInteractionFlags(Qt::TextBrowserInteraction);
        connect(each, &QLabel::linkActivated, this, &LessonCard::linkActivated);
    }
    m_outcome->setObjectName(QStringLiteral("lessonOutcome"));
    auto *const rows = new QVBoxLayout(m_content);
    rows->setContentsMargins(20, 10, 20, 10);
    rows->setSpacing(4);
    rows->addWidget(m_purpose);
    rows->addWidget(m_caption);
    m_spotlight->setObjectName(QStringLiteral("spotlight"));
    m_spotlight->setTextFormat(Qt::PlainText);
    m_spotlight->hide();
    rows->addWidget(m_spotlight, 0, Qt::AlignLeft);
    auto *const line = new QHBoxLayout;
    line->setSpacing(16);
    line->addWidget(m_outcome, 1);
    line->addWidget(m_show, 0, Qt::AlignTop);
    rows->addLayout(line);
    connect(m_show, &QPushButton::clicked, this, [this] {
        if (const core::LessonOption *const option = told())
            m_desk.showEvidence(*option);
    });
    connect(&desk, &LessonDesk::changed, this, &LessonCard::refresh);
    connect(&desk.selection(), &Selection::changed, this, &LessonCard::refreshSpotlight);
}

/// A scroll area does not ask its content how tall it is for a width.
void LessonCard::fit()
{
    m_content->setMinimumHeight(neededHeight());
    updateGeometry();
}

int LessonCard::neededHeight() const
{
    // As if there were a scroll bar, so that its coming and going changes nothing.
    const int width = viewport()->width() - verticalScrollBar()->sizeHint().width();
    const QLayout &rows = *m_content->layout();
    return rows.hasHeightForWidth() ? rows.totalHeightForWidth(std::max(1, width))
                                    : rows.totalSizeHint().height();
}

QSize LessonCard::sizeHint() const
{
    constexpr int share = 3; // of the window, one part
    return {QScrollArea::sizeHint().width(), std::min(neededHeight(), window()->height() / share) + 1};
}

QSize LessonCard::minimumSizeHint() const { return {1, 1}; }

void LessonCard::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    fit();
}

void LessonCard::refresh()
{
    const core::LessonStep *const step =
        m_desk.page() == LessonDesk::Page::Stop ? m_desk.play().step() : nullptr;
    if (step == nullptr || !m_narrator)
        return;
    verticalScrollBar()->setValue(0);
    const core::LessonPlay &play = m_desk.play();
    const Narrator &say = *m_narrator;
    m_purpose->setText(localText(play.lesson().segments[play.stop().segment].purpose, say.language()));
    m_caption->setText(m_desk.isRunning() ? htmlOf(say.phrase("lesson.running"))
                                          : lessonHtml(say, step->caption, play.numbers()));
    const core::LessonQuestion *const question = m_desk.isRunning() ? nullptr : play.revealed();
    const core::LessonAnswer *const answer = question != nullptr ? play.answerTo(question->id) : nullptr;
    m_outcome->setVisible(answer != nullptr);
    m_show->hide();
    if (answer == nullptr) {
        fit();
        return;
    }
    const auto shown = play.options(*question);
    QString right;
    for (std::size_t i = 0; i < shown.size(); ++i)
        if (shown[i].right)
            right = optionText(say, question->options[i], shown[i]);
    const QString guess = answer->option
                              ? optionText(say, question->options[static_cast<std::size_t>(*answer->option)],
                                           shown[static_cast<std::size_t>(*answer->option)])
                              : say.phrase("lesson.dontknow");
    QString text = QStringLiteral("**%1 %2**")
                       .arg(answer->right ? QStringLiteral("✓") : QStringLiteral("✗"),
                            say.phrase(answer->right ? "lesson.predicted.right" : "lesson.predicted.wrong",
                                       {{QStringLiteral("guess"), guess}, {QStringLiteral("right"), right}}));
    const core::LessonOption *const option = told();
    if (option != nullptr && !option->feedback.ko.isEmpty())
        text += QStringLiteral(" ") + say.catalogue().markdownOf(localText(option->feedback, say.language()),
                                                                 say.language(), play.numbers());
    m_outcome->setText(htmlOf(text));
    m_show->setText(say.phrase("lesson.show"));
    m_show->setVisible(option != nullptr && !option->evidenceStep.isEmpty());
    fit();
}

void LessonCard::setSpotlight(bool on)
{
    m_isSpotlit = on;
    refreshSpotlight();
}

void LessonCard::refreshSpotlight()
{
    QString text;
    const core::Conversation *const conversation = m_desk.session().conversation();
    const Selection &selection = m_desk.selection();
    if (m_isSpotlit && m_narrator && conversation != nullptr && selection.unit() &&
        selection.bits().bits > 0 && m_desk.isOpen() && m_desk.showsRecording()) {
        const core::Field tree = conversation->fieldsOf(*selection.unit());
        const core::Field &field = core::smallestCovering(tree, selection.bits());
        const QByteArray bytes = conversation->index().bytes(*selection.unit());
        const QString value = Narrator::valueLiteral(field, core::spanOf(bytes));
        const QString meaning = m_narrator->valueMeaning(field, core::spanOf(bytes));
        if (!field.isLeaf())
            text = m_narrator->stepTitle(conversation->step(selection.step()));
        else
            text = QStringLiteral("%1   %2").arg(m_narrator->fieldLabel(field.id), value);
        if (field.isLeaf() && !meaning.isEmpty() && meaning != value)
            text += QStringLiteral("  —  ") + meaning;
    }
    m_spotlight->setText(text);
    m_spotlight->setVisible(!text.isEmpty());
    fit();
}

QString LessonCard::spotlight() const { return m_spotlight->isHidden() ? QString() : m_spotlight->text(); }

/// The option whose feedback is told.
const core::LessonOption *LessonCard::told() const
{
    const core::LessonPlay &play = m_desk.play();
    const core::LessonQuestion *const question = play.revealed();
    const core::LessonAnswer *const answer = question != nullptr ? play.answerTo(question->id) : nullptr;
    if (answer == nullptr)
        return nullptr;
    if (answer->option)
        return &question->options[static_cast<std::size_t>(*answer->option)];
    for (const core::LessonOption &each : question->options)
        if (each.correct)
            return &each;
    return nullptr;
}

QString LessonCard::caption() const { return m_caption->text(); }

QString LessonCard::outcome() const { return m_outcome->isHidden() ? QString() : m_outcome->text(); }

void LessonCard::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    refresh();
    refreshSpotlight();
}

void LessonCard::setTheme(const Theme &theme)
{
    setStyleSheet(QStringLiteral("#lessonCard, #lessonCardContent { background: %1; } "
                                 "#lessonCard { border-bottom: 1px solid %2; }")
                      .arg(theme.panel().name(), theme.ink(Ink::Line).name()));
    m_purpose->setStyleSheet(QStringLiteral("color: %1; font-size: %2px; font-weight: bold;")
                                 .arg(theme.ink(Ink::Secondary).name())
                                 .arg(qRound(13 * theme.zoom())));
    const QString text = QStringLiteral("color: %1; font-size: %2px;").arg(theme.ink(Ink::Normal).name());
    m_caption->setStyleSheet(text.arg(qRound(17 * theme.zoom())));
    constexpr int spotlightPixels = 30; // legible from the last row
    m_spotlight->setStyleSheet(
        QStringLiteral(
            "color: %1; font-size: %2px; border: 2px solid %3; border-radius: 6px; padding: 4px 14px;")
            .arg(theme.ink(Ink::Normal).name())
            .arg(spotlightPixels)
            .arg(theme.ink(Ink::Selection).name()));
    m_outcome->setStyleSheet(text.arg(qRound(15 * theme.zoom())) +
                             QStringLiteral(" border-left: 3px solid %1; padding-left: 12px;")
                                 .arg(theme.ink(Ink::Selection).name()));
    refresh();
}

LessonFoot::LessonFoot(LessonDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_back(new QPushButton(this))
    , m_place(new QLabel(this))
    , m_forward(new QPushButton(this))
    , m_lesson(new QLabel(this))
    , m_leave(new QPushButton(this))
{
    setObjectName(QStringLiteral("lessonFoot"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_StyledBackground);
    auto *const line = new QHBoxLayout(this);
    line->setContentsMargins(20, 6, 20, 6);
    line->setSpacing(12);
    m_forward->setObjectName(QStringLiteral("primary"));
    line->addWidget(m_back);
    line->addWidget(m_place);
    line->addWidget(m_forward);
    line->addStretch(1);
    line->addWidget(m_lesson);
    line->addWidget(m_leave);
    connect(m_back, &QPushButton::clicked, &desk, &LessonDesk::back);
    connect(m_forward, &QPushButton::clicked, &desk, &LessonDesk::forward);
    connect(m_leave, &QPushButton::clicked, &desk, &LessonDesk::leave);
    connect(&desk, &LessonDesk::changed, this, &LessonFoot::refresh);
}

void LessonFoot::refresh()
{
    if (!m_desk.isOpen() || !m_narrator)
        return;
    const Narrator &say = *m_narrator;
    const core::LessonPlay &play = m_desk.play();
    const bool isTitle = m_desk.page() == LessonDesk::Page::Title;
    m_back->setText(QStringLiteral("◀  ") + say.phrase("lesson.back"));
    m_forward->setText(say.phrase(isTitle ? play.reached() > 0 ? "lesson.goon" : "lesson.start"
                                  : play.isDone() && m_desk.page() == LessonDesk::Page::Stop
                                      ? "lesson.finish"
                                      : "lesson.forward") +
                       QStringLiteral("  ▶"));
    m_back->setEnabled(m_desk.canGoBack());
    m_forward->setEnabled(m_desk.canGoForward());
    m_back->setToolTip(QStringLiteral("PgUp"));
    m_forward->setToolTip(QStringLiteral("PgDn"));
    m_leave->setText(say.phrase("lesson.leave"));
    m_place->setText(isTitle ? QStringLiteral("– / %1").arg(play.stopCount())
                             : QStringLiteral("%1 / %2").arg(play.at() + 1).arg(play.stopCount()));
    m_place->setAccessibleName(
        say.phrase("lesson.place", {{QStringLiteral("at"), QString::number(play.at() + 1)},
                                    {QStringLiteral("count"), QString::number(play.stopCount())}}));
    m_lesson->setText(play.lesson().id);
}

void LessonFoot::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    refresh();
}

void LessonFoot::setTheme(const Theme &theme)
{
    setStyleSheet(QStringLiteral("#lessonFoot { background: %1; border-top: 1px solid %2; }")
                      .arg(theme.panel().name(), theme.ink(Ink::Line).name()));
    const QString secondary = QStringLiteral("color: %1; font-size: %2px;")
                                  .arg(theme.ink(Ink::Secondary).name())
                                  .arg(qRound(14 * theme.zoom()));
    m_place->setStyleSheet(secondary);
    m_lesson->setStyleSheet(secondary);
    for (QPushButton *each : {m_back, m_forward, m_leave})
        each->setStyleSheet(QStringLiteral("font-size: %1px;").arg(qRound(14 * theme.zoom())));
    refresh();
}

} // namespace ui
