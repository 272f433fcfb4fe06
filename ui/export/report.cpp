// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/report.h"

#include "ui/export/paper.h"
#include "ui/lesson/lessontext.h"

#include <QCryptographicHash>

#include <algorithm>

namespace ui {

namespace {

const QByteArray checksumLine = "# sha-256 ";

QByteArray cell(const QString &text)
{
    static const QString special = QStringLiteral("\",\r\n");
    const bool needsQuotes =
        std::any_of(text.begin(), text.end(), [](QChar c) { return special.contains(c); });
    // A spreadsheet would take these for a formula.
    const bool isFormula = !text.isEmpty() && QStringLiteral("=+-@").contains(text.front());
    QString safe = isFormula ? QLatin1Char('\'') + text : text;
    if (needsQuotes)
        safe =
            QLatin1Char('"') + safe.replace(QLatin1Char('"'), QLatin1StringView("\"\"")) + QLatin1Char('"');
    return safe.toUtf8();
}

QString yes(bool value) { return value ? QStringLiteral("yes") : QStringLiteral("no"); }

/// The misconceptions that a question is about.
QStringList aboutOf(const core::LessonQuestion &question)
{
    QStringList ids;
    for (const core::LessonOption &option : question.options)
        if (option.misconception.startsWith(QLatin1Char('M')))
            ids += option.misconception;
    return ids;
}

} // namespace

std::vector<ReportRow> reportRows(const std::vector<core::Lesson> &lessons,
                                  const std::function<LessonProgress(const QString &)> &progress,
                                  const Narrator &narrator)
{
    static const QString kinds[] = {QStringLiteral("predict"), QStringLiteral("observe"),
                                    QStringLiteral("transfer")};
    std::vector<ReportRow> rows;
    for (const core::Lesson &lesson : lessons) {
        const LessonProgress done = progress(lesson.id);
        const core::LessonPlay play(lesson, done.seed);
        for (const core::LessonAnswer &answer : done.answers) {
            ReportRow row{lesson.id,
                          answer.item,
                          QStringLiteral("exercise"),
                          answer.text,
                          answer.right,
                          answer.tries,
                          static_cast<double>(answer.spentMs) / 1000,
                          {},
                          false};
            const auto question =
                std::find_if(lesson.questions.begin(), lesson.questions.end(),
                             [&](const core::LessonQuestion &each) { return each.id == answer.item; });
            if (question != lesson.questions.end()) {
                row.kind = kinds[static_cast<std::size_t>(question->kind)];
                const auto options = play.options(*question);
                if (answer.option && static_cast<std::size_t>(*answer.option) < options.size()) {
                    const auto at = static_cast<std::size_t>(*answer.option);
                    row.answer = optionText(narrator, question->options[at], options[at]);
                    if (!answer.right)
                        row.misconception = question->options[at].misconception;
                }
                if (answer.right)
                    for (ReportRow &before : rows)
                        before.cleared = before.cleared || aboutOf(*question).contains(before.misconception);
            }
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

QByteArray csvLine(const QStringList &cells)
{
    QByteArrayList all;
    for (const QString &each : cells)
        all += cell(each);
    return all.join(',') + "\r\n";
}

QByteArray reportCsv(const QString &name, const std::vector<ReportRow> &rows)
{
    QByteArray csv = csvLine({QStringLiteral("name"), QStringLiteral("lesson"), QStringLiteral("item"),
                              QStringLiteral("kind"), QStringLiteral("answer"), QStringLiteral("right"),
                              QStringLiteral("tries"), QStringLiteral("seconds"),
                              QStringLiteral("misconception"), QStringLiteral("cleared")});
    for (const ReportRow &row : rows)
        csv += csvLine({name, row.lesson, row.item, row.kind, row.answer, yes(row.right),
                        QString::number(row.tries), QString::number(row.seconds, 'f', 1), row.misconception,
                        row.misconception.isEmpty() ? QString() : yes(row.cleared)});
    return csv + checksumLine + QCryptographicHash::hash(csv, QCryptographicHash::Sha256).toHex() + "\r\n";
}

bool isIntactReport(const QByteArray &csv)
{
    const qsizetype at = csv.lastIndexOf(checksumLine);
    return at >= 0 &&
           csv.sliced(at) == checksumLine +
                                 QCryptographicHash::hash(csv.first(at), QCryptographicHash::Sha256).toHex() +
                                 "\r\n";
}

bool writeReportPdf(QIODevice &device, const QString &name, const std::vector<ReportRow> &rows,
                    const Narrator &narrator)
{
    QString html =
        QStringLiteral("<h1>%1</h1><p>%2</p><table border=\"1\" cellspacing=\"0\" cellpadding=\"4\"><tr>")
            .arg(narrator.phrase("report.title").toHtmlEscaped(), name.toHtmlEscaped());
    for (const char *head : {"report.item", "report.answer", "report.right", "report.tries", "report.seconds",
                             "report.misconception"})
        html += QStringLiteral("<th>%1</th>").arg(narrator.phrase(head).toHtmlEscaped());
    html += QStringLiteral("</tr>");
    for (const ReportRow &row : rows)
        html += QStringLiteral("<tr><td>%1</td><td>%2</td><td "
                               "align=\"center\">%3</td><td>%4</td><td>%5</td><td>%6</td></tr>")
                    .arg(row.item.toHtmlEscaped(), row.answer.toHtmlEscaped(),
                         row.right ? QStringLiteral("✓") : QStringLiteral("✗"))
                    .arg(row.tries)
                    .arg(row.seconds, 0, 'f', 1)
                    .arg(row.misconception + (row.cleared ? QStringLiteral(" ✓") : QString()));
    html += QStringLiteral("</table><p style=\"font-size: 10px;\">SHA-256 %1</p>")
                .arg(QString::fromLatin1(
                    QCryptographicHash::hash(reportCsv(name, rows), QCryptographicHash::Sha256).toHex()));
    return writePaper(device, narrator.phrase("report.title"), html);
}

} // namespace ui
