// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "core/record/reaction.h"

#include <QTest>

using namespace core;
using namespace fixtures;
using Kind = Reaction::Kind;

namespace {

constexpr auto ofClient = Direction::Client;
constexpr auto ofServer = Direction::Server;

// With a key of zero, so that the payload can be read off.
const QByteArray clientText = hex("81 82 00 00 00 00 68 69");
const QByteArray clientPing = hex("89 82 00 00 00 00 68 69");
const QByteArray otherPing = hex("89 82 00 00 00 00 61 62");
const QByteArray clientClose = hex("88 82 00 00 00 00 03 e8");
const QByteArray serverText = hex("81 02 68 69");
const QByteArray serverPong = hex("8a 02 68 69");
const QByteArray otherPong = hex("8a 02 61 62");
const QByteArray serverPing = hex("89 00");
const QByteArray serverClose = hex("88 02 03 e8");
const QByteArray serverFailure = hex("88 05 03 ea 6e 6f 21");
const QByteArray emptyClose = hex("88 00");

/// The server's reaction to the client's first frame, or to what else unit 2 is.
Reaction to(const Script &after, quint32 unit = 2)
{
    return reactionTo(*play(handshake() + after).conversation, ofServer, unit);
}

} // namespace

class TestReaction : public QObject
{
    Q_OBJECT

private slots:
    void kinds_data();
    void kinds();
    void closeSaysWhy();
    void status();
    void whatWasAskedLater_data();
    void whatWasAskedLater();
    void sameRead();
    void ownUnit();
    void byTime();
    void otherConnections();
    void names();
};

void TestReaction::kinds_data()
{
    QTest::addColumn<Script>("after");
    QTest::addColumn<Kind>("kind");
    const auto row = [](const char *name, const Script &after, Kind kind) {
        QTest::newRow(name) << after << kind;
    };
    row("silence", {client(clientText)}, Kind::Nothing);
    row("a message", {client(clientText), server(serverText), server(serverClose)}, Kind::Message);
    row("a binary message", {client(clientText), server(hex("82 01 00"))}, Kind::Message);
    row("a pong for it", {client(clientPing), server(serverPong)}, Kind::Pong);
    row("a pong unasked", {client(clientText), server(serverPong)}, Kind::Pong);
    row("a close, and its end of TCP is not what counts",
        {client(clientText), server(serverFailure), fin(ofServer)}, Kind::Close);
    row("an end without a close", {client(clientText), fin(ofServer), fin(ofClient)}, Kind::Fin);
    row("a reset", {client(clientText), rst(ofServer)}, Kind::Rst);
    row("a ping is none", {client(clientText), server(serverPing)}, Kind::Nothing);
    row("a cut by the wire is none", {client(clientText), cut()}, Kind::Nothing);
}

void TestReaction::kinds()
{
    QFETCH(Script, after);
    QFETCH(Kind, kind);
    const Reaction reaction = to(after);
    QCOMPARE(reaction.kind, kind);
    QCOMPARE(reaction.who, ofServer);
    QCOMPARE(reaction.entry.has_value(), kind != Kind::Nothing);
    QCOMPARE(reaction.unit.has_value(), kind != Kind::Nothing && kind != Kind::Fin && kind != Kind::Rst);
}

void TestReaction::closeSaysWhy()
{
    const Reaction reaction = to({client(clientText), server(serverFailure)});
    QCOMPARE(reaction.code, 1002);
    QCOMPARE(reaction.reason, QByteArray("no!"));
    QCOMPARE(reaction.unit, std::optional(3U));
    QCOMPARE(reaction.entry, std::optional(4U));
    QCOMPARE(reaction.afterNs, 1000);
    QCOMPARE(to({client(clientText), server(emptyClose)}).code, 1005);
}

void TestReaction::status()
{
    const auto refused = play(
        {fixtures::connect(), client(request()), server(head({"HTTP/1.1 400 Bad Request"})), fin(ofServer)});
    const Reaction reaction = reactionTo(*refused.conversation, ofServer, quint32{0});
    QCOMPARE(reaction.kind, Kind::Status);
    QCOMPARE(reaction.status, 400);
    const auto silent = play({fixtures::connect(), client(request()), fin(ofServer), fin(ofClient)});
    QCOMPARE(reactionTo(*silent.conversation, ofServer, quint32{0}).kind, Kind::Fin);
}

void TestReaction::whatWasAskedLater_data()
{
    QTest::addColumn<Script>("after");
    QTest::addColumn<Kind>("kind");
    const auto row = [](const char *name, const Script &after, Kind kind) {
        QTest::newRow(name) << after << kind;
    };
    row("the pong for a later ping, the close for a later close",
        {client(clientText), client(clientPing), server(serverPong), client(clientClose), server(serverClose),
         fin(ofServer), fin(ofClient)},
        Kind::Nothing);
    row("another code than the later close has",
        {client(clientText), client(clientClose), server(serverFailure)}, Kind::Close);
    row("the close for a close that is it", {client(clientClose), server(serverClose)}, Kind::Close);
    row("of two pings the later one is answered", {client(clientPing), client(otherPing), server(otherPong)},
        Kind::Nothing);
    row("of two equal pings the first is answered first",
        {client(clientPing), client(clientPing), server(serverPong)}, Kind::Pong);
    row("the end of TCP after the other's", {client(clientText), fin(ofClient), fin(ofServer)},
        Kind::Nothing);
    row("the end of TCP after the other's close", {client(clientText), client(clientClose), fin(ofServer)},
        Kind::Nothing);
    row("the end of TCP after an earlier close of its own",
        {server(serverClose), client(clientText), fin(ofServer)}, Kind::Nothing);
    row("a message is none that was asked for",
        {client(clientText), client(clientClose), server(serverText), server(serverClose)}, Kind::Message);
}

void TestReaction::whatWasAskedLater()
{
    QFETCH(Script, after);
    QFETCH(Kind, kind);
    const bool closesFirst = after.front().who == ofServer;
    QCOMPARE(to(after, closesFirst ? 3 : 2).kind, kind);
}

// Text and Ping come in one read: the Ping is later all the same.
void TestReaction::sameRead()
{
    const auto played = play(handshake() + Script{client(clientText + clientPing), server(serverPong)});
    QCOMPARE(played.recording->entries().size(), std::size_t{5});
    QCOMPARE(reactionTo(*played.conversation, ofServer, quint32{2}).kind, Kind::Nothing);
    QCOMPARE(reactionTo(*played.conversation, ofServer, quint32{3}).kind, Kind::Pong);
}

// What the same side did after something of its own: it closed, and did nothing when no answer came.
void TestReaction::ownUnit()
{
    const auto played = play(handshake() + Script{server(serverClose), fin(ofServer), fin(ofClient)});
    QCOMPARE(reactionTo(*played.conversation, ofServer, quint32{2}).kind, Kind::Nothing);
    QCOMPARE(reactionTo(*played.conversation, ofClient, quint32{2}).kind, Kind::Nothing);
}

void TestReaction::byTime()
{
    const auto played = play(handshake() + Script{at(50, client(clientText)), at(80, server(serverText)),
                                                  at(90, server(serverFailure))});
    const auto since = [&](qint64 ms) { return reactionTo(*played.conversation, ofServer, ms * 1'000'000); };
    QCOMPARE(since(0).kind, Kind::Status);
    QCOMPARE(since(1).kind, Kind::Message);
    QCOMPARE(since(50).afterNs, 30'000'000);
    QCOMPARE(since(81).kind, Kind::Close);
    QCOMPARE(since(91).kind, Kind::Nothing);
}

void TestReaction::otherConnections()
{
    Recording recording;
    for (const quint16 id : {quint16{1}, quint16{2}}) {
        ConnectionInfo info;
        info.id = id;
        recording.addConnection(info);
    }
    for (const quint16 id : {quint16{1}, quint16{2}})
        for (WireRecord each : records(handshake() + Script{client(clientText)})) {
            each.entry.connection = id;
            QVERIFY(recording.append(each));
        }
    WireRecord end = records({fin(ofServer)}).front();
    end.entry.connection = 2;
    end.entry.timeNs = 9000;
    QVERIFY(recording.append(end));
    const auto kindOf = [&](quint16 id) {
        Conversation conversation(recording, id);
        conversation.finish();
        return reactionTo(conversation, ofServer, quint32{2}).kind;
    };
    QCOMPARE(kindOf(1), Kind::Nothing);
    QCOMPARE(kindOf(2), Kind::Fin);
}

void TestReaction::names()
{
    for (const Kind kind :
         {Kind::Nothing, Kind::Message, Kind::Pong, Kind::Close, Kind::Status, Kind::Fin, Kind::Rst})
        QCOMPARE(reactionKindOf(QString::fromLatin1(nameOf(kind))), std::optional(kind));
    QCOMPARE(nameOf(Kind::Nothing), "nothing");
    QCOMPARE(nameOf(Kind::Rst), "rst");
    QVERIFY(!reactionKindOf(QStringLiteral("ping")));
}

QTEST_GUILESS_MAIN(TestReaction)
#include "tst_reaction.moc"
