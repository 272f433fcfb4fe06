// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lesson/lessondesk.h"

namespace app {

/// What learners did, in one file that they can find and delete: progress.json in the folder of the program's
/// data.
class ProgressFile
{
public:
    explicit ProgressFile(QString path);
    /// In the folder where the system keeps what programs write.
    static QString standardPath();

    /// Of one lesson; empty where there is none.
    ui::LessonProgress of(const QString &lesson) const;
    /// False where it could not be written. The dates of `progress` are not taken over: the file knows when a
    /// lesson was first done, and when a review was. Of a review the date is all that is kept.
    bool keep(const ui::LessonProgress &progress, QDate today = QDate::currentDate()) const;
    const QString &path() const { return m_path; }

private:
    QJsonObject read() const;

    QString m_path;
};

} // namespace app
