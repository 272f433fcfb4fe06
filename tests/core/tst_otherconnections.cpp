// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "core/record/otherconnections.h"

#include <QTest>

using namespace core;

/// REQ-14 and REQ-35: what only the other connections of a recording show.
class TestOtherConnections : public QObject
{
    Q_OBJECT

private slots:
    void rules_data();
    void rules();
    void laterBytesChangeNothing();
};

namespace {

const QByteArray otherKey = "x3JJHMbDL1EzLkh9GBhXDw==";

struct Line
{
    quint16 connection;
    fixtures::Play play;
};

ConnectionInfo info(quint16 id, const QString &client, bool keysFixed)
{
    ConnectionInfo info;
    info.id = id;
    info.server = QStringLiteral("127.0.0.1:%1").arg(8000 + id);
    info.clientName = client;
    info.keysFixed = keysFixed;
    return info;
}

std::unique_ptr<Recording> recordingOf(const QString &first, const QString &second, bool keysFixed,
                                       const std::vector<Line> &lines)
{
    auto recording = std::make_unique<Recording>();
    recording->addConnection(info(1, first, keysFixed));
    recording->addConnection(info(2, second, keysFixed));
    for (const Line &line : lines)
        for (WireRecord record : fixtures::records({line.play})) {
            record.entry.connection = line.connection;
            [[maybe_unused]] const bool taken = recording->append(record);
            Q_ASSERT(taken);
        }
    return recording;
}

QByteArray asking(const QByteArray &key)
{
    return fixtures::request().replace("dGhlIHNhbXBsZSBub25jZQ==", key);
}

QStringList rulesOf(const Recording &recording, quint16 connection)
{
    Conversation conversation(recording, connection);
    conversation.finish();
    return fixtures::rules(conversation);
}

} // namespace

void TestOtherConnections::rules_data()
{
    QTest::addColumn<bool>("sameKey");
    QTest::addColumn<bool>("keysFixed");
    QTest::addColumn<QString>("second");
    QTest::addColumn<bool>("answered"); // the first one, before the second asks
    QTest::addColumn<QStringList>("rules");
    const auto row = [](const char *name, bool sameKey, bool fixed, const char *second, bool answered,
                        const QStringList &rules) {
        QTest::newRow(name) << sameKey << fixed << QString::fromLatin1(second) << answered << rules;
    };
    const QString reuse = QStringLiteral("REQ-14");
    const QString twice = QStringLiteral("REQ-35");
    row("REQ-14 broken: the key of the connection before", true, false, "", true, {reuse});
    row("REQ-14 kept: another key", false, false, "", true, {});
    row("REQ-14 kept: the scenario fixes keys", true, true, "", true, {});
    row("REQ-35 broken: the first one has no answer yet", false, false, "one", false, {twice});
    row("REQ-35 kept: the first one is open", false, false, "one", true, {});
    row("REQ-35 kept: two clients", false, false, "two", false, {});
    row("REQ-35 kept: nobody knows whose they are", false, false, "", false, {});
}

void TestOtherConnections::rules()
{
    QFETCH(bool, sameKey);
    QFETCH(bool, keysFixed);
    QFETCH(QString, second);
    QFETCH(bool, answered);
    QFETCH(QStringList, rules);
    std::vector<Line> lines = {{1, fixtures::connect()}, {1, fixtures::client(fixtures::request())}};
    if (answered)
        lines.push_back({1, fixtures::server(fixtures::response())});
    lines.push_back({2, fixtures::connect()});
    lines.push_back({2, fixtures::client(sameKey ? fixtures::request() : asking(otherKey))});
    const QString first = second.isEmpty() ? QString() : QStringLiteral("one");
    const auto recording = recordingOf(first, second, keysFixed, lines);
    QCOMPARE(rulesOf(*recording, 2), rules);
    QCOMPARE(rulesOf(*recording, 1), QStringList());
}

void TestOtherConnections::laterBytesChangeNothing() // findings come while bytes come
{
    std::vector<Line> lines = {{1, fixtures::connect()},
                               {2, fixtures::connect()},
                               {2, fixtures::client(fixtures::request())},
                               {1, fixtures::client(fixtures::request())}};
    const auto recording = recordingOf(QString(), QString(), false, lines);
    QCOMPARE(rulesOf(*recording, 2), QStringList());
    QCOMPARE(rulesOf(*recording, 1), QStringList{QStringLiteral("REQ-14")});
}

QTEST_GUILESS_MAIN(TestOtherConnections)
#include "tst_otherconnections.moc"
