// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/rulewatch.h"

#include <algorithm>

namespace live {

RuleWatch::RuleWatch()
{
    m_recording.addConnection({});
    m_conversation = std::make_unique<core::Conversation>(m_recording, quint16{1});
}

RuleWatch::RuleWatch(const QByteArray &extensions)
    : m_hasHandshake(false)
{
    core::ConnectionInfo info;
    info.handshake = false;
    info.extensions = extensions;
    m_recording.addConnection(info);
    m_conversation = std::make_unique<core::Conversation>(m_recording, quint16{1});
}

void RuleWatch::take(core::Direction direction, quint64 offset, const QByteArray &bytes, qint64 timeNs)
{
    auto &base = m_base[side(direction)];
    if (!base)
        base = offset;
    core::WireRecord chunk;
    chunk.entry.direction = direction;
    chunk.entry.timeNs = timeNs;
    chunk.entry.by = core::actorOf(direction);
    chunk.bytes = bytes;
    if (m_recording.append(chunk))
        m_conversation->update();
}

bool RuleWatch::breaks(core::Direction direction, quint64 offset, const QByteArray &rule) const
{
    const auto base = m_base[side(direction)];
    if (!base || offset < *base)
        return false;
    const auto unit = m_conversation->unitAt(direction, offset - *base);
    if (!unit)
        return false;
    const auto isIt = [&rule](const core::Check &check) { return QByteArrayView(rule) == check.rule->id; };
    const std::vector<const core::Finding *> findings = m_conversation->findingsOf(*unit);
    return std::any_of(findings.begin(), findings.end(),
                       [&](const core::Finding *finding) { return isIt(finding->check); });
}

} // namespace live
