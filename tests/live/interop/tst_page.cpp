// SPDX-License-Identifier: GPL-3.0-or-later
#include "../labrun.h"
#include "bench.h"
#include "devtools.h"

#include <QStandardPaths>
#include <QTest>
#include <QUrl>

namespace {

constexpr int enterKey = 13;
constexpr int tabKey = 9;

// The lines of the page's log without their times.
const QString logLines = QStringLiteral(
    "[...document.querySelectorAll('#log li span')].map((line) => line.textContent).join('\\n')");

QString valueOf(const char *id)
{
    return QStringLiteral("document.getElementById('%1').").arg(QLatin1StringView(id));
}

} // namespace

// The lab's own page in a real browser: a person's hands are the DevTools protocol.
class TestPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void connectsByItself();
    void messagesBothWays();
    void enterThatEndsASyllableSendsNothing();
    void closeCodesOfAPage_data();
    void closeCodesOfAPage();
    void closesAndConnectsAgain();
    void everyControlByKeyboard();
    void otherAddressesAreBarred();
    void end();

private:
    [[nodiscard]] bool logHas(const QString &text)
    {
        const bool has = m_page.becomesTrue(logLines + QStringLiteral(".includes(`%1`)").arg(text));
        if (!has)
            qWarning() << m_page.evaluate(logLines).toString();
        return has;
    }
    QByteArrayList messagesOf(quint16 id) const;
    void fill(const char *id, const QString &text);

    LabRun m_run;
    live::Lab m_lab;
    QString m_url;
    interop::Chromium m_page;
};

QByteArrayList TestPage::messagesOf(quint16 id) const
{
    core::Conversation conversation(m_run.recording, id);
    conversation.finish();
    QByteArrayList lines;
    for (const core::Message &message : core::assembleMessages(conversation.index()))
        if (message.complete)
            lines.append((message.direction == core::Direction::Client ? "client " : "server ") +
                         conversation.contentOf(message));
    return lines;
}

void TestPage::fill(const char *id, const QString &text)
{
    m_page.evaluate(valueOf(id) + QStringLiteral("value = ''; ") + valueOf(id) + QStringLiteral("focus()"));
    m_page.type(text);
}

void TestPage::initTestCase()
{
    const QString binary = QStandardPaths::findExecutable(QStringLiteral("chromium"));
    if (binary.isEmpty())
        QSKIP("package chromium is not installed");
    collect(m_lab, m_run);
    connect(&m_lab, &core::LabControl::clientAwaited, this,
            [this](quint16, const QString &url) { m_url = url; });
    core::RunOptions options;
    options.open = true;
    options.language = QStringLiteral("ko");
    m_lab.run(scenarioOf(R"({"id": "t", "title": {"ko": "t", "en": "t"}, "summary": {"ko": "t", "en": "t"},
        "connections": [{"client": {"kind": "browser"},
                         "server": {"kind": "engine", "policy": {"subprotocols": ["chat.v1"], "deflate": {}}},
                         "path": "/chat"}],
        "actions": [{"on": "server.opened", "who": "server", "do": "send-text", "args": {"text": "어서 오세요"}},
                    {"on": "server.binary", "who": "server", "do": "send-binary", "args": {"hex": "ff00"}}]})"),
              options);
    QTRY_VERIFY(!m_url.isEmpty());
    QVERIFY2(m_page.start(binary, m_url), m_page.problem().constData());
}

void TestPage::connectsByItself()
{
    QVERIFY(logHas(QStringLiteral("open · 서브프로토콜 – · 확장 permessage-deflate")));
    QVERIFY(logHas(QStringLiteral("message · 텍스트 16바이트\n어서 오세요")));
    QCOMPARE(m_page.evaluate(valueOf("state") + QStringLiteral("textContent")).toString(),
             QStringLiteral("1 OPEN"));
    QTRY_COMPARE(messagesOf(1), QByteArrayList{"server 어서 오세요"});
    const QUrl url(m_url);
    QVERIFY(m_run.sent(core::Direction::Client).startsWith("GET /chat HTTP/1.1\r\n"));
    QVERIFY(m_run.sent(core::Direction::Client)
                .contains("\r\nOrigin: http://" + url.authority().toLatin1() + "\r\n"));
}

void TestPage::messagesBothWays()
{
    fill("text", QStringLiteral("안녕 <b>"));
    QCOMPARE(m_page.evaluate(valueOf("textSize") + QStringLiteral("textContent")).toString(),
             QStringLiteral("6글자 · 10바이트"));
    m_page.press(QStringLiteral("Enter"), enterKey);
    QVERIFY(logHas(QStringLiteral("보냄 · 텍스트 10바이트\n안녕 <b>")));
    fill("hex", QStringLiteral("0"));
    m_page.press(QStringLiteral("Enter"), enterKey);
    QVERIFY(m_page.becomesTrue(valueOf("hexProblem") + QStringLiteral("textContent.includes('두 자리')")));
    fill("hex", QStringLiteral("00 ff:80"));
    m_page.press(QStringLiteral("Enter"), enterKey);
    QVERIFY(logHas(QStringLiteral("보냄 · 바이너리 3바이트\n00 ff 80")));
    QVERIFY(logHas(QStringLiteral("message · 바이너리 2바이트\nff 00")));
    QTRY_COMPARE(messagesOf(1),
                 (QByteArrayList{"server 어서 오세요", "client 안녕 <b>", QByteArray("client \0\xff\x80", 10),
                                 QByteArray("server \xff\0", 9)}));
}

void TestPage::enterThatEndsASyllableSendsNothing()
{
    fill("text", {});
    const QString text = QStringLiteral("녕");
    m_page.call(QStringLiteral("Input.imeSetComposition"), {{QStringLiteral("text"), text},
                                                            {QStringLiteral("selectionStart"), 1},
                                                            {QStringLiteral("selectionEnd"), 1}});
    m_page.press(QStringLiteral("Enter"), enterKey);
    QCOMPARE(m_page.evaluate(valueOf("text") + QStringLiteral("value")).toString(), text);
    QVERIFY(!m_page.evaluate(logLines).toString().contains(text + QLatin1Char('\n')));
    m_page.type(text); // the input method's commit
    m_page.press(QStringLiteral("Enter"), enterKey);
    QVERIFY(logHas(QStringLiteral("보냄 · 텍스트 3바이트\n녕")));
    QTRY_COMPARE(messagesOf(1).size(), 5);
    QCOMPARE(messagesOf(1).last(), QByteArray("client 녕"));
}

void TestPage::closeCodesOfAPage_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("problem");
    const QString badCode = QStringLiteral("1000이나 3000–4999");
    for (const char *code : {"1001", "2999", "5000", "3000.5", "x", "0"})
        QTest::newRow(code) << QString::fromLatin1(code) << QString() << badCode;
    QTest::newRow("reason alone") << QString() << QStringLiteral("끝") << QStringLiteral("코드도 있어야");
    QTest::newRow("long reason") << QStringLiteral("1000") << QString(42, QChar(0xAC00))
                                 << QStringLiteral("지금은 126바이트");
}

void TestPage::closeCodesOfAPage()
{
    QFETCH(QString, code);
    QFETCH(QString, reason);
    QFETCH(QString, problem);
    fill("code", code);
    fill("reason", reason);
    m_page.press(QStringLiteral("Enter"), enterKey);
    const QString shown = m_page.evaluate(valueOf("closeProblem") + QStringLiteral("textContent")).toString();
    QVERIFY2(shown.contains(problem), qPrintable(shown));
    QCOMPARE(m_page.evaluate(valueOf("state") + QStringLiteral("textContent")).toString(),
             QStringLiteral("1 OPEN"));
}

// Our engine echoes the code and no reason, and that is what the page is told.
void TestPage::closesAndConnectsAgain()
{
    fill("code", QStringLiteral("4001"));
    fill("reason", QStringLiteral("또 봐요"));
    m_page.press(QStringLiteral("Enter"), enterKey);
    QVERIFY(logHas(QStringLiteral("close · 코드 4001 · 이유 – · wasClean true")));
    QVERIFY(m_lab.isRunning());

    fill("protocols", QStringLiteral("chat.v9, chat.v1"));
    m_page.press(QStringLiteral("Enter"), enterKey);
    QVERIFY(logHas(QStringLiteral("open · 서브프로토콜 chat.v1")));
    QTRY_COMPARE(messagesOf(2), QByteArrayList{"server 어서 오세요"});
    QCOMPARE(m_run.recording.connections().size(), std::size_t(2));
}

// Tab reaches all that can be done while a connection is open, in the order in which it stands there.
void TestPage::everyControlByKeyboard()
{
    m_page.evaluate(valueOf("protocols") + QStringLiteral("focus()"));
    for (const char *id :
         {"text", "sendText", "hex", "sendBinary", "code", "reason", "close", "clear", "log"}) {
        m_page.press(QStringLiteral("Tab"), tabKey);
        QCOMPARE(m_page.evaluate(QStringLiteral("document.activeElement.id")).toString(),
                 QLatin1StringView(id));
    }
    QVERIFY(m_page
                .evaluate(QStringLiteral("[...document.querySelectorAll('input')].every((field) => "
                                         "field.labels.length === 1)"))
                .toBool());
}

void TestPage::otherAddressesAreBarred()
{
    m_page.evaluate(QStringLiteral("window.seen = ''; document.addEventListener('securitypolicyviolation', "
                                   "(event) => { window.seen += event.violatedDirective; }); "
                                   "try { new WebSocket('ws://127.0.0.1:9/'); } catch (e) {}"));
    QVERIFY(m_page.becomesTrue(QStringLiteral("window.seen === 'connect-src'")));
}

void TestPage::end()
{
    m_lab.stop();
    QVERIFY(logHas(QStringLiteral("close · 코드 1006")));
    QTRY_VERIFY(m_run.end);
    QCOMPARE(m_run.end->problem, core::RunProblem::Stopped);
    QVERIFY(m_run.everyRecordFits);
    const QByteArray picture = QByteArray::fromBase64(m_page.call(QStringLiteral("Page.captureScreenshot"))
                                                          .value(QLatin1StringView("data"))
                                                          .toString()
                                                          .toLatin1());
    QVERIFY(picture.startsWith("\x89PNG"));
    const QString folder = qEnvironmentVariable("FRAMESCOPE_PICTURES");
    if (!folder.isEmpty()) {
        QFile file(folder + QStringLiteral("/page.png"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(picture) == picture.size());
    }
}

QTEST_GUILESS_MAIN(TestPage)
#include "tst_page.moc"
