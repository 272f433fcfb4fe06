// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/walkpaper.h"

#include "ui/draw/theme.h"
#include "ui/export/paper.h"

#include <QImage>

namespace ui {

namespace {

constexpr char drawingName[] = "step"; // and its place

QString lines(const QString &text)
{
    return text.toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1StringView("<br/>"));
}

QString titleOf(const WalkThrough &walk, const Narrator &say)
{
    return walk.title.trimmed().isEmpty() ? say.phrase("view.walk") : walk.title.trimmed();
}

QString headingOf(const WalkThrough &walk, std::size_t at, const Narrator &say)
{
    return QStringLiteral("%1. ").arg(at + 1) + say.stepTitle(walk.steps[at].step).toHtmlEscaped();
}

QString explanationOf(const core::Step &step, const Narrator &say)
{
    return lines(say.catalogue().text(Catalogue::key(step.id), "text", say.language(), say.valuesOf(step)));
}

QString rfcOf(const core::Step &step, const Narrator &say)
{
    return say.catalogue().rfc(Catalogue::key(step.id));
}

/// A step for a QTextDocument; `drawings` takes its picture.
QString paperHtml(const WalkThrough &walk, std::size_t at, const Narrator &say, bool isNewPage,
                  PaperDrawings &drawings)
{
    const WalkStep &each = walk.steps[at];
    const QString quiet = Theme().ink(Ink::Secondary).name();
    const auto paragraph = [](const QString &style, const QString &html) {
        return QStringLiteral("<p style=\"%1\">%2</p>").arg(style, html);
    };
    QString html = paragraph(
        QStringLiteral("font-size: 17px; font-weight: bold; margin: %1px 0 6px 0;%2")
            .arg(at == 0 || isNewPage ? 0 : 26)
            .arg(isNewPage ? QLatin1StringView(" page-break-before: always;") : QLatin1StringView()),
        headingOf(walk, at, say));
    const QString connection = each.connection[static_cast<std::size_t>(say.language())];
    if (!connection.isEmpty())
        html +=
            paragraph(QStringLiteral("margin: 0 0 6px 0; color: %1;").arg(quiet), connection.toHtmlEscaped());
    if (!each.caption.trimmed().isEmpty())
        html +=
            paragraph(QStringLiteral("font-size: 15px; margin: 0 0 10px 0;"), lines(each.caption.trimmed()));
    const QString small = QStringLiteral("font-size: 12px; margin: 0 0 8px 0; color: %1;").arg(quiet);
    if (each.picture) {
        const QString name = QLatin1StringView(drawingName) + QString::number(at);
        drawings[name] = drawingOf(*each.picture, say);
        html +=
            paragraph(QStringLiteral("margin: 0 0 4px 0;"), QStringLiteral("<img src=\"%1\"/>").arg(name));
        html += paragraph(small, captionHtml(*each.picture, rfcOf(each.step, say), say));
    }
    return html + paragraph(small, explanationOf(each.step, say));
}

} // namespace

QString walkHtml(const WalkThrough &walk, const Narrator &narrator)
{
    QString html;
    for (std::size_t at = 0; at < walk.steps.size(); ++at) {
        const WalkStep &each = walk.steps[at];
        html += QStringLiteral("<section><h2>") + headingOf(walk, at, narrator) + QStringLiteral("</h2>\n");
        const QString connection = each.connection[static_cast<std::size_t>(narrator.language())];
        if (!connection.isEmpty())
            html += QStringLiteral("<p class=\"quiet\">%1</p>\n").arg(connection.toHtmlEscaped());
        if (!each.caption.trimmed().isEmpty())
            html += QStringLiteral("<p>%1</p>\n").arg(lines(each.caption.trimmed()));
        if (each.picture)
            html += figureHtml(*each.picture, rfcOf(each.step, narrator), narrator);
        html +=
            QStringLiteral("<p class=\"quiet\">%1</p></section>\n").arg(explanationOf(each.step, narrator));
    }
    return webPage(titleOf(walk, narrator), {}, html, narrator.language());
}

bool writeWalk(QIODevice &device, const WalkThrough &walk, const Narrator &narrator)
{
    PaperDrawings drawings;
    const QString title = titleOf(walk, narrator);
    QString html =
        QStringLiteral("<p style=\"font-size: 24px; font-weight: bold; margin: 0 0 18px 0;\">%1</p>")
            .arg(title.toHtmlEscaped());
    // A step stays on one page where it fits there.
    qreal used = paperHeight(html, drawings);
    for (std::size_t at = 0; at < walk.steps.size(); ++at) {
        const qreal height = paperHeight(paperHtml(walk, at, narrator, false, drawings), drawings);
        const bool isNewPage = at > 0 && used + height > paperSize().height();
        used = isNewPage ? height : used + height;
        html += paperHtml(walk, at, narrator, isNewPage, drawings);
    }
    return writePaper(device, title, html, drawings);
}

QImage walkImage(const WalkThrough &walk, std::size_t at, const Narrator &narrator)
{
    PaperDrawings drawings;
    const QString html = paperHtml(walk, at, narrator, true, drawings);
    return paperImage(html, drawings);
}

} // namespace ui
