// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "core/lab/deviationexperiments.h"
#include "core/lab/expectation.h"

#include <QTest>

using namespace core;

namespace {

const char *const good = R"({
  "id": "museum-a", "title": {"ko": "안녕", "en": "Hello"}, "summary": {"ko": "가", "en": "A"},
  "connections": [{"client": {"kind": "engine"}, "server": {"kind": "engine"}}],
  "experiment": {"group": "museum", "who": "client", "question": {"ko": "뭘까요?", "en": "What?"},
    "story": {"ko": "옛날에", "en": "Once"},
    "at": {"connection": 1, "who": "client", "what": "text", "nth": 1, "field": "ws.frame.mask"},
    "ends": {"engine": {"what": "close", "code": 1000, "who": "server"}, "qt": {"what": "message"}},
    "mended": "museum-a-mended"}
})";

Scenario read(const QByteArray &json = good)
{
    QString error;
    const auto scenario = readScenario(json, &error);
    if (!scenario)
        qFatal("%s", qPrintable(error));
    return *scenario;
}

} // namespace

class TestExperiment : public QObject
{
    Q_OBJECT

private slots:
    void everyField();
    void defaults();
    void errors_data();
    void errors();
    void peers();
    void marks();
    void comparesTheEnd();
    void everyDeviationHasOne();
    void endsOfDeviations();
};

void TestExperiment::everyField()
{
    const Experiment experiment = *read().experiment;
    QCOMPARE(experiment.group, Experiment::Group::Museum);
    QCOMPARE(experiment.who, Direction::Client);
    QCOMPARE(experiment.question.ko, QStringLiteral("뭘까요?"));
    QCOMPARE(experiment.story->en, QStringLiteral("Once"));
    QCOMPARE(experiment.mark.what, QStringLiteral("text"));
    QCOMPARE(experiment.mark.field, QStringLiteral("ws.frame.mask"));
    QCOMPARE(experiment.mended, QStringLiteral("museum-a-mended"));
    QCOMPARE(kindsOf(experiment), (QStringList{QStringLiteral("engine"), QStringLiteral("qt")}));
    QCOMPARE(experiment.ends.at(QStringLiteral("engine")).code, std::optional(1000));
    QCOMPARE(experiment.ends.at(QStringLiteral("qt")).what, Reaction::Kind::Message);
    QCOMPARE(experiment.ends.at(QStringLiteral("qt")).who, Direction::Server);
}

void TestExperiment::defaults()
{
    QByteArray json = good;
    json.replace(
        R"("at": {"connection": 1, "who": "client", "what": "text", "nth": 1, "field": "ws.frame.mask"},)",
        "");
    json.replace(R"("story": {"ko": "옛날에", "en": "Once"},)", "");
    json.replace(R"(, "qt": {"what": "message"})", "");
    json.replace(R"("group": "museum", "who": "client")", R"("group": "fault", "who": "server")");
    json.replace(R"(, "who": "server"})", "}");
    const Experiment experiment = *read(json).experiment;
    QCOMPARE(experiment.mark.what, QStringLiteral("frame"));
    QCOMPARE(experiment.mark.who, Direction::Server);
    QCOMPARE(experiment.mark.connection, quint16(1));
    QVERIFY(!experiment.story);
    QCOMPARE(experiment.ends.size(), std::size_t(1));
    QCOMPARE(experiment.ends.at(QStringLiteral("engine")).who, Direction::Client);
    QVERIFY(!read(R"({"id":"a","title":{"ko":"b","en":"c"},"summary":{"ko":"d","en":"e"},
                      "connections":[{"client":{},"server":{}}]})")
                 .experiment);
}

void TestExperiment::errors_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("error");
    const auto row = [](const char *name, const char *from, const char *to, const char *error) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QByteArray(error);
    };
    row("group", R"("museum", )", R"("zoo", )", "experiment.group is \"zoo\"");
    row("no side", R"("who": "client", "question")", R"("question")", "experiment.who is missing");
    row("no question", R"("question": {"ko": "뭘까요?", "en": "What?"},)", "",
        "experiment.question is missing");
    row("question in one language", R"(, "en": "What?")", "", "experiment.question.en is missing");
    row("mark", R"("what": "text")", R"("what": "word")", "experiment.at.what is \"word\"");
    row("no ends", R"("ends")", R"("ende")", "experiment.ends is missing");
    row("empty ends",
        R"("engine": {"what": "close", "code": 1000, "who": "server"}, "qt": {"what": "message"})", "",
        "experiment.ends must name one kind");
    row("kind", R"("qt": {)", R"("browser": {)", "experiment.ends.browser is not a field");
    row("end", R"("what": "message")", R"("what": "ping")", "experiment.ends.qt.what is \"ping\"");
    row("code of a message", R"("what": "message")", R"("what": "message", "code": 1000)",
        "experiment.ends.qt.code goes with \"close\"");
    row("status of a close", R"("code": 1000)", R"("status": 400)",
        "experiment.ends.engine.status goes with \"status\"");
    row("unknown field", R"("mended")", R"("fixed")", "experiment.fixed is not a field");
}

void TestExperiment::errors()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, error);
    QVERIFY(QByteArray(good).contains(from));
    QString reason;
    QVERIFY(!readScenario(QByteArray(good).replace(from, to), &reason));
    QVERIFY2(reason.startsWith(QString::fromUtf8(error)), qPrintable(reason));
}

void TestExperiment::peers()
{
    const Scenario scenario = read();
    const Scenario other = withPeer(scenario, QStringLiteral("qt"));
    QCOMPARE(other.connections.front().server.kind, QStringLiteral("qt"));
    QCOMPARE(other.connections.front().client.kind, QStringLiteral("engine"));
    QCOMPARE(endOf(scenario)->what, Reaction::Kind::Close);
    QCOMPARE(endOf(other)->what, Reaction::Kind::Message);
    QVERIFY(endOf(withPeer(scenario, QStringLiteral("raw"))) == nullptr);
}

void TestExperiment::marks()
{
    const fixtures::Named &l01 = fixtures::all().at("L01");
    const auto played = fixtures::play(l01.script, fixtures::whole(), fixtures::infoFor(l01));
    const auto unit = [&](Direction who, const char *what, int nth = 1) {
        return markedUnit({1, who, QString::fromLatin1(what), nth, {}}, *played.conversation);
    };
    QCOMPARE(unit(Direction::Client, "request"), std::optional(0U));
    QCOMPARE(unit(Direction::Server, "response"), std::optional(1U));
    QCOMPARE(unit(Direction::Client, "frame"), std::optional(2U));
    QCOMPARE(unit(Direction::Client, "frame", 2), std::optional(4U));
    QCOMPARE(unit(Direction::Server, "close"), std::optional(5U));
    QVERIFY(!unit(Direction::Client, "frame", 3));
    QVERIFY(!unit(Direction::Client, "pong"));
}

// Of L01: the server's message after the client's, its Close after the client's Close.
void TestExperiment::comparesTheEnd()
{
    const fixtures::Named &l01 = fixtures::all().at("L01");
    const auto played = fixtures::play(l01.script, fixtures::whole(), fixtures::infoFor(l01));
    Scenario scenario = read();
    const auto difference = compare(scenario, *played.conversation);
    QVERIFY(difference);
    QCOMPARE(difference->expected, QStringLiteral("server close 1000"));
    QCOMPARE(difference->observed, QStringLiteral("server message"));
    QVERIFY(!compare(withPeer(scenario, QStringLiteral("qt")), *played.conversation));
    QVERIFY(!compare(withPeer(scenario, QStringLiteral("qt")), *played.recording));
    scenario.experiment->mark.what = QStringLiteral("close");
    QVERIFY(!compare(scenario, *played.conversation));
    scenario.experiment->ends[QStringLiteral("engine")].code = 1002;
    QCOMPARE(compare(scenario, *played.conversation)->observed, QStringLiteral("server close 1000"));
    scenario.experiment->mark.what = QStringLiteral("pong"); // never came
    QCOMPARE(compare(scenario, *played.conversation)->observed, QString());
    scenario.experiment->mark.connection = 7;
    QCOMPARE(compare(scenario, *played.recording)->expected, QStringLiteral("connection 7"));
}

void TestExperiment::everyDeviationHasOne()
{
    for (const Deviation &each : allDeviations()) {
        const Scenario scenario = deviationExperiment(each);
        const QByteArray name(each.name.data(), static_cast<qsizetype>(each.name.size()));
        QCOMPARE(scenario.id.toLatin1(), "deviation-" + name);
        const ConnectionSpec &connection = scenario.connections.front();
        const bool ofClient = scenario.experiment->who == Direction::Client;
        QCOMPARE(ofClient ? connection.client.clientPolicy.deviation
                          : connection.server.serverPolicy.deviation,
                 name);
        QVERIFY(
            (ofClient ? connection.server.serverPolicy.deviation : connection.client.clientPolicy.deviation)
                .isEmpty());
        QVERIFY2(!scenario.actions.empty(), name.constData());
        if (each.side)
            QCOMPARE(scenario.experiment->who, *each.side);
        const QString field = scenario.experiment->mark.field;
        QVERIFY2(field.isEmpty() || std::find(allFieldIds().begin(), allFieldIds().end(),
                                              field.toStdString()) != allFieldIds().end(),
                 name.constData());
    }
}

void TestExperiment::endsOfDeviations()
{
    QByteArray ends = "{";
    for (const Deviation &each : allDeviations())
        ends += (ends.size() > 1 ? ",\"" : "\"") +
                QByteArray(each.name.data(), static_cast<qsizetype>(each.name.size())) +
                R"(": {"engine": {"what": "fin"}})";
    ends += "}";
    QString error;
    const auto all = deviationExperiments(ends, &error);
    QVERIFY2(all, qPrintable(error));
    QCOMPARE(all->size(), allDeviations().size());
    QCOMPARE(all->front().experiment->ends.at(QStringLiteral("engine")).what, Reaction::Kind::Fin);
    QVERIFY(!deviationExperiments(QByteArray(ends).replace("\"rsv2\"", "\"rsv9\""), &error));
    QVERIFY2(error.startsWith(QStringLiteral("rsv2 is missing")), qPrintable(error));
    QVERIFY(!deviationExperiments("{", &error));
}

QTEST_GUILESS_MAIN(TestExperiment)
#include "tst_experiment.moc"
