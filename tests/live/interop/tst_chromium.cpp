// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "pageserver.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using core::Direction;
using core::Opcode;

namespace {

constexpr int pageLimitMs = 45'000; // from the browser's start to the page's report
constexpr qsizetype longText = 300LL * 1024;

QByteArray pageOctets(int count) // as the page makes them
{
    QByteArray bytes;
    for (int i = 0; i < count; ++i)
        bytes.append(static_cast<char>((i * 167 + (i >> 8) * 13) & 0xff));
    return bytes;
}

QByteArrayList pageMessages()
{
    return interop::linesOf({{.bytes = "Hello"},
                             {.bytes = "Hello"},
                             {.bytes = "안녕하세요"},
                             {.bytes = {}},
                             {.opcode = Opcode::Binary, .bytes = {}},
                             {.opcode = Opcode::Binary, .bytes = pageOctets(256)},
                             {.bytes = interop::hangul(longText)},
                             {.opcode = Opcode::Binary, .bytes = pageOctets(200'000)},
                             {.bytes = "끝"}});
}

// The page's log in the words of ours.
interop::Log readLog(const QJsonArray &entries)
{
    interop::Log log;
    for (const QJsonValue &value : entries) {
        const QJsonObject entry = value.toObject();
        const QByteArray event = entry.value(QLatin1StringView("event")).toString().toUtf8();
        const QByteArray data = entry.value(QLatin1StringView("data")).toString().toUtf8();
        if (event == "open")
            log.add(("open " + entry.value(QLatin1StringView("protocol")).toString().toUtf8()).trimmed());
        else if (event == "text")
            log.add(interop::line("text", data));
        else if (event == "binary")
            log.add(interop::line("binary", QByteArray::fromBase64(data)));
        else if (event == "close")
            log.add("closed " + QByteArray::number(entry.value(QLatin1StringView("code")).toInt()) + ' ' +
                    entry.value(QLatin1StringView("reason")).toString().toUtf8() +
                    (entry.value(QLatin1StringView("wasClean")).toBool() ? " clean" : " unclean"));
        else
            log.add(event);
    }
    return log;
}

QByteArray jsonText(const QByteArray &text)
{
    const QJsonArray one{QString::fromUtf8(text)};
    const QByteArray json = QJsonDocument(one).toJson(QJsonDocument::Compact);
    return json.mid(1, json.size() - 2);
}

core::ServerPolicy deflating(int bits = 15, bool noTakeover = false)
{
    core::ServerPolicy policy;
    policy.deflate = {.enabled = true,
                      .serverNoContextTakeover = noTakeover,
                      .clientNoContextTakeover = noTakeover,
                      .serverMaxWindowBits = bits,
                      .clientMaxWindowBits = bits};
    return policy;
}

// One connection of the page: our echo server behind a wire.
struct Line
{
    explicit Line(core::ServerPolicy policy)
        : server(std::move(policy))
    {}

    interop::Server server;
    interop::Tap tap;
    interop::Log page;
};

} // namespace

// A browser's WebSocket against our echo server. The browser is started once: its page opens one connection
// after the other and reports what it saw.
class TestChromium : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void request();
    void echo_data();
    void echo();
    void longTextComesInFragments();
    void serverTalks();
    void serverCloses();
    void refused();
    void chosenProtocol();
    void noProtocol();
    void emptyClose();

private:
    void addLine(const char *name, core::ServerPolicy policy);
    void makeLines();
    [[nodiscard]] bool listen(QJsonObject &ports);
    void startBrowser(const QString &binary);
    Line &lineOf(const QByteArray &name) { return *m_lines.at(name); }

    std::map<QByteArray, std::unique_ptr<Line>> m_lines;
    std::unique_ptr<interop::PageServer> m_page;
    QTemporaryDir m_profile;
    QProcess m_browser;
};

void TestChromium::addLine(const char *name, core::ServerPolicy policy)
{
    m_lines.emplace(name, std::make_unique<Line>(std::move(policy)));
}

void TestChromium::makeLines()
{
    core::ServerPolicy refusing = deflating();
    refusing.refuseWith = 403;
    core::ServerPolicy chatting = deflating();
    chatting.subprotocols = {"chat.v1", "chat.v2"};
    addLine("plain", {});
    addLine("deflate", deflating());
    addLine("noTakeover", deflating(15, true));
    addLine("smallWindows", deflating(9));
    addLine("serverTalks", deflating());
    addLine("serverCloses", deflating());
    addLine("refused", refusing);
    addLine("chosenProtocol", chatting);
    addLine("noProtocol", chatting);
    addLine("emptyClose", deflating());

    interop::Server &talking = lineOf("serverTalks").server;
    connect(&talking, &interop::Server::accepted, this, [&talking] {
        live::EngineEnd *const end = talking.end();
        connect(end, &live::EngineEnd::happened, end, [end](const core::EngineEvent &event) {
            if (event.kind == core::EngineEvent::Kind::Opened) {
                end->ping("핑");
                end->send(Opcode::Text, "한 글자가 두 조각에", {.sizes = {1, 4, 0, 2}});
                end->send(Opcode::Binary, interop::octets(interop::mebibyte), {.sizes = {1, 65'535, 65'536}});
                end->pong("혼잣말");
                end->send(Opcode::Text, interop::hangul(longText), {.sizes = {longText / 2 + 1}});
            } else if (event.kind == core::EngineEvent::Kind::Text) {
                end->close(3000, "잘 들었습니다");
            }
        });
    });
    interop::Server &closing = lineOf("serverCloses").server;
    connect(&closing, &interop::Server::accepted, this, [&closing] {
        live::EngineEnd *const end = closing.end();
        connect(end, &live::EngineEnd::happened, end, [end](const core::EngineEvent &event) {
            if (event.kind == core::EngineEvent::Kind::Opened)
                end->close(1001, "곧 꺼집니다");
        });
    });
}

bool TestChromium::listen(QJsonObject &ports)
{
    for (const auto &[name, line] : m_lines) {
        if (!line->server.start(0) || !line->tap.listen(line->server.serverPort()))
            return false;
        ports.insert(QString::fromLatin1(name), line->tap.port());
    }
    return true;
}

void TestChromium::startBrowser(const QString &binary)
{
    QStringList flags;
    for (const char *flag :
         {"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
          "--disable-background-networking", "--disable-component-update", "--disable-sync",
          "--disable-dev-shm-usage", "--no-proxy-server"})
        flags.append(QLatin1StringView(flag));
    flags.append(QStringLiteral("--user-data-dir=") + m_profile.path());
    flags.append(QStringLiteral("http://127.0.0.1:%1/").arg(m_page->serverPort()));
    m_browser.setProcessChannelMode(QProcess::MergedChannels);
    m_browser.start(binary, flags);
}

void TestChromium::initTestCase()
{
    const QString binary = QStandardPaths::findExecutable(QStringLiteral("chromium"));
    if (binary.isEmpty())
        QSKIP("package chromium is not installed");
    QVERIFY(m_profile.isValid());
    makeLines();
    QJsonObject ports;
    QVERIFY(listen(ports));
    QFile file(QStringLiteral(TEST_DATA "/page.html"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray page = file.readAll();
    page.replace("= PORTS", "= " + QJsonDocument(ports).toJson(QJsonDocument::Compact));
    page.replace("= TEXT", "= " + jsonText(interop::hangul(longText)));
    m_page = std::make_unique<interop::PageServer>(page);
    QVERIFY(m_page->listen(QHostAddress::LocalHost));

    startBrowser(binary);
    QVERIFY2(m_browser.waitForStarted(interop::limitMs), qPrintable(m_browser.errorString()));
    const bool reported = QTest::qWaitFor([this] { return m_page->hasReport(); }, pageLimitMs);
    QVERIFY2(reported, m_browser.readAll().constData());
    for (const auto &[name, line] : m_lines) {
        line->page = readLog(m_page->report().value(QString::fromLatin1(name)).toArray());
        QTRY_VERIFY2_WITH_TIMEOUT(line->tap.hasEnded() && line->server.log.isOver(), name.constData(),
                                  interop::limitMs);
    }
}

void TestChromium::cleanupTestCase()
{
    if (m_browser.state() == QProcess::NotRunning)
        return;
    m_browser.terminate();
    if (!m_browser.waitForFinished(interop::limitMs))
        m_browser.kill();
    m_browser.waitForFinished(interop::limitMs);
}

void TestChromium::request()
{
    const QByteArray sent = lineOf("deflate").tap.sent(Direction::Client);
    QVERIFY(sent.contains("\r\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"));
    QVERIFY(
        sent.contains("\r\nOrigin: http://127.0.0.1:" + QByteArray::number(m_page->serverPort()) + "\r\n"));
}

void TestChromium::echo_data()
{
    using Agreed = std::optional<core::DeflateAgreement>;
    QTest::addColumn<Agreed>("agreed");
    QTest::newRow("plain") << Agreed();
    QTest::newRow("deflate") << Agreed(core::DeflateAgreement{});
    QTest::newRow("noTakeover") << Agreed(core::DeflateAgreement{true, true, 15, 15});
    QTest::newRow("smallWindows") << Agreed(core::DeflateAgreement{false, false, 9, 9});
}

void TestChromium::echo()
{
    QFETCH(std::optional<core::DeflateAgreement>, agreed);
    Line &line = lineOf(QTest::currentDataTag());
    const QByteArrayList expected = pageMessages();
    QCOMPARE(line.page.lines, QByteArrayList{"open"} + expected + QByteArrayList{"closed 1000  clean"});
    QCOMPARE(line.server.log.lines,
             QByteArrayList{"open"} + expected + QByteArrayList({"close 1000 다 됐습니다", "closed 1000"}));
    QCOMPARE(line.tap.messages(Direction::Client), expected);
    QCOMPARE(line.tap.messages(Direction::Server), expected);
    QVERIFY(line.tap.deflate() == agreed);
    QVERIFY(line.tap.closeInfo().clean);
    QCOMPARE(line.tap.findings(), QByteArray());
}

void TestChromium::longTextComesInFragments()
{
    QVERIFY(lineOf("plain").tap.mostFrames(Direction::Client) > 1);
    QCOMPARE(lineOf("plain").tap.mostFrames(Direction::Server), std::size_t{1});
}

void TestChromium::serverTalks()
{
    Line &line = lineOf("serverTalks");
    const QByteArrayList spoken =
        interop::linesOf({{.bytes = "한 글자가 두 조각에"},
                          {.opcode = Opcode::Binary, .bytes = interop::octets(interop::mebibyte)},
                          {.bytes = interop::hangul(longText)}});
    QCOMPARE(line.page.messages().first(3), spoken);
    QCOMPARE(line.page.lines.last(), QByteArray("closed 3000 잘 들었습니다 clean"));
    QVERIFY(line.server.log.has(interop::line("pong", "핑")));
    QCOMPARE(line.server.log.messages(), QByteArrayList{interop::line("text", "들었습니다")});
    QCOMPARE(line.tap.findings(), QByteArray());
}

void TestChromium::serverCloses()
{
    Line &line = lineOf("serverCloses");
    QCOMPARE(line.page.lines, (QByteArrayList{"open", "closed 1001 곧 꺼집니다 clean"}));
    QCOMPARE(line.server.log.lines.first(), "open");
    QCOMPARE(line.server.log.lines.last(), "closed 1001");
    QCOMPARE(line.tap.closeInfo().code, 1001);
    QVERIFY(line.tap.closeInfo().clean);
    QCOMPARE(line.tap.findings(), QByteArray());
}

void TestChromium::refused()
{
    Line &line = lineOf("refused");
    QCOMPARE(line.page.lines, (QByteArrayList{"error", "closed 1006  unclean"}));
    QCOMPARE(line.server.log.lines, (QByteArrayList{"refused 403 ", "closed 1006"}));
    QVERIFY(line.tap.sent(Direction::Server).startsWith("HTTP/1.1 403 "));
    QCOMPARE(line.tap.findings(), QByteArray());
}

void TestChromium::chosenProtocol()
{
    Line &line = lineOf("chosenProtocol");
    QCOMPARE(line.page.lines, (QByteArrayList{"open chat.v2", "closed 4000  clean"}));
    QCOMPARE(line.server.log.lines, (QByteArrayList{"open", "close 4000 그만", "closed 4000"}));
    QCOMPARE(line.tap.findings(), QByteArray());
}

// RFC 6455 §4.2.2 leaves a server free to choose none; a browser fails the connection then (WHATWG's
// WebSockets standard). For the server it was open.
void TestChromium::noProtocol()
{
    Line &line = lineOf("noProtocol");
    QCOMPARE(line.page.lines, (QByteArrayList{"error", "closed 1006  unclean"}));
    QCOMPARE(line.server.log.lines, (QByteArrayList{"open", "closed 1006"}));
    QVERIFY(!line.tap.sent(Direction::Server).contains("Sec-WebSocket-Protocol"));
    QCOMPARE(line.tap.findings(), QByteArray());
}

void TestChromium::emptyClose()
{
    Line &line = lineOf("emptyClose");
    QCOMPARE(line.page.lines, (QByteArrayList{"open", "closed 1005  clean"}));
    QCOMPARE(line.server.log.lines, (QByteArrayList{"open", "close 1005 ", "closed 1005"}));
    QCOMPARE(line.tap.findings(), QByteArray());
}

QTEST_GUILESS_MAIN(TestChromium)
#include "tst_chromium.moc"
