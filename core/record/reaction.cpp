// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/reaction.h"

#include "core/protocol/closecode.h"

#include <algorithm>
#include <array>

namespace core {

namespace {

using Kind = Reaction::Kind;

constexpr std::array<const char *, 7> names = {"nothing", "message", "pong", "close", "status", "fin", "rst"};

/// A unit, or the end of TCP, as the wire saw it come.
struct Event
{
    quint32 entry = 0;
    std::optional<quint32> unit;
    Direction who = Direction::Client;
};

std::vector<Event> eventsOf(const Conversation &conversation)
{
    std::vector<Event> events;
    for (quint32 i = 0; i < conversation.units().size(); ++i)
        events.push_back({conversation.index().firstEntry(i), i, conversation.units()[i].direction});
    const BlockVector<Entry> &entries = conversation.recording().entries();
    for (quint32 i = 0; i < entries.size(); ++i) {
        const Entry &entry = entries[i];
        const bool isEnd = entry.kind == EntryKind::Fin || entry.kind == EntryKind::Rst;
        if (isEnd && entry.connection == conversation.connection().id && entry.leg == Leg::Sent)
            events.push_back({i, std::nullopt, entry.direction});
    }
    std::stable_sort(events.begin(), events.end(),
                     [](const Event &a, const Event &b) { return a.entry < b.entry; });
    return events;
}

/// Goes through the events in their order and keeps in mind what the other side has asked for.
class Watch
{
public:
    Watch(const Conversation &conversation, Direction who, qint64 sinceNs, std::optional<quint32> unit)
        : m_conversation(conversation)
        , m_who(who)
        , m_sinceNs(sinceNs)
        , m_unit(unit)
    {}

    std::optional<Reaction> take(const Event &event)
    {
        if (event.who != m_who)
            takeAsked(event);
        else if (event.unit && m_unit ? *event.unit > *m_unit : timeOf(event) >= m_sinceNs)
            return judge(event);
        else if (event.unit && isFrame(*event.unit, Opcode::Close))
            m_hasClosed = true;
        return std::nullopt;
    }

private:
    qint64 timeOf(const Event &event) const
    {
        return m_conversation.recording().entries()[event.entry].timeNs;
    }
    const Unit &unitAt(quint32 unit) const { return m_conversation.units()[unit]; }
    bool isFrame(quint32 unit, Opcode opcode) const
    {
        return unitAt(unit).isFrame() && is(unitAt(unit).opcode(), opcode);
    }
    QByteArray payload(quint32 unit) const { return unmaskedPayload(m_conversation.index(), unit); }

    bool isLater(const Event &event) const
    {
        const bool sameTime = timeOf(event) == m_sinceNs;
        return sameTime && m_unit && event.unit ? *event.unit > *m_unit : timeOf(event) > m_sinceNs;
    }

    bool isMarked(const Event &event) const
    {
        return m_unit ? event.unit == m_unit : timeOf(event) == m_sinceNs;
    }

    void takeAsked(const Event &event)
    {
        if (event.unit && isFrame(*event.unit, Opcode::Ping))
            m_pings.emplace_back(payload(*event.unit), isMarked(event));
        else if (!event.unit)
            m_endAsked = m_endAsked || isLater(event);
        else if (isFrame(*event.unit, Opcode::Close) && isLater(event)) {
            m_closeAsked = closeCode(*event.unit);
            m_endAsked = true;
        }
    }

    int closeCode(quint32 unit) const
    {
        const QByteArray body = payload(unit);
        return body.size() < 2 ? number(CloseCode::NoStatus)
                               : static_cast<int>(bitsValue(spanOf(body), {0, 16}));
    }

    std::optional<Reaction> judge(const Event &event)
    {
        if (!event.unit)
            return m_hasClosed || m_endAsked ? std::nullopt : std::optional(made(endKind(event), event));
        const Unit &unit = unitAt(*event.unit);
        if (unit.kind == UnitKind::Response) {
            Reaction status = made(Kind::Status, event);
            status.status = m_conversation.index().head(*event.unit).status();
            return status;
        }
        return unit.isFrame() ? judgeFrame(event, *event.unit) : std::nullopt;
    }

    std::optional<Reaction> judgeFrame(const Event &event, quint32 unit)
    {
        switch (static_cast<Opcode>(unitAt(unit).opcode())) {
        case Opcode::Ping:
            return std::nullopt;
        case Opcode::Pong:
            return isForOther(payload(unit)) ? std::nullopt : std::optional(made(Kind::Pong, event));
        case Opcode::Close: {
            m_hasClosed = true;
            Reaction close = made(Kind::Close, event);
            close.code = closeCode(unit);
            close.reason = payload(unit).mid(2);
            return m_closeAsked == close.code ? std::nullopt : std::optional(close);
        }
        case Opcode::Continuation:
        case Opcode::Text:
        case Opcode::Binary:
            break;
        }
        return made(Kind::Message, event);
    }

    // RFC 6455 §5.5.3 lets a Pong answer the newest Ping only; equal ones are answered in order here.
    bool isForOther(const QByteArray &bytes)
    {
        const auto asked = std::find_if(m_pings.begin(), m_pings.end(),
                                        [&bytes](const auto &ping) { return ping.first == bytes; });
        if (asked == m_pings.end())
            return false;
        const bool marked = asked->second;
        m_pings.erase(m_pings.begin(), asked + 1);
        return !marked;
    }

    Kind endKind(const Event &event) const
    {
        const Entry &entry = m_conversation.recording().entries()[event.entry];
        return entry.kind == EntryKind::Fin ? Kind::Fin : Kind::Rst;
    }

    Reaction made(Kind kind, const Event &event) const
    {
        Reaction reaction;
        reaction.kind = kind;
        reaction.who = m_who;
        reaction.unit = event.unit;
        reaction.entry = event.entry;
        reaction.afterNs = timeOf(event) - m_sinceNs;
        return reaction;
    }

    const Conversation &m_conversation;
    Direction m_who;
    qint64 m_sinceNs;
    std::optional<quint32> m_unit;
    std::vector<std::pair<QByteArray, bool>> m_pings; // unanswered ones, and which it is about
    std::optional<int> m_closeAsked;
    bool m_endAsked = false;
    bool m_hasClosed = false;
};

Reaction firstOf(const Conversation &conversation, Watch watch, Direction who)
{
    for (const Event &event : eventsOf(conversation))
        if (const auto reaction = watch.take(event))
            return *reaction;
    Reaction nothing;
    nothing.who = who;
    return nothing;
}

} // namespace

Reaction reactionTo(const Conversation &conversation, Direction who, qint64 sinceNs)
{
    return firstOf(conversation, {conversation, who, sinceNs, std::nullopt}, who);
}

Reaction reactionTo(const Conversation &conversation, Direction who, quint32 unit)
{
    const quint32 entry = conversation.index().firstEntry(unit);
    const qint64 sinceNs = conversation.recording().entries()[entry].timeNs;
    return firstOf(conversation, {conversation, who, sinceNs, unit}, who);
}

const char *nameOf(Reaction::Kind kind) { return names[static_cast<std::size_t>(kind)]; }

std::optional<Reaction::Kind> reactionKindOf(const QString &name)
{
    const auto *const found = std::find_if(
        names.begin(), names.end(), [&name](const char *each) { return name == QLatin1StringView(each); });
    return found == names.end() ? std::nullopt : std::optional(static_cast<Kind>(found - names.begin()));
}

} // namespace core
