// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/conversation.h"

#include <memory>

namespace live {

/// The referee on the wire, for holds that wait for a rule to be broken. It keeps what it has read, so there
/// is one only while such a hold is set.
class RuleWatch
{
public:
    /// From the first byte of a connection on.
    RuleWatch();
    /// From the middle of one, after its handshake; what the 101 says of extensions.
    explicit RuleWatch(const QByteArray &extensions);

    bool hasHandshake() const { return m_hasHandshake; }
    bool hasBegun(core::Direction direction) const { return m_base[side(direction)].has_value(); }
    /// Sent bytes, without a gap; the first ones begin a unit. `offset` is that of the first byte.
    void take(core::Direction direction, quint64 offset, const QByteArray &bytes, qint64 timeNs);
    /// Whether the unit that begins at `offset` breaks the rule, as far as is known.
    bool breaks(core::Direction direction, quint64 offset, const QByteArray &rule) const;

private:
    static std::size_t side(core::Direction d) { return d == core::Direction::Server ? 1 : 0; }

    core::Recording m_recording;
    std::unique_ptr<core::Conversation> m_conversation;
    std::optional<quint64> m_base[2]; // where reading began
    bool m_hasHandshake = true;
};

} // namespace live
