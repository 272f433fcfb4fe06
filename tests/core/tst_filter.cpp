// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "core/record/filter.h"

#include <QTest>

#include <random>

using namespace core;
using namespace fixtures;

class TestFilter : public QObject
{
    Q_OBJECT

private:
    // 0 GET, 1 101, then frames.
    Played m_played = play(Script{fixtures::connect()} + handshake() +
                           Script{client(hex("818537fa213d7f9f4d5158")),          // 2 "Hello"
                                  server(hex("8103") + "one"),                    // 3
                                  server(hex("0103") + "two"),                    // 4 first fragment
                                  client(hex("8980") + hex("00000000")),          // 5 empty Ping
                                  server(hex("8a00")),                            // 6 Pong
                                  server(hex("8005") + "three"),                  // 7 its end
                                  server(hex("827e0080") + QByteArray(128, 'x')), // 8
                                  client(hex("8303") + "odd"),                    // 9 reserved, unmasked
                                  server(hex("880f03ea") + "bad opcode 3!")});    // 10 Close 1002

    [[nodiscard]] static QList<int> hits(const Conversation &conversation, const char *text)
    {
        FilterProblem problem;
        const auto filter = Filter::parse(QString::fromUtf8(text), &problem);
        if (!filter)
            qFatal("%s: %s at %lld", text, problem.id, static_cast<long long>(problem.at));
        QList<int> found;
        for (quint32 unit = 0; unit < conversation.units().size(); ++unit)
            if (filter->matches(conversation, unit))
                found += static_cast<int>(unit);
        return found;
    }

private slots:
    void finds_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QList<int>>("expected");
        const auto row = [](const char *text, const QList<int> &expected) {
            QTest::newRow(text) << QByteArray(text) << expected;
        };
        const QList<int> all{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        row("", all);
        row("   ", all);
        row("hello", {2}); // after the key, upper and lower case alike
        row("\"bad opcode\"", {10});
        row("upgrade", {0, 1});
        row("/^t(wo|hree)$/", {4, 7});
        row("/TWO/", {4});
        row("opcode:text", {2, 3, 4});
        row("opcode:0x3", {9});
        row("opcode:continuation", {7});
        row("kind:request", {0});
        row("kind:frame from:client", {2, 5, 9});
        row("from:client and kind:frame", {2, 5, 9});
        row("opcode:ping or opcode:pong", {5, 6});
        row("opcode:ping or from:server opcode:text", {3, 4, 5}); // and binds closer
        row("(opcode:ping or from:server) opcode:text", {3, 4});
        row("not kind:frame", {0, 1});
        row("!kind:frame", {0, 1});
        row("not not kind:request", {0});
        row("kind:frame size>5", {8, 10});
        row("kind:frame size>=5", {2, 7, 8, 10});
        row("size=0 kind:frame", {5, 6});
        row("wire:132", {8});
        row("kind:frame wire<=2", {6});
        row("kind:frame size != 3 size<5", {5, 6});
        row("fin:0", {4});
        row("mask:1", {2, 5});
        row("mask:0 opcode:binary", {8});
        row("code:1002", {10});
        row("code>1000", {10});
        row("hex:7f9f4d", {2});
        row("hex:7f 9f 4d", {2});
        row("hex:81 85 or hex:8a00", {2, 6});
        row("finding", {9});
        row("finding:FRM-01", {9});
        row("finding:frm-01", {9});
        row("finding:MSG-02", {});
        row("number<2", {0, 1});
        row("time<1ms kind:request", {0});
        row("time>=0s number:3", {3});
        row("sizes", {}); // a word like another one
        row("OPCODE:TEXT AND NOT from:Client", {3, 4});
    }

    void finds()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QList<int>, expected);
        QCOMPARE(hits(*m_played.conversation, text.constData()), expected);
    }

    void problems_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<int>("at");
        const auto row = [](const char *text, const char *id, int at) {
            QTest::newRow(text) << QByteArray(id) << at;
        };
        row("opcode:txt", "filter.unknown", 7);
        row("opcode:16", "filter.unknown", 7);
        row("opcod:text", "filter.field", 0);
        row("hello opcode:", "filter.value", 13);
        row("size>many", "filter.number", 5);
        row("opcode>3", "filter.compare", 6);
        row("size!5", "filter.compare", 4);
        row("(hello", "filter.bracket", 0);
        row("hello)", "filter.bracket", 5);
        row("hello and", "filter.missing", 9);
        row("not", "filter.missing", 3);
        row("()", "filter.missing", 1);
        row("a \"b", "filter.quote", 2);
        row("/a", "filter.quote", 0);
        row("/a(/", "filter.pattern", 3);
        row("hex:8", "filter.hex", 4);
        row("hex:xy", "filter.hex", 4);
        row("fin:2", "filter.unknown", 4);
    }

    void problems()
    {
        QFETCH(const QByteArray, id);
        QFETCH(const int, at);
        FilterProblem problem;
        QVERIFY(!Filter::parse(QString::fromUtf8(QTest::currentDataTag()), &problem));
        QCOMPARE(QByteArray(problem.id), id);
        QCOMPARE(problem.at, at);
    }

    // Whatever is typed is a filter or a problem inside the text; and what not takes, not not gives back.
    void anyText()
    {
        static const QStringList pieces{
            QStringLiteral("opcode"),  QStringLiteral(":"),  QStringLiteral("text"),
            QStringLiteral(" "),       QStringLiteral("("),  QStringLiteral(")"),
            QStringLiteral("not"),     QStringLiteral("or"), QStringLiteral("and"),
            QStringLiteral("\""),      QStringLiteral("/"),  QStringLiteral("size"),
            QStringLiteral(">"),       QStringLiteral("12"), QStringLiteral("hex"),
            QStringLiteral("81"),      QStringLiteral("!"),  QStringLiteral("안녕"),
            QStringLiteral("finding"), QStringLiteral("\\")};
        std::mt19937 random(3);
        int filters = 0;
        for (int round = 0; round < 20'000; ++round) {
            QString text;
            for (quint32 i = 0; i < 1 + random() % 9; ++i)
                text += pieces[static_cast<qsizetype>(random() % static_cast<quint32>(pieces.size()))];
            FilterProblem problem;
            const auto filter = Filter::parse(text, &problem);
            if (!filter) {
                QVERIFY2(problem.at >= 0 && problem.at <= text.size() && *problem.id != '\0',
                         qPrintable(text));
                continue;
            }
            ++filters;
            if (filter->isEmpty())
                continue;
            const auto twice = Filter::parse(QStringLiteral("not not (%1)").arg(text), &problem);
            const auto once = Filter::parse(QStringLiteral("not (%1)").arg(text), &problem);
            QVERIFY2(twice && once, qPrintable(text));
            for (quint32 unit = 0; unit < m_played.conversation->units().size(); ++unit) {
                const bool takes = filter->matches(*m_played.conversation, unit);
                QCOMPARE(twice->matches(*m_played.conversation, unit), takes);
                QCOMPARE(once->matches(*m_played.conversation, unit), !takes);
            }
        }
        QVERIFY(filters > 2000);
    }

    void deepBracketsAreRefused()
    {
        FilterProblem problem;
        QVERIFY(!Filter::parse(QString(100'000, QLatin1Char('(')), &problem));
        QCOMPARE(QByteArray(problem.id), QByteArray("filter.deep"));
        QVERIFY(Filter::parse(QString(100'000, QLatin1Char('!')) + QStringLiteral("a"), &problem));
    }
};

QTEST_GUILESS_MAIN(TestFilter)
#include "tst_filter.moc"
