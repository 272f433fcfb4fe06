// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include <QTest>

using namespace core;
using fixtures::client;
using fixtures::hex;
using fixtures::server;

class TestConversation : public QObject
{
    Q_OBJECT

private slots:
    void turnsOfL01();
    void stepsOfL01();
    void turns_data();
    void turns();
    void walking_data();
    void walking();
    void closeInfo_data();
    void closeInfo();
    void answersToClose();
    void fragmentsAreJoined();
    void unmaskingIsBounded();
    void longTextIsCutWhole();
    void onlyOwnLegAndConnection();
    void requestOfAResponse();
    void finishTwice();
};

namespace {

QString turnLine(const Conversation &conversation)
{
    static const char *const names[] = {"connect",       "request", "checks", "accept",      "response",
                                        "client-checks", "open",    "failed", "frame",       "unknown",
                                        "fin",           "rst",     "cut",    "undelivered", "closed",
                                        "finding",       "edit"};
    QStringList words;
    for (const Turn &turn : conversation.turns())
        words.append(QString::fromLatin1(names[static_cast<int>(turn.kind)]));
    return words.join(QLatin1Char(' '));
}

fixtures::Played playNamed(const QByteArray &name)
{
    const fixtures::Named &named = fixtures::all().at(name);
    return fixtures::play(named.script, fixtures::whole(), fixtures::infoFor(named));
}

QStringList idsOf(const Conversation &conversation, std::size_t turn)
{
    QStringList ids;
    const int first = static_cast<int>(conversation.turns()[turn].firstStep);
    for (int i = first; i <= conversation.stepCount() && conversation.turnOf(i) == turn; ++i) {
        const std::string_view id = conversation.step(i).id;
        ids.append(QString::fromLatin1(id.data(), static_cast<qsizetype>(id.size())));
    }
    return ids;
}

} // namespace

void TestConversation::turnsOfL01()
{
    const auto played = playNamed("L01");
    const Conversation &c = *played.conversation;
    QCOMPARE(turnLine(c), QStringLiteral("connect request checks accept response client-checks open frame "
                                         "frame frame frame fin fin closed"));
    QStringList states;
    for (const Turn &turn : c.turns())
        states.append(QLatin1StringView(name(turn.client)) + QLatin1Char('/') +
                      QLatin1StringView(name(turn.server)));
    QCOMPARE(
        states.join(QLatin1Char(' ')),
        QStringLiteral(
            "connecting/connecting connecting/connecting connecting/connecting connecting/connecting "
            "connecting/open "
            "connecting/open open/open open/open open/open closing/closing closing/closing closing/closing "
            "closing/closing closed/closed"));
    QCOMPARE(c.clientState(), ConnectionState::Closed);
    QCOMPARE(c.serverState(), ConnectionState::Closed);
}

void TestConversation::stepsOfL01()
{
    const auto played = playNamed("L01");
    const Conversation &c = *played.conversation;
    const auto join = [&c](std::size_t turn) {
        return idsOf(c, turn).join(QLatin1Char(' ')).replace(QStringLiteral("step."), QString());
    };
    QCOMPARE(join(0), QStringLiteral("tcp.connect"));
    QCOMPARE(join(1), QStringLiteral("request.line request.header request.header request.header "
                                     "request.header request.header request.end"));
    QCOMPARE(idsOf(c, 2), QStringList(8, QStringLiteral("step.server.check")));
    QCOMPARE(join(3), QStringLiteral("accept.key accept.concatenate accept.hash accept.encode"));
    QCOMPARE(join(4),
             QStringLiteral("response.line response.header response.header response.header response.end"));
    QCOMPARE(idsOf(c, 5), QStringList(4, QStringLiteral("step.client.check")));
    QCOMPARE(join(6), QStringLiteral("open"));
    QCOMPARE(join(7),
             QStringLiteral(
                 "frame.first frame.length frame.key frame.unmask frame.unmask frame.unmask frame.unmask "
                 "frame.unmask frame.unmask frame.meaning.text"));
    QCOMPARE(join(8), QStringLiteral("frame.first frame.length frame.payload frame.meaning.text"));
    QCOMPARE(
        join(9),
        QStringLiteral("frame.first frame.length frame.key frame.unmask frame.unmask frame.meaning.close"));
    QCOMPARE(join(10), QStringLiteral("frame.first frame.length frame.payload frame.meaning.close.reply"));
    QCOMPARE(c.stepCount(), 1 + 7 + 8 + 4 + 5 + 4 + 1 + 10 + 4 + 6 + 4 + 3);
    // The state of a side changes with the step that changes it, not before.
    const int end = static_cast<int>(c.turns()[5].firstStep) - 1; // the empty line of the 101
    QCOMPARE(c.step(end).id, std::string_view("step.response.end"));
    QCOMPARE(c.step(end - 1).server, ConnectionState::Connecting);
    QCOMPARE(c.step(end).server, ConnectionState::Open);
    QCOMPARE(c.step(end).client, ConnectionState::Connecting);
    QCOMPARE(fixtures::step(c, 33),
             QStringLiteral("33 step.frame.key unit 2 16+32 part -1 open/open rule  key=37 fa 21 3d"));
    QCOMPARE(fixtures::step(c, 35), QStringLiteral("35 step.frame.unmask unit 2 56+8 part 1 open/open rule  "
                                                   "index=1 keyindex=1 wire=6f mask=fa result=95"));
    QCOMPARE(c.step(40).values.front(), std::pair(QStringLiteral("text"), QStringLiteral("안녕")));
    QCOMPARE(c.step(44).values.front().second, QStringLiteral("반가워요"));
    QCOMPARE(c.step(50).values[3], std::pair(QStringLiteral("code"), QStringLiteral("1000")));
    QCOMPARE(
        fixtures::step(c, 57),
        QStringLiteral(
            "57 step.tcp.closed unit -1 0+0 part -1 closed/closed rule  clientcode=1000 servercode=1000"));
    for (int i = 1; i <= c.stepCount(); ++i) {
        QCOMPARE(c.step(i).number, i);
        QVERIFY(c.step(i).unit.has_value() != c.step(i).entry.has_value());
        QVERIFY(c.step(i).who.has_value());
    }
}

void TestConversation::turns_data()
{
    QTest::addColumn<QByteArray>("fixture");
    QTest::addColumn<QByteArray>("turns");
    QTest::addColumn<QByteArray>("lastStep");
    const auto row = [](const char *name, const char *turns, const char *last) {
        QTest::newRow(name) << QByteArray(name) << QByteArray(turns) << QByteArray(last);
    };
    const char *const shake = "connect request checks accept response client-checks open ";
    const auto after = [&](const char *name, const char *turns, const char *last) {
        row(name, (QByteArray(shake) + turns).constData(), last);
    };
    after("ping", "frame frame frame frame fin fin closed", "step.tcp.closed");
    after("fragments with a ping", "frame frame frame frame frame frame frame frame fin fin closed",
          "step.tcp.closed");
    row("refused", "connect request checks response client-checks failed fin fin closed", "step.tcp.closed");
    row("request after refusal",
        "connect request checks response client-checks failed request checks accept response client-checks "
        "open frame",
        "step.frame.meaning.text");
    row("body to close", "connect request checks response client-checks failed fin fin closed",
        "step.tcp.closed");
    row("http keep-alive",
        "connect request response request response request response request response response fin fin closed",
        "step.tcp.closed.http");
    row("rubbish", "connect unknown finding unknown finding", "step.finding.violation");
    after("bit 63", "frame finding finding unknown frame", "step.frame.meaning.text");
    after("cut in a payload", "fin frame finding fin closed", "step.tcp.closed");
    row("cut in the request", "connect request fin fin closed", "step.tcp.gone");
    row("server never answers", "connect request checks fin fin closed", "step.tcp.gone");
    after("wire cuts", "frame frame finding cut closed", "step.tcp.closed");
    after("reset", "frame rst closed", "step.tcp.closed");
    after("undelivered close", "frame fin frame fin closed undelivered", "step.close.undelivered");
    row("no handshake", "frame frame frame frame frame frame", "step.frame.meaning.close.reply");
    row("answer before the request", "response client-checks open request checks frame",
        "step.frame.meaning.text");
    row("head over the limit", "unknown finding response client-checks open", "step.open");
}

void TestConversation::turns()
{
    QFETCH(QByteArray, fixture);
    QFETCH(QByteArray, turns);
    QFETCH(QByteArray, lastStep);
    const auto played = playNamed(fixture);
    QCOMPARE(turnLine(*played.conversation), QString::fromLatin1(turns));
    const std::string_view last = played.conversation->step(played.conversation->stepCount()).id;
    QCOMPARE(QByteArray(last.data(), static_cast<qsizetype>(last.size())), lastStep);
}

void TestConversation::walking_data()
{
    QTest::addColumn<QByteArray>("fixture");
    for (const auto &[name, fixture] : fixtures::all())
        QTest::newRow(name.constData()) << name;
}

void TestConversation::walking() // same recording, same steps: going back is the same as never having gone
                                 // forward
{
    QFETCH(QByteArray, fixture);
    const auto played = playNamed(fixture);
    const Conversation &c = *played.conversation;
    const QStringList steps = fixtures::steps(c);
    const auto again = playNamed(fixture);
    QCOMPARE(fixtures::steps(*again.conversation), steps);
    // turns count exactly the steps they make
    for (std::size_t i = 0; i < c.turns().size(); ++i) {
        const quint32 next =
            i + 1 < c.turns().size() ? c.turns()[i + 1].firstStep : static_cast<quint32>(c.stepCount()) + 1;
        QCOMPARE(stepsOf(c, c.turns()[i]).size(), static_cast<std::size_t>(next - c.turns()[i].firstStep));
        QCOMPARE(stepCountOf(c, c.turns()[i]), next - c.turns()[i].firstStep);
    }
    if (steps.isEmpty())
        return;
    fixtures::Chunking random = fixtures::random(11);
    int at = 1;
    for (int moves = 0; moves < 400; ++moves) {
        const int far = static_cast<int>(random());
        at = std::clamp(moves % 2 == 0 ? at + far : at - far, 1, c.stepCount());
        QCOMPARE(fixtures::step(c, at), steps[at - 1]);
    }
}

void TestConversation::closeInfo_data()
{
    QTest::addColumn<fixtures::Script>("script");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("onWire"); // -1: none
    QTest::addColumn<bool>("clean");
    QTest::addColumn<int>("by"); // -1: nobody
    const auto row = [](const char *name, const fixtures::Script &script, int code, int onWire, bool clean,
                        int by) {
        QTest::newRow(name) << fixtures::handshake() + script << code << onWire << clean << by;
    };
    const auto clientClose = client(hex("88 82 37 fa 21 3d 34 12"));
    const auto serverClose = server(hex("88 02 03 e8"));
    row("L01", {clientClose, serverClose, fixtures::fin(Direction::Server), fixtures::fin(Direction::Client)},
        1000, 1000, true, 0);
    row("server first",
        {server(hex("88 02 03 e9")), client(hex("88 80 37 fa 21 3d")), fixtures::fin(Direction::Server),
         fixtures::fin(Direction::Client)},
        1001, 1001, true, 1);
    row("no code",
        {client(hex("88 80 37 fa 21 3d")), server(hex("88 00")), fixtures::fin(Direction::Server),
         fixtures::fin(Direction::Client)},
        1005, -1, true, 0);
    row("no close", {fixtures::fin(Direction::Server), fixtures::fin(Direction::Client)}, 1006, -1, false,
        -1);
    row("cut", {fixtures::cut()}, 1006, -1, false, -1);
    row("one close", {clientClose, fixtures::fin(Direction::Client), fixtures::fin(Direction::Server)}, 1000,
        1000, false, 0);
    row("one byte",
        {server(hex("88 01 03")), fixtures::fin(Direction::Server), fixtures::fin(Direction::Client)}, 1005,
        -1, false, 1);
    row("TCP still open", {clientClose, serverClose}, 1000, 1000, false, 0);
    row("code cut off",
        {server(hex("88 02 03")), fixtures::fin(Direction::Server), fixtures::fin(Direction::Client)}, 1006,
        -1, false, -1);
    row("reset after both", {clientClose, serverClose, fixtures::rst(Direction::Client)}, 1000, 1000, true,
        0);
    row("second close says nothing", {clientClose, client(hex("88 82 00 00 00 00 0f a1")), serverClose}, 1000,
        1000, false, 0);
}

void TestConversation::closeInfo()
{
    QFETCH(fixtures::Script, script);
    QFETCH(int, code);
    QFETCH(int, onWire);
    QFETCH(bool, clean);
    QFETCH(int, by);
    const auto played = fixtures::play(script);
    const CloseInfo info = played.conversation->closeInfo();
    QCOMPARE(info.code, code);
    QCOMPARE(info.onWire.value_or(-1), onWire);
    QCOMPARE(info.clean, clean);
    QCOMPARE(info.by ? static_cast<int>(*info.by) : -1, by);
}

void TestConversation::answersToClose()
{
    const auto played =
        fixtures::play(fixtures::handshake() +
                       fixtures::Script{client(hex("88 82 37 fa 21 3d 34 12 88 82 37 fa 21 3d 34 12")),
                                        server(hex("88 02 03 e8 88 02 03 e8"))});
    QStringList meanings;
    for (int i = 1; i <= played.conversation->stepCount(); ++i)
        if (const std::string_view id = played.conversation->step(i).id; id.starts_with("step.frame.meaning"))
            meanings.append(
                QString::fromLatin1(id.substr(19).data(), static_cast<qsizetype>(id.size() - 19)));
    QCOMPARE(meanings, (QStringList{QStringLiteral("close"), QStringLiteral("close"),
                                    QStringLiteral("close.reply"), QStringLiteral("close")}));
}

void TestConversation::fragmentsAreJoined()
{
    const auto played = playNamed("fragments with a ping");
    const QStringList steps = fixtures::steps(*played.conversation);
    const auto found = steps.filter(QStringLiteral("step.frame.meaning.continuation.last"));
    QCOMPARE(found.size(), 2);
    QVERIFY(found[0].contains(QStringLiteral("text=안녕 bytes=6 fragments=2")));
    QVERIFY(found[1].contains(QStringLiteral("text=Hello bytes=5 fragments=2")));
    QCOMPARE(steps.filter(QStringLiteral("step.frame.meaning.text.first")).size(), 2);
    const auto stray = playNamed("stray fragments");
    QCOMPARE(fixtures::steps(*stray.conversation).filter(QStringLiteral("continuation.stray")).size(), 2);
}

void TestConversation::unmaskingIsBounded()
{
    for (const int size : {0, 1, 8, 9, 300}) {
        const QByteArray header =
            size < 126 ? QByteArray(1, static_cast<char>(0x80 | size)) : hex("fe 01 2c");
        const auto played = fixtures::play(
            {client(hex("82") + header + hex("01 02 03 04") + QByteArray(size, 'x'))}, fixtures::whole(), [] {
                ConnectionInfo info;
                info.handshake = false;
                return info;
            }());
        QCOMPARE(played.conversation->stepCount(), 3 + std::min(size, 8) + (size > 8 ? 1 : 0) + 1);
    }
}

void TestConversation::longTextIsCutWhole() // not in the middle of a surrogate pair
{
    const QByteArray text = QByteArray(39, 'a') + hex("f09f9880") + "bc";
    const auto played =
        fixtures::play({server(hex("81") + static_cast<char>(text.size()) + text)}, fixtures::whole(), [] {
            ConnectionInfo info;
            info.handshake = false;
            return info;
        }());
    QCOMPARE(played.conversation->step(4).values.front().second,
             QString(39, QLatin1Char('a')) + QChar(0x2026));
}

void TestConversation::onlyOwnLegAndConnection()
{
    Recording recording;
    ConnectionInfo one;
    ConnectionInfo two;
    two.id = 2;
    two.handshake = one.handshake = false;
    recording.addConnection(one);
    recording.addConnection(two);
    const auto append = [&recording](quint16 connection, Leg leg, EntryKind kind, Direction d,
                                     const QByteArray &bytes) {
        WireRecord record;
        record.entry.connection = connection;
        record.entry.leg = leg;
        record.entry.kind = kind;
        record.entry.direction = d;
        record.bytes = bytes;
        return recording.append(record);
    };
    QVERIFY(append(1, Leg::Sent, EntryKind::Chunk, Direction::Server, hex("81 01 61")));
    QVERIFY(append(2, Leg::Sent, EntryKind::Chunk, Direction::Server, hex("89 00")));
    QVERIFY(append(1, Leg::Sent, EntryKind::Fin, Direction::Server, {}));
    QVERIFY(append(1, Leg::Sent, EntryKind::Fin, Direction::Client, {}));
    QVERIFY(append(1, Leg::Delivered, EntryKind::Chunk, Direction::Server, hex("81 01 62")));
    Conversation sent(recording, 1, Leg::Sent);
    Conversation delivered(recording, 1, Leg::Delivered);
    Conversation other(recording, 2, Leg::Sent);
    for (Conversation *c : {&sent, &delivered, &other})
        c->finish();
    QCOMPARE(turnLine(sent), QStringLiteral("frame fin fin closed"));
    QCOMPARE(turnLine(delivered), QStringLiteral("frame")); // the end has not reached the receivers
    QCOMPARE(turnLine(other), QStringLiteral("frame"));
    QCOMPARE(delivered.index().bytes(0), hex("81 01 62"));
}

void TestConversation::requestOfAResponse()
{
    const auto played = playNamed("request after refusal");
    QCOMPARE(played.conversation->requestBefore(1), std::optional<quint32>(0));
    QCOMPARE(played.conversation->requestBefore(3), std::optional<quint32>(2));
    const auto early = playNamed("answer before the request");
    QCOMPARE(early.conversation->requestBefore(0), std::nullopt);
}

void TestConversation::finishTwice()
{
    const auto recording = fixtures::record(fixtures::all().at("2^62 promise").script);
    Conversation conversation(*recording, 1);
    conversation.finish();
    const QStringList steps = fixtures::steps(conversation);
    const QStringList findings = fixtures::findings(conversation);
    conversation.finish();
    QCOMPARE(fixtures::steps(conversation), steps);
    QCOMPARE(fixtures::findings(conversation), findings);
}

QTEST_GUILESS_MAIN(TestConversation)
#include "tst_conversation.moc"
