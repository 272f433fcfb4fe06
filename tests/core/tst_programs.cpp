// SPDX-License-Identifier: GPL-3.0-or-later
// What the program of a client has sent and was given, and what small programs read in it.
#include "fixtures.h"

#include "core/programs/readings.h"

#include <QTest>

using namespace core;
using fixtures::hex;

namespace {

/// A recording that grows by hand: what is sent is delivered when it is told to be.
class Wire
{
public:
    explicit Wire(quint16 connections = 1)
    {
        for (quint16 id = 1; id <= connections; ++id) {
            ConnectionInfo info;
            info.id = id;
            recording.addConnection(info);
            event(id, EntryKind::Connect, Leg::Sent);
            event(id, EntryKind::Connect, Leg::Delivered);
            pass(id, Direction::Client, fixtures::request());
            pass(id, Direction::Server, fixtures::response());
        }
    }

    void send(quint16 id, Direction direction, const QByteArray &bytes)
    {
        Entry entry;
        entry.connection = id;
        entry.direction = direction;
        entry.by = actorOf(direction);
        add({entry, bytes});
    }
    /// As many bytes of what was sent as have not been delivered yet, or fewer.
    void deliver(quint16 id, Direction direction, quint64 most = ~0ULL)
    {
        const quint64 from = recording.streamLength(id, direction, Leg::Delivered);
        Entry entry;
        entry.connection = id;
        entry.direction = direction;
        entry.leg = Leg::Delivered;
        entry.by = actorOf(direction);
        entry.sentOffset = from;
        entry.length =
            static_cast<quint32>(std::min(most, recording.streamLength(id, direction, Leg::Sent) - from));
        add({entry, {}});
    }
    void pass(quint16 id, Direction direction, const QByteArray &bytes)
    {
        send(id, direction, bytes);
        deliver(id, direction);
    }
    QByteArrayList contents(std::size_t client)
    {
        log.update();
        QByteArrayList read;
        for (const ProgramMessage &message : log.clients()[client].messages)
            read += (message.isReceived ? "< " : "> ") + message.content;
        return read;
    }

    Recording recording;
    Conversations all{recording};
    ProgramLog log{all};

private:
    void event(quint16 id, EntryKind kind, Leg leg)
    {
        Entry entry;
        entry.connection = id;
        entry.kind = kind;
        entry.leg = leg;
        add({entry, {}});
    }
    void add(const WireRecord &record)
    {
        if (!recording.append(record))
            qFatal("a record does not fit");
        all.update();
    }
};

const QByteArray hello = hex("810548656c6c6f");          // the server's
const QByteArray masked = hex("818537fa213d7f9f4d5158"); // “Hello” of the client
ProgramMessage text(const char *content, bool isReceived = true)
{
    return {isReceived, true, QByteArray(content), 0, 0};
}

} // namespace

class TestPrograms : public QObject
{
    Q_OBJECT

private slots:
    void receivedIsWhatWasDelivered()
    {
        Wire wire;
        wire.send(1, Direction::Server, hello);
        QCOMPARE(wire.contents(0), QByteArrayList());
        wire.deliver(1, Direction::Server, 6);
        QCOMPARE(wire.contents(0), QByteArrayList()); // its last byte is on the way
        wire.deliver(1, Direction::Server);
        QCOMPARE(wire.contents(0), QByteArrayList{"< Hello"});
    }

    void sentIsWhatLeftTheClient()
    {
        Wire wire;
        wire.send(1, Direction::Client, masked);
        QCOMPARE(wire.contents(0), QByteArrayList{"> Hello"});
        wire.deliver(1, Direction::Client);
        QCOMPARE(wire.contents(0), QByteArrayList{"> Hello"});
    }

    // A message is there when its last frame is; control frames are no messages.
    void fragmentsAreOneMessage()
    {
        Wire wire;
        wire.pass(1, Direction::Server, hex("010348656c") + hex("8900"));
        QCOMPARE(wire.contents(0), QByteArrayList());
        wire.pass(1, Direction::Server, hex("80026c6f") + hex("8a00") + hex("8203010203"));
        QCOMPARE(wire.contents(0), (QByteArrayList{"< Hello", "< \1\2\3"}));
        const auto &messages = wire.log.clients()[0].messages;
        QVERIFY(messages[0].isText && !messages[1].isText);
        // The frame that it begins with, among all units of the connection.
        QCOMPARE(wire.log.unitOf(0, messages[0]), std::optional(2U));
        QCOMPARE(wire.log.unitOf(0, messages[1]), std::optional(6U));
    }

    // What the wire has put in the place of a frame was sent by nobody.
    void anEditedMessageHasNoFrame()
    {
        Wire wire;
        wire.send(1, Direction::Server, hello);
        Entry entry;
        entry.direction = Direction::Server;
        entry.leg = Leg::Delivered;
        entry.by = Actor::Server;
        QVERIFY(wire.recording.append({entry, hex("810548614c6c4f")}));
        QCOMPARE(wire.contents(0), QByteArrayList{"< HaLlO"});
        QVERIFY(!wire.log.unitOf(0, wire.log.clients()[0].messages[0]));
    }

    void connectionsOfTheirOwn()
    {
        Wire wire(3);
        wire.pass(2, Direction::Client, masked);
        wire.pass(1, Direction::Server, hello);
        QCOMPARE(wire.contents(0), QByteArrayList{"< Hello"});
        QCOMPARE(wire.contents(1), QByteArrayList{"> Hello"});
        QCOMPARE(wire.contents(2), QByteArrayList());
    }

    // At a frame's own step it has arrived where nothing held it up, else at a later one.
    void atAStep()
    {
        Wire wire(2);
        wire.send(1, Direction::Server, hello);
        wire.deliver(1, Direction::Server);
        wire.send(2, Direction::Server, hello);
        wire.pass(1, Direction::Client, masked);
        wire.deliver(2, Direction::Server);
        wire.log.update();
        const auto has = [&wire](std::size_t client, std::size_t message, int number) {
            return wire.log.clients()[client].messages[message].entry < entriesAt(wire.all, number);
        };
        const auto stepOf = [&wire](std::size_t client, quint32 unit) {
            const auto turn = wire.all[client].turns().turnOfUnit(unit);
            return wire.all.numberOf({client, static_cast<int>(wire.all[client].turns()[*turn].firstStep)});
        };
        const int first = stepOf(0, 2);
        const int second = stepOf(1, 2);
        const int third = stepOf(0, 3);
        QVERIFY(first < second && second < third);
        QVERIFY(!has(0, 0, first - 1));
        QVERIFY(has(0, 0, first));
        QVERIFY(!has(1, 0, second)); // held up
        QVERIFY(!has(0, 1, second));
        QVERIFY(has(0, 1, third));
        QVERIFY(has(1, 0, wire.all.stepCount()));
        QCOMPARE(entriesAt(wire.all, 0), 0U);
        QCOMPARE(entriesAt(wire.all, 100'000), static_cast<quint32>(wire.recording.entries().size()));
        QCOMPARE(clientStateAt(wire.all, 1, 1), ConnectionState::Connecting);
        QCOMPARE(clientStateAt(wire.all, 1, second), ConnectionState::Open);
    }

    void moves_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("isText");
        QTest::addColumn<QByteArray>("move"); // player column row; empty: none
        QTest::newRow("text") << QByteArray(R"({"player":2,"x":7,"y":4})") << true << QByteArray("2 7 4");
        QTest::newRow("bytes") << hex("030100") << false << QByteArray("3 1 0");
        QTest::newRow("off the board") << QByteArray(R"({"player":2,"x":8,"y":4})") << true << QByteArray();
        QTest::newRow("above it") << QByteArray(R"({"player":2,"x":0,"y":-1})") << true << QByteArray();
        QTest::newRow("half a square") << QByteArray(R"({"player":2,"x":0.5,"y":1})") << true << QByteArray();
        QTest::newRow("a fourth player") << hex("040100") << false << QByteArray();
        QTest::newRow("two bytes") << hex("0301") << false << QByteArray();
        QTest::newRow("words") << QByteArray("hello") << true << QByteArray();
        QTest::newRow("nothing") << QByteArray() << true << QByteArray();
    }
    void moves()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const bool, isText);
        QFETCH(const QByteArray, move);
        const auto read = moveOf({true, isText, content, 0, 0});
        QCOMPARE(read ? QStringLiteral("%1 %2 %3").arg(read->player).arg(read->column).arg(read->row)
                      : QString(),
                 QString::fromLatin1(move));
        if (read)
            QCOMPARE(moveOf(text(textOf(*read).toUtf8().constData())), read);
    }

    void theBoardIsWhatWasToldLast()
    {
        const std::vector<ProgramMessage> messages{text(R"({"player":1,"x":3,"y":2})"), text("hello"),
                                                   text(R"({"player":2,"x":0,"y":0})", false),
                                                   text(R"({"player":1,"x":4,"y":2})")};
        QVERIFY(boardOf(messages, 0).empty());
        QCOMPARE(boardOf(messages, 3).size(), std::size_t(2));
        QCOMPARE(boardOf(messages, 3).at(1).move, (Move{1, 3, 2}));
        QCOMPARE(boardOf(messages, 4).at(1).move, (Move{1, 4, 2}));
        QCOMPARE(boardOf(messages, 4).at(1).message, std::size_t(3));
    }

    void prices()
    {
        QCOMPARE(priceOf(text(R"({"price":71200})")), std::optional(71200.0));
        QCOMPARE(priceOf(text("71200원")), std::optional(71200.0));
        QCOMPARE(priceOf(text("0.25")), std::optional(0.25));
        QVERIFY(!priceOf(text("시세 3개를 받았습니다")));
        QVERIFY(!priceOf(text(R"({"price":"high"})")));
        QVERIFY(!priceOf({true, false, "71200", 0, 0}));
    }

    void whatTheMessagesLookLike()
    {
        const auto kind = [](const std::vector<ProgramMessage> &messages) {
            return kindOf({{0, {}}, {1, messages}});
        };
        QVERIFY(kind({}) == ProgramKind::Chat);
        QVERIFY(kind({text("hello"), text("71200")}) == ProgramKind::Chat);
        QVERIFY(kind({text("71200"), text("71300"), text("thanks", false)}) == ProgramKind::Prices);
        QVERIFY(kind({text("start"), text(R"({"player":1,"x":3,"y":2})")}) == ProgramKind::Game);
    }
};

QTEST_GUILESS_MAIN(TestPrograms)
#include "tst_programs.moc"
