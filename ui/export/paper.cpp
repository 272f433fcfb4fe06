// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/paper.h"

#include "ui/draw/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QIODevice>
#include <QPainter>
#include <QPdfWriter>
#include <QTextDocument>
#include <QTextObjectInterface>

#include <algorithm>

namespace ui {

namespace {

constexpr int margin = 18;           // of the page, mm
constexpr int dotsPerInch = 96;      // of a page: sizes are in pixels, as on the screen
constexpr qreal imageMargin = 28;    // of a picture, logical pixels
constexpr qreal imageScale = 2;      // pixels to a logical one
constexpr qreal imageHeight = 30000; // pixels; the painter knows no more than 32767

/// Draws the images of a document, so that they stay lines and texts on paper.
class DrawingObjects : public QObject, public QTextObjectInterface
{
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

public:
    DrawingObjects(const PaperDrawings &drawings, QObject *parent)
        : QObject(parent)
        , m_drawings(drawings)
    {}

    QSizeF intrinsicSize(QTextDocument * /*document*/, int /*at*/, const QTextFormat &format) override
    {
        const Drawing *const drawing = find(format);
        if (drawing == nullptr)
            return {};
        const QSizeF size = drawing->size + QSizeF(2, 2); // lines at its edges
        return size * scaleOf(size);
    }

    void drawObject(QPainter *painter, const QRectF &rect, QTextDocument * /*document*/, int /*at*/,
                    const QTextFormat &format) override
    {
        const Drawing *const drawing = find(format);
        if (drawing == nullptr)
            return;
        painter->save();
        painter->translate(rect.topLeft());
        const qreal scale = scaleOf(drawing->size + QSizeF(2, 2));
        painter->scale(scale, scale);
        paint(*painter, *drawing, Theme());
        painter->restore();
    }

private:
    /// What is larger than a page is made to fit.
    static qreal scaleOf(QSizeF size)
    {
        const QSizeF page = paperSize() - QSizeF(0, 80); // a heading goes with it
        return std::min({1.0, page.width() / size.width(), page.height() / size.height()});
    }
    const Drawing *find(const QTextFormat &format) const
    {
        const auto found = m_drawings.find(format.toImageFormat().name());
        return found == m_drawings.end() ? nullptr : &found->second;
    }

    const PaperDrawings &m_drawings;
};

/// `drawings` outlive the document.
void fill(QTextDocument &document, const QString &html, const PaperDrawings &drawings)
{
    document.setDefaultFont(Theme().font(FontRole::Body));
    document.setDocumentMargin(0);
    document.documentLayout()->registerHandler(QTextFormat::ImageObject,
                                               new DrawingObjects(drawings, &document));
    document.setHtml(html);
}

QPageLayout pageLayout()
{
    return {QPageSize(QPageSize::A4), QPageLayout::Portrait, QMarginsF(margin, margin, margin, margin),
            QPageLayout::Millimeter};
}

} // namespace

QSizeF paperSize() { return pageLayout().paintRectPixels(dotsPerInch).size(); }

bool writePaper(QIODevice &device, const QString &title, const QString &html, const PaperDrawings &drawings)
{
    if (!device.isWritable())
        return false;
    QPdfWriter writer(&device);
    writer.setResolution(dotsPerInch);
    writer.setPageLayout(pageLayout());
    writer.setTitle(title);
    QTextDocument document;
    document.setPageSize(paperSize());
    fill(document, html, drawings);
    document.print(&writer);
    return true;
}

qreal paperHeight(const QString &html, const PaperDrawings &drawings)
{
    QTextDocument document;
    document.setTextWidth(paperSize().width());
    fill(document, html, drawings);
    return document.size().height();
}

QImage paperImage(const QString &html, const PaperDrawings &drawings)
{
    QTextDocument document;
    document.setTextWidth(paperSize().width());
    fill(document, html, drawings);
    const QSizeF size =
        QSizeF(paperSize().width(), document.size().height()) + QSizeF(2 * imageMargin, 2 * imageMargin);
    const qreal scale = std::min(imageScale, imageHeight / size.height());
    QImage image((size * scale).toSize(), QImage::Format_RGB32);
    if (image.isNull())
        return image;
    image.fill(Theme().panel());
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(scale, scale);
    painter.translate(imageMargin, imageMargin);
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette.setColor(QPalette::Text, Theme().ink(Ink::Normal));
    document.documentLayout()->draw(&painter, context);
    return image;
}

} // namespace ui

#include "paper.moc"
