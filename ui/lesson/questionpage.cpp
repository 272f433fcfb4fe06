// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/questionpage.h"

#include "ui/export/report.h"
#include "ui/lesson/answerbutton.h"
#include "ui/lesson/lessontext.h"
#include "ui/lesson/votepanel.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

constexpr qsizetype shortAnswer = 26; // characters; such ones stand in two columns

const char *phraseOf(core::LessonQuestion::Kind kind)
{
    switch (kind) {
    case core::LessonQuestion::Kind::Predict:
        return "lesson.predict";
    case core::LessonQuestion::Kind::Observe:
        return "lesson.observe";
    case core::LessonQuestion::Kind::Transfer:
        break;
    }
    return "lesson.transfer";
}

} // namespace

QuestionPage::QuestionPage(LessonDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_kind(new QLabel(this))
    , m_text(new QLabel(this))
    , m_grid(new QGridLayout)
    , m_confirm(new QPushButton(this))
    , m_dontKnow(new QPushButton(this))
    , m_hint(new QLabel(this))
    , m_feedback(new QLabel(this))
    , m_runVote(new QPushButton(this))
    , m_vote(new VotePanel(this))
    , m_show(new QPushButton(this))
{
    build();
    connect(m_confirm, &QPushButton::clicked, this, [this] {
        if (m_chosen)
            m_desk.answer(m_chosen);
    });
    connect(m_dontKnow, &QPushButton::clicked, this, [this] { m_desk.answer(std::nullopt); });
    connect(m_runVote, &QPushButton::clicked, this, [this] {
        m_isVoting = true;
        m_vote->begin(static_cast<int>(m_answers.size()));
        refresh();
    });
    connect(m_vote, &VotePanel::ended, this, [this](std::optional<int> option) {
        m_isVoting = false;
        m_desk.answer(option);
    });
    connect(m_vote, &VotePanel::saveRequested, this, &QuestionPage::askWhereToSave);
    connect(m_show, &QPushButton::clicked, this, [this] {
        if (const core::LessonOption *const option = evidence())
            m_desk.showEvidence(*option);
    });
}

void QuestionPage::build()
{
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::RichText);
    for (QLabel *each : {m_hint, m_feedback})
        each->setWordWrap(true);
    m_feedback->setTextFormat(Qt::RichText);
    m_feedback->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_confirm->setObjectName(QStringLiteral("primary"));
    m_confirm->setDefault(true);
    auto *const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(12);
    rows->addWidget(m_kind);
    rows->addWidget(m_text);
    rows->addSpacing(4);
    m_grid->setSpacing(12);
    rows->addLayout(m_grid);
    rows->addSpacing(4);
    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    buttons->addWidget(m_confirm);
    buttons->addWidget(m_dontKnow);
    buttons->addWidget(m_runVote);
    buttons->addWidget(m_hint, 1);
    rows->addLayout(buttons);
    rows->addWidget(m_vote);
    rows->addWidget(m_feedback);
    auto *const after = new QHBoxLayout;
    after->addWidget(m_show);
    after->addStretch(1);
    rows->addLayout(after);
    rows->addStretch(1);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *const enter = new QShortcut(QKeySequence(key), this);
        enter->setContext(Qt::WidgetWithChildrenShortcut);
        connect(enter, &QShortcut::activated, this, [this] {
            // What has the focus and does something is meant.
            auto *const focused = qobject_cast<QPushButton *>(focusWidget());
            if (focused != nullptr && !focused->isCheckable())
                focused->click();
            else if (m_confirm->isVisible())
                m_confirm->click();
        });
    }
}

void QuestionPage::rebuild(const core::LessonQuestion &question)
{
    qDeleteAll(m_answers);
    m_answers.clear();
    m_chosen.reset();
    m_isVoting = false;
    m_shown = question.id;
    const auto shown = m_desk.play().options(question);
    const bool isShort = std::all_of(shown.begin(), shown.end(), [&](const auto &each) {
        const auto at = static_cast<std::size_t>(&each - shown.data());
        return optionText(*m_narrator, question.options[at], each).size() <= shortAnswer;
    });
    for (int i = 0; i < static_cast<int>(question.options.size()); ++i) {
        auto *const button = new AnswerButton(i + 1, this);
        button->setShortcut(QKeySequence(QString::number(i + 1)));
        button->setTheme(m_theme);
        connect(button, &QPushButton::clicked, this, [this, i] { choose(i); });
        m_grid->addWidget(button, isShort ? i / 2 : i, isShort ? i % 2 : 0, 1, isShort ? 1 : 2);
        button->show();
        m_answers.push_back(button);
    }
    QWidget *before = nullptr;
    for (AnswerButton *each : m_answers) {
        if (before != nullptr)
            setTabOrder(before, each);
        before = each;
    }
    setTabOrder(before, m_confirm);
    if (!m_answers.empty() && m_desk.play().answerTo(question.id) == nullptr)
        m_answers.front()->setFocus();
}

void QuestionPage::choose(int option)
{
    m_chosen = option;
    for (int i = 0; i < static_cast<int>(m_answers.size()); ++i)
        m_answers[static_cast<std::size_t>(i)]->setChecked(i == option);
    refresh();
}

void QuestionPage::refresh()
{
    const core::LessonQuestion *const question =
        m_desk.page() == LessonDesk::Page::Stop ? m_desk.play().question() : nullptr;
    if (question == nullptr || !m_narrator) {
        m_shown.clear();
        return;
    }
    if (m_shown != question->id)
        rebuild(*question);
    const Narrator &say = *m_narrator;
    m_kind->setText(say.phrase(phraseOf(question->kind)));
    const QString asked = lessonHtml(say, question->text, m_desk.play().numbers());
    m_text->setText(m_isPresenting ? withoutLinks(asked) : asked);
    const auto shown = m_desk.play().options(*question);
    for (std::size_t i = 0; i < m_answers.size(); ++i)
        m_answers[i]->setAnswer(optionText(say, question->options[i], shown[i]),
                                isCode(say, *question, shown, i));
    m_confirm->setText(say.phrase("lesson.confirm"));
    m_dontKnow->setText(say.phrase("lesson.dontknow"));
    m_show->setText(say.phrase("lesson.show"));
    const core::LessonAnswer *const answer = m_desk.play().answerTo(question->id);
    for (AnswerButton *each : m_answers)
        each->setEnabled(answer == nullptr);
    const bool isAsking = answer == nullptr && !m_isVoting;
    m_confirm->setVisible(isAsking);
    m_confirm->setEnabled(m_chosen.has_value());
    m_dontKnow->setVisible(isAsking);
    m_hint->setVisible(isAsking && !m_isPresenting);
    m_runVote->setText(say.phrase("vote.run"));
    m_runVote->setVisible(isAsking && m_isPresenting);
    m_vote->setVisible(answer == nullptr && m_isVoting);
    m_hint->setText(say.phrase(question->kind == core::LessonQuestion::Kind::Predict
                                   ? "lesson.confirm.predict"
                                   : "lesson.confirm.hint"));
    m_feedback->setVisible(answer != nullptr);
    m_show->hide();
    if (answer != nullptr)
        showResult(*question, *answer);
}

void QuestionPage::showResult(const core::LessonQuestion &question, const core::LessonAnswer &answer)
{
    const Narrator &say = *m_narrator;
    if (answer.option)
        for (std::size_t i = 0; i < m_answers.size(); ++i)
            m_answers[i]->setChecked(static_cast<int>(i) == *answer.option);
    if (question.kind == core::LessonQuestion::Kind::Predict) {
        m_feedback->setText(htmlOf(say.phrase("lesson.stored")));
        return;
    }
    const auto shown = m_desk.play().options(question);
    for (std::size_t i = 0; i < m_answers.size(); ++i)
        m_answers[i]->setMark(shown[i].right ? AnswerButton::Mark::Right
                              : answer.option == std::optional<int>(static_cast<int>(i))
                                  ? AnswerButton::Mark::Wrong
                                  : AnswerButton::Mark::None);
    QString text = QStringLiteral("**%1**").arg(say.phrase(!answer.option ? "lesson.unknown"
                                                           : answer.right ? "lesson.right"
                                                                          : "lesson.wrong"));
    const core::LessonOption *const option = evidence();
    if (option != nullptr && !option->feedback.ko.isEmpty())
        text +=
            QStringLiteral("\n\n") + say.catalogue().markdownOf(localText(option->feedback, say.language()),
                                                                say.language(), m_desk.play().numbers());
    m_feedback->setText(htmlOf(text));
    // A review has no run that could be shown.
    m_show->setVisible(option != nullptr && !option->evidenceStep.isEmpty() &&
                       !m_desk.play().lesson().isReview);
}

/// The option whose feedback is told: the one that was chosen, or the right one.
const core::LessonOption *QuestionPage::evidence() const
{
    const core::LessonQuestion *const question = m_desk.play().question();
    const core::LessonAnswer *const answer =
        question != nullptr ? m_desk.play().answerTo(question->id) : nullptr;
    if (answer == nullptr)
        return nullptr;
    if (answer->option)
        return &question->options[static_cast<std::size_t>(*answer->option)];
    const auto shown = m_desk.play().options(*question);
    for (std::size_t i = 0; i < shown.size(); ++i)
        if (shown[i].right)
            return &question->options[i];
    return nullptr;
}

void QuestionPage::askWhereToSave()
{
    const QString path =
        QFileDialog::getSaveFileName(this, m_narrator->phrase("vote.save"), m_shown + QStringLiteral(".png"),
                                     m_narrator->phrase("vote.files"));
    if (!path.isEmpty() && !saveVote(path))
        QMessageBox::warning(
            this, m_narrator->phrase("vote.save"),
            m_narrator->phrase("problem.nowrite", {{QStringLiteral("file"), QFileInfo(path).fileName()},
                                                   {QStringLiteral("detail"), QFileInfo(path).path()}}));
}

bool QuestionPage::saveVote(const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    if (!path.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive))
        return grab().save(&file, "PNG") && file.commit();
    const core::LessonQuestion &question = *m_desk.play().question();
    const auto shown = m_desk.play().options(question);
    QByteArray csv = csvLine({QStringLiteral("question"), QStringLiteral("answer"), QStringLiteral("first"),
                              QStringLiteral("second")});
    for (std::size_t i = 0; i < shown.size(); ++i)
        csv += csvLine({lessonPlain(*m_narrator, question.text, m_desk.play().numbers()),
                        optionText(*m_narrator, question.options[i], shown[i]),
                        QString::number(m_vote->counts(0)[i]), QString::number(m_vote->counts(1)[i])});
    return file.write(csv) == csv.size() && file.commit();
}

QString QuestionPage::feedback() const { return m_feedback->isHidden() ? QString() : m_feedback->text(); }

void QuestionPage::setNarrator(const Narrator &narrator)
{
    m_narrator = narrator;
    m_vote->setNarrator(narrator);
    refresh();
}

void QuestionPage::setPresenting(bool on)
{
    m_isPresenting = on;
    refresh();
}

void QuestionPage::setTheme(const Theme &theme)
{
    m_theme = theme;
    const auto style = [&theme](QLabel *label, Ink ink, int pixels, bool bold = false) {
        label->setStyleSheet(QStringLiteral("color: %1; font-size: %2px;%3")
                                 .arg(theme.ink(ink).name())
                                 .arg(qRound(pixels * theme.zoom()))
                                 .arg(bold ? QStringLiteral(" font-weight: bold;") : QString()));
    };
    style(m_kind, Ink::Secondary, 14);
    style(m_text, Ink::Normal, 21, true);
    style(m_hint, Ink::Secondary, 13);
    style(m_feedback, Ink::Normal, 16);
    for (QPushButton *each : {m_confirm, m_dontKnow, m_runVote, m_show})
        each->setStyleSheet(QStringLiteral("font-size: %1px;").arg(qRound(15 * theme.zoom())));
    for (AnswerButton *each : m_answers)
        each->setTheme(theme);
    m_vote->setTheme(theme);
    refresh();
}

} // namespace ui
