// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/connectionstate.h"

#include <QTest>

using namespace core;

class TestConnectionState : public QObject
{
    Q_OBJECT

private slots:
    void everyPair();
    void everyRowIsUsed();
    void closedIsTheEnd();
    void names();
};

void TestConnectionState::everyPair()
{
    // Rows: from; columns: HandshakeDone, HandshakeFailed, CloseSent, CloseReceived, TcpEnded.
    static const char *const expected[4][5] = {
        {"open", "closed", "connecting", "connecting", "closed"},
        {"open", "open", "closing", "closing", "closed"},
        {"closing", "closing", "closing", "closing", "closed"},
        {"closed", "closed", "closed", "closed", "closed"},
    };
    for (int from = 0; from < 4; ++from)
        for (int event = 0; event < 5; ++event)
            QCOMPARE(name(next(static_cast<ConnectionState>(from), static_cast<ConnectionEvent>(event))),
                     expected[from][event]);
}

void TestConnectionState::everyRowIsUsed()
{
    for (const Transition &row : transitions()) {
        QVERIFY(row.from != row.to);
        QCOMPARE(next(row.from, row.event), row.to);
    }
    QCOMPARE(transitions().size(), std::size_t(7));
}

void TestConnectionState::closedIsTheEnd()
{
    for (const Transition &row : transitions())
        QVERIFY(row.from != ConnectionState::Closed && row.to != ConnectionState::Connecting);
}

void TestConnectionState::names()
{
    QCOMPARE(name(ConnectionState::Connecting), "connecting");
    QCOMPARE(name(ConnectionState::Open), "open");
    QCOMPARE(name(ConnectionState::Closing), "closing");
    QCOMPARE(name(ConnectionState::Closed), "closed");
}

QTEST_GUILESS_MAIN(TestConnectionState)
#include "tst_connectionstate.moc"
