// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lesson/lessondesk.h"
#include "ui/text/steptext.h"

#include <functional>

class QIODevice;

namespace ui {

/// What somebody did in one item of a lesson.
struct ReportRow
{
    QString lesson;
    QString item;
    QString kind;   // predict, observe, transfer, exercise
    QString answer; // as it was shown, or typed; empty: "I don't know"
    bool right = false;
    int tries = 1;
    double seconds = 0;
    QString misconception; // that the answer shows: id; empty: none
    bool cleared = false;  // a later answer about the same one was right
};

/// Of all lessons that somebody has worked on, in their order.
std::vector<ReportRow> reportRows(const std::vector<core::Lesson> &lessons,
                                  const std::function<LessonProgress(const QString &)> &progress,
                                  const Narrator &narrator);

/// One line of CSV (RFC 4180). What a spreadsheet would take for a formula is made a text.
QByteArray csvLine(const QStringList &cells);

/// The report as CSV (RFC 4180). The only personal thing in it is the name that was typed in. Its last line
/// is a SHA-256 of all before it: it shows that a byte was changed by mistake or by hand, not who wrote it.
QByteArray reportCsv(const QString &name, const std::vector<ReportRow> &rows);
/// Whether the checksum of such a report fits.
bool isIntactReport(const QByteArray &csv);

/// The same on A4 pages, with the checksum of the CSV.
bool writeReportPdf(QIODevice &device, const QString &name, const std::vector<ReportRow> &rows,
                    const Narrator &narrator);

} // namespace ui
