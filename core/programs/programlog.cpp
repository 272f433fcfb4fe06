// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/programs/programlog.h"

#include <algorithm>

namespace core {

namespace {

/// The entry that a turn became known with; nothing for one that goes with the turn before it.
std::optional<quint32> entryOf(const Conversations &all, std::size_t at)
{
    const Conversations::TurnPlace place = all.turn(at);
    const Conversation &conversation = all[place.conversation];
    const Turn turn = conversation.turns()[place.turn];
    switch (turn.kind) {
    case TurnKind::Request:
    case TurnKind::Response:
    case TurnKind::Frame:
    case TurnKind::Unknown:
        return conversation.index().lastEntry(turn.source);
    case TurnKind::TcpConnect:
    case TurnKind::TcpFin:
    case TurnKind::TcpRst:
    case TurnKind::TcpCut:
    case TurnKind::TcpClosed:
    case TurnKind::Edit:
        return turn.source;
    default:
        return std::nullopt;
    }
}

} // namespace

void ProgramLog::update()
{
    for (; m_known < m_all.size(); ++m_known) {
        const ConnectionInfo &info = m_all[m_known].connection();
        if (info.layer == Layer::Tls || info.layer == Layer::Http)
            continue;
        m_clients.push_back({m_known, {}});
        Reading reading;
        reading.delivered =
            std::make_unique<Conversation>(m_all[m_known].recording(), info.id, Leg::Delivered);
        m_readings.push_back(std::move(reading));
    }
    for (std::size_t i = 0; i < m_clients.size(); ++i) {
        Client &client = m_clients[i];
        Reading &reading = m_readings[i];
        reading.delivered->update();
        const std::size_t before = client.messages.size();
        add(m_all[client.conversation], Direction::Client, reading.looked[0], client);
        add(*reading.delivered, Direction::Server, reading.looked[1], client);
        std::stable_sort(client.messages.begin() + static_cast<std::ptrdiff_t>(before), client.messages.end(),
                         [](const ProgramMessage &a, const ProgramMessage &b) { return a.entry < b.entry; });
    }
}

// A frame that is not whole yet is looked at again; what one direction sends stands in its order.
void ProgramLog::add(const Conversation &from, Direction direction, std::size_t &looked, Client &client)
{
    const auto &units = from.units();
    for (; looked < units.size() && client.messages.size() < messagesLimit; ++looked) {
        const auto number = static_cast<quint32>(looked);
        const Unit &unit = units[number];
        if (unit.direction != direction || !unit.isFrame())
            continue;
        if (!unit.complete)
            return;
        if (!unit.fin() || unit.opcode() > 2) // text, binary, or the last of either
            continue;
        const Message message = messageUpTo(from.index(), number);
        if (message.units.empty()) // a continuation of nothing
            continue;
        client.messages.push_back({direction == Direction::Server, message.opcode == 1,
                                   from.contentOf(message).left(ProgramMessage::contentLimit),
                                   from.index().lastEntry(number), message.units.front()});
    }
}

std::optional<quint32> ProgramLog::unitOf(std::size_t client, const ProgramMessage &message) const
{
    if (!message.isReceived)
        return message.first;
    const Conversation &delivered = *m_readings[client].delivered;
    const Recording &recording = delivered.recording();
    const quint64 offset = delivered.units()[message.first].offset;
    const Entry &entry = recording.entries()[recording.entryAt(delivered.connection().id, Direction::Server,
                                                               Leg::Delivered, offset)];
    if (entry.sentOffset == Entry::ownBytes)
        return std::nullopt;
    return m_all[m_clients[client].conversation].unitAt(Direction::Server,
                                                        entry.sentOffset + (offset - entry.offset));
}

quint32 entriesAt(const Conversations &all, int number)
{
    if (all.stepCount() == 0 || number < 1)
        return 0;
    const std::size_t here = all.turnOf(std::min(number, all.stepCount()));
    quint32 now = 0;
    for (std::size_t at = here + 1; at-- > 0;)
        if (const auto entry = entryOf(all, at)) {
            now = *entry;
            break;
        }
    for (std::size_t at = here + 1; at < all.turnCount(); ++at)
        if (const auto entry = entryOf(all, at); entry && *entry > now)
            return *entry;
    return static_cast<quint32>(all[0].recording().entries().size());
}

ConnectionState clientStateAt(const Conversations &all, std::size_t conversation, int number)
{
    if (all.stepCount() == 0 || number < 1)
        return ConnectionState::Connecting;
    const std::size_t here = all.turnOf(std::min(number, all.stepCount()));
    const auto last = all.turnBefore(conversation, here + 1);
    return last ? all[conversation].turns()[*last].client : ConnectionState::Connecting;
}

} // namespace core
