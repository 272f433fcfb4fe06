// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowchecks.h"

#include "ui/bytesview.h"
#include "ui/explanation/explanationpanel.h"
#include "ui/explanation/explanationtext.h"
#include "ui/ladderview.h"

#include <QGlyphRun>
#include <QRegularExpression>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

using namespace ui;

namespace {

QString missingGlyphs(const QString &text, const QFont &font)
{
    QTextLayout layout(text, font);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
    for (const QGlyphRun &run : layout.glyphRuns())
        if (run.glyphIndexes().contains(0U))
            return text;
    return {};
}

// Without what was quoted from the wire; a quotation may have been shortened.
QString ownWords(QString text)
{
    static const QRegularExpression quoted(QStringLiteral("“[^”]*(?:”|$)"));
    return text.remove(quoted);
}

void checkDrawing(const Drawing &drawing, const Theme &theme, bool english)
{
    const Metrics metrics(theme);
    for (const TextItem &item : drawing.texts) {
        QVERIFY2(metrics.width(item.text, item.font) <= item.rect.width() + 1, qPrintable(item.text));
        QVERIFY2(!item.text.contains(QStringLiteral("⟦")), qPrintable(item.text));
        QCOMPARE(missingGlyphs(item.text, theme.font(item.font)), QString());
        if (english && item.text.size() > 1) // single characters are the payload's
            QVERIFY2(!hasHangul(ownWords(item.text)), qPrintable(item.text));
    }
}

void checkExplanation(const ExplanationPanel &panel, const Theme &theme, bool english)
{
    QVERIFY2(panel.document()->idealWidth() <= panel.viewport()->width() + 1,
             qPrintable(panel.toPlainText().left(80)));
    for (QTextBlock block = panel.document()->begin(); block.isValid(); block = block.next()) {
        const QString text = QString(block.text()).remove(wordJoiner);
        QVERIFY2(!text.contains(QStringLiteral("⟦")) && !ownWords(text).contains(QLatin1Char('{')),
                 qPrintable(text));
        QCOMPARE(missingGlyphs(text, theme.font(FontRole::Body)), QString());
        if (english)
            QVERIFY2(!hasHangul(ownWords(text)), qPrintable(text));
        else if (text.endsWith(QLatin1Char('.')))
            QVERIFY2(hasHangul(text), qPrintable(text));
    }
}

} // namespace

bool hasHangul(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Hangul; });
}

void checkEveryStep(MainWindow &window)
{
    const Theme theme(window.look().theme);
    const bool english = window.look().language == Language::English;
    const int steps = window.session().conversations().stepCount();
    for (int step = 1; step <= steps && !QTest::currentTestFailed(); ++step) {
        window.selection().setNumber(step);
        checkDrawing(window.ladderView().ladder(), theme, english);
        checkDrawing(window.bytesView().drawing(), theme, english);
        checkExplanation(window.explanation(), theme, english);
    }
}
