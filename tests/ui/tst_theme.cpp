// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/draw/drawing.h"
#include "ui/draw/theme.h"

#include <QFontInfo>
#include <QImage>
#include <QPainter>
#include <QTest>

#include <cmath>

using namespace ui;

namespace {

double luminance(const QColor &c)
{
    const auto linear = [](double v) {
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

constexpr Tone tones[] = {Tone::Control, Tone::Opcode, Tone::Mask, Tone::Length, Tone::Payload};

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void contrast_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("light") << static_cast<int>(Theme::Kind::Light);
        QTest::newRow("dark") << static_cast<int>(Theme::Kind::Dark);
        QTest::newRow("high contrast") << static_cast<int>(Theme::Kind::HighContrast);
    }

    // Text 4.5:1, boundaries that mean something 3:1 (WCAG 2.2).
    void contrast()
    {
        QFETCH(const int, kind);
        const Theme theme(static_cast<Theme::Kind>(kind));
        for (const QColor &ground : {theme.ground(), theme.panel()})
            for (const Ink ink : {Ink::Normal, Ink::Secondary, Ink::Selection, Ink::Kept, Ink::Broken})
                QVERIFY2(::contrast(theme.ink(ink), ground) >= 4.5,
                         qPrintable(theme.ink(ink).name() + QStringLiteral(" on ") + ground.name()));
        QVERIFY(::contrast(theme.ink(Ink::OnSelection), theme.ink(Ink::Selection)) >= 4.5);
        for (const Ink ink : {Ink::Normal, Ink::Secondary, Ink::Selection})
            QVERIFY2(::contrast(theme.ink(ink), theme.selectionFill()) >= 4.5,
                     qPrintable(theme.ink(ink).name()));
        for (const QColor &ground : {theme.ground(), theme.panel()})
            QVERIFY(::contrast(theme.ink(Ink::Boundary), ground) >= 3);
        for (const Tone tone : tones) {
            QVERIFY2(::contrast(theme.edge(tone), theme.panel()) >= 3, qPrintable(theme.edge(tone).name()));
            QVERIFY(::contrast(theme.ink(Ink::Normal), theme.fill(tone)) >= 4.5);
            QVERIFY2(::contrast(theme.ink(Ink::Secondary), theme.fill(tone)) >= 4.5,
                     qPrintable(theme.fill(tone).name()));
        }
    }

    void tonesByField()
    {
        QCOMPARE(toneOf("ws.frame.fin"), Tone::Control);
        QCOMPARE(toneOf("ws.frame.opcode"), Tone::Opcode);
        QCOMPARE(toneOf("ws.frame.key"), Tone::Mask);
        QCOMPARE(toneOf("ws.frame.length16"), Tone::Length);
        QCOMPARE(toneOf("ws.frame.payload"), Tone::Payload);
        QCOMPARE(toneOf("http.header.name"), Tone::Length);
        QCOMPARE(toneOf("http.response.status"), Tone::Mask);
        QCOMPARE(toneOf("http.crlf"), Tone::Plain);
    }

    // Printed without colour the kinds of fields still differ: by the line below each.
    void kindsAreToldApartInGrey()
    {
        constexpr QRect cell(4, 4, 160, 32);
        for (const Theme::Kind kind : {Theme::Kind::Light, Theme::Kind::Dark, Theme::Kind::HighContrast}) {
            const Theme theme(kind);
            std::vector<std::vector<bool>> lines; // where the edge has ink, row after row
            for (const Tone tone : {Tone::Control, Tone::Opcode, Tone::Mask, Tone::Length, Tone::Payload}) {
                Drawing drawing;
                drawing.size = QSizeF(168, 40);
                drawing.boxes.push_back({QRectF(cell), Box::Style::Cell, tone, Ink::Line});
                QImage image(168, 40, QImage::Format_RGB32);
                image.fill(theme.panel());
                QPainter painter(&image);
                paint(painter, drawing, theme);
                painter.end();
                const QImage grey = image.convertToFormat(QImage::Format_Grayscale8);
                const int tint = qGray(grey.pixel(cell.center()));
                std::vector<bool> line;
                for (int y = cell.bottom() - 4; y <= cell.bottom() + 2; ++y)
                    for (int x = cell.left() + 4; x < cell.right() - 4; ++x)
                        line.push_back(std::abs(qGray(grey.pixel(x, y)) - tint) > 40);
                lines.push_back(line);
            }
            for (std::size_t a = 0; a < lines.size(); ++a)
                for (std::size_t b = a + 1; b < lines.size(); ++b) {
                    int others = 0;
                    for (std::size_t i = 0; i < lines[a].size(); ++i)
                        others += lines[a][i] != lines[b][i] ? 1 : 0;
                    // A tenth of a line of 152 pixels, two pixels thick.
                    QVERIFY2(others >= 30, qPrintable(QStringLiteral("%1 %2: %3").arg(a).arg(b).arg(others)));
                }
        }
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
