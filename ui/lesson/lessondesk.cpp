// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/lessondesk.h"

#include <algorithm>
#include <utility>

namespace ui {

bool isReviewDue(const LessonProgress &progress, QDate today)
{
    constexpr int days[] = {1, 3, 7};
    const auto done = static_cast<std::size_t>(progress.reviewed.size());
    if (!progress.finished.isValid() || done >= std::size(days))
        return false;
    QDate due = progress.finished.addDays(days[done]);
    if (done > 0)
        due = std::max(due, progress.reviewed.back().addDays(days[done] - days[done - 1]));
    return due <= today;
}

LessonDesk::LessonDesk(const Session &session, Selection &selection, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_selection(selection)
{}

void LessonDesk::open(const core::Lesson &lesson, std::optional<quint64> seed, const LessonProgress &before)
{
    m_play.reset();
    m_lesson = lesson;
    m_play.emplace(m_lesson, before.answers.empty() ? seed : before.seed);
    m_page = Page::Title;
    m_isRunning = false;
    if (!before.answers.empty() && !before.isDone)
        m_play->resume(before.stop, before.answers);
    emit changed();
}

void LessonDesk::leave()
{
    if (!isOpen())
        return;
    m_page = Page::None;
    m_isRunning = false;
    m_play.reset();
    emit changed();
    emit left();
}

bool LessonDesk::showsRecording() const
{
    return m_page == Page::None || (m_page == Page::Stop && m_play->step() != nullptr);
}

bool LessonDesk::canGoForward() const
{
    switch (m_page) {
    case Page::None:
    case Page::Summary:
        return false;
    case Page::Title:
        return true;
    case Page::Stop:
        return !m_isRunning && (m_play->canGoForward() || m_play->isDone());
    }
    return false;
}

void LessonDesk::forward()
{
    if (!canGoForward())
        return;
    if (m_page == Page::Title) {
        m_page = Page::Stop;
    } else if (!m_play->forward()) {
        m_page = Page::Summary;
        tellProgress();
        emit changed();
        return;
    }
    enter();
}

void LessonDesk::back()
{
    if (!canGoBack())
        return;
    if (m_page == Page::Summary)
        m_page = Page::Stop;
    else if (!m_play->back()) {
        m_page = Page::Title;
        emit changed();
        return;
    }
    enter();
}

void LessonDesk::enter()
{
    m_clock.start();
    tellProgress();
    if (const core::LessonRun *const run = m_play->runWanted()) {
        m_isRunning = true;
        emit changed();
        emit runRequested(*run);
        return;
    }
    if (const core::LessonStep *const step = m_play->step())
        lookAt(step->place);
    emit changed();
}

void LessonDesk::runEnded()
{
    if (!m_isRunning || !m_play)
        return;
    m_isRunning = false;
    if (const core::LessonRun *const run = m_play->runWanted())
        m_play->take(run->id, m_session.conversations());
    if (const core::LessonStep *const step = m_play->step())
        lookAt(step->place);
    emit changed();
}

void LessonDesk::lookAt(const core::LessonPlace &place)
{
    core::LessonPlace wanted = place;
    const QString field = std::exchange(m_field, {});
    if (!field.isEmpty())
        wanted.focus = field;
    const auto found = core::findPlace(wanted, m_session.conversations());
    if (!found)
        return;
    m_selection.setConversation(found->conversation);
    m_selection.setStep(found->step, found->bits);
    if (!field.isEmpty()) // evidence: on to the step that tells of the field
        m_selection.selectBits(found->bits);
    if (const core::LessonStep *const step = m_play->step(); step != nullptr && !step->view.isEmpty())
        emit viewRequested(step->view);
}

void LessonDesk::answer(std::optional<int> option)
{
    if (m_page == Page::Stop && m_play->answer(option, m_clock.elapsed())) {
        tellProgress();
        emit changed();
    }
}

core::LessonPlay::Verdict LessonDesk::attempt(const QString &typed)
{
    const core::LessonPlay::Verdict verdict = m_play->attempt(typed, m_clock.restart());
    tellProgress();
    return verdict;
}

void LessonDesk::showEvidence(const core::LessonOption &option)
{
    const auto stops = core::lessonStops(m_lesson);
    const auto steps = m_lesson.steps();
    for (std::size_t i = 0; i < stops.size(); ++i)
        if (stops[i].kind == core::LessonStop::Kind::Step &&
            steps[stops[i].index]->id == option.evidenceStep && m_play->goTo(i)) {
            m_page = Page::Stop;
            m_field = option.evidenceField;
            enter();
            return;
        }
}

void LessonDesk::again(std::optional<quint64> seed)
{
    const core::Lesson lesson = m_lesson;
    open(lesson, seed);
}

void LessonDesk::tellProgress()
{
    emit progressed({m_lesson.id, m_play->seed(), m_play->reached(), m_play->answers(),
                     m_page == Page::Summary, m_lesson.isReview});
}

} // namespace ui
