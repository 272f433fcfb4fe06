// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the window as somebody has looked at them and found them good. A change that alters one writes
// them anew with FRAMESCOPE_WRITE_GOLDEN=1, and a person looks again.
#include "fixture.h"
#include "tests/idlelab.h"

#include "ui/bytesview.h"
#include "ui/explanation/dictionarypage.h"
#include "ui/explanation/explanationpanel.h"
#include "ui/ladderview.h"
#include "ui/mainwindow.h"

#include <QLineEdit>
#include <QListWidget>
#include <QTest>
#include <QTranslator>

#include <cmath>

using namespace ui;

namespace {

const QString folder = QStringLiteral(TEST_DATA "/golden");

/// What is to be seen, beside language and theme.
struct State
{
    const char *name;
    int step;         // of hello
    const char *view; // that is brought up; empty: none
};
constexpr State states[] = {
    {"request", 8, ""},
    {"checks", 14, ""},
    {"frame", 34, ""},
    {"payload", 38, ""},
    {"units", 34, "units"},
    {"messages", 38, "conversation"},
    {"hex", 36, "hex"},
    {"tree", 36, "tree"},
    {"lanes", 36, "lanes"},
    {"states", 50, "states"},
    {"dictionary", 36, "dictionary"},
};

/// Half the size, so that a line that is drawn a shade sharper does not count.
QImage picture(MainWindow &window)
{
    QCoreApplication::processEvents();
    const QImage whole = window.grab().toImage().convertToFormat(QImage::Format_RGB32);
    return whole.scaled(whole.size() / 2, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

/// The part of the pixels that are another colour to the eye.
double difference(const QImage &a, const QImage &b)
{
    constexpr int visible = 40; // of 255, in any channel
    if (a.size() != b.size())
        return 1;
    qsizetype others = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y);
            const QRgb q = b.pixel(x, y);
            if (std::abs(qRed(p) - qRed(q)) > visible || std::abs(qGreen(p) - qGreen(q)) > visible ||
                std::abs(qBlue(p) - qBlue(q)) > visible)
                ++others;
        }
    return static_cast<double>(others) / (static_cast<double>(a.width()) * a.height());
}

} // namespace

class TestGolden : public QObject
{
    Q_OBJECT

private:
    static void compare(MainWindow &window, const QString &name)
    {
        // A word that is another one changes about 0.1 %.
        constexpr double tolerance = 0.0008;
        const QImage now = picture(window);
        const QString path = QStringLiteral("%1/%2.png").arg(folder, name);
        if (qEnvironmentVariableIsSet("FRAMESCOPE_WRITE_GOLDEN")) {
            QVERIFY(now.save(path, "PNG", 0));
            return;
        }
        const QImage golden = QImage(path).convertToFormat(QImage::Format_RGB32);
        QVERIFY2(!golden.isNull(), qPrintable(path));
        const double differs = difference(golden, now);
        if (differs > tolerance) {
            const QString written = QStringLiteral("golden-%1.png").arg(name);
            now.save(written);
            QFAIL(qPrintable(QStringLiteral("%1 % of the picture differ; it is now as in %2")
                                 .arg(100 * differs, 0, 'f', 2)
                                 .arg(written)));
        }
    }

    struct Shown
    {
        explicit Shown(Look look)
            : window(programTexts(), {}, lab, look)
        {
            if (look.language == Language::Korean &&
                translator.load(QStringLiteral(TRANSLATIONS "/framescope_ko.qm")))
                QCoreApplication::installTranslator(&translator);
            else
                QCoreApplication::removeTranslator(&translator);
            window.setLook(look);
            window.resize(1280, 720);
            window.showRecording(helloRecording());
            QEvent changed(QEvent::LanguageChange);
            QCoreApplication::sendEvent(&window, &changed);
            layOut();
        }
        /// So that what is selected next can be scrolled to.
        void layOut()
        {
            window.grab();
            QCoreApplication::processEvents();
        }
        ~Shown() { QCoreApplication::removeTranslator(&translator); }
        Shown(const Shown &) = delete;
        Shown &operator=(const Shown &) = delete;

        QTranslator translator;
        IdleLab lab;
        MainWindow window;
    };

    static QString nameOf(const char *state, Language language, Theme::Kind theme)
    {
        constexpr const char *themes[] = {"light", "dark", "contrast"};
        return QStringLiteral("%1-%2-%3")
            .arg(QLatin1StringView(state), QLatin1StringView(code(language)),
                 QLatin1StringView(themes[static_cast<std::size_t>(theme)]));
    }

private slots:
    void everyView_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("language");
        QTest::addColumn<int>("theme");
        for (int state = 0; state < static_cast<int>(std::size(states)); ++state)
            for (const Language language : {Language::Korean, Language::English})
                for (const Theme::Kind theme : {Theme::Kind::Light, Theme::Kind::Dark})
                    QTest::newRow(qPrintable(nameOf(states[state].name, language, theme)))
                        << state << static_cast<int>(language) << static_cast<int>(theme);
    }
    void everyView()
    {
        QFETCH(const int, state);
        QFETCH(const int, language);
        QFETCH(const int, theme);
        const State &wanted = states[state];
        const Look look{static_cast<Language>(language), static_cast<Theme::Kind>(theme)};
        Shown shown(look);
        if (*wanted.view != '\0')
            QVERIFY(shown.window.showView(QLatin1StringView(wanted.view)));
        shown.layOut();
        shown.window.selection().setStep(wanted.step);
        compare(shown.window, nameOf(wanted.name, look.language, look.theme));
    }

    void highContrast()
    {
        for (const Language language : {Language::Korean, Language::English}) {
            Shown shown({language, Theme::Kind::HighContrast});
            shown.window.selection().setStep(36);
            compare(shown.window, nameOf("frame", language, Theme::Kind::HighContrast));
        }
    }

    void zoomed()
    {
        for (const Language language : {Language::Korean, Language::English}) {
            Shown shown({language, Theme::Kind::Light, 200});
            shown.window.selection().setStep(36);
            compare(shown.window, nameOf("zoom200", language, Theme::Kind::Light));
        }
    }

    void anEntryOfTheDictionary()
    {
        for (const Language language : {Language::Korean, Language::English}) {
            Shown shown({language, Theme::Kind::Light});
            shown.window.selection().setStep(36);
            emit const_cast<ExplanationPanel &>(shown.window.explanation())
                .anchorClicked(QUrl(QStringLiteral("term:masking")));
            compare(shown.window, nameOf("term", language, Theme::Kind::Light));
        }
    }

    void koreanWithEnglishTerms()
    {
        Look look{Language::Korean, Theme::Kind::Light};
        look.panel = PanelLanguage::EnglishTerms;
        Shown shown(look);
        shown.window.selection().setStep(38);
        compare(shown.window, QStringLiteral("terms-ko-light"));
    }

    void byTime()
    {
        Shown shown({Language::Korean, Theme::Kind::Light});
        const_cast<LadderView &>(shown.window.ladderView()).setByTime(true);
        shown.window.selection().setStep(36);
        compare(shown.window, QStringLiteral("bytime-ko-light"));
    }
};

QTEST_MAIN(TestGolden)
#include "tst_golden.moc"
