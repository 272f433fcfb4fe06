// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/catalogue.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;

class TestCatalogue : public QObject
{
    Q_OBJECT

private:
    static void write(const QTemporaryDir &folder, const char *name, const char *json)
    {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(json);
    }

    static Catalogue sample()
    {
        static QTemporaryDir folder;
        write(folder, "a.json", R"({
            "x": {"rfc": "RFC 6455 §5.2",
                  "ko": {"text": "**{name|을/를}** 보세요: [[masking key|은/는]] `{code}`", "values": {"1": "하나", "*": "다른 값"}},
                  "en": {"text": "See **{name}**: [[masking key]] `{code}`", "values": {"1": "one"}}},
            "onlyko": {"ko": {"text": "한국어"}}
        })");
        write(folder, "terms.json", R"({
            "masking key": {"ko": {"term": "마스킹 키", "sentence": "s"}, "en": {"term": "masking key", "sentence": "s"}}
        })");
        return Catalogue(folder.path());
    }

private slots:
    void fillsInValuesTermsAndParticles()
    {
        const auto catalogue = sample();
        const TextValues values{{QStringLiteral("name"), QStringLiteral("프레임")},
                                {QStringLiteral("code"), QStringLiteral("1000")}};
        QCOMPARE(catalogue.text(QStringLiteral("x"), "text", Language::Korean, values),
                 QStringLiteral("프레임을 보세요: 마스킹 키는 1000"));
        QCOMPARE(catalogue.text(QStringLiteral("x"), "text", Language::English, values),
                 QStringLiteral("See 프레임: masking key 1000"));
        QCOMPARE(catalogue.markdown(QStringLiteral("x"), "text", Language::Korean, values),
                 QStringLiteral("**프레임을** 보세요: [마스킹 키](term:masking%20key)는 `1000`"));
        QCOMPARE(catalogue.rfc(QStringLiteral("x")), QStringLiteral("RFC 6455 §5.2"));
    }

    // Terms that a text does not mark are links, too: the longest one, once, where it stands first; what is
    // code, a part of another word or linked already is left alone.
    void linksTerms()
    {
        const TermLinks english({{QStringLiteral("frame"), QStringLiteral("frame")},
                                 {QStringLiteral("frame header"), QStringLiteral("frame header")},
                                 {QStringLiteral("OPEN"), QStringLiteral("OPEN")},
                                 {QStringLiteral("header"), QStringLiteral("header (HTTP)")}},
                                Language::English);
        const auto check = [](const TermLinks &links, const char *text, const char *wanted) {
            QCOMPARE(links.linked(QString::fromUtf8(text)), QString::fromUtf8(wanted));
        };
        check(english, "Frames: a frame header, a frame.",
              "[Frames](term:frame): a [frame header](term:frame%20header), a frame.");
        check(english, "`frame` framed subframe frame-like open OPEN",
              "`frame` framed subframe [frame](term:frame)-like open [OPEN](term:OPEN)");
        check(english, "[headers](term:header%20(HTTP)) and a header",
              "[headers](term:header%20(HTTP)) and a header");
        check(english, "a **frame** and **a header**, **more header**s",
              "a [**frame**](term:frame) and **a [header](term:header%20(HTTP))**, **more header**s");
        const TermLinks korean({{QStringLiteral("프레임"), QStringLiteral("frame")},
                                {QStringLiteral("확장"), QStringLiteral("extension")},
                                {QStringLiteral("바이트"), QStringLiteral("byte")}},
                               Language::Korean);
        check(korean, "프레임을 15바이트로, 프레임스코프의 확장자와 확장하는 바이트",
              "[프레임](term:frame)을 15바이트로, 프레임스코프의 확장자와 "
              "[확장](term:extension)하는 [바이트](term:byte)");
        check(korean, "몇 **바이트**인지", "몇 [**바이트**](term:byte)인지");
    }

    // What came over the wire must not become mark-up.
    void escapesValues()
    {
        const auto catalogue = sample();
        const TextValues values{{QStringLiteral("name"), QStringLiteral("*a_[b](c)<i>")},
                                {QStringLiteral("code"), QStringLiteral("a`b*")}};
        const QString markdown = catalogue.markdown(QStringLiteral("x"), "text", Language::English, values);
        QVERIFY2(markdown.contains(QStringLiteral("\\*a\\_\\[b\\](c)\\<i\\>")), qPrintable(markdown));
        QVERIFY2(markdown.contains(QStringLiteral("`a’b*`")), qPrintable(markdown));
    }

    void showsWhatIsMissing()
    {
        const auto catalogue = sample();
        QCOMPARE(catalogue.text(QStringLiteral("onlyko"), "text", Language::English),
                 QStringLiteral("⟦onlyko.text⟧"));
        QVERIFY(!catalogue.has(QStringLiteral("onlyko"), "text", Language::English));
        QVERIFY(catalogue.has(QStringLiteral("onlyko"), "text", Language::Korean));
    }

    void valuesByNumberElseStar()
    {
        const auto catalogue = sample();
        QCOMPARE(catalogue.valueText(QStringLiteral("x"), QStringLiteral("1"), Language::Korean),
                 QStringLiteral("하나"));
        QCOMPARE(catalogue.valueText(QStringLiteral("x"), QStringLiteral("7"), Language::Korean),
                 QStringLiteral("다른 값"));
        QCOMPARE(catalogue.valueText(QStringLiteral("x"), QStringLiteral("7"), Language::English), QString());
    }

    void refusesAnIdThatStandsTwice()
    {
        QTemporaryDir folder;
        write(folder, "a.json", R"({"x": {"ko": {"text": "a"}}})");
        write(folder, "b.json", R"({"x": {"ko": {"text": "b"}}})");
        QVERIFY(Catalogue(folder.path()).problem().contains(QStringLiteral("x stands twice")));
    }

    void saysWhatItCannotRead()
    {
        QTemporaryDir folder;
        write(folder, "phrases.json", R"({"x": {"ko": {"text": "a"}}})");
        write(folder, "b.json", "{");
        const Catalogue catalogue(folder.path());
        QVERIFY(catalogue.has(QStringLiteral("x")));
        QVERIFY(!catalogue.has(QStringLiteral("y")));
        QVERIFY(catalogue.problem().contains(QStringLiteral("b.json")));
        const QTemporaryDir empty;
        QVERIFY(!Catalogue(empty.path()).problem().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
