// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"

#include "core/annotate/annotate.h"
#include "core/record/conversations.h"
#include "ui/diagram/httplayout.h"
#include "ui/hex/hexlayout.h"
#include "ui/ladder/ladderlayout.h"
#include "ui/pipeline/pipelines.h"

#include <QTest>

using namespace ui;

namespace {

constexpr qreal tolerance = 1; // of hinted advances

struct Desk
{
    explicit Desk(std::unique_ptr<core::Recording> made)
        : recording(std::move(made))
        , conversation(*recording, 1)
        , conversations(*recording)
    {
        conversation.finish();
        conversations.finish();
    }
    std::unique_ptr<core::Recording> recording;
    core::Conversation conversation;
    core::Conversations conversations;
    Theme theme;
    Metrics metrics{theme};
};

void checkTexts(const Drawing &drawing, const Metrics &metrics)
{
    for (const TextItem &item : drawing.texts) {
        QVERIFY2(metrics.width(item.text, item.font) <= item.rect.width() + tolerance,
                 qPrintable(QStringLiteral("\"%1\" needs %2 of %3")
                                .arg(item.text)
                                .arg(metrics.width(item.text, item.font))
                                .arg(item.rect.width())));
        QVERIFY2(item.rect.left() >= -tolerance - 4 &&
                     item.rect.right() <= drawing.size.width() + tolerance + 4,
                 qPrintable(item.text));
        QVERIFY2(!item.text.contains(QStringLiteral("⟦")), qPrintable(item.text));
    }
}

/// Where the glyphs of a text are: its rectangle, narrowed to what it needs.
QRectF inked(const TextItem &item, const Metrics &metrics)
{
    const qreal width = metrics.width(item.text, item.font);
    QRectF rect = item.rect;
    const qreal spare = std::max(0.0, rect.width() - width);
    if ((item.align & Qt::AlignHCenter) != 0)
        rect.adjust(spare / 2, 0, -spare / 2, 0);
    else if ((item.align & Qt::AlignRight) != 0)
        rect.adjust(spare, 0, 0, 0);
    else
        rect.adjust(0, 0, -spare, 0);
    return rect.adjusted(0.6, 3, -0.6, -3);
}

/// So many text frames of the client, without a handshake.
std::unique_ptr<core::Recording> manyFrames(int count)
{
    auto recording = std::make_unique<core::Recording>();
    core::ConnectionInfo info;
    info.handshake = false;
    recording->addConnection(info);
    core::WireRecord frame;
    frame.bytes = QByteArray::fromHex("818537fa213d7f9f4d5158"); // RFC 6455 §5.7
    for (int i = 0; i < count; ++i)
        if (!recording->append(frame))
            qFatal("a frame was not taken");
    return recording;
}

/// Every bit of the unit is reached by exactly one cell of the diagram, or by the fold.
void checkBits(const Drawing &drawing, quint64 bits)
{
    QMap<quint64, int> covered;
    quint64 sum = 0;
    QList<core::BitSpan> seen;
    for (const Target &target : drawing.targets) {
        if (seen.contains(target.span))
            continue; // another piece of the same field
        seen.append(target.span);
    }
    std::sort(seen.begin(), seen.end(), [](core::BitSpan a, core::BitSpan b) { return a.bit < b.bit; });
    quint64 at = 0;
    for (const core::BitSpan span : seen) {
        if (span.bit < at)
            continue; // a fold lies inside the payload
        QCOMPARE(span.bit, at);
        at = span.end();
        sum += span.bits;
    }
    QCOMPARE(sum, bits);
}

} // namespace

class TestLayouts : public QObject
{
    Q_OBJECT

private slots:
    // Several clients have a line and a number each; no words stand on a line's number.
    void severalClients()
    {
        const Narrator say(programTexts(), Language::Korean);
        for (const int count : {2, 3, 8}) {
            const Desk desk(severalRecording(count));
            const LadderInput input{.conversations = desk.conversations,
                                    .number = desk.conversations.stepCount(),
                                    .narrator = say,
                                    .metrics = desk.metrics,
                                    .width = 280,
                                    .held = {},
                                    .only = {}};
            const Drawing all = layoutLadder(input).drawing;
            checkTexts(all, desk.metrics);
            checkTexts(layoutLadderHeads(input), desk.metrics);
            const LadderPart part = ladderPart(input);
            QCOMPARE(part.all, desk.conversations.turnCount());
            QCOMPARE(all.targets.size(), part.to - part.from + (part.from > 0 ? 1 : 0));
            QMap<QString, int> badges;
            for (const TextItem &item : all.texts) {
                const bool isBadge = item.rect.width() == item.rect.height();
                if (isBadge)
                    ++badges[item.text];
                for (const TextItem &other : all.texts)
                    if (isBadge && &other != &item && other.rect.width() > other.rect.height() &&
                        !other.text.contains(QStringLiteral("OPEN")))
                        QVERIFY2(!other.rect.intersects(item.rect), qPrintable(other.text));
            }
            QCOMPARE(badges.size(), count);

            LadderInput one = input;
            one.only = 1;
            const Drawing alone = layoutLadder(one).drawing;
            QCOMPARE(alone.targets.size(), desk.conversations[1].turns().size()); // short enough to be whole
            QCOMPARE(alone.targets.front().step, std::optional(desk.conversations.numberOf({1, 1})));
        }
    }

    void everyStepFits_data()
    {
        QTest::addColumn<int>("language");
        QTest::addColumn<qreal>("width");
        QTest::newRow("ko") << 0 << 640.0;
        QTest::newRow("en") << 1 << 640.0;
        QTest::newRow("ko narrow") << 0 << 520.0;
        QTest::newRow("en narrow") << 1 << 520.0;
        QTest::newRow("ko at 200 %") << 0 << 300.0;
        QTest::newRow("en at 200 %") << 1 << 300.0;
    }

    void everyStepFits()
    {
        QFETCH(const int, language);
        QFETCH(const qreal, width);
        const Desk desk(helloRecording());
        const Narrator say(programTexts(), static_cast<Language>(language));
        for (int number = 1; number <= desk.conversation.stepCount(); ++number) {
            const core::Step step = desk.conversation.step(number);
            checkTexts(layoutLadder({.conversations = desk.conversations,
                                     .number = number,
                                     .narrator = say,
                                     .metrics = desk.metrics,
                                     .width = 280,
                                     .held = {}})
                           .drawing,
                       desk.metrics);
            const PipelineInput pipeline{desk.conversation, step, say, desk.metrics, width};
            if (!step.unit) {
                checkTexts(layoutPath(pipeline), desk.metrics);
                continue;
            }
            const QByteArray bytes = desk.conversation.index().bytes(*step.unit);
            const core::Unit &unit = desk.conversation.units()[*step.unit];
            const core::Field tree = core::annotate(unit, core::spanOf(bytes));
            const BytesInput input{tree, bytes, step.focus, say, desk.metrics, width};
            const Drawing diagram = unit.isFrame() ? layoutFrame(input) : layoutHttp(input);
            checkTexts(diagram, desk.metrics);
            checkBits(diagram, static_cast<quint64>(bytes.size()) * 8);
            checkTexts(layoutHex(input), desk.metrics);
            if (unit.isFrame())
                checkTexts(layoutUnmasking(pipeline, step.focus), desk.metrics);
            else if (!step.rule.empty())
                checkTexts(layoutChecks(pipeline), desk.metrics);
            else if (step.id.substr(0, 11) == "step.accept")
                checkTexts(layoutAccept(pipeline, *step.unit), desk.metrics);
        }
    }

    // As much work for a step of a long conversation as for one of a short one.
    void aLongLadderIsDrawnInParts()
    {
        constexpr std::size_t most = 160;
        const Desk desk(manyFrames(5000));
        const Narrator say(programTexts(), Language::English);
        const int all = desk.conversation.stepCount();
        const std::size_t turns = desk.conversation.turns().size();
        for (const int number : {1, all / 3, all / 2, all - 1, all}) {
            const LadderInput input{.conversations = desk.conversations,
                                    .number = number,
                                    .narrator = say,
                                    .metrics = desk.metrics,
                                    .width = 280,
                                    .held = {},
                                    .only = {}};
            const LadderPart part = ladderPart(input);
            const std::size_t turn = desk.conversation.turnOf(number);
            QVERIFY(part.from <= turn && turn < part.to && part.to <= turns);
            QVERIFY(part.to - part.from <= most);
            const LadderDrawing ladder = layoutLadder(input);
            checkTexts(ladder.drawing, desk.metrics);
            QVERIFY(ladder.current.height() > 0);
            // Beyond both ends of the part a click leads on.
            const auto &targets = ladder.drawing.targets;
            const std::size_t further = (part.from > 0 ? 1U : 0U) + (part.to < turns ? 1U : 0U);
            QCOMPARE(targets.size(), part.to - part.from + further);
            QCOMPARE(desk.conversation.turnOf(targets.front().step.value()),
                     part.from - (part.from > 0 ? 1 : 0));
            QCOMPARE(desk.conversation.turnOf(targets.back().step.value()),
                     part.to - (part.to < turns ? 0 : 1));
        }
        const auto partAt = [&](int number, std::optional<std::size_t> only) {
            return ladderPart({.conversations = desk.conversations,
                               .number = number,
                               .narrator = say,
                               .metrics = desk.metrics,
                               .width = 280,
                               .held = {},
                               .only = only});
        };
        QCOMPARE(partAt(1, {}).from, std::size_t(0));
        QCOMPARE(partAt(all, {}).to, turns);
        QVERIFY(partAt(all / 2, 0) == partAt(all / 2, {}));
    }

    void frameStandsAsInTheRfc()
    {
        const Desk desk(helloRecording());
        const QByteArray bytes = desk.conversation.index().bytes(2);
        const core::Field tree = core::annotateFrame(core::spanOf(bytes));
        const Narrator say(programTexts(), Language::English);
        const Drawing diagram = layoutFrame({tree, bytes, {8, 1}, say, desk.metrics, 641});
        const auto rectOf = [&](core::BitSpan span) {
            for (const Target &target : diagram.targets)
                if (target.span == span)
                    return target.rect;
            return QRectF();
        };
        QCOMPARE(rectOf({0, 1}).left(), 0.0);
        QCOMPARE(rectOf({0, 1}).width(), 20.0);
        QCOMPARE(rectOf({4, 4}).left(), 80.0);
        QCOMPARE(rectOf({4, 4}).width(), 80.0);
        QCOMPARE(rectOf({8, 1}).left(), 160.0);
        QCOMPARE(rectOf({9, 7}).width(), 140.0);
        // The selection outlines exactly the MASK bit.
        const auto selected = std::find_if(diagram.boxes.begin(), diagram.boxes.end(),
                                           [](const Box &b) { return b.style == Box::Style::Selection; });
        QVERIFY(selected != diagram.boxes.end());
        QCOMPARE(selected->rect, rectOf({8, 1}));
    }

    // Every bit in exactly one cell and no label on another one, whatever the rows, the zoom and the form.
    void everyBitHasItsCell_data()
    {
        QTest::addColumn<int>("perRow");
        QTest::addColumn<int>("format");
        QTest::addColumn<qreal>("zoom");
        for (const int perRow : {0, 8, 16, 32})
            for (const int format : {0, 1, 2, 3})
                for (const qreal zoom : {1.0, 1.5, 2.0, 4.0})
                    if (perRow != 32 || zoom < 2) // asked for beyond what is legible
                        QTest::addRow("%d bits, form %d, zoom %g", perRow, format, zoom)
                            << perRow << format << zoom;
    }

    void everyBitHasItsCell()
    {
        QFETCH(const int, perRow);
        QFETCH(const int, format);
        QFETCH(const qreal, zoom);
        DiagramOptions options;
        options.bitsPerRow = perRow;
        options.format = static_cast<DiagramOptions::Format>(format);
        const qreal width = std::max(654 / zoom, 300.0);
        const Narrator say(programTexts(), Language::Korean);
        for (int size : {-1, 0, 3, 125, 126, 400, 65536}) {
            const Desk desk(size < 0 ? helloRecording() : longFrameRecording(size));
            const QByteArray bytes = desk.conversation.index().bytes(size < 0 ? 2 : 0);
            const core::Field tree = core::annotateFrame(core::spanOf(bytes));
            options.rowsUnfolded = size == 400 ? 1000 : 0;
            const Drawing diagram = layoutFrame({tree, bytes, {}, say, desk.metrics, width, options, {}});
            checkTexts(diagram, desk.metrics);
            QMap<quint64, int> cells;
            quint64 hidden = 0;
            for (const Target &target : diagram.targets) {
                hidden += target.span.bits == 0 ? 1 : 0;
                for (quint64 bit = target.cells.bit; bit < target.cells.end(); ++bit)
                    QCOMPARE(++cells[bit], 1);
            }
            const auto all = static_cast<qsizetype>(bytes.size() * 8);
            QVERIFY(hidden <= 1 && (size == 400) <= (hidden == 0));
            QVERIFY(hidden == 1 ? cells.size() < all : cells.size() == all);
            QCOMPARE(cells.lastKey(), static_cast<quint64>(all) - 1);
            std::vector<QRectF> ink;
            for (const TextItem &item : diagram.texts)
                ink.push_back(inked(item, desk.metrics));
            for (std::size_t i = 0; i < ink.size(); ++i)
                for (std::size_t j = i + 1; j < ink.size(); ++j)
                    QVERIFY2(
                        !ink[i].intersects(ink[j]),
                        qPrintable(diagram.texts[i].text + QStringLiteral(" | ") + diagram.texts[j].text));
        }
    }

    // A finding is marked on its field with a shape.
    void findingsAreMarked()
    {
        const Desk desk(helloRecording());
        const QByteArray bytes = desk.conversation.index().bytes(2);
        const core::Field tree = core::annotateFrame(core::spanOf(bytes));
        const Narrator say(programTexts(), Language::English);
        const BytesInput input{tree, bytes, {}, say, desk.metrics, 641, {}, {{8, 1}, {8, 1}, {4, 4}}};
        for (const Drawing &drawing : {layoutFrame(input), layoutHex(input)}) {
            QList<QRectF> marks;
            for (const Box &box : drawing.boxes)
                if (box.style == Box::Style::Mark)
                    marks += box.rect;
            QCOMPARE(marks.size(), 2);
            for (const Target &target : drawing.targets)
                if (target.span == core::BitSpan{4, 4})
                    QVERIFY(std::any_of(marks.begin(), marks.end(),
                                        [&](const QRectF &mark) { return mark.intersects(target.rect); }));
        }
    }

    void longPayloadIsFolded_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {0, 1, 22, 26, 27, 125, 126, 65535, 65536, 1'000'000})
            QTest::addRow("%d", size) << size;
    }

    void longPayloadIsFolded()
    {
        QFETCH(const int, size);
        const Desk desk(longFrameRecording(size));
        const QByteArray bytes = desk.conversation.index().bytes(0);
        const core::Field tree = core::annotateFrame(core::spanOf(bytes));
        const Narrator say(programTexts(), Language::Korean);
        const BytesInput input{tree, bytes, {}, say, desk.metrics, 640};
        const Drawing diagram = layoutFrame(input);
        checkTexts(diagram, desk.metrics);
        QVERIFY2(diagram.size.height() < 600, qPrintable(QString::number(diagram.size.height())));
        checkBits(diagram, static_cast<quint64>(bytes.size()) * 8);
        // Cells lie beside each other, never on top of each other.
        std::vector<QRectF> cells;
        for (const Box &box : diagram.boxes)
            if (box.style == Box::Style::Cell)
                cells.push_back(box.rect.adjusted(0.1, 0.1, -0.1, -0.1));
        for (std::size_t i = 0; i < cells.size(); ++i)
            for (std::size_t j = i + 1; j < cells.size(); ++j)
                QVERIFY(!cells[i].intersects(cells[j]));
        const Drawing hex = layoutHex(input);
        QVERIFY(hex.size.height() < 7000);
    }

    void hexTargetsLeadToTheFields()
    {
        const Desk desk(helloRecording());
        const QByteArray bytes = desk.conversation.index().bytes(2);
        const core::Field tree = core::annotateFrame(core::spanOf(bytes));
        const Narrator say(programTexts(), Language::English);
        const Drawing hex = layoutHex({tree, bytes, {}, say, desk.metrics, 640});
        QCOMPARE(hex.targets.size(), static_cast<std::size_t>(2 * bytes.size()));
        QCOMPARE(hex.targets[0].span, (core::BitSpan{0, 8}));   // several fields in the first byte
        QCOMPARE(hex.targets[4].span, (core::BitSpan{16, 32})); // the key
        QCOMPARE(hex.targets[12].span, (core::BitSpan{48, 48}));
    }
};

QTEST_MAIN(TestLayouts)
#include "tst_layouts.moc"
