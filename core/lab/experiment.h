// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/localtext.h"
#include "core/record/reaction.h"

#include <map>

namespace core {

struct Scenario;

/// How an experiment ends.
struct ExperimentEnd
{
    Reaction::Kind what = Reaction::Kind::Nothing;
    Direction who = Direction::Server; // whose reaction it is
    std::optional<int> code;           // of a Close, where it matters
    std::optional<int> status;         // of a response

    bool fits(const Reaction &reaction) const;
    bool operator==(const ExperimentEnd &) const = default;
};

/// The unit where something is wrong: what happens from there on is the outcome.
struct ExperimentMark
{
    quint16 connection = 1;
    Direction who = Direction::Client;
    QString what;  // as ExpectedUnit's, "frame" for any frame
    int nth = 1;   // of these
    QString field; // id of the field that is wrong; empty: none in particular

    bool operator==(const ExperimentMark &) const = default;
};

/// What makes a scenario an experiment: a question, and the true answer for each program that may stand at
/// the other end.
struct Experiment
{
    enum class Group : quint8 { Fault, Deviation, Museum, Proxy };

    Group group = Group::Fault;
    Direction who = Direction::Client; // misbehaves, or sent what the wire touched; the other end varies
    LocalText question;
    std::optional<LocalText> story;
    ExperimentMark mark;
    std::map<QString, ExperimentEnd> ends; // by the kind of the other end
    QString mended;                        // id of the scenario without the bug

    bool operator==(const Experiment &) const = default;
};

/// The name in scenarios: fault, deviation, museum, proxy.
const char *nameOf(Experiment::Group group);

/// The "experiment" of a scenario; docs/scenarios.md has the form.
Experiment readExperiment(JsonReader reader);

/// Its "ends": KIND: END. The side that does not misbehave reacts, unless an END says who.
std::map<QString, ExperimentEnd> readExperimentEnds(JsonReader reader, Direction who);

/// The kinds of end that an experiment knows the outcome for, in a fixed order.
QStringList kindsOf(const Experiment &experiment);

/// The scenario with a program of that kind at the end that varies.
Scenario withPeer(const Scenario &scenario, const QString &kind);

/// How it should end with the programs that the scenario names; nothing where that is not known.
const ExperimentEnd *endOf(const Scenario &scenario);

/// The unit that the mark names; nothing where it is not in the recording.
std::optional<quint32> markedUnit(const ExperimentMark &mark, const Conversation &conversation);

/// What happened, as `end` looks at it. Nothing where the marked unit never came.
std::optional<Reaction> outcomeOf(const Experiment &experiment, const ExperimentEnd &end,
                                  const Conversation &conversation);

} // namespace core
