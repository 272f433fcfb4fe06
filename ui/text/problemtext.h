// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/filereader.h"
#include "core/lab/expectation.h"
#include "core/lab/labcontrol.h"
#include "ui/text/steptext.h"

namespace ui {

/// What went wrong with a run, in words; empty where nothing did.
QString problemText(const Narrator &narrator, const core::RunEnd &end);

/// What went wrong with a file that was read, or is missing in it, in words; empty where nothing did.
QString problemText(const Narrator &narrator, const core::FileReader &reader, const QString &fileName);

QString problemText(const Narrator &narrator, const core::Difference &difference);

} // namespace ui
