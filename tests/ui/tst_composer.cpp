// SPDX-License-Identifier: GPL-3.0-or-later
#include "composerfixture.h"
#include "fixture.h"
#include "windowchecks.h"

#include "core/lab/deedargs.h"
#include "tests/idlelab.h"
#include "ui/lab/bitcells.h"
#include "ui/lab/composer.h"
#include "ui/lab/framebytes.h"
#include "ui/lab/messagepages.h"
#include "ui/lab/textline.h"

#include <QCheckBox>
#include <QComboBox>
#include <QJsonDocument>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;
using core::Direction;
using What = Composer::What;

namespace {

struct Desk
{
    explicit Desk(Language language = Language::English, Theme::Kind kind = Theme::Kind::Light)
    {
        speak(language);
        QObject::connect(&composer, &Composer::actRequested, &composer,
                         [this](const core::ActionSpec &action) { lab.act(1, action); });
        QObject::connect(&lab, &core::LabControl::acted, &composer, &Composer::noteActed);
        composer.setTheme(Theme(kind));
        dress(composer, Theme(kind));
        composer.resize(1280, 150);
        composer.show();
        if (!QTest::qWaitForWindowActive(&composer))
            qFatal("the composer does not show");
    }

    template<typename T = QWidget>
    T &child(const char *name)
    {
        auto *const found = composer.findChild<T *>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("no %s", name);
        return *found;
    }
    TextLine &line(const char *name) { return child<TextLine>(name); }
    void choose(const char *name, int index) { child<QComboBox>(name).setCurrentIndex(index); }
    void clickSend() { QTest::mouseClick(&child<QPushButton>("primary"), Qt::LeftButton); }
    /// "client send-text {...}" of the deed that was asked for last.
    QByteArray sent() const
    {
        return lab.acts.empty() ? QByteArray("nothing") : literal(lab.acts.back().action);
    }
    static QByteArray literal(const core::ActionSpec &action)
    {
        return action.who.toUtf8() + ' ' + action.what.toUtf8() + ' ' +
               QJsonDocument(action.args).toJson(QJsonDocument::Compact);
    }
    /// The sixteen cells, blanks between as one likes.
    void fill(const char *bits)
    {
        std::size_t bit = 0;
        for (const char *c = bits; *c != '\0'; ++c)
            if (*c != ' ')
                child<BitCells>("bits").cell(bit++)->setValue(*c == '1');
    }

    IdleLab lab;
    Composer composer;
};

void compose(QWidget &line, const char *preedit, const char *commit = "")
{
    QInputMethodEvent event(QString::fromUtf8(preedit), {});
    event.setCommitString(QString::fromUtf8(commit));
    QCoreApplication::sendEvent(&line, &event);
}

} // namespace

class TestComposer : public QObject
{
    Q_OBJECT

private slots:
    void aTextOfTheClient()
    {
        Desk desk;
        desk.line("text").setText(QStringLiteral("안녕"));
        QCOMPARE(desk.child<QLabel>("textCount").text(), QStringLiteral("2 characters · 6 bytes"));
        desk.clickSend();
        QCOMPARE(desk.sent(), QByteArray("client send-text {\"key\":\"random\",\"text\":\"안녕\"}"));
        QCOMPARE(desk.line("text").text(), QString()); // ready for the next
    }

    void aTextOfTheServerHasNoKey()
    {
        Desk desk;
        QTest::mouseClick(&desk.child("sideServer"), Qt::LeftButton);
        desk.line("text").setText(QStringLiteral("hi"));
        QVERIFY(!desk.child("keyKind").isVisible());
        desk.clickSend();
        QCOMPARE(desk.sent(), QByteArray("server send-text {\"text\":\"hi\"}"));
    }

    void cuttingAndKeys_data()
    {
        QTest::addColumn<int>("cutting");
        QTest::addColumn<QString>("cut");
        QTest::addColumn<int>("keyKind");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QByteArray>("args");
        const QString none;
        QTest::newRow("one frame") << 0 << none << 0 << none
                                   << QByteArray(R"({"key":"random","text":"hello!"})");
        QTest::newRow("three fragments") << 1 << QStringLiteral("3") << 0 << none
                                         << QByteArray(R"({"fragments":3,"key":"random","text":"hello!"})");
        QTest::newRow("at bytes") << 2 << QStringLiteral("2, 5") << 0 << none
                                  << QByteArray(R"({"key":"random","split_at":[2,5],"text":"hello!"})");
        QTest::newRow("zero key") << 0 << none << 2 << none
                                  << QByteArray(R"({"key":"zero","text":"hello!"})");
        QTest::newRow("fixed key") << 0 << none << 1 << QStringLiteral("37FA213D")
                                   << QByteArray(R"({"key":"37fa213d","text":"hello!"})");
    }

    void cuttingAndKeys()
    {
        QFETCH(const int, cutting);
        QFETCH(const QString, cut);
        QFETCH(const int, keyKind);
        QFETCH(const QString, key);
        QFETCH(const QByteArray, args);
        Desk desk;
        desk.line("text").setText(QStringLiteral("hello!"));
        desk.choose("cutting", cutting);
        if (cutting == 1)
            desk.child<QSpinBox>("fragments").setValue(cut.toInt());
        desk.line("offsets").setText(cut);
        desk.choose("keyKind", keyKind);
        desk.line("key").setText(key);
        desk.clickSend();
        QCOMPARE(desk.sent(), "client send-text " + args);
        QVERIFY(core::messageOf(desk.lab.acts.back().action.args, Direction::Client)); // the lab takes it
    }

    void compressingIsOfferedWhereAgreed()
    {
        Desk desk;
        desk.line("text").setText(QStringLiteral("hi"));
        QVERIFY(!desk.child("compress").isVisible());
        desk.composer.setDeflateAgreed(true);
        QVERIFY(desk.child("compress").isVisible());
        QCOMPARE(Desk::literal(desk.composer.action()),
                 QByteArray(R"(client send-text {"compress":false,"key":"random","text":"hi"})"));
        desk.child<QCheckBox>("compress").setChecked(true);
        desk.clickSend();
        QCOMPARE(desk.sent(), QByteArray(R"(client send-text {"compress":true,"key":"random","text":"hi"})"));
        desk.composer.setDeflateAgreed(false);
        QVERIFY(!desk.composer.action().args.contains(QLatin1StringView("compress")));
    }

    void binaryInHex()
    {
        Desk desk;
        desk.composer.setWhat(What::Binary);
        desk.line("hex").setText(QStringLiteral("01 02FF"));
        desk.clickSend();
        QCOMPARE(desk.sent(), QByteArray(R"(client send-binary {"hex":"0102ff","key":"random"})"));
    }

    void binaryFromAFile()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("four.bin"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromHex("00ff10fe"));
        file.close();
        Desk desk;
        desk.composer.setWhat(What::Binary);
        auto *const page = qobject_cast<BytesPage *>(desk.composer.page(What::Binary));
        page->takeFile(path);
        desk.clickSend();
        QCOMPARE(desk.sent(), QByteArray(R"(client send-binary {"hex":"00ff10fe","key":"random"})"));
        page->takeFile(folder.filePath(QStringLiteral("none.bin")));
        QVERIFY(!desk.composer.canSend());
        QVERIFY2(desk.composer.message().contains(QStringLiteral("none.bin")),
                 qPrintable(desk.composer.message()));
        desk.line("hex").setText(QStringLiteral("01")); // that settles it
        QVERIFY(desk.composer.canSend());
    }

    void pingsAndPongs()
    {
        Desk desk;
        desk.composer.setWhat(What::Ping);
        desk.clickSend();
        QCOMPARE(desk.sent(), QByteArray(R"(client ping {"key":"random"})"));
        desk.line("pingLine").setText(QStringLiteral("tick"));
        desk.clickSend();
        QCOMPARE(desk.sent(), QByteArray(R"(client ping {"key":"random","text":"tick"})"));
        QVERIFY(core::controlOf(desk.lab.acts.back().action.args, Direction::Client));
        desk.composer.setSide(Direction::Server);
        desk.composer.setWhat(What::Pong);
        desk.choose("pongForm", 1);
        desk.line("pongLine").setText(QStringLiteral("0a0b"));
        desk.clickSend();
        QCOMPARE(desk.sent(), QByteArray(R"(server pong {"hex":"0a0b"})"));
        desk.line("pongLine").setText(QString(252, QLatin1Char('0')));
        QVERIFY(!desk.composer.canSend());
        QVERIFY(desk.composer.message().contains(QStringLiteral("125")));
    }

    void closes()
    {
        Desk desk;
        desk.composer.setWhat(What::Close);
        desk.clickSend();
        QCOMPARE(desk.sent(), QByteArray(R"(client close {"code":1000,"key":"random"})"));
        desk.line("closeReason").setText(QString::fromUtf8("끝"));
        desk.child<QSpinBox>("closeCode").setValue(1001);
        QCOMPARE(desk.child<QComboBox>("closeUsual").currentText(), QStringLiteral("1001 Going away"));
        desk.clickSend();
        QCOMPARE(desk.sent(),
                 QByteArray("client close {\"code\":1001,\"key\":\"random\",\"reason\":\"끝\"}"));
        desk.line("closeReason").setText(QString(41, QChar(0xac00))); // 123 bytes
        QVERIFY(desk.composer.canSend());
        desk.line("closeReason").setText(QString(41, QChar(0xac00)) + QLatin1Char('a'));
        QVERIFY(!desk.composer.canSend());
        QVERIFY2(desk.composer.message().contains(QStringLiteral("124")),
                 qPrintable(desk.composer.message()));
        desk.line("closeReason").clear();
        desk.child<QSpinBox>("closeCode").setValue(1005);
        QVERIFY(desk.composer.canSend()); // said, and sent all the same
        QVERIFY(desk.composer.message().contains(QStringLiteral("1005")));
        QComboBox &usual = desk.child<QComboBox>("closeUsual");
        usual.setCurrentIndex(usual.findText(QStringLiteral("No code")));
        desk.composer.setSide(Direction::Server);
        desk.clickSend();
        QCOMPARE(desk.sent(), QByteArray("server close {}"));
        desk.line("closeReason").setText(QStringLiteral("why"));
        QVERIFY(!desk.composer.canSend()); // a reason needs a code
    }

    void rawBytes()
    {
        Desk desk;
        desk.composer.setWhat(What::Bytes);
        QVERIFY(!desk.composer.canSend());
        desk.line("rawHex").setText(QStringLiteral("8"));
        QVERIFY(!desk.composer.canSend());
        desk.line("rawHex").setText(QStringLiteral("8x"));
        QVERIFY(desk.composer.message().contains(QStringLiteral("“x”")));
        desk.line("rawHex").setText(QStringLiteral("81 00"));
        desk.clickSend();
        QCOMPARE(desk.sent(), QByteArray(R"(client send-bytes {"hex":"8100"})"));
    }

    void deviations()
    {
        Desk desk;
        desk.composer.setWhat(What::Deviation);
        QComboBox &names = desk.child<QComboBox>("deviation");
        desk.clickSend();
        QCOMPARE(desk.sent(), QByteArray(R"(client deviate {"name":""})"));
        QVERIFY(names.findData(QStringLiteral("masked-frame")) < 0); // a server's
        names.setCurrentIndex(names.findData(QStringLiteral("unmasked-frame")));
        QVERIFY2(names.currentText().contains(QStringLiteral("FRM-01")), qPrintable(names.currentText()));
        desk.clickSend();
        QCOMPARE(desk.sent(), QByteArray(R"(client deviate {"name":"unmasked-frame"})"));
        desk.composer.setSide(Direction::Server);
        QVERIFY(names.findData(QStringLiteral("unmasked-frame")) < 0);
        QVERIFY(names.findData(QStringLiteral("masked-frame")) > 0);
    }

    void deviationsHaveTheirTitles()
    {
        Desk desk;
        desk.composer.setNarrator({programTexts(), Language::English});
        const QComboBox &names = desk.child<QComboBox>("deviation");
        const int row = names.findData(QStringLiteral("unmasked-frame"));
        QVERIFY(row > 0);
        QCOMPARE(names.itemText(row),
                 programTexts().text(QStringLiteral("deviation.unmasked-frame"), "title", Language::English) +
                     QStringLiteral(" · FRM-01"));
        for (int i = 0; i < names.count(); ++i)
            QVERIFY2(!names.itemText(i).isEmpty() && !names.itemText(i).contains(QStringLiteral("⟦")),
                     qPrintable(names.itemText(i)));
    }

    void aFrameByHand()
    {
        Desk desk;
        desk.composer.setWhat(What::Frame);
        auto &preview = desk.child<FrameBytes>("framePreview");
        QCOMPARE(preview.text(), QStringLiteral("·· ··"));
        QVERIFY(!desk.composer.canSend());
        QVERIFY2(desk.composer.message().endsWith(
                     QStringLiteral("FIN, RSV1, RSV2, RSV3, opcode, MASK, payload length")),
                 qPrintable(desk.composer.message()));
        desk.fill("1 0 0 0 0001");
        QCOMPARE(preview.text(), QStringLiteral("81 ··"));
        QVERIFY(!desk.composer.canSend());
        desk.fill("1 0 0 0 0001 1 0000110");
        QCOMPARE(preview.text(), QStringLiteral("81 86 ·· ·· ·· ··"));
        QVERIFY(desk.composer.message().endsWith(QStringLiteral(": masking key")));
        desk.line("frameKey").setText(QStringLiteral("37fa213d"));
        desk.line("framePayload").setText(QStringLiteral("안녕"));
        QCOMPARE(preview.text(), QStringLiteral("81 86 37 fa 21 3d db 6f a9 d6 b2 6f"));
        QCOMPARE(desk.composer.message(), QString());
        desk.clickSend();
        QCOMPARE(desk.sent(),
                 QByteArray(R"(client send-frame {"announced":6,"fin":true,"hex":"ec9588eb8595",)"
                            R"("key":"37fa213d","length_bits":7,"masked":true,"opcode":1,)"
                            R"("rsv1":false,"rsv2":false,"rsv3":false})"));
    }

    // The bytes that are shown are those that the engine makes of the args.
    void thePreviewIsWhatTheEngineSends_data()
    {
        QTest::addColumn<QByteArray>("bits");
        QTest::addColumn<QString>("length");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("unmasked") << QByteArray("1000 0010 0 0000010") << QString() << QByteArray("82026869");
        QTest::newRow("reserved bits")
            << QByteArray("0111 1111 0 0000010") << QString() << QByteArray("7f026869");
        QTest::newRow("length too large")
            << QByteArray("1000 0010 0 0000101") << QString() << QByteArray("82056869");
        QTest::newRow("16 bits") << QByteArray("1000 0010 0 1111110") << QStringLiteral("300")
                                 << QByteArray("827e012c6869");
        QTest::newRow("64 bits") << QByteArray("1000 0010 0 1111111") << QStringLiteral("0x8000000000000002")
                                 << QByteArray("827f80000000000000026869");
    }

    void thePreviewIsWhatTheEngineSends()
    {
        QFETCH(const QByteArray, bits);
        QFETCH(const QString, length);
        QFETCH(const QByteArray, bytes);
        Desk desk;
        desk.composer.setWhat(What::Frame);
        desk.fill(bits.constData());
        desk.line("frameLength").setText(length);
        desk.line("framePayload").setText(QStringLiteral("hi"));
        QVERIFY2(desk.composer.canSend(), qPrintable(desk.composer.message()));
        QCOMPARE(desk.child<FrameBytes>("framePreview").text().remove(QLatin1Char(' ')).toLatin1(), bytes);
        const auto frame = core::frameOf(desk.composer.action().args, Direction::Client);
        QVERIFY(frame && !frame->needsKey);
        QCOMPARE(core::encode(frame->frame).toHex(), bytes);
    }

    void whatContradictsItselfIsSaidAndSent()
    {
        Desk desk;
        desk.composer.setWhat(What::Frame);
        desk.fill("1 000 0001 0 0000101");
        desk.line("framePayload").setText(QStringLiteral("sixsix"));
        QCOMPARE(desk.composer.message(), QStringLiteral("The length says 5, the payload has 6."));
        QVERIFY(desk.composer.canSend());
        desk.line("frameKey").setText(QStringLiteral("01020304"));
        QVERIFY(desk.composer.message().contains(QStringLiteral("MASK is 0")));
        desk.line("frameKey").setText(QStringLiteral("0102"));
        QVERIFY(!desk.composer.canSend());
        desk.line("frameKey").clear();
        desk.fill("1 000 0001 0 1111110");
        desk.line("frameLength").setText(QStringLiteral("65536"));
        QVERIFY(!desk.composer.canSend());
        QVERIFY(desk.composer.message().contains(QStringLiteral("65535")));
    }

    // 안 is committed, 녕 is still being composed: Enter must not send, nor lose it.
    void enterWhileComposingSendsNothing()
    {
        Desk desk;
        TextLine &line = desk.line("text");
        line.setFocus();
        compose(line, "", "안");
        compose(line, "녕");
        QVERIFY(line.isComposing());
        QTest::keyClick(&line, Qt::Key_Return);
        QVERIFY(desk.lab.acts.empty());
        QTest::keyClick(&line, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(desk.lab.acts.empty());
        compose(line, "", "녕");
        QTest::keyClick(&line, Qt::Key_Return);
        QCOMPARE(desk.lab.acts.size(), static_cast<std::size_t>(1));
        const auto message = core::messageOf(desk.lab.acts[0].action.args, Direction::Client);
        QCOMPARE(message->bytes.toHex(), QByteArray("ec9588eb8595"));
    }

    void decomposedTextIsSentAsTyped()
    {
        Desk desk;
        desk.line("text").setText(QStringLiteral("안녕").normalized(QString::NormalizationForm_D));
        QCOMPARE(desk.child<QLabel>("textCount").text(), QStringLiteral("2 characters · 18 bytes"));
        QVERIFY(desk.composer.message().contains(QStringLiteral("NFD")));
        desk.clickSend();
        QCOMPARE(core::messageOf(desk.lab.acts[0].action.args, Direction::Client)->bytes.size(), 18);
    }

    void wrongCutsAreSaid()
    {
        Desk desk;
        desk.line("text").setText(QStringLiteral("안녕"));
        desk.choose("cutting", 2);
        QVERIFY(!desk.composer.canSend() && !desk.composer.message().isEmpty());
        for (const char *wrong : {"0", "6", "3, 2", "x"}) {
            desk.line("offsets").setText(QString::fromLatin1(wrong));
            QVERIFY2(!desk.composer.canSend(), wrong);
            QVERIFY2(desk.composer.message().contains(QStringLiteral("1 to 5")),
                     qPrintable(desk.composer.message()));
        }
        desk.line("offsets").setText(QStringLiteral("2"));
        QVERIFY(desk.composer.canSend());
        QVERIFY(desk.composer.message().contains(QStringLiteral("inside a character")));
        desk.line("offsets").setText(QStringLiteral("3"));
        QCOMPARE(desk.composer.message(), QString());
    }

    void historyComesBack()
    {
        Desk desk;
        TextLine &line = desk.line("text");
        line.setFocus();
        for (const char *text : {"one", "two"}) {
            QTest::keyClicks(&line, QString::fromLatin1(text));
            QTest::keyClick(&line, Qt::Key_Enter);
        }
        QCOMPARE(desk.lab.acts.size(), static_cast<std::size_t>(2));
        QTest::keyClicks(&line, QStringLiteral("thr"));
        QTest::keyClick(&line, Qt::Key_Up);
        QCOMPARE(line.text(), QStringLiteral("two"));
        QTest::keyClick(&line, Qt::Key_Up);
        QTest::keyClick(&line, Qt::Key_Up);
        QCOMPARE(line.text(), QStringLiteral("one"));
        QTest::keyClick(&line, Qt::Key_Down);
        QTest::keyClick(&line, Qt::Key_Down);
        QCOMPARE(line.text(), QStringLiteral("thr")); // what was being written
    }

    void whatASideCannotDoIsNotOffered()
    {
        Desk desk;
        desk.composer.setKinds(QStringLiteral("browser"), QStringLiteral("qt"));
        desk.line("text").setText(QStringLiteral("hi"));
        QVERIFY(!desk.composer.canSend());
        QVERIFY(!desk.composer.message().isEmpty());
        desk.composer.setSide(Direction::Server);
        QVERIFY(desk.composer.canSend());
        QVERIFY(!desk.child("cutting").isVisible()); // Qt's own affair
        desk.composer.setWhat(What::Pong);
        QVERIFY(!desk.composer.canSend());
        QVERIFY(desk.composer.message().contains(QStringLiteral("Qt")));
        desk.composer.setKinds(QStringLiteral("engine"), QStringLiteral("engine"));
        QVERIFY(desk.composer.canSend());
        desk.composer.setRunning(false);
        QVERIFY(!desk.composer.canSend());
        desk.clickSend();
        QVERIFY(desk.lab.acts.empty());
    }

    void whatWasSentIsListed()
    {
        Desk desk;
        QSignalSpy saved(&desk.composer, &Composer::saveRequested);
        QPushButton &save = desk.child<QPushButton>("saveScenario");
        QVERIFY(!save.isEnabled());
        desk.line("text").setText(QStringLiteral("안녕"));
        desk.clickSend();
        core::ActionSpec action = desk.lab.acts.back().action;
        action.on = QStringLiteral("client.opened");
        emit desk.lab.acted(1, action, true);
        action.what = QStringLiteral("pong");
        emit desk.lab.acted(1, action, false);
        action.who = QStringLiteral("wire");
        emit desk.lab.acted(1, action, true); // not the composer's
        const auto &list = desk.child<QListWidget>("sentList");
        QCOMPARE(list.count(), 2);
        QCOMPARE(list.item(0)->text(), QStringLiteral("→ Text “안녕”"));
        QVERIFY(list.item(1)->text().startsWith(QStringLiteral("✗")));
        QTest::mouseClick(&save, Qt::LeftButton);
        const auto actions = saved[0][0].value<std::vector<core::ActionSpec>>();
        QCOMPARE(actions.size(), static_cast<std::size_t>(1)); // what was not done is not kept
        QCOMPARE(actions[0].on, QStringLiteral("client.opened"));
        const std::size_t before = desk.lab.acts.size();
        desk.child<QListWidget>("sentList").setCurrentRow(0);
        QTest::mouseClick(&desk.child<QPushButton>("sendAgain"), Qt::LeftButton);
        QCOMPARE(desk.lab.acts.size(), before + 1);
        QCOMPARE(desk.sent(), QByteArray("client send-text {\"key\":\"random\",\"text\":\"안녕\"}"));
    }

    // Tab and space choose what, digits fill the cells, Ctrl+Enter sends.
    void aFrameByKeyboardAlone()
    {
        Desk desk;
        desk.child("sideClient").setFocus();
        const auto tabTo = [&](const QString &name) {
            for (int i = 0; i < 40; ++i) {
                if (QApplication::focusWidget()->objectName() == name)
                    return true;
                QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            }
            return false;
        };
        QVERIFY(tabTo(QStringLiteral("what0")));
        for (int i = 0; i < 5; ++i) // one stop of the tab key, the cursor goes on in it
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QCOMPARE(desk.composer.what(), What::Frame);
        QVERIFY(tabTo(QStringLiteral("bit0")));
        for (const char c : QByteArray("1000100110000010"))
            QTest::keyClick(QApplication::focusWidget(), c);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("bit15"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space); // 0 goes to empty
        QVERIFY(desk.composer.message().contains(QStringLiteral("payload length")));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_0);
        QVERIFY(tabTo(QStringLiteral("frameKey")));
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("00000001"));
        QVERIFY(tabTo(QStringLiteral("framePayload")));
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("hi"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(desk.sent(), QByteArray(R"(client send-frame {"announced":2,"fin":true,"hex":"6869",)"
                                         R"("key":"00000001","length_bits":7,"masked":true,"opcode":9,)"
                                         R"("rsv1":false,"rsv2":false,"rsv3":false})"));
    }

    void nothingIsClippedOrNameless_data()
    {
        QTest::addColumn<int>("language");
        QTest::addColumn<int>("theme");
        QTest::newRow("ko light") << 0 << 0;
        QTest::newRow("ko dark") << 0 << 1;
        QTest::newRow("en light") << 1 << 0;
        QTest::newRow("en dark") << 1 << 1;
    }

    void nothingIsClippedOrNameless()
    {
        QFETCH(const int, language);
        QFETCH(const int, theme);
        const auto spoken = static_cast<Language>(language);
        Desk desk(spoken, static_cast<Theme::Kind>(theme));
        desk.composer.setNarrator({programTexts(), spoken});
        desk.composer.setDeflateAgreed(true);
        desk.line("text").setText(QStringLiteral("안녕"));
        desk.line("framePayload").setText(QStringLiteral("안녕"));
        desk.fill("1000 0001 1 0000101");
        desk.line("frameKey").setText(QStringLiteral("37fa213d"));
        for (const char *what : {"send-text", "close"}) {
            core::ActionSpec action{{}, 1, QStringLiteral("client"), QString::fromLatin1(what), {}};
            action.args = {{QStringLiteral("text"), QStringLiteral("안녕")}};
            desk.composer.noteActed(1, action, qstrcmp(what, "close") != 0);
        }
        for (int cutting = 0; cutting < 3; ++cutting)
            for (std::size_t i = 0; i < Composer::whatCount; ++i) {
                desk.choose("cutting", cutting);
                desk.choose("keyKind", cutting);
                desk.composer.setWhat(static_cast<What>(i));
                desk.composer.resize(1280, desk.composer.minimumSizeHint().height());
                QCoreApplication::processEvents();
                picture(desk.composer, QStringLiteral("composer-%1-%2-%3")
                                           .arg(QString::fromUtf8(QTest::currentDataTag()))
                                           .arg(i)
                                           .arg(cutting));
                QCOMPARE(faultsOf(desk.composer, spoken), QString());
                QVERIFY2(desk.composer.height() <= 180, qPrintable(QString::number(desk.composer.height())));
                QVERIFY(desk.composer.minimumSizeHint().width() <= 1280);
                if (spoken == Language::Korean)
                    QVERIFY2(hasHangul(desk.child<QLabel>("composerMessage").text() + QStringLiteral("가")),
                             "");
            }
    }

    void theLanguageChangesAtOnce()
    {
        Desk desk(Language::English);
        desk.line("text").setText(QStringLiteral("hi"));
        speak(Language::Korean);
        QCOMPARE(desk.child<QPushButton>("primary").text(), QStringLiteral("보내기"));
        QCOMPARE(desk.child<QLabel>("textCount").text(), QStringLiteral("2글자 · 2바이트"));
        QCOMPARE(desk.line("text").text(), QStringLiteral("hi"));
        speak(Language::English);
        QCOMPARE(desk.child<QPushButton>("primary").text(), QStringLiteral("Send"));
    }
};

QTEST_MAIN(TestComposer)
#include "tst_composer.moc"
