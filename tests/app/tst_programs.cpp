// SPDX-License-Identifier: GPL-3.0-or-later
// The programs of three clients in the window, on real connections.
#include "app/library.h"
#include "app/translation.h"
#include "core/live/lab.h"
#include "ui/lab/textline.h"
#include "ui/mainwindow.h"
#include "ui/programs/programpage.h"
#include "windowchecks.h"

#include <QInputMethodEvent>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using core::Direction;
using core::ProgramKind;

namespace {

struct Desk
{
    explicit Desk(const app::Library &library, ui::Look look = {})
        : window(library.catalogue, library.scenarios, lab, look)
    {
        window.resize(1280, 720);
        window.show();
        window.showView(QStringLiteral("programs"));
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window does not show");
    }
    ui::ProgramPage &page() { return window.programPage(); }
    ui::ProgramPane &pane(int client) { return page().pane(static_cast<std::size_t>(client - 1)); }
    /// What is written on a client's screen.
    QStringList screen(int client)
    {
        QStringList texts;
        for (const ui::TextItem &item : pane(client).view().drawing().texts)
            texts += item.text;
        return texts;
    }
    bool isSent(int client) // its bubble stands on the right
    {
        const auto &view = pane(client).view();
        return view.drawing().boxes.back().rect.center().x() > view.drawing().size.width() / 2;
    }
    QStringList squares(int client) // of the pieces: “1 at 3 2”
    {
        ui::ProgramView &view = pane(client).view();
        QStringList all;
        for (const ui::Target &target : view.drawing().targets)
            all += view.textOf(target).name;
        return all;
    }
    void start(ProgramKind kind)
    {
        QTest::mouseClick(&page().kindButton(kind), Qt::LeftButton);
        QTest::mouseClick(&page().start(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(pane(1).view().isVisible(), 10'000);
    }
    /// Text frames of one direction of a connection, by their content.
    QStringList frames(quint16 connection, Direction direction) const
    {
        const auto &all = window.session().conversations();
        const core::Conversation &conversation = all[*all.indexOf(connection)];
        QStringList texts;
        for (const core::Message &message : core::assembleMessages(conversation.index()))
            if (message.direction == direction && message.opcode == 1)
                texts += QString::fromUtf8(conversation.contentOf(message));
        return texts;
    }

    live::Lab lab;
    ui::MainWindow window;
};

void picture(Desk &desk, const char *name)
{
    const QString folder = qEnvironmentVariable("FRAMESCOPE_PICTURES");
    if (!folder.isEmpty())
        desk.window.grab().save(folder + QLatin1Char('/') + QLatin1StringView(name) + QStringLiteral(".png"));
}

} // namespace

class TestPrograms : public QObject
{
    Q_OBJECT

private:
    app::Library m_library;

private slots:
    void whatOneWritesReachesTheTwoOthers()
    {
        Desk desk(m_library);
        desk.start(ProgramKind::Chat);
        QTRY_COMPARE(desk.screen(1).size(), 3); // three have said hello
        QTRY_COMPARE(desk.screen(3).size(), 3);
        QTRY_VERIFY(desk.pane(2).line().isEnabled());
        desk.pane(2).line().setFocus();
        QTest::keyClicks(&desk.pane(2).line(), QStringLiteral("hello there"));
        QTest::keyClick(&desk.pane(2).line(), Qt::Key_Return);
        QVERIFY(desk.pane(2).line().text().isEmpty());
        for (const int client : {1, 2, 3}) {
            QTRY_COMPARE(desk.screen(client).value(3), QStringLiteral("hello there"));
            QCOMPARE(desk.isSent(client), client == 2);
        }
        QCOMPARE(desk.frames(2, Direction::Client).back(), QStringLiteral("hello there"));
        QCOMPARE(desk.frames(1, Direction::Server).back(), QStringLiteral("hello there"));
        QCOMPARE(desk.frames(3, Direction::Server).back(), QStringLiteral("hello there"));
        QVERIFY(!desk.frames(2, Direction::Server).contains(QStringLiteral("hello there")));
        QVERIFY(!desk.frames(1, Direction::Client).contains(QStringLiteral("hello there")));
        // The microscope shows it: one selection.
        QTRY_COMPARE(desk.window.session().conversation()->connection().id, quint16(2));
        const core::Conversation &conversation = *desk.window.session().conversation();
        QCOMPARE(core::unmaskedPayload(conversation.index(), *desk.window.selection().unit()),
                 QByteArray("hello there"));
        picture(desk, "chat-en");
    }

    void koreanAndWhatIsStillComposed()
    {
        Desk desk(m_library, {ui::Language::Korean, ui::Theme::Kind::Dark});
        desk.start(ProgramKind::Chat);
        QTRY_COMPARE(desk.screen(1).size(), 3);
        QTRY_VERIFY(desk.pane(1).line().isEnabled());
        ui::TextLine &line = desk.pane(1).line();
        line.setFocus();
        QInputMethodEvent composing(QStringLiteral("녕"), {});
        composing.setCommitString(QStringLiteral("안"));
        QApplication::sendEvent(&line, &composing);
        QVERIFY(line.isComposing());
        QTest::keyClick(&line, Qt::Key_Return); // ends the syllable and sends nothing
        QInputMethodEvent done;
        done.setCommitString(QStringLiteral("녕"));
        QApplication::sendEvent(&line, &done);
        QCOMPARE(line.text(), QStringLiteral("안녕"));
        QVERIFY(!desk.frames(1, Direction::Client).contains(QStringLiteral("안")));
        QTest::mouseClick(&desk.pane(1).send(), Qt::LeftButton);
        QTRY_COMPARE(desk.screen(3).value(3), QStringLiteral("안녕"));
        QCOMPARE(desk.frames(1, Direction::Client).back(), QStringLiteral("안녕"));
        picture(desk, "chat-ko-dark");
    }

    void anArrowKeyMovesThePiece()
    {
        Desk desk(m_library, {ui::Language::Korean, ui::Theme::Kind::Light});
        desk.start(ProgramKind::Game);
        for (const int client : {1, 2, 3})
            QTRY_COMPARE(desk.squares(client).size(), 3);
        ui::ProgramView &view = desk.pane(3).view();
        view.setFocus(Qt::TabFocusReason);
        // Two at once: the second goes on from the first, though nothing has been recorded yet.
        QTest::keyClick(&view, Qt::Key_Left);
        QTest::keyClick(&view, Qt::Key_Down);
        const QString move = QStringLiteral(R"({"player":3,"x":5,"y":3})");
        QTRY_COMPARE(desk.frames(3, Direction::Client).back(), move);
        QCOMPARE(desk.frames(3, Direction::Client).value(1), QStringLiteral(R"({"player":3,"x":5,"y":2})"));
        for (const quint16 connection : {1, 2})
            QTRY_COMPARE(desk.frames(connection, Direction::Server).back(), move);
        for (const int client : {1, 2})
            QTRY_VERIFY(desk.squares(client).value(2).contains(QStringLiteral("가로 5, 세로 3")));
        picture(desk, "game-ko");
        // At the edge nothing is sent.
        for (int i = 0; i < 12; ++i)
            QTest::keyClick(&view, Qt::Key_Right);
        QTRY_COMPARE(desk.frames(3, Direction::Client).back(), QStringLiteral(R"({"player":3,"x":7,"y":3})"));
        QCOMPARE(desk.frames(3, Direction::Client).size(), 5);
    }

    // With a slow way to the clients the others see a move later, and the same in the end.
    void boardsDifferWhileAMoveIsOnItsWay()
    {
        Desk desk(m_library);
        desk.start(ProgramKind::Game);
        for (const int client : {1, 2, 3})
            QTRY_COMPARE(desk.squares(client).size(), 3);
        core::PathConditions stalled;
        stalled.stall = true;
        desk.lab.setPath(Direction::Server, stalled);
        ui::ProgramView &view = desk.pane(1).view();
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Right);
        const auto stands = [&desk](int client, const char *where) {
            return desk.squares(client).value(0).contains(QLatin1StringView(where));
        };
        QTRY_VERIFY(stands(1, "column 2, row 1"));
        QTRY_COMPARE(desk.frames(3, Direction::Server).size(), 3); // on its way
        QVERIFY(stands(2, "column 1, row 1") && stands(3, "column 1, row 1"));
        desk.lab.setPath(Direction::Server, {});
        QTRY_VERIFY(stands(2, "column 2, row 1"));
        QTRY_VERIFY(stands(3, "column 2, row 1"));
    }

    void theServerSendsPricesByItself()
    {
        Desk desk(m_library);
        desk.start(ProgramKind::Prices);
        for (const int client : {1, 2, 3})
            QTRY_VERIFY_WITH_TIMEOUT(
                desk.frames(static_cast<quint16>(client), Direction::Server).size() >= 7 &&
                    desk.screen(client).contains(QStringLiteral("Messages received: 7 · sent: 0")),
                10'000);
        QVERIFY(desk.frames(1, Direction::Client).isEmpty());
        QVERIFY(!desk.pane(1).line().isVisible());
        picture(desk, "prices-en");
        // The button has all clients close, and the run comes to its end by itself.
        QSignalSpy ended(&desk.window, &ui::MainWindow::runEnded);
        QTest::mouseClick(&desk.page().start(), Qt::LeftButton);
        QVERIFY(ended.count() > 0 || ended.wait(10'000));
        QCOMPARE(desk.window.message(), QString());
        // What was there stays until somebody steps through it.
        QVERIFY(!desk.screen(1).contains(QStringLiteral("No message yet")));
        desk.window.selection().setNumber(1);
        QVERIFY(desk.screen(1).contains(QStringLiteral("No message yet")));
    }

    // One selection with the other views, and each screen as it was at the step.
    void aRecordedRunIsSteppedThrough()
    {
        Desk desk(m_library);
        QSignalSpy ended(&desk.window, &ui::MainWindow::runEnded);
        desk.window.runScenario(QStringLiteral("chat"));
        QVERIFY(ended.count() > 0 || ended.wait(10'000));
        desk.window.selection().setNumber(1);
        QVERIFY(desk.page().kind() == ProgramKind::Chat);
        QVERIFY(!desk.pane(1).line().isEnabled());
        int most = 0;
        for (int number = 1; number <= desk.window.session().conversations().stepCount(); ++number) {
            desk.window.selection().setNumber(number);
            const int shown = static_cast<int>(desk.pane(2).view().drawing().targets.size());
            QVERIFY(shown >= most); // what was said stays said
            most = shown;
        }
        QCOMPARE(most, 5);
        // A bubble leads to its frame.
        ui::ProgramView &view = desk.pane(2).view();
        const ui::Target &bubble = view.drawing().targets.front();
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.onWidget(bubble.rect).center().toPoint());
        QCOMPARE(desk.window.session().conversation()->connection().id, quint16(2));
        const core::Unit &unit =
            desk.window.session().conversation()->units()[*desk.window.selection().unit()];
        QVERIFY(unit.isFrame() && unit.direction == Direction::Server);
        QCOMPARE(view.drawing().targets.size(), std::size_t(1)); // as it was then
        QVERIFY(view.isSelected(view.drawing().targets.front()));
        QTRY_VERIFY(view.visibleRegion().contains(
            view.onWidget(view.drawing().targets.front().rect).center().toPoint()));
        picture(desk, "chat-stepped");
    }

    void nothingIsCut_data()
    {
        QTest::addColumn<int>("language");
        QTest::addColumn<int>("zoom");
        for (const int zoom : {100, 150}) {
            QTest::addRow("ko %d", zoom) << static_cast<int>(ui::Language::Korean) << zoom;
            QTest::addRow("en %d", zoom) << static_cast<int>(ui::Language::English) << zoom;
        }
    }
    void nothingIsCut()
    {
        QFETCH(const int, language);
        QFETCH(const int, zoom);
        app::Translation translation;
        const ui::Look look{static_cast<ui::Language>(language), ui::Theme::Kind::Light, zoom};
        translation.use(look.language);
        Desk desk(m_library, look);
        const ui::Metrics metrics(desk.pane(1).view().theme());
        for (const char *id : {"chat", "game", "try-prices"}) {
            QSignalSpy ended(&desk.window, &ui::MainWindow::runEnded);
            desk.window.runScenario(QLatin1StringView(id));
            QVERIFY(ended.count() > 0 || ended.wait(10'000));
            QCOMPARE(desk.window.size(), QSize(1280, 720));
            picture(desk, qPrintable(
                              QStringLiteral("%1-%2-%3").arg(QLatin1StringView(id)).arg(language).arg(zoom)));
            for (const int client : {1, 2, 3}) {
                ui::ProgramView &view = desk.pane(client).view();
                QVERIFY(view.width() > 300);
                for (const ui::TextItem &item : view.drawing().texts)
                    QVERIFY2(metrics.width(item.text, item.font) <= item.rect.width() + 1,
                             qPrintable(item.text));
                for (const ui::TextItem &item : view.drawing().texts)
                    QVERIFY(item.rect.right() <= view.drawing().size.width());
            }
            for (const QPushButton *button : desk.page().findChildren<QPushButton *>())
                if (button->isVisible())
                    QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
            for (const QLabel *label : desk.page().findChildren<QLabel *>())
                if (label->isVisible())
                    QVERIFY2(label->width() >= label->sizeHint().width(), qPrintable(label->text()));
        }
    }

    // Everything can be reached by Tab, and says what it is.
    void keysAndNames()
    {
        Desk desk(m_library);
        desk.start(ProgramKind::Chat);
        QTRY_VERIFY(desk.pane(3).line().isEnabled());
        QSet<QWidget *> wanted{&desk.page().start()};
        for (const int client : {1, 2, 3})
            wanted += {&desk.pane(client).view(), &desk.pane(client).line(), &desk.pane(client).send()};
        for (const QWidget *each : std::as_const(wanted))
            QVERIFY(!each->accessibleName().isEmpty() ||
                    !qobject_cast<const QPushButton *>(each)->text().isEmpty());
        desk.page().start().setFocus();
        for (int i = 0; i < 40 && !wanted.isEmpty(); ++i) {
            wanted.remove(QApplication::focusWidget());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QVERIFY(wanted.isEmpty());
    }
};

QTEST_MAIN(TestPrograms)
#include "tst_programs.moc"
