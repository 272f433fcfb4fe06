// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/scenario.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace core;

class TestScenario : public QObject
{
    Q_OBJECT

private slots:
    void everyField();
    void defaults();
    void errors_data();
    void errors();
    void notJson();
    void everyKnownWord();
};

namespace {

const char *const good = R"({
  "id": "hello", "title": {"ko": "안녕", "en": "Hello"}, "summary": {"ko": "가", "en": "A"}, "seed": 7,
  "connections": [{"id": 3, "client": {"kind": "raw"}, "server": {"kind": "qt", "refuse": true}, "host": "h:1", "path": "/p",
                   "fixed": {"key": "dGhlIHNhbXBsZSBub25jZQ==", "masks": ["37fa213d", "00 00 00 00"]}}],
  "actions": [{"on": "client.opened", "nth": 2, "who": "client", "do": "send-text", "args": {"text": "안녕"}}],
  "expect": [{"who": "server", "what": "response", "status": 403}, {"who": "client", "what": "close", "code": 1000, "complete": false}]
})";

const char *const minimal = R"({"id":"a","title":{"ko":"b","en":"c"},"summary":{"ko":"d","en":"e"},
                                "connections":[{"client":{"kind":"qt"},"server":{"kind":"qt"}}]})";

} // namespace

void TestScenario::everyField()
{
    QString error;
    const auto scenario = readScenario(good, &error);
    QVERIFY2(scenario, qPrintable(error));
    QVERIFY(error.isEmpty());
    QCOMPARE(scenario->id, QStringLiteral("hello"));
    QCOMPARE(scenario->title.ko, QStringLiteral("안녕"));
    QCOMPARE(scenario->title.en, QStringLiteral("Hello"));
    QCOMPARE(scenario->summary.en, QStringLiteral("A"));
    QCOMPARE(scenario->seed, quint64(7));
    QCOMPARE(scenario->connections.size(), std::size_t(1));
    const ConnectionSpec &connection = scenario->connections.front();
    QCOMPARE(connection.id, quint16(3));
    QCOMPARE(connection.client.kind, QStringLiteral("raw"));
    QVERIFY(connection.server.refuse);
    QCOMPARE(connection.host, QStringLiteral("h:1"));
    QCOMPARE(connection.path, QStringLiteral("/p"));
    QCOMPARE(connection.fixedKey, QByteArray("dGhlIHNhbXBsZSBub25jZQ=="));
    QCOMPARE(connection.fixedMasks,
             (std::vector<QByteArray>{QByteArray("\x37\xfa\x21\x3d"), QByteArray(4, '\0')}));
    const ActionSpec &action = scenario->actions.front();
    QCOMPARE(action.on, QStringLiteral("client.opened"));
    QCOMPARE(action.nth, 2);
    QCOMPARE(action.who, QStringLiteral("client"));
    QCOMPARE(action.what, QStringLiteral("send-text"));
    QCOMPARE(action.args[QStringLiteral("text")].toString(), QStringLiteral("안녕"));
    QCOMPARE(scenario->expect[0].who, Direction::Server);
    QCOMPARE(scenario->expect[0].status, std::optional(403));
    QVERIFY(scenario->expect[0].complete);
    QCOMPARE(scenario->expect[1].code, std::optional(1000));
    QVERIFY(!scenario->expect[1].complete);
}

void TestScenario::defaults()
{
    QString error = QStringLiteral("from before");
    const auto scenario = readScenario(minimal, &error);
    QVERIFY2(scenario, qPrintable(error));
    QVERIFY(error.isEmpty());
    QCOMPARE(scenario->connections.front().id, quint16(1));
    QCOMPARE(scenario->connections.front().host, QStringLiteral("127.0.0.1:8080"));
    QCOMPARE(scenario->connections.front().path, QStringLiteral("/"));
    QVERIFY(!scenario->connections.front().server.refuse);
    QVERIFY(scenario->connections.front().fixedKey.isEmpty());
    QVERIFY(scenario->actions.empty() && scenario->expect.empty());
}

void TestScenario::errors_data()
{
    QTest::addColumn<QByteArray>("from"); // in `good`
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("error"); // how the message begins
    const auto row = [](const char *name, const char *from, const char *to, const char *error) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QByteArray(error);
    };
    row("event of connection 0", R"("client.opened")", R"("0:client.opened")",
        "actions[0].on is \"0:client.opened\"");
    row("no id", R"("id": "hello", )", "", "id is missing");
    row("empty id", R"("id": "hello")", R"("id": "")", "id must not be empty");
    row("id of a number", R"("id": "hello")", R"("id": 5)", "id must be a text");
    row("no title", R"("title": {"ko": "안녕", "en": "Hello"}, )", "", "title is missing");
    row("title of one language", R"("ko": "안녕", )", "", "title.ko is missing");
    row("title in a third", R"("en": "Hello")", R"("en": "Hello", "fr": "x")", "title.fr is not a field");
    row("title as text", R"({"ko": "안녕", "en": "Hello"})", R"("Hello")", "title must be an object");
    row("summary", R"("summary")", R"("sumary")", "summary is missing");
    row("unknown field", R"("seed": 7)", R"("sead": 7)", "sead is not a field");
    row("negative seed", R"("seed": 7)", R"("seed": -1)", "seed must be a whole number from 0");
    row("broken seed", R"("seed": 7)", R"("seed": 7.5)", "seed must be a whole number");
    row("huge seed", R"("seed": 7)", R"("seed": 1e300)", "seed must be a whole number");
    row("seed of text", R"("seed": 7)", R"("seed": "7")", "seed must be a whole number");
    row("connections as object", R"("connections": [)", R"("connections": {}, "x": [)",
        "connections must be a list");
    row("connection as text", R"("connections": [)", R"("connections": ["a", )",
        "connections[0] must be an object");
    row("action on a connection that is not there", R"("nth": 2)", R"("nth": 2, "connection": 1)",
        "actions[0].connection is not one of the scenario's");
    row("expected on a connection that is not there", R"("status": 403)", R"("status": 403, "connection": 1)",
        "expect[0].connection is not one of the scenario's");
    row("after itself", R"("id": 3)", R"("id": 3, "after": "3:client.opened")",
        "connections[0].after must be an event of a connection before this one");
    const auto second = [&row](const char *name, const char *after, const char *kind, const char *error) {
        const QByteArray to = QByteArray(R"("path": "/p"}, {"after": ")") + after +
                              R"(", "client": {"kind": ")" + kind +
                              R"("}, "server": {"kind": "qt"}, "path": "/p")";
        row(name, R"("path": "/p")", to.constData(), error);
    };
    second("after a start", "3:start", "qt", "connections[1].after must be an event");
    second("after no event", "3:client.open", "qt", "connections[1].after must be an event");
    second("after no connection", "client.opened", "qt", "connections[1].after must be an event");
    second("a program comes when it likes", "3:client.opened", "program",
           "connections[1].after goes with a client that the lab starts");
    row("connection id 0", R"("id": 3)", R"("id": 0)",
        "connections[0].id must be a whole number from 1 to 65535");
    row("connection id twice", R"("connections": [)",
        R"("connections": [{"id": 3, "client": {"kind": "qt"}, "server": {"kind": "qt"}}, )",
        "connections[1].id is used twice");
    row("kind", R"("kind": "raw")", R"("kind": "url")",
        R"(connections[0].client.kind is "url"; allowed: engine, qt, raw, http, program, browser)");
    row("kind of a server", R"("kind": "qt", "refuse": true)", R"("kind": "browser")",
        R"(connections[0].server.kind is "browser"; allowed: engine, qt, raw, http, url)");
    row("no url", R"("kind": "qt", "refuse": true)", R"("kind": "url")",
        "connections[0].server.url is missing");
    row("not a url", R"("kind": "qt", "refuse": true)", R"("kind": "url", "url": "http://a/")",
        "connections[0].server.url must be ws://HOST, ws://HOST:PORT or ws://HOST:PORT/PATH, or the same "
        "with wss");
    row("nothing to verify", R"("kind": "qt", "refuse": true)",
        R"("kind": "url", "url": "ws://a/", "unverified": true)",
        "connections[0].server.unverified goes with a wss:// URL");
    row("unverified engine", R"("kind": "qt", "refuse": true)", R"("kind": "engine", "unverified": true)",
        "connections[0].server.unverified is not a field of this form");
    row("a url refuses nothing", R"("kind": "qt", "refuse": true)",
        R"("kind": "url", "url": "ws://a/", "refuse": true)",
        "connections[0].server.refuse is not a field of this form");
    row("url of an engine", R"("kind": "qt", "refuse": true)", R"("kind": "engine", "url": "ws://a/")",
        "connections[0].server.url is not a field of this form");
    row("policy of a raw one", R"({"kind": "raw"})", R"({"kind": "raw", "policy": {}})",
        R"(connections[0].client.policy goes with the kind "engine")");
    const auto policy = [&row](const char *name, const char *fields, const char *error) {
        row(name, R"({"kind": "raw"})", (QByteArray(R"({"policy": )") + fields + '}').constData(),
            (QByteArray("connections[0].client.policy.") + error).constData());
    };
    policy("unknown in a policy", R"({"paths": []})", "paths is not a field");
    policy("unknown deviation", R"({"deviation": "rudeness"})", "deviation is not one that");
    policy("the other side's deviation", R"({"deviation": "masked-frame"})",
           "deviation is one of the other side's");
    policy("window bits", R"({"deflate": {"client_max_window_bits": 7}})",
           "deflate.client_max_window_bits must be a whole number from 8 to 15");
    policy("subprotocol of a number", R"({"subprotocols": [1]})", "subprotocols must hold texts");
    row("client refuses", R"({"kind": "raw"})", R"({"kind": "raw", "refuse": true})",
        "connections[0].client.refuse is not a field");
    row("refuse of text", R"("refuse": true)", R"("refuse": "yes")",
        "connections[0].server.refuse must be true or false");
    row("no server", R"("server")", R"("sever")", "connections[0].sever is not a field");
    row("host of a number", R"("host": "h:1")", R"("host": 1)", "connections[0].host must be a text");
    row("key too short", "dGhlIHNhbXBsZSBub25jZQ==", "dGhl", "connections[0].fixed.key must be 16 bytes");
    row("key in no Base64", "dGhlIHNhbXBsZSBub25jZQ==", "????", "connections[0].fixed.key must be 16 bytes");
    row("mask too long", "37fa213d", "37fa213d00",
        "connections[0].fixed.masks must hold keys of 8 hex digits");
    row("mask of a number", R"("37fa213d")", "12345678", "connections[0].fixed.masks must hold");
    row("event", "client.opened", "client.open", R"(actions[0].on is "client.open"; allowed: start,)");
    row("nth 0", R"("nth": 2)", R"("nth": 0)", "actions[0].nth must be a whole number from 1");
    row("who", R"("who": "client", "do")", R"("who": "browser", "do")", R"(actions[0].who is "browser")");
    row("do", "send-text", "sendtext", R"(actions[0].do is "sendtext")");
    row("args as text", R"({"text": "안녕"})", R"("안녕")", "actions[0].args must be an object");
    row("passes on what is no message", "send-text", "pass-on",
        "actions[0].do \"pass-on\" goes with an event that brings a message");
    row("passes on something else", R"("client.opened", "nth": 2, "who": "client", "do": "send-text")",
        R"("client.text", "nth": 2, "who": "client", "do": "pass-on")",
        "actions[0].args are not for \"pass-on\"");
    row("by hand", R"("nth": 2)", R"("by_hand": "yes")", "actions[0].by_hand must be true or false");
    row("unknown in an action", R"("nth": 2)", R"("often": 2)", "actions[0].often is not a field");
    row("expect from the wire", R"({"who": "server", "what")", R"({"who": "wire", "what")",
        R"(expect[0].who is "wire")");
    row("expect what", R"("what": "close")", R"("what": "bye")", R"(expect[1].what is "bye")");
    row("status", "403", "99", "expect[0].status must be a whole number from 100 to 999");
    row("code", "1000", "65536", "expect[1].code must be a whole number from 0 to 65535");
}

void TestScenario::errors()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, error);
    const QByteArray all(good);
    const qsizetype at = all.indexOf(from);
    QVERIFY(at >= 0);
    const QByteArray changed = all.first(at) + to + all.mid(at + from.size());
    QVERIFY(!QJsonDocument::fromJson(changed).isNull());
    QString said;
    QVERIFY(!readScenario(changed, &said));
    QVERIFY2(said.startsWith(QString::fromUtf8(error)), qPrintable(said));
}

void TestScenario::notJson()
{
    const auto error = [](const QByteArray &json) {
        QString said;
        return readScenario(json, &said) ? QString() : said;
    };
    QVERIFY2(error("{\n\"id\": }").startsWith(QStringLiteral("line 2: ")), qPrintable(error("{\n\"id\": }")));
    QVERIFY(error("").startsWith(QStringLiteral("line 1: ")));
    QVERIFY(error(QByteArray(minimal) + "\n\n}").startsWith(QStringLiteral("line ")));
    QCOMPARE(error("[]"), QStringLiteral("the document must be an object"));
    const QByteArray all(good);
    for (qsizetype cut = 0; cut < all.size(); ++cut)
        QVERIFY(!error(all.first(cut)).isEmpty());
    QVERIFY(error(QByteArray(minimal).replace("[{\"client\":{\"kind\":\"qt\"},\"server\":{\"kind\":\"qt\"}}]",
                                              "[]"))
                .startsWith(QStringLiteral("connections must hold one at least")));
}

void TestScenario::everyKnownWord() // the words that the header and docs name are taken
{
    const auto taken = [](const QByteArray &from, const QByteArray &to) {
        QString error;
        return readScenario(QByteArray(good).replace(from, to), &error).has_value();
    };
    for (const char *side : {"client.", "server."})
        for (const char *event : {"connected", "opened", "text", "binary", "pong", "bytes", "closed"})
            QVERIFY2(taken("client.opened", QByteArray(side) + event), event);
    QVERIFY(taken("client.opened", "start"));
    for (const char *deed : {"send-text", "send-binary", "ping", "pong", "close", "send-bytes", "end",
                             "reset", "cut", "send-frame", "deviate", "stop-reading", "read-on"})
        QVERIFY2(taken("send-text", deed), deed);
    for (const char *event : {"client.text", "server.binary", "2:server.text"})
        QVERIFY2(
            taken(
                R"("client.opened", "nth": 2, "who": "client", "do": "send-text", "args": {"text": "안녕"})",
                QByteArray("\"") + event + R"(", "who": "client", "do": "pass-on", "by_hand": true)"),
            event);
    for (const char *what : {"request", "response", "text", "binary", "continuation", "ping", "pong", "close",
                             "reserved", "unknown"})
        QVERIFY2(taken("\"what\": \"close\"", QByteArray("\"what\": \"") + what + '"'), what);
}

QTEST_GUILESS_MAIN(TestScenario)
#include "tst_scenario.moc"
