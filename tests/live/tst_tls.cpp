// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/certificate.h"
#include "labrun.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QUrl>
#include <QWebSocket>
#include <QWebSocketServer>

#include <openssl/pem.h>

using core::Direction;
using core::Leg;
using core::RunProblem;

namespace {

constexpr quint16 plain = 1;
constexpr quint16 cipher = 2;

core::Scenario talk(const QByteArray &client, const QByteArray &server, const QByteArray &more)
{
    return scenarioOf(
        R"({"id": "t", "title": {"ko": "t", "en": "t"}, "summary": {"ko": "t", "en": "t"}, "connections": [)"
        R"({"client": {"kind": ")" +
        client + R"("}, "server": )" + server + more +
        R"(}], "actions": [)"
        R"({"on": "client.opened", "who": "client", "do": "send-text", "args": {"text": "비밀이 아닙니다"}},)"
        R"({"on": "client.text", "who": "client", "do": "close", "args": {"code": 1000}},)"
        R"({"on": "server.text", "who": "server", "do": "send-text", "args": {"text": "비밀이 아닙니다"}}]})");
}

const QByteArray rawRequest =
    R"({"id": "t", "title": {"ko": "t", "en": "t"}, "summary": {"ko": "t", "en": "t"}, "connections": [)"
    R"({"client": {"kind": "raw"}, "server": {"kind": "engine"}, "secure": true}], "actions": [)"
    R"({"on": "client.connected", "who": "client", "do": "send-bytes", "args": {"text": "GET / HTTP/1.1\r\n\r\n"}}]})";

QByteArray ofKind(const QByteArray &kind) { return R"({"kind": ")" + kind + "\"}"; }

/// The plain text of all messages of a side.
QByteArrayList textsOf(const core::Recording &recording, quint16 connection)
{
    core::Conversation conversation(recording, connection);
    conversation.finish();
    QByteArrayList texts;
    for (const core::Message &message : core::assembleMessages(conversation.index()))
        texts += core::payloadOf(conversation.index(), message);
    return texts;
}

/// A secure server that is not the lab's: it echoes, with a certificate that nobody has signed.
class Elsewhere
{
public:
    Elsewhere()
        : m_server(QStringLiteral("elsewhere"), QWebSocketServer::SecureMode)
    {
        const auto made = live::Certificate::make();
        BIO *const memory = BIO_new(BIO_s_mem());
        PEM_write_bio_PrivateKey(memory, made->key(), nullptr, nullptr, 0, nullptr, nullptr);
        char *data = nullptr;
        const long size = BIO_get_mem_data(memory, &data);
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(QSslCertificate(made->pem()));
        configuration.setPrivateKey(QSslKey(QByteArray(data, static_cast<qsizetype>(size)), QSsl::Ec));
        BIO_free(memory);
        m_server.setSslConfiguration(configuration);
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server, [this] {
            QWebSocket *const socket = m_server.nextPendingConnection();
            socket->setParent(&m_server);
            QObject::connect(socket, &QWebSocket::textMessageReceived, socket, &QWebSocket::sendTextMessage);
        });
    }
    bool listen() { return m_server.listen(QHostAddress::LocalHost); }
    QByteArray url(const QByteArray &host = "localhost") const
    {
        return "{\"kind\": \"url\", \"url\": \"wss://" + host + ':' +
               QByteArray::number(m_server.serverPort()) + "/\"";
    }

private:
    QWebSocketServer m_server;
};

struct Watched
{
    LabRun run;
    QVector<core::RunEnd> problems;
    QByteArray certificate;
};

void runWatched(const core::Scenario &scenario, Watched &watched)
{
    live::Lab lab;
    collect(lab, watched.run);
    QObject::connect(&lab, &core::LabControl::problemArose, &lab,
                     [&](quint16, const core::RunEnd &problem) { watched.problems += problem; });
    QObject::connect(&lab, &core::LabControl::certificateMade, &lab,
                     [&](const QByteArray &pem) { watched.certificate = pem; });
    lab.run(scenario, {});
    QTRY_VERIFY_WITH_TIMEOUT(watched.run.end.has_value(), 25'000);
}

} // namespace

class TestTls : public QObject
{
    Q_OBJECT

private slots:
    void inAndOut_data()
    {
        QTest::addColumn<QByteArray>("client");
        QTest::addColumn<QByteArray>("server");
        for (const char *client : {"engine", "qt"})
            for (const char *server : {"engine", "qt"})
                QTest::addRow("%s %s", client, server) << QByteArray(client) << QByteArray(server);
    }

    // What an eavesdropper sees beside what is inside.
    void inAndOut()
    {
        QFETCH(const QByteArray, client);
        QFETCH(const QByteArray, server);
        Watched watched;
        runWatched(talk(client, ofKind(server), R"(, "secure": true)"), watched);
        const core::Recording &recording = watched.run.recording;
        QCOMPARE(watched.run.end->problem, RunProblem::None);
        QVERIFY(watched.run.everyRecordFits);
        QVERIFY(watched.certificate.startsWith("-----BEGIN CERTIFICATE-----"));
        QVERIFY(!watched.certificate.contains("PRIVATE"));

        QCOMPARE(recording.connections().size(), std::size_t(2));
        QCOMPARE(recording.connections()[0].id, plain);
        QVERIFY(recording.connections()[1].layer == core::Layer::Tls);
        QCOMPARE(recording.connections()[1].carries, plain);

        const QByteArray text = QStringLiteral("비밀이 아닙니다").toUtf8();
        QCOMPARE(textsOf(recording, plain), QByteArrayList({text, text}));
        core::Conversation inside(recording, plain);
        inside.finish();
        for (const core::Unit &unit :
             inside.units()) { // masked, although TLS hides it anyway (RFC 6455 §5.1)
            if (!unit.isFrame() || unit.direction != Direction::Client)
                continue;
            const QByteArray head = recording.bytes(plain, Direction::Client, Leg::Sent, unit.offset, 2);
            QVERIFY((static_cast<quint8>(head[1]) & 0x80) != 0);
        }
        core::Conversation outside(recording, cipher);
        outside.finish();
        QVERIFY(outside.units().size() > 6);
        for (const core::Unit &unit : outside.units())
            QVERIFY(unit.kind == core::UnitKind::Tls && unit.complete);
        for (const Direction direction : {Direction::Client, Direction::Server}) {
            const quint64 length = recording.streamLength(cipher, direction, Leg::Sent);
            const QByteArray seen = recording.bytes(cipher, direction, Leg::Sent, 0, length);
            QVERIFY(!seen.contains("Sec-WebSocket"));
            QVERIFY(!seen.contains(text));
            QVERIFY(seen.contains(QByteArray::fromHex("170303"))); // application data, RFC 8446 §5.1
            QCOMPARE(recording.streamLength(cipher, direction, Leg::Delivered), length);
            const quint64 within = recording.streamLength(plain, direction, Leg::Sent);
            QVERIFY(length > within);
        }
        QVERIFY(outside.findings().empty());
    }

    void aRawClientIsHelpedToo()
    {
        Watched watched;
        runWatched(scenarioOf(rawRequest), watched);
        QCOMPARE(watched.run.end->problem, RunProblem::None);
        QVERIFY(watched.run.sent(Direction::Client).startsWith("GET / "));
        QVERIFY(watched.run.sent(Direction::Server).startsWith("HTTP/1.1 400 "));
    }

    // A program that does not trust the run's certificate, and one that does.
    void programsComeByWss()
    {
        live::Lab lab;
        LabRun run;
        QByteArray certificate;
        QVector<QUrl> urls;
        QVector<core::RunEnd> problems;
        collect(lab, run);
        connect(&lab, &core::LabControl::certificateMade, &lab,
                [&](const QByteArray &pem) { certificate = pem; });
        connect(&lab, &core::LabControl::clientAwaited, &lab,
                [&](quint16, const QString &url) { urls += QUrl(url); });
        connect(&lab, &core::LabControl::problemArose, &lab,
                [&](quint16, const core::RunEnd &problem) { problems += problem; });
        lab.run(talk("program", ofKind("engine"), R"(, "secure": true)"), {.open = true});
        QTRY_COMPARE(urls.size(), 1);
        QCOMPARE(urls[0].scheme(), QStringLiteral("wss"));

        QWebSocket doubting;
        doubting.open(urls[0]);
        QTRY_COMPARE_WITH_TIMEOUT(problems.size(), 1, 10'000);
        QVERIFY(problems[0].problem == RunProblem::TlsClient);

        for (int i = 0; i < 2; ++i) { // each has TLS of its own
            QWebSocket client;
            QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
            configuration.setCaCertificates(QSslCertificate::fromData(certificate));
            client.setSslConfiguration(configuration);
            QString heard;
            connect(&client, &QWebSocket::connected, &client,
                    [&client] { client.sendTextMessage(QStringLiteral("안녕")); });
            connect(&client, &QWebSocket::textMessageReceived, &client,
                    [&heard](const QString &text) { heard = text; });
            client.open(urls[0]);
            QTRY_COMPARE_WITH_TIMEOUT(heard, QStringLiteral("비밀이 아닙니다"), 10'000);
            client.close();
            QTRY_VERIFY(client.state() == QAbstractSocket::UnconnectedState);
        }
        lab.stop();
        QTRY_VERIFY(run.end.has_value());
        QVERIFY(run.everyRecordFits);
        int inside = 0;
        for (const core::ConnectionInfo &info : run.recording.connections())
            inside += info.layer != core::Layer::Tls && !textsOf(run.recording, info.id).isEmpty() ? 1 : 0;
        QCOMPARE(inside, 2);
    }

    void aServerThatCannotBeVerifiedIsRefused()
    {
        Elsewhere elsewhere;
        QVERIFY(elsewhere.listen());
        Watched watched;
        runWatched(talk("engine", elsewhere.url() + "}", {}), watched);
        QVERIFY(watched.run.end->problem == RunProblem::CertificateRefused);
        const core::Unverified why = core::unverified(watched.run.end->detail);
        QCOMPARE(why.host, QStringLiteral("localhost"));
        QCOMPARE(why.error, QStringLiteral("self-signed"));
        QVERIFY(why.subject.contains(QStringLiteral("CN=localhost")));
        QCOMPARE(watched.problems.size(), 1);
        // Nothing of the conversation went out to it.
        const QByteArray seen = watched.run.recording.bytes(cipher, Direction::Client, Leg::Sent, 0, 100'000);
        QVERIFY(!seen.isEmpty() && !seen.contains(QByteArray::fromHex("170303")));
        QVERIFY(textsOf(watched.run.recording, plain).isEmpty());
    }

    void itIsReachedUnverifiedWhereThatIsAskedFor()
    {
        Elsewhere elsewhere;
        QVERIFY(elsewhere.listen());
        Watched watched;
        runWatched(talk("engine", elsewhere.url() + R"(, "unverified": true})", {}), watched);
        QVERIFY(watched.run.end->problem == RunProblem::None);
        QCOMPARE(watched.problems.size(), 1); // and said so
        QVERIFY(watched.problems[0].problem == RunProblem::CertificateUnverified);
        const QByteArray text = QStringLiteral("비밀이 아닙니다").toUtf8();
        QCOMPARE(textsOf(watched.run.recording, plain), QByteArrayList({text, text}));
        QVERIFY(watched.run.recording.connection(cipher)->layer == core::Layer::Tls);
    }

    // From TLS to TLS, with the plain bytes between them.
    void secureAtBothEnds()
    {
        Elsewhere elsewhere;
        QVERIFY(elsewhere.listen());
        Watched watched;
        runWatched(
            talk("engine", elsewhere.url("127.0.0.1") + R"(, "unverified": true})", R"(, "secure": true)"),
            watched);
        QVERIFY(watched.run.end->problem == RunProblem::None);
        QCOMPARE(watched.run.recording.connections().size(), std::size_t(3));
        QCOMPARE(textsOf(watched.run.recording, plain).size(), 2);
        for (const quint16 id : {quint16(2), quint16(3)})
            QVERIFY(watched.run.recording.connection(id)->layer == core::Layer::Tls);
    }

    void nobodyThere()
    {
        QTcpServer none;
        QVERIFY(none.listen(QHostAddress::LocalHost));
        const QByteArray port = QByteArray::number(none.serverPort());
        none.close();
        Watched watched;
        runWatched(talk("engine", "{\"kind\": \"url\", \"url\": \"wss://127.0.0.1:" + port + "/\"}", {}),
                   watched);
        QVERIFY(watched.run.end->problem == RunProblem::ServerMissing);
        QCOMPARE(watched.problems.size(), 1);
    }

    // A server that speaks no TLS at all.
    void notTls()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, &server,
                [&server] { server.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
        Watched watched;
        runWatched(talk("engine",
                        "{\"kind\": \"url\", \"url\": \"wss://127.0.0.1:" +
                            QByteArray::number(server.serverPort()) + "/\"}",
                        {}),
                   watched);
        QVERIFY(watched.run.end->problem == RunProblem::TlsFailed);
        QVERIFY(watched.run.end->detail.contains(QStringLiteral("127.0.0.1")));
    }

    // Held inside, unseen outside: what is changed on the plain wire arrives changed.
    void heldInClear()
    {
        live::Lab lab;
        LabRun run;
        QVector<core::HeldUnit> held;
        collect(lab, run);
        connect(&lab, &core::LabControl::heldChanged, &lab,
                [&](const QVector<core::HeldUnit> &now) { held = now; });
        core::HoldSettings settings;
        settings.conditions.push_back({.direction = Direction::Client, .what = QStringLiteral("text")});
        lab.setHold(settings);
        lab.run(talk("engine", ofKind("engine"), R"(, "secure": true)"), {.open = true});
        QTRY_COMPARE_WITH_TIMEOUT(held.size(), 1, 10'000);
        QCOMPARE(held[0].connection, plain);
        core::Delivery dropped;
        dropped.copies = 0;
        lab.setDelivery(held[0].id, dropped);
        lab.letGo(held[0].id);
        QTRY_VERIFY(held.isEmpty());
        lab.stop(); // in mid-conversation
        QTRY_VERIFY(run.end.has_value());
        QVERIFY(run.everyRecordFits);
        QCOMPARE(textsOf(run.recording, plain).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
