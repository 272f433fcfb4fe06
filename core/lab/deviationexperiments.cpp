// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/deviationexperiments.h"

#include "core/lab/experimentwriter.h"

#include <QJsonDocument>

#include <algorithm>
#include <iterator>

namespace core {

namespace {

/// The conversation in which a deviation shows; the others show in a short text.
struct Plan
{
    std::string_view name;
    void (*write)(ExperimentWriter &);
};

void pinged(ExperimentWriter &writer) { writer.pinged(); }
void closed(ExperimentWriter &writer) { writer.closed(); }

constexpr Plan plans[] = {
    {"overlong-ping", pinged},
    {"fragmented-ping", pinged},
    {"no-pong", [](ExperimentWriter &w) { w.answeredPing(w.peer(), "ping"); }},
    {"wrong-pong", [](ExperimentWriter &w) { w.answeredPing(w.side(), "pong"); }},
    {"no-pong-inside-message", [](ExperimentWriter &w) { w.pingedInside(); }},
    {"no-close", [](ExperimentWriter &w) { w.leftUnanswered(); }},
    {"continuation-as-text",
     [](ExperimentWriter &w) {
         w.talked(ExperimentWriter::fragmented(QStringLiteral("안녕하세요"), 6));
         w.markNth(2);
     }},
    {"accept-compared-with-itself",
     [](ExperimentWriter &w) { w.misled(QStringLiteral("AAAAAAAAAAAAAAAAAAAAAAAAAAA=")); }},
    {"accept-not-looked-at", [](ExperimentWriter &w) { w.misled(QStringLiteral("accepted")); }},
    {"frames-lost-with-101", [](ExperimentWriter &w) { w.greeted(); }},
    {"one-frame-a-read", [](ExperimentWriter &w) { w.heardTwo(); }},
    {"unmasked-frames-taken", [](ExperimentWriter &w) { w.heardMasked(); }},
    {"masked-frames-taken", [](ExperimentWriter &w) { w.heardMasked(); }},
    {"utf8-per-fragment",
     [](ExperimentWriter &w) { w.heard(ExperimentWriter::fragmented(QStringLiteral("안녕하세요"), 4)); }},
    {"too-big-without-close",
     [](ExperimentWriter &w) {
         w.ownPolicy().limits.message = 10;
         w.heard(ExperimentWriter::text(QStringLiteral("안녕하세요")));
     }},
    {"data-after-close", closed},
    {"mask-off-by-one",
     [](ExperimentWriter &w) {
         w.talked(ExperimentWriter::text(QStringLiteral("안녕하세요")));
         w.point("ws.frame.payload");
     }},
    {"length-in-characters",
     [](ExperimentWriter &w) {
         w.talked(ExperimentWriter::text(QStringLiteral("안녕하세요")));
         w.point("ws.frame.length");
     }},
    // 256 is 01 00; read from the other end it is 1.
    {"length-little-endian",
     [](ExperimentWriter &w) {
         w.talked(ExperimentWriter::text(QStringLiteral("x"), 256));
         w.point("ws.frame.length16");
     }},
};

void write(ExperimentWriter &writer, const Deviation &deviation)
{
    const auto *const plan = std::find_if(std::begin(plans), std::end(plans), [&deviation](const Plan &each) {
        return each.name == deviation.name;
    });
    if (plan != std::end(plans))
        plan->write(writer);
    else if (deviation.head != nullptr)
        writer.headed();
    else if (deviation.name.starts_with("close-"))
        writer.closed();
    else
        writer.talked(ExperimentWriter::text(QStringLiteral("안녕하세요")));
}

} // namespace

Scenario deviationExperiment(const Deviation &deviation)
{
    ExperimentWriter writer(deviation);
    write(writer, deviation);
    return writer.take();
}

std::optional<std::vector<Scenario>> deviationExperiments(const QByteArray &ends, QString *error)
{
    error->clear();
    JsonReader reader(QJsonDocument::fromJson(ends).object(), {}, error);
    std::vector<Scenario> all;
    for (const Deviation &each : allDeviations()) {
        all.push_back(deviationExperiment(each));
        Experiment &experiment = *all.back().experiment;
        const QByteArray name = latin(each.name).toLatin1();
        experiment.ends = readExperimentEnds(reader.inside(name.constData(), true), experiment.who);
    }
    reader.finish();
    return reader.ok() ? std::optional(std::move(all)) : std::nullopt;
}

} // namespace core
