// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace conformance;

namespace {

constexpr int startLimitMs = 20'000;
constexpr int idleLimitMs = 60'000;

const std::pair<const char *, int> groups[] = {{"1", 16}, {"2", 11},  {"3", 7},   {"4", 10},
                                               {"5", 20}, {"6", 145}, {"7", 37},  {"9", 54},
                                               {"10", 1}, {"12", 90}, {"13", 126}};
constexpr int caseCount = 517;
constexpr int informationalCount = 3;

Scale scale()
{
    return qEnvironmentVariableIsSet("FRAMESCOPE_CONFORMANCE_FULL") ? Scale::Full : Scale::Tenth;
}

void print(const QByteArray &text)
{
    for (const QByteArray &line : text.split('\n'))
        if (!line.trimmed().isEmpty())
            qInfo("%s", line.constData());
}

} // namespace

// The program's own engine, from outside: as a server and as a client. FRAMESCOPE_CONFORMANCE_FULL=1 sends
// all messages of the groups 12 and 13 instead of a tenth.
class TestConformance : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void hasAllCases();
    void server_data() { addGroups(); }
    void server();
    void client_data() { addGroups(); }
    void client();
    void serverCount() { checkCount(m_serverResults); }
    void clientCount() { checkCount(m_clientResults); }

private:
    static void addGroups();
    static void checkGroup(const Results &results);
    static void checkCount(const Results &results);

    QTemporaryDir m_logs;
    QProcess m_server;
    quint16 m_port = 0;
    Results m_serverResults;
    Results m_clientResults;
};

void TestConformance::addGroups()
{
    QTest::addColumn<QByteArray>("group");
    for (const auto &[group, count] : groups)
        QTest::newRow(group) << QByteArray(group);
}

void TestConformance::initTestCase()
{
    QVERIFY(m_logs.isValid());
    m_server.setStandardErrorFile(m_logs.filePath(QStringLiteral("server.txt")));
    m_server.start(QStringLiteral(FRAMESCOPE_BINARY),
                   {QStringLiteral("endpoint"), QStringLiteral("server"), QStringLiteral("--port"),
                    QStringLiteral("0"), QStringLiteral("--deflate")});
    QVERIFY2(m_server.waitForStarted(startLimitMs), qPrintable(m_server.errorString()));
    QByteArray line;
    while (!line.contains('\n') && m_server.waitForReadyRead(startLimitMs))
        line += m_server.readAllStandardOutput();
    const QByteArray start = "listening 127.0.0.1:";
    QVERIFY2(line.startsWith(start), line.constData());
    m_port = line.mid(start.size()).trimmed().toUShort();
    QVERIFY(m_port != 0);
}

void TestConformance::cleanupTestCase()
{
    if (m_server.state() == QProcess::NotRunning)
        return;
    m_server.terminate();
    QVERIFY2(m_server.waitForFinished(startLimitMs), "the server did not stop on SIGTERM");
    QCOMPARE(m_server.exitStatus(), QProcess::NormalExit);
    QCOMPARE(m_server.exitCode(), 0);
}

void TestConformance::hasAllCases()
{
    const std::vector<Case> all = allCases(Scale::Full);
    QCOMPARE(static_cast<int>(all.size()), caseCount);
    int sum = 0;
    for (const auto &[group, count] : groups) {
        QCOMPARE(static_cast<int>(selectCases(Scale::Full, {group}).size()), count);
        sum += count;
    }
    QCOMPARE(sum, caseCount);
    QList<QByteArray> ids;
    QList<QByteArray> informational;
    for (const Case &one : all) {
        QVERIFY2(!ids.contains(one.id), one.id.constData());
        ids.append(one.id);
        if (one.expect.informational)
            informational.append(one.id);
    }
    QCOMPARE(informational, (QList<QByteArray>{"7.1.6", "7.13.1", "7.13.2"}));
}

void TestConformance::checkGroup(const Results &results)
{
    print(table(results));
    int bad = 0;
    for (const Result &result : results) {
        if (!result.isGood()) {
            print(describe(result));
            ++bad;
        }
    }
    QCOMPARE(bad, 0);
}

void TestConformance::server()
{
    QFETCH(QByteArray, group);
    const Results results = testServer(m_port, "/", selectCases(scale(), {group}));
    m_serverResults.insert(m_serverResults.end(), results.begin(), results.end());
    QCOMPARE(m_server.state(), QProcess::Running);
    checkGroup(results);
}

void TestConformance::client()
{
    QFETCH(QByteArray, group);
    FuzzingServer suite(selectCases(scale(), {group}));
    const quint16 port = suite.listen();
    QVERIFY(port != 0);
    QProcess client;
    client.setProcessChannelMode(QProcess::MergedChannels);
    client.setStandardOutputFile(
        m_logs.filePath(QStringLiteral("client.txt"))); // nobody reads a pipe meanwhile
    client.start(QStringLiteral(FRAMESCOPE_BINARY),
                 {QStringLiteral("endpoint"), QStringLiteral("client"),
                  QStringLiteral("ws://127.0.0.1:%1").arg(port), QStringLiteral("--suite"),
                  QStringLiteral("--deflate"), QStringLiteral("--agent"), QStringLiteral("framescope")});
    QVERIFY2(client.waitForStarted(startLimitMs), qPrintable(client.errorString()));
    const Results results = suite.run(
        idleLimitMs, {}, [&] { return !client.waitForFinished(0) && client.state() == QProcess::Running; });
    m_clientResults.insert(m_clientResults.end(), results.begin(), results.end());
    checkGroup(results);
    QVERIFY2(client.state() == QProcess::NotRunning || client.waitForFinished(startLimitMs),
             "the client did not end");
    QCOMPARE(client.exitStatus(), QProcess::NormalExit);
    QCOMPARE(client.exitCode(), 0);
}

void TestConformance::checkCount(const Results &results)
{
    if (static_cast<int>(results.size()) != caseCount)
        QSKIP("only some groups were run");
    print(table(results));
    Count count = counted(results);
    for (auto *verdicts : {&count.behaviour, &count.closing}) {
        QCOMPARE((*verdicts)[Verdict::Ok], caseCount - informationalCount);
        QCOMPARE((*verdicts)[Verdict::Informational], informationalCount);
        QCOMPARE((*verdicts)[Verdict::NonStrict], 0);
        QCOMPARE((*verdicts)[Verdict::Unimplemented], 0);
        QCOMPARE((*verdicts)[Verdict::Failed], 0);
    }
}

QTEST_GUILESS_MAIN(TestConformance)
#include "tst_conformance.moc"
