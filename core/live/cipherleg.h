// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/tlsjoint.h"
#include "core/live/wire.h"

namespace live {

/// The stretch of a connection that is encrypted: a wire that records TLS records, with what makes TLS of
/// clear bytes before it, what makes clear bytes of it behind it, or both. Its wire is never held and never
/// changed.
struct CipherLeg
{
    CipherLeg(quint16 id, const QElapsedTimer &clock, const Sink &sink)
        : wire(id, clock, sink)
    {}

    bool hasEnded() { return wire.relay().hasEnded() || hasFailed; }

    Wire wire;
    std::unique_ptr<TlsJoint> originator; // before the wire; none where the client itself speaks TLS
    std::unique_ptr<TlsJoint> terminator; // behind it; none where the server itself speaks TLS
    bool hasFailed = false;               // TLS did not come about
};

} // namespace live
