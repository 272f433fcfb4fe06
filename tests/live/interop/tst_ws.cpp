// SPDX-License-Identifier: GPL-3.0-or-later
#include "wspeer.h"

#include <QFileInfo>
#include <QStandardPaths>
#include <QTest>

using core::DeflateAgreement;
using core::DeflatePolicy;
using core::Direction;
using interop::limitMs;
using interop::Message;

Q_DECLARE_METATYPE(core::DeflatePolicy)
Q_DECLARE_METATYPE(std::optional<core::DeflateAgreement>)

namespace {

const QString wsFolder = QStringLiteral("/usr/share/nodejs/ws");

QJsonObject wsDeflate(QJsonObject more = {})
{
    more.insert(QStringLiteral("threshold"), 0);
    return {{QStringLiteral("perMessageDeflate"), more}};
}

DeflatePolicy deflate(int serverBits = 15, int clientBits = 15, bool noTakeover = false)
{
    return {.enabled = true,
            .serverNoContextTakeover = noTakeover,
            .clientNoContextTakeover = noTakeover,
            .serverMaxWindowBits = serverBits,
            .clientMaxWindowBits = clientBits};
}

// Our engine and ws at the two ends of a wire.
struct Pair
{
    interop::Tap tap;
    std::optional<interop::Server> server;
    std::optional<interop::Client> client;

    [[nodiscard]] bool serve(interop::WsPeer &peer, const core::ServerPolicy &policy,
                             const QJsonObject &options, const QStringList &protocols = {})
    {
        server.emplace(policy);
        if (!server->start(0) || !tap.listen(server->serverPort()))
            return false;
        peer.connectTo(tap.port(), options, protocols);
        return true;
    }
    [[nodiscard]] bool visit(interop::WsPeer &peer, core::ClientPolicy policy, const QJsonObject &options,
                             int refuse = 0)
    {
        peer.listen(options, refuse);
        if (!QTest::qWaitFor([&] { return peer.port != 0; }, limitMs) || !tap.listen(peer.port))
            return false;
        policy.host = "127.0.0.1:" + QByteArray::number(tap.port());
        client.emplace(std::move(policy));
        client->connectTo(tap.port());
        return true;
    }
    [[nodiscard]] bool open(interop::WsPeer &peer, bool engineServes, const DeflatePolicy &policy,
                            const QJsonObject &options)
    {
        core::ServerPolicy serverPolicy;
        core::ClientPolicy clientPolicy;
        serverPolicy.deflate = clientPolicy.deflate = policy;
        const bool begun =
            engineServes ? serve(peer, serverPolicy, options) : visit(peer, clientPolicy, options);
        return begun && QTest::qWaitFor([&] { return log().has("open") && peer.log.has("open"); }, limitMs);
    }

    live::EngineEnd *engine() { return server ? server->end() : &client->end; }
    interop::Log &log() { return server ? server->log : client->log; }
    Direction engineSide() const { return server ? Direction::Server : Direction::Client; }
    bool isOver(const interop::WsPeer &peer) { return tap.hasEnded() && log().isOver() && peer.log.isOver(); }
};

} // namespace

// npm's ws against our engine, in both roles. The wire lies between, and the referee, who reads what it
// recorded, has nothing to say.
class TestWs : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup() { QVERIFY(m_peer.forget()); }
    void talk_data();
    void talk();
    void close_data();
    void close();
    void refusal_data();
    void refusal();
    void subprotocol_data();
    void subprotocol();

private:
    void checkEngineToPeer(Pair &pair, const std::vector<Message> &messages);
    void checkPeerToEngine(Pair &pair, const std::vector<Message> &messages);

    interop::WsPeer m_peer;
};

void TestWs::initTestCase()
{
    const QString node = QStandardPaths::findExecutable(QStringLiteral("node"));
    if (node.isEmpty() || !QFileInfo::exists(wsFolder))
        QSKIP("packages nodejs and node-ws are not installed");
    QVERIFY2(m_peer.start(node, QStringLiteral(TEST_DATA "/wspeer.js")), m_peer.problem().constData());
}

void TestWs::talk_data()
{
    QTest::addColumn<bool>("engineServes");
    QTest::addColumn<DeflatePolicy>("policy");
    QTest::addColumn<QJsonObject>("options");
    QTest::addColumn<std::optional<DeflateAgreement>>("agreed");
    QTest::addColumn<qsizetype>("largest");
    struct Mode
    {
        const char *name;
        DeflatePolicy policy;
        QJsonObject options;
        std::optional<DeflateAgreement> agreed;
        qsizetype largest = 100'000;
    };
    const QJsonObject noTakeover{{QStringLiteral("serverNoContextTakeover"), true},
                                 {QStringLiteral("clientNoContextTakeover"), true}};
    const QJsonObject bits{{QStringLiteral("serverMaxWindowBits"), 10},
                           {QStringLiteral("clientMaxWindowBits"), 11}};
    const Mode modes[] = {
        {"plain", {}, wsDeflate(), {}, interop::mebibyte},
        {"ws without deflate", deflate(), {{QStringLiteral("perMessageDeflate"), false}}, {}},
        {"deflate", deflate(), wsDeflate(), DeflateAgreement{}, interop::mebibyte},
        {"no takeover by the engine", deflate(15, 15, true), wsDeflate(),
         DeflateAgreement{true, true, 15, 15}},
        {"no takeover by ws", deflate(), wsDeflate(noTakeover), DeflateAgreement{true, true, 15, 15}},
        {"windows of 8 bits", deflate(8, 8), wsDeflate(), DeflateAgreement{false, false, 8, 8}},
        {"windows of 9 bits", deflate(9, 9), wsDeflate(), DeflateAgreement{false, false, 9, 9}},
        {"windows by ws", deflate(), wsDeflate(bits), DeflateAgreement{false, false, 10, 11}},
        {"small, no takeover", deflate(9, 9, true), wsDeflate(), DeflateAgreement{true, true, 9, 9}},
    };
    for (const bool engineServes : {false, true})
        for (const Mode &mode : modes)
            QTest::addRow("%s, engine is %s", mode.name, engineServes ? "server" : "client")
                << engineServes << mode.policy << mode.options << mode.agreed << mode.largest;
}

void TestWs::talk()
{
    QFETCH(bool, engineServes);
    QFETCH(DeflatePolicy, policy);
    QFETCH(QJsonObject, options);
    QFETCH(std::optional<DeflateAgreement>, agreed);
    QFETCH(qsizetype, largest);
    Pair pair;
    QVERIFY(pair.open(m_peer, engineServes, policy, options));
    QVERIFY(pair.engine()->engine().deflate() == agreed);

    const std::vector<Message> messages = interop::messages(largest);
    checkEngineToPeer(pair, messages);
    if (QTest::currentTestFailed())
        return;
    checkPeerToEngine(pair, messages);
    if (QTest::currentTestFailed())
        return;
    QVERIFY(pair.engine()->close(1000, "다 했습니다"));
    QTRY_VERIFY_WITH_TIMEOUT(pair.isOver(m_peer), limitMs);

    QCOMPARE(pair.log().lines.last(), "closed 1000");
    QCOMPARE(m_peer.log.lines.last(), QByteArray("closed 1000 다 했습니다"));
    QVERIFY(pair.tap.deflate() == agreed);
    QVERIFY(pair.tap.closeInfo().clean);
    const Direction peerSide = core::opposite(pair.engineSide());
    QCOMPARE(pair.tap.messages(peerSide), pair.log().messages());
    QCOMPARE(pair.tap.messages(pair.engineSide()), m_peer.log.messages());
    QCOMPARE(pair.tap.findings(), QByteArray());
}

void TestWs::checkEngineToPeer(Pair &pair, const std::vector<Message> &messages)
{
    int number = 0;
    for (const Message &message : messages) {
        QVERIFY(pair.engine()->send(message.opcode, message.bytes, {.sizes = message.sizes}));
        QVERIFY(pair.engine()->ping(QByteArray::number(++number)));
    }
    QVERIFY(pair.engine()->pong("혼잣말"));
    QVERIFY(pair.engine()->ping("아직?"));
    QTRY_VERIFY_WITH_TIMEOUT(pair.log().has(interop::line("pong", "아직?")) &&
                                 m_peer.log.has(interop::line("ping", "아직?")),
                             limitMs);
    QCOMPARE(m_peer.log.messages(), interop::linesOf(messages));
    QVERIFY(m_peer.log.has(interop::line("pong", "혼잣말")));
    QVERIFY(m_peer.log.has(interop::line("ping", "1")));
}

// The engine as a server sends all of it back.
void TestWs::checkPeerToEngine(Pair &pair, const std::vector<Message> &messages)
{
    for (const Message &message : messages)
        m_peer.send(message);
    m_peer.pong("혼잣말");
    m_peer.ping("아직?");
    QTRY_VERIFY_WITH_TIMEOUT(m_peer.log.has(interop::line("pong", "아직?")), limitMs);
    QCOMPARE(pair.log().messages(), interop::linesOf(messages));
    QVERIFY(pair.log().has(interop::line("pong", "혼잣말")));
    QVERIFY(pair.log().has(interop::line("ping", "사이")));
    if (pair.server)
        QCOMPARE(m_peer.log.messages(), interop::linesOf(messages) + interop::linesOf(messages));
}

void TestWs::close_data()
{
    QTest::addColumn<bool>("engineServes");
    QTest::addColumn<bool>("byEngine");
    QTest::addColumn<int>("code"); // 1005: none
    QTest::addColumn<QByteArray>("reason");
    const QByteArray longest = QByteArray("가").repeated(41); // 123 bytes
    for (const bool engineServes : {false, true})
        for (const bool byEngine : {false, true}) {
            const auto add = [&](int code, const QByteArray &reason) {
                QTest::addRow("engine is %s, %s closes, %d", engineServes ? "server" : "client",
                              byEngine ? "engine" : "ws", code)
                    << engineServes << byEngine << code << reason;
            };
            add(1000, "좋은 하루");
            add(1001, {});
            add(1005, {});
            add(1010, {});
            add(1011, "문제가 생겼습니다");
            add(1012, "다시 시작");
            add(1013, "나중에");
            add(1014, {});
            add(3000, {});
            add(4999, longest);
        }
}

void TestWs::close()
{
    QFETCH(bool, engineServes);
    QFETCH(bool, byEngine);
    QFETCH(int, code);
    QFETCH(QByteArray, reason);
    Pair pair;
    QVERIFY(pair.open(m_peer, engineServes, deflate(), wsDeflate()));
    const auto sent = code == 1005 ? std::nullopt : std::optional(code);
    if (byEngine)
        QVERIFY(pair.engine()->close(sent, reason));
    else
        m_peer.close(sent, QString::fromUtf8(reason));
    QTRY_VERIFY_WITH_TIMEOUT(pair.isOver(m_peer), limitMs);

    // Both echo the code; ws echoes the reason as well.
    const QByteArray number = QByteArray::number(code);
    QCOMPARE(pair.log().lines,
             (QByteArrayList{"open", "close " + number + ' ' + reason, "closed " + number}));
    QCOMPARE(m_peer.log.lines,
             (QByteArrayList{"open", "closed " + number + ' ' + (byEngine ? reason : QByteArray())}));
    const core::CloseInfo info = pair.tap.closeInfo();
    QVERIFY(info.clean);
    QCOMPARE(info.code, code);
    QVERIFY(info.onWire == sent);
    QVERIFY(info.by == (byEngine ? pair.engineSide() : core::opposite(pair.engineSide())));
    // RFC 6455 §7.4.1 describes 1010 for clients and 1011 for servers: a hint where the other one begins with
    // it.
    const bool byClient = byEngine != engineServes;
    const QByteArray rule = code == 1010 && !byClient ? "CLS-13" : code == 1011 && byClient ? "CLS-14" : "";
    // §5.5.1: an answer typically echoes the code.
    if (rule.isEmpty())
        QCOMPARE(pair.tap.findings(), QByteArray());
    else
        QVERIFY(pair.tap.findings().startsWith("sent " + rule + (byClient ? " by client" : " by server")));
}

void TestWs::refusal_data()
{
    QTest::addColumn<bool>("engineServes");
    QTest::newRow("ws refuses") << false;
    QTest::newRow("the engine refuses") << true;
}

void TestWs::refusal()
{
    QFETCH(bool, engineServes);
    Pair pair;
    core::ServerPolicy refusing;
    refusing.refuseWith = 403;
    QVERIFY(engineServes ? pair.serve(m_peer, refusing, wsDeflate())
                         : pair.visit(m_peer, {}, wsDeflate(), 403));
    QTRY_VERIFY_WITH_TIMEOUT(pair.tap.hasEnded() && pair.log().isOver(), limitMs);
    if (engineServes)
        QTRY_VERIFY_WITH_TIMEOUT(m_peer.log.has("refused 403"), limitMs);
    const QByteArray rule = engineServes ? "" : "RSP-01";
    QCOMPARE(pair.log().lines, (QByteArrayList{"refused 403 " + rule, "closed 1006"}));
    QCOMPARE(pair.tap.findings(), QByteArray());
}

void TestWs::subprotocol_data() { refusal_data(); }

void TestWs::subprotocol()
{
    QFETCH(bool, engineServes);
    Pair pair;
    core::ServerPolicy server;
    server.subprotocols = {"chat.v1", "chat.v2"};
    core::ClientPolicy client;
    client.subprotocols = {"chat.v2", "chat.v1"};
    const QStringList offered{QStringLiteral("chat.v2"), QStringLiteral("chat.v1")};
    QVERIFY(engineServes ? pair.serve(m_peer, server, wsDeflate(), offered)
                         : pair.visit(m_peer, client, wsDeflate()));
    QTRY_VERIFY_WITH_TIMEOUT(pair.log().has("open") && m_peer.log.has("open chat.v2"), limitMs);
    QCOMPARE(pair.engine()->engine().subprotocol(), "chat.v2");
    m_peer.close(1000, {});
    QTRY_VERIFY_WITH_TIMEOUT(pair.isOver(m_peer), limitMs);
    QCOMPARE(pair.tap.findings(), QByteArray());
}

QTEST_GUILESS_MAIN(TestWs)
#include "tst_ws.moc"
