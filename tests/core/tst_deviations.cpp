// SPDX-License-Identifier: GPL-3.0-or-later
#include "enginebench.h"
#include "judging.h"

#include <QTest>

using namespace core;
using namespace enginebench;
using judging::latin;
using Kind = EngineEvent::Kind;

namespace {

constexpr auto client = Direction::Client;
constexpr auto server = Direction::Server;
constexpr qint64 closeMs = 5000; // of the default policy

/// The texts of both sides, so that each deviation has something to change.
struct Talk
{
    QByteArray text = "안녕"; // short: both long forms of the length are too long for it
    bool otherCloses = false; // the one that conforms; else the one that deviates
    quint64 frameSize = 0;    // of the texts; 0: whole
    bool pingInside = false;  // the other one's text is in two fragments, with a Ping between
};

/// One conversation of a side that deviates with one that does not: texts, pings both ways, time for a Pong,
/// a Close.
class Encounter
{
public:
    Encounter(const QByteArray &deviation, Direction side, const Talk &talk, quint64 seed = 0)
        : m_side(side)
    {
        ClientPolicy clientPolicy;
        ServerPolicy serverPolicy;
        (side == client ? static_cast<EndpointPolicy &>(clientPolicy) : serverPolicy).deviation = deviation;
        m_peers = std::make_unique<Peers>(clientPolicy, serverPolicy, seed);
        m_peers->setOwner([this, talk](Direction d, const EngineEvent &event) {
            if (event.kind == Kind::Failed)
                m_failed[static_cast<std::size_t>(d)] = event;
            if (event.kind == Kind::HandshakeFailed)
                m_refused[static_cast<std::size_t>(d)] = event;
            if (event.kind == Kind::Opened)
                speak(d, talk);
        });
        m_peers->start();
        m_peers->pass(1500);
        (*m_peers)[talk.otherCloses ? other() : side].close(1000, {}, m_peers->now());
        m_peers->pass(3 * closeMs);
        m_watched = m_peers->watched();
    }

    Direction side() const { return m_side; }
    Direction other() const { return opposite(m_side); }
    Peers &peers() { return *m_peers; }
    const Conversation &watched() const { return *m_watched; }
    QStringList rules() const { return fixtures::rules(*m_watched); }
    const std::optional<EngineEvent> &failed(Direction d) const
    {
        return m_failed[static_cast<std::size_t>(d)];
    }
    const std::optional<EngineEvent> &refused(Direction d) const
    {
        return m_refused[static_cast<std::size_t>(d)];
    }

    /// Both are over, and nothing was written where nothing may be.
    bool isOver() const
    {
        return m_peers->fault().isEmpty() && (*m_peers)[client].state() == ConnectionState::Closed &&
               (*m_peers)[server].state() == ConnectionState::Closed && !(*m_peers)[client].nextTimeout() &&
               !(*m_peers)[server].nextTimeout();
    }

    /// The code of the first Close that this side sent; 0 where there was none, 1005 where it had no code.
    int closeSent(Direction d) const
    {
        for (quint32 i = 0; i < m_watched->units().size(); ++i) {
            const Unit &unit = m_watched->units()[i];
            if (unit.direction != d || !unit.isFrame() || unit.opcode() != static_cast<quint8>(Opcode::Close))
                continue;
            const QByteArray payload = unmaskedPayload(m_watched->index(), i);
            return payload.size() < 2 ? 1005 : static_cast<int>(bitsValue(spanOf(payload), {0, 16}));
        }
        return 0;
    }

private:
    void speak(Direction d, const Talk &talk)
    {
        Engine &engine = (*m_peers)[d];
        engine.ping(d == client ? "from the client" : "from the server");
        if (!talk.pingInside || d == m_side) {
            engine.send(Opcode::Text, talk.text, {.frameSize = talk.frameSize});
            return;
        }
        engine.sendRaw(frame(d, Opcode::Text, "안", false));
        engine.ping("inside");
        engine.sendRaw(frame(d, Opcode::Continuation, "녕"));
    }

    Direction m_side;
    std::unique_ptr<Peers> m_peers;
    std::unique_ptr<Conversation> m_watched;
    std::optional<EngineEvent> m_failed[2];
    std::optional<EngineEvent> m_refused[2];
};

QByteArray nameOf(const Deviation &deviation) { return latin(deviation.name).toLatin1(); }

/// The sides that a deviation is for.
std::vector<Direction> sidesOf(const Deviation &deviation)
{
    return deviation.side ? std::vector{*deviation.side} : std::vector{client, server};
}

const char *nameOf(Direction side) { return side == client ? "client" : "server"; }

} // namespace

class TestDeviations : public QObject
{
    Q_OBJECT

private slots:
    void tableIsInOrder();
    void none_data();
    void none();
    void breaksItsRule_data();
    void breaksItsRule();
    void heads_data();
    void heads();
    void foreignSideDoesNothing();
    void maskOffByOne();
    void lengthInCharacters();
    void lengthLittleEndian_data();
    void lengthLittleEndian();
    void continuationAsText();
    void noPongInsideMessage();
    void beginsAndEndsOnDemand();
    void noCloseAtAll();
    void closeAsAnAnswer_data();
    void closeAsAnAnswer();
};

void TestDeviations::tableIsInOrder()
{
    std::vector<std::string_view> names;
    for (const Deviation &row : allDeviations()) {
        QVERIFY(std::find(names.begin(), names.end(), row.name) == names.end());
        names.push_back(row.name);
        const Reception &taking = row.reception;
        const bool takes = !taking.overlooks.empty() || taking.loses != Reception::Loses::Nothing ||
                           taking.objection != nullptr || taking.hangsUpFor != 0;
        QVERIFY2((row.head != nullptr) + (row.frame != nullptr) + takes == 1, row.name.data());
        QCOMPARE(deviation(row.name), &row);
        if (!row.rule.empty())
            QVERIFY2(rule(row.rule).canBeBroken(), row.name.data());
        for (qsizetype at = 0; at < latin(taking.overlooks).size(); at += 7)
            QCOMPARE(rule(taking.overlooks.substr(static_cast<std::size_t>(at), 6)).canBeBroken(), true);
        if (row.head != nullptr)
            QVERIFY2(row.side == (row.rule.starts_with("REQ-") ? client : server), row.name.data());
    }
    QCOMPARE(allDeviations().size(), sendingDeviations().size() + receivingDeviations().size());
    QVERIFY(deviation("none of these") == nullptr && deviation("") == nullptr);
}

void TestDeviations::none_data()
{
    QTest::addColumn<bool>("clientCloses");
    QTest::newRow("the client closes") << true;
    QTest::newRow("the server closes") << false;
}

void TestDeviations::none()
{
    QFETCH(bool, clientCloses);
    for (quint64 seed = 0; seed < 20; ++seed) {
        Encounter met({}, clientCloses ? client : server, {}, seed);
        QVERIFY(met.isOver());
        QVERIFY2(met.watched().findings().empty(), qPrintable(fixtures::findings(met.watched()).join(u'\n')));
        QVERIFY(!met.failed(client) && !met.failed(server));
        QCOMPARE(met.peers().told(client).last(), QStringLiteral("closed 1000"));
        QCOMPARE(met.peers().told(server).last(), QStringLiteral("closed 1000"));
        QVERIFY(met.peers().told(client).contains(QStringLiteral("text 안녕")));
        QVERIFY(met.peers().told(server).contains(QStringLiteral("pong from the server")));
    }
}

void TestDeviations::breaksItsRule_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<Direction>("side");
    for (const Deviation &row : allDeviations())
        if (row.frame != nullptr && !row.rule.empty())
            for (const Direction side : sidesOf(row))
                QTest::addRow("%s of the %s", row.name.data(), nameOf(side)) << nameOf(row) << side;
}

/// The rule of the row is the first that the referee names, nobody else is named, and the other side does
/// what the rule says.
void TestDeviations::breaksItsRule()
{
    QFETCH(QByteArray, name);
    QFETCH(Direction, side);
    const Deviation &row =
        *deviation(std::string_view(name.constData(), static_cast<std::size_t>(name.size())));
    const Rule &broken = rule(row.rule);
    Talk talk;
    talk.otherCloses = row.rule == "CLS-17"; // the answer to a Close is what it leaves out
    talk.frameSize = row.name == "continuation-as-text" ? 3 : 0;
    talk.pingInside = row.name == "no-pong-inside-message";
    for (quint64 seed = 0; seed < 6; ++seed) {
        Encounter met(name, side, talk, seed);
        QVERIFY(met.isOver());
        const auto &findings = met.watched().findings();
        QVERIFY(!findings.empty());
        QCOMPARE(met.rules().first(), latin(row.rule));
        for (const Finding &finding : findings)
            QVERIFY2(finding.who == side, finding.check.rule->id.data());
        QCOMPARE(met.failed(met.other()).has_value(), broken.close != 0);
        QVERIFY(!met.failed(side));
        if (broken.close != 0) {
            QCOMPARE(met.failed(met.other())->code, broken.close);
            QCOMPARE(latin(met.failed(met.other())->rule), latin(broken.id));
            QCOMPARE(met.closeSent(met.other()), broken.close);
            QCOMPARE(met.peers().told(met.other()).last(), QStringLiteral("closed 1006"));
        } else {
            QCOMPARE(met.closeSent(met.other()), 1000);
        }
    }
}

void TestDeviations::heads_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const Deviation &row : allDeviations())
        if (row.head != nullptr)
            QTest::newRow(row.name.data()) << nameOf(row);
}

void TestDeviations::heads()
{
    QFETCH(QByteArray, name);
    const Deviation &row =
        *deviation(std::string_view(name.constData(), static_cast<std::size_t>(name.size())));
    const Rule &broken = rule(row.rule);
    for (quint64 seed = 0; seed < 6; ++seed) {
        Encounter met(name, *row.side, {}, seed);
        QVERIFY(met.isOver());
        QVERIFY(!met.rules().isEmpty());
        QCOMPARE(met.rules().first(), latin(row.rule));
        for (const Finding &finding : met.watched().findings())
            QVERIFY2(finding.who == *row.side, finding.check.rule->id.data());
        const std::optional<EngineEvent> &refused = met.refused(met.other());
        QVERIFY(refused);
        QCOMPARE(latin(refused->rule), latin(row.rule));
        QVERIFY(!met.peers().wasOpen(client));
        if (*row.side == client) { // the rule leaves open which: this server has one for the method
            QCOMPARE(refused->status, broken.id == "REQ-01" ? 405 : broken.status);
            QCOMPARE(met.refused(client)->status, refused->status);
            QVERIFY(!met.peers().wasOpen(server));
        }
    }
}

void TestDeviations::foreignSideDoesNothing()
{
    for (const Deviation &row : allDeviations()) {
        if (!row.side)
            continue;
        Encounter met(nameOf(row), opposite(*row.side), {});
        QVERIFY2(met.watched().findings().empty(), row.name.data());
    }
}

// No rule: the frame is in order, its bytes are others. What comes out of "Hello" is not UTF-8.
void TestDeviations::maskOffByOne()
{
    Opened conforming;
    ClientPolicy policy;
    policy.deviation = "mask-off-by-one";
    Opened engines(policy);
    QVERIFY(engines.client.send(Opcode::Binary, "12345678"));
    const QByteArray wire = engines.client.takeOutput();
    QCOMPARE(wire.first(6), fixtures::hex("82 88 37 fa 21 3d"));
    const auto told = feed(engines.server, wire);
    QCOMPARE(told.size(), std::size_t{1});
    QCOMPARE(told[0].kind, Kind::Binary);
    QCOMPARE(told[0].bytes.size(), qsizetype{8});
    QVERIFY(told[0].bytes != "12345678");
    QVERIFY(engines.client.send(Opcode::Text, "Hello"));
    QCOMPARE(feed(engines.server, engines.client.takeOutput())[0].code, 1007);
}

// No rule of its own: what is broken depends on the bytes that are left over and read as a frame.
void TestDeviations::lengthInCharacters()
{
    for (const Direction side : {client, server}) {
        // Of ASCII alone it is the same length, and nothing is wrong.
        Encounter plain("length-in-characters", side, {.text = "plain"});
        QVERIFY(plain.isOver() && plain.watched().findings().empty());
        Encounter met("length-in-characters", side, {.text = "안녕하세요"});
        QVERIFY(met.isOver() && !met.watched().findings().empty());
        QVERIFY(met.failed(met.other()));
        for (const Finding &finding : met.watched().findings())
            QVERIFY2(finding.who == side, finding.check.rule->id.data());
    }
    // As a server sends it: the text is cut inside a character.
    ServerPolicy policy;
    policy.deviation = "length-in-characters";
    Opened engines({}, policy);
    engines.server.send(Opcode::Text, "안녕하세요");
    QCOMPARE(engines.server.takeOutput(),
             fixtures::hex("81 05 ec 95 88 eb 85 95 ed 95 98 ec 84 b8 ec 9a 94"));
}

void TestDeviations::lengthLittleEndian_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<QString>("first"); // finding
    QTest::newRow("a short length has no order") << 125 << QString();
    QTest::newRow("126 reads as 32256: what follows is taken for text") << 126 << QStringLiteral("TXT-01");
    QTest::newRow("256 reads as 1") << 256 << QStringLiteral("FRM-08");
    QTest::newRow("257 reads as 257") << 257 << QString();
    QTest::newRow("65536 reads as 256 from the other end") << 65'536 << QStringLiteral("FRM-11");
}

// No rule of its own: what is broken depends on the number.
void TestDeviations::lengthLittleEndian()
{
    QFETCH(int, bytes);
    QFETCH(QString, first);
    for (const Direction side : {client, server}) {
        Encounter met("length-little-endian", side, {.text = QByteArray(bytes, 'x')});
        QVERIFY(met.isOver());
        QCOMPARE(met.rules().value(0), first);
        for (const Finding &finding : met.watched().findings())
            QVERIFY2(finding.who == side || finding.check.rule->id == "CLS-17",
                     finding.check.rule->id.data());
    }
}

void TestDeviations::continuationAsText()
{
    ServerPolicy policy;
    policy.deviation = "continuation-as-text";
    Opened engines({}, policy);
    engines.server.send(Opcode::Text, "안녕", {.frameSize = 3});
    QCOMPARE(engines.server.takeOutput(), fixtures::hex("01 03 ec 95 88  81 03 eb 85 95"));
    // What is not cut up has no continuation.
    engines.server.send(Opcode::Text, "안녕");
    QCOMPARE(engines.server.takeOutput(), fixtures::hex("81 06 ec 95 88 eb 85 95"));
    Encounter whole("continuation-as-text", server, {});
    QVERIFY(whole.watched().findings().empty());
}

void TestDeviations::noPongInsideMessage()
{
    const QByteArray ping = fixtures::hex("89 01 61");
    const QByteArray pong = fixtures::hex("8a 81 37 fa 21 3d 56");
    ClientPolicy policy;
    policy.deviation = "no-pong-inside-message";
    Opened engines(policy);
    feed(engines.client, ping);
    QCOMPARE(engines.client.takeOutput(), pong);
    QCOMPARE(lines(feed(engines.client, fixtures::hex("01 01 62") + ping)),
             QStringList(QStringLiteral("ping a")));
    QCOMPARE(engines.client.takeOutput(), QByteArray());
    QCOMPARE(lines(feed(engines.client, fixtures::hex("80 01 63"))), QStringList(QStringLiteral("text bc")));
    feed(engines.client, ping);
    QCOMPARE(engines.client.takeOutput(), pong);
    Opened conforming;
    feed(conforming.client, fixtures::hex("01 01 62") + ping);
    QCOMPARE(conforming.client.takeOutput(), pong);
}

void TestDeviations::beginsAndEndsOnDemand()
{
    Opened engines;
    Engine &server = engines.server;
    const auto sent = [&server] {
        server.send(Opcode::Text, "a");
        return server.takeOutput();
    };
    QCOMPARE(sent(), fixtures::hex("81 01 61"));
    QVERIFY(server.deviate("rsv2"));
    QCOMPARE(sent(), fixtures::hex("a1 01 61"));
    QVERIFY(!server.deviate("rudeness") && !server.deviate("unmasked-frame"));
    QCOMPARE(sent(), fixtures::hex("a1 01 61")); // what is not one of its own changes nothing
    QVERIFY(server.deviate("masked-frame"));
    QCOMPARE(sent(), fixtures::hex("81 81 37 fa 21 3d 56"));
    QVERIFY(server.deviate(""));
    QCOMPARE(sent(), fixtures::hex("81 01 61"));
    Engine early(ClientPolicy(), ofLesson());
    QVERIFY(early.deviate("request-post"));
    early.start(0);
    QVERIFY(early.takeOutput().startsWith("POST / HTTP/1.1\r\n"));
}

// A side that leaves out its own first Close ends TCP in the end. Nobody has owed anything: 1006.
void TestDeviations::noCloseAtAll()
{
    for (const Direction side : {client, server}) {
        Encounter met("no-close", side, {});
        QVERIFY(met.isOver());
        QVERIFY2(met.watched().findings().empty(), qPrintable(met.rules().join(u' ')));
        QCOMPARE(met.closeSent(side), 0);
        QCOMPARE(met.closeSent(met.other()), 0);
        QCOMPARE(met.peers().told(met.other()).last(), QStringLiteral("closed 1006"));
        QCOMPARE(met.peers().firstEnd(), side);
        QCOMPARE(met.watched().closeInfo().code, 1006);
    }
}

void TestDeviations::closeAsAnAnswer_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<Direction>("side");
    for (const Deviation &row : allDeviations())
        if (row.frame != nullptr && row.rule.starts_with("CLS-"))
            for (const Direction side : sidesOf(row))
                QTest::addRow("%s of the %s", row.name.data(), nameOf(side)) << nameOf(row) << side;
}

/// The other side has closed: a wrong answer is a failure of the connection, and no second Close is sent.
void TestDeviations::closeAsAnAnswer()
{
    QFETCH(QByteArray, name);
    QFETCH(Direction, side);
    const Deviation &row =
        *deviation(std::string_view(name.constData(), static_cast<std::size_t>(name.size())));
    Encounter met(name, side, {.otherCloses = true});
    QVERIFY(met.isOver());
    QCOMPARE(met.rules().value(0), latin(row.rule));
    QCOMPARE(met.failed(met.other()).has_value(), rule(row.rule).close != 0);
    QCOMPARE(met.closeSent(met.other()), 1000);
    QVERIFY(!met.rules().contains(QStringLiteral("CLS-16")));
}

QTEST_GUILESS_MAIN(TestDeviations)
#include "tst_deviations.moc"
