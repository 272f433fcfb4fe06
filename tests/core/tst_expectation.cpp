// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "core/lab/expectation.h"

#include <QTest>

using namespace core;

class TestExpectation : public QObject
{
    Q_OBJECT

private slots:
    void kept();
    void firstDifference_data();
    void firstDifference();
    void kinds();
    void ofEachConnection();
};

namespace {

ExpectedUnit unit(Direction who, const char *what, std::optional<int> status = {},
                  std::optional<int> code = {}, bool complete = true)
{
    return {who, QString::fromLatin1(what), status, code, complete, 0};
}

Scenario l01()
{
    Scenario scenario;
    scenario.expect = {unit(Direction::Client, "request"),
                       unit(Direction::Server, "response", 101),
                       unit(Direction::Client, "text"),
                       unit(Direction::Server, "text"),
                       unit(Direction::Client, "close", {}, 1000),
                       unit(Direction::Server, "close", {}, 1000)};
    return scenario;
}

std::optional<Difference> against(const char *fixture, const Scenario &scenario)
{
    const fixtures::Named &named = fixtures::all().at(fixture);
    return compare(scenario,
                   *fixtures::play(named.script, fixtures::whole(), fixtures::infoFor(named)).conversation);
}

} // namespace

void TestExpectation::kept()
{
    QVERIFY(!against("L01", l01()));
    Scenario loose = l01(); // numbers that are not asked for are not compared
    loose.expect[1].status.reset();
    loose.expect[5].code.reset();
    QVERIFY(!against("L01", loose));
}

void TestExpectation::firstDifference_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<int>("number");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<QByteArray>("observed");
    QTest::newRow("other kind") << 2 << QByteArray("binary") << -1 << QByteArray("client binary")
                                << QByteArray("client text");
    QTest::newRow("other status") << 1 << QByteArray("response") << 403 << QByteArray("server response 403")
                                  << QByteArray("server response 101");
    QTest::newRow("other code") << 4 << QByteArray("close") << 1001 << QByteArray("client close 1001")
                                << QByteArray("client close 1000");
}

void TestExpectation::firstDifference()
{
    QFETCH(int, index);
    QFETCH(QByteArray, what);
    QFETCH(int, number);
    QFETCH(QByteArray, expected);
    QFETCH(QByteArray, observed);
    Scenario scenario = l01();
    ExpectedUnit &changed = scenario.expect[static_cast<std::size_t>(index)];
    changed.what = QString::fromLatin1(what);
    if (number >= 0)
        (what == "close" ? changed.code : changed.status) = number;
    const auto difference = against("L01", scenario);
    QVERIFY(difference);
    QCOMPARE(difference->index, index);
    QCOMPARE(difference->expected, QString::fromLatin1(expected));
    QCOMPARE(difference->observed, QString::fromLatin1(observed));
}

void TestExpectation::kinds()
{
    Scenario more = l01();
    more.expect.push_back(unit(Direction::Server, "ping"));
    QCOMPARE(against("L01", more)->observed, QString());
    QCOMPARE(against("L01", more)->expected, QStringLiteral("server ping"));
    Scenario fewer = l01();
    fewer.expect.pop_back();
    QCOMPARE(against("L01", fewer)->expected, QString());
    QCOMPARE(against("L01", fewer)->observed, QStringLiteral("server close"));
    Scenario cut;
    cut.expect = {unit(Direction::Client, "request"), unit(Direction::Server, "response", 101),
                  unit(Direction::Client, "text")};
    QCOMPARE(against("cut in a payload", cut)->observed, QStringLiteral("client text cut"));
    cut.expect[2].complete = false;
    QVERIFY(!against("cut in a payload", cut));
    Scenario rubbish;
    rubbish.expect = {unit(Direction::Client, "unknown"), unit(Direction::Server, "unknown")};
    QVERIFY(!against("rubbish", rubbish));
    Scenario fragments;
    for (const char *what : {"text", "text", "text", "continuation", "text", "binary", "continuation"})
        fragments.expect.push_back(unit(Direction::Server, what));
    QCOMPARE(against("stray fragments", fragments)->observed, QStringLiteral("server continuation"));
    QCOMPARE(against("reserved opcodes", {})->observed, QStringLiteral("client reserved"));
}

// An empty text on each of two connections: the client's on the first, the server's on the second.
void TestExpectation::ofEachConnection()
{
    Recording recording;
    for (const quint16 id : {1, 2}) {
        ConnectionInfo info;
        info.id = id;
        info.layer = Layer::WebSocket;
        info.handshake = false;
        recording.addConnection(info);
        WireRecord record;
        record.entry.connection = id;
        record.entry.direction = id == 1 ? Direction::Client : Direction::Server;
        record.bytes = QByteArray::fromHex(id == 1 ? "818001020304" : "8100");
        record.entry.length = static_cast<quint32>(record.bytes.size());
        QVERIFY(recording.append(record));
    }
    Scenario scenario;
    scenario.expect = {unit(Direction::Client, "text")};
    QVERIFY(!compare(scenario, recording)); // the second is not asked for
    scenario.expect.insert(scenario.expect.begin(), unit(Direction::Server, "text"));
    scenario.expect.front().connection = 2;
    QVERIFY(!compare(scenario, recording));
    scenario.expect.front().who = Direction::Client;
    const auto difference = compare(scenario, recording);
    QVERIFY(difference);
    QCOMPARE(difference->expected, QStringLiteral("2: client text"));
    QCOMPARE(difference->observed, QStringLiteral("2: server text"));
    scenario.expect.front().connection = 3;
    QCOMPARE(compare(scenario, recording)->expected, QStringLiteral("connection 3"));
}

QTEST_GUILESS_MAIN(TestExpectation)
#include "tst_expectation.moc"
