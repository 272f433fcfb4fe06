// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library.h"

#include "core/lab/deviationexperiments.h"
#include "resources/resources.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace app {

namespace {

// The order in which a learner meets them; others follow by name.
constexpr const char *order[] = {"hello",      "ping",      "fragments", "server-speaks-first",
                                 "chat",       "game",      "try-chat",  "try-game",
                                 "try-prices", "wss-hello", "deflate",   "refused",
                                 "cut",        "qt"};

// Then the experiments, group by group.
std::size_t rank(const core::Scenario &scenario)
{
    if (scenario.experiment)
        return std::size(order) + 1 + static_cast<std::size_t>(scenario.experiment->group);
    const auto *const found = std::find_if(std::begin(order), std::end(order), [&](const char *id) {
        return scenario.id == QLatin1StringView(id);
    });
    return static_cast<std::size_t>(found - std::begin(order));
}

core::LocalText textOf(const ui::Catalogue &catalogue, const QString &id, const char *key)
{
    return {catalogue.text(id, key, ui::Language::Korean), catalogue.text(id, key, ui::Language::English)};
}

core::Scenario read(const QString &path)
{
    QFile file(path);
    QString reason = file.errorString();
    auto scenario =
        file.open(QIODevice::ReadOnly) ? core::readScenario(file.readAll(), &reason) : std::nullopt;
    if (!scenario)
        qFatal("%s: %s", qPrintable(path), qPrintable(reason));
    return std::move(*scenario);
}

QString pathOf(const QString &id)
{
    return QDir(resources::scenarioFolder).filePath(id + QStringLiteral(".json"));
}

std::optional<core::Scenario> readOne(const QString &id)
{
    return QFile::exists(pathOf(id)) ? std::optional(read(pathOf(id))) : std::nullopt; // deviations have none
}

/// The experiments that the engine's table makes, with what the catalogue says about each.
void addDeviations(const ui::Catalogue &catalogue, std::vector<core::Scenario> &scenarios)
{
    QFile file(resources::deviationEnds);
    QString reason = file.errorString();
    auto all =
        core::deviationExperiments(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray(), &reason);
    if (!all)
        qFatal("%s: %s", qPrintable(file.fileName()), qPrintable(reason));
    for (core::Scenario &scenario : *all) {
        const QString id = QStringLiteral("deviation.") + scenario.id.section(QLatin1Char('-'), 1);
        scenario.title = textOf(catalogue, id, "title");
        scenario.summary = textOf(catalogue, id, "text");
        scenario.experiment->question = textOf(catalogue, id, "question");
        scenario.experiment->story = textOf(catalogue, id, "outcome");
        scenarios.push_back(std::move(scenario));
    }
}

std::vector<core::Scenario> readAll(const ui::Catalogue &catalogue)
{
    std::vector<core::Scenario> scenarios;
    const QDir folder(resources::scenarioFolder);
    for (const QString &name : folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name))
        scenarios.push_back(read(folder.filePath(name)));
    addDeviations(catalogue, scenarios);
    std::stable_sort(scenarios.begin(), scenarios.end(),
                     [](const core::Scenario &a, const core::Scenario &b) { return rank(a) < rank(b); });
    return scenarios;
}

QString catalogueFolder()
{
    resources::init();
    return resources::catalogueFolder;
}

} // namespace

Library::Library()
    : catalogue(catalogueFolder())
    , scenarios(readOne, [this] { return readAll(catalogue); })
{}

const std::map<QString, core::LocalText> &Library::misconceptions() const
{
    if (m_misconceptions.empty()) {
        QFile file(resources::misconceptions);
        const QJsonObject all =
            QJsonDocument::fromJson(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray()).object();
        for (auto it = all.begin(); it != all.end(); ++it)
            m_misconceptions[it.key()] = {it.value()[QLatin1StringView("ko")].toString(),
                                          it.value()[QLatin1StringView("en")].toString()};
    }
    return m_misconceptions;
}

std::vector<core::Lesson> Library::lessons(const QString &folder, QStringList *problems) const
{
    std::vector<core::Lesson> all;
    for (const QString &from : {resources::lessonFolder, folder}) {
        const QDir directory(from);
        if (from.isEmpty())
            continue;
        for (const QString &name : directory.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
            QFile file(directory.filePath(name));
            if (!file.open(QIODevice::ReadOnly)) {
                *problems += QStringLiteral("%1: %2").arg(file.fileName(), file.errorString());
                continue;
            }
            const QByteArray json = file.readAll();
            // The program's own are checked by a test.
            const bool isOurs = from == resources::lessonFolder;
            core::ReadLesson read = core::readLesson(json);
            const std::vector<core::LessonFault> faults =
                isOurs ? read.faults : core::checkLesson(json, lessonWorld());
            for (const core::LessonFault &fault : faults)
                *problems += lessonFaultText(file.fileName(), fault);
            if (read.lesson && faults.empty())
                all.push_back(std::move(*read.lesson));
        }
    }
    return all;
}

core::LessonWorld Library::lessonWorld() const
{
    QStringList ids;
    for (const auto &[id, text] : misconceptions())
        ids += id;
    return {scenarios, ids, catalogue.terms()};
}

QString lessonFaultText(const QString &file, const core::LessonFault &fault)
{
    return QStringLiteral("%1:%2:%3: error: %4")
        .arg(file)
        .arg(fault.place.line)
        .arg(fault.place.column)
        .arg(fault.why);
}

} // namespace app
