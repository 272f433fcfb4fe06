// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/conversations.h"

#include <algorithm>

namespace core {

void Conversations::addConnections()
{
    while (m_all.size() < m_recording.connections().size()) {
        m_all.push_back(
            std::make_unique<Conversation>(m_recording, m_recording.connections()[m_all.size()].id));
        m_places.emplace_back();
        if (m_all.size() == 2) // until now there was no order to keep
            order(0);
    }
}

void Conversations::update()
{
    if (m_recording.connections().size() < 2) {
        addConnections();
        if (!m_all.empty())
            m_all.front()->update();
        m_entriesTaken = static_cast<quint32>(m_recording.entries().size());
        return;
    }
    addConnections();
    for (; m_entriesTaken < m_recording.entries().size(); ++m_entriesTaken) {
        const auto at = indexOf(m_recording.entries()[m_entriesTaken].connection);
        m_all[*at]->update(m_entriesTaken + 1);
        order(*at);
    }
}

void Conversations::finish()
{
    update();
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        m_all[i]->finish();
        order(i);
    }
}

// The turns that a conversation has gained come next.
void Conversations::order(std::size_t conversation)
{
    if (m_all.size() < 2)
        return;
    const TurnList &turns = m_all[conversation]->turns();
    std::vector<quint32> &places = m_places[conversation];
    for (std::size_t turn = places.size(); turn < turns.size(); ++turn) {
        const quint32 next = turn + 1 < turns.size() ? turns[turn + 1].firstStep : turns.stepCount() + 1;
        places.push_back(static_cast<quint32>(m_order.size()));
        m_order.push_back({static_cast<quint32>(turn), m_stepCount + 1, static_cast<quint16>(conversation)});
        m_stepCount += next - turns[turn].firstStep;
    }
}

std::optional<std::size_t> Conversations::indexOf(quint16 connection) const
{
    // Ids count up from 1 nearly always.
    const std::size_t usual = connection - std::size_t{1};
    if (usual < m_all.size() && m_all[usual]->connection().id == connection)
        return usual;
    const auto found = std::find_if(m_all.begin(), m_all.end(), [connection](const auto &each) {
        return each->connection().id == connection;
    });
    return found == m_all.end() ? std::nullopt
                                : std::optional(static_cast<std::size_t>(found - m_all.begin()));
}

int Conversations::stepCount() const
{
    if (m_all.size() < 2)
        return m_all.empty() ? 0 : m_all.front()->stepCount();
    return static_cast<int>(m_stepCount);
}

Conversations::Place Conversations::at(int number) const
{
    if (m_all.size() < 2)
        return {0, number};
    const TurnPlace place = turn(turnOf(number));
    const Turn own = m_all[place.conversation]->turns()[place.turn];
    return {place.conversation, static_cast<int>(own.firstStep) + number - place.firstStep};
}

int Conversations::numberOf(Place place) const
{
    if (m_all.size() < 2)
        return place.step;
    const Conversation &conversation = *m_all[place.conversation];
    const std::size_t turn = conversation.turnOf(place.step);
    const Ordered &ordered = m_order[m_places[place.conversation][turn]];
    return static_cast<int>(ordered.firstStep) + place.step -
           static_cast<int>(conversation.turns()[turn].firstStep);
}

std::size_t Conversations::turnCount() const
{
    if (m_all.size() < 2)
        return m_all.empty() ? 0 : m_all.front()->turns().size();
    return m_order.size();
}

Conversations::TurnPlace Conversations::turn(std::size_t at) const
{
    if (m_all.size() < 2)
        return {0, at, static_cast<int>(m_all.front()->turns()[at].firstStep)};
    return {m_order[at].conversation, m_order[at].turn, static_cast<int>(m_order[at].firstStep)};
}

std::optional<std::size_t> Conversations::turnBefore(std::size_t conversation, std::size_t at) const
{
    std::size_t count = at;
    if (m_all.size() > 1) {
        const std::vector<quint32> &places = m_places[conversation];
        count = static_cast<std::size_t>(std::lower_bound(places.begin(), places.end(), at) - places.begin());
    }
    return count == 0 ? std::nullopt : std::optional(count - 1);
}

std::size_t Conversations::turnOf(int number) const
{
    if (m_all.size() < 2)
        return m_all.front()->turnOf(number);
    const auto after =
        std::upper_bound(m_order.begin(), m_order.end(), static_cast<quint32>(number),
                         [](quint32 wanted, const Ordered &ordered) { return wanted < ordered.firstStep; });
    return static_cast<std::size_t>(after - m_order.begin()) - 1;
}

} // namespace core
