// SPDX-License-Identifier: GPL-3.0-or-later
// The layer lens and the state diagram.
#include "fixture.h"

#include "core/record/statechange.h"
#include "ui/pipeline/pipelines.h"
#include "ui/views/lanelayout.h"
#include "ui/views/statelayout.h"

#include <QTest>

#include <random>
#include <set>

using namespace ui;

namespace {

void checkTexts(const Drawing &drawing, const Metrics &metrics)
{
    for (const TextItem &item : drawing.texts) {
        QVERIFY2(metrics.width(item.text, item.font) <= item.rect.width() + 1, qPrintable(item.text));
        QVERIFY2(item.rect.left() >= -1 && item.rect.right() <= drawing.size.width() + 1,
                 qPrintable(item.text));
        QVERIFY2(!item.text.contains(QStringLiteral("⟦")), qPrintable(item.text));
    }
}

/// One direction in those chunks; each leg as given.
std::unique_ptr<core::Recording> chunked(const QList<QByteArray> &sent, const QList<QByteArray> &delivered)
{
    auto recording = std::make_unique<core::Recording>();
    core::ConnectionInfo info;
    info.handshake = false;
    recording->addConnection(info);
    core::WireRecord record;
    for (const QByteArray &bytes : sent) {
        record.bytes = bytes;
        if (!recording->append(record))
            qFatal("a chunk was not taken");
    }
    quint64 at = 0;
    for (const QByteArray &bytes : delivered) {
        record.bytes.clear();
        record.entry.leg = core::Leg::Delivered;
        record.entry.sentOffset = at;
        record.entry.length = static_cast<quint32>(bytes.size());
        at += record.entry.length;
        if (!recording->append(record))
            qFatal("a chunk was not delivered");
    }
    return recording;
}

// RFC 6455 §5.7: "Hel" and "lo" as two fragments, a Ping "Hello" between them; masked here with key 0.
const QByteArray first = QByteArray::fromHex("018300000000") + "Hel";
const QByteArray ping = QByteArray::fromHex("898500000000") + "Hello";
const QByteArray last = QByteArray::fromHex("808200000000") + "lo";

QList<QRectF> boxesAt(const Drawing &drawing, qreal y, Box::Style style)
{
    QList<QRectF> rects;
    for (const Box &box : drawing.boxes)
        if (box.style == style && box.rect.top() <= y && y < box.rect.bottom())
            rects += box.rect;
    return rects;
}

QList<qreal> rows(const Drawing &drawing, Box::Style style)
{
    QList<qreal> tops;
    for (const Box &box : drawing.boxes)
        if (box.style == style && !tops.contains(box.rect.top()))
            tops += box.rect.top();
    return tops;
}

} // namespace

class TestViewLayouts : public QObject
{
    Q_OBJECT

private slots:
    // Three frames of two messages in one chunk, handed on byte by byte.
    void lanesAreAligned()
    {
        const QByteArray all = first + ping + last;
        QList<QByteArray> bytewise;
        for (const char byte : all)
            bytewise += QByteArray(1, byte);
        const auto recording = chunked({all}, bytewise);
        core::Conversation conversation(*recording, 1);
        conversation.finish();
        QCOMPARE(conversation.units().size(), std::size_t(3));
        const Theme theme;
        const Metrics metrics(theme);
        for (const Language language : {Language::Korean, Language::English})
            for (quint32 unit = 0; unit < 3; ++unit) {
                const Narrator say(programTexts(), language);
                const Drawing drawing = layoutLanes({conversation, unit, {}, say, metrics, 700});
                checkTexts(drawing, metrics);
                const QList<qreal> lanes = rows(drawing, Box::Style::Frame);
                QCOMPARE(lanes.size(), 2); // sent and delivered
                const QList<QRectF> sent = boxesAt(drawing, lanes[0], Box::Style::Frame);
                const QList<QRectF> delivered = boxesAt(drawing, lanes[1], Box::Style::Frame);
                QCOMPARE(sent.size(), 1);
                // A Ping is no part of the message; as its own unit it comes alone.
                QCOMPARE(delivered.size(), all.size());
                QVERIFY(std::abs(sent[0].left() - delivered.front().left()) < 0.01);
                QVERIFY(std::abs(sent[0].right() - delivered.back().right()) < 0.01);
                for (qsizetype i = 1; i < delivered.size(); ++i)
                    QVERIFY(delivered[i].left() > delivered[i - 1].right());
                // Byte 9 is the first of the second frame: the borders of both lanes lie on each other.
                const qreal frames = lanes[1] + 58;
                const QList<QRectF> cells = boxesAt(drawing, frames, Box::Style::Cell);
                QCOMPARE(cells.size(), 6); // header and payload of each
                QVERIFY(std::abs(cells[2].left() - delivered[9].left()) < 0.01);
                QVERIFY(std::abs(cells[3].left() - delivered[15].left()) < 1.1);
                const QList<QRectF> messages = boxesAt(drawing, frames + 58 + 20, Box::Style::Cell);
                QCOMPARE(messages.size(), 2); // its two frames, not the Ping's
            }
    }

    // Any chunking: what is shown covers the whole message, and every target leads somewhere.
    void anyChunking()
    {
        std::mt19937 random(11);
        const QByteArray all = first + ping + last + first + last;
        const Theme theme;
        const Metrics metrics(theme);
        const Narrator say(programTexts(), Language::English);
        for (int round = 0; round < 60; ++round) {
            QList<QByteArray> cut[2];
            for (QList<QByteArray> &chunks : cut)
                for (qsizetype at = 0; at < all.size();) {
                    const qsizetype size = 1 + static_cast<qsizetype>(random() % 20);
                    chunks += all.mid(at, size);
                    at += chunks.back().size();
                }
            const auto recording = chunked(cut[0], cut[1]);
            core::Conversation conversation(*recording, 1);
            conversation.finish();
            QCOMPARE(conversation.units().size(), std::size_t(5));
            for (quint32 unit = 0; unit < 5; ++unit) {
                const Drawing drawing = layoutLanes({conversation, unit, {}, say, metrics, 500});
                checkTexts(drawing, metrics);
                const quint64 bits = conversation.units()[unit].announced() * 8;
                bool hasWhole = false;
                for (const Target &target : drawing.targets) {
                    QVERIFY(target.step || (target.span.bits > 0 && target.span.end() <= bits));
                    hasWhole = hasWhole || target.span == core::BitSpan{0, bits};
                    if (target.step)
                        QVERIFY(conversation.step(*target.step).unit != unit);
                }
                QVERIFY(hasWhole);
            }
        }
    }

    // RFC 6455 §5.7's masked Hello: 9f ⊕ fa = 65, bit by bit, and only the key's ones flip.
    void xorBitByBit()
    {
        const auto recording = chunked({QByteArray::fromHex("818537fa213d7f9f4d5158")}, {});
        core::Conversation conversation(*recording, 1);
        conversation.finish();
        const Theme theme;
        const Metrics metrics(theme);
        const Narrator say(programTexts(), Language::English);
        const core::Step step = conversation.step(conversation.stepCount());
        const Drawing drawing = layoutUnmasking({conversation, step, say, metrics, 640}, {56, 8});
        checkTexts(drawing, metrics);
        QMap<qreal, QString> digits; // by row, those of one bit
        for (const TextItem &item : drawing.texts)
            if (item.font == FontRole::Mono && item.text.size() == 1)
                digits[item.rect.top()] += item.text;
        QCOMPARE(digits.values(), (QStringList{QStringLiteral("10011111"), QStringLiteral("11111010"),
                                               QStringLiteral("01100101")}));
        const auto says = [&](const char *words) {
            return std::any_of(drawing.texts.begin(), drawing.texts.end(), [&](const TextItem &item) {
                return item.text.contains(QLatin1StringView(words));
            });
        };
        QVERIFY(says("i = 1, 1 mod 4 = 1"));
        QVERIFY(says("key [1]"));
        // A byte beyond the columns brings its surroundings.
        const auto longer = chunked({QByteArray::fromHex("81fe012037fa213d") + QByteArray(288, 'V')}, {});
        core::Conversation further(*longer, 1);
        further.finish();
        const Drawing moved = layoutUnmasking({further, further.step(further.stepCount()), say, metrics, 640},
                                              {64 + 8 * 201, 1});
        checkTexts(moved, metrics);
        QVERIFY(std::any_of(moved.targets.begin(), moved.targets.end(), [](const Target &target) {
            return target.span == core::BitSpan{64 + 8 * 201, 8};
        }));
    }

    // 안 is ec 95 88: one byte in the first fragment, two in the second.
    void aSyllableOverTwoFragments()
    {
        const auto frames = chunked({QByteArray::fromHex("018400000000ebb0a9ec"
                                                         "8082000000009588")},
                                    {});
        core::Conversation read(*frames, 1);
        read.finish();
        QCOMPARE(read.units().size(), std::size_t(2));
        const Theme theme;
        const Metrics metrics(theme);
        const Narrator say(programTexts(), Language::English);
        const auto texts = [&](quint32 unit) {
            core::Step last;
            for (int number = 1; number <= read.stepCount(); ++number)
                if (read.step(number).unit == unit)
                    last = read.step(number);
            QStringList all;
            for (const TextItem &item : layoutUnmasking({read, last, say, metrics, 640}, {}).texts)
                all += item.text;
            return all;
        };
        QVERIFY(texts(0).contains(QStringLiteral("방")));
        QVERIFY2(texts(0).contains(QStringLiteral("1 of 3 bytes")), qPrintable(texts(0).join(u'|')));
        QVERIFY2(texts(1).contains(QStringLiteral("“안” (with 1 B from before)")),
                 qPrintable(texts(1).join(u'|')));
    }

    // What happened is told by the table of the engine, and agrees with the steps.
    void statesFollowTheSteps()
    {
        const auto recording = helloRecording();
        core::Conversation conversation(*recording, 1);
        conversation.finish();
        const Theme theme;
        const Metrics metrics(theme);
        for (int number = 1; number <= conversation.stepCount(); ++number) {
            const core::Step step = conversation.step(number);
            for (const core::Direction side : {core::Direction::Client, core::Direction::Server}) {
                const auto changes = core::stateChanges(conversation, side, number);
                core::ConnectionState state = core::ConnectionState::Connecting;
                for (const core::StateChange &change : changes) {
                    QCOMPARE(change.from, state);
                    QCOMPARE(core::next(change.from, change.event), change.to);
                    QVERIFY(change.step <= number);
                    state = change.to;
                }
                QCOMPARE(state, side == core::Direction::Client ? step.client : step.server);
            }
            for (const Language language : {Language::Korean, Language::English})
                for (const qreal width : {340.0, 900.0})
                    checkTexts(layoutStates({conversation, number, Narrator(programTexts(), language),
                                             metrics, width}),
                               metrics);
        }
        // L01: the client closes; the server is told.
        const auto client =
            core::stateChanges(conversation, core::Direction::Client, conversation.stepCount());
        const auto server =
            core::stateChanges(conversation, core::Direction::Server, conversation.stepCount());
        QCOMPARE(client.size(), std::size_t(3));
        QCOMPARE(client[1].event, core::ConnectionEvent::CloseSent);
        QCOMPARE(server[1].event, core::ConnectionEvent::CloseReceived);
        QCOMPARE(server[2].event, core::ConnectionEvent::TcpEnded);
    }

    // Every change that the table has is in the picture, once for each side.
    void everyTransitionIsDrawn()
    {
        const auto recording = helloRecording();
        core::Conversation conversation(*recording, 1);
        conversation.finish();
        const Theme theme;
        const Metrics metrics(theme);
        const Narrator say(programTexts(), Language::English);
        const Drawing drawing = layoutStates({conversation, 1, say, metrics, 900});
        const auto arrows = std::count_if(drawing.strokes.begin(), drawing.strokes.end(),
                                          [](const Stroke &stroke) { return stroke.arrow; });
        std::set<std::pair<core::ConnectionState, core::ConnectionState>> pairs;
        for (const core::Transition &row : core::transitions())
            pairs.insert({row.from, row.to});
        QCOMPARE(static_cast<std::size_t>(arrows), 2 * pairs.size());
        const std::pair<const char *, core::ConnectionEvent> labels[] = {
            {"handshake done", core::ConnectionEvent::HandshakeDone},
            {"handshake failed", core::ConnectionEvent::HandshakeFailed},
            {"Close sent", core::ConnectionEvent::CloseSent},
            {"Close received", core::ConnectionEvent::CloseReceived},
            {"TCP ended", core::ConnectionEvent::TcpEnded},
        };
        for (const auto &label : labels) {
            const auto drawn =
                std::count_if(drawing.texts.begin(), drawing.texts.end(), [&](const TextItem &item) {
                    return item.text == QLatin1StringView(label.first);
                });
            const auto rows =
                std::count_if(core::transitions().begin(), core::transitions().end(),
                              [&](const core::Transition &row) { return row.event == label.second; });
            QCOMPARE(drawn, 2 * rows);
        }
    }
};

QTEST_MAIN(TestViewLayouts)
#include "tst_viewlayouts.moc"
