// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lesson/lessoncheck.h"
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

    /// What learners take for true, by id.
    const std::map<QString, core::LocalText> &misconceptions() const;
    /// The lessons of the course in their order, then those of `folder`, by name; what is wrong with one of
    /// these is said in `problems`, and it is left out.
    std::vector<core::Lesson> lessons(const QString &folder, QStringList *problems) const;
    /// What lessons may refer to.
    core::LessonWorld lessonWorld() const;

private:
    mutable std::map<QString, core::LocalText> m_misconceptions;
};

/// FILE:LINE:COLUMN: error: …
QString lessonFaultText(const QString &file, const core::LessonFault &fault);

} // namespace app
