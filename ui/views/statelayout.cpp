// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/statelayout.h"

#include "core/record/statechange.h"

#include <algorithm>
#include <array>

namespace ui {

namespace {

using core::ConnectionEvent;
using core::ConnectionState;

constexpr std::array states{ConnectionState::Connecting, ConnectionState::Open, ConnectionState::Closing,
                            ConnectionState::Closed};
constexpr qreal boxWidth = 128;
constexpr qreal boxHeight = 30;
constexpr qreal pitch = 70; // from state to state
constexpr qreal headHeight = 34;
constexpr qreal lineHeight = 18;
constexpr qreal lane = 14; // between the lines that go past states

const char *eventPhrase(ConnectionEvent event)
{
    switch (event) {
    case ConnectionEvent::HandshakeDone:
        return "event.handshake.done";
    case ConnectionEvent::HandshakeFailed:
        return "event.handshake.failed";
    case ConnectionEvent::CloseSent:
        return "event.close.sent";
    case ConnectionEvent::CloseReceived:
        return "event.close.received";
    case ConnectionEvent::TcpEnded:
        return "event.tcp.ended";
    }
    return "";
}

/// One side: states below each other, next ones joined by an arrow, those further down by a line past them.
class SideLayout
{
public:
    SideLayout(const StateInput &input, core::Direction side, qreal width)
        : m_in(input)
        , m_side(side)
        , m_width(width)
        , m_changes(core::stateChanges(input.conversation, side, input.step))
        , m_left(std::max(0.0, (width - boxWidth) / 2))
    {}

    Drawing make()
    {
        const QString who = m_in.narrator.sideCapital(m_side);
        text({0, 0, m_width, headHeight - 8}, who, FontRole::Bold, Ink::Normal, Qt::AlignCenter);
        for (const ConnectionState state : states)
            addState(state);
        for (std::size_t from = 0; from < states.size(); ++from)
            for (std::size_t to = from + 1; to < states.size(); ++to)
                addChange(states[from], states[to]);
        m_out.size = QSizeF(m_width, top(ConnectionState::Closed) + boxHeight + 8);
        return std::move(m_out);
    }

private:
    static qreal top(ConnectionState state)
    {
        return headHeight + static_cast<qreal>(static_cast<int>(state)) * pitch;
    }

    void text(const QRectF &rect, const QString &what, FontRole font, Ink ink, Qt::Alignment align)
    {
        m_out.texts.push_back({rect, m_in.metrics.elided(what, font, rect.width()), font, ink, align});
    }

    ConnectionState current() const
    {
        return m_changes.empty() ? ConnectionState::Connecting : m_changes.back().to;
    }

    const core::StateChange *changeTo(ConnectionState state) const
    {
        const auto found = std::find_if(m_changes.begin(), m_changes.end(),
                                        [&](const core::StateChange &each) { return each.to == state; });
        return found == m_changes.end() ? nullptr : &*found;
    }

    void addState(ConnectionState state)
    {
        const QRectF box(m_left, top(state), boxWidth, boxHeight);
        const bool isNow = state == current();
        const core::StateChange *const cause = changeTo(state);
        const bool was = cause != nullptr || state == ConnectionState::Connecting;
        m_out.boxes.push_back({box, Box::Style::Pill, Tone::Plain,
                               isNow ? Ink::Selection
                               : was ? Ink::Normal
                                     : Ink::Faint});
        if (isNow)
            m_out.boxes.push_back(
                {box.adjusted(-10, -6, 10, 6), Box::Style::Current, Tone::Plain, Ink::Selection});
        text(box, m_in.narrator.stateLabel(state), isNow ? FontRole::MonoBold : FontRole::Mono,
             isNow ? Ink::Selection
             : was ? Ink::Normal
                   : Ink::Faint,
             Qt::AlignCenter);
        if (was)
            m_out.targets.push_back({box, {}, cause == nullptr ? 1 : cause->step, {}, false});
    }

    void addChange(ConnectionState from, ConnectionState to)
    {
        std::vector<ConnectionEvent> events;
        for (const core::Transition &row : core::transitions())
            if (row.from == from && row.to == to)
                events.push_back(row.event);
        if (events.empty())
            return;
        const core::StateChange *const change = changeTo(to);
        const bool happened = change != nullptr && change->from == from;
        const bool isLast = happened && to == current();
        const Ink ink = isLast ? Ink::Selection : happened ? Ink::Normal : Ink::Faint;
        const qreal line = isLast ? 2.4 : 1.4;
        const bool isNext = static_cast<int>(to) == static_cast<int>(from) + 1;
        const qreal middle = m_left + boxWidth / 2;
        qreal labelLeft = middle + 10;
        qreal labelTop = top(from) + boxHeight + (pitch - boxHeight - lineHeight * qreal(events.size())) / 2;
        if (isNext) {
            m_out.strokes.push_back(
                {QLineF(middle, top(from) + boxHeight, middle, top(to)), ink, line, false, true});
        } else { // around, at the left
            const qreal x = m_left - lane * (static_cast<int>(from) == 0 ? 2 : 1);
            const qreal y1 = top(from) + boxHeight / 2;
            const qreal y2 = top(to) + boxHeight / 2 + (static_cast<int>(from) == 0 ? 5 : -5);
            m_out.strokes.push_back({QLineF(m_left, y1, x, y1), ink, line, false, false});
            m_out.strokes.push_back({QLineF(x, y1, x, y2), ink, line, false, false});
            m_out.strokes.push_back({QLineF(x, y2, m_left, y2), ink, line, false, true});
            labelLeft = 2;
            labelTop = y1 + boxHeight / 2 + 8;
        }
        for (const ConnectionEvent event : events) {
            const bool isThis = happened && change->event == event;
            const qreal room = isNext ? m_width - labelLeft : m_left - lane * 2 - 8;
            const QRectF place(labelLeft, labelTop, std::max(20.0, room), lineHeight);
            const QString words =
                (isThis ? QStringLiteral("✓ ") : QString()) + m_in.narrator.phrase(eventPhrase(event));
            text(place, words, isThis ? FontRole::SmallBold : FontRole::Small, isThis ? ink : Ink::Secondary,
                 isNext ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
            if (isThis)
                m_out.targets.push_back({place, {}, change->step, {}, true});
            labelTop += lineHeight;
        }
    }

    const StateInput &m_in;
    core::Direction m_side;
    qreal m_width;
    std::vector<core::StateChange> m_changes;
    qreal m_left;
    Drawing m_out;
};

} // namespace

Drawing layoutStates(const StateInput &input)
{
    constexpr qreal gap = 16;
    constexpr qreal leastSide = 330;
    const bool beside = input.width >= 2 * leastSide + gap;
    const qreal side = beside ? (input.width - gap) / 2 : input.width;
    Drawing out;
    out.place(SideLayout(input, core::Direction::Client, side).make(), 0, 0);
    const qreal below = beside ? 0 : out.size.height() + gap;
    out.place(SideLayout(input, core::Direction::Server, side).make(), beside ? side + gap : 0, below);
    return out;
}

} // namespace ui
