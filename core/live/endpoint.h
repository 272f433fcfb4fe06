// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/deedargs.h"
#include "core/lab/scenario.h"

#include <QObject>

namespace live {

/// One end of a connection: a client that connects to the wire, or a server that the wire connects to.
class Endpoint : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// A server listens, a client connects. False where the system gives no socket.
    virtual bool start() = 0;

    /// Does one deed of a scenario; false where it is not one that this endpoint knows, or its args are
    /// wrong.
    virtual bool act(const core::ActionSpec &action) = 0;

    /// A server's, once it has started.
    virtual quint16 port() const { return 0; }

    /// A client's that somebody else starts, once start() was called: where it is to go. Empty: ours.
    virtual QString awaitedUrl() const { return {}; }

signals:
    /// `event` is one of scenario.h's, without the side: connected, opened, text, binary, pong, bytes,
    /// closed.
    void happened(const QString &event, const QByteArray &bytes);
};

using core::bytesOf;

} // namespace live
