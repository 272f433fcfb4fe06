// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/wirechange.h"
#include "core/live/passage.h"
#include "core/live/unitcutter.h"

#include <deque>
#include <functional>

namespace live {

/// Where one direction of a connection is held: cuts it into units, keeps those that are to wait, changes
/// them, and passes on what may go, in order. Where nothing is to be held or changed, bytes pass as they
/// come.
class Gate
{
public:
    using Pass = std::function<void(Passage)>;
    /// Whether the unit that begins at `offset` of the sent stream breaks a rule.
    using Breaks = std::function<bool(quint64 offset, const QByteArray &rule)>;

    Gate(quint16 connection, core::Direction direction, Pass pass);

    /// For conditions that name a rule; until then none is broken.
    void setBreaks(Breaks breaks) { m_breaks = std::move(breaks); }
    /// Is told of a request that goes on changed, as it was sent, where the response is to fit that.
    void setKeepAccept(std::function<void(const QByteArray &request)> keep)
    {
        m_keepAccept = std::move(keep);
    }
    void setHold(const core::HoldSettings &settings);
    void change(const core::WireChange &change);

    void take(const QByteArray &bytes, qint64 nowNs);
    /// The direction has ended; that waits behind what is held.
    void end(Passage::End end);

    /// The server has refused the handshake: HTTP goes on.
    void refused() { m_cutter.refused(); }

    // False where no such unit waits here.
    bool setDelivery(quint64 held, const core::Delivery &delivery);
    bool swapWithNext(quint64 held);
    bool letGo(quint64 held);
    void letAllGo();

    const UnitCutter &cutter() const { return m_cutter; }
    bool closeSeen() const { return m_cutter.closeSeen(); }
    /// Where in the sent stream the current unit begins, or the next one will.
    quint64 unitOffset() const { return m_unitOffset; }
    quint64 waitingBytes() const { return m_waitingBytes; }
    std::vector<core::HeldUnit> waiting() const;

private:
    struct Item
    {
        core::HeldUnit unit;
        Passage::End end = Passage::End::None;
        bool isHeld = false;
        bool swapsWithNext = false;
        bool wasSwapped = false;
    };
    struct Counted // a condition, and how many units have fitted it
    {
        core::HoldCondition condition;
        int count = 0;
    };
    struct Armed
    {
        core::WireChange change;
        int count = 0;
    };

    bool isWatching() const;
    void takeWatched(core::ByteSpan bytes, qint64 nowNs);
    void closePiece(bool isUnitEnd);
    bool isToBeHeld(const core::HeldUnit &unit);
    void applyChanges(Item &item);
    void settle();
    bool waitsForNext(const Item &item) const;
    void pass(const Item &item);
    void emitPassage(Passage passage, bool joinsNext);
    std::deque<Item>::iterator find(quint64 held);

    quint16 m_connection;
    core::Direction m_direction;
    Pass m_pass;
    Breaks m_breaks;
    std::function<void(const QByteArray &)> m_keepAccept;
    UnitCutter m_cutter;
    bool m_holdsAll = false;
    std::vector<Counted> m_conditions;
    std::vector<Armed> m_changes;

    quint64 m_offset = 0;     // bytes taken
    quint64 m_unitOffset = 0; // where the current unit begins
    quint64 m_ids = 0;
    core::HeldUnit m_open;      // the piece that is being gathered
    bool m_isPassing = false;   // the beginning of the current unit has passed: the rest does too
    bool m_isPieceHeld = false; // the first piece of the current unit was held: the rest is too
    std::deque<Item> m_queue;
    quint64 m_waitingBytes = 0;
    std::optional<Passage> m_joined; // waits for what goes in one write with it
};

} // namespace live
