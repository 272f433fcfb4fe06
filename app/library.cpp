// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library.h"

#include "core/lab/deviationexperiments.h"
#include "resources/resources.h"

#include <QDir>

#include <algorithm>

namespace app {

namespace {

// The order in which a learner meets them; others follow by name.
constexpr const char *order[] = {"hello",   "ping", "fragments", "server-speaks-first",
                                 "chat",    "game", "wss-hello", "deflate",
                                 "refused", "cut",  "qt"};

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

/// The experiments that the engine's table makes, with what the catalogue says about each.
bool addDeviations(Library &library, QString *error)
{
    QFile file(resources::deviationEnds);
    auto all =
        core::deviationExperiments(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray(), error);
    if (!all) {
        error->prepend(file.fileName() + QStringLiteral(": "));
        return false;
    }
    for (core::Scenario &scenario : *all) {
        const QString id = QStringLiteral("deviation.") + scenario.id.section(QLatin1Char('-'), 1);
        scenario.title = textOf(library.catalogue, id, "title");
        scenario.summary = textOf(library.catalogue, id, "text");
        scenario.experiment->question = textOf(library.catalogue, id, "question");
        scenario.experiment->story = textOf(library.catalogue, id, "outcome");
        library.scenarios.push_back(std::move(scenario));
    }
    return true;
}

} // namespace

const core::Scenario *Library::scenario(const QString &id) const
{
    const auto found = std::find_if(scenarios.begin(), scenarios.end(),
                                    [&id](const core::Scenario &s) { return s.id == id; });
    return found == scenarios.end() ? nullptr : &*found;
}

std::optional<Library> loadLibrary(QString *error)
{
    resources::init();
    auto catalogue = ui::Catalogue::load(resources::catalogueFolder, error);
    if (!catalogue)
        return std::nullopt;
    Library library{std::move(*catalogue), {}};
    const QDir folder(resources::scenarioFolder);
    for (const QString &name : folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        QString reason = file.errorString();
        auto scenario =
            file.open(QIODevice::ReadOnly) ? core::readScenario(file.readAll(), &reason) : std::nullopt;
        if (!scenario) {
            *error = name + QStringLiteral(": ") + reason;
            return std::nullopt;
        }
        library.scenarios.push_back(std::move(*scenario));
    }
    if (!addDeviations(library, error))
        return std::nullopt;
    std::stable_sort(library.scenarios.begin(), library.scenarios.end(),
                     [](const core::Scenario &a, const core::Scenario &b) { return rank(a) < rank(b); });
    return library;
}

} // namespace app
