// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/selection.h"

#include <algorithm>

namespace ui {

Selection::Selection(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &Session::cleared, this, [this] {
        m_step = 0;
        m_left.clear();
        m_unit.reset();
        m_bits = {};
        m_grain = Grain::Leaf;
        m_history.clear();
        m_at = 0;
        emit changed();
    });
}

int Selection::number() const
{
    return m_step == 0 ? 0 : m_session.conversations().numberOf({m_session.shown(), m_step});
}

void Selection::setNumber(int number)
{
    if (m_session.isEmpty())
        return;
    const auto place =
        m_session.conversations().at(std::clamp(number, 1, m_session.conversations().stepCount()));
    m_session.show(place.conversation);
    setStep(place.step);
}

void Selection::setConversation(std::size_t conversation)
{
    if (conversation >= m_session.conversations().size() ||
        m_session.conversations()[conversation].stepCount() == 0)
        return;
    const int left = conversation < m_left.size() ? m_left[conversation] : 0;
    m_session.show(conversation);
    setStep(left);
}

void Selection::setStep(int step)
{
    if (m_session.conversation() == nullptr || m_session.conversation()->stepCount() == 0)
        return;
    m_step = std::clamp(step, 1, m_session.conversation()->stepCount());
    const core::Step current = m_session.conversation()->step(m_step);
    m_unit = current.unit;
    m_bits = current.focus;
    m_left.resize(std::max(m_left.size(), m_session.shown() + 1));
    m_left[m_session.shown()] = m_step;
    m_grain = Grain::Leaf;
    tell();
}

void Selection::setStep(int step, core::BitSpan bits)
{
    setStep(step);
    if (bits.bits > 0 && m_unit) {
        m_bits = bits;
        tell();
    }
}

bool Selection::selectUnit(quint32 unit)
{
    if (m_session.conversation() == nullptr)
        return false;
    const core::TurnList &turns = m_session.conversation()->turns();
    const auto own = turns.turnOfUnit(unit);
    if (!own)
        return false;
    setStep(static_cast<int>(turns[*own].firstStep));
    return true;
}

void Selection::selectBits(core::BitSpan bits)
{
    if (!m_unit)
        return;
    const core::Conversation &conversation = *m_session.conversation();
    const auto brings = [&](int number, bool whole) {
        const core::Step step = conversation.step(number);
        return step.unit == m_unit && (whole ? step.focus.contains(bits) : step.focus.overlaps(bits));
    };
    const auto own = conversation.turns().turnOfUnit(*m_unit);
    if (!brings(m_step, true) && own) {
        const int first = static_cast<int>(conversation.turns()[*own].firstStep);
        const int end = *own + 1 < conversation.turns().size()
                            ? static_cast<int>(conversation.turns()[*own + 1].firstStep)
                            : conversation.stepCount() + 1;
        for (const bool whole : {true, false})
            for (int number = first; number < end; ++number) {
                if (!brings(number, whole))
                    continue;
                m_step = number;
                m_bits = bits;
                tell();
                return;
            }
    }
    m_bits = bits;
    tell();
}

void Selection::move(int direction)
{
    if (!m_unit)
        return;
    const core::Field tree = m_session.conversation()->fieldsOf(*m_unit);
    const std::vector<const core::Field *> leaves = core::leavesOf(tree);
    if (leaves.empty())
        return;
    if (m_grain != Grain::Leaf) {
        const quint64 end = leaves.back()->span.end();
        const quint64 next = direction < 0 ? m_bits.bit - 1 : m_bits.end(); // below 0: beyond the end, too
        if (next < end)
            selectBits(partAt(next, m_grain));
        return;
    }
    const auto last = static_cast<std::ptrdiff_t>(leaves.size()) - 1;
    const auto here = std::find_if(leaves.begin(), leaves.end(),
                                   [this](const core::Field *leaf) { return leaf->span.overlaps(m_bits); });
    const bool several = here != leaves.end() &&
                         !leaves[static_cast<std::size_t>(here - leaves.begin())]->span.contains(m_bits);
    std::ptrdiff_t at = here == leaves.end() ? 0 : here - leaves.begin();
    if (here != leaves.end() && (!several || direction < 0))
        at = std::clamp<std::ptrdiff_t>(at + direction, 0, last);
    selectBits(leaves[static_cast<std::size_t>(at)]->span);
}

core::BitSpan Selection::partAt(quint64 bit, Grain grain) const
{
    if (grain == Grain::Bit)
        return {bit, 1};
    if (grain == Grain::Byte)
        return {bit / 8 * 8, 8};
    const core::Field tree = m_session.conversation()->fieldsOf(*m_unit);
    const std::vector<const core::Field *> path = core::pathTo(tree, bit);
    return path.empty() ? core::BitSpan{bit, 1} : path.back()->span;
}

bool Selection::deepen(int deeper)
{
    if (!m_unit || m_bits.bits == 0)
        return false;
    int grain = static_cast<int>(m_grain);
    do { // a grain that would select the same again is passed over
        grain += deeper;
        if (grain < static_cast<int>(Grain::Leaf) || grain > static_cast<int>(Grain::Bit))
            return false;
    } while (deeper > 0 && partAt(m_bits.bit, static_cast<Grain>(grain)).bits >= m_bits.bits);
    m_grain = static_cast<Grain>(grain);
    selectBits(partAt(m_bits.bit, m_grain));
    return true;
}

void Selection::tell()
{
    const Place place{m_session.shown(), m_step, m_bits, m_grain};
    if (!m_isTravelling && (m_history.empty() || m_history[m_at] != place)) {
        constexpr std::size_t most = 1000;
        m_history.resize(m_history.empty() ? 0 : m_at + 1);
        if (m_history.size() == most)
            m_history.erase(m_history.begin());
        m_history.push_back(place);
        m_at = m_history.size() - 1;
    }
    emit changed();
}

void Selection::goTo(const Place &place)
{
    m_isTravelling = true;
    m_session.show(place.conversation);
    setStep(place.step);
    m_grain = place.grain;
    m_bits = place.bits;
    emit changed();
    m_isTravelling = false;
}

void Selection::goBack()
{
    if (canGoBack())
        goTo(m_history[--m_at]);
}

void Selection::goForward()
{
    if (canGoForward())
        goTo(m_history[++m_at]);
}

} // namespace ui
