// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options.h"

#include <QCommandLineOption>

#include <vector>

namespace app {

struct CommandForm
{
    const char *name;
    Command command;
    const char *syntax;
    const char *summary;
};

/// The command that goes by that word, or null.
const CommandForm *formOf(const QString &word);
/// The text of --help without a command.
QString overview();
/// The options that a command takes.
std::vector<QCommandLineOption> optionsOf(Command command);

} // namespace app
