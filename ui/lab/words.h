// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/scenario.h"

#include <QCoreApplication>

namespace ui {

/// Phrases that several parts of the composer say.
class Words
{
    Q_DECLARE_TR_FUNCTIONS(ui::Words)

public:
    static QString bytes(qsizetype count);
    static QString characters(qsizetype count);
    /// What is wrong with that hex text; empty: nothing, or it only lacks its last digit.
    static QString badHex(const QString &text);
    /// What it lacks.
    static QString unfinishedHex(const QString &text);
    static QString badKey();
    /// One line about a deed: → Text “안녕”.
    static QString deed(const core::ActionSpec &action);
};

} // namespace ui
