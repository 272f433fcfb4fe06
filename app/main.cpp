// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/display.h"
#include "app/endpoint.h"
#include "app/lessoncommand.h"
#include "app/library.h"
#include "app/preferences.h"
#include "app/window.h"

#include <QApplication>

#include <cstdio>

namespace {

QStringList argumentsOf(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments += QString::fromLocal8Bit(argv[i]);
    return arguments;
}

QString phrase(const app::Options &options, const char *id, const ui::TextValues &values)
{
    const app::Library library;
    return ui::Narrator(library.catalogue, app::languageFor(options.language)).phrase(id, values);
}

int runWithoutDisplay(const app::Options &options)
{
    switch (options.command) {
    case app::Command::Record:
        return app::recordCommand(options);
    case app::Command::Explain:
        return app::explainCommand(options);
    case app::Command::Endpoint:
        return app::endpointCommand(options);
    case app::Command::Lesson:
        return app::lessonCommand(options);
    default:
        return app::decodeCommand(options);
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("framescope"));
    QCoreApplication::setOrganizationName(QStringLiteral("Framescope"));
    QCoreApplication::setApplicationVersion(QStringLiteral(FRAMESCOPE_VERSION));
    QString error;
    const auto options = app::readOptions(argumentsOf(argc, argv), &error);
    if (!options) {
        app::complain(phrase({}, "problem.usage", {{QStringLiteral("detail"), error}}));
        return 2;
    }
    switch (options->command) {
    case app::Command::Version:
        std::puts("framescope " FRAMESCOPE_VERSION);
        return 0;
    case app::Command::Help:
        std::fputs(options->help.toUtf8().constData(), stdout);
        return 0;
    case app::Command::Window:
        if (!app::hasDisplay()) {
            app::complain(phrase(*options, "problem.nodisplay", {}));
            return 2;
        } else {
            const QApplication application(argc, argv);
            return app::windowCommand(*options);
        }
    case app::Command::Render:
    case app::Command::Export: {
        app::useOffscreen(options->scale);
        const QApplication application(argc, argv);
        return options->command == app::Command::Render ? app::renderCommand(*options)
                                                        : app::exportCommand(*options);
    }
    default: {
        const QCoreApplication application(argc, argv);
        return runWithoutDisplay(*options);
    }
    }
}
