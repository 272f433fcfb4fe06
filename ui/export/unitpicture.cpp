// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/unitpicture.h"

#include "core/annotate/annotate.h"
#include "ui/diagram/httplayout.h"
#include "ui/draw/theme.h"
#include "ui/hex/hexlayout.h"

#include <QBuffer>
#include <QPainter>
#include <QSvgGenerator>

namespace ui {

namespace {

constexpr qreal diagramWidth = 640; // logical pixels
constexpr qsizetype hexShown = 48;  // bytes of a unit below its picture

constexpr char pageStyle[] =
    "body{font:16px/1.55 'Noto Sans CJK KR','Noto Sans "
    "KR',sans-serif;color:#1b1f24;max-width:760px;word-break:keep-all;margin:32px "
    "auto;padding:0 16px}h1{font-size:26px}h2{font-size:19px;margin-top:36px;border-top:1px solid "
    "#d9dee5;padding-top:20px}figure{margin:12px 0;overflow-x:auto}figcaption{color:#5b6470;font-size:13px}"
    ".q{border-left:3px solid #0072b2;padding-left:14px;margin:18px 0}.right{color:#00704f;font-weight:bold}"
    "svg{max-width:100%;height:auto}.quiet{color:#5b6470;font-size:14px}";

const UnitPicture::Names &namesOf(const UnitPicture &picture, Language language)
{
    return picture.names[static_cast<std::size_t>(language)];
}

QByteArray svgOf(const Drawing &drawing)
{
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    const QRectF box(0, 0, drawing.size.width() + 2, drawing.size.height() + 2);
    generator.setSize(box.size().toSize());
    generator.setViewBox(box);
    QPainter painter(&generator);
    paint(painter, drawing, Theme());
    painter.end();
    QByteArray svg = buffer.data();
    return svg.sliced(std::max<qsizetype>(0, svg.indexOf("<svg"))); // without the XML declaration
}

} // namespace

UnitPicture pictureOf(const core::Conversation &conversation, quint32 unit, core::BitSpan selected,
                      const Catalogue &catalogue)
{
    UnitPicture picture{conversation.units()[unit], conversation.index().bytes(unit), selected, {}, {}};
    for (const core::Finding *finding : conversation.findingsOf(unit))
        picture.broken.push_back(finding->check.span);
    for (const Language language : {Language::Korean, Language::English}) {
        const Narrator say(catalogue, language);
        picture.names[static_cast<std::size_t>(language)] = {say.unitTitle(conversation, unit),
                                                             say.unitSubtitle(conversation, unit)};
    }
    return picture;
}

Drawing drawingOf(const UnitPicture &picture, const Narrator &narrator)
{
    const Metrics metrics((Theme()));
    const core::Field tree = core::annotate(picture.unit, core::spanOf(picture.bytes));
    const BytesInput input{tree, picture.bytes, picture.selected, narrator, metrics, diagramWidth,
                           {},   picture.broken};
    if (picture.unit.isHttp())
        return layoutHttp(input);
    return picture.unit.isFrame() ? layoutFrame(input) : layoutHex(input);
}

QString captionHtml(const UnitPicture &picture, const QString &rfc, const Narrator &narrator)
{
    return QStringLiteral("%1%2<br/><code>%3%4</code>")
        .arg(namesOf(picture, narrator.language()).subtitle.toHtmlEscaped(),
             rfc.isEmpty() ? QString() : QStringLiteral(" · ") + rfc.toHtmlEscaped(),
             QString::fromLatin1(picture.bytes.left(hexShown).toHex(' ')),
             picture.bytes.size() > hexShown ? QStringLiteral(" …") : QString());
}

QString figureHtml(const UnitPicture &picture, const QString &rfc, const Narrator &narrator)
{
    return QStringLiteral("<figure><div role=\"img\" aria-label=\"%1\">%2</div><figcaption>%3</figcaption>"
                          "</figure>\n")
        .arg(namesOf(picture, narrator.language()).title.toHtmlEscaped(),
             QString::fromUtf8(svgOf(drawingOf(picture, narrator))), captionHtml(picture, rfc, narrator));
}

QString webPage(const QString &title, const QString &lead, const QString &body, Language language)
{
    return QStringLiteral(
               "<!DOCTYPE html>\n<html lang=\"%1\"><head><meta charset=\"utf-8\"/><meta "
               "name=\"viewport\" content=\"width=device-width\"/><title>%2</title><style>%3</style>"
               "</head><body>\n<h1>%2</h1>\n%4%5</body></html>\n")
        .arg(QLatin1StringView(code(language)), title.toHtmlEscaped(), QLatin1StringView(pageStyle),
             lead.isEmpty() ? QString() : QStringLiteral("<p>%1</p>\n").arg(lead.toHtmlEscaped()), body);
}

} // namespace ui
