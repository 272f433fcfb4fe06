// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/blockvector.h"
#include "core/record/step.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace core {

/// The turns of a conversation in eight bytes each: a turn holds how many steps it has, and what is known
/// of blocks of turns makes a jump quick. Turns are handed out as values.
class TurnList
{
public:
    /// Steps of one turn at most; a head of 64 KiB has fewer lines.
    static constexpr quint32 stepLimit = 0xffff;

    void add(TurnKind kind, quint32 source, quint32 steps, ConnectionState client, ConnectionState server)
    {
        Q_ASSERT(steps > 0 && steps <= stepLimit);
        if (m_records.size() % blockTurns == 0)
            m_blocks.push_back({m_stepCount + 1});
        if (tellsOfUnit(kind)) {
            m_blocks.back().leastUnit = std::min(m_blocks.back().leastUnit, source);
            m_blocks.back().mostUnit = std::max(m_blocks.back().mostUnit, source);
        }
        const auto states = static_cast<quint8>(static_cast<int>(client) << 4 | static_cast<int>(server));
        m_records.emplace_back(source, static_cast<quint16>(steps), kind, states);
        m_stepCount += steps;
    }

    std::size_t size() const { return m_records.size(); }
    bool empty() const { return m_records.empty(); }
    /// All steps.
    quint32 stepCount() const { return m_stepCount; }

    Turn operator[](std::size_t at) const { return turn(at, firstStep(at)); }
    Turn back() const { return (*this)[size() - 1]; }
    /// The turn that step `number` belongs to, from 1 to stepCount().
    std::size_t turnOf(quint32 number) const;

    /// The turn that tells of a unit's bytes one after the other; checks and derivations only refer to them.
    std::optional<std::size_t> turnOfUnit(quint32 unit) const;

    class Iterator
    {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = Turn;
        using difference_type = std::ptrdiff_t;
        using pointer = const Turn *;
        using reference = Turn;

        Iterator(const TurnList &list, std::size_t at)
            : m_list(&list)
            , m_at(at)
        {}

        Turn operator*() const { return m_list->turn(m_at, m_firstStep); }
        Iterator &operator++()
        {
            m_firstStep += m_list->m_records[m_at++].steps;
            return *this;
        }
        bool operator!=(const Iterator &other) const { return m_at != other.m_at; }
        bool operator==(const Iterator &other) const { return m_at == other.m_at; }

    private:
        const TurnList *m_list;
        std::size_t m_at;
        quint32 m_firstStep = 1; // an iteration starts at the first turn
    };
    Iterator begin() const { return {*this, 0}; }
    Iterator end() const { return {*this, size()}; }

private:
    static constexpr std::size_t blockTurns = 64;

    struct Record
    {
        quint32 source;
        quint16 steps;
        TurnKind kind;
        quint8 states; // the client's in the high four bits
    };
    static_assert(sizeof(Record) == 8);

    struct Block
    {
        quint32 firstStep;
        quint32 leastUnit = ~0U; // of those that its turns tell of
        quint32 mostUnit = 0;
    };

    static bool tellsOfUnit(TurnKind kind)
    {
        return kind == TurnKind::Request || kind == TurnKind::Response || kind == TurnKind::Frame ||
               kind == TurnKind::Unknown;
    }
    Turn turn(std::size_t at, quint32 firstStep) const;
    quint32 firstStep(std::size_t at) const;

    BlockVector<Record> m_records;
    std::vector<Block> m_blocks;
    quint32 m_stepCount = 0;
};

} // namespace core
