// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "core/record/conversations.h"

#include <QRandomGenerator>
#include <QTest>

using namespace core;
using fixtures::hex;

namespace {

ConnectionInfo info(quint16 id)
{
    ConnectionInfo info;
    info.id = id;
    return info;
}

// What happens on three connections, one after the other or mixed.
std::vector<WireRecord> mixed(quint64 seed)
{
    const fixtures::Script script = fixtures::handshake() +
                                    fixtures::Script{fixtures::client(hex("818537fa213d7f9f4d5158")),
                                                     fixtures::server(hex("810548656c6c6f"))} +
                                    fixtures::ending();
    std::vector<std::vector<WireRecord>> lines;
    for (quint16 id = 1; id <= 3; ++id) {
        lines.emplace_back();
        for (WireRecord record : fixtures::records(script)) {
            record.entry.connection = id;
            lines.back().push_back(record);
        }
    }
    QRandomGenerator random(static_cast<quint32>(seed));
    std::vector<WireRecord> all;
    std::size_t next[3] = {};
    for (bool left = true; left;) {
        const auto line = static_cast<std::size_t>(random.bounded(3));
        if (next[line] < lines[line].size())
            all.push_back(lines[line][next[line]++]);
        left = false;
        for (std::size_t i = 0; i < 3; ++i)
            left = left || next[i] < lines[i].size();
    }
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i].entry.timeNs = static_cast<qint64>(i);
    return all;
}

// In batches of `batch`; a connection is told with the first of its records.
QStringList orderOf(const std::vector<WireRecord> &records, std::size_t batch)
{
    Recording recording;
    Conversations all(recording);
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (recording.connection(records[i].entry.connection) == nullptr)
            recording.addConnection(info(records[i].entry.connection));
        if (!recording.append(records[i]))
            qFatal("does not fit");
        if ((i + 1) % batch == 0)
            all.update();
    }
    all.finish();
    QStringList order;
    for (int number = 1; number <= all.stepCount(); ++number) {
        const Conversations::Place place = all.at(number);
        if (all.numberOf(place) != number)
            qFatal("step %d is another one", number);
        const auto &turn = all.turn(all.turnOf(number));
        const Conversation &conversation = all[place.conversation];
        if (turn.conversation != place.conversation || turn.turn != conversation.turnOf(place.step))
            qFatal("step %d is of another turn", number);
        const std::string_view id = conversation.step(place.step).id;
        order += QStringLiteral("%1 %2 %3")
                     .arg(conversation.connection().id)
                     .arg(place.step)
                     .arg(QString::fromLatin1(id.data(), static_cast<qsizetype>(id.size())));
    }
    int steps = 0;
    for (std::size_t i = 0; i < all.size(); ++i)
        steps += all[i].stepCount();
    if (steps != all.stepCount())
        qFatal("steps are lost");
    return order;
}

} // namespace

class TestConversations : public QObject
{
    Q_OBJECT

private slots:
    void theSameHoweverItGrew()
    {
        for (quint64 seed = 1; seed <= 20; ++seed) {
            const std::vector<WireRecord> records = mixed(seed);
            const QStringList whole = orderOf(records, records.size());
            QVERIFY(whole.size() > 60);
            for (const std::size_t batch : {std::size_t(1), std::size_t(2), std::size_t(5), std::size_t(13)})
                QCOMPARE(orderOf(records, batch), whole);
        }
    }

    // The steps of one connection stay in their order among the others.
    void eachInItsOrder()
    {
        int last[4] = {};
        for (const QString &line : orderOf(mixed(7), 3)) {
            const QStringList words = line.split(QLatin1Char(' '));
            int &before = last[words[0].toInt()];
            QCOMPARE(words[1].toInt(), before + 1);
            before = words[1].toInt();
        }
    }

    void whatIsKnownIsNotRenumbered()
    {
        const std::vector<WireRecord> records = mixed(3);
        Recording recording;
        Conversations all(recording);
        std::vector<Conversations::Place> known;
        for (const WireRecord &record : records) {
            if (recording.connection(record.entry.connection) == nullptr)
                recording.addConnection(info(record.entry.connection));
            QVERIFY(recording.append(record));
            all.update();
            for (std::size_t i = 0; i < known.size(); ++i)
                QCOMPARE(all.at(static_cast<int>(i) + 1), known[i]);
            for (int number = static_cast<int>(known.size()) + 1; number <= all.stepCount(); ++number)
                known.push_back(all.at(number));
        }
    }

    void oneConnectionIsItself()
    {
        const auto recording = fixtures::record(fixtures::handshake(), fixtures::whole());
        Conversations all(*recording);
        QCOMPARE(all.stepCount(), 0);
        all.finish();
        Conversation one(*recording, 1);
        one.finish();
        QCOMPARE(all.size(), std::size_t(1));
        QCOMPARE(all.stepCount(), one.stepCount());
        QCOMPARE(all.turnCount(), one.turns().size());
        for (int number = 1; number <= one.stepCount(); ++number) {
            QCOMPARE(all.at(number), (Conversations::Place{0, number}));
            QCOMPARE(all.numberOf({0, number}), number);
            QCOMPARE(all.turnOf(number), one.turnOf(number));
        }
    }
};

QTEST_GUILESS_MAIN(TestConversations)
#include "tst_conversations.moc"
