// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/gate.h"
#include "core/live/path.h"
#include "core/live/route.h"
#include "core/live/rulewatch.h"
#include "core/live/tcpend.h"
#include "core/record/recording.h"

#include <QElapsedTimer>
#include <QTimer>

#include <functional>

namespace live {

using Sink = std::function<void(const core::WireRecord &)>;

/// One connection on the wire: passes the bytes of two sockets to one another, and tells the sink what passed
/// and when. Each direction goes through a gate, where it can be held and changed, and along a path.
///
/// The end of TCP. A FIN is passed on at once, but for one case: a side that has sent a Close and its FIN
/// together (as QWebSocket does) would take the other side's Close away from the wire. Its FIN waits for that
/// Close, one second at most. An RST is passed on as an RST.
class Relay : public QObject
{
    Q_OBJECT

public:
    static constexpr quint64 queueLimit =
        1024ULL * 1024; // bytes that wait; beyond it their sender is not read
    static constexpr quint64 heldLimit = 16ULL * 1024 * 1024; // the same for bytes that are held
    static constexpr int finHoldMs = 1000;
    static constexpr int answerWaitMs = 100;

    /// `seed` is that of the path's jitter.
    Relay(quint16 connection, const QElapsedTimer &clock, Sink sink, quint64 seed = 0,
          QObject *parent = nullptr);

    /// Takes an accepted client over and connects to the server. Without an address there is none.
    void start(int clientDescriptor, Route route);
    /// Lets `after` more bytes of a direction pass, then ends both sides: with an RST, or with a FIN.
    void cutAfter(core::Direction direction, quint64 after, bool withFin = false);

    void setHold(const core::HoldSettings &settings);
    void setPath(core::Direction direction, const core::PathConditions &conditions);
    void change(const core::WireChange &change);
    // As LabControl's; units of other connections are left alone.
    void setDelivery(quint64 held, const core::Delivery &delivery);
    void swapWithNext(quint64 held);
    void letGo(quint64 held);
    void letAllGo();
    /// What waits, the client's first.
    std::vector<core::HeldUnit> waiting() const;

    QString clientAddress() const { return m_client.end.peerAddress(); }
    /// Where the client came to.
    QString wireAddress() const { return m_client.end.ownAddress(); }
    bool hasEnded() const { return m_ended; }
    quint16 connection() const { return m_connection; }

signals:
    void clientConnected(); // comes before the first record
    void serverConnected();
    void heldChanged();
    void serverMissed(const QString &reason); // of the last address that was tried
    void ended();

private:
    // What one side sends, and the socket that leads to it.
    struct Side
    {
        struct UnderWay
        {
            Passage::Segment segment;
            QByteArray bytes; // where they are not those of the sent stream
        };

        explicit Side(core::Direction d)
            : direction(d)
        {}

        core::Direction direction;
        TcpEnd end;
        std::optional<Gate> gate;
        std::unique_ptr<Path> path;
        quint64 sent = 0;              // bytes read from it
        std::deque<UnderWay> underWay; // to the other side's socket, not yet written
        quint64 written = 0;           // bytes handed to it in all
        quint64 delivered = 0;         // of these, written
        qint64 gained = 0;             // bytes that changes have added to what was sent; less where they took
        std::optional<quint64> cutAt;
        bool finSeen = false;
        bool finHeld = false;
        bool answered = false; // it has been written to after its FIN: an RST has had time to come
    };

    Side &other(const Side &side) { return side.direction == core::Direction::Client ? m_server : m_client; }
    void connectSide(Side &side);
    void tryServer();
    void serverReached();
    void serverMissing(const QString &reason);
    void buildWay(Side &side, quint64 seed);
    void bytesFrom(Side &side, const QByteArray &bytes);
    void write(Side &side, const Passage &passage);
    void watchRules(Side &side, quint64 offset, const QByteArray &bytes, bool isTaken);
    void keepAccept(const QByteArray &request);
    void tellHeld();
    void changed();
    void bytesTo(Side &receiver, quint64 count);
    void finFrom(Side &side);
    void finReached(Side &side);
    void passFin(Side &side);
    void resetFrom(Side &side);
    void resetReached(Side &side);
    void passReset(Side &side);
    void waitForAnswer(Side &receiver);
    void answerWaitOver();
    void holdOver();
    void cut();
    bool isCutDue(const Side &sender) const;
    void updateReading(Side &side);
    void checkEnded();
    void recordEvent(core::EntryKind kind, core::Direction direction, core::Leg leg, core::Actor by);
    void record(core::WireRecord record);

    quint16 m_connection;
    const QElapsedTimer &m_clock;
    Sink m_sink;
    Route m_route; // what is still to be tried
    Side m_client{core::Direction::Client};
    Side m_server{core::Direction::Server};
    std::unique_ptr<RuleWatch> m_rules; // while a hold asks for a rule
    bool m_cutsWithFin = false;
    bool m_wasWaiting = false; // something was held when heldChanged() was last told
    QTimer m_holdTimer;        // a FIN, or an RST that waits for the other side's FIN
    QTimer m_answerTimer;
    Side *m_resetBy = nullptr;    // its RST waits for the other side's FIN
    Side *m_waitingFor = nullptr; // an RST may come from here
    bool m_reached = false;       // the server
    bool m_ended = false;
};

} // namespace live
