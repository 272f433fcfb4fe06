// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/pagerequest.h"
#include "core/live/pageserver.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>

using live::PageServer;

namespace {

/// What comes back until the server ends the connection.
QByteArray exchange(const PageServer &server, const QByteArray &request)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, server.serverPort());
    socket.write(request);
    QByteArray answer;
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&] { answer += socket.readAll(); });
    bool over = false;
    QObject::connect(&socket, &QTcpSocket::disconnected, &socket, [&over] { over = true; });
    if (!QTest::qWaitFor([&over] { return over; }))
        return "no end";
    return answer;
}

QByteArray bodyOf(const QByteArray &answer) { return answer.mid(answer.indexOf("\r\n\r\n") + 4); }

QByteArray statusOf(const QByteArray &answer) { return answer.mid(9, 3); }

} // namespace

class TestPageServer : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void page();
    void scriptAndNothingElse();
    void refusals_data();
    void refusals();
    void headLimit();
    void policyAllowsTheWireOnly();
    void markupInTheUrlIsText();
    void tokensDiffer();
    void tooManyVisitors();
    void languages_data();
    void languages();
    void everyTextInBothLanguages();

private:
    QByteArray get(const QByteArray &path, const QByteArray &more = {}) const
    {
        return exchange(*m_server,
                        "GET " + path + " HTTP/1.1\r\nHost: " + m_authority + "\r\n" + more + "\r\n");
    }

    std::unique_ptr<PageServer> m_server;
    QByteArray m_authority;
    QByteArray m_path; // of the page
};

void TestPageServer::init()
{
    m_server = std::make_unique<PageServer>(QUrl(QStringLiteral("ws://127.0.0.1:4321/chat?a=1&b=2")),
                                            QStringLiteral("ko"));
    QVERIFY(m_server->start());
    const QUrl url(m_server->url());
    m_authority = "127.0.0.1:" + QByteArray::number(m_server->serverPort());
    m_path = url.path().toLatin1();
    QCOMPARE(url.authority().toLatin1(), m_authority);
    QCOMPARE(url.query(), QStringLiteral("lang=ko"));
    QVERIFY(QRegularExpression(QStringLiteral("^/[0-9a-f]{32}/$")).match(url.path()).hasMatch());
}

void TestPageServer::page()
{
    const QByteArray answer = get(m_path + "?lang=ko");
    QVERIFY(answer.startsWith("HTTP/1.1 200 OK\r\n"));
    QVERIFY(answer.contains("\r\nCache-Control: no-store\r\n"));
    QVERIFY(answer.contains("\r\nReferrer-Policy: no-referrer\r\n"));
    const QByteArray html = bodyOf(answer);
    QVERIFY(answer.contains("\r\nContent-Length: " + QByteArray::number(html.size()) + "\r\n"));
    QVERIFY(html.contains("<html lang=\"ko\">"));
    QVERIFY(html.contains("data-url=\"ws://127.0.0.1:4321/chat?a=1&amp;b=2\""));
    QVERIFY(html.contains("텍스트 보내기"));
    QVERIFY(!html.contains("{{"));
    QVERIFY(bodyOf(get(m_path + "?lang=en")).contains("Send text"));
    const QByteArray head =
        exchange(*m_server, "HEAD " + m_path + "?lang=ko HTTP/1.1\r\nHost: " + m_authority + "\r\n\r\n");
    QCOMPARE(head, answer.first(answer.size() - html.size()));
}

void TestPageServer::scriptAndNothingElse()
{
    const QByteArray script = get(m_path + "page.js");
    QVERIFY(script.startsWith("HTTP/1.1 200 OK\r\nContent-Type: text/javascript; charset=utf-8\r\n"));
    QVERIFY(bodyOf(script).contains("new WebSocket("));
    const QByteArray noSlash = m_path.chopped(1);
    for (const QByteArray &path :
         {QByteArray("/"), QByteArray("/page.js"), QByteArray("/favicon.ico"), noSlash, m_path + "page.css",
          m_path + "texts.json", m_path + "../page.js", QByteArray("/00000000000000000000000000000000/")})
        QCOMPARE(statusOf(get(path)), "404");
}

void TestPageServer::refusals_data()
{
    QTest::addColumn<QByteArray>("request"); // PATH, HOST
    QTest::addColumn<QByteArray>("status");
    const auto row = [](const char *name, const QByteArray &request, const char *status) {
        QTest::newRow(name) << request + "\r\n\r\n" << QByteArray(status);
    };
    row("own origin", "GET PATH HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST", "200");
    row("localhost", "GET PATH HTTP/1.1\r\nHost: localhost:PORT\r\nOrigin: http://localhost:PORT", "200");
    row("foreign host", "GET PATH HTTP/1.1\r\nHost: evil.example:PORT", "403");
    row("host without port", "GET PATH HTTP/1.1\r\nHost: 127.0.0.1", "403");
    row("foreign origin", "GET PATH HTTP/1.1\r\nHost: HOST\r\nOrigin: http://evil.example", "403");
    row("origin of another port", "GET PATH HTTP/1.1\r\nHost: HOST\r\nOrigin: http://127.0.0.1:1", "403");
    row("null origin", "GET PATH HTTP/1.1\r\nHost: HOST\r\nOrigin: null", "403");
    row("foreign origin, no token", "GET / HTTP/1.1\r\nHost: HOST\r\nOrigin: http://evil.example", "403");
    row("no host", "GET PATH HTTP/1.1", "400");
    row("two hosts", "GET PATH HTTP/1.1\r\nHost: HOST\r\nHost: HOST", "400");
    row("folded line", "GET PATH HTTP/1.1\r\nHost: HOST\r\nX: a\r\n b", "400");
    row("space before the colon", "GET PATH HTTP/1.1\r\nHost : HOST", "400");
    row("no version", "GET PATH\r\nHost: HOST", "400");
    row("no path", "GET * HTTP/1.1\r\nHost: HOST", "400");
    row("not http", "\x16\x03\x01", "400");
    row("post", "POST PATH HTTP/1.1\r\nHost: HOST", "405");
}

void TestPageServer::refusals()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, status);
    request.replace("PATH", m_path).replace("HOST", m_authority);
    request.replace("PORT", QByteArray::number(m_server->serverPort()));
    QCOMPARE(statusOf(exchange(*m_server, request)), status);
}

void TestPageServer::headLimit()
{
    const QByteArray start = "GET " + m_path + " HTTP/1.1\r\nHost: " + m_authority + "\r\nX: ";
    const QByteArray fits(PageServer::headLimit - start.size() - 4, 'a');
    QCOMPARE(statusOf(exchange(*m_server, start + fits + "\r\n\r\n")), "200");
    QCOMPARE(statusOf(exchange(*m_server, start + fits + "a\r\n\r\n")), "431");
}

void TestPageServer::policyAllowsTheWireOnly()
{
    const QByteArray answer = get(m_path);
    const qsizetype at = answer.indexOf("\r\nContent-Security-Policy: ");
    QVERIFY(at > 0);
    const QByteArray policy = answer.mid(at, answer.indexOf("\r\n", at + 2) - at);
    QVERIFY(policy.contains(": default-src 'none'; script-src 'self'; style-src 'sha256-"));
    QVERIFY(policy.contains("; connect-src ws://127.0.0.1:4321; base-uri 'none'; form-action 'none'; "
                            "frame-ancestors 'none'"));
    const QByteArray html = bodyOf(answer);
    const qsizetype style = html.indexOf("<style>") + 7;
    const QByteArray css = html.mid(style, html.indexOf("</style>") - style);
    QVERIFY(policy.contains(QCryptographicHash::hash(css, QCryptographicHash::Sha256).toBase64()));
}

void TestPageServer::markupInTheUrlIsText()
{
    PageServer server(QUrl(QStringLiteral("ws://127.0.0.1:1/\"><script>{{texts}}")), {});
    QVERIFY(server.start());
    const QUrl url(server.url());
    QVERIFY(url.query().isEmpty());
    const QByteArray html = bodyOf(exchange(server, "GET " + url.path().toLatin1() + " HTTP/1.1\r\nHost: " +
                                                        url.authority().toLatin1() + "\r\n\r\n"));
    QVERIFY(html.contains("data-url=\"ws://127.0.0.1:1/%22%3E%3Cscript%3E%7B%7Btexts%7D%7D\""));
    QCOMPARE(html.count("<script"), 2);
}

void TestPageServer::tokensDiffer()
{
    QSet<QString> paths;
    for (int i = 0; i < 10; ++i) {
        PageServer server(QUrl(QStringLiteral("ws://127.0.0.1:1/")), {});
        QVERIFY(server.start());
        paths.insert(QUrl(server.url()).path());
    }
    QCOMPARE(paths.size(), 10);
}

void TestPageServer::tooManyVisitors()
{
    std::vector<std::unique_ptr<QTcpSocket>> visitors;
    for (int i = 0; i <= PageServer::visitorLimit; ++i) {
        visitors.push_back(std::make_unique<QTcpSocket>());
        visitors.back()->connectToHost(QHostAddress::LocalHost, m_server->serverPort());
        QTRY_VERIFY(visitors.back()->state() != QAbstractSocket::ConnectingState);
    }
    QTRY_COMPARE(visitors.back()->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(visitors.front()->state(), QAbstractSocket::ConnectedState);
    visitors.clear();
    QTRY_COMPARE(statusOf(get(m_path)), "200");
}

void TestPageServer::languages_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("accepted");
    QTest::addColumn<QByteArray>("language");
    const auto row = [](const char *query, const char *accepted, const char *language) {
        QTest::addRow("%s %s", query, accepted)
            << QByteArray(query) << QByteArray(accepted) << QByteArray(language);
    };
    row("lang=ko", "en", "ko");
    row("lang=en", "ko", "en");
    row("lang=fr", "ko", "ko");
    row("", "", "en");
    row("", "fr, de", "en");
    row("", "ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", "ko");
    row("", "en-US,en;q=0.9,ko;q=0.8", "en");
    row("", "fr, ko;q=0.2, en;q=0.1", "ko");
    row("", "en;q=0, ko; q=0.1", "ko");
}

void TestPageServer::languages()
{
    live::PageRequest request;
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, accepted);
    request.query = query;
    request.acceptLanguage = accepted;
    QTEST(live::languageOf(request), "language");
}

void TestPageServer::everyTextInBothLanguages()
{
    QFile texts(QStringLiteral(":/page/texts.json"));
    QFile script(QStringLiteral(":/page/page.js"));
    QFile html(QStringLiteral(":/page/page.html"));
    QVERIFY(texts.open(QIODevice::ReadOnly) && script.open(QIODevice::ReadOnly) &&
            html.open(QIODevice::ReadOnly));
    const QJsonObject all = QJsonDocument::fromJson(texts.readAll()).object();
    const QString uses = QString::fromUtf8(script.readAll() + html.readAll());
    const QRegularExpression hole(QStringLiteral("\\{\\w+\\}"));
    for (auto it = all.begin(); it != all.end(); ++it) {
        const QJsonObject entry = it->toObject();
        const QString ko = entry.value(QLatin1StringView("ko")).toString();
        const QString en = entry.value(QLatin1StringView("en")).toString();
        QVERIFY2(!ko.isEmpty() && !en.isEmpty() && entry.size() == 2, qPrintable(it.key()));
        QCOMPARE(ko.count(hole), en.count(hole));
        QVERIFY2(uses.contains(QLatin1Char('\'') + it.key() + QLatin1Char('\'')) ||
                     uses.contains(QStringLiteral("{{text:%1}}").arg(it.key())),
                 qPrintable(it.key()));
    }
    const QRegularExpression use(QStringLiteral("\\{\\{text:(\\w+)\\}\\}|say\\('(\\w+)'|"
                                                "tell\\([^;]*, (?:bytes \\? '' : )?'(\\w+)'"));
    int found = 0;
    for (auto it = use.globalMatch(uses); it.hasNext(); ++found) {
        const QRegularExpressionMatch match = it.next();
        const QString id = match.captured(match.lastCapturedIndex());
        QVERIFY2(all.contains(id), qPrintable(id));
    }
    QVERIFY(found >= all.size());
}

QTEST_GUILESS_MAIN(TestPageServer)
#include "tst_pageserver.moc"
