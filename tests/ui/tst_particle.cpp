// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/particle.h"

#include <QTest>

using namespace ui;

class TestParticle : public QObject
{
    Q_OBJECT

private slots:
    void fits_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("pair");
        QTest::addColumn<QString>("particle");
        const auto row = [](const char *word, const char *pair, const char *particle) {
            QTest::addRow("%s %s", word, pair)
                << QString::fromUtf8(word) << QString::fromUtf8(pair) << QString::fromUtf8(particle);
        };
        row("마스킹 키", "을/를", "를");
        row("프레임", "을/를", "을");
        row("프레임", "를/을", "을");
        row("연결", "으로/로", "로");
        row("응답", "으로/로", "으로");
        row("서버", "으로/로", "로");
        row("웹소켓(WebSocket)", "은/는", "은");
        row("옵코드(opcode)", "은/는", "는");
        row("1000", "을/를", "을");
        row("1002", "을/를", "를");
        row("1", "으로/로", "로");
        row("7", "으로/로", "로");
        row("8", "으로/로", "로");
        row("3", "으로/로", "으로");
        row("6", "으로/로", "으로");
        row("0", "으로/로", "으로");
        row("2", "으로/로", "로");
        row("4", "이/가", "가");
        row("5", "이/가", "가");
        row("9", "이/가", "가");
        row("UTF-8", "으로/로", "로");
        row("FIN", "은/는", "은");
        row("SHA-1", "을/를", "을");
        row("URL", "으로/로", "로");
        row("URL", "이/가", "이");
        row("FIN 비트", "와/과", "와");
        row("반가워요”", "을/를", "를");
        row("GET", "을/를", "를");
        row("RSV", "은/는", "는");
        row("M", "을/를", "을");
    }

    void fits()
    {
        QFETCH(const QString, word);
        QFETCH(const QString, pair);
        QTEST(particleFor(word, pair), "particle");
    }

    // D3 of the rules for Korean: closed are the final digits 0 1 3 6 7 8; of those 1 7 8 end in ㄹ.
    void everyNumberByItsLastDigit()
    {
        for (int number = 0; number < 10000; ++number) {
            const int last = number % 10;
            const bool closed = QList<int>{0, 1, 3, 6, 7, 8}.contains(last);
            QCOMPARE(particleFor(QString::number(number), u"을/를"),
                     closed ? QStringLiteral("을") : QStringLiteral("를"));
            const bool takesEuro = last == 0 || last == 3 || last == 6;
            QCOMPARE(particleFor(QString::number(number), u"으로/로"),
                     takesEuro ? QStringLiteral("으로") : QStringLiteral("로"));
        }
    }

    void everySyllable()
    {
        for (char16_t c = 0xac00; c <= 0xd7a3; ++c) {
            const bool closed = (c - 0xac00) % 28 != 0;
            QCOMPARE(particleFor(QString(QChar(c)), u"이/가"),
                     closed ? QStringLiteral("이") : QStringLiteral("가"));
        }
    }
};

QTEST_GUILESS_MAIN(TestParticle)
#include "tst_particle.moc"
