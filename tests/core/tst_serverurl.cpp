// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/scenario.h"
#include "core/lab/serverurl.h"

#include <QTest>

class TestServerUrl : public QObject
{
    Q_OBJECT

private slots:
    void parts_data();
    void parts();
    void refused_data();
    void refused();
    void connectionFollows();
};

void TestServerUrl::parts_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QByteArray>("authority");
    QTest::addColumn<QByteArray>("target");
    const auto row = [](const char *url, const char *host, int port, const char *authority,
                        const char *target) {
        QTest::newRow(url) << QString::fromUtf8(url) << QString::fromUtf8(host) << port
                           << QByteArray(authority) << QByteArray(target);
    };
    row("ws://example.test", "example.test", 80, "example.test", "/");
    row("ws://example.test:80/", "example.test", 80, "example.test", "/");
    row("ws://example.test:8080?q=1", "example.test", 8080, "example.test:8080", "/?q=1");
    row("WS://example.test/a%20b/c?d=%EA%B0%80", "example.test", 80, "example.test", "/a%20b/c?d=%EA%B0%80");
    row("ws://[::1]:9001/p", "::1", 9001, "[::1]:9001", "/p");
    row("wss://example.test/chat", "example.test", 443, "example.test", "/chat");
    row("wss://example.test:443", "example.test", 443, "example.test", "/");
    row("wss://example.test:80/", "example.test", 80, "example.test:80", "/");
    row("ws://example.test:443/", "example.test", 443, "example.test:443", "/");
    row("ws://127.0.0.1:65535/가", "127.0.0.1", 65535, "127.0.0.1:65535", "/%EA%B0%80");
}

void TestServerUrl::parts()
{
    QFETCH(QString, url);
    const auto server = core::readServerUrl(url);
    QVERIFY(server);
    QTEST(server->host, "host");
    QTEST(int(server->port), "port");
    QTEST(server->authority, "authority");
    QTEST(server->target, "target");
    QCOMPARE(server->secure, url.startsWith(QStringLiteral("wss")));
}

void TestServerUrl::refused_data()
{
    QTest::addColumn<QString>("url");
    for (const char *url : {"", "example.test", "ws:", "ws://", "ws:///path", "http://example.test/",
                            "ws://example.test/#top", "ws://user@example.test/", "ws://example.test:0/",
                            "ws://example.test:65536/", "ws://exa mple.test/"})
        QTest::newRow(url) << QString::fromLatin1(url);
}

void TestServerUrl::refused()
{
    QFETCH(QString, url);
    QVERIFY(!core::readServerUrl(url));
}

void TestServerUrl::connectionFollows()
{
    core::ConnectionSpec spec;
    spec.host = QStringLiteral("a");
    spec.path = QStringLiteral("/b");
    spec.server.url = QStringLiteral("ws://example.test:81/c?d");
    core::followUrl(spec);
    QCOMPARE(spec.host, QStringLiteral("a"));
    spec.server.kind = QStringLiteral("url");
    core::followUrl(spec);
    QCOMPARE(spec.host, QStringLiteral("example.test:81"));
    QCOMPARE(spec.path, QStringLiteral("/c?d"));
}

QTEST_GUILESS_MAIN(TestServerUrl)
#include "tst_serverurl.moc"
