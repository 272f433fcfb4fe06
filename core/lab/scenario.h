// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/policy.h"
#include "core/lab/experiment.h"
#include "core/record/recording.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace core {

/// Which program stands at one end, and how it behaves.
struct EndpointSpec
{
    /// "engine": Framescope's own; "qt": QWebSocket or QWebSocketServer; "raw": a TCP socket that sends the
    /// bytes it is told; "http": HTTP/1.1 without WebSocket, to be compared with. A client also "program":
    /// whatever connects to the wire's port, and "browser": the same from a page of ours. A server also
    /// "url": one that runs elsewhere.
    QString kind;
    QString url;               // of the server of kind "url": ws://HOST:PORT/PATH, see serverurl.h
    bool unverified = false;   // of the server of a wss URL: goes on where its certificate cannot be verified
    bool refuse = false;       // a server answers the handshake with 403
    ClientPolicy clientPolicy; // of the engine, by side
    ServerPolicy serverPolicy;

    bool operator==(const EndpointSpec &) const = default;
};

struct ConnectionSpec
{
    quint16 id = 1;
    EndpointSpec client;
    EndpointSpec server;
    QString clientName;  // connections of one name are one client's; empty: each is a client of its own
    bool secure = false; // the client comes by wss, to a certificate made for the run
    bool cache = false;  // a toy cache stands before the server: live/toycache.h
    QString after;       // its client connects when this has happened, on a connection that is listed before:
                         // "1:client.opened"; empty: at the start
    // A server of kind "url" brings both with it.
    QString host; // of the Host header, where the client kind can choose it
    QString path;
    QByteArray fixedKey; // Sec-WebSocket-Key; empty: from the seed, or random
    std::vector<QByteArray>
        fixedMasks; // four bytes each, in order of the client's frames; then from the seed

    bool operator==(const ConnectionSpec &) const = default;
};

/// When `on` has happened for the `nth` time, `who` does `what`. Each action is done once, or as many
/// `times`.
///
/// on: "start", or SIDE.EVENT with SIDE client or server and EVENT connected (TCP), opened (WebSocket), text,
/// binary, pong, bytes (raw), request, response, event (http), closed; or N:SIDE.EVENT, what happened on
/// another connection. what: endpoints send-text, send-binary, ping, pong, close, send-bytes (raw), end
/// (FIN), reset (RST), the engine also send-frame, deviate, stop-reading, read-on, http also request,
/// respond, feed, publish; the wire: cut. pass-on sends the message that `on` brought.
struct ActionSpec
{
    QString on;
    int nth = 1;
    QString who; // client, server, wire
    QString what;
    QJsonObject args;
    quint16 connection = 0; // the only one on which it is done; 0: on each
    int times = 1;          // so many times, from the nth on
    int delayMs = 0;        // so long after it
    int count = 1;          // and each time so many times
    int everyMs = 0;        // so long after each other
    std::optional<bool> byHand =
        {}; // true: only in a run by hand (RunOptions); false: only in one that is not

    bool operator==(const ActionSpec &) const = default;
};

/// One unit that the recording must hold, in this order on its connection.
struct ExpectedUnit
{
    Direction who = Direction::Client;
    QString what; // request, response, text, binary, continuation, ping, pong, close, reserved, unknown
    std::optional<int> status; // of a response
    std::optional<int> code;   // of a Close
    bool complete = true;
    quint16 connection = 0; // 0: the first

    bool operator==(const ExpectedUnit &) const = default;
};

/// A run that can be repeated: data, not code. Files are resources/scenarios/*.json; docs/scenarios.md has
/// the form.
struct Scenario
{
    QString id;
    LocalText title;
    LocalText summary;
    quint64 seed = 0;
    std::vector<ConnectionSpec> connections;
    std::vector<ActionSpec> actions;
    std::vector<ExpectedUnit> expect;
    std::optional<Experiment> experiment; // then this says how it ends, and `expect` may be empty

    bool operator==(const Scenario &) const = default;
};

/// Reads a scenario. Every field is checked and unknown ones are errors; `error` says in English where and
/// what.
std::optional<Scenario> readScenario(const QByteArray &json, QString *error);

} // namespace core

Q_DECLARE_METATYPE(core::Scenario)
