// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"

#include "app/explain.h"
#include "app/input.h"
#include "app/preferences.h"
#include "app/record.h"
#include "app/translation.h"
#include "core/files/recordingfile.h"
#include "core/live/lab.h"
#include "ui/text/outcometext.h"
#include "ui/text/problemtext.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

#include <cstdio>

namespace app {

namespace {

void print(const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout);
}

/// Texts and scenarios, with a narrator in the language of the command line.
struct Desk
{
    explicit Desk(const Options &options)
        : narrator(library.catalogue, languageFor(options.language))
    {}
    const Library library;
    const ui::Narrator narrator;
};

int report(const Input &input)
{
    if (!input.problem.isEmpty())
        complain(input.problem);
    return input.status;
}

// The groups' names are for people: on standard error, so that standard output keeps its form.
int list(const Desk &desk)
{
    const bool korean = desk.narrator.language() == ui::Language::Korean;
    std::optional<core::Experiment::Group> group;
    for (const core::Scenario &scenario : desk.library.scenarios.all()) {
        if (scenario.experiment && group != scenario.experiment->group) {
            group = scenario.experiment->group;
            std::fflush(stdout);
            complain(QLatin1Char('\n') + ui::groupText(desk.narrator, *group));
        }
        print(scenario.id.toUtf8() + '\t' + (korean ? scenario.summary.ko : scenario.summary.en).toUtf8() +
              '\n');
    }
    return 0;
}

} // namespace

void complain(const QString &text)
{
    const QByteArray line = text.toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
}

namespace {

/// One of the library, or of a file; where there is none the reason has been told.
std::optional<core::Scenario> findScenario(const QString &name, const Desk &desk)
{
    if (const core::Scenario *const known = desk.library.scenarios.find(name))
        return *known;
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly)) {
        complain(noSuchScenario(name, desk.library, desk.narrator));
        return std::nullopt;
    }
    QString error;
    auto scenario = core::readScenario(file.readAll(), &error);
    if (!scenario)
        complain(desk.narrator.phrase("problem.badscenario",
                                      {{QStringLiteral("file"), name}, {QStringLiteral("detail"), error}}));
    return scenario;
}

} // namespace

int recordCommand(const Options &options)
{
    const Desk desk(options);
    if (options.list)
        return list(desk);
    const std::optional<core::Scenario> known = findScenario(options.inputs.front(), desk);
    if (!known)
        return 2;
    core::Scenario scenario = *known;
    for (core::ConnectionSpec &connection : scenario.connections) {
        connection.client.kind = options.clientKind.value_or(connection.client.kind);
        connection.server.kind = options.serverKind.value_or(connection.server.kind);
    }
    QFile file(options.output);
    const auto cannotWrite = [&] {
        complain(desk.narrator.phrase("problem.nowrite", {{QStringLiteral("file"), options.output},
                                                          {QStringLiteral("detail"), file.errorString()}}));
        return 2;
    };
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite();
    // Written as it arrives: a run that is killed leaves what it had.
    core::RecordingWriter writer(file);
    core::Recording about;
    about.scenario = scenario.id;
    about.seed = options.seed.value_or(0);
    bool ok = writer.begin(about);
    RunSink sink;
    sink.connection = [&](const core::ConnectionInfo &info) { ok = ok && writer.addConnection(info); };
    sink.record = [&](const core::WireRecord &record) { ok = ok && writer.append(record) && file.flush(); };
    sink.awaited = [&](const QString &url) {
        complain(desk.narrator.phrase("await.client", {{QStringLiteral("url"), url}}));
    };
    const RunResult run = runScenario(scenario, {options.seed, options.port}, sink);
    ok = ok && writer.end() && file.flush();
    if (!ok)
        return cannotWrite();
    if (run.end.problem != core::RunProblem::None) {
        complain(ui::problemText(desk.narrator, run.end));
        return run.end.problem == core::RunProblem::TimedOut ? 1 : 2;
    }
    const auto difference = core::compare(scenario, *run.recording);
    if (scenario.experiment)
        complain(ui::outcomeText(desk.narrator, scenario, *run.recording));
    else if (difference)
        complain(ui::problemText(desk.narrator, *difference));
    return difference ? 1 : 0;
}

int explainCommand(const Options &options)
{
    const Desk desk(options);
    const Input input = loadInput(options.inputs.front(), desk.library, desk.narrator);
    if (input.recording)
        for (const auto &conversation : conversationsOf(*input.recording, options.leg))
            print(explain(*conversation, desk.narrator).toUtf8());
    return report(input);
}

int decodeCommand(const Options &options)
{
    const Desk desk(options);
    const bool raw = options.clientStream || options.serverStream;
    const Input input =
        raw ? loadRaw(options, desk.narrator) : loadFile(options.inputs.front(), desk.narrator);
    if (input.recording) {
        const auto conversations = conversationsOf(*input.recording, options.leg);
        if (options.lines)
            core::decodeLines(conversations, options.decode, [](const QJsonObject &object) {
                print(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
            });
        else if (options.json)
            print(QJsonDocument(core::decodeDocument(conversations, options.decode))
                      .toJson(QJsonDocument::Indented));
        else
            for (const auto &conversation : conversations)
                print(explain(*conversation, desk.narrator).toUtf8());
    }
    return report(input);
}

int renderCommand(const Options &options)
{
    const Desk desk(options);
    Input input = loadInput(options.inputs.front(), desk.library, desk.narrator);
    const int status = report(input);
    if (!input.recording)
        return status;
    const ui::Look look{desk.narrator.language(), options.theme.value_or(ui::Theme::Kind::Light),
                        options.zoom};
    Translation translation;
    translation.use(look.language);
    live::Lab lab;
    ui::MainWindow window(desk.library.catalogue, desk.library.scenarios, lab, look);
    const bool live = desk.library.scenarios.find(options.inputs.front()) != nullptr;
    window.resize(options.size);
    if (live)
        input.recording->source = core::Source::Captured;
    window.showRecording(std::move(input.recording));
    const int count = window.session().conversations().stepCount();
    const int step = options.step.value_or(1);
    if (step < 1 || step > count) {
        complain(desk.narrator.phrase("problem.nostep", {{QStringLiteral("detail"), QString::number(step)},
                                                         {QStringLiteral("count"), QString::number(count)}}));
        return 2;
    }
    if (!options.view.isEmpty() && !window.showView(options.view)) {
        complain(desk.narrator.phrase("problem.noview", {{QStringLiteral("detail"), options.view}}));
        return 2;
    }
    window.grab(); // lays everything out, so that what is current can be scrolled to
    window.selection().setNumber(step);
    if (!options.select.isEmpty() && !window.select(options.select)) {
        complain(desk.narrator.phrase("problem.nofield", {{QStringLiteral("detail"), options.select}}));
        return 2;
    }
    QCoreApplication::processEvents();
    const QPixmap picture = window.grab();
    QFile file(options.output);
    if (!file.open(QIODevice::WriteOnly) || !picture.save(&file, "PNG")) {
        complain(desk.narrator.phrase("problem.nowrite", {{QStringLiteral("file"), options.output},
                                                          {QStringLiteral("detail"), file.errorString()}}));
        return 2;
    }
    return status;
}

} // namespace app
