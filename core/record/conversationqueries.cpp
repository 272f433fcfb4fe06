// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/conversation.h"

#include "core/annotate/annotate.h"
#include "core/record/steps.h"

#include <algorithm>

namespace core {

namespace {

constexpr std::size_t sideIndex(Direction d) { return static_cast<std::size_t>(d); }

} // namespace

std::vector<Check> Conversation::checksOf(quint32 number) const
{
    const Unit &unit = units()[number];
    std::vector<Check> checks;
    switch (unit.kind) {
    case UnitKind::Request:
        if (unit.complete && m_index.layer() == Layer::WebSocket)
            checks = judgeRequest(m_index.head(number), fieldsOf(number));
        break;
    case UnitKind::Response: {
        const auto request = requestBefore(number);
        if (const Response *known = response(number); known != nullptr && known->isJudged)
            checks = judgeResponse(m_index.head(number), fieldsOf(number),
                                   request ? m_index.head(*request) : HttpHead());
        break;
    }
    case UnitKind::Frame: {
        const QByteArray bytes = m_index.bytes(number, maxHeaderBytes);
        if (const auto header = readFrameHeader(spanOf(bytes)))
            for (Check &check : judgeFrame(*header, contextOf(number)))
                if (check.kept)
                    checks.push_back(std::move(check));
        break;
    }
    case UnitKind::Tls:
    case UnitKind::Unknown:
        break;
    }
    if (!unit.isHttp())
        for (const Finding *finding : findingsOf(number))
            checks.push_back(finding->check);
    return checks;
}

Field Conversation::fieldsOf(quint32 unit) const
{
    const QByteArray bytes = m_index.bytes(unit);
    return annotate(units()[unit], spanOf(bytes));
}

std::vector<const Finding *> Conversation::findingsOf(quint32 unit) const
{
    std::vector<const Finding *> found;
    const auto [from, to] = m_findingsByUnit.equal_range(unit);
    for (auto it = from; it != to; ++it)
        found.push_back(&findings()[it->second]);
    return found;
}

FrameContext Conversation::contextOf(quint32 frame) const
{
    const Unit &unit = units()[frame];
    const DirectionJudge &judge = m_referee.judge(unit.direction);
    const bool agreed = isAfterAgreement(frame);
    return {unit.direction, unit.messageOpenBefore, agreed && judge.isDeflateAgreed(),
            agreed && judge.isReservedAgreed(), m_limits.message};
}

bool Conversation::isCompressed(const Message &message) const
{
    return !message.units.empty() && isCompressedFrom(message.units.front());
}

bool Conversation::isCompressedFrom(quint32 first) const
{
    return m_deflate && isAfterAgreement(first) && units()[first].rsv1();
}

bool Conversation::isAfterAgreement(quint32 unit) const
{
    return m_accepted ? unit > *m_accepted : !connection().handshake;
}

bool Conversation::endsCompressed(quint32 frame) const
{
    const Unit &unit = units()[frame];
    return m_deflate && unit.complete && unit.fin() && unit.message != Unit::none &&
           isCompressedFrom(unit.message);
}

QByteArray Conversation::contentOf(const Message &message) const
{
    if (!isCompressed(message))
        return payloadOf(m_index, message);
    const bool client = message.direction == Direction::Client;
    const Inflater::Options options{client ? m_deflate->clientMaxWindowBits : m_deflate->serverMaxWindowBits,
                                    client ? m_deflate->clientNoContextTakeover
                                           : m_deflate->serverNoContextTakeover};
    return m_readers[sideIndex(message.direction)].content(m_index, message, options, m_limits.message);
}

Step Conversation::step(int number) const
{
    Q_ASSERT(number >= 1 && number <= stepCount());
    const std::size_t at = turnOf(number);
    const Turn turn = m_turns[at];
    const std::vector<Step> steps = stepsOf(*this, turn);
    const std::size_t inTurn = static_cast<quint32>(number) - turn.firstStep;
    Step step = steps[inTurn];
    step.number = number;
    // What a turn changes has changed with its last step.
    const ConnectionState initial =
        connection().handshake ? ConnectionState::Connecting : ConnectionState::Open;
    const bool before = inTurn + 1 < steps.size();
    step.client = !before ? turn.client : at == 0 ? initial : m_turns[at - 1].client;
    step.server = !before ? turn.server : at == 0 ? initial : m_turns[at - 1].server;
    return step;
}

const Conversation::Response *Conversation::response(quint32 unit) const
{
    const auto found = std::lower_bound(m_responses.begin(), m_responses.end(), unit,
                                        [](const Response &r, quint32 wanted) { return r.unit < wanted; });
    return found == m_responses.end() || found->unit != unit ? nullptr : &*found;
}

std::optional<quint32> Conversation::requestBefore(quint32 unit) const
{
    const Response *const known = response(unit);
    const auto end = known == nullptr ? m_requests.end() : m_requests.begin() + known->requests;
    const auto after = std::upper_bound(m_requests.begin(), end, unit);
    return after == m_requests.begin() ? std::nullopt : std::optional(*std::prev(after));
}

std::optional<quint32> Conversation::unitAt(Direction direction, quint64 offset) const
{
    for (auto number = static_cast<quint32>(units().size()); number-- > 0;)
        if (units()[number].direction == direction && units()[number].offset <= offset)
            return number;
    return std::nullopt;
}

} // namespace core
