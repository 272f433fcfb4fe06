// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/scenarios.h"
#include "ui/text/catalogue.h"

namespace app {

/// The texts and scenarios that come with the program, each read when it is first asked for. The program ends
/// with a reason where it was built with a broken scenario; a test reads them all.
class Library
{
public:
    Library();
    Q_DISABLE_COPY_MOVE(Library)

    const ui::Catalogue catalogue;
    const core::Scenarios scenarios; // in the order of the course
};

} // namespace app
