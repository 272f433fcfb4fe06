// SPDX-License-Identifier: GPL-3.0-or-later
// The charts of a comparison: bars are as long as their bytes, and nothing is preferred.
#include "fixture.h"

#include "ui/lesson/wayslayout.h"

#include <QTest>

using namespace ui;

namespace {

constexpr qreal width = 980;

WayBar bar(const char *name, quint64 up, quint64 down, std::optional<quint64> modelled,
           bool isRunning = false)
{
    return {QString::fromUtf8(name), WayCount{up, down, 1, 1, {}}, isRunning,
            modelled ? QStringLiteral("2·N") : QString(), modelled};
}

std::vector<QRectF> boxes(const Drawing &drawing, Box::Style style)
{
    std::vector<QRectF> all;
    for (const Box &each : drawing.boxes)
        if (each.style == style)
            all.push_back(each.rect);
    return all;
}

QString textsOf(const Drawing &drawing)
{
    QStringList all;
    for (const TextItem &item : drawing.texts)
        all += item.text;
    return all.join(QLatin1Char('\n'));
}

} // namespace

class TestWaysLayout : public QObject
{
    Q_OBJECT

private slots:
    void barsAreAsLongAsTheirBytes()
    {
        const Metrics metrics{Theme()};
        for (const Language language : {Language::Korean, Language::English}) {
            const Narrator say(programTexts(), language);
            const Drawing drawing =
                layoutWays({bar("closing", 140, 114, 254), bar("WebSocket", 178, 158, 336),
                            bar("polling", 500, 500, {})},
                           say, metrics, width);
            const auto up = boxes(drawing, Box::Style::Bar);
            const auto down = boxes(drawing, Box::Style::Frame);
            const auto modelled = boxes(drawing, Box::Style::Dashed);
            QCOMPARE(up.size(), std::size_t(3));
            QCOMPARE(modelled.size(), std::size_t(2)); // none is made up where there is no formula
            for (std::size_t i = 0; i < 3; ++i)
                QVERIFY(qAbs(down[i].left() - up[i].right()) < 0.01);
            const qreal perByte = up[0].width() / 140;
            QVERIFY(qAbs(up[1].width() - 178 * perByte) < 0.01);
            QVERIFY(qAbs(down[2].width() - 500 * perByte) < 0.01);
            QVERIFY(qAbs(modelled[1].width() - 336 * perByte) < 0.01);
            for (const TextItem &item : drawing.texts) {
                QVERIFY2(metrics.width(item.text, item.font) <= item.rect.width() + 1, qPrintable(item.text));
                QVERIFY2(!item.text.contains(QStringLiteral("⟦")), qPrintable(item.text));
            }
        }
    }

    // The one with fewest bytes is told, whichever it is; not before all have ended.
    void fewest()
    {
        const Metrics metrics{Theme()};
        const Narrator say(programTexts(), Language::English);
        std::vector<WayBar> bars{bar("HTTP", 121, 95, {}), bar("WebSocket", 178, 158, {}, true)};
        QVERIFY(!textsOf(layoutWays(bars, say, metrics, width)).contains(QStringLiteral("fewest")));
        bars[1].isRunning = false;
        QVERIFY(
            textsOf(layoutWays(bars, say, metrics, width)).contains(QStringLiteral("216 bytes · fewest")));
        bars[0].measured.reset();
        const QString texts = textsOf(layoutWays(bars, say, metrics, width));
        QVERIFY(!texts.contains(QStringLiteral("fewest")));
        QVERIFY(texts.contains(QStringLiteral("Not run yet.")));
    }

    // A dot of a run lies on its line where both say the same.
    void dotsAndLines()
    {
        const Metrics metrics{Theme()};
        const Narrator say(programTexts(), Language::English);
        const WayLine line{QStringLiteral("HTTP"), {{1, 216}, {101, 21'816}, {201, 43'416}}, {{101, 21'816}}};
        const Drawing drawing = layoutLines({line}, QStringLiteral("N"), 1, 201, 101, say, metrics, width);
        const auto dots = boxes(drawing, Box::Style::Disc);
        QCOMPARE(dots.size(), std::size_t(1));
        QPointF corner;
        for (const Stroke &stroke : drawing.strokes)
            if (stroke.dashed && stroke.ink == Ink::Secondary && corner.isNull())
                corner = stroke.line.p2();
        QVERIFY(QLineF(corner, dots[0].center()).length() < 0.01);
        for (const TextItem &item : drawing.texts)
            QVERIFY(item.rect.right() <= width);
    }
};

QTEST_MAIN(TestWaysLayout)
#include "tst_wayslayout.moc"
