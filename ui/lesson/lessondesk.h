// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lesson/lessonplay.h"
#include "ui/selection.h"

#include <QDate>
#include <QElapsedTimer>

#include <map>

namespace ui {

/// What is kept of a lesson that somebody works on.
struct LessonProgress
{
    QString lesson;
    std::optional<quint64> seed;
    std::size_t stop = 0;
    std::vector<core::LessonAnswer> answers;
    bool isDone = false;
    bool isReview = false; // of the answers; else of the lesson itself
    QDate finished = {};   // for the first time
    QList<QDate> reviewed = {};
};

/// Whether it is time to ask again: 1, 3 and 7 days after the end, and no review sooner after the one before.
bool isReviewDue(const LessonProgress &progress, QDate today);

/// The lesson that is open: joins its play to the recording shown and to what is selected in it. Views follow
/// changed().
class LessonDesk : public QObject
{
    Q_OBJECT

public:
    /// Where in a lesson one is. Title: before it begins; Summary: after its end.
    enum class Page : quint8 { None, Title, Stop, Summary };

    LessonDesk(const Session &session, Selection &selection, QObject *parent = nullptr);

    /// Opens it at its title; with answers from before it goes on where they end.
    void open(const core::Lesson &lesson, std::optional<quint64> seed, const LessonProgress &before = {});
    void leave();

    Page page() const { return m_page; }
    bool isOpen() const { return m_page != Page::None; }
    /// While it is open.
    const core::LessonPlay &play() const { return *m_play; }
    /// A step is shown: the recording may be looked at. Else a page covers it.
    bool showsRecording() const;
    const Session &session() const { return m_session; }
    const Selection &selection() const { return m_selection; }
    /// The traffic of the step at hand is on its way.
    bool isRunning() const { return m_isRunning; }

    bool canGoForward() const;
    bool canGoBack() const { return m_page != Page::None && m_page != Page::Title && !m_isRunning; }
    void forward();
    void back();
    /// Stores the answer to the question at hand; nothing: "I don't know".
    void answer(std::optional<int> option);
    core::LessonPlay::Verdict attempt(const QString &typed);
    /// Goes to the bytes that show what an option is about.
    void showEvidence(const core::LessonOption &option);
    /// From its title, with other numbers.
    void again(std::optional<quint64> seed);

    /// The run that was asked for has ended.
    void runEnded();

signals:
    void changed();
    void runRequested(const core::LessonRun &run);
    /// For the view that a step brings up.
    void viewRequested(const QString &name);
    void progressed(const ui::LessonProgress &progress);
    void left();

private:
    void enter();
    void lookAt(const core::LessonPlace &place);
    void tellProgress();

    const Session &m_session;
    Selection &m_selection;
    core::Lesson m_lesson;
    std::optional<core::LessonPlay> m_play;
    Page m_page = Page::None;
    bool m_isRunning = false;
    QString m_field;       // to be looked at instead of the step's own
    QElapsedTimer m_clock; // since the stop was entered
};

} // namespace ui
