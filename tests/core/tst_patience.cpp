// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/patience.h"

#include <QTest>

using namespace core;
using Limit = Patience::Limit;

namespace {

HeldUnit held(Direction from, UnitKind kind, quint8 opcode = 0)
{
    HeldUnit unit;
    unit.direction = from;
    unit.kind = kind;
    unit.opcode = opcode;
    return unit;
}

ConnectionSpec ends(const char *client, const char *server)
{
    ConnectionSpec spec;
    spec.client.kind = QString::fromLatin1(client);
    spec.server.kind = QString::fromLatin1(server);
    return spec;
}

constexpr quint8 textFrame = 1;
constexpr quint8 closeFrame = 8;
constexpr quint8 pingFrame = 9;
constexpr quint8 pongFrame = 10;

} // namespace

class TestPatience : public QObject
{
    Q_OBJECT

private slots:
    void handshake()
    {
        const HeldUnit request = held(Direction::Client, UnitKind::Request);
        ConnectionSpec spec = ends("engine", "qt");
        spec.client.clientPolicy.handshakeTimeout = 3000;
        QVERIFY(patienceFor(request, spec) == (Patience{Direction::Client, Limit::Known, 3000}));
        spec.client.clientPolicy.handshakeTimeout = 0;
        QVERIFY(patienceFor(request, spec) == (Patience{Direction::Client, Limit::None}));
        const HeldUnit response = held(Direction::Server, UnitKind::Response);
        QVERIFY(patienceFor(response, ends("qt", "engine")) ==
                (Patience{Direction::Client, Limit::Known, 10'000}));
        QVERIFY(patienceFor(response, ends("browser", "engine")) ==
                (Patience{Direction::Client, Limit::Unknown}));
        QVERIFY(patienceFor(request, ends("raw", "engine")) == (Patience{Direction::Client, Limit::None}));
    }

    void frames()
    {
        QVERIFY(!patienceFor(held(Direction::Client, UnitKind::Frame, textFrame), ends("engine", "qt")));
        HeldUnit piece = held(Direction::Client, UnitKind::Frame, textFrame);
        piece.whole = false;
        QVERIFY(patienceFor(piece, ends("engine", "qt")) ==
                (Patience{Direction::Server, Limit::Known, 5000}));
        QVERIFY(patienceFor(piece, ends("qt", "engine")) == (Patience{Direction::Server, Limit::None}));
    }

    // A Ping of its interval is waited for; one sent by hand is not.
    void pings()
    {
        ConnectionSpec spec = ends("engine", "engine");
        spec.server.serverPolicy.pongTimeout = 700;
        const HeldUnit asked = held(Direction::Server, UnitKind::Frame, pingFrame);
        const HeldUnit answer = held(Direction::Client, UnitKind::Frame, pongFrame);
        QVERIFY(patienceFor(asked, spec) == (Patience{Direction::Server, Limit::None}));
        spec.server.serverPolicy.pingInterval = 1000;
        QVERIFY(patienceFor(asked, spec) == (Patience{Direction::Server, Limit::Known, 700}));
        QVERIFY(patienceFor(answer, spec) == (Patience{Direction::Server, Limit::Known, 700}));
    }

    void closing()
    {
        ConnectionSpec spec = ends("engine", "qt");
        spec.client.clientPolicy.closeTimeout = 900;
        QVERIFY(patienceFor(held(Direction::Client, UnitKind::Frame, closeFrame), spec) ==
                (Patience{Direction::Client, Limit::Known, 900}));
        QVERIFY(patienceFor(held(Direction::Server, UnitKind::Frame, closeFrame), spec) ==
                (Patience{Direction::Server, Limit::None}));
    }
};

QTEST_GUILESS_MAIN(TestPatience)
#include "tst_patience.moc"
