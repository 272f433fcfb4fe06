// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/outcometext.h"

#include "core/protocol/closecode.h"

namespace ui {

namespace {

QString numbered(const Narrator &narrator, core::Reaction::Kind kind, core::Direction who,
                 std::optional<int> number)
{
    using Kind = core::Reaction::Kind;
    const TextValues values{{QStringLiteral("who"), narrator.side(who)},
                            {QStringLiteral("number"), number ? QString::number(*number) : QString()}};
    switch (kind) {
    case Kind::Nothing:
        return narrator.phrase("outcome.nothing", values);
    case Kind::Message:
        return narrator.phrase("outcome.message", values);
    case Kind::Pong:
        return narrator.phrase("outcome.pong", values);
    case Kind::Close:
        if (number == static_cast<int>(core::CloseCode::NoStatus))
            return narrator.phrase("outcome.close.empty", values);
        return narrator.phrase(number ? "outcome.close" : "outcome.close.any", values);
    case Kind::Status:
        return narrator.phrase(number ? "outcome.status" : "outcome.status.any", values);
    case Kind::Fin:
        return narrator.phrase("outcome.fin", values);
    case Kind::Rst:
        return narrator.phrase("outcome.rst", values);
    }
    return {};
}

} // namespace

QString endText(const Narrator &narrator, const core::ExperimentEnd &end)
{
    return numbered(narrator, end.what, end.who,
                    end.what == core::Reaction::Kind::Close ? end.code : end.status);
}

QString reactionText(const Narrator &narrator, const core::Reaction &reaction)
{
    return numbered(narrator, reaction.kind, reaction.who,
                    reaction.kind == core::Reaction::Kind::Close ? reaction.code : reaction.status);
}

QString outcomeText(const Narrator &narrator, const core::Scenario &experiment,
                    const core::Recording &recording)
{
    const core::ExperimentEnd *const known = core::endOf(experiment);
    core::ExperimentEnd asked;
    asked.who = core::opposite(experiment.experiment->who);
    std::optional<core::Reaction> outcome;
    if (recording.connection(experiment.experiment->mark.connection) != nullptr) {
        core::Conversation conversation(recording, experiment.experiment->mark.connection);
        conversation.finish();
        outcome = core::outcomeOf(*experiment.experiment, known != nullptr ? *known : asked, conversation);
    }
    return narrator.phrase(
        "outcome.line", {{QStringLiteral("expected"),
                          known != nullptr ? endText(narrator, *known) : narrator.phrase("outcome.unknown")},
                         {QStringLiteral("observed"),
                          outcome ? reactionText(narrator, *outcome) : narrator.phrase("outcome.missing")}});
}

QString groupText(const Narrator &narrator, core::Experiment::Group group)
{
    switch (group) {
    case core::Experiment::Group::Fault:
        return narrator.phrase("outcome.group.fault");
    case core::Experiment::Group::Deviation:
        return narrator.phrase("outcome.group.deviation");
    case core::Experiment::Group::Museum:
        return narrator.phrase("outcome.group.museum");
    case core::Experiment::Group::Proxy:
        return narrator.phrase("outcome.group.proxy");
    }
    return {};
}

} // namespace ui
