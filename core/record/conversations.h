// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/conversation.h"

#include <memory>

namespace core {

/// All connections of a recording, read, and their turns in one order: that in which they became known while
/// the entries came in one by one. What is known is never renumbered, and the same recording gives the same
/// order, however it grew. With one connection its own numbers are the numbers here.
class Conversations
{
public:
    explicit Conversations(const Recording &recording)
        : m_recording(recording)
    {}

    /// Takes in what the recording has gained, connections too.
    void update();
    /// As Conversation's.
    void finish();

    /// In the order of the recording's connections.
    std::size_t size() const { return m_all.size(); }
    bool empty() const { return m_all.empty(); }
    const Conversation &operator[](std::size_t at) const { return *m_all[at]; }
    /// The place of a connection by its id; nothing where it is not there.
    std::optional<std::size_t> indexOf(quint16 connection) const;

    struct Place
    {
        std::size_t conversation = 0;
        int step = 0; // its own number there, from 1

        bool operator==(const Place &) const = default;
    };
    /// Steps of all connections.
    int stepCount() const;
    /// Of step `number`, from 1 to stepCount().
    Place at(int number) const;
    int numberOf(Place place) const;

    struct TurnPlace
    {
        std::size_t conversation = 0;
        std::size_t turn = 0; // of that conversation
        int firstStep = 1;    // by its number here
    };
    std::size_t turnCount() const;
    TurnPlace turn(std::size_t at) const;
    /// The turn that step `number` belongs to.
    std::size_t turnOf(int number) const;
    /// The last turn of a conversation that comes before turn `at`, by its number there.
    std::optional<std::size_t> turnBefore(std::size_t conversation, std::size_t at) const;

private:
    struct Ordered
    {
        quint32 turn;
        quint32 firstStep;
        quint16 conversation;
    };

    void addConnections();
    void order(std::size_t conversation);

    const Recording &m_recording;
    std::vector<std::unique_ptr<Conversation>> m_all;
    quint32 m_entriesTaken = 0;
    // With more than one connection:
    std::vector<Ordered> m_order;
    std::vector<std::vector<quint32>> m_places; // by conversation and turn: its place in m_order
    quint32 m_stepCount = 0;
};

} // namespace core
