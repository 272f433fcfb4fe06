// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/echoserver.h"
#include "core/live/wire.h"
#include "core/record/conversation.h"

#include <QByteArrayList>
#include <QPointer>

namespace interop {

inline constexpr int limitMs = 15'000; // for one thing that is waited for
inline constexpr qsizetype mebibyte = 1024LL * 1024;

/// One line of a log: `what`, the number of bytes and the bytes themselves, or a digest where they are many.
QByteArray line(const QByteArray &what, const QByteArray &bytes);

/// Hangul of so many bytes at most, whole syllables, hard to compress and the same in every run.
QByteArray hangul(qsizetype bytes);
/// The same for any bytes.
QByteArray octets(qsizetype count);

struct Message
{
    core::Opcode opcode = core::Opcode::Text;
    QByteArray bytes = {};
    std::vector<quint64> sizes = {}; // of the frames as Engine::send takes them
};
QByteArray line(const Message &message);

/// Short and long, empty, in fragments that end inside characters or are empty. The largest have so many
/// bytes.
std::vector<Message> messages(qsizetype largest);
QByteArrayList linesOf(const std::vector<Message> &messages);

/// What happened at one end, in order: "text 15 …", "ping 0", "close 1000 …", "closed 1000" …
struct Log
{
    QByteArrayList lines;

    void add(const QByteArray &what) { lines.append(what); }
    bool has(const QByteArray &what) const { return lines.contains(what); }
    /// Text and binary messages only.
    QByteArrayList messages() const;
    bool isOver() const; // TCP has ended
};

/// Writes into `log` what `end` tells.
void follow(live::EngineEnd &end, Log &log);

/// The echo server, for one connection, with a log.
class Server : public live::EchoServer
{
    Q_OBJECT

public:
    using live::EchoServer::EchoServer;

    live::EngineEnd *end() const { return m_end; } // as long as its TCP lives
    Log log;

signals:
    void accepted();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    QPointer<live::EngineEnd> m_end;
};

/// The engine as a client.
class Client
{
public:
    explicit Client(core::ClientPolicy policy);
    void connectTo(quint16 port) { end.connectTo(QHostAddress::LocalHost, port); }

    Log log;
    live::EngineEnd end;
};

/// A wire between two ends, and what it recorded.
class Tap
{
public:
    Tap();

    [[nodiscard]] bool listen(quint16 serverPort) { return m_wire.listen(0, serverPort); }
    quint16 port() const { return m_wire.port(); }
    bool hasEnded() { return m_wire.relay().hasEnded(); }

    /// What the referee finds on both legs, and whatever could not be recorded or read, one a line.
    QByteArray findings() const;
    /// Text and binary messages that one side sent, as in its log.
    QByteArrayList messages(core::Direction sender) const;
    /// Frames of the longest message that one side sent.
    std::size_t mostFrames(core::Direction sender) const;
    core::CloseInfo closeInfo() const;
    std::optional<core::DeflateAgreement> deflate() const;
    QByteArray sent(core::Direction sender) const;

private:
    const core::Conversation &conversation() const;

    QElapsedTimer m_clock;
    core::Recording m_recording;
    bool m_everyRecordFits = true;
    mutable std::unique_ptr<core::Conversation> m_conversation;
    live::Wire m_wire;
};

} // namespace interop
