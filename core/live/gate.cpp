// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/gate.h"

#include <algorithm>
#include <utility>

namespace live {

using core::Change;
using core::Entry;
using core::HeldUnit;

namespace {

void add(quint8 &changes, Change change, bool isThere)
{
    if (isThere)
        changes |= static_cast<quint8>(change);
}

quint8 changesOf(const HeldUnit &unit, bool wasSwapped)
{
    const core::Delivery &delivery = unit.delivery;
    quint8 changes = 0;
    add(changes, Change::Dropped, delivery.copies == 0);
    add(changes, Change::Edited, delivery.copies > 0 && delivery.bytes && *delivery.bytes != unit.bytes);
    add(changes, Change::Doubled, delivery.copies > 1);
    add(changes, Change::Delayed, delivery.copies > 0 && delivery.delayMs > 0);
    add(changes, Change::Swapped, wasSwapped);
    add(changes, Change::Split, delivery.copies > 0 && !delivery.splits.empty());
    add(changes, Change::Glued, delivery.copies > 0 && delivery.glue);
    return changes;
}

} // namespace

Gate::Gate(quint16 connection, core::Direction direction, Pass pass)
    : m_connection(connection)
    , m_direction(direction)
    , m_pass(std::move(pass))
    , m_cutter(direction)
{}

void Gate::setHold(const core::HoldSettings &settings)
{
    m_holdsAll = settings.all[m_direction == core::Direction::Server ? 1 : 0];
    const std::vector<Counted> before = std::exchange(m_conditions, {});
    for (const core::HoldCondition &condition : settings.conditions) {
        if (!condition.enabled || condition.direction.value_or(m_direction) != m_direction)
            continue;
        // One that was set already goes on counting.
        const auto same = std::find_if(before.begin(), before.end(), [&condition](const Counted &each) {
            return each.condition == condition;
        });
        m_conditions.push_back(same == before.end() ? Counted{condition} : *same);
    }
    settle();
}

void Gate::change(const core::WireChange &change) { m_changes.push_back({change}); }

bool Gate::isWatching() const { return m_holdsAll || !m_conditions.empty() || !m_changes.empty(); }

void Gate::take(const QByteArray &bytes, qint64 nowNs)
{
    if (isWatching() || !m_queue.empty() || !m_open.bytes.isEmpty()) {
        takeWatched(core::spanOf(bytes), nowNs);
        return;
    }
    for (core::ByteSpan rest = core::spanOf(bytes); !rest.empty();) {
        rest = rest.subspan(m_cutter.feed(rest));
        m_isPassing = !m_cutter.unitEnded();
        if (m_cutter.unitEnded())
            m_unitOffset = m_offset + static_cast<quint64>(bytes.size()) - rest.size();
    }
    m_pass(Passage::of(bytes, std::exchange(m_offset, m_offset + static_cast<quint64>(bytes.size()))));
}

void Gate::takeWatched(core::ByteSpan bytes, qint64 nowNs)
{
    while (!bytes.empty()) {
        const auto room = static_cast<std::size_t>(qint64{core::holdLimit} - m_open.bytes.size());
        const std::size_t used = m_cutter.feed(bytes.first(std::min(bytes.size(), room)));
        const QByteArray part(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(used));
        const bool isUnitEnd = m_cutter.unitEnded();
        bytes = bytes.subspan(used);
        if (m_isPassing) {
            m_pass(Passage::of(part, m_offset));
            m_offset += used;
        } else {
            if (m_open.bytes.isEmpty()) {
                m_open.id = quint64{m_connection} << 48 | ++m_ids << 1 |
                            (m_direction == core::Direction::Server ? 1U : 0U);
                m_open.offset = m_offset;
            }
            m_open.bytes += part;
            m_open.chunks.push_back(static_cast<quint32>(used));
            m_open.arrivedNs = nowNs;
            m_offset += used;
            m_waitingBytes += used;
            // Where framing is lost no unit ends any more: each read is a piece.
            const bool isLost = m_cutter.unit().kind == core::UnitKind::Unknown && bytes.empty();
            if (isUnitEnd || isLost || m_open.bytes.size() == qint64{core::holdLimit})
                closePiece(isUnitEnd);
        }
        if (isUnitEnd) {
            m_isPassing = m_isPieceHeld = false;
            m_unitOffset = m_offset;
        }
    }
    settle();
}

void Gate::closePiece(bool isUnitEnd)
{
    const core::Unit &unit = m_cutter.unit();
    const bool isFirst = m_open.offset == m_unitOffset;
    Item item;
    item.unit = std::exchange(m_open, {});
    item.unit.connection = m_connection;
    item.unit.direction = m_direction;
    item.unit.kind = unit.kind;
    item.unit.opcode = unit.isFrame() ? unit.opcode() : quint8{0};
    item.unit.whole = isFirst && isUnitEnd;
    item.isHeld = isFirst ? isToBeHeld(item.unit) : m_isPieceHeld;
    m_isPieceHeld = item.isHeld && !isUnitEnd;
    if (item.unit.whole)
        applyChanges(item);
    m_queue.push_back(std::move(item));
}

bool Gate::isToBeHeld(const HeldUnit &unit)
{
    bool isHeld = m_holdsAll;
    for (Counted &each : m_conditions) {
        const core::HoldCondition &condition = each.condition;
        const auto size = static_cast<quint64>(unit.bytes.size());
        if (!core::fits(condition, m_direction, unit.kind, unit.opcode, size) ||
            (!condition.rule.isEmpty() && (!m_breaks || !m_breaks(unit.offset, condition.rule))))
            continue;
        ++each.count;
        isHeld = isHeld || condition.nth == 0 || condition.nth == each.count;
    }
    return isHeld;
}

// Each change is done once, on the unit that it waited for; several may meet in one.
void Gate::applyChanges(Item &item)
{
    std::erase_if(m_changes, [&](Armed &armed) {
        const core::WireChange &change = armed.change;
        const auto size = static_cast<quint64>(item.unit.bytes.size());
        if (!core::fits(change.unit, m_direction, item.unit.kind, item.unit.opcode, size) ||
            ++armed.count != change.unit.nth)
            return false;
        core::Delivery &delivery = item.unit.delivery;
        switch (change.change) {
        case Change::Edited:
            if (auto bytes =
                    core::applyEdit(delivery.bytes.value_or(item.unit.bytes), item.unit.kind, change.edit))
                delivery.bytes = std::move(bytes);
            break;
        case Change::Dropped:
            delivery.copies = 0;
            break;
        case Change::Doubled:
            delivery.copies = 2;
            break;
        case Change::Delayed:
            delivery.delayMs = change.delayMs;
            break;
        case Change::Swapped:
            item.swapsWithNext = true;
            break;
        case Change::Split:
            delivery.splits = change.splits;
            break;
        case Change::Glued:
            delivery.glue = true;
            break;
        }
        return true;
    });
}

void Gate::end(Passage::End end)
{
    if (!m_open.bytes.isEmpty())
        closePiece(false);
    Item item;
    item.end = end;
    m_queue.push_back(std::move(item));
    settle();
}

bool Gate::waitsForNext(const Item &item) const
{
    const bool isAlone = m_queue.size() == 1;
    return (item.swapsWithNext && isAlone) ||
           (item.unit.delivery.glue && item.unit.delivery.copies > 0 && (isAlone || m_queue[1].isHeld));
}

/// Passes on what may go.
void Gate::settle()
{
    while (!m_queue.empty() && !m_queue.front().isHeld && !waitsForNext(m_queue.front())) {
        if (std::exchange(m_queue.front().swapsWithNext, false) && m_queue.size() > 1 &&
            m_queue[1].end == Passage::End::None && m_queue[1].unit.whole) {
            std::swap(m_queue[0], m_queue[1]);
            m_queue[0].wasSwapped = m_queue[1].wasSwapped = true;
            continue;
        }
        const Item item = std::move(m_queue.front());
        m_queue.pop_front();
        m_waitingBytes -= static_cast<quint64>(item.unit.bytes.size());
        pass(item);
    }
    if (!m_queue.empty() || isWatching() || m_open.bytes.isEmpty())
        return;
    m_waitingBytes -= static_cast<quint64>(m_open.bytes.size());
    m_pass(Passage::of(m_open.bytes, m_open.offset));
    m_open = {};
    m_isPassing = true;
}

void Gate::pass(const Item &item)
{
    if (item.end != Passage::End::None) {
        if (m_joined)
            m_pass(*std::exchange(m_joined, std::nullopt));
        m_pass(Passage::of(item.end));
        return;
    }
    const HeldUnit &unit = item.unit;
    const core::Delivery &delivery = unit.delivery;
    const quint8 changes = changesOf(unit, item.wasSwapped);
    const QByteArray &bytes = delivery.bytes ? *delivery.bytes : unit.bytes;
    const bool isEdited = bytes != unit.bytes;
    if (isEdited && delivery.keepAccept && m_keepAccept)
        m_keepAccept(unit.bytes);

    Passage passage;
    passage.delayMs = delivery.delayMs;
    if (changes != 0) {
        Entry edit;
        edit.kind = core::EntryKind::Edit;
        edit.leg = core::Leg::Delivered;
        edit.by = core::Actor::Wire;
        edit.sentOffset = unit.offset;
        edit.sentLength = static_cast<quint32>(unit.bytes.size());
        edit.length = static_cast<quint32>(bytes.size()) * static_cast<quint32>(delivery.copies);
        edit.changes = changes;
        passage.edits.push_back(edit);
    }
    if (delivery.copies == 0 || bytes.isEmpty()) {
        emitPassage(std::move(passage), false);
        return;
    }
    for (int copy = 0; copy < delivery.copies; ++copy) {
        qsizetype from = 0;
        std::vector<quint32> borders = delivery.splits;
        borders.push_back(static_cast<quint32>(bytes.size()));
        for (const quint32 border : borders) {
            const qsizetype to = std::min<qsizetype>(border, bytes.size());
            if (to <= from)
                continue;
            passage.join(Passage::of(bytes.mid(from, to - from),
                                     isEdited ? Entry::ownBytes : unit.offset + static_cast<quint64>(from)));
            passage.isPart = passage.isPart || from > 0;
            from = to;
            const bool isLast = to == bytes.size() && copy + 1 == delivery.copies;
            emitPassage(std::exchange(passage, {}), isLast && delivery.glue);
        }
    }
}

void Gate::emitPassage(Passage passage, bool joinsNext)
{
    if (m_joined) {
        m_joined->join(passage);
        passage = *std::exchange(m_joined, std::nullopt);
    }
    if (joinsNext)
        m_joined = std::move(passage);
    else
        m_pass(std::move(passage));
}

std::deque<Gate::Item>::iterator Gate::find(quint64 held)
{
    return std::find_if(m_queue.begin(), m_queue.end(), [held](const Item &item) {
        return item.end == Passage::End::None && item.unit.id == held;
    });
}

bool Gate::setDelivery(quint64 held, const core::Delivery &delivery)
{
    const auto item = find(held);
    if (item == m_queue.end())
        return false;
    item->unit.delivery = delivery;
    settle();
    return true;
}

bool Gate::swapWithNext(quint64 held)
{
    const auto item = find(held);
    if (item == m_queue.end())
        return false;
    const auto next = std::next(item);
    if (next == m_queue.end() || next->end != Passage::End::None || !item->unit.whole || !next->unit.whole)
        return false;
    std::swap(*item, *next);
    // Back in their order they have not been swapped.
    item->wasSwapped = next->wasSwapped = item->unit.offset > next->unit.offset;
    settle();
    return true;
}

bool Gate::letGo(quint64 held)
{
    if (held == m_open.id && !m_open.bytes.isEmpty()) {
        m_isPassing = true;
        closePiece(false);
        m_queue.back().isHeld = false;
    }
    const auto item = find(held);
    if (item == m_queue.end())
        return false;
    for (auto each = m_queue.begin(); each <= item; ++each)
        each->isHeld = false;
    settle();
    return true;
}

void Gate::letAllGo()
{
    if (!m_open.bytes.isEmpty()) {
        m_isPassing = true; // the rest follows it unheld
        closePiece(false);
    }
    m_isPieceHeld = false;
    for (Item &item : m_queue)
        item.isHeld = false;
    settle();
}

std::vector<HeldUnit> Gate::waiting() const
{
    std::vector<HeldUnit> all;
    all.reserve(m_queue.size() + 1);
    for (const Item &item : m_queue) {
        if (item.end != Passage::End::None)
            continue;
        all.push_back(item.unit);
        all.back().isHeld = item.isHeld;
    }
    if (!m_open.bytes.isEmpty()) {
        all.push_back(m_open);
        all.back().connection = m_connection;
        all.back().direction = m_direction;
        all.back().kind = m_cutter.unit().kind;
        all.back().opcode = m_cutter.unit().isFrame() ? m_cutter.unit().opcode() : quint8{0};
        all.back().isArriving = true;
        all.back().whole = false;
        all.back().isHeld = m_holdsAll;
    }
    return all;
}

} // namespace live
