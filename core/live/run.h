// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/labcontrol.h"
#include "core/live/cipherleg.h"
#include "core/live/endpoint.h"
#include "core/live/resolver.h"
#include "core/live/script.h"
#include "core/live/toycache.h"
#include "core/live/wire.h"

namespace live {

/// What is set on the wire from outside, and stays from one run to the next.
struct WireSettings
{
    core::HoldSettings hold;
    core::PathConditions path[2]; // by direction
};

/// One run of a scenario, on the thread that it lives on: endpoints, a wire for each connection, and the
/// script.
class Run : public QObject
{
    Q_OBJECT

public:
    static constexpr int batchMs = 16;
    static constexpr std::size_t clientLimit = 256; // connections of one run, where more may come

    Run(const core::Scenario &scenario, const core::RunOptions &options, WireSettings wire, int limitMs);
    ~Run() override;

    void start();
    void stop();
    /// As LabControl's.
    void act(quint16 connection, const core::ActionSpec &action);
    void setHold(const core::HoldSettings &hold);
    void setPath(core::Direction direction, const core::PathConditions &path);
    void setDelivery(quint64 held, const core::Delivery &delivery);
    void swapWithNext(quint64 held);
    void letGo(quint64 held);
    void letAllGo();

signals:
    void certificateMade(const QByteArray &pem);
    void connectionAdded(const core::ConnectionInfo &info);
    void recordsArrived(const QVector<core::WireRecord> &records);
    void heldChanged(const QVector<core::HeldUnit> &held);
    void acted(quint16 connection, const core::ActionSpec &action, bool done);
    void clientAwaited(quint16 connection, const QString &url);
    void problemArose(quint16 connection, const core::RunEnd &problem);
    void finished(const core::RunEnd &end);

private:
    struct Line
    {
        core::ConnectionSpec spec;
        quint16 first = 0; // the connection of the scenario that it is another one of, or is itself
        std::unique_ptr<Endpoint> server;
        std::unique_ptr<ToyCache> cache;  // before the server, where the scenario has one
        std::unique_ptr<Wire> wire;       // in clear
        std::unique_ptr<CipherLeg> front; // before it, where the client comes by wss
        std::unique_ptr<CipherLeg> back;  // behind it, where the server is reached by wss
        std::unique_ptr<Endpoint> client;
        std::unique_ptr<Script> script;
        bool isDue = false; // its client has been told to connect
    };

    bool awaitsClients() const;
    void begin();
    bool setUp(const core::ConnectionSpec &spec);
    bool serve(Line &line);
    bool listen(Line &line);
    bool secureFront(Line &line);
    bool secureBack(Line &line);
    void followLeg(Line &line, CipherLeg &leg);
    void announceLeg(const Line &line, const CipherLeg &leg, const QString &host);
    void tlsOpened(Line &line);
    void tlsFailed(Line &line, CipherLeg &leg, TlsJoint &joint, const QString &reason);
    quint16 takeId();
    Wire &entrance(Line &line) const { return line.front ? line.front->wire : *line.wire; }
    Route serverRoute(const Line &line) const;
    Route routeOf(const Line &line) const;
    Line &join(std::unique_ptr<Line> line);
    void takeFurther(const Line &first, int descriptor);
    void serverMissed(const Line &line, const QString &reason);
    void connectLine(Line &line);
    void follow(Line &line, Endpoint &endpoint, const QString &side);
    void tell(Line &line, const QString &event, const QByteArray &message = {});
    static bool perform(Line &line, const core::ActionSpec &action);
    void startClient(Line &line);
    void startClientsAfter(const QString &event);
    bool hasEnded(const Line &line) const;
    void announce(const Line &line, const Relay &came);
    bool makeCertificate();
    void checkEnded();
    void applyWire(Line &line) const;
    void flush();
    void flushHeld();
    void finish(core::RunProblem problem, const QString &detail = {});
    void wrapUp();

    core::Scenario m_scenario;
    core::RunOptions m_options;
    WireSettings m_wire;
    QElapsedTimer m_clock;
    QTimer m_batchTimer;
    QTimer m_limit;
    Resolver m_resolver;
    ToyStore m_store;
    std::shared_ptr<const Certificate> m_certificate; // where a connection is secure
    quint16 m_lastId = 0;                             // of a connection
    std::vector<std::unique_ptr<Line>> m_lines;
    QVector<core::WireRecord> m_batch;
    bool m_heldChanged = false;
    core::RunEnd m_problem; // of a connection: what the run ends with
    core::RunEnd m_end;
    bool m_over = false;
};

} // namespace live
