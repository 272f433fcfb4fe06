// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/conversation.h"

#include <QStringList>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

/// Conversations written down byte by byte, and the means to play them into a recording in any chunking.
namespace fixtures {

/// Something that happens on the wire: bytes, or an event of TCP.
struct Play
{
    core::Direction who = core::Direction::Client;
    QByteArray bytes;
    core::EntryKind kind = core::EntryKind::Chunk;
    core::Actor by = core::Actor::Client;
    std::optional<qint64> atMs =
        {}; // when, since the recording began; by default just after what came before
};
using Script = std::vector<Play>;

QByteArray hex(const char *digits);

Play client(const QByteArray &bytes);
Play server(const QByteArray &bytes);
Play connect();
Play fin(core::Direction who);
Play rst(core::Direction who);
Play cut();
Play at(qint64 ms, Play play);

/// `first` followed by `more`.
Script operator+(Script first, const Script &more);

/// Lines joined with CRLF, the empty line after them.
QByteArray head(const QList<QByteArray> &lines);

QByteArray request();                            // of lesson L01: 157 bytes
QByteArray response();                           // 129 bytes
QByteArray requestWith(const QByteArray &lines); // further lines before the empty one, each with CRLF
QByteArray responseWith(const QByteArray &lines);
QByteArray without(QByteArray head, const QByteArray &line);
Script handshake();
Script ending(); // both FINs, the server's first

/// How many bytes the next chunk takes at most.
using Chunking = std::function<qsizetype()>;
Chunking whole();
Chunking every(qsizetype bytes);
Chunking random(quint64 seed);

/// Bytes that follow each other in one direction are one run, cut by `chunking` whatever the script's own
/// borders.
std::vector<core::WireRecord> records(const Script &script, const Chunking &chunking = whole());
std::unique_ptr<core::Recording> record(const Script &script, const Chunking &chunking = whole(),
                                        const core::ConnectionInfo &info = {});

/// A recording with a finished conversation over it.
struct Played
{
    std::unique_ptr<core::Recording> recording;
    std::unique_ptr<core::Conversation> conversation;
};
Played play(const Script &script, const Chunking &chunking = whole(), const core::ConnectionInfo &info = {});

struct Named
{
    Script script;
    bool handshake = true; // false: the streams begin with frames
    bool conforms = true;  // the referee must find nothing
    core::Layer layer = core::Layer::Unstated;
};
/// Every kind of stream the index knows, by name.
const std::map<QByteArray, Named> &all();
core::ConnectionInfo infoFor(const Named &fixture);

/// What must not depend on the chunking, as text: a line a unit, a finding, a step.
QStringList units(const core::Conversation &conversation);
QStringList findings(const core::Conversation &conversation);
QString step(const core::Conversation &conversation, int number);
QStringList steps(const core::Conversation &conversation);
QStringList rules(const core::Conversation &conversation);

} // namespace fixtures
