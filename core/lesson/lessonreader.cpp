// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lesson/lessonreader.h"

#include "core/lab/jsonreader.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace core {

namespace {

constexpr int nthLimit = 1'000'000;

LocalText readText(JsonReader &reader, const char *name, bool required)
{
    return required || reader.has(name) ? readLocalText(reader.inside(name, required)) : LocalText();
}

QStringList readList(JsonReader &reader, const char *name)
{
    QStringList list;
    for (const QJsonValue &each : reader.array(name)) {
        if (!each.isString())
            reader.fail(name, "must be a list of texts");
        list += each.toString();
    }
    return list;
}

/// A text, a number, or an object with "fn" and its arguments.
LessonValue valueOf(const QJsonValue &json, JsonReader &reader, const char *name)
{
    if (json.isString() || json.isDouble())
        return {{}, {}, json};
    QJsonObject args = json.toObject();
    const QString function = args.take(QStringLiteral("fn")).toString();
    if (function.isEmpty())
        reader.fail(name, "must be a text, a number, or an object with \"fn\"");
    return {function, args, {}};
}

std::optional<LessonValue> readValue(JsonReader &reader, const char *name)
{
    if (!reader.has(name))
        return std::nullopt;
    return valueOf(reader.value(name), reader, name);
}

LessonValue readRequiredValue(JsonReader &reader, const char *name)
{
    const auto value = readValue(reader, name);
    if (!value)
        reader.fail(name, "is missing");
    return value.value_or(LessonValue());
}

LessonParam readParam(const QString &name, JsonReader reader)
{
    constexpr int largest = 1 << 20;
    LessonParam param;
    param.name = name;
    const QStringList pick = readList(reader, "pick");
    param.pick.assign(pick.begin(), pick.end());
    if (pick.isEmpty()) {
        param.from = reader.integer("from", 0, largest).value_or(0);
        param.to = reader.integer("to", param.from, largest).value_or(param.from);
        param.course = QString::number(reader.integer("course", param.from, param.to).value_or(param.from));
    } else {
        param.course = pick.front();
    }
    reader.finish();
    return param;
}

LessonRun readRun(JsonReader reader)
{
    LessonRun run;
    run.id = reader.requiredText("id");
    run.scenario = reader.text("scenario");
    run.own = reader.object("own");
    if (run.scenario.isEmpty() == run.own.isEmpty())
        reader.fail("scenario", "or \"own\" has to be there, one of the two");
    reader.finish();
    return run;
}

std::optional<Direction> readSide(JsonReader &reader, const char *name)
{
    const QString who = reader.text(name);
    if (who.isEmpty())
        return std::nullopt;
    reader.oneOf(name, who, {QStringLiteral("client"), QStringLiteral("server")});
    return who == QLatin1StringView("server") ? Direction::Server : Direction::Client;
}

LessonPlace readPlace(JsonReader reader)
{
    static const QStringList kinds = {
        QStringLiteral("request"),  QStringLiteral("response"),     QStringLiteral("frame"),
        QStringLiteral("text"),     QStringLiteral("continuation"), QStringLiteral("binary"),
        QStringLiteral("ping"),     QStringLiteral("pong"),         QStringLiteral("close"),
        QStringLiteral("reserved"), QStringLiteral("unknown"),      QStringLiteral("tls")};
    LessonPlace place;
    place.connection = static_cast<quint16>(reader.integer("connection", 1, 65535).value_or(1));
    place.who = readSide(reader, "who");
    place.what = reader.text("what");
    if (!place.what.isEmpty())
        reader.oneOf("what", place.what, kinds);
    place.nth = reader.integer("nth", 1, nthLimit).value_or(1);
    place.step = reader.text("step");
    place.focus = reader.text("focus");
    if (place.what.isEmpty() && place.step.isEmpty())
        reader.fail("what", "or \"step\" has to be there");
    reader.finish();
    return place;
}

LessonExpectation readExpectation(JsonReader reader)
{
    static const QStringList states = {QStringLiteral("connecting"), QStringLiteral("open"),
                                       QStringLiteral("closing"), QStringLiteral("closed")};
    LessonExpectation expect;
    expect.bytes = readValue(reader, "bytes");
    expect.hex = readValue(reader, "hex");
    for (const auto &[name, state] : {std::pair{"client", &expect.client}, {"server", &expect.server}}) {
        *state = reader.text(name);
        if (!state->isEmpty())
            reader.oneOf(name, *state, states);
    }
    reader.finish();
    return expect;
}

LessonStep readStep(JsonReader reader, QString &run)
{
    static const QStringList views = {QString(),
                                      QStringLiteral("bits"),
                                      QStringLiteral("hex"),
                                      QStringLiteral("tree"),
                                      QStringLiteral("pipeline"),
                                      QStringLiteral("lanes"),
                                      QStringLiteral("ladder"),
                                      QStringLiteral("states"),
                                      QStringLiteral("units"),
                                      QStringLiteral("conversation"),
                                      QStringLiteral("programs")};
    LessonStep step;
    step.id = reader.requiredText("id");
    step.run = run = reader.text("run", run);
    step.place = readPlace(reader.inside("at", true));
    step.caption = readText(reader, "caption", true);
    step.notes = readText(reader, "notes", false);
    step.rfc = reader.text("rfc");
    step.view = reader.text("view");
    reader.oneOf("view", step.view, views);
    if (reader.has("expect"))
        step.expect = readExpectation(reader.inside("expect"));
    reader.finish();
    return step;
}

LessonSegment readSegment(JsonReader reader, QString &run)
{
    LessonSegment segment;
    segment.id = reader.requiredText("id");
    segment.purpose = readText(reader, "purpose", true);
    for (JsonReader &each : reader.objects("steps", true))
        segment.steps.push_back(readStep(each, run));
    reader.finish();
    return segment;
}

LessonOption readOption(JsonReader reader)
{
    LessonOption option;
    option.value = readValue(reader, "value");
    option.text = readText(reader, "text", !option.value);
    option.correct = reader.flag("correct", false);
    option.misconception = reader.text("misconception");
    option.feedback = readText(reader, "feedback", false);
    if (reader.has("evidence")) {
        JsonReader evidence = reader.inside("evidence");
        option.evidenceStep = evidence.requiredText("step");
        option.evidenceField = evidence.text("focus");
        evidence.finish();
    }
    reader.finish();
    return option;
}

LessonQuestion readQuestion(JsonReader reader)
{
    static const QStringList kinds = {QStringLiteral("predict"), QStringLiteral("observe"),
                                      QStringLiteral("transfer")};
    LessonQuestion question;
    question.id = reader.requiredText("id");
    const QString kind = reader.requiredText("kind");
    reader.oneOf("kind", kind, kinds);
    question.kind = static_cast<LessonQuestion::Kind>(std::max<qsizetype>(0, kinds.indexOf(kind)));
    question.at = reader.requiredText("at");
    question.reveal = reader.text("reveal");
    question.text = readText(reader, "text", true);
    question.answer = readValue(reader, "answer");
    for (JsonReader &each : reader.objects("options", true))
        question.options.push_back(readOption(each));
    reader.finish();
    return question;
}

LessonSlip readSlip(JsonReader reader)
{
    LessonSlip slip;
    slip.value = readRequiredValue(reader, "value");
    slip.misconception = reader.requiredText("misconception");
    slip.feedback = readText(reader, "feedback", true);
    reader.finish();
    return slip;
}

LessonExercise readExercise(JsonReader reader)
{
    static const QStringList fadings = {QStringLiteral("example"), QStringLiteral("half"),
                                        QStringLiteral("empty")};
    static const QStringList forms = {QStringLiteral("frame"), QStringLiteral("text")};
    LessonExercise exercise;
    exercise.id = reader.requiredText("id");
    const QString fading = reader.requiredText("fading");
    reader.oneOf("fading", fading, fadings);
    exercise.fading = static_cast<LessonExercise::Fading>(std::max<qsizetype>(0, fadings.indexOf(fading)));
    exercise.skill = reader.requiredText("skill");
    exercise.at = reader.requiredText("at");
    exercise.text = readText(reader, "text", true);
    const QString form = reader.text("form", forms.front());
    reader.oneOf("form", form, forms);
    exercise.isFrame = form == forms.front();
    exercise.answer = readRequiredValue(reader, "answer");
    const QStringList given = readList(reader, "given");
    exercise.given.assign(given.begin(), given.end());
    for (const JsonReader &each : reader.objects("hints"))
        exercise.hints.push_back(readLocalText(each));
    for (JsonReader &each : reader.objects("slips"))
        exercise.slips.push_back(readSlip(each));
    exercise.explain = readText(reader, "explain", true);
    reader.finish();
    return exercise;
}

LessonSlider readSlider(JsonReader reader)
{
    constexpr int largest = 1 << 20;
    LessonSlider slider;
    slider.number = reader.requiredText("number");
    slider.label = readText(reader, "label", true);
    slider.from = reader.integer("from", 0, largest).value_or(0);
    slider.to = reader.integer("to", slider.from, largest).value_or(slider.from);
    reader.finish();
    return slider;
}

LessonWay readWay(JsonReader reader)
{
    LessonWay way;
    way.name = readText(reader, "name", true);
    way.run = reader.requiredText("run");
    way.formula = reader.text("formula");
    way.bytes = readValue(reader, "bytes");
    way.delay = readValue(reader, "delay");
    if (way.formula.isEmpty() != !way.bytes)
        reader.fail("formula", "and \"bytes\" belong together: what is shown, and what it gives");
    reader.finish();
    return way;
}

LessonComparison readComparison(JsonReader reader)
{
    LessonComparison comparison;
    comparison.id = reader.requiredText("id");
    comparison.at = reader.requiredText("at");
    comparison.text = readText(reader, "text", true);
    for (const JsonReader &each : reader.objects("sliders", true))
        comparison.sliders.push_back(readSlider(each));
    for (const JsonReader &each : reader.objects("ways", true))
        comparison.ways.push_back(readWay(each));
    reader.finish();
    return comparison;
}

LessonCheck readCheck(JsonReader reader)
{
    LessonCheck check;
    check.run = reader.requiredText("run");
    check.counter = readRequiredValue(reader, "counter");
    check.op = reader.text("op", QStringLiteral("="));
    reader.oneOf("op", check.op,
                 {QStringLiteral("="), QStringLiteral("<"), QStringLiteral(">"), QStringLiteral("<="),
                  QStringLiteral(">=")});
    check.value = readRequiredValue(reader, "value");
    reader.finish();
    return check;
}

void readNumbers(JsonReader &reader, Lesson &lesson)
{
    static const QRegularExpression name(QStringLiteral("^[A-Za-z]+$"));
    JsonReader params = reader.inside("params");
    const QJsonObject drawn = reader.object("params");
    for (const QString &key : drawn.keys())
        lesson.params.push_back(readParam(key, params.inside(key.toUtf8().constData())));
    JsonReader values = reader.inside("values");
    const QJsonObject computed = reader.object("values");
    for (const QString &key : computed.keys())
        lesson.values.emplace(
            key, valueOf(values.value(key.toUtf8().constData()), values, key.toUtf8().constData()));
    for (const QString &key : drawn.keys() + computed.keys())
        if (!name.match(key).hasMatch())
            (drawn.contains(key) ? params : values)
                .fail(key.toUtf8().constData(), "must have a name of the letters A to Z alone");
}

Lesson readAll(JsonReader reader)
{
    Lesson lesson;
    lesson.id = reader.requiredText("id");
    lesson.version = reader.integer("version", 1, 1'000'000).value_or(1);
    lesson.title = readText(reader, "title", true);
    lesson.minutes = reader.integer("minutes", 1, 600).value_or(0);
    lesson.needs = readList(reader, "needs");
    lesson.claims = readList(reader, "claims");
    lesson.goal = readText(reader, "goal", true);
    readNumbers(reader, lesson);
    for (const JsonReader &each : reader.objects("runs", true))
        lesson.runs.push_back(readRun(each));
    QString run = lesson.runs.empty() ? QString() : lesson.runs.front().id;
    for (const JsonReader &each : reader.objects("segments", true))
        lesson.segments.push_back(readSegment(each, run));
    for (const JsonReader &each : reader.objects("questions", true))
        lesson.questions.push_back(readQuestion(each));
    for (const JsonReader &each : reader.objects("exercises"))
        lesson.exercises.push_back(readExercise(each));
    for (const JsonReader &each : reader.objects("comparisons"))
        lesson.comparisons.push_back(readComparison(each));
    for (const JsonReader &each : reader.objects("checks"))
        lesson.checks.push_back(readCheck(each));
    lesson.locks = readList(reader, "locks");
    reader.finish();
    return lesson;
}

} // namespace

ReadLesson readLesson(const QByteArray &json)
{
    const JsonPlaces places(json);
    if (places.fault())
        return {std::nullopt, {{places.fault()->place, places.fault()->why}}};
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return {std::nullopt, {{{}, QStringLiteral("the document must be an object")}}};
    QString error;
    Lesson lesson = readAll(JsonReader(document.object(), {}, &error));
    if (error.isEmpty())
        return {std::move(lesson), {}};
    // "PATH why"; no name of the form has a space.
    return {std::nullopt, {{places.of(error.section(QLatin1Char(' '), 0, 0)), error}}};
}

} // namespace core
