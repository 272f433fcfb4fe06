// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/scenario.h"
#include "ui/text/catalogue.h"

#include <optional>
#include <vector>

namespace app {

/// The texts and scenarios that come with the program.
struct Library
{
    ui::Catalogue catalogue;
    std::vector<core::Scenario> scenarios; // in the order of the course

    const core::Scenario *scenario(const QString &id) const;
};

/// Nothing, and a reason in English, where the program was built with a broken file.
std::optional<Library> loadLibrary(QString *error);

} // namespace app
