// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/recordingfile.h"
#include "core/lab/scenariowriter.h"
#include "fixture.h"
#include "tests/idlelab.h"
#include "ui/bytesview.h"
#include "ui/lab/breakpointdialog.h"
#include "ui/lab/composer.h"
#include "ui/lab/composerdock.h"
#include "ui/lab/heldpanel.h"
#include "ui/lab/heldview.h"
#include "ui/lab/pathdialog.h"
#include "ui/lab/wirebar.h"
#include "ui/ladderview.h"
#include "ui/mainwindow.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;
using core::Direction;

namespace {

core::Scenario sample()
{
    core::Scenario scenario;
    scenario.id = QStringLiteral("sample");
    scenario.title = {QStringLiteral("견본"), QStringLiteral("Sample")};
    scenario.summary = {QStringLiteral("견본입니다."), QStringLiteral("A sample.")};
    return scenario;
}

/// The window in mid-run: the client's text of lesson L01 has come to the wire and waits there.
struct Fixture
{
    explicit Fixture(Language language = Language::English, Theme::Kind theme = Theme::Kind::Light)
        : window(programTexts(), {sample()}, lab, {language, theme})
    {
        window.resize(1280, 720);
        window.show();
        if (!QTest::qWaitForWindowExposed(&window))
            qFatal("the window does not show");
        window.wireBar().setHolding(true);
        window.runScenario(QStringLiteral("sample"));
        const auto recording = helloRecording();
        emit lab.connectionAdded(recording->connections().front());
        QVector<core::WireRecord> records;
        for (const core::Entry &entry : recording->entries()) {
            const bool isText = entry.isChunk() && entry.direction == Direction::Client &&
                                entry.leg == core::Leg::Sent && entry.offset > 0;
            const bool own = entry.isChunk() && entry.sentOffset == core::Entry::ownBytes;
            records.append({entry, own ? recording->bytesOf(entry) : QByteArray()});
            if (!isText)
                continue;
            held.id = 7;
            held.kind = core::UnitKind::Frame;
            held.opcode = 1;
            held.offset = entry.offset;
            held.bytes = recording->bytesOf(entry);
            held.chunks = {static_cast<quint32>(held.bytes.size())};
            break;
        }
        emit lab.recordsArrived(records);
        tell();
    }
    void tell() { emit lab.heldChanged({held}); }
    HeldPanel &panel() { return window.heldPanel(); }
    HeldView &view() { return window.heldPanel().view(); }
    /// What the lab was told last; taken over by the unit as the lab would.
    core::Delivery last()
    {
        held.delivery = lab.deliveries.back().second;
        tell();
        return held.delivery;
    }
    QPushButton *button(const QString &text)
    {
        for (QPushButton *each : window.findChildren<QPushButton *>())
            if (each->text() == text)
                return each;
        qFatal("no button %s", qPrintable(text));
    }

    IdleLab lab;
    MainWindow window;
    core::HeldUnit held;
};

const QByteArray hello = QByteArray::fromHex("818637fa213ddb6fa9d6b26f");

} // namespace

class TestHeld : public QObject
{
    Q_OBJECT

private slots:
    void whatIsHeldIsShown()
    {
        Fixture f;
        QCOMPARE(f.held.bytes, hello);
        QVERIFY(f.lab.hold.all[0] && f.lab.hold.all[1]);
        QVERIFY(f.lab.with.open);
        QVERIFY(f.panel().isVisible());
        QVERIFY(!f.window.bytesView().isVisible());
        QVERIFY(f.view().hasFocus());
        QCOMPARE(f.view().bytes(), hello);
        const auto &texts = f.window.ladderView().ladder().texts;
        QVERIFY(std::any_of(texts.begin(), texts.end(), [](const TextItem &item) {
            return item.text == QLatin1StringView("waits on the wire");
        }));
    }

    void spaceFlipsTheBitUnderTheCursor()
    {
        Fixture f;
        for (int i = 0; i < 8; ++i)
            QTest::keyClick(&f.view(), Qt::Key_Right);
        QCOMPARE(f.view().field()->id, std::string_view("ws.frame.mask"));
        QTest::keyClick(&f.view(), Qt::Key_Space);
        QCOMPARE(f.lab.deliveries.size(), std::size_t(1));
        QCOMPARE(f.lab.deliveries[0].first, quint64(7));
        QByteArray broken = hello;
        broken[1] = 0x06;
        QCOMPARE(f.last().bytes, std::optional(broken)); // the rest is left as it was
        QCOMPARE(f.view().bytes(), broken);

        // Taken back, and done again.
        QTest::keyClick(&f.window, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(!f.last().bytes);
        QTest::keyClick(&f.window, Qt::Key_Y, Qt::ControlModifier);
        QCOMPARE(f.last().bytes, std::optional(broken));
        // Flipped back it is as it came: nothing to deliver otherwise.
        QTest::keyClick(&f.view(), Qt::Key_Space);
        QVERIFY(!f.last().bytes);
    }

    void theRestFollowsWhereItIsAsked()
    {
        Fixture f;
        f.panel().findChild<QCheckBox *>()->setChecked(true);
        f.view().setCursor(8);
        QTest::keyClick(&f.view(), Qt::Key_Space);
        QCOMPARE(f.last().bytes, std::optional(QByteArray::fromHex("8106ec9588eb8595"))); // 안녕, unmasked
    }

    void hexDigitsAndFields()
    {
        Fixture f;
        f.view().setCursor(0);
        QTest::keyClicks(&f.view(), QStringLiteral("82"));
        QCOMPARE(f.last().bytes->left(2).toHex(), QByteArray("8286"));
        QCOMPARE(f.view().cursor(), quint64(8));

        f.view().setCursor(16); // the masking key
        auto *const value = f.panel().findChildren<QLineEdit *>().first();
        value->setText(QStringLiteral("00 00 00 00"));
        QTest::keyClick(value, Qt::Key_Return);
        QCOMPARE(f.last().bytes->mid(2, 4).toHex(), QByteArray("00000000"));
        value->setText(QStringLiteral("0"));
        const auto before = f.lab.deliveries.size();
        QTest::keyClick(value, Qt::Key_Return); // half a byte is said to be wrong, not guessed at
        QCOMPARE(f.lab.deliveries.size(), before);
    }

    void textIsMaskedAnew()
    {
        Fixture f;
        f.panel().findChild<QCheckBox *>()->setChecked(true);
        f.view().setCursor(6ULL * 8);
        auto *const text = f.panel().findChildren<QLineEdit *>().at(1);
        QVERIFY(text->isVisible());
        QCOMPARE(text->text(), QStringLiteral("안녕"));
        text->setText(QStringLiteral("Hello"));
        QTest::keyClick(text, Qt::Key_Return);
        QCOMPARE(f.last().bytes->toHex(), QByteArray("818537fa213d7f9f4d5158")); // RFC 6455 §5.7
    }

    void whatBecomesOfIt()
    {
        Fixture f;
        f.button(QStringLiteral("Drop"))->click();
        QCOMPARE(f.last().copies, 0);
        f.button(QStringLiteral("Twice"))->click();
        QCOMPARE(f.last().copies, 2);
        f.button(QStringLiteral("Join next"))->click();
        QVERIFY(f.last().glue);
        f.view().setCursor(24);
        f.button(QStringLiteral("Split here"))->click();
        QCOMPARE(f.last().splits, (std::vector<quint32>{3}));
        auto *const delay = f.panel().findChild<QSpinBox *>();
        delay->setValue(250);
        emit delay->editingFinished();
        QCOMPARE(f.last().delayMs, 250);
        f.button(QStringLiteral("As it came"))->click();
        QVERIFY(f.last() == core::Delivery());
        f.button(QStringLiteral("Pass on"))->click();
        QCOMPARE(f.lab.gone, (std::vector<quint64>{7}));
    }

    void whatIsTypedStaysWhileOthersCome()
    {
        Fixture f;
        f.view().setCursor(16);
        auto *const value = f.panel().findChildren<QLineEdit *>().first();
        value->setText(QStringLiteral("12 34"));
        core::HeldUnit other = f.held;
        other.id = 9;
        other.offset += 12;
        emit f.lab.heldChanged({f.held, other});
        QCOMPARE(value->text(), QStringLiteral("12 34"));
    }

    void aFileInMidRunLeavesNothingBehind()
    {
        Fixture f;
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("a.fscope")));
        QVERIFY(file.open(QIODevice::WriteOnly) && core::writeRecording(file, *helloRecording()));
        file.close();
        QVERIFY(f.window.openFile(file.fileName()));
        f.tell();
        emit f.lab.finished({});
        QVERIFY(f.window.session().held().isEmpty());
        QVERIFY(f.window.bytesView().isVisible());
        QVERIFY(!f.window.composer().composer().canSend());
    }

    void swappingCanBeUndone()
    {
        Fixture f;
        core::HeldUnit second = f.held;
        second.id = 9;
        second.offset += 12;
        emit f.lab.heldChanged({f.held, second});
        f.button(QStringLiteral("Swap next"))->click();
        emit f.lab.heldChanged({second, f.held});
        QTest::keyClick(&f.window, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(f.lab.swapped, (std::vector<quint64>{7, 9}));
    }

    void whatHasLeftIsNotTouched()
    {
        Fixture f;
        QTest::keyClick(&f.view(), Qt::Key_Space);
        f.last();
        emit f.lab.heldChanged({});
        QVERIFY(f.window.bytesView().isVisible());
        const auto before = f.lab.deliveries.size();
        QTest::keyClick(&f.window, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(f.lab.deliveries.size(), before);
    }

    void keysOfTheWire()
    {
        Fixture f;
        QTest::keyClick(&f.window, Qt::Key_F10);
        QCOMPARE(f.lab.gone, (std::vector<quint64>{7}));
        QTest::keyClick(&f.window, Qt::Key_F10, Qt::ShiftModifier);
        QVERIFY(f.lab.allGone);
        f.lab.allGone = false;
        QTest::keyClick(&f.window, Qt::Key_F6);
        QVERIFY(!f.lab.hold.all[0] && !f.lab.hold.all[1] && f.lab.allGone);
    }

    void breakpoints()
    {
        core::HoldCondition ping;
        ping.what = QStringLiteral("ping");
        ping.direction = Direction::Server;
        ping.nth = 2;
        ping.enabled = false;
        BreakpointDialog dialog({ping});
        auto *const list = dialog.findChild<QListWidget *>();
        QCOMPARE(list->count(), 1);
        QCOMPARE(list->item(0)->text(), QStringLiteral("From the server · Ping · number 2 of them"));
        QCOMPARE(list->item(0)->checkState(), Qt::Unchecked);
        list->item(0)->setCheckState(Qt::Checked);
        auto *const rule = dialog.findChild<QLineEdit *>();
        QPushButton *add = nullptr;
        for (QPushButton *each : dialog.findChildren<QPushButton *>())
            add = each->text() == QLatin1StringView("Add") ? each : add;
        rule->setText(QStringLiteral("FRM-99"));
        QVERIFY(!add->isEnabled());
        rule->setText(QStringLiteral("frm-01"));
        add->click();
        rule->clear();
        auto *const opcode = dialog.findChild<QSpinBox *>(QStringLiteral("opcode"));
        opcode->setValue(0xb);
        add->click();
        QCOMPARE(list->item(2)->text(), QStringLiteral("Both directions · Any unit · opcode 0xb"));
        const auto conditions = dialog.conditions();
        QCOMPARE(conditions.size(), std::size_t(3));
        QVERIFY(!conditions[0].opcode && !conditions[1].opcode);
        QCOMPARE(conditions[2].opcode, std::optional(0xb));
        QVERIFY(conditions[0].enabled && conditions[0].nth == 2);
        QCOMPARE(conditions[1].rule, QByteArray("FRM-01"));
        QVERIFY(!conditions[1].direction && conditions[1].what.isEmpty());
    }

    void path()
    {
        const core::PathConditions client{5, 6, 7, 8, 9, true, false};
        const core::PathConditions server{0, 0, 0, 1, 0, false, true};
        PathDialog dialog(client, server);
        QVERIFY(dialog.conditions(Direction::Client) == client);
        QVERIFY(dialog.conditions(Direction::Server) == server);
    }

    void whatIsComposedIsSentOnTheConnectionShown()
    {
        Fixture f;
        QTest::keyClick(&f.window, Qt::Key_M, Qt::ControlModifier);
        QVERIFY(f.window.composer().isVisible());
        Composer &composer = f.window.composer().composer();
        QTest::keyClicks(f.window.focusWidget(), QStringLiteral("hi"));
        QTest::keyClick(f.window.focusWidget(), Qt::Key_Return);
        QCOMPARE(f.lab.acts.size(), std::size_t(1));
        QCOMPARE(f.lab.acts[0].connection, quint16(1));
        QCOMPARE(f.lab.acts[0].action.what, QStringLiteral("send-text"));
        QCOMPARE(f.lab.acts[0].action.args.value(QStringLiteral("text")).toString(), QStringLiteral("hi"));
        emit f.lab.finished({});
        QVERIFY(!composer.canSend()); // nothing runs any more
    }

    void aScenarioFileRuns()
    {
        Fixture f;
        core::Scenario own = sample();
        own.id = QStringLiteral("own");
        own.connections.emplace_back();
        own.connections.front().client.kind = QStringLiteral("engine");
        own.connections.front().server.kind = QStringLiteral("engine");
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("own.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(core::writeScenario(own));
        file.close();
        emit f.lab.finished({});
        QVERIFY(f.window.openFile(file.fileName()));
        QCOMPARE(f.lab.ran.id, QStringLiteral("own"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"id\": 3}");
        file.close();
        QVERIFY(!f.window.openFile(file.fileName()));
        QVERIFY(f.window.message().contains(QLatin1StringView("own.json")));
    }

    void nothingIsClipped_data()
    {
        QTest::addColumn<Language>("language");
        QTest::newRow("ko") << Language::Korean;
        QTest::newRow("en") << Language::English;
    }

    void nothingIsClipped()
    {
        QFETCH(Language, language);
        Fixture f(language);
        QTest::keyClick(&f.view(), Qt::Key_Space);
        for (QPushButton *button : f.window.findChildren<QPushButton *>()) {
            if (!button->isVisible() || button->text().isEmpty())
                continue;
            QVERIFY2(button->width() >= button->fontMetrics().horizontalAdvance(button->text()),
                     qPrintable(button->text()));
            QVERIFY2(button->mapTo(&f.window, QPoint(button->width(), 0)).x() <= f.window.width(),
                     qPrintable(button->text()));
        }
        for (const TextItem &item : f.view().drawing().texts)
            QVERIFY(item.rect.right() <= f.view().width());
    }
};

QTEST_MAIN(TestHeld)
#include "tst_held.moc"
