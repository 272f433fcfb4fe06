// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fixtures.h"

#include "core/engine/engine.h"

#include <random>

/// Two engines joined by pipes, without sockets and clocks. What they write is recorded, and a conversation
/// watches it, as the wire does.
namespace enginebench {

constexpr qint64 nsPerMs = 1'000'000;

core::Randomness seeded(quint64 seed);
/// The key and the nonce of lesson L01.
core::Randomness ofLesson();

/// "text 안녕", "close-received 1000 bye", "failed 1002 FRM-01"; bytes that are long or not text as a digest.
QString line(const core::EngineEvent &event);
QStringList lines(const std::vector<core::EngineEvent> &events);

/// Takes events until nothing waits any more.
std::vector<core::EngineEvent> drain(core::Engine &engine, qint64 nowNs = 0);
/// Gives the bytes in pieces and takes the events after each.
std::vector<core::EngineEvent> feed(core::Engine &engine, const QByteArray &bytes,
                                    const fixtures::Chunking &chunking = fixtures::whole());

/// A client and a server that are OPEN, their handshake done and taken.
struct Opened
{
    explicit Opened(core::ClientPolicy clientPolicy = {}, core::ServerPolicy serverPolicy = {});

    core::Engine &operator[](core::Direction d) { return d == core::Direction::Client ? client : server; }

    core::Engine client;
    core::Engine server;
};

/// A frame as that side sends it, masked where it must be.
core::OutFrame frame(core::Direction sender, core::Opcode opcode, const QByteArray &payload, bool fin = true);
QByteArray frameBytes(core::Direction sender, core::Opcode opcode, const QByteArray &payload,
                      bool fin = true);

class Peers
{
public:
    using Owner = std::function<void(core::Direction, const core::EngineEvent &)>;

    /// Seed 0: everything that was written arrives at once; else in pieces and turns of chance.
    Peers(const core::ClientPolicy &clientPolicy, const core::ServerPolicy &serverPolicy, quint64 seed = 0);

    core::Engine &operator[](core::Direction d) { return d == core::Direction::Client ? m_client : m_server; }
    qint64 now() const { return m_now; }
    void setOwner(Owner owner) { m_owner = std::move(owner); }
    /// What this side writes from now on does not arrive.
    void hold(core::Direction sender) { pipe(sender).held = true; }

    void start();
    /// Until nothing moves; time stands still but for a µs per entry.
    void run();
    /// Time passes, timers that are due fire.
    void pass(qint64 ms);

    const QStringList &told(core::Direction d) const { return m_told[index(d)]; }
    bool wasOpen(core::Direction d) const { return m_wasOpen[index(d)]; }
    const QByteArray &sent(core::Direction d) const { return m_pipes[index(d)].bytes; }
    /// Who ended TCP first.
    std::optional<core::Direction> firstEnd() const { return m_firstEnd; }
    /// Something was written after the end of TCP, or timers went on for ever.
    const QByteArray &fault() const { return m_fault; }

    const core::Recording &recording() const { return m_recording; }
    /// The recording read, as it stands.
    std::unique_ptr<core::Conversation> watched(const core::Limits &limits = {}) const;

private:
    struct Pipe
    {
        QByteArray bytes;
        qsizetype delivered = 0;
        bool ended = false;
        bool endDelivered = false;
        bool held = false;
    };

    static std::size_t index(core::Direction d) { return static_cast<std::size_t>(d); }
    Pipe &pipe(core::Direction d) { return m_pipes[index(d)]; }
    void write(core::EntryKind kind, core::Direction direction, core::Leg leg, const QByteArray &bytes = {});
    void collect(core::Direction d);
    void settle(core::Direction d);
    bool canDeliver(core::Direction sender);
    void deliver(core::Direction sender);

    core::Engine m_client;
    core::Engine m_server;
    std::mt19937_64 m_chance;
    bool m_byChance;
    fixtures::Chunking m_chunking;
    Owner m_owner;
    Pipe m_pipes[2];
    QStringList m_told[2];
    bool m_wasOpen[2] = {};
    std::optional<core::Direction> m_firstEnd;
    QByteArray m_fault;
    core::Recording m_recording;
    qint64 m_now = 0;
};

} // namespace enginebench
