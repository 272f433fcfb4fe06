// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/scenario.h"

#include <QJsonObject>
#include <QJsonValue>

#include <map>

namespace core {

/// A value in a lesson: a text or number as it stands, or a function of the closed list in lessonvalues.h (of
/// the lesson's numbers) or runvalues.h (of what a run recorded).
struct LessonValue
{
    QString function;   // empty: `literal` it is
    QJsonObject args;   // beside "fn"
    QJsonValue literal; // a text or a number

    bool operator==(const LessonValue &) const = default;
};

/// A number or word that differs by seed.
struct LessonParam
{
    QString name;
    QString course;            // the one of the course's own seed
    std::vector<QString> pick; // one of these, or where it is empty a number
    int from = 0;              // from here
    int to = 0;                // to here, this one too
};

/// The traffic that a part of the lesson is about: a scenario of the library, or one of its own. Placeholders
/// of an own one are filled in before it is read.
struct LessonRun
{
    QString id;
    QString scenario; // of the library; empty: own
    QJsonObject own;
};

/// Where to look in the recording of a run.
struct LessonPlace
{
    quint16 connection = 1;
    std::optional<Direction> who;
    QString what;  // of a unit: as ExpectedUnit's, or "frame"; empty: `step` alone says where
    int nth = 1;   // of these
    QString step;  // id of the step without its "step.", or how it begins; empty: the unit's first
    QString focus; // id of a field; empty: what the step is about

    bool operator==(const LessonPlace &) const = default;
};

/// What must hold of a step on the recording: a promise of the caption.
struct LessonExpectation
{
    std::optional<LessonValue> bytes; // of the unit
    std::optional<LessonValue> hex;   // of the unit, from its first byte; may be shorter than the unit
    QString client;                   // states after the step: connecting, open, closing, closed
    QString server;
};

struct LessonStep
{
    QString id;
    QString run;
    LessonPlace place;
    LocalText caption;
    LocalText notes; // for the one who teaches; may be empty
    QString rfc;
    QString view; // to bring up: as --view has it; empty: none
    LessonExpectation expect;
};

/// Steps that serve one purpose.
struct LessonSegment
{
    QString id;
    LocalText purpose;
    std::vector<LessonStep> steps;
};

struct LessonOption
{
    std::optional<LessonValue> value;
    LocalText text; // may hold {value}; empty: the value itself is shown
    bool correct = false;
    QString misconception; // id, or "slip"; empty where it is right
    LocalText feedback;
    QString evidenceStep;  // where the bytes show it
    QString evidenceField; // a field there; empty: what the step is about
};

struct LessonQuestion
{
    /// Predict: before the run of its step. Observe: what the log of that run says, after its step. Transfer:
    /// the same idea in a new case, after its step.
    enum class Kind : quint8 { Predict, Observe, Transfer };

    QString id;
    Kind kind = Kind::Predict;
    QString at;     // a step
    QString reveal; // of Predict: the step that shows the answer
    LocalText text;
    std::optional<LessonValue> answer; // of Observe: from the run; the option whose value it is, is right
    std::vector<LessonOption> options;
};

/// What somebody may type instead of the answer, and what it tells.
struct LessonSlip
{
    LessonValue value;
    QString misconception; // id, or "slip"
    LocalText feedback;
};

struct LessonExercise
{
    enum class Fading : quint8 { Example, Half, Empty };

    QString id;
    Fading fading = Fading::Example;
    QString skill;
    QString at; // a step; it comes after it
    LocalText text;
    bool isFrame = true;          // the answer is the bytes of a frame; else a text as it stands
    LessonValue answer;           // hex of a frame, or a text
    std::vector<QString> given;   // ids of the frame's fields that are filled in
    std::vector<LocalText> hints; // three
    std::vector<LessonSlip> slips;
    LocalText explain; // when it is solved
};

/// A number of the lesson that whoever compares may choose.
struct LessonSlider
{
    QString number; // a param that is a number
    LocalText label;
    int from = 0;
    int to = 0;
};

/// One way to do a task: a run, and what is told of it beside what is counted.
struct LessonWay
{
    LocalText name;
    QString run;
    QString formula;                  // of its bytes, as it is shown; may hold {numbers}
    std::optional<LessonValue> bytes; // the same, computed: modelled, not measured
    std::optional<LessonValue> delay; // run-delay: from the run
};

/// The same task in several ways, run side by side with numbers that are chosen.
struct LessonComparison
{
    QString id;
    QString at; // a step; it comes after it
    LocalText text;
    std::vector<LessonSlider> sliders; // the first one is what the formulas are drawn along
    std::vector<LessonWay> ways;
};

/// What the live recording of a run must show.
struct LessonCheck
{
    QString run;
    LessonValue counter;
    QString op; // = < > <= >=
    LessonValue value;
};

/// One lesson: data, not code. Files are resources/lessons/*.json; docs/lessons.md has the form.
struct Lesson
{
    QString id;
    int version = 1;
    LocalText title;
    int minutes = 0;
    QStringList needs;
    QStringList claims;
    LocalText goal;
    std::vector<LessonParam> params;
    std::map<QString, LessonValue> values; // computed from params and each other
    std::vector<LessonRun> runs;
    std::vector<LessonSegment> segments;
    std::vector<LessonQuestion> questions;
    std::vector<LessonExercise> exercises;
    std::vector<LessonComparison> comparisons;
    std::vector<LessonCheck> checks;
    QStringList locks;
    bool isReview = false; // questions alone: reviewOf()

    const LessonRun *run(const QString &wanted) const;
    const LessonStep *step(const QString &wanted) const;
    /// All steps in order.
    std::vector<const LessonStep *> steps() const;
};

/// What is asked again some days later: its predictions, now without their runs, its transfers, and the
/// exercises that start from nothing.
Lesson reviewOf(const Lesson &lesson);

} // namespace core
