// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include <QTest>

using namespace core;

/// While the recording grows, what has been said stays: steps and findings are only ever added.
class TestConversationGrowth : public QObject
{
    Q_OBJECT

private slots:
    void stepsAreAPrefix_data();
    void stepsAreAPrefix();
    void lateRequestsChangeNothing();
};

namespace {

// Appends the records one by one; after each, the old steps must still be there.
void grow(const std::vector<WireRecord> &records, const ConnectionInfo &info)
{
    Recording recording;
    recording.addConnection(info);
    Conversation conversation(recording, 1);
    QStringList steps;
    QStringList findings;
    const auto compare = [&] {
        QVERIFY(conversation.stepCount() >= steps.size());
        for (int i = 0; i < steps.size(); ++i) {
            const QString now = fixtures::step(conversation, i + 1);
            // By design: an unknown unit is a step as soon as it is known to be one, and its size still
            // grows.
            if (steps[i].contains(QStringLiteral(" step.unknown")))
                QCOMPARE(now.section(QLatin1Char(' '), 0, 3), steps[i].section(QLatin1Char(' '), 0, 3));
            else
                QCOMPARE(now, steps[i]);
        }
        for (int i = static_cast<int>(steps.size()); i < conversation.stepCount(); ++i)
            steps.append(fixtures::step(conversation, i + 1));
        const QStringList newer = fixtures::findings(conversation);
        QCOMPARE(newer.first(findings.size()), findings);
        findings = newer;
    };
    for (const WireRecord &record : records) {
        QVERIFY(recording.append(record));
        const int before = conversation.stepCount();
        conversation.update();
        if (conversation.stepCount() != before)
            compare();
    }
    conversation.finish();
    compare();
    Conversation atOnce(recording, 1);
    atOnce.finish();
    QCOMPARE(atOnce.stepCount(), steps.size());
    QCOMPARE(fixtures::findings(atOnce), findings);
    for (int i = 0; i < steps.size(); ++i)
        QCOMPARE(fixtures::step(atOnce, i + 1), fixtures::step(conversation, i + 1));
}

} // namespace

void TestConversationGrowth::stepsAreAPrefix_data()
{
    QTest::addColumn<QByteArray>("fixture");
    for (const auto &[name, fixture] : fixtures::all())
        QTest::newRow(name.constData()) << name;
}

void TestConversationGrowth::stepsAreAPrefix()
{
    QFETCH(QByteArray, fixture);
    const fixtures::Named &named = fixtures::all().at(fixture);
    grow(fixtures::records(named.script, fixtures::every(1)), fixtures::infoFor(named));
    // The two directions in another order than they were: each keeps its own, the rest is a scramble.
    for (quint64 seed = 0; seed < 5; ++seed) {
        std::vector<WireRecord> queues[2];
        for (const WireRecord &record : fixtures::records(named.script, fixtures::random(seed)))
            queues[static_cast<std::size_t>(record.entry.direction)].push_back(record);
        const fixtures::Chunking coin = fixtures::random(seed + 100);
        std::vector<WireRecord> scrambled;
        for (std::size_t at[2] = {}; at[0] < queues[0].size() || at[1] < queues[1].size();) {
            std::size_t side = static_cast<std::size_t>(coin() % 2);
            if (at[side] >= queues[side].size())
                side = 1 - side;
            scrambled.push_back(queues[side][at[side]++]);
        }
        grow(scrambled, fixtures::infoFor(named));
    }
}

void TestConversationGrowth::lateRequestsChangeNothing() // an answer is read by what was known when it was
                                                         // whole
{
    using fixtures::client;
    using fixtures::server;
    const QByteArray request = fixtures::request();
    grow(fixtures::records(
             {client(request.first(100)), server(fixtures::response()), client(request.mid(100))}),
         {});
    grow(fixtures::records({server(fixtures::response()), client("GET / HTTP/1.1\r\n\r\n")}), {});
    grow(fixtures::records({server(fixtures::hex("88 02 03")), client(request), server(fixtures::hex("e8"))}),
         {});
    ConnectionInfo frames;
    frames.handshake = false;
    grow(fixtures::records({server(fixtures::hex("88 02 03")), client(fixtures::hex("88 80 00 00 00 00")),
                            server(fixtures::hex("e8"))}),
         frames);
}

QTEST_GUILESS_MAIN(TestConversationGrowth)
#include "tst_conversationgrowth.moc"
