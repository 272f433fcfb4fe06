// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/scenario.h"

#include <QObject>
#include <QVector>

#include <optional>

namespace core {

struct RunOptions
{
    std::optional<quint64> seed; // keys and masks repeat; the scenario's fixed ones are not used then
    quint16 port = 0;            // of the wire; 0: the system chooses
};

enum class RunProblem : quint8 {
    None,
    PortTaken,   // the wire could not listen: detail is the port
    NoSockets,   // sockets failed for another reason: detail is the system's
    UnknownKind, // no such endpoint: detail is the kind
    BadAction, // who is told to do what it cannot, or with args that are wrong: detail is "client send-bytes"
    TimedOut,  // the scenario did not come to its end in time; what was recorded stays
    Stopped,   // by the user
};

struct RunEnd
{
    RunProblem problem = RunProblem::None;
    QString detail;
};

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

signals:
    void connectionAdded(const core::ConnectionInfo &info);
    /// Batches, in the order of the recording, at most about 60 a second.
    void recordsArrived(const QVector<core::WireRecord> &records);
    void finished(const core::RunEnd &end);
};

} // namespace core

Q_DECLARE_METATYPE(core::RunEnd)
Q_DECLARE_METATYPE(core::RunOptions)
