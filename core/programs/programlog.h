// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/conversations.h"

#include <memory>

namespace core {

/// A whole data message as the program of a client had to do with it.
struct ProgramMessage
{
    static constexpr int contentLimit = 4000; // bytes that are kept of it

    bool isReceived = false; // by the client, as it was delivered; else it sent it
    bool isText = false;     // else binary
    QByteArray content;      // unmasked and inflated, its first bytes
    quint32 entry = 0; // of the recording, with which it was whole: read by the wire from the client, or
                       // written to it
    quint32 first = 0; // frame; of what was received as it was delivered: see ProgramLog::unitOf()
};

/// What the programs at the clients' ends have sent and been given, connection by connection. Nothing else is
/// known to such a program.
class ProgramLog
{
public:
    static constexpr std::size_t messagesLimit = 20'000; // of a client; further ones are left out

    struct Client
    {
        std::size_t conversation = 0;         // its place among all
        std::vector<ProgramMessage> messages; // as they became whole
    };

    explicit ProgramLog(const Conversations &all)
        : m_all(all)
    {}

    /// Takes in what the conversations have gained.
    void update();
    /// The frame that a message of clients()[client] begins with, as it was sent; none where the wire made
    /// it.
    std::optional<quint32> unitOf(std::size_t client, const ProgramMessage &message) const;
    /// Of all connections that carry WebSocket in clear, in their order.
    const std::vector<Client> &clients() const { return m_clients; }

private:
    struct Reading
    {
        std::unique_ptr<Conversation> delivered;
        std::size_t looked[2] = {}; // units, of what the client sent and of what it was given
    };

    static void add(const Conversation &from, Direction direction, std::size_t &looked, Client &client);

    const Conversations &m_all;
    std::vector<Client> m_clients;
    std::vector<Reading> m_readings; // of each client
    std::size_t m_known = 0;         // conversations that have been looked at
};

/// How many entries of the recording had come just before what the next turn after step `number` is about;
/// all, where there is none. So a message that passed at once has arrived at the step that tells of its
/// frame, and a delayed one has not. `number` as Conversations count.
quint32 entriesAt(const Conversations &all, int number);

/// The state of a client at step `number`.
ConnectionState clientStateAt(const Conversations &all, std::size_t conversation, int number);

} // namespace core
