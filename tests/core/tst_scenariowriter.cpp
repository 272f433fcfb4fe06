// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/scenariowriter.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace core;

namespace {

const char *const everything = R"({
  "id": "all",
  "title": {"ko": "전부", "en": "All of it"},
  "summary": {"ko": "가", "en": "A"},
  "seed": 7,
  "connections": [
    {"client": {"kind": "engine", "policy": {"deflate": {"server_no_context_takeover": true, "client_no_context_takeover": true, "server_max_window_bits": 9, "client_max_window_bits": 10}, "deflate_from": 1, "max_message": 2, "max_head": 65, "max_fragments": 3, "frame_size": 4, "handshake_timeout": 0, "ping_interval": 5, "pong_timeout": 6, "close_timeout": 7, "accept_text": false, "accept_binary": false, "auto_pong": false, "deviation": "rsv1", "origin": "null", "subprotocols": ["b", "c"], "headers": {"X-A": "1", "X-B": "가"}}}, "server": {"kind": "engine", "refuse": true, "policy": {"deflate": {}, "paths": ["/a"], "origins": ["null"], "subprotocols": ["d"], "refuse_with": 503}}, "client_name": "one", "secure": true, "cache": true, "host": "h:1", "path": "/p", "fixed": {"key": "dGhlIHNhbXBsZSBub25jZQ==", "masks": ["37fa213d", "00000000"]}},
    {"id": 2, "client": {"kind": "qt"}, "server": {"kind": "raw"}, "after": "1:client.opened"}
  ],
  "actions": [
    {"on": "client.opened", "nth": 2, "who": "client", "do": "send-frame", "args": {"announced":9223372036854775807,"fin":false,"opcode":15}},
    {"on": "start", "who": "server", "do": "deviate", "args": {"name":"no-close"}},
    {"on": "2:client.text", "who": "server", "do": "end", "connection": 1, "by_hand": false},
    {"on": "2:server.text", "who": "server", "do": "pass-on", "by_hand": true}
  ],
  "expect": [
    {"who": "server", "what": "response", "status": 403},
    {"who": "client", "what": "close", "code": 1000, "complete": false, "connection": 2}
  ],
  "experiment": {"group": "museum", "who": "server", "question": {"ko": "뭘까요?", "en": "What?"}, "story": {"ko": "옛날에", "en": "Once"}, "at": {"connection": 2, "who": "client", "what": "text", "nth": 2, "field": "ws.frame.mask"}, "ends": {"engine": {"what": "close", "who": "server", "code": 1000}, "qt": {"what": "status", "status": 400}}, "mended": "b"}
}
)";

Scenario scenarioOf(const QByteArray &json)
{
    QString error;
    const auto scenario = readScenario(json, &error);
    if (!scenario)
        qFatal("not a scenario: %s", qPrintable(error));
    return *scenario;
}

} // namespace

class TestScenarioWriter : public QObject
{
    Q_OBJECT

private slots:
    void shipped_data();
    void shipped();
    void everyField();
    void leastFields();
    void textsAreEscaped();
};

void TestScenarioWriter::shipped_data()
{
    QTest::addColumn<QString>("path");
    for (const char *folder : {"/../../../resources/scenarios", "/../../live/data"})
        for (const QFileInfo &file :
             QDir(QDir::cleanPath(QStringLiteral(TEST_DATA) + QLatin1StringView(folder)))
                 .entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Name))
            QTest::newRow(qPrintable(file.baseName())) << file.filePath();
}

void TestScenarioWriter::shipped()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const Scenario scenario = scenarioOf(file.readAll());
    const QByteArray written = writeScenario(scenario);
    QVERIFY(scenarioOf(written) == scenario);
    QCOMPARE(writeScenario(scenarioOf(written)), written);
}

void TestScenarioWriter::everyField()
{
    QCOMPARE(writeScenario(scenarioOf(everything)), QByteArray(everything));
}

void TestScenarioWriter::leastFields()
{
    const QByteArray least = R"({
  "id": "a",
  "title": {"ko": "b", "en": "c"},
  "summary": {"ko": "d", "en": "e"},
  "connections": [
    {"client": {"kind": "engine"}, "server": {"kind": "engine"}}
  ]
}
)";
    QCOMPARE(writeScenario(scenarioOf(least)), least);
}

void TestScenarioWriter::textsAreEscaped()
{
    Scenario scenario = scenarioOf(everything);
    scenario.title.en = QStringLiteral("a \"quoted\" \\ and\na new line");
    scenario.connections[0].path = QStringLiteral("/\t\u0001/한글/😀");
    QVERIFY(writeScenario(scenario).contains("a \\\"quoted\\\" \\\\ and\\na new line"));
    QVERIFY(scenarioOf(writeScenario(scenario)) == scenario);
}

QTEST_GUILESS_MAIN(TestScenarioWriter)
#include "tst_scenariowriter.moc"
