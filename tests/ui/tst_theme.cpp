// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/draw/theme.h"

#include <QFontInfo>
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
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
