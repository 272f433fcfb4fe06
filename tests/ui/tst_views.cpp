// SPDX-License-Identifier: GPL-3.0-or-later
// How the views look and are reached: zoom, panels, presentation, copies, accessible objects.
#include "fixture.h"
#include "tests/idlelab.h"

#include "core/record/filter.h"
#include "ui/arrangement.h"
#include "ui/bytesview.h"
#include "ui/copyas.h"
#include "ui/explanation/dictionarypage.h"
#include "ui/explanation/explanationpanel.h"
#include "ui/explanation/termcard.h"
#include "ui/ladderview.h"
#include "ui/mainwindow.h"
#include "ui/viewmenu.h"

#include <QAccessible>
#include <QClipboard>
#include <QDockWidget>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QRegularExpression>
#include <QTest>
#include <QTextBrowser>

using namespace ui;

namespace {

struct Fixture
{
    explicit Fixture(Look look = {})
        : window(programTexts(), {}, lab, look)
    {
        window.resize(1280, 720);
        window.showRecording(helloRecording());
        window.show();
        if (!QTest::qWaitForWindowExposed(&window))
            qFatal("the window does not show");
    }
    const BytesView &bytes() const { return window.bytesView(); }
    QWidget *column(const char *content)
    {
        return window.findChild<QWidget *>(QLatin1StringView(content))->parentWidget();
    }

    IdleLab lab;
    MainWindow window;
};

QAccessibleInterface *accessOf(const QObject *object)
{
    return QAccessible::queryAccessibleInterface(const_cast<QObject *>(object));
}

} // namespace

class TestViews : public QObject
{
    Q_OBJECT

private slots:
    // Every target of every step has a name, a role and a place; the selected one says so.
    void everyFieldIsAnAccessibleObject_data()
    {
        QTest::addColumn<int>("language");
        QTest::newRow("ko") << 0;
        QTest::newRow("en") << 1;
    }
    void everyFieldIsAnAccessibleObject()
    {
        QFETCH(const int, language);
        Fixture f({static_cast<Language>(language), Theme::Kind::Light, 100});
        const DrawingView *const ladder = f.window.findChild<DrawingView *>(QStringLiteral("ladder"));
        for (int step = 1; step <= f.window.session().conversation()->stepCount(); ++step) {
            f.window.selection().setStep(step);
            for (const DrawingView *view : {static_cast<const DrawingView *>(&f.bytes()), ladder}) {
                QAccessibleInterface *const access = accessOf(view);
                if (access == nullptr)
                    QFAIL("a view is not accessible");
                QVERIFY(access->role() == QAccessible::List);
                QVERIFY(!access->text(QAccessible::Name).isEmpty());
                int selected = 0;
                for (int i = 0; i < access->childCount(); ++i) {
                    QAccessibleInterface *const child = access->child(i);
                    QVERIFY(child != nullptr && child->isValid());
                    const QString name = child->text(QAccessible::Name);
                    QVERIFY2(!name.isEmpty() && !name.contains(QStringLiteral("⟦")), qPrintable(name));
                    QCOMPARE(access->indexOfChild(child), i);
                    QCOMPARE(child->parent(), access);
                    QVERIFY(!child->rect().isEmpty());
                    selected += child->state().selected ? 1 : 0;
                }
                QVERIFY(view != ladder || selected == 1);
                QVERIFY(view == ladder || selected > 0 || f.window.selection().bits().bits == 0);
            }
        }
    }

    void theFieldUnderTheKeyboardHasTheFocus()
    {
        Fixture f;
        QVERIFY(f.window.selection().selectUnit(2));
        f.window.selection().selectBits({8, 1});
        f.window.activateWindow();
        f.window.findChild<BytesView *>()->setFocus();
        QTRY_VERIFY(f.bytes().hasFocus());
        QAccessibleInterface *const focus = accessOf(&f.bytes())->focusChild();
        QVERIFY(focus != nullptr);
        QCOMPARE(focus->text(QAccessible::Name), QStringLiteral("MASK: 1"));
        QVERIFY(focus->state().focused && focus->state().selected);
        QVERIFY(!focus->text(QAccessible::Description).isEmpty());
        QTest::keyClick(f.window.focusWidget(), Qt::Key_Right);
        QCOMPARE(accessOf(&f.bytes())->focusChild()->text(QAccessible::Value), QStringLiteral("6"));
    }

    // Enter goes into a field, to a byte and a bit; Escape out again; arrows stay with what is selected.
    void downToTheBit()
    {
        Fixture f;
        QVERIFY(f.window.selection().selectUnit(2));
        const core::BitSpan key{16, 32};
        f.window.selection().selectBits(key);
        QWidget *const bytes = f.window.findChild<BytesView *>();
        bytes->setFocus();
        const auto press = [&](int code) { QTest::keyClick(bytes, static_cast<Qt::Key>(code)); };
        press(Qt::Key_Return);
        QCOMPARE(f.window.selection().bits(), (core::BitSpan{16, 8}));
        press(Qt::Key_Right);
        QCOMPARE(f.window.selection().bits(), (core::BitSpan{24, 8}));
        press(Qt::Key_Return);
        QCOMPARE(f.window.selection().bits(), (core::BitSpan{24, 1}));
        press(Qt::Key_Left);
        QCOMPARE(f.window.selection().bits(), (core::BitSpan{23, 1}));
        press(Qt::Key_Return); // there is nothing smaller
        QCOMPARE(f.window.selection().bits(), (core::BitSpan{23, 1}));
        press(Qt::Key_Escape);
        QCOMPARE(f.window.selection().bits(), (core::BitSpan{16, 8}));
        press(Qt::Key_Escape);
        QCOMPARE(f.window.selection().bits(), key);
        f.window.selection().selectBits({0, 1}); // FIN is one bit: a byte is no part of it
        press(Qt::Key_Return);
        QCOMPARE(f.window.selection().bits(), (core::BitSpan{0, 1}));
    }

    void backAndForward()
    {
        Fixture f;
        Selection &selection = f.window.selection();
        selection.setStep(5);
        selection.setStep(30);
        selection.selectBits({8, 1});
        const int there = selection.step();
        QTest::keyClick(&f.window, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(selection.step(), 30);
        QTest::keyClick(&f.window, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(selection.step(), 5);
        QTest::keyClick(&f.window, Qt::Key_Right, Qt::AltModifier);
        QTest::keyClick(&f.window, Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(selection.step(), there);
        QCOMPARE(selection.bits(), (core::BitSpan{8, 1}));
        QVERIFY(!selection.canGoForward());
        selection.goBack();
        selection.setStep(2); // another way from here: what was ahead is forgotten
        QVERIFY(!selection.canGoForward());
        f.window.showRecording(helloRecording());
        selection.goBack();
        QVERIFY(!selection.canGoForward());
    }

    // RFC 6455 §5.7: a single-frame masked text message, "Hello".
    void copies()
    {
        core::Recording recording;
        core::ConnectionInfo info;
        info.handshake = false;
        recording.addConnection(info);
        core::WireRecord frame;
        frame.bytes = QByteArray::fromHex("818537fa213d7f9f4d5158");
        QVERIFY(recording.append(frame));
        core::Conversation conversation(recording, 1);
        conversation.finish();
        const Narrator say(programTexts(), Language::English);
        const auto copy = [&](CopyForm form, core::BitSpan bits) {
            return copyAs(form, conversation, 0, bits, say);
        };
        const core::BitSpan payload{48, 40};
        QCOMPARE(copy(CopyForm::Hex, {}), QStringLiteral("81 85 37 fa 21 3d 7f 9f 4d 51 58"));
        QCOMPARE(copy(CopyForm::Hex, {9, 7}), QStringLiteral("85"));
        QCOMPARE(copy(CopyForm::Hex, {4, 8}), QStringLiteral("81 85")); // those that it touches
        QCOMPARE(
            copy(CopyForm::CArray, {16, 32}),
            QStringLiteral("static const unsigned char bytes[4] = {\n    0x37, 0xfa, 0x21, 0x3d,\n};\n"));
        QCOMPARE(copy(CopyForm::Base64, payload), QStringLiteral("f59NUVg="));
        QCOMPARE(copy(CopyForm::Text, payload), QStringLiteral("Hello"));
        QCOMPARE(copy(CopyForm::Text, {64, 16}), QStringLiteral("ll"));
        const QString table = copy(CopyForm::Markdown, {});
        QVERIFY(table.contains(QStringLiteral("| 0 | FIN | `1` |")));
        QVERIFY(table.contains(QStringLiteral("| 16–47 | Masking key | `37 fa 21 3d` |")));
    }

    void copyingByKey()
    {
        Fixture f;
        QVERIFY(f.window.selection().selectUnit(2));
        f.window.selection().selectBits({16, 32});
        QTest::keyClick(&f.window, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("37 fa 21 3d"));
    }

    // Larger by the keys, all drawn as vectors: the same drawing, scaled.
    void zoom()
    {
        Fixture f;
        f.window.selection().setStep(32);
        for (const int wanted : {125, 150, 175, 200, 250, 300, 400, 400}) {
            QTest::keyClick(&f.window, Qt::Key_Plus, Qt::ControlModifier);
            QCOMPARE(f.window.look().zoom, wanted);
            QCOMPARE(f.bytes().theme().zoom(), wanted / 100.0);
            const QSize least = f.bytes().minimumSize();
            QCOMPARE(least.height(), qCeil(f.bytes().drawing().size.height() * wanted / 100.0));
            const Target target = f.bytes().drawing().targets.front();
            QCOMPARE(f.bytes().targetAt(f.bytes().onWidget(target.rect).center()), 0);
        }
        QTest::keyClick(&f.window, Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(f.window.look().zoom, 100);
    }

    // F11 hides all but bytes and explanation and makes them larger; Escape gives back what was there.
    void presentation()
    {
        Fixture f;
        QDockWidget *const composer = f.window.findChild<QDockWidget *>(QStringLiteral("composerDock"));
        composer->show();
        const QByteArray before = f.window.arrangement();
        QTest::keyClick(&f.window, Qt::Key_F11);
        QVERIFY(f.window.isPresenting() && f.window.isFullScreen());
        QVERIFY(!f.window.ladderView().isVisible() && !composer->isVisible());
        QVERIFY(f.bytes().isVisible() && f.window.menuBar()->height() == 0);
        QVERIFY(f.bytes().theme().zoom() > 1);
        const int step = f.window.selection().step();
        QTest::keyClick(&f.window, Qt::Key_PageDown);
        QCOMPARE(f.window.selection().step(), step + 1);
        QCOMPARE(f.window.arrangement(), before); // what is remembered if the program ends here
        QTest::keyClick(&f.window, Qt::Key_Escape);
        QVERIFY(!f.window.isPresenting() && !f.window.isFullScreen());
        QVERIFY(f.window.ladderView().isVisible() && composer->isVisible());
        QCOMPARE(f.bytes().theme().zoom(), 1.0);
    }

    void panelsAreRememberedAndReset()
    {
        QByteArray saved;
        {
            Fixture f;
            QTest::keyClick(&f.window, Qt::Key_1, Qt::ControlModifier);
            QVERIFY(!f.window.ladderView().isVisible());
            f.window.findChild<QDockWidget *>(QStringLiteral("composerDock"))->show();
            connect(&f.window, &MainWindow::arrangementLeft, this,
                    [&saved](const QByteArray &state) { saved = state; });
            f.window.close();
        }
        Fixture f;
        QDockWidget *const composer = f.window.findChild<QDockWidget *>(QStringLiteral("composerDock"));
        f.window.setArrangement(QByteArray("no arrangement"));
        QVERIFY(f.window.ladderView().isVisible());
        f.window.setArrangement(saved);
        QVERIFY(!f.window.ladderView().isVisible() && composer->isVisible());
        emit f.window.findChild<ViewMenu *>()->resetRequested();
        QVERIFY(f.window.ladderView().isVisible() && !composer->isVisible());
    }

    void unfoldingIsOnDemand()
    {
        Fixture f;
        f.window.showRecording(longFrameRecording(4096));
        QVERIFY(f.window.selection().selectUnit(0));
        const auto fold = [&]() -> std::optional<Target> {
            for (const Target &target : f.bytes().drawing().targets)
                if (!target.step && target.span.bits == 0)
                    return target;
            return std::nullopt;
        };
        const qreal folded = f.bytes().drawing().size.height();
        QVERIFY(fold().has_value());
        QVERIFY(!f.bytes().textOf(*fold()).name.isEmpty());
        const QPoint place = f.bytes().onWidget(fold()->rect).center().toPoint();
        QTest::mouseClick(f.window.findChild<BytesView *>(), Qt::LeftButton, {}, place);
        QVERIFY(f.bytes().drawing().size.height() > folded + 1000);
        QVERIFY(fold().has_value()); // the rest
    }

    // By keyboard: Tab to the link, Enter opens the entry above the explanation, Escape puts it away.
    void aTermIsALink()
    {
        Fixture f;
        f.window.selection().setStep(36);
        auto &panel = const_cast<ExplanationPanel &>(f.window.explanation());
        const Narrator say(programTexts(), Language::English);
        const QString before = panel.toPlainText();
        panel.setFocus(Qt::TabFocusReason);
        // One of which there is something to be seen.
        QString english;
        std::optional<Catalogue::Term> term;
        for (int i = 0; i < 20 && (!term || term->filter.isEmpty()); ++i) {
            QTest::keyClick(&panel, Qt::Key_Tab);
            english = QUrl(panel.textCursor().charFormat().anchorHref()).path();
            term = programTexts().term(english, Language::English);
        }
        QVERIFY(term && !term->filter.isEmpty());
        QTest::keyClick(&panel, Qt::Key_Return);
        QVERIFY(panel.toPlainText().startsWith(term->term));
        QVERIFY(panel.toPlainText().contains(say.phrase("term.seen")));
        // It stays when the language changes.
        f.window.setLanguage(Language::Korean);
        QVERIFY(panel.toPlainText().startsWith(programTexts().term(english, Language::Korean)->term));
        f.window.setLanguage(Language::English);
        QTest::keyClick(&panel, Qt::Key_Escape);
        QCOMPARE(panel.toPlainText(), before);
    }

    // Each entry with bytes leads to a unit that its filter takes, with its field; or says that there is
    // none.
    void everyTermCanBeSeenOrIsNotThere()
    {
        Fixture f;
        const core::Conversation &conversation = *f.window.session().conversation();
        int seen = 0;
        for (const QString &english : programTexts().terms()) {
            const auto term = programTexts().term(english, Language::English);
            core::FilterProblem problem;
            const auto filter = core::Filter::parse(term->filter, &problem);
            QVERIFY2(filter, qPrintable(english));
            if (!term->field.isEmpty()) {
                const std::string field = term->field.toStdString();
                const auto ids = core::allFieldIds();
                QVERIFY2(std::find(ids.begin(), ids.end(), field) != ids.end(), qPrintable(english));
            }
            const auto place = placeOfTerm(*term, conversation, 0);
            if (!place)
                continue;
            ++seen;
            QVERIFY(filter->matches(conversation, place->unit));
            QVERIFY(followLink(QUrl(linkTo(*place)), f.window.selection()));
            QCOMPARE(f.window.selection().unit(), std::optional<quint32>(place->unit));
            QCOMPARE(f.window.selection().bits(), place->span);
        }
        QVERIFY2(seen > 25, qPrintable(QString::number(seen)));
    }

    // Links lead to the same field before and after.
    void aFieldIsSeenElsewhere()
    {
        Fixture f;
        QVERIFY(f.window.selection().selectUnit(3)); // the second of four frames
        f.window.selection().selectBits({4, 4});
        const auto &panel = f.window.explanation();
        const Narrator say(programTexts(), Language::English);
        QVERIFY(panel.toPlainText().contains(say.phrase("seen.heading")));
        const auto before = placeOfField("ws.frame.opcode", *f.window.session().conversation(), 3, -1);
        const auto after = placeOfField("ws.frame.opcode", *f.window.session().conversation(), 3, 1);
        QVERIFY(before && after);
        QCOMPARE(before->unit, 2U);
        QCOMPARE(after->unit, 4U);
        QVERIFY(!placeOfField("ws.frame.opcode", *f.window.session().conversation(), 2, -1));
    }

    void theExplanationHasALanguageOfItsOwn()
    {
        Fixture f;
        f.window.selection().setStep(38);
        const auto shown = [&](PanelLanguage panel) {
            Look look;
            look.panel = panel;
            f.window.setLook(look);
            return f.window.explanation().toPlainText();
        };
        const QString masking = programTexts().term(QStringLiteral("masking key"), Language::Korean)->term;
        static const QRegularExpression hangul(QStringLiteral("[가-힣]{4}"));
        const QString english = shown(PanelLanguage::AsMenus);
        QCOMPARE(shown(PanelLanguage::English), english);
        const QString korean = shown(PanelLanguage::Korean);
        QVERIFY(korean.contains(hangul));
        const QString mixed = shown(PanelLanguage::EnglishTerms);
        QVERIFY(mixed.contains(hangul));
        QVERIFY(mixed != korean);
        const QString frame = programTexts().term(QStringLiteral("frame"), Language::English)->term;
        QVERIFY(mixed.count(frame) > korean.count(frame));
        QCOMPARE(f.window.look().language, Language::English);
        QVERIFY(f.window.bytesView().accessibleName() == programTextOf("panel.bytes"));
    }

    void theDictionaryIsSearchedInBothLanguages()
    {
        Fixture f;
        f.window.showView(QStringLiteral("dictionary"));
        DictionaryPage &dock = f.window.dictionary();
        QCOMPARE(dock.list().count(), static_cast<int>(programTexts().terms().size()));
        QVERIFY(dock.list().count() >= 200);
        for (const char *sought : {"masking key", "마스킹 키"}) {
            dock.search().setText(QString::fromUtf8(sought));
            QVERIFY(dock.list().count() >= 1 && dock.list().count() < 5);
            QVERIFY(dock.entry().toPlainText().startsWith(
                programTexts().term(QStringLiteral("masking key"), Language::English)->term));
        }
        dock.search().setText(QStringLiteral("no such word"));
        QCOMPARE(dock.list().count(), 0);
        QCOMPARE(dock.entry().toPlainText(), programTextOf("dictionary.none"));
    }

private:
    static QString programTextOf(const char *id)
    {
        return Narrator(programTexts(), Language::English).phrase(id);
    }
};

QTEST_MAIN(TestViews)
#include "tst_views.moc"
