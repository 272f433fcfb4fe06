// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/paper.h"

#include "ui/draw/theme.h"

#include <QIODevice>
#include <QPdfWriter>
#include <QTextDocument>

namespace ui {

namespace {

constexpr int margin = 18;      // of the page, mm
constexpr int dotsPerInch = 96; // of a page: sizes are in pixels, as on the screen

} // namespace

bool writePaper(QIODevice &device, const QString &title, const QString &html)
{
    if (!device.isWritable())
        return false;
    QPdfWriter writer(&device);
    writer.setResolution(dotsPerInch);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(margin, margin, margin, margin), QPageLayout::Millimeter);
    writer.setTitle(title);
    QTextDocument document;
    document.setDefaultFont(Theme().font(FontRole::Body));
    document.setPageSize(writer.pageLayout().paintRectPixels(dotsPerInch).size());
    document.setHtml(html);
    document.print(&writer);
    return true;
}

} // namespace ui
