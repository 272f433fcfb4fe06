// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP beside WebSocket: the bytes that the course counts, on real sockets.
#include "core/lab/scenario.h"
#include "core/live/lab.h"
#include "core/record/conversations.h"

#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include <map>

using namespace core;

namespace {

struct Counted
{
    std::map<quint16, quint64> up;
    std::map<quint16, quint64> down;
    std::map<quint16, QStringList> units; // "request", "response 204"
    QSet<QString> steps;                  // ids
    std::size_t connections = 0;
    RunEnd end;
    std::unique_ptr<Recording> recording = std::make_unique<Recording>();
};

Counted run(const QByteArray &connections, const QByteArray &actions)
{
    QString error;
    const auto scenario =
        readScenario(R"({"id": "t", "title": {"ko": "가", "en": "a"}, "summary": {"ko": "가", "en": "a"},
        "connections": [)" +
                         connections + "], \"actions\": [" + actions + "]}",
                     &error);
    Counted counted;
    if (!scenario) {
        counted.end = {RunProblem::BadAction, error};
        return counted;
    }
    live::Lab lab;
    QObject::connect(&lab, &LabControl::connectionAdded, &lab,
                     [&](const ConnectionInfo &info) { counted.recording->addConnection(info); });
    QObject::connect(&lab, &LabControl::recordsArrived, &lab, [&](const QVector<WireRecord> &records) {
        for (const WireRecord &each : records)
            [[maybe_unused]] const bool taken = counted.recording->append(each);
    });
    QObject::connect(&lab, &LabControl::finished, &lab, [&](const RunEnd &end) { counted.end = end; });
    QSignalSpy finished(&lab, &LabControl::finished);
    lab.run(*scenario, {});
    if (!finished.wait(25'000))
        counted.end = {RunProblem::TimedOut, {}};
    Conversations read(*counted.recording);
    read.update();
    read.finish();
    counted.connections = read.size();
    for (std::size_t i = 0; i < read.size(); ++i) {
        const quint16 id = read[i].connection().id;
        for (int number = 1; number <= read[i].stepCount(); ++number) {
            const std::string_view step = read[i].step(number).id;
            counted.steps += QString::fromLatin1(step.data(), static_cast<qsizetype>(step.size()));
        }
        counted.up[id] = counted.recording->streamLength(id, Direction::Client, Leg::Sent);
        counted.down[id] = counted.recording->streamLength(id, Direction::Server, Leg::Sent);
        for (quint32 unit = 0; unit < read[i].units().size(); ++unit) {
            const UnitKind kind = read[i].units()[unit].kind;
            counted.units[id] += kind == UnitKind::Request ? QStringLiteral("request")
                                 : kind == UnitKind::Response
                                     ? QStringLiteral("response %1").arg(read[i].index().head(unit).status())
                                     : QStringLiteral("other");
        }
    }
    return counted;
}

const QByteArray http = R"({"client": {"kind": "http"}, "server": {"kind": "http"}, "path": "/"})";

} // namespace

class TestHttp : public QObject
{
    Q_OBJECT

private slots:
    // 121 + 95 bytes an exchange; 100 of them on one connection.
    void keepAlive()
    {
        const Counted counted = run(http, R"(
            {"on": "client.connected", "who": "client", "do": "request", "args": {"method": "POST", "target": "/echo", "text": "안녕하세요"}},
            {"on": "server.request", "times": 100, "who": "server", "do": "respond", "args": {"echo": true}},
            {"on": "client.response", "times": 99, "who": "client", "do": "request", "args": {"method": "POST", "target": "/echo", "text": "안녕하세요"}},
            {"on": "client.response", "nth": 100, "who": "client", "do": "end"})");
        QCOMPARE(counted.end.problem, RunProblem::None);
        QCOMPARE(counted.connections, std::size_t(1));
        QCOMPARE(counted.up.at(1), quint64(12'100));
        QCOMPARE(counted.down.at(1), quint64(9'500));
        QCOMPARE(counted.units.at(1).count(QStringLiteral("request")), 100);
        QCOMPARE(counted.units.at(1).count(QStringLiteral("response 200")), 100);
        QByteArray first = counted.recording->bytes(1, Direction::Client, Leg::Sent, 0, 121);
        QCOMPARE(first, QByteArray("POST /echo HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nContent-Type: text/plain; "
                                   "charset=utf-8\r\nContent-Length: 15\r\n\r\n안녕하세요"));
    }

    // 140 + 114 bytes an exchange, each on a connection of its own, one after the other.
    void closingEachTime()
    {
        const Counted counted =
            run(R"({"client": {"kind": "http"}, "server": {"kind": "http"}, "path": "/", "repeat": 20})", R"(
            {"on": "client.connected", "who": "client", "do": "request", "args": {"method": "POST", "target": "/echo", "text": "안녕하세요", "headers": [["Connection", "close"]]}},
            {"on": "server.request", "who": "server", "do": "respond", "args": {"echo": true, "headers": [["Connection", "close"]]}},
            {"on": "server.request", "who": "server", "do": "end"})");
        QCOMPARE(counted.end.problem, RunProblem::None);
        QCOMPARE(counted.connections, std::size_t(20));
        for (quint16 id = 1; id <= 20; ++id) {
            QCOMPARE(counted.up.at(id), quint64(140));
            QCOMPARE(counted.down.at(id), quint64(114));
        }
        // One after the other: each begins after the one before has ended.
        const auto &entries = counted.recording->entries();
        qint64 ended = 0;
        for (const Entry &entry : entries) {
            if (entry.kind == EntryKind::Fin && entry.direction == Direction::Server)
                ended = entry.connection;
            if (entry.isChunk() && entry.direction == Direction::Client)
                QVERIFY(entry.connection <= ended + 1);
        }
    }

    // What is told of it has nothing of a WebSocket handshake.
    void stepsOfPlainHttp()
    {
        const Counted counted = run(http, R"(
            {"on": "client.connected", "who": "client", "do": "request", "args": {"method": "POST", "text": "안녕"}},
            {"on": "server.request", "who": "server", "do": "respond", "args": {"echo": true}},
            {"on": "client.response", "who": "client", "do": "end"})");
        QCOMPARE(counted.end.problem, RunProblem::None);
        for (const char *id : {"step.request.end.http", "step.request.body.http", "step.response.line.http",
                               "step.response.end.http", "step.response.body.http", "step.tcp.closed.http"})
            QVERIFY2(counted.steps.contains(QLatin1StringView(id)), id);
        for (const char *id :
             {"step.request.end", "step.request.body", "step.response.body", "step.server.check",
              "step.client.check", "step.open", "step.handshake.failed"})
            QVERIFY2(!counted.steps.contains(QLatin1StringView(id)), id);
    }

    // The feed of the course, ten times as fast: 11 requests, 7 of them answered by nothing; 1,020 bytes.
    void polling()
    {
        const Counted counted = run(http, R"(
            {"on": "server.connected", "who": "server", "do": "feed", "args": {"as": "poll", "values": ["71200", "71300", "71100", "71400"], "at_ms": [130, 370, 620, 890]}},
            {"on": "client.connected", "who": "client", "do": "request", "args": {"target": "/price"}},
            {"on": "client.response", "times": 10, "delay_ms": 100, "who": "client", "do": "request", "args": {"target": "/price"}},
            {"on": "client.response", "nth": 11, "who": "client", "do": "end"})");
        QCOMPARE(counted.end.problem, RunProblem::None);
        QCOMPARE(counted.units.at(1).count(QStringLiteral("request")), 11);
        QCOMPARE(counted.units.at(1).count(QStringLiteral("response 204")), 7);
        QCOMPARE(counted.up.at(1) + counted.down.at(1), quint64(1'020));
    }

    void longPolling()
    {
        const Counted counted = run(http, R"(
            {"on": "server.connected", "who": "server", "do": "feed", "args": {"as": "long", "values": ["71200", "71300", "71100", "71400"], "at_ms": [13, 37, 62, 89]}},
            {"on": "client.connected", "who": "client", "do": "request", "args": {"target": "/price"}},
            {"on": "client.response", "times": 4, "who": "client", "do": "request", "args": {"target": "/price"}},
            {"on": "server.request", "nth": 5, "delay_ms": 20, "who": "server", "do": "end"})");
        QCOMPARE(counted.end.problem, RunProblem::None);
        QCOMPARE(counted.units.at(1).count(QStringLiteral("request")), 5);
        QCOMPARE(counted.units.at(1).count(QStringLiteral("response 200")), 4);
        QCOMPARE(counted.up.at(1) + counted.down.at(1), quint64(561));
    }

    void eventStream()
    {
        const Counted counted = run(http, R"(
            {"on": "server.connected", "who": "server", "do": "feed", "args": {"as": "stream", "values": ["71200", "71300", "71100", "71400"], "at_ms": [13, 37, 62, 89]}},
            {"on": "client.connected", "who": "client", "do": "request", "args": {"target": "/events", "headers": [["Accept", "text/event-stream"]]}},
            {"on": "client.event", "nth": 4, "who": "client", "do": "end"})");
        QCOMPARE(counted.end.problem, RunProblem::None);
        QCOMPARE(counted.up.at(1), quint64(73));
        QCOMPARE(counted.down.at(1), quint64(77 + 4 * 13));
    }

    // One action, done at intervals; what was published between two polls comes in one answer, and nothing
    // is lost of it. Of a connection that is repeated zero times nothing is there.
    void inSeries()
    {
        const Counted counted = run(http + R"(, {"id": 2, "repeat": 0})", R"(
            {"connection": 1, "on": "server.connected", "who": "server", "do": "feed", "args": {"as": "poll", "together": true}},
            {"connection": 1, "on": "server.connected", "delay_ms": 5, "count": 6, "every_ms": 10, "who": "server", "do": "publish", "args": {"text": "71200"}},
            {"connection": 1, "on": "client.connected", "delay_ms": 30, "count": 3, "every_ms": 60, "who": "client", "do": "request"},
            {"connection": 1, "on": "client.response", "nth": 3, "who": "client", "do": "end"},
            {"connection": 1, "on": "client.response", "times": 0, "who": "client", "do": "reset"},
            {"connection": 2, "on": "client.connected", "who": "client", "do": "request"})");
        QCOMPARE(counted.end.problem, RunProblem::None);
        QCOMPARE(counted.connections, std::size_t(1));
        QCOMPARE(counted.units.at(1).count(QStringLiteral("request")), 3);
        const QByteArray told =
            counted.recording->bytes(1, Direction::Server, Leg::Sent, 0, counted.down.at(1));
        QCOMPARE(told.count("71200"), 6);
        QVERIFY(told.contains("71200, 71200"));
        QVERIFY(counted.units.at(1).count(QStringLiteral("response 200")) <= 2);
    }

    void whatIsWrong()
    {
        QCOMPARE(run(http,
                     R"({"on": "server.connected", "who": "server", "do": "publish", "args": {"text": "1"}})")
                     .end.problem,
                 RunProblem::BadAction); // before any feed
        QCOMPARE(
            run(http,
                R"({"on": "client.connected", "who": "client", "do": "request", "args": {"tarket": "/"}})")
                .end.problem,
            RunProblem::BadAction);
        QCOMPARE(
            run(http,
                R"({"on": "server.connected", "who": "server", "do": "feed", "args": {"as": "poll", "values": ["1"], "at_ms": []}})")
                .end.problem,
            RunProblem::BadAction);
        QVERIFY(run(R"({"repeat": 3, "client": {"kind": "http"}, "server": {"kind": "http"}}, {"id": 2})", {})
                    .end.detail.contains(QStringLiteral("used twice")));
    }
};

QTEST_GUILESS_MAIN(TestHttp)
#include "tst_http.moc"
