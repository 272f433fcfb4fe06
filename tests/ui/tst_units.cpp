// SPDX-License-Identifier: GPL-3.0-or-later
// The table of units, the messages, the hex view and the field tree: what they show, and one selection for
// all.
#include "capturewriter.h"
#include "fixture.h"
#include "tests/idlelab.h"

#include "core/annotate/annotate.h"
#include "core/record/messages.h"
#include "ui/bytesview.h"
#include "ui/chat/chatpage.h"
#include "ui/explanation/explanationpanel.h"
#include "ui/explanation/explanationtext.h"
#include "ui/hex/hexpage.h"
#include "ui/lab/choicebox.h"
#include "ui/ladderview.h"
#include "ui/mainwindow.h"
#include "ui/table/filterline.h"
#include "ui/table/unitpage.h"
#include "ui/tree/treepage.h"
#include "ui/views/drawingpage.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryFile>
#include <QTest>
#include <QTreeWidget>

#include <functional>

using namespace ui;

namespace {

const QStringList docks{QStringLiteral("units"), QStringLiteral("conversation"), QStringLiteral("hex"),
                        QStringLiteral("tree"),  QStringLiteral("lanes"),        QStringLiteral("states")};

struct Fixture
{
    explicit Fixture(std::unique_ptr<core::Recording> recording = helloRecording(), Look look = {})
        : window(programTexts(), {}, lab, look)
    {
        window.resize(1280, 900);
        window.showRecording(std::move(recording));
        window.show();
        if (!QTest::qWaitForWindowExposed(&window))
            qFatal("the window does not show");
    }
    /// Side by side, so that each can be seen.
    void showAll()
    {
        for (const QString &dock : docks) {
            window.showView(dock);
            auto *const widget = window.findChild<QDockWidget *>(dock + QStringLiteral("Dock"));
            widget->setFloating(true);
            widget->show();
        }
        QCoreApplication::processEvents();
    }
    const core::Conversation &conversation() const { return *window.session().conversation(); }
    QString cell(int row, int column)
    {
        UnitModel &model = window.unitPage().model();
        return model.index(row, column).data().toString();
    }

    IdleLab lab;
    MainWindow window;
};

/// `count` unmasked text frames "message N" from the server, after a start without handshake.
std::unique_ptr<core::Recording> manyFrames(int count)
{
    auto recording = std::make_unique<core::Recording>();
    core::ConnectionInfo info;
    info.handshake = false;
    recording->addConnection(info);
    core::WireRecord record;
    record.entry.direction = core::Direction::Server;
    for (int i = 0; i < count; ++i) {
        const QByteArray text = "message " + QByteArray::number(i);
        record.bytes += QByteArray("\x81", 1) + static_cast<char>(text.size()) + text;
    }
    if (!recording->append(record))
        qFatal("the frames do not fit");
    return recording;
}

/// Two fragments of 안녕 from the client, "ok" from the server, then Close 1000 "bye".
std::unique_ptr<core::Recording> fragments()
{
    auto recording = std::make_unique<core::Recording>();
    core::ConnectionInfo info;
    info.handshake = false;
    recording->addConnection(info);
    const auto add = [&](core::Direction direction, const char *hex) {
        core::WireRecord record;
        record.entry.direction = direction;
        record.bytes = QByteArray::fromHex(hex);
        if (!recording->append(record))
            qFatal("the frames do not fit");
    };
    add(core::Direction::Client, "018400000000ec9588eb"); // the first syllable and a third of the second
    add(core::Direction::Client, "8082000000008595");
    add(core::Direction::Server, "81026f6b");
    add(core::Direction::Server, "880503e8627965");
    return recording;
}

/// One client and server, with everything in it that has fields.
struct Place
{
    quint32 unit;
    core::BitSpan span;
};

} // namespace

class TestUnits : public QObject
{
    Q_OBJECT

private slots:
    // Each cell says what the recording holds.
    void theTableSaysWhatIsThere()
    {
        Fixture f;
        f.window.showView(QStringLiteral("units"));
        const UnitModel &model = f.window.unitPage().model();
        QCOMPARE(model.rowCount(), static_cast<int>(f.conversation().units().size()));
        for (int row = 0; row < model.rowCount(); ++row) {
            const core::Unit &unit = f.conversation().units()[static_cast<quint32>(row)];
            QCOMPARE(f.cell(row, UnitModel::Number), QString::number(row));
            QCOMPARE(f.cell(row, UnitModel::Size), QString::number(unit.payloadLength));
            QCOMPARE(f.cell(row, UnitModel::Wire), QString::number(unit.announced()));
            QVERIFY(f.cell(row, UnitModel::From)
                        .startsWith(unit.direction == core::Direction::Client ? QStringLiteral("→")
                                                                              : QStringLiteral("←")));
            QCOMPARE(f.cell(row, UnitModel::Opcode).isEmpty(), !unit.isFrame());
        }
        QVERIFY(f.cell(0, UnitModel::Text).startsWith(QStringLiteral("GET /chat HTTP/1.1")));
    }

    // As `render` does it: the window is drawn but never shown.
    void viewsOfAWindowThatIsNotShown()
    {
        IdleLab lab;
        MainWindow window(programTexts(), {}, lab, {});
        window.showRecording(helloRecording());
        window.showView(QStringLiteral("units"));
        window.selection().setNumber(36);
        QCOMPARE(window.unitPage().model().rowCount(), 6);
        window.showView(QStringLiteral("conversation"));
        window.selection().setNumber(37);
        QCOMPARE(window.chatPage().model().rowCount(), 4);
    }

    void theTableGrowsWithTheRecordingAndKeepsItsPlace()
    {
        Fixture f(manyFrames(1));
        f.window.showView(QStringLiteral("units"));
        UnitPage &dock = f.window.unitPage();
        auto recording = std::make_unique<core::Recording>();
        QCOMPARE(dock.model().rowCount(), 1);
        f.window.showRecording(manyFrames(5000));
        QTRY_COMPARE(dock.model().rowCount(), 5000);
        // What is new takes neither selection nor place …
        dock.table().selectRow(10);
        QCOMPARE(f.window.selection().unit(), std::optional<quint32>(10));
        const int place = dock.table().verticalScrollBar()->value();
        dock.filter().setText(QStringLiteral("message"));
        QTRY_VERIFY(!dock.isLooking());
        QCOMPARE(dock.model().rowCount(), 5000);
        QVERIFY(dock.table().verticalScrollBar()->value() <= place + 20);
        QCOMPARE(f.window.selection().unit(), std::optional<quint32>(10));
    }

    // In slices the same as at once, and the selection is found again under a filter.
    void aFilterShowsWhatItTakes()
    {
        Fixture f(manyFrames(20'000));
        f.window.showView(QStringLiteral("units"));
        UnitPage &dock = f.window.unitPage();
        for (const char *text :
             {"77", "size>11", "opcode:text and not 1", "from:client", "/^message 1.9$/"}) {
            const QString filter = QLatin1StringView(text);
            dock.filter().setText(filter);
            QTRY_VERIFY(!dock.isLooking());
            core::FilterProblem problem;
            const auto parsed = core::Filter::parse(filter, &problem);
            QVERIFY2(parsed, text);
            std::vector<quint32> wanted;
            for (quint32 unit = 0; unit < f.conversation().units().size(); ++unit)
                if (parsed->matches(f.conversation(), unit))
                    wanted.push_back(unit);
            QCOMPARE(dock.model().rowCount(), static_cast<int>(wanted.size()));
            for (std::size_t row = 0; row < wanted.size(); ++row)
                QCOMPARE(dock.model().unitAt(static_cast<int>(row)), wanted[row]);
        }
        // What cannot be read is said, and the rows stay.
        dock.filter().setText(QStringLiteral("message"));
        QTRY_VERIFY(!dock.isLooking());
        dock.filter().setText(QStringLiteral("message ("));
        QVERIFY(!dock.filter().problem().isEmpty());
        QCOMPARE(dock.model().rowCount(), 20'000);
    }

    void aFilterIsHelpedAsItIsTyped()
    {
        Fixture f;
        f.window.showView(QStringLiteral("units"));
        FilterLine &line = f.window.unitPage().filter();
        line.setFocus();
        QTest::keyClicks(&line, QStringLiteral("opc"));
        QVERIFY(line.offers().contains(QStringLiteral("opcode:")));
        line.clear();
        QTest::keyClicks(&line, QStringLiteral("size>5 opcode:pi"));
        QCOMPARE(line.offers(), QStringList(QStringLiteral("opcode:ping")));
    }

    void aFilterOverAMillionCanBeStopped()
    {
        Fixture f(manyFrames(1'000'000));
        f.window.showView(QStringLiteral("units"));
        UnitPage &dock = f.window.unitPage();
        QSignalSpy looked(&dock, &UnitPage::looked);
        dock.filter().setText(QStringLiteral("/7.*7.*7/"));
        QVERIFY(dock.isLooking()); // the first slice does not reach the end
        QVERIFY(dock.model().rowCount() > 0);
        auto *const progress = dock.findChild<QProgressBar *>();
        QVERIFY(progress->isVisible());
        QVERIFY(progress->value() > 0 && progress->value() < progress->maximum());
        QPushButton *stop = nullptr;
        for (QPushButton *button : dock.findChildren<QPushButton *>())
            stop = button->isVisible() ? button : stop;
        QVERIFY(stop != nullptr);
        stop->click();
        QVERIFY(!dock.isLooking());
        QVERIFY(!progress->isVisible());
        const int rows = dock.model().rowCount();
        QCoreApplication::processEvents();
        QCOMPARE(dock.model().rowCount(), rows); // what was found stays
        QVERIFY(dock.model().looked() < dock.model().all());
        // Another filter looks at all again.
        looked.clear();
        dock.filter().setText(QStringLiteral("number=999999"));
        QTRY_COMPARE(looked.count(), 1);
        QCOMPARE(dock.model().rowCount(), 1);
        QCOMPARE(dock.model().unitAt(0), 999'999U);
    }

    // A long file is read while the window is used; what has come can be looked at, and the rest be left.
    void aLongFileIsReadOnTheWay()
    {
        constexpr int segments = 60'000;
        captures::Connection talk;
        captures::Pcap file;
        for (const QByteArray &packet : talk.open())
            file.add(packet, 0);
        file.add(talk.say(false, captures::request), 0);
        file.add(talk.say(true, captures::response), 0);
        for (int i = 0; i < segments; ++i)
            file.add(talk.say(true, QByteArray::fromHex("810548656c6c6f")), 0);
        QTemporaryFile stored;
        QVERIFY(stored.open() && stored.write(file.bytes()) == file.size() && stored.flush());
        Fixture f;
        f.window.showView(QStringLiteral("units"));
        QSignalSpy read(&f.window, &MainWindow::fileRead);
        QVERIFY(f.window.openFile(stored.fileName()));
        QVERIFY(f.window.isReading());
        QTRY_VERIFY(f.window.unitPage().model().rowCount() > 10);
        QVERIFY(f.window.selection().selectUnit(5));
        QVERIFY(read.count() == 1 || read.wait(20'000));
        QVERIFY(!f.window.isReading());
        QCOMPARE(f.conversation().units().size(), static_cast<std::size_t>(segments) + 2);
        QCOMPARE(f.window.unitPage().model().rowCount(), segments + 2);
        QCOMPARE(f.window.selection().unit(), std::optional<quint32>(5));
        QVERIFY(f.window.message().isEmpty());

        QVERIFY(f.window.openFile(stored.fileName()));
        QVERIFY(f.window.isReading());
        f.window.stopReading();
        QTRY_COMPARE(read.count(), 2);
        QVERIFY(f.conversation().units().size() < static_cast<std::size_t>(segments));
        QVERIFY(!f.window.message().isEmpty());
        // Another recording takes its place at once.
        QVERIFY(f.window.openFile(stored.fileName()));
        f.window.showRecording(helloRecording());
        QVERIFY(!f.window.isReading());
        QCoreApplication::processEvents();
        QCOMPARE(f.conversation().units().size(), 6U);
    }

    // In a table the page keys page; elsewhere they step.
    void pageKeysScrollATable()
    {
        Fixture f(manyFrames(1000));
        f.window.showView(QStringLiteral("units"));
        QTableView &table = f.window.unitPage().table();
        table.selectRow(0);
        table.setFocus();
        QTest::keyClick(&table, Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(f.window.selection().unit(), std::optional<quint32>(999));
        QTest::keyClick(&table, Qt::Key_PageUp);
        QVERIFY(*f.window.selection().unit() < 998U);
        const int step = f.window.selection().step();
        auto *const bytes = f.window.findChild<QWidget *>(QStringLiteral("bytes"));
        bytes->setFocus();
        QTest::keyClick(bytes, Qt::Key_PageDown);
        QCOMPARE(f.window.selection().step(), step + 1);
    }

    void findGoesAroundTheEnd()
    {
        Fixture f(manyFrames(3000));
        UnitPage &dock = f.window.unitPage();
        QVERIFY(!dock.isSeeking());
        dock.find();
        dock.search().setText(QStringLiteral("\"message 1234\""));
        QSignalSpy searched(&dock, &UnitPage::searched);
        dock.findNext(1);
        QTRY_COMPARE(searched.count(), 1);
        QCOMPARE(f.window.selection().unit(), std::optional<quint32>(1234));
        dock.search().setText(QStringLiteral("\"message 12\""));
        dock.findNext(1); // 120 …129 and 1200 … lie before and behind
        QTRY_COMPARE(searched.count(), 2);
        QCOMPARE(f.window.selection().unit(), std::optional<quint32>(1235));
        dock.search().setText(QStringLiteral("nowhere"));
        dock.findNext(1);
        QTRY_COMPARE(searched.count(), 3);
        QCOMPARE(searched.back().front().toBool(), false);
        QCOMPARE(f.window.selection().unit(), std::optional<quint32>(1235));
    }

    void messagesAsInAChat()
    {
        Fixture f(fragments());
        f.window.showView(QStringLiteral("conversation"));
        ChatPage &dock = f.window.chatPage();
        QCOMPARE(dock.model().rowCount(), 3);
        const ChatModel::Message first = dock.model().at(0);
        QCOMPARE(first.text, QStringLiteral("안녕"));
        QCOMPARE(first.frames, 2);
        QCOMPARE(first.size, 6U);
        QVERIFY(first.isWhole);
        QCOMPARE(first.direction, core::Direction::Client);
        QCOMPARE(dock.model().at(1).text, QStringLiteral("ok"));
        QCOMPARE(dock.model().at(2).text, QStringLiteral("1000 bye"));
        QVERIFY(dock.model().at(2).isClose);
        // Both fragments are of the first message.
        for (const quint32 unit : {0U, 1U}) {
            QVERIFY(f.window.selection().selectUnit(unit));
            QCOMPARE(dock.list().currentIndex().row(), 0);
        }
        dock.list().setCurrentIndex(dock.model().index(1));
        QCOMPARE(f.window.selection().unit(), std::optional<quint32>(2));
        dock.side().setCurrentIndex(1);
        QCOMPARE(dock.model().rowCount(), 1);
        dock.side().setCurrentIndex(2);
        QCOMPARE(dock.model().rowCount(), 2);
    }

    // RFC 7692 §7.2.3.1: "Hello", compressed.
    void hexHasThreeSources()
    {
        auto recording = std::make_unique<core::Recording>();
        core::ConnectionInfo info;
        info.handshake = false;
        info.extensions = "permessage-deflate";
        recording->addConnection(info);
        core::WireRecord record;
        record.bytes = QByteArray::fromHex("c18711223344e36afbe5daac44"); // masked here: f2 48 cd c9 c9 07 00
        const QByteArray key = QByteArray::fromHex("11223344");
        const QByteArray plain = QByteArray::fromHex("f248cdc9c90700");
        for (qsizetype i = 0; i < plain.size(); ++i)
            record.bytes[6 + i] = static_cast<char>(plain[i] ^ key[i % 4]);
        QVERIFY(recording->append(record));
        Fixture f(std::move(recording));
        f.window.showView(QStringLiteral("hex"));
        HexPage &dock = f.window.hexPage();
        const auto shown = [&] {
            QString all;
            for (const TextItem &item : dock.view().drawing().texts)
                if (item.align == Qt::AlignCenter)
                    all += item.text;
            return all;
        };
        QVERIFY(f.window.selection().selectUnit(0));
        QVERIFY(shown().startsWith(QStringLiteral("c18711223344")));
        dock.source().setCurrentIndex(1);
        QCOMPARE(shown(), QStringLiteral("f248cdc9c90700"));
        dock.source().setCurrentIndex(2);
        QCOMPARE(shown(), QStringLiteral("48656c6c6f"));
        // A byte of the payload stands for its wire bits.
        dock.source().setCurrentIndex(1);
        dock.offset().setText(QStringLiteral("0x2"));
        QTest::keyClick(&dock.offset(), Qt::Key_Return);
        QCOMPARE(f.window.selection().bits(), core::byteRange(8, 1));
        dock.offset().setText(QStringLiteral("7"));
        QTest::keyClick(&dock.offset(), Qt::Key_Return);
        QVERIFY(!dock.problem().isEmpty());
        QCOMPARE(f.window.selection().bits(), core::byteRange(8, 1));
    }

    void bookmarksBringOneBack()
    {
        Fixture f;
        f.window.showView(QStringLiteral("hex"));
        HexPage &dock = f.window.hexPage();
        QVERIFY(f.window.selection().selectUnit(2));
        f.window.selection().selectBits(core::byteRange(3, 1));
        dock.mark().click();
        QCOMPARE(dock.marks().count(), 2);
        QVERIFY(dock.mark().isChecked());
        QVERIFY(f.window.selection().selectUnit(0));
        QVERIFY(!dock.mark().isChecked());
        emit dock.marks().activated(1);
        QCOMPARE(f.window.selection().unit(), std::optional<quint32>(2));
        QCOMPARE(f.window.selection().bits(), core::byteRange(3, 1));
        dock.mark().click(); // and away
        QCOMPARE(dock.marks().count(), 1);
    }

    // From every view each field of every kind of unit: all the others follow.
    void oneSelectionThroughAllViews_data()
    {
        QTest::addColumn<QString>("from");
        for (const char *view : {"bytes", "hex", "tree", "units", "conversation", "ladder"})
            QTest::newRow(view) << QString::fromLatin1(view);
    }
    void oneSelectionThroughAllViews()
    {
        QFETCH(const QString, from);
        Fixture f;
        f.showAll();
        Selection &selection = f.window.selection();
        const auto &units = f.conversation().units();
        std::vector<Place> places;
        for (quint32 unit = 0; unit < units.size(); ++unit) {
            const core::Field tree = f.conversation().fieldsOf(unit);
            for (const core::Field *leaf : core::leavesOf(tree))
                places.push_back({unit, leaf->span});
        }
        QVERIFY(places.size() > 60);
        const bool isByUnit = from == QLatin1StringView("units") ||
                              from == QLatin1StringView("conversation") ||
                              from == QLatin1StringView("ladder");
        std::optional<quint32> last;
        int checked = 0;
        for (const Place &place : places) {
            if (isByUnit && last == place.unit)
                continue; // these know no fields
            last = place.unit;
            const quint32 other = place.unit == 0 ? 1 : 0;
            QVERIFY(selection.selectUnit(other));
            if (!isByUnit)
                QVERIFY(selection.selectUnit(place.unit));
            if (!selectIn(f, from, place))
                continue; // shown there together with others, or in another place
            ++checked;
            QCOMPARE(selection.unit(), std::optional<quint32>(place.unit));
            if (!isByUnit)
                QVERIFY(selection.bits().overlaps(place.span));
            checkAll(f);
            if (QTest::currentTestFailed())
                return;
        }
        QVERIFY2(checked >= (isByUnit ? 2 : 40), qPrintable(QString::number(checked)));
    }

    // As tall as the time that passed; what is long is folded and named.
    void theLadderByTime()
    {
        auto recording = std::make_unique<core::Recording>();
        core::ConnectionInfo info;
        info.handshake = false;
        recording->addConnection(info);
        for (const qint64 time : {0LL, 500'000LL, 1'200'000'000LL}) {
            core::WireRecord record;
            record.entry.timeNs = time;
            record.entry.direction = core::Direction::Server;
            record.bytes = QByteArray::fromHex("81026f6b");
            QVERIFY(recording->append(record));
            record.entry.leg = core::Leg::Delivered;
            record.entry.sentOffset =
                recording->streamLength(1, core::Direction::Server, core::Leg::Sent) - 4;
            record.entry.length = 4;
            record.entry.timeNs = time + 200'000;
            record.bytes.clear();
            QVERIFY(recording->append(record));
        }
        Fixture f(std::move(recording));
        auto &ladder = const_cast<LadderView &>(f.window.ladderView());
        const auto arrows = [&] {
            std::vector<QLineF> all;
            for (const Stroke &stroke : ladder.ladder().strokes)
                if (stroke.arrow)
                    all.push_back(stroke.line);
            return all;
        };
        const auto waits = [&] {
            int count = 0;
            for (const TextItem &item : ladder.ladder().texts)
                count += item.text.startsWith(QStringLiteral("⋯")) ? 1 : 0;
            return count;
        };
        const std::vector<QLineF> byEvent = arrows();
        QCOMPARE(byEvent.size(), 3U);
        QCOMPARE(waits(), 1); // 1.2 s
        ladder.setByTime(true);
        const std::vector<QLineF> byTime = arrows();
        QCOMPARE(byTime.size(), 3U);
        // 0.2 ms of way at 60 pixels a millisecond.
        QCOMPARE(byTime[0].y2() - byTime[0].y1(), 12.0);
        QVERIFY(byTime[1].y1() - byTime[0].y1() > byEvent[1].y1() - byEvent[0].y1() + 25);
        QCOMPARE(waits(), 1);
        QVERIFY(ladder.zoom() == 100);
        QTest::keyClick(ladder.findChild<QWidget *>(QStringLiteral("ladder")), Qt::Key_Plus);
        QCOMPARE(ladder.zoom(), 110);
        QTest::keyClick(ladder.findChild<QWidget *>(QStringLiteral("ladder")), Qt::Key_0);
        QCOMPARE(ladder.zoom(), 100);
    }

    void theMapGoesAnywhere()
    {
        Fixture few;
        QWidget *map = few.window.findChild<QWidget *>(QStringLiteral("ladderMap"));
        QVERIFY(map->isHidden());
        Fixture f(manyFrames(1000));
        map = f.window.findChild<QWidget *>(QStringLiteral("ladderMap"));
        QVERIFY(map->isVisible());
        QTest::mouseClick(map, Qt::LeftButton, {}, QPoint(5, map->height() - 5));
        QVERIFY(f.window.selection().unit() > 980U);
        QTest::mouseClick(map, Qt::LeftButton, {}, QPoint(5, map->height() / 2));
        QVERIFY(*f.window.selection().unit() > 450U && *f.window.selection().unit() < 550U);
        QTest::mouseClick(map, Qt::LeftButton, {}, QPoint(5, 1));
        QCOMPARE(f.window.selection().unit(), std::optional<quint32>(0));
    }

private:
    static const DrawingView &ladderOf(const Fixture &f)
    {
        const auto *const ladder = f.window.findChild<DrawingView *>(QStringLiteral("ladder"));
        if (ladder == nullptr)
            qFatal("there is no ladder");
        return *ladder;
    }

    static bool activate(const DrawingView &view, core::BitSpan span)
    {
        for (std::size_t i = 0; i < view.drawing().targets.size(); ++i)
            if (view.drawing().targets[i].span == span && !view.drawing().targets[i].step) {
                const QPointF middle = view.onWidget(view.drawing().targets[i].rect).center();
                QTest::mouseClick(const_cast<DrawingView *>(&view), Qt::LeftButton, {}, middle.toPoint());
                return true;
            }
        return false;
    }

    static bool selectIn(Fixture &f, const QString &view, const Place &place)
    {
        if (view == QLatin1StringView("bytes"))
            return activate(f.window.bytesView(), place.span);
        if (view == QLatin1StringView("hex"))
            return activate(f.window.hexPage().view(), place.span);
        if (view == QLatin1StringView("tree")) {
            QTreeWidgetItemIterator item(&f.window.treePage().tree());
            for (; *item != nullptr; ++item)
                if (TreePage::spanOf(**item) == place.span && (*item)->childCount() == 0) {
                    f.window.treePage().tree().setCurrentItem(*item);
                    return true;
                }
            return false;
        }
        if (view == QLatin1StringView("units")) {
            f.window.unitPage().table().selectRow(static_cast<int>(place.unit));
            return true;
        }
        if (view == QLatin1StringView("conversation")) {
            const auto row = f.window.chatPage().model().rowOf(place.unit);
            if (!row)
                return false;
            f.window.chatPage().list().setCurrentIndex(f.window.chatPage().model().index(*row));
            return true;
        }
        // The ladder: the row whose first step tells of the unit.
        auto *const ladder = const_cast<DrawingView *>(&ladderOf(f));
        for (const Target &target : ladder->drawing().targets)
            if (target.step && f.conversation().step(*target.step).unit == place.unit) {
                QTest::mouseClick(ladder, Qt::LeftButton, {},
                                  ladder->onWidget(target.rect).center().toPoint());
                return f.window.selection().unit() == place.unit;
            }
        return false;
    }

    /// Every view shows what is selected now.
    static void checkAll(Fixture &f)
    {
        const Selection &selection = f.window.selection();
        const quint32 unit = *selection.unit();
        const core::BitSpan bits = selection.bits();
        const auto marks = [](const DrawingView &view) {
            return std::any_of(view.drawing().targets.begin(), view.drawing().targets.end(),
                               [&](const Target &target) { return view.isSelected(target); });
        };
        if (bits.bits > 0) {
            QVERIFY(marks(f.window.bytesView()));
            QVERIFY(marks(f.window.hexPage().view()));
            const QTreeWidgetItem *const item = f.window.treePage().tree().currentItem();
            if (item == nullptr)
                QFAIL("the tree shows nothing");
            QVERIFY(TreePage::spanOf(*item).contains(bits));
            const core::Field tree = f.conversation().fieldsOf(unit);
            const core::Field &field = core::smallestCovering(tree, bits);
            QCOMPARE(TreePage::spanOf(*item), field.span);
        }
        QVERIFY(marks(ladderOf(f)));
        // The lens is where the unit is.
        const Drawing &lanes = f.window.lanesPage().view().drawing();
        QVERIFY(std::any_of(lanes.targets.begin(), lanes.targets.end(), [&](const Target &target) {
            return target.span.bits > 0 || (target.step && f.conversation().step(*target.step).unit == unit);
        }));
        QCOMPARE(f.window.unitPage().table().currentIndex().row(), static_cast<int>(unit));
        const auto message = f.window.chatPage().model().rowOf(unit);
        if (message)
            QCOMPARE(f.window.chatPage().list().currentIndex().row(), *message);
        else
            QVERIFY(!f.window.chatPage().list().selectionModel()->hasSelection());
        if (bits.bits > 0) { // the explanation names the field
            const core::Field tree = f.conversation().fieldsOf(unit);
            // A header line is told of by its value.
            const std::vector<const core::Field *> path = core::pathTo(tree, bits.bit);
            const core::Field &group = path.size() > 1 ? *path[path.size() - 2] : tree;
            const Narrator say(programTexts(), f.window.look().language);
            const QString shown = f.window.explanation().toPlainText().remove(wordJoiner);
            const std::function<bool(const core::Field &)> isNamed = [&](const core::Field &each) {
                return shown.contains(say.fieldLabel(each.id)) ||
                       std::any_of(each.children.begin(), each.children.end(), isNamed);
            };
            QVERIFY2(isNamed(group), qPrintable(shown.left(200)));
        }
    }
};

QTEST_MAIN(TestUnits)
#include "tst_units.moc"
