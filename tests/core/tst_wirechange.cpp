// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/wirechange.h"

#include <QJsonDocument>
#include <QTest>

using namespace core;

namespace {

ActionSpec action(const char *what, const char *args)
{
    ActionSpec action;
    action.who = QStringLiteral("wire");
    action.what = QString::fromLatin1(what);
    action.args = QJsonDocument::fromJson(args).object();
    return action;
}

} // namespace

class TestWireChange : public QObject
{
    Q_OBJECT

private slots:
    void changes()
    {
        const auto flip = readWireChange(
            action("edit", R"({"direction":"client","what":"text","nth":2,"flip":8,"consistent":true})"));
        QVERIFY(flip);
        QCOMPARE(flip->unit.direction, std::optional(Direction::Client));
        QCOMPARE(flip->unit.what, QStringLiteral("text"));
        QCOMPARE(flip->unit.nth, 2);
        QCOMPARE(flip->edit.kind, UnitEdit::Kind::Flip);
        QCOMPARE(flip->edit.at, quint64(8));
        QVERIFY(flip->edit.consistent);

        const auto bytes = readWireChange(action("edit", R"({"direction":"server","at":2,"hex":"ff00"})"));
        QVERIFY(bytes);
        QCOMPARE(bytes->edit.bytes, QByteArray::fromHex("ff00"));
        QCOMPARE(bytes->edit.removed, quint64(2)); // as many as come, unless told otherwise
        QCOMPARE(bytes->unit.nth, 1);
        QCOMPARE(readWireChange(action("edit", R"({"direction":"server","at":2,"text":"한","remove":0})"))
                     ->edit.bytes,
                 QByteArray("\xed\x95\x9c"));

        const auto header = readWireChange(
            action("edit", R"({"direction":"client","what":"request","header":"Origin","value":""})"));
        QVERIFY(header);
        QCOMPARE(header->edit.name, QByteArray("Origin"));

        QCOMPARE(readWireChange(action("delay", R"({"direction":"client","ms":20})"))->delayMs, 20);
        QCOMPARE(readWireChange(action("split", R"({"direction":"client","at":[1,5]})"))->splits,
                 (std::vector<quint32>{1, 5}));
        for (const char *what : {"drop", "double", "swap", "glue"})
            QVERIFY2(readWireChange(action(what, R"({"direction":"server"})")), what);
    }

    void wrongArguments_data()
    {
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<QByteArray>("args");
        QTest::newRow("no direction") << QByteArray("drop") << QByteArray("{}");
        QTest::newRow("a direction that is none")
            << QByteArray("drop") << QByteArray(R"({"direction":"up"})");
        QTest::newRow("not known") << QByteArray("drop") << QByteArray(R"({"direction":"client","x":1})");
        QTest::newRow("of another change")
            << QByteArray("drop") << QByteArray(R"({"direction":"client","ms":1})");
        QTest::newRow("no edit") << QByteArray("edit") << QByteArray(R"({"direction":"client"})");
        QTest::newRow("bad hex") << QByteArray("edit") << QByteArray(R"({"direction":"client","hex":"f"})");
        QTest::newRow("negative bit")
            << QByteArray("edit") << QByteArray(R"({"direction":"client","flip":-1})");
        QTest::newRow("splits that fall")
            << QByteArray("split") << QByteArray(R"({"direction":"client","at":[5,1]})");
        QTest::newRow("no splits") << QByteArray("split") << QByteArray(R"({"direction":"client"})");
        QTest::newRow("not a change") << QByteArray("cut") << QByteArray(R"({"direction":"client"})");
    }

    void wrongArguments()
    {
        QFETCH(QByteArray, what);
        QFETCH(QByteArray, args);
        QVERIFY(!readWireChange(action(what.constData(), args.constData())));
    }

    void path()
    {
        const auto path = readPath(action(
            "path",
            R"({"direction":"server","delay_ms":5,"jitter_ms":6,"bytes_per_second":7,"chop":8,"merge_ms":9,"stall":true})"));
        QVERIFY(path);
        QCOMPARE(path->first, Direction::Server);
        QVERIFY((path->second == PathConditions{5, 6, 7, 8, 9, true, false}));
        QVERIFY(!readPath(action("path", R"({"direction":"server","chop":-1})")));
        QVERIFY(!readPath(action("path", R"({"chop":1})")));
    }

    void conditions()
    {
        HoldCondition any;
        QVERIFY(fits(any, Direction::Client, UnitKind::Unknown, 0, 0));
        HoldCondition control;
        control.what = QStringLiteral("control");
        QVERIFY(fits(control, Direction::Server, UnitKind::Frame, 9, 2));
        QVERIFY(!fits(control, Direction::Server, UnitKind::Frame, 1, 2));
        QVERIFY(!fits(control, Direction::Server, UnitKind::Response, 0, 2));
        HoldCondition data = control;
        data.what = QStringLiteral("data");
        QVERIFY(fits(data, Direction::Server, UnitKind::Frame, 0, 2));
        HoldCondition large;
        large.direction = Direction::Client;
        large.atLeast = 126;
        QVERIFY(fits(large, Direction::Client, UnitKind::Frame, 2, 126));
        QVERIFY(!fits(large, Direction::Client, UnitKind::Frame, 2, 125));
        QVERIFY(!fits(large, Direction::Server, UnitKind::Frame, 2, 126));
        HoldCondition opcode;
        opcode.opcode = 0;
        QVERIFY(fits(opcode, Direction::Client, UnitKind::Frame, 0, 2));
        QVERIFY(!fits(opcode, Direction::Client, UnitKind::Request, 0, 2));
    }
};

QTEST_APPLESS_MAIN(TestWireChange)
#include "tst_wirechange.moc"
