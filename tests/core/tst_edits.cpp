// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include <QTest>

using namespace core;
using fixtures::hex;

namespace {

const QByteArray hello = hex("81 85 37 fa 21 3d 7f 9f 4d 51 58");

/// A client's "Hello" after the handshake, and an edit of it.
struct Edited
{
    Edited(quint8 changes, const QByteArray &delivered)
    {
        ConnectionInfo info;
        info.handshake = false;
        recording.addConnection(info);
        add(EntryKind::Chunk, Leg::Sent, hello);
        WireRecord edit;
        edit.entry.kind = EntryKind::Edit;
        edit.entry.leg = Leg::Delivered;
        edit.entry.by = Actor::Wire;
        edit.entry.timeNs = 7'000'000;
        edit.entry.sentOffset = 0;
        edit.entry.sentLength = quint32(hello.size());
        edit.entry.length = quint32(delivered.size());
        edit.entry.changes = changes;
        fits = fits && recording.append(edit);
        add(EntryKind::Chunk, Leg::Delivered, delivered);
    }
    void add(EntryKind kind, Leg leg, const QByteArray &bytes)
    {
        if (bytes.isEmpty())
            return;
        WireRecord record;
        record.entry.kind = kind;
        record.entry.leg = leg;
        record.bytes = bytes;
        fits = recording.append(record) && fits;
    }
    std::vector<Step> steps()
    {
        Conversation conversation(recording, 1);
        conversation.update();
        std::vector<Step> edits;
        for (int number = 1; number <= conversation.stepCount(); ++number)
            if (const Step step = conversation.step(number); step.id.starts_with("step.wire."))
                edits.push_back(step);
        return edits;
    }

    Recording recording;
    bool fits = true;
};

quint8 bits(std::initializer_list<Change> changes)
{
    quint8 all = 0;
    for (const Change change : changes)
        all |= static_cast<quint8>(change);
    return all;
}

QString valueOf(const Step &step, const char *name)
{
    for (const auto &[key, value] : step.values)
        if (key == QLatin1StringView(name))
            return value;
    return {};
}

} // namespace

class TestEdits : public QObject
{
    Q_OBJECT

private slots:
    void whatWasEditedIsShown()
    {
        QByteArray other = hello;
        other[1] = 0x05; // MASK off
        Edited e(bits({Change::Edited}), other);
        QVERIFY(e.fits);
        const auto steps = e.steps();
        QCOMPARE(steps.size(), std::size_t(1));
        QCOMPARE(QByteArray(steps[0].id.data()), QByteArray("step.wire.edited"));
        QCOMPARE(steps[0].unit, std::optional(0U));
        QVERIFY(steps[0].focus == byteRange(1, 1));
        QCOMPARE(valueOf(steps[0], "sent"), QStringLiteral("85"));
        QCOMPARE(valueOf(steps[0], "delivered"), QStringLiteral("05"));
        QCOMPARE(valueOf(steps[0], "at"), QStringLiteral("1"));
    }

    void whatWasAddedIsShown()
    {
        Edited e(bits({Change::Edited}), hello + "!");
        const EditedBytes bytes = editedBytes(e.recording, e.recording.entries()[1]);
        QCOMPARE(bytes.from, quint64(hello.size()));
        QCOMPARE(bytes.sentCount, quint64(0));
        QCOMPARE(bytes.deliveredCount, quint64(1));
    }

    void eachChangeHasItsStep()
    {
        Edited e(bits({Change::Doubled, Change::Delayed, Change::Swapped, Change::Split, Change::Glued}),
                 hello + hello);
        QByteArrayList ids;
        for (const Step &step : e.steps())
            ids << QByteArray(step.id.data(), qsizetype(step.id.size()));
        QCOMPARE(ids, (QByteArrayList{"step.wire.doubled", "step.wire.delayed", "step.wire.swapped",
                                      "step.wire.split", "step.wire.glued"}));
        QCOMPARE(valueOf(e.steps()[1], "ms"), QStringLiteral("7"));
    }

    void bothLegsAreRead()
    {
        QByteArray other = hello;
        other[1] = 0x05;
        Edited e(bits({Change::Edited}), other);
        Conversation sent(e.recording, 1, Leg::Sent);
        sent.update();
        QVERIFY(sent.findingsOf(0).empty());
        Conversation delivered(e.recording, 1, Leg::Delivered);
        delivered.update();
        QCOMPARE(delivered.units().size(),
                 std::size_t(2)); // without its mask the length ends four bytes early
        QCOMPARE(QByteArray(delivered.findingsOf(0).front()->check.rule->id.data()), QByteArray("FRM-01"));
    }

    // MSG-09 asks for a Pong; nobody owes one for a Ping that never came.
    void aDroppedPingIsOwedNoPong()
    {
        for (const bool isDropped : {false, true}) {
            Recording recording;
            ConnectionInfo info;
            info.handshake = false;
            recording.addConnection(info);
            const QByteArray ping = hex("89 00");
            const QByteArray text = hex("81 01 61");
            const auto add = [&](EntryKind kind, Leg leg, const QByteArray &sent, quint64 from, qint64 ms) {
                WireRecord record;
                record.entry.kind = kind;
                record.entry.leg = leg;
                record.entry.direction = Direction::Server;
                record.entry.timeNs = ms * 1'000'000;
                record.entry.length = quint32(sent.size());
                if (leg == Leg::Sent)
                    record.bytes = sent;
                else
                    record.entry.sentOffset = from;
                if (kind == EntryKind::Edit) {
                    record.entry.length = 0;
                    record.entry.sentLength = quint32(sent.size());
                    record.entry.changes = bits({Change::Dropped});
                }
                QVERIFY(recording.append(record));
            };
            add(EntryKind::Chunk, Leg::Sent, ping + text, 0, 0);
            add(isDropped ? EntryKind::Edit : EntryKind::Chunk, Leg::Delivered, ping, 0, 1);
            add(EntryKind::Chunk, Leg::Delivered, text, 2, 2);
            for (const Direction who : {Direction::Client, Direction::Server}) {
                WireRecord fin;
                fin.entry.kind = EntryKind::Fin;
                fin.entry.direction = who;
                fin.entry.timeNs = 60'000'000'000;
                QVERIFY(recording.append(fin));
            }
            Conversation conversation(recording, 1);
            conversation.finish();
            const auto &findings = conversation.findings();
            const bool isOwed = std::any_of(findings.begin(), findings.end(), [](const Finding &finding) {
                return finding.check.rule->id == "MSG-09";
            });
            QCOMPARE(isOwed, !isDropped);
        }
    }

    void whatWasDroppedWasNotDelivered()
    {
        Edited e(bits({Change::Dropped}), {});
        QVERIFY(e.fits);
        QCOMPARE(e.steps().size(), std::size_t(1));
        Conversation delivered(e.recording, 1, Leg::Delivered);
        delivered.update();
        QCOMPARE(delivered.units().size(), std::size_t(0));
    }
};

QTEST_APPLESS_MAIN(TestEdits)
#include "tst_edits.moc"
