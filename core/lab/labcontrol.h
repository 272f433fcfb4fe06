// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/hold.h"
#include "core/lab/scenario.h"

#include <QObject>
#include <QVector>

#include <optional>

namespace core {

struct RunOptions
{
    std::optional<quint64> seed = {}; // keys and masks repeat; the scenario's fixed ones are not used then
    quint16 port = 0;                 // of the wire; 0: the system chooses
    bool open = false;     // runs until its connections end or it is stopped, however long that takes. Where
                           // clients are awaited it runs until it is stopped
    QString listenOn = {}; // an address of this computer at which the wire awaits programs, also those of
                           // other computers; empty: loopback, which none of them reaches
    bool byHand = false;   // somebody goes on where the scenario's own opening ends: ActionSpec::byHand
    QString language = {}; // of the browser's page: "ko" or "en"; empty: what the browser accepts
};

enum class RunProblem : quint8 {
    None,
    PortTaken,   // the wire could not listen: detail is the port
    NoSockets,   // sockets failed for another reason: detail is the system's
    UnknownKind, // no such endpoint: detail is the kind
    BadAction, // who is told to do what it cannot, or with args that are wrong: detail is "client send-bytes"
    TimedOut,  // the scenario did not come to its end in time; what was recorded stays
    Stopped,   // by the user
    ServerMissing,  // the server of a URL could not be reached: detail is its host and the system's reason
    BadUrl,         // of a server: detail is the URL
    TooManyClients, // came to one run: detail is how many there may be
    TlsFailed,      // with the server of a URL: detail is its host and the reason
    TlsClient,      // with a client, which may not trust the run's certificate: detail is the reason
    // Of the server of a wss URL: detail is what unverified() reads.
    CertificateRefused,    // it cannot be verified; there was no connection
    CertificateUnverified, // the same, but the connection goes on, as the scenario says
};

struct RunEnd
{
    RunProblem problem = RunProblem::None;
    QString detail;

    bool operator==(const RunEnd &) const = default;
};

/// Why a certificate could not be verified.
struct Unverified
{
    QString host;    // that was to be reached, with the port
    QString error;   // "self-signed", "issuer", "expired", "early", "host", or "other"
    QString words;   // of "other": OpenSSL's
    QString subject; // of the certificate: "CN=localhost"

    QString toDetail() const { return QStringList{host, error, words, subject}.join(QLatin1Char('\n')); }
};
inline Unverified unverified(const QString &detail)
{
    const QStringList parts = detail.split(QLatin1Char('\n'));
    return {parts.value(0), parts.value(1), parts.value(2), parts.value(3)};
}

/// What the window and the command line may ask of the lab. Implemented by live, called by ui, joined by app.
class LabControl : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Begins a run; one at a time. The signals below tell what becomes of it.
    virtual void run(const Scenario &scenario, const RunOptions &options) = 0;
    /// Ends the run at once; finished() follows with Stopped.
    virtual void stop() = 0;

    /// Has one deed done now: on that connection, or on all with 0. acted() follows. Nothing where none runs.
    virtual void act(quint16 connection, const ActionSpec &action) = 0;

    // The wire. Settings stay from one run to the next.

    virtual void setHold(const HoldSettings &settings) = 0;
    virtual void setPath(Direction direction, const PathConditions &conditions) = 0;
    // Of held units; nothing where it has left already. heldChanged() follows.
    virtual void setDelivery(quint64 held, const Delivery &delivery) = 0;
    virtual void swapWithNext(quint64 held) = 0;
    /// Lets it go, and what stands before it in its direction.
    virtual void letGo(quint64 held) = 0;
    virtual void letAllGo() = 0;

signals:
    /// Before the first connection of a run that has a secure one: what a client has to trust. It is valid
    /// for this run alone.
    void certificateMade(const QByteArray &pem);
    void connectionAdded(const core::ConnectionInfo &info);
    /// Batches, in the order of the recording, at most about 60 a second.
    void recordsArrived(const QVector<core::WireRecord> &records);
    /// All that waits, each direction in the order in which it will go. At most about 60 a second.
    void heldChanged(const QVector<core::HeldUnit> &held);
    /// What act() asked for has been tried. `on` and `nth` of the action are the event of that connection
    /// that came last before it, so that it can stand in a scenario. Not done: what that side cannot do, or
    /// args that are wrong.
    void acted(quint16 connection, const core::ActionSpec &action, bool done);
    /// The wire listens, and nobody here starts the client: it is to come to this URL, a ws:// one for a
    /// program, a page for a browser. Each that comes is a connection; the first has this number.
    void clientAwaited(quint16 connection, const QString &url);
    /// Something went wrong with one connection; the others go on.
    void problemArose(quint16 connection, const core::RunEnd &problem);
    void finished(const core::RunEnd &end);
};

} // namespace core

Q_DECLARE_METATYPE(core::ActionSpec)
Q_DECLARE_METATYPE(core::RunEnd)
Q_DECLARE_METATYPE(core::RunOptions)
