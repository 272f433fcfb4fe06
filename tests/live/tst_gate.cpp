// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/gate.h"
#include "core/live/path.h"
#include "tests/core/fixtures.h"

#include <QRandomGenerator>
#include <QTest>

using namespace core;
using fixtures::hex;
using live::Gate;
using live::Passage;
using live::Path;

namespace {

const QByteArray hello = hex("81 85 37 fa 21 3d 7f 9f 4d 51 58");
const QByteArray ping = hex("89 80 00 00 00 00");
const QByteArray bye = hex("88 82 37 fa 21 3d 34 12");

HoldSettings everything()
{
    HoldSettings settings;
    settings.all[0] = settings.all[1] = true;
    return settings;
}

HoldSettings when(HoldCondition condition)
{
    HoldSettings settings;
    settings.conditions.push_back(std::move(condition));
    return settings;
}

/// A gate of the client's direction after its request, and what has passed it.
struct Bench
{
    Bench()
        : gate(1, Direction::Client, [this](Passage passage) { take(std::move(passage)); })
    {
        gate.take(fixtures::request(), 0);
        passed.clear();
        passages.clear();
    }

    void take(Passage passage)
    {
        quint64 length = 0;
        for (const Passage::Segment &segment : passage.segments)
            length += segment.length;
        consistent = consistent && length == static_cast<quint64>(passage.bytes.size());
        passed += passage.bytes;
        ended = ended || passage.end != Passage::End::None;
        passages.push_back(std::move(passage));
    }
    std::vector<HeldUnit> waiting() const { return gate.waiting(); }
    quint64 id(std::size_t at) const { return gate.waiting().at(at).id; }

    QByteArray passed;
    std::vector<Passage> passages;
    bool ended = false;
    bool consistent = true;
    Gate gate;
};

WireChange change(Change kind, const char *what = "", int nth = 1)
{
    WireChange change;
    change.unit.direction = Direction::Client;
    change.unit.what = QString::fromLatin1(what);
    change.unit.nth = nth;
    change.change = kind;
    return change;
}

} // namespace

class TestGate : public QObject
{
    Q_OBJECT

private slots:
    void nothingHeldPassesAtOnce();
    void wholeUnitsWait();
    void chunkBordersAreKept();
    void aUnitThatIsUnderWayPasses();
    void conditionsHold();
    void aRuleHolds();
    void letGoTakesWhatIsBefore();
    void theEndWaitsBehind();
    void deliveries();
    void swapping();
    void changesOnTheWay();
    void glueWaitsForTheNext();
    void largeUnitsPassInPieces();
    void lostFramingIsHeldReadByRead();
    void unheldPartOfAUnitGoesOn();
    void keepingTheAccept();
    void anyChunkingPassesTheSameBytes();
    void pathChopsAndMerges();
    void pathKeepsOrderAndDelay();
    void pathStallsAndFallsSilent();
};

void TestGate::nothingHeldPassesAtOnce()
{
    Bench b;
    b.gate.take(hello.first(3), 0);
    QCOMPARE(b.passed, hello.first(3));
    b.gate.take(hello.mid(3) + bye, 0);
    QCOMPARE(b.passed, hello + bye);
    QVERIFY(b.gate.closeSeen());
    QVERIFY(b.waiting().empty());
    b.gate.end(Passage::End::Fin);
    QVERIFY(b.ended);
}

void TestGate::wholeUnitsWait()
{
    Bench b;
    b.gate.setHold(everything());
    b.gate.take(hello + ping, 42);
    QVERIFY(b.passed.isEmpty());
    const auto held = b.waiting();
    QCOMPARE(held.size(), std::size_t(2));
    QCOMPARE(held[0].bytes, hello);
    QCOMPARE(held[0].kind, UnitKind::Frame);
    QCOMPARE(held[0].opcode, quint8(1));
    QCOMPARE(held[0].offset, quint64(fixtures::request().size()));
    QCOMPARE(held[0].arrivedNs, 42);
    QVERIFY(held[0].isHeld && held[0].whole && !held[0].isArriving);
    QCOMPARE(held[1].offset, held[0].offset + static_cast<quint64>(hello.size()));
    QVERIFY(held[0].id != held[1].id);
    b.gate.letAllGo();
    QCOMPARE(b.passed, hello + ping);
    QCOMPARE(b.gate.waitingBytes(), quint64(0));
    QVERIFY(std::none_of(b.passages.begin(), b.passages.end(),
                         [](const Passage &p) { return !p.edits.empty(); })); // as they came: no edit
}

void TestGate::chunkBordersAreKept()
{
    Bench b;
    b.gate.setHold(everything());
    b.gate.take(hello.first(2), 0);
    b.gate.take(hello.mid(2, 4), 0);
    QCOMPARE(b.waiting().size(), std::size_t(1)); // still arriving
    QVERIFY(b.waiting()[0].isArriving);
    QCOMPARE(b.waiting()[0].bytes, hello.first(6));
    b.gate.take(hello.mid(6) + ping, 0);
    QCOMPARE(b.waiting()[0].chunks, (std::vector<quint32>{2, 4, 5}));
    QCOMPARE(b.waiting()[1].chunks, (std::vector<quint32>{6}));
}

void TestGate::aUnitThatIsUnderWayPasses()
{
    Bench b;
    b.gate.take(hello.first(3), 0);
    b.gate.setHold(everything());
    b.gate.take(hello.mid(3) + ping, 0);
    QCOMPARE(b.passed, hello);
    QCOMPARE(b.waiting().size(), std::size_t(1));
    QCOMPARE(b.waiting()[0].bytes, ping);
    QVERIFY(b.waiting()[0].whole);
}

void TestGate::conditionsHold()
{
    HoldCondition second;
    second.what = QStringLiteral("ping");
    second.nth = 2;
    Bench b;
    b.gate.setHold(when(second));
    b.gate.take(ping + hello + ping + hello + ping, 0);
    QCOMPARE(b.passed, ping + hello);
    const auto waiting = b.waiting();
    QCOMPARE(waiting.size(), std::size_t(3)); // the held one, and what must not overtake it
    QVERIFY(waiting[0].isHeld && !waiting[1].isHeld && !waiting[2].isHeld);
    b.gate.letGo(waiting[0].id);
    QCOMPARE(b.passed, ping + hello + ping + hello + ping);

    // Another setting beside it does not begin its counting anew.
    Bench counting;
    counting.gate.setHold(when(second));
    counting.gate.take(ping, 0);
    HoldSettings more = when(second);
    more.conditions.push_back({.what = QStringLiteral("close")});
    counting.gate.setHold(more);
    counting.gate.take(ping, 0);
    QCOMPARE(counting.passed, ping);
    QVERIFY(counting.waiting().at(0).isHeld);

    second.enabled = false;
    Bench off;
    off.gate.setHold(when(second));
    off.gate.take(ping + ping, 0);
    QCOMPARE(off.passed, ping + ping);

    HoldCondition ofServer;
    ofServer.direction = Direction::Server;
    Bench other;
    other.gate.setHold(when(ofServer));
    other.gate.take(hello, 0);
    QCOMPARE(other.passed, hello);
}

void TestGate::aRuleHolds()
{
    HoldCondition unmasked;
    unmasked.rule = "FRM-01";
    Bench b;
    const auto start = static_cast<quint64>(fixtures::request().size());
    b.gate.setBreaks([start](quint64 offset, const QByteArray &rule) {
        return rule == "FRM-01" && offset == start + static_cast<quint64>(hello.size());
    });
    b.gate.setHold(when(unmasked));
    b.gate.take(hello + ping, 0);
    QCOMPARE(b.passed, hello);
    QCOMPARE(b.waiting().size(), std::size_t(1));
}

void TestGate::letGoTakesWhatIsBefore()
{
    Bench b;
    b.gate.setHold(everything());
    b.gate.take(hello + ping + bye, 0);
    const quint64 second = b.id(1);
    QVERIFY(!b.gate.letGo(999));
    QVERIFY(b.gate.letGo(second));
    QCOMPARE(b.passed, hello + ping);
    QCOMPARE(b.waiting().size(), std::size_t(1));
    QVERIFY(!b.gate.letGo(second)); // has left
}

void TestGate::theEndWaitsBehind()
{
    Bench b;
    b.gate.setHold(everything());
    b.gate.take(hello + ping.first(3), 0);
    b.gate.end(Passage::End::Fin);
    QVERIFY(!b.ended);
    const auto waiting = b.waiting();
    QCOMPARE(waiting.size(), std::size_t(2));
    QVERIFY(!waiting[1].whole && !waiting[1].isArriving); // the rest will never come
    b.gate.letAllGo();
    QCOMPARE(b.passed, hello + ping.first(3));
    QVERIFY(b.ended);
}

void TestGate::deliveries()
{
    const auto run = [](const Delivery &delivery) {
        auto b = std::make_unique<Bench>();
        b->gate.setHold(everything());
        b->gate.take(hello + ping, 0);
        b->gate.setDelivery(b->id(0), delivery);
        b->gate.letAllGo();
        return b;
    };
    const auto start = static_cast<quint64>(fixtures::request().size());

    const auto dropped = run({.copies = 0});
    QCOMPARE(dropped->passed, ping);
    QCOMPARE(dropped->passages.front().edits.size(), std::size_t(1));
    const Entry &edit = dropped->passages.front().edits.front();
    QVERIFY(edit.has(Change::Dropped) && !edit.has(Change::Edited));
    QCOMPARE(edit.sentOffset, start);
    QCOMPARE(edit.sentLength, quint32(hello.size()));
    QCOMPARE(edit.length, 0U);

    const auto doubled = run({.copies = 2});
    QCOMPARE(doubled->passed, hello + hello + ping);
    QCOMPARE(doubled->passages.front().edits.front().length, quint32(2 * hello.size()));
    QCOMPARE(doubled->passages[1].segments.front().sentOffset, start); // stored once

    const auto edited = run({.bytes = hex("81 00")});
    QCOMPARE(edited->passed, hex("81 00") + ping);
    QCOMPARE(edited->passages.front().segments.front().sentOffset, Entry::ownBytes);
    QVERIFY(edited->passages.front().edits.front().has(Change::Edited));

    QVERIFY(run({.bytes = hello})->passages.front().edits.empty()); // the same bytes are no edit

    const auto split = run({.splits = {1, 6, 4000}});
    QCOMPARE(split->passed, hello + ping);
    QCOMPARE(split->passages.size(), std::size_t(4));
    QCOMPARE(split->passages[0].bytes, hello.first(1));
    QCOMPARE(split->passages[1].bytes, hello.mid(1, 5));
    QVERIFY(!split->passages[0].isPart && split->passages[1].isPart && split->passages[2].isPart);
    QCOMPARE(split->passages[2].segments.front().sentOffset, start + 6);

    const auto delayed = run({.delayMs = 30});
    QCOMPARE(delayed->passages.front().delayMs, 30);

    const auto glued = run({.glue = true});
    QCOMPARE(glued->passages.size(), std::size_t(1));
    QCOMPARE(glued->passages.front().bytes, hello + ping);
    QCOMPARE(glued->passages.front().segments.size(), std::size_t(2));
}

void TestGate::swapping()
{
    Bench b;
    b.gate.setHold(everything());
    b.gate.take(hello + ping, 0);
    QVERIFY(b.gate.swapWithNext(b.id(0)));
    QCOMPARE(b.waiting()[0].bytes, ping);
    QVERIFY(!b.gate.swapWithNext(b.id(1))); // has no next
    QVERIFY(b.gate.swapWithNext(b.id(0)));  // undone
    QCOMPARE(b.waiting()[0].bytes, hello);
    b.gate.letAllGo();
    QVERIFY(b.passages.front().edits.empty());

    // What nothing holds does not stay behind for want of more bytes.
    HoldCondition text;
    text.what = QStringLiteral("text");
    Bench behind;
    behind.gate.setHold(when(text));
    behind.gate.take(hello + ping, 0);
    behind.gate.swapWithNext(behind.id(0));
    QCOMPARE(behind.passed, ping);

    Bench swapped;
    swapped.gate.setHold(everything());
    swapped.gate.take(hello + ping, 0);
    swapped.gate.swapWithNext(swapped.id(0));
    swapped.gate.letAllGo();
    QCOMPARE(swapped.passed, ping + hello);
    for (const Passage &passage : swapped.passages)
        QVERIFY(passage.edits.front().has(Change::Swapped));
}

void TestGate::changesOnTheWay()
{
    Bench b;
    WireChange flip = change(Change::Edited, "text", 2);
    flip.edit.at = 8; // MASK
    b.gate.change(flip);
    b.gate.take(hello + ping + hello + hello, 0);
    QByteArray unmasked = hello;
    unmasked[1] = 0x05;
    QCOMPARE(b.passed, hello + ping + unmasked + hello); // once
    QVERIFY(b.waiting().empty());

    Bench swap;
    swap.gate.change(change(Change::Swapped, "ping"));
    swap.gate.take(ping, 0);
    QVERIFY(swap.passed.isEmpty()); // there is nothing to change places with yet
    swap.gate.take(hello, 0);
    QCOMPARE(swap.passed, hello + ping);

    Bench last;
    last.gate.change(change(Change::Swapped, "ping"));
    last.gate.take(ping, 0);
    last.gate.end(Passage::End::Fin);
    QCOMPARE(last.passed, ping); // nothing came: as it was
    QVERIFY(last.ended);

    // A unit that passes in pieces is not torn apart.
    const QByteArray large =
        hex("82 7f 0000000000") + QByteArray::fromHex("100001") + QByteArray(0x100001, 'x');
    Bench beside;
    beside.gate.change(change(Change::Swapped, "ping"));
    beside.gate.take(ping + large, 0);
    QVERIFY(beside.passed == ping + large);

    Bench both;
    both.gate.change(change(Change::Dropped, "ping"));
    both.gate.change(change(Change::Doubled, "text"));
    both.gate.take(ping + hello + bye, 0);
    QCOMPARE(both.passed, hello + hello + bye);
}

void TestGate::glueWaitsForTheNext()
{
    Bench b;
    b.gate.change(change(Change::Glued, "text"));
    b.gate.take(hello, 0);
    QVERIFY(b.passed.isEmpty());
    b.gate.take(ping, 0);
    QCOMPARE(b.passages.size(), std::size_t(1));
    QCOMPARE(b.passed, hello + ping);

    Bench held;
    held.gate.setHold(everything());
    held.gate.take(hello + ping, 0);
    held.gate.setDelivery(held.id(0), {.glue = true});
    held.gate.letGo(held.id(0));
    QVERIFY(held.passed.isEmpty());
    held.gate.letAllGo();
    QCOMPARE(held.passages.size(), std::size_t(1));
}

void TestGate::largeUnitsPassInPieces()
{
    const qsizetype size = 2 * qsizetype{holdLimit} + 1000;
    const QByteArray large = hex("82 7f 0000000000") + QByteArray::fromHex("2003e8") + QByteArray(size, 'x');
    Bench b;
    b.gate.setHold(everything());
    for (qsizetype at = 0; at < large.size(); at += 65536)
        b.gate.take(large.mid(at, 65536), 0);
    const auto waiting = b.waiting();
    QCOMPARE(waiting.size(), std::size_t(3));
    QCOMPARE(waiting[0].bytes.size(), qsizetype{holdLimit});
    QVERIFY(!waiting[0].whole && !waiting[2].whole);
    QVERIFY(waiting[0].isHeld && waiting[1].isHeld && waiting[2].isHeld);
    b.gate.letAllGo();
    QVERIFY(b.passed == large);
}

void TestGate::lostFramingIsHeldReadByRead()
{
    Bench b;
    b.gate.setHold(everything());
    b.gate.take(hex("81 ff ff ff ff ff ff ff ff ff"), 0); // bit 63 of the length
    b.gate.take("what is this", 0);
    b.gate.take("and this", 0);
    b.gate.letAllGo();
    QVERIFY(b.passed.endsWith("what is thisand this"));
    QVERIFY(b.waiting().empty());
}

void TestGate::unheldPartOfAUnitGoesOn()
{
    Bench b;
    b.gate.setHold(everything());
    b.gate.take(hello.first(4), 0);
    b.gate.setHold({}); // the switch goes off while a unit is arriving
    QCOMPARE(b.passed, hello.first(4));
    b.gate.take(hello.mid(4), 0);
    QCOMPARE(b.passed, hello);

    Bench asked;
    asked.gate.setHold(everything());
    asked.gate.take(hello.first(4), 0);
    QVERIFY(asked.gate.letGo(asked.id(0)));
    QCOMPARE(asked.passed, hello.first(4));
    asked.gate.take(hello.mid(4) + ping, 0);
    QCOMPARE(asked.passed, hello); // the rest follows it, the next one waits
    QCOMPARE(asked.waiting().size(), std::size_t(1));

    Bench all;
    all.gate.setHold(everything());
    all.gate.take(hello.first(4), 0);
    all.gate.letAllGo();
    QCOMPARE(all.passed, hello.first(4));
    QVERIFY(all.waiting().empty());
}

void TestGate::keepingTheAccept()
{
    QByteArray told;
    Gate gate(1, Direction::Client, [](const Passage &) {});
    gate.setKeepAccept([&told](const QByteArray &request) { told = request; });
    gate.setHold(everything());
    gate.take(fixtures::request(), 0);
    QByteArray other = fixtures::request();
    other.replace("dGhlIHNhbXBsZSBub25jZQ==", "AAAAAAAAAAAAAAAAAAAAAA==");
    gate.setDelivery(gate.waiting()[0].id, {.bytes = other, .keepAccept = true});
    gate.letAllGo();
    QCOMPARE(told, fixtures::request());
}

void TestGate::anyChunkingPassesTheSameBytes()
{
    QRandomGenerator random(7);
    const QByteArray stream = hello + ping + hello + hex("82 fe 00 80 01020304") + QByteArray(128, 'z') + bye;
    for (int round = 0; round < 300; ++round) {
        Bench b;
        qsizetype at = 0;
        while (at < stream.size()) {
            const qsizetype size = std::min<qsizetype>(random.bounded(1, 40), stream.size() - at);
            b.gate.take(stream.mid(at, size), 0);
            at += size;
            switch (random.bounded(5)) {
            case 0:
                b.gate.setHold(everything());
                break;
            case 1:
                b.gate.setHold({});
                break;
            case 2:
                b.gate.letAllGo();
                break;
            case 3:
                if (!b.waiting().empty())
                    b.gate.letGo(b.id(static_cast<std::size_t>(random.bounded(int(b.waiting().size())))));
                break;
            default:
                break;
            }
        }
        b.gate.end(Passage::End::Fin);
        b.gate.letAllGo();
        QCOMPARE(b.passed.toHex(), stream.toHex());
        QVERIFY(b.ended && b.consistent);
        quint64 offset = static_cast<quint64>(fixtures::request().size());
        for (const Passage &passage : b.passages)
            for (const Passage::Segment &segment : passage.segments) {
                QCOMPARE(segment.sentOffset, offset);
                offset += segment.length;
            }
    }
}

void TestGate::pathChopsAndMerges()
{
    std::vector<Passage> writes;
    Path path(RandomStream(1, 1, "test"), [&writes](Passage p) { writes.push_back(std::move(p)); });
    path.setConditions({.chop = 4});
    path.take(Passage::of("0123456789", 100));
    path.take(Passage::of("ab", 110));
    QTRY_COMPARE(writes.size(), std::size_t(4));
    QCOMPARE(writes[0].bytes, QByteArray("0123"));
    QCOMPARE(writes[2].bytes, QByteArray("89"));
    QCOMPARE(writes[2].segments.front().sentOffset, quint64(108));
    QCOMPARE(writes[3].bytes, QByteArray("ab"));
    QCOMPARE(path.waitingBytes(), quint64(0));

    writes.clear();
    path.setConditions({.mergeMs = 20});
    path.take(Passage::of("one", 0));
    path.take(Passage::of("two", 3));
    path.take(Passage::of(Passage::End::Fin));
    QTRY_COMPARE(writes.size(), std::size_t(2));
    QCOMPARE(writes[0].bytes, QByteArray("onetwo"));
    QCOMPARE(writes[1].end, Passage::End::Fin);
}

void TestGate::pathKeepsOrderAndDelay()
{
    std::vector<QByteArray> writes;
    std::vector<qint64> times;
    QElapsedTimer clock;
    clock.start();
    Path path(RandomStream(1, 1, "test"), [&](const Passage &p) {
        writes.push_back(p.bytes);
        times.push_back(clock.elapsed());
    });
    Passage late = Passage::of("late", 0);
    late.delayMs = 40;
    path.take(late);
    path.take(Passage::of("after", 4)); // what follows waits too
    QVERIFY(writes.empty());
    QTRY_COMPARE(writes.size(), std::size_t(2));
    QCOMPARE(writes[0], QByteArray("late"));
    QVERIFY(times[0] >= 39);
    path.take(Passage::of("now", 9));
    QCOMPARE(writes.size(), std::size_t(3));

    // Joined to another, a unit keeps its delay.
    Passage first = Passage::of("a", 0);
    Passage second = Passage::of("b", 1);
    second.delayMs = 9;
    first.join(second);
    QCOMPARE(first.delayMs, 9);

    // Jitter never lets one overtake another, and is the same for the same seed.
    path.setConditions({.jitterMs = 5});
    for (char c = 'a'; c <= 'z'; ++c)
        path.take(Passage::of(QByteArray(1, c), 0));
    QTRY_COMPARE(writes.size(), std::size_t(29));
    for (std::size_t i = 0; i < 26; ++i)
        QCOMPARE(writes[3 + i], QByteArray(1, static_cast<char>('a' + i)));

    // 1000 bytes at 10,000 a second take a tenth of a second.
    path.setConditions({.bytesPerSecond = 10'000});
    const qint64 before = clock.elapsed();
    path.take(Passage::of(QByteArray(1000, 'x'), 0));
    QTRY_COMPARE(writes.size(), std::size_t(30));
    QVERIFY(times.back() - before >= 99);
}

void TestGate::pathStallsAndFallsSilent()
{
    QByteArray passed;
    Path path(RandomStream(1, 1, "test"), [&passed](const Passage &p) { passed += p.bytes; });
    path.setConditions({.stall = true});
    path.take(Passage::of("kept", 0));
    QTest::qWait(20);
    QVERIFY(passed.isEmpty());
    QCOMPARE(path.waitingBytes(), quint64(4));
    path.setConditions({});
    QTRY_COMPARE(passed, QByteArray("kept"));
    path.setConditions({.silent = true});
    path.take(Passage::of("lost", 4));
    path.setConditions({});
    path.take(Passage::of("heard", 8));
    QTRY_COMPARE(passed, QByteArray("keptheard"));
}

QTEST_GUILESS_MAIN(TestGate)
#include "tst_gate.moc"
